"""Articles from a cluster as a corpus of their own: there our own functions do all the rest.

What a page shows, what is checked article by article, and what no cluster counts as we do, is
found out on such a corpus by the engine for archives in a folder.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

from newssearch.archive.article import Article
from newssearch.archive.cluster.connecting import CONNECTIONS
from newssearch.archive.cluster.documents import stored_bytes
from newssearch.archive.cluster.segments import ArticleSegment
from newssearch.archive.errors import ArchiveDamaged
from newssearch.archive.news_layout import unpack_article
from newssearch.search.budget import check_time, too_dear
from newssearch.search.cluster.client import Searching
from newssearch.search.cluster.dsl import Query, terms
from newssearch.search.engine import Ref
from newssearch.search.execution.scorers import Clause, CollectionStatistics
from newssearch.search.local.corpus import Corpus

MOST_FETCHED = 10_000
"""Articles that one answer may take from the cluster to be looked at here: some four seconds."""

AT_ONCE = 500
"""Articles of one request: a few megabytes."""

Recount: TypeAlias = Callable[[Collection[Clause]], None]

ID = "keyword.id"
"""The field of ids, the last key of every order."""

_WORDS = "number.words"

IDS: dict[str, Any] = {"stored_fields": "_none_"}
"""What is asked of a search whose articles are not read."""

ARTICLES: dict[str, Any] = {"_source": True, "docvalue_fields": [_WORDS]}
"""What is asked of a search whose articles are read: all that is kept of them, as it is kept."""

_IDS_AT_ONCE = 10_000
"""As many as OpenSearch gives at a time."""


class Stored(NamedTuple):
    """What a cluster keeps of an article: itself, and the number of words of its body."""

    article: Article
    words: int


NOTHING: Mapping[str, Stored] = MappingProxyType({})
"""No articles by id."""


class FetchedCorpus(Corpus):
    """Some articles of an archive, with what ranking must know of the whole.

    ``count`` sets how many articles of the whole have each of some clauses.
    """

    def __init__(
        self, articles: Sequence[Article], collection: CollectionStatistics, count: Recount
    ) -> None:
        self._count = count
        self._held = [
            ArticleSegment(articles[start : start + AT_ONCE])
            for start in range(0, max(len(articles), 1), AT_ONCE)
        ]
        super().__init__([held.segment for held in self._held], collection=collection)
        self._articles = articles
        self.ids = [article.id for article in articles]
        self.ref_of = {
            article.id: Ref(number // AT_ONCE, number % AT_ONCE)
            for number, article in enumerate(articles)
        }

    def recount(self, clauses: Collection[Clause]) -> None:
        """Set how many articles of the whole have each clause."""
        self._count(clauses)

    def id_of(self, ref: Ref) -> str:
        """Return the id of one of its articles."""
        return self.ids[ref.part * AT_ONCE + ref.number]

    def read(self, ref: Ref) -> Article:
        """Return one of its articles."""
        return self._articles[ref.part * AT_ONCE + ref.number]


class Numbers:
    """Numbers for the ids of articles, by which a ``Ref`` names them."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._numbers: dict[str, int] = {}

    def ref(self, article_id: str, score: float = 0.0) -> Ref:
        """Return the reference of an article."""
        number = self._numbers.setdefault(article_id, len(self._ids))
        if number == len(self._ids):
            self._ids.append(article_id)
        return Ref(0, number, score)

    def id_of(self, ref: Ref) -> str:
        """Return the id of an article."""
        return self._ids[ref.number]


class Fetching:
    """Fetches articles by a query, or by their ids."""

    def __init__(self, searching: Searching) -> None:
        self._searching = searching

    def all_of(
        self, query: Query, total: int, what: str, held: Mapping[str, Stored] = NOTHING
    ) -> list[Article]:
        """Return the articles that satisfy a query, those that are ``held`` as they are.

        Raises:
            QueryBudgetExceeded: they are more than ``MOST_FETCHED``; ``what`` is to be done.
        """
        if total > MOST_FETCHED:
            raise too_dear(
                f"{what} article by article, and {total:,} articles may satisfy the query, more"
                f" than {MOST_FETCHED:,}",
                hint="add a date, a source or a rarer word",
            )
        found = self.ids(query, [{ID: "asc"}]) if total else ()
        return self.by_ids([one for one, _ in found], held)

    def by_ids(self, ids: Sequence[str], held: Mapping[str, Stored] = NOTHING) -> list[Article]:
        """Return articles in the order of their ids given.

        Raises:
            ArchiveDamaged: one is not there any more.
        """
        found: list[Article] = []
        for part in self.in_parts(ids, held):
            check_time()
            found += [one.article for one in part]
        return found

    def in_parts(
        self, ids: Sequence[str], held: Mapping[str, Stored] = NOTHING
    ) -> Iterator[list[Stored]]:
        """Yield articles in the order of their ids given, at most ``AT_ONCE`` at a time.

        The next ones are fetched meanwhile, but for those that are ``held``.

        Raises:
            ArchiveDamaged: one is not there any more.
        """
        parts = [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]
        if len(parts) == 1:
            yield self._some(parts[0], held)
            return
        with ThreadPoolExecutor(CONNECTIONS) as threads:
            asked = deque(threads.submit(self._some, part, held) for part in parts[:CONNECTIONS])
            try:
                for part in parts[CONNECTIONS:]:
                    found = asked.popleft().result()
                    asked.append(threads.submit(self._some, part, held))
                    yield found
                while asked:
                    yield asked.popleft().result()
            finally:
                for one in asked:
                    one.cancel()

    def _some(self, ids: Sequence[str], held: Mapping[str, Stored]) -> list[Stored]:
        found = {one: held[one] for one in ids if one in held}
        wanted = [one for one in ids if one not in found]
        if wanted:
            body = {
                "query": terms(ID, wanted),
                "sort": ["_doc"],
                "size": len(wanted),
                "track_total_hits": False,
                **ARTICLES,
            }
            hits = self._searching.search(body)["hits"]["hits"]
            found.update({one.article.id: one for one in map(stored, hits)})
        missing = [one for one in wanted if one not in found]
        if missing:
            raise ArchiveDamaged(
                f"the archive has changed: the article {missing[0]} is not there any more",
                hint="ask again",
            )
        return [found[one] for one in ids]

    def ids(
        self,
        query: Query,
        sort: list[Any],
        *,
        most: int | None = None,
        after: list[Any] | None = None,
        **parameters: str,
    ) -> Iterator[tuple[str, list[Any]]]:
        """Yield the ids of what satisfies a query in order, all or some, each with its sort key.

        The last key of an order is the id, so that nothing is left to chance, and nothing has to
        be read of an article. ``after`` is the sort key of the one before the first.
        """
        left = most
        while left is None or left > 0:
            size = _IDS_AT_ONCE if left is None else min(_IDS_AT_ONCE, left)
            body: dict[str, Any] = {"query": query, "sort": sort, "size": size, **IDS}
            body["track_total_hits"] = False
            if after is not None:
                body["search_after"] = after
            hits = self._searching.search(body, **parameters)["hits"]["hits"]
            yield from ((hit["sort"][-1], hit["sort"]) for hit in hits)
            if len(hits) < size:
                return
            after = hits[-1]["sort"]
            left = None if left is None else left - len(hits)


def stored(hit: Mapping[str, Any]) -> Stored:
    """Return what a hit of a search for ``ARTICLES`` has.

    Raises:
        ArchiveDamaged: it is no article.
    """
    article = unpack_article(stored_bytes(hit["_source"]["article"]))
    return Stored(article, int(hit["fields"][_WORDS][0]))
