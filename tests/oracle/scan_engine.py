"""A second engine: articles in memory, searched by the brute-force scanner.

It knows no segments and no arrays, so whatever works on top of it needs none. It ranks by date
only, and has no words of the archive to offer.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import plain_words
from brute_force import Scan

from newssearch.archive.article import Article
from newssearch.archive.fields import Field
from newssearch.search.answer import USUAL_SNIPPETS, Hit, Marks, QuotationHit, SnippetShape
from newssearch.search.ast import InField, Node, Part, Phrase, Span, Word
from newssearch.search.engine import (
    DayCount,
    Evaluation,
    ExpandedTerm,
    Extent,
    Order,
    Page,
    QuotationPage,
    Ref,
    ScoredClause,
    ScoreShare,
    Spelling,
)
from newssearch.search.facets import CrossedValue, Crossing, Facet, FacetValue
from newssearch.search.matches import Match, MatchKey, MatchPage, PlacedMatch, Sample
from newssearch.search.statistics import Statistics
from newssearch.search.word_counts import (
    Counts,
    NearCounts,
    PartKind,
    Parts,
    SequenceCounts,
    Window,
    WordCounts,
    WordRows,
)


class ScanEvaluation:
    """The articles of a list that satisfy a tree."""

    def __init__(self, scans: Sequence[Scan], node: Node) -> None:
        self._scans = scans
        self._node = node
        self._found = [n for n, scan in enumerate(scans) if scan.satisfies(node)]

    @property
    def total(self) -> int:
        return len(self._found)

    def count_matches(self) -> int:
        return sum(len(self._scans[n].disjoint_marks(self._node)) for n in self._found)

    def count(self, node: Node) -> int:
        return sum(scan.satisfies(node) for scan in self._scans)

    def phrase(self) -> tuple[Phrase, int] | None:
        return None

    def page(
        self,
        order: Order,
        *,
        limit: int | None,
        offset: int = 0,
        group: bool = False,
        without: Ref | None = None,
    ) -> Page:
        def key(number: int) -> tuple[bool, int, str]:
            article = self._scans[number].article
            day = article.date.toordinal() if article.date else 0
            return article.date is None, day if order == "oldest" else -day, article.id

        left = [n for n in self._found if without is None or n != without.number]
        end = len(left) if limit is None else offset + limit
        return Page(len(left), [Ref(0, n) for n in sorted(left, key=key)[offset:end]])

    def ids(self, refs: Sequence[Ref]) -> list[str]:
        return [self._scans[ref.number].article.id for ref in refs]

    def hits(
        self,
        refs: Sequence[Ref],
        *,
        offset: int = 0,
        snippets: bool = True,
        shape: SnippetShape | None = USUAL_SNIPPETS,
    ) -> Iterator[Hit]:
        for rank, ref in enumerate(refs, offset + 1):
            yield Hit(rank, ref.score, self._scans[ref.number].article, 0, (), ())

    def marks(self, refs: Sequence[Ref]) -> Iterator[tuple[Article, Marks]]:
        for ref in refs:
            scan = self._scans[ref.number]
            marks: dict[str, list[Span]] = {}
            for span in scan.disjoint_marks(self._node) if ref.number in self._found else ():
                if isinstance(span[0], str):
                    marks.setdefault(span[0], []).append(Span(*scan.characters(span)))
            yield scan.article, {field: tuple(sorted(own)) for field, own in marks.items()}

    def facet(self, by: str, limit: int, *, once: bool = False) -> Facet:
        values = [getattr(scan.article, by) for scan in self._scans]
        everywhere, found = Counter(values), Counter(values[n] for n in self._found)
        without = found.pop(None, 0)
        ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
        shown = tuple(FacetValue(value, n, everywhere[value]) for value, n in ranked)
        return Facet(by, shown[: limit or None], len(ranked), without)

    def cross(self, by: tuple[str, str], *, once: bool = False) -> Crossing:
        articles = [scan.article for scan in self._scans]
        pairs = [tuple(getattr(article, each) for each in by) for article in articles]
        everywhere, found = Counter(pairs), Counter(pairs[n] for n in self._found)
        orders = []
        for place in (0, 1):
            totals: Counter[Any] = Counter()
            for pair, number in found.items():
                totals[pair[place]] += number
            orders.append(sorted(totals, key=lambda v: (v is None, -totals[v], v or "")))
        cells = [
            CrossedValue((one, other), found[one, other], everywhere[one, other])
            for one, other in product(*orders)
            if everywhere[one, other]
        ]
        return Crossing(by, tuple(orders[0]), tuple(orders[1]), tuple(cells))

    def extent(self, *, once: bool = False) -> Extent:
        articles = [self._scans[n].article for n in self._found]
        days = sorted(article.date for article in articles if article.date)
        sources = Counter(article.source for article in articles if article.source)
        ranked = sorted(sources.items(), key=lambda item: (-item[1], item[0]))
        first, last = (days[0], days[-1]) if days else (None, None)
        return Extent(first, last, len(articles) - len(days), tuple(ranked))

    def days(self, *, matches: bool = False, once_in: Evaluation | None = None) -> list[DayCount]:
        by_day: dict[dt.date | None, list[int]] = {}
        for number in self._found:
            by_day.setdefault(self._scans[number].article.date, []).append(number)
        dated = sorted(day for day in by_day if day)
        return [
            DayCount(
                day,
                len(by_day[day]),
                sum(plain_words.size_of(self._scans[n]) for n in by_day[day]),
                sum(len(self._scans[n].disjoint_marks(self._node)) for n in by_day[day])
                if matches
                else None,
            )
            for day in (*dated, None)
            if day in by_day
        ]

    def match_page(
        self,
        keys: Sequence[MatchKey],
        *,
        sample: Sample | None = None,
        limit: int | None,
        offset: int = 0,
    ) -> MatchPage:
        found = [self._scans[n] for n in self._found]
        rows = plain_words.matches_in_order(found, self._node, keys, sample)
        numbers = {scan.article.id: n for n, scan in enumerate(self._scans)}
        matches = [
            Match(0, numbers[scan.article.id], plain_words.SHOWN.index(field), start, end)
            for scan, (field, start, end) in rows.drawn
        ]
        stop = None if limit is None else offset + limit
        return MatchPage(rows.total, len(matches), matches[offset:stop])

    def placed(self, matches: Sequence[Match]) -> Iterator[tuple[Article, PlacedMatch]]:
        for match in matches:
            scan = self._scans[match.number]
            field = plain_words.SHOWN[match.space]
            span = scan.characters((field, match.start, match.end))
            yield scan.article, PlacedMatch(field, Span(*span))

    def count_words(self) -> WordCounts:
        return plain_words.count_words([self._scans[n] for n in self._found])

    def count_words_by(self, kind: PartKind, words: Sequence[str]) -> tuple[Parts, Counts]:
        found = [self._scans[n] for n in self._found]
        return plain_words.count_words_by(found, kind, words)

    def word_rows(self, words: Sequence[str]) -> Iterator[WordRows]:
        yield plain_words.word_rows([self._scans[n] for n in self._found], words)

    def count_sequences(self, length: int, least: int, *, around: bool) -> SequenceCounts:
        found = [self._scans[n] for n in self._found]
        return plain_words.count_sequences(found, self._node, length, least, around=around)

    def parts(self, kind: PartKind, corpus: Node) -> Parts:
        every = [scan for scan in self._scans if scan.satisfies(corpus)]
        found = [self._scans[n] for n in self._found]
        return plain_words.parts_of(every, found, self._node, kind)

    def count_near(self, window: Window, corpus: Node, least: int) -> NearCounts:
        found = [self._scans[n] for n in self._found]
        every = [scan for scan in self._scans if scan.satisfies(corpus)]
        return plain_words.count_near(found, every, self._node, window, least)

    def clauses(self) -> list[ScoredClause]:
        return []

    def score(self, ref: Ref) -> tuple[float, list[ScoreShare]] | None:
        return (0.0, []) if ref.number in self._found else None


class ScanQuotations:
    """The quotations of a list of articles that satisfy a group."""

    def __init__(self, scans: Sequence[Scan], node: InField) -> None:
        self._found = [
            (scan.article, number) for scan in scans for number in scan.quotations_for(node)
        ]

    def page(self, order: Order, *, limit: int | None, offset: int = 0) -> QuotationPage:
        end = len(self._found) if limit is None else offset + limit
        shown = self._found[offset:end]
        hits = (
            QuotationHit(rank, article, article.quotes[number], (), None)
            for rank, (article, number) in enumerate(shown, offset + 1)
        )
        articles = len({article.id for article, _ in self._found})
        return QuotationPage(len(self._found), articles, len(shown), hits)

    def speakers(self) -> dict[str, int]:
        return Counter(article.quotes[number].speaker or "" for article, number in self._found)


class ScanEngine:
    """A list of articles as a generation of an archive."""

    where = "memory"
    generation = "one"
    published = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    knows_copies = True

    def __init__(self, articles: Sequence[Article]) -> None:
        self._scans = [Scan(article) for article in articles]
        self.articles = len(articles)
        self.closed = False

    def evaluate(self, node: Node, *, ranked: bool = True) -> ScanEvaluation:
        return ScanEvaluation(self._scans, node)

    def quotations(self, node: InField, ranking: Node | None) -> ScanQuotations:
        return ScanQuotations(self._scans, node)

    def own_fields(self) -> Mapping[str, Field]:
        return {}

    def find_id(self, prefix: str) -> list[tuple[Ref, str]]:
        ids = [scan.article.id for scan in self._scans]
        return [(Ref(0, n), name) for n, name in enumerate(ids) if name.startswith(prefix)]

    def read(self, ref: Ref) -> Hit:
        return Hit(1, 0.0, self._scans[ref.number].article, 0, (), ())

    def expansions(self, node: Part, field: str | None) -> list[ExpandedTerm]:
        return []

    def spelled_near(
        self, token: str, field: str | None, *, beginning: str, edits: int
    ) -> list[Spelling]:
        return []

    def articles_with(self, tokens: Sequence[str]) -> list[int]:
        words = [Word(token, exact=True) for token in tokens]
        return [sum(scan.satisfies(word) for scan in self._scans) for word in words]

    def collection_size(self) -> int:
        return self.articles

    def statistics(self) -> Statistics:
        first, last = self.day_range()
        return Statistics(self.articles, 0, {}, first, last, 0, {}, {})

    def day_range(self) -> tuple[dt.date | None, dt.date | None]:
        days = sorted(scan.article.date for scan in self._scans if scan.article.date)
        return (days[0], days[-1]) if days else (None, None)

    def changed(self) -> bool:
        return False

    def close(self) -> None:
        self.closed = True
