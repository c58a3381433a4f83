"""Articles from a cluster as a corpus of their own: there our own functions do all the rest.

What a page shows, what is checked article by article, and what no cluster counts as we do, is
found out on such a corpus by the engine for archives in a folder.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, TypeAlias

from newssearch.archive.article import Article
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

_ID = "keyword.id"


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

    def all_of(self, query: Query, total: int, what: str) -> list[Article]:
        """Return the articles that satisfy a query, in the order of ids.

        Raises:
            QueryBudgetExceeded: they are more than ``MOST_FETCHED``; ``what`` is to be done.
        """
        if total > MOST_FETCHED:
            raise too_dear(
                f"{what} article by article, and {total:,} articles may satisfy the query, more"
                f" than {MOST_FETCHED:,}",
                hint="add a date, a source or a rarer word",
            )
        return list(self._articles(query)) if total else []

    def by_ids(self, ids: Sequence[str]) -> list[Article]:
        """Return articles in the order of their ids given.

        Raises:
            ArchiveDamaged: one is not there any more.
        """
        found: dict[str, Article] = {}
        for start in range(0, len(ids), AT_ONCE):
            wanted = terms(_ID, list(ids[start : start + AT_ONCE]))
            found.update({article.id: article for article in self._articles(wanted)})
        missing = [one for one in ids if one not in found]
        if missing:
            raise ArchiveDamaged(
                f"the archive has changed: the article {missing[0]} is not there any more",
                hint="ask again",
            )
        return [found[one] for one in ids]

    def _articles(self, query: Query) -> Iterator[Article]:
        for hit in self.rows(query, [{_ID: "asc"}], source=["article"], at_once=AT_ONCE):
            check_time()
            yield unpack_article(stored_bytes(hit["_source"]["article"]))

    def rows(
        self,
        query: Query,
        sort: list[Any],
        *,
        source: list[str] | bool = False,
        at_once: int = 10_000,
        most: int | None = None,
        **parameters: str,
    ) -> Iterator[dict[str, Any]]:
        """Yield what satisfies a query in an order that leaves nothing to chance, all or some."""
        after: list[Any] | None = None
        left = most
        while left is None or left > 0:
            size = at_once if left is None else min(at_once, left)
            body: dict[str, Any] = {"query": query, "sort": sort, "size": size, "_source": source}
            body["track_total_hits"] = False
            if after is not None:
                body["search_after"] = after
            hits = self._searching.search(body, **parameters)["hits"]["hits"]
            yield from hits
            if len(hits) < size:
                return
            after = hits[-1]["sort"]
            left = None if left is None else left - len(hits)
