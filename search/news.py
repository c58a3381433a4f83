"""An archive opened for searching: a query's text goes in, an ``Answer`` comes out."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TypedDict

from newssearch.archive.article import Article
from newssearch.archive.errors import QueryBudgetExceeded, QuerySyntaxError, UsageError
from newssearch.archive.generations import Generation
from newssearch.archive.groups import Groups
from newssearch.archive.news_layout import BODY, LAYOUT, unpack_article
from newssearch.search.answer import Answer, Clause, Group, Hit, Marks
from newssearch.search.ast import And, Boost, Everything, HasValue, Node, Not, Or, Parsed, Range
from newssearch.search.execution.budget import time_limit
from newssearch.search.execution.collapsing import collapse
from newssearch.search.execution.engine import Engine, Found
from newssearch.search.execution.matching import Match
from newssearch.search.execution.ordering import Order
from newssearch.search.execution.showing import Shown
from newssearch.search.execution.terms import MAX_TERMS, TooManyTerms
from newssearch.search.local.highlighting import ArticleText
from newssearch.search.language import parse_query, print_query
from newssearch.search.local.snippets import snippets_of, want_words

if TYPE_CHECKING:
    from newssearch.search.explanation import Explanation

_PAGE = 16
"""Hits made together, step by step: then the code of a step stays in the processor's caches. Ten
hits of a query for four words on Reuters-21578, spans included, take 1.24 ms one by one and
1.07 ms together; 32 or 64 at a time gain nothing more."""


class NewsArchive:
    """One generation of an archive, read-only; a context manager."""

    def __init__(self, path: Path) -> None:
        self._generation = Generation(path, LAYOUT)
        self._engine = Engine(self._generation.segments)

    @property
    def path(self) -> Path:
        """The folder of the archive."""
        return self._generation.archive

    @property
    def generation(self) -> str:
        """The name of the generation that answers."""
        return self._generation.name

    @property
    def published(self) -> dt.datetime:
        """When it was published."""
        return self._generation.published

    @property
    def articles(self) -> int:
        """How many articles it holds."""
        return self._generation.manifest.articles

    @property
    def engine(self) -> Engine:
        """The engine below, for benchmarks and for what has no front end."""
        return self._engine

    @property
    def groups(self) -> Groups:
        """The groups of near-identical articles."""
        return self._generation.groups

    def changed(self) -> bool:
        """Say whether a newer generation has been published; open the archive again to read it."""
        return self._generation.superseded()

    def search(
        self,
        text: str,
        *,
        limit: int = 10,
        offset: int = 0,
        sort: Order = "relevance",
        any_word: bool = False,
        literal: bool = False,
        snippets: bool = True,
        group: bool = False,
    ) -> Answer:
        """Answer a query: the exact total, and the hits from ``offset`` on.

        With ``group`` near-identical copies are one hit, the one that ranks first; ``limit``
        and ``offset`` count these, ``total`` still counts articles.

        Raises:
            QuerySyntaxError: the query cannot be read.
            QueryBudgetExceeded: it asks for too much.
            ArchiveDamaged: a file of the archive is not as it was written.
        """
        started = time.perf_counter()
        parsed = parse_query(text, literal=literal, any_word=any_word)
        matches = self.matches(parsed)
        order = order_of(parsed.node, sort)
        shown = matches
        if group:
            shown = collapse(self._engine.segments, matches, self._generation.groups, order)
        result = self._engine.first(shown, limit=limit, offset=offset, order=order)
        total = sum(len(match.docs) for match in matches)
        hits = self.hits(parsed.node, result.found, offset, snippets=snippets)
        return Answer(
            query=text,
            parsed=print_query(parsed.node),
            total=total,
            matches=self._engine.count_spans(parsed.node, matches),
            offset=offset,
            hits=tuple(hits),
            seconds=time.perf_counter() - started,
            groups=result.total if group else None,
            undated=self._undated(parsed.node),
            notes=(*parsed.notes, *self._phrase_note(parsed, matches, total)),
            **({} if total else self._advice(parsed.node)),
        )

    def count(self, text: str, *, any_word: bool = False, literal: bool = False) -> int:
        """Return the exact number of articles that satisfy a query."""
        parsed = parse_query(text, literal=literal, any_word=any_word)
        return sum(len(match.docs) for match in self.matches(parsed))

    def article(self, id_prefix: str) -> Article:
        """Return the article with an id, or with the only id that begins so.

        Raises:
            UsageError: there is none, or there are several.
        """
        found = self.find(id_prefix)
        return self.read(found)

    def marks(self, text: str, article_id: str) -> Marks:
        """Return by field the stretches of an article that satisfy a query, none if it does not."""
        parsed = parse_query(text)
        found = self.find(article_id)
        match = self.matches(parsed)[found.segment]
        if found.number not in match.docs:
            return {}
        shown = self._engine.spans(parsed.node, [found])[0]
        segment = self._engine.segments[found.segment]
        article = ArticleText(self.read(found), segment, found.number, shown)
        return {field: article.marks(field) for field in article.positions}

    def close(self) -> None:
        """Let go of the generation."""
        self._generation.close()

    def __enter__(self) -> NewsArchive:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def matches(self, parsed: Parsed) -> list[Match]:
        """Return the live articles that satisfy a query, a match a segment.

        Raises:
            QuerySyntaxError: a pattern stands for too many words.
            QueryBudgetExceeded: it asks for too much.
        """
        with refusing_wide_patterns(parsed.text):
            return self._engine.matches(parsed.node)

    def hits(
        self, node: Node, found: list[Found], offset: int = 0, *, snippets: bool = True
    ) -> Iterator[Hit]:
        """Yield the hits of some articles of a result, in their order."""
        shown = self._engine.spans(node, found) if snippets else [{} for _ in found]
        words: list[set[str] | None] = [None for _ in self._engine.segments]
        if snippets and want_words():
            words = self._engine.marked_words(node)
        for start in range(0, len(found), _PAGE):
            page = slice(start, start + _PAGE)
            yield from self._page(
                found[page], shown[page], words if snippets else None, offset + start
            )

    def _page(
        self,
        found: list[Found],
        shown: list[Shown],
        words: list[set[str] | None] | None,
        offset: int,
    ) -> Iterator[Hit]:
        segments = self._engine.segments
        texts = [
            ArticleText(article, segments[one.segment], one.number, spans)
            for article, one, spans in zip(map(self.read, found), found, shown, strict=True)
        ]
        cut = [
            () if words is None else snippets_of(text, words[one.segment])
            for one, text in zip(found, texts, strict=True)
        ]
        matched = [text.matched() for text in texts]
        groups = [self._group(one) for one in found]
        pieces = zip(found, texts, matched, cut, groups, strict=True)
        for rank, (one, text, fields, own, group) in enumerate(pieces, offset + 1):
            words_there = segments[one.segment].places.words(one.number, BODY)
            yield Hit(rank, round(one.score, 4), text.article, words_there, fields, own, group)

    def _group(self, found: Found) -> Group | None:
        groups = self._generation.groups
        number = groups.group(found.segment, found.number)
        if number is None:
            return None
        segment, lead = groups.lead(number)
        name = self._engine.segments[segment].keywords("id").value(lead)
        return Group(size=groups.size(number), lead=name or "")

    def read(self, found: Found) -> Article:
        """Return the stored article of a result."""
        return unpack_article(self._engine.segments[found.segment].stored[found.number])

    def find(self, id_prefix: str) -> Found:
        """Return where the article with an id, or the only one whose id begins so, stands.

        Raises:
            UsageError: there is none, or there are several.
        """
        found = self._engine.find_id(id_prefix)
        exact = [one for one, name in found if name == id_prefix]
        if len(exact) == 1:
            return exact[0]
        if not found:
            raise UsageError(f"no article has the id {id_prefix}")
        if len(found) > 1:
            some = ", ".join(name for _, name in found[:5])
            raise UsageError(f"several articles have an id that begins with {id_prefix}: {some}")
        return found[0][0]

    def _phrase_note(self, parsed: Parsed, matches: list[Match], total: int) -> tuple[str, ...]:
        """Tell that the words also stand together, if the query is nothing but words."""
        phrase = self._engine.phrase_total(parsed.node, matches)
        if phrase is None or not phrase[1]:
            return ()
        words, count = phrase
        have = "has" if count == 1 else "have"
        return (
            f"{count:,} of {total:,} {have} the exact phrase;"
            f" '{print_query(words)}' searches only those",
        )

    def _undated(self, node: Node) -> int:
        """Return how many articles a query leaves out only because they have no date."""
        rest = undated_rest(node)
        if rest is None or not self._engine.count(Not(HasValue("date"))):
            return 0
        return self._engine.count(rest)

    def _advice(self, node: Node) -> _Advice:
        """Return what helps where nothing was found, as far as there is time for it."""
        from newssearch.search.suggestions import clauses, suggest  # noqa: PLC0415 - for empty answers only

        advice: _Advice = {}
        with suppress(QueryBudgetExceeded, TooManyTerms), time_limit():
            advice["clauses"] = clauses(self._engine, node)
            advice["suggestion"] = suggest(self._engine, node)
        return advice

    def coverage(self) -> tuple[dt.date | None, dt.date | None]:
        """Return the first and the last day of the articles, None where none is dated."""
        from newssearch.search.statistics import day_range  # noqa: PLC0415 - not every search asks

        return day_range(self._engine.segments)

    def explain(
        self,
        text: str,
        article_id: str | None = None,
        *,
        any_word: bool = False,
        literal: bool = False,
    ) -> Explanation:
        """Tell how a query is read and carried out, and how an article comes by its score.

        Raises:
            QuerySyntaxError: the query cannot be read.
            UsageError: no article, or more than one, has the id.
        """
        from newssearch.search.explanation import Explainer, Explanation  # noqa: PLC0415 - seldom asked for

        parsed = parse_query(text, literal=literal, any_word=any_word)
        total = sum(len(match.docs) for match in self.matches(parsed))
        explainer = Explainer(self._engine, parsed.node)
        article = None
        if article_id is not None:
            found = self.find(article_id)
            article = explainer.article(found, self.read(found).id)
        printed = print_query(parsed.node)
        return Explanation(text, printed, parsed.notes, total, explainer.parts(), article)


@contextmanager
def refusing_wide_patterns(text: str) -> Iterator[None]:
    """Turn the engine's refusal of a pattern into one that shows where in the query it stands."""
    try:
        yield
    except TooManyTerms as error:
        span = error.node.span
        raise QuerySyntaxError(
            f"this pattern stands for {error.count:,} words, more than {MAX_TERMS:,}",
            code="wildcard_too_many",
            text=text,
            position=span.start,
            length=max(span.end - span.start, 1),
            hint="write more of the word",
        ) from error


def order_of(node: Node, sort: Order) -> Order:
    """Return the order of a query's hits: newest first where scores would mean nothing."""
    return "newest" if sort == "relevance" and isinstance(node, Everything | Not) else sort


def undated_rest(node: Node) -> Node | None:
    """Return the query that asks for no date instead of certain ones, None if it asks for none."""
    match node:
        case Range(field="date"):
            return Not(HasValue("date"))
        case And() | Or():
            rests = [undated_rest(part) for part in node.operands]
            if not any(rests):
                return None
            if isinstance(node, Or):
                asked = tuple(rest for rest in rests if rest is not None)
                return And((Or(asked), Not(node))) if len(asked) > 1 else And((asked[0], Not(node)))
            parts = zip(node.operands, rests, strict=True)
            return And(tuple(rest or part for part, rest in parts))
        case Boost():
            return undated_rest(node.operand)
    return None


class _Advice(TypedDict, total=False):
    clauses: tuple[Clause, ...]
    suggestion: Clause | None


def open_archive(path: Path | str) -> NewsArchive:
    """Open the live generation of the archive in a folder.

    Raises:
        ArchiveMissing: there is none.
        ArchiveVersionMismatch: another version of newssearch wrote it.
        ArchiveDamaged: a file is not as it was written.
    """
    return NewsArchive(Path(path))
