"""One tree, evaluated on all segments of a generation: exact totals, pages, spans, scores."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from itertools import repeat

import numpy as np

from newssearch.archive.article import Article
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.groups import NO_GROUP
from newssearch.archive.kept import kept
from newssearch.search.answer import USUAL_SNIPPETS, Hit, Marks, SnippetShape
from newssearch.search.ast import And, Node, Phrase
from newssearch.search.budget import counting_limit, time_limit
from newssearch.search.engine import (
    DayCount,
    Evaluation,
    Extent,
    Order,
    Page,
    Ref,
    ScoredClause,
    ScoreShare,
)
from newssearch.search.execution.arrays import Docs
from newssearch.search.execution.collapsing import collapse
from newssearch.search.execution.counting import count_word_matches
from newssearch.search.execution.matched_spans import (
    Shown,
    by_article,
    matched_spans,
    of_articles,
)
from newssearch.search.execution.matching import Matcher, among_docs, phrase_of_all
from newssearch.search.execution.occurrences import Spans
from newssearch.search.execution.ordering import ranked, sort_keys
from newssearch.search.execution.regions import BARE
from newssearch.search.execution.scorers import Adjacency, FilteredScorer, Scorer
from newssearch.search.execution.scoring import QueryScoring
from newssearch.search.facets import Crossing, Facet
from newssearch.search.local.corpus import Corpus, live_docs
from newssearch.search.local.hits import hits_of, marks_of
from newssearch.search.matches import Match, MatchKey, MatchPage, PlacedMatch, Sample
from newssearch.search.printed import asks_for_letters
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

STEP = 1000
"""Articles whose spans are looked up at a time: the cost of a step is lost among as many, and
their text is a few megabytes."""


class LocalEvaluation:
    """The live articles of some segments that satisfy a tree; see ``engine.Evaluation``."""

    def __init__(self, corpus: Corpus, node: Node, *, ranked: bool = True) -> None:
        self.node = node
        self.corpus = corpus
        self.matchers = [Matcher(segment) for segment in corpus.segments]
        with time_limit():
            if asks_for_letters(node):
                for matcher in self.matchers:
                    matcher.read_only_for(node)
            self._found = self._ranked[1] if ranked else self._unranked()

    @kept
    def _ranked(self) -> tuple[QueryScoring, list[Scorer]]:
        """The clauses, and the live articles by segment with what their scores take.

        Both are made together, since making scorers counts the articles of the clauses.
        """
        scoring = QueryScoring(self.corpus.collection)
        scorers = [scoring.scorer(matcher, self.node) for matcher in self.matchers]
        self.corpus.recount(scoring.clauses.values())
        pairs = zip(self.matchers, scorers, strict=True)
        return scoring, [_live_scorer(matcher.segment, scorer) for matcher, scorer in pairs]

    def _unranked(self) -> list[Scorer]:
        """Return the live articles by segment."""
        return [
            Scorer(live_docs(matcher.segment, matcher.docs(self.node))) for matcher in self.matchers
        ]

    @kept
    def total(self) -> int:
        """How many articles satisfy the tree."""
        return sum([scorer.count for scorer in self._found])

    def count_matches(self) -> int:
        """Return how many spans that do not overlap satisfy it in all of these articles."""
        counted = None if "_spans" in self.__dict__ else self._count_word_matches()
        if counted is not None:
            return counted
        return sum(len(spans) for by_space in self._spans for spans in by_space.values())

    def _count_word_matches(self) -> int | None:
        """Return the same where a segment after the other can count words; None if one cannot."""
        total = 0
        for matcher, scorer in zip(self.matchers, self._found, strict=True):
            count = count_word_matches(matcher.segment, self.node, scorer.docs)
            if count is None:
                return None
            total += count
        return total

    @kept
    def _spans(self) -> list[dict[int, Spans]]:
        """All spans, by segment and space."""
        with time_limit():
            spans = [
                matched_spans(matcher, self.node, scorer.docs)
                for matcher, scorer in zip(self.matchers, self._found, strict=True)
            ]
        for matcher in self.matchers:
            matcher.positions.release()
        return spans

    def docs(self) -> list[list[int]]:
        """Return the numbers of the articles that satisfy the tree, by segment."""
        return [scorer.docs.tolist() for scorer in self._found]

    def count(self, node: Node) -> int:
        """Return how many live articles satisfy another tree; shared parts are kept."""
        return sum(map(len, self._docs_of(node)))

    def phrase(self) -> tuple[Phrase, int] | None:
        """Return the phrase that a query of bare words makes, and how many articles have it."""
        phrase = phrase_of_all(self.node)
        if phrase is None or not isinstance(self.node, And):
            return None
        total = 0
        with time_limit():
            for matcher, scorer in zip(self.matchers, self._found, strict=True):
                ((_, docs),) = matcher.adjacent(self.node, BARE, scorer.docs)
                total += len(among_docs(scorer.docs, docs))
        return phrase, total

    def page(
        self,
        order: Order,
        *,
        limit: int | None,
        offset: int = 0,
        group: bool = False,
        without: Ref | None = None,
    ) -> Page:
        """Return the hits from ``offset`` on, in order."""
        with time_limit():
            scorers = self._ranked[1] if order == "relevance" else self._found
        if without is not None:
            scorers = self._others(scorers, without)
        if group:
            scorers = collapse(self.corpus.segments, scorers, self.corpus.groups, order)
        rows = sum([scorer.count for scorer in scorers])
        return Page(rows, self._first(scorers, order, rows if limit is None else limit, offset))

    def _others(self, scorers: list[Scorer], ref: Ref) -> list[Scorer]:
        """Leave out an article and those of its group."""
        groups = self.corpus.groups
        group = int(groups.of(ref.part, np.array([ref.number]))[0])
        others: list[Scorer] = []
        for number, scorer in enumerate(scorers):
            kept = np.ones(len(scorer.docs), bool)
            if number == ref.part:
                kept &= scorer.docs != ref.number
            if group != NO_GROUP:
                kept &= groups.of(number, scorer.docs) != group
            others.append(FilteredScorer(scorer, np.flatnonzero(kept)))
        return others

    def _first(self, scorers: list[Scorer], order: Order, limit: int, offset: int) -> list[Ref]:
        last = offset + limit
        tops = []
        for number, (segment, scorer) in enumerate(zip(self.corpus.segments, scorers, strict=True)):
            if limit and scorer.count:
                docs, scores = ranked(segment, scorer, order, last)
                refs = list(map(Ref, repeat(number), docs, scores))
                tops.append((segment, docs, scores, refs))
        if len(tops) == 1:
            return tops[0][3][offset:]
        keyed = [
            list(zip(sort_keys(segment, docs, scores, order), own, strict=True))
            for segment, docs, scores, own in tops
        ]
        return [one for _, one in heapq.merge(*keyed)][offset:last]

    def ids(self, refs: Sequence[Ref]) -> list[str]:
        """Return the ids of articles."""
        columns = [segment.keywords("id") for segment in self.corpus.segments]
        return [columns[ref.part].value(ref.number) or "" for ref in refs]

    def hits(
        self,
        refs: Sequence[Ref],
        *,
        offset: int = 0,
        snippets: bool = True,
        shape: SnippetShape | None = USUAL_SNIPPETS,
    ) -> Iterator[Hit]:
        """Yield articles as hits, read as they are asked for."""
        self._expect(refs if snippets else ())
        for start in range(0, len(refs), STEP):
            step = refs[start : start + STEP]
            shown = self.shown(step) if snippets else None
            yield from hits_of(self.corpus, step, shown, offset + start, shape)

    def marks(self, refs: Sequence[Ref]) -> Iterator[tuple[Article, Marks]]:
        """Yield articles, each with the stretches that satisfy the tree; none if it does not."""
        self._expect(refs)
        for start in range(0, len(refs), STEP):
            step = refs[start : start + STEP]
            found = [ref for ref in step if self._holds(ref)]
            shown = dict(zip(found, self.shown(found), strict=True))
            yield from marks_of(self.corpus, step, [shown.get(ref, {}) for ref in step])

    def _expect(self, refs: Sequence[Ref]) -> None:
        """Find all spans at once where those of many articles, or of all, will be asked for."""
        if len(refs) > STEP or len(refs) == self.total:
            _ = self._spans

    def _holds(self, ref: Ref) -> bool:
        """Say whether an article satisfies the tree."""
        docs = self._found[ref.part].docs
        place = int(docs.searchsorted(ref.number))
        return place < len(docs) and int(docs[place]) == ref.number

    def shown(self, refs: Sequence[Ref]) -> list[Shown]:
        """Return, for each of some articles that satisfy the tree, its spans by space.

        They are taken from all spans where these have been found.
        """
        shown: list[dict[int, Shown]] = [{} for _ in self.matchers]
        for ref in refs:
            shown[ref.part][ref.number] = {}
        for part, mine in enumerate(shown):
            if not mine:
                continue
            numbers = sorted(mine)
            docs = np.array(numbers, np.intp)
            for space, spans in self._spans_in(part, docs).items():
                for one, pairs in zip(numbers, by_article(spans, docs), strict=True):
                    if pairs:
                        mine[one][space] = pairs
        return [shown[ref.part][ref.number] for ref in refs]

    def _spans_in(self, part: int, docs: Docs) -> dict[int, Spans]:
        """Return by space the spans in some articles of a segment."""
        if "_spans" in self.__dict__:
            return {space: of_articles(own, docs) for space, own in self._spans[part].items()}
        with time_limit():
            return matched_spans(self.matchers[part], self.node, docs)

    def facet(self, by: str, limit: int, *, once: bool = False) -> Facet:
        """Count the articles by one of ``FACETS``."""
        from newssearch.search.local.facets import count_facet  # noqa: PLC0415 - most ask no facet

        docs = self._docs(once=once)
        among = self.corpus.stories_beside(docs) if once else None
        return count_facet(self.corpus.segments, docs, by, limit, among)

    def cross(self, by: tuple[str, str], *, once: bool = False) -> Crossing:
        """Count the articles by two of ``FACETS`` at once."""
        from newssearch.search.local.crossing import cross  # noqa: PLC0415 - as above

        docs = self._docs(once=once)
        among = self.corpus.stories_beside(docs) if once else None
        return cross(self.corpus.segments, docs, by, among)

    def extent(self, *, once: bool = False) -> Extent:
        """Return over which days and sources the articles extend."""
        from newssearch.search.local.facets import extent_of  # noqa: PLC0415 - as above

        return extent_of(self.corpus.segments, self._docs(once=once))

    def days(self, *, matches: bool = False, once_in: Evaluation | None = None) -> list[DayCount]:
        """Return how many of the articles each day has, in order."""
        from newssearch.search.local.days import count_days  # noqa: PLC0415 - as above

        docs, oldest = self._docs(once=once_in is not None), None
        if once_in is not None:
            assert isinstance(once_in, LocalEvaluation)
            oldest = once_in._docs(once=True)
        spans = [list(by_space.values()) for by_space in self._spans] if matches else None
        return count_days(self.corpus.segments, docs, self.corpus.days(docs, oldest), spans)

    def _docs(self, *, once: bool) -> list[Docs]:
        """Return the articles by segment; with ``once`` the oldest of each group of copies."""
        docs = [scorer.docs for scorer in self._found]
        return self.corpus.oldest_copies(docs) if once else docs

    def match_page(
        self,
        keys: Sequence[MatchKey],
        *,
        sample: Sample | None = None,
        limit: int | None,
        offset: int = 0,
    ) -> MatchPage:
        """Return the matches from ``offset`` on, in order."""
        from newssearch.search.local.concordance import match_page  # noqa: PLC0415 - as above

        return match_page(self.corpus, self._spans, keys, sample, limit, offset)

    def placed(self, matches: Sequence[Match]) -> Iterator[tuple[Article, PlacedMatch]]:
        """Yield the article of each match, and where it is there."""
        from newssearch.search.local.concordance import placed  # noqa: PLC0415 - as above

        return placed(self.corpus, matches)

    def count_words(self) -> WordCounts:
        """Count the running words of the articles."""
        from newssearch.search.local.word_counts import count_words  # noqa: PLC0415 - as above

        docs = self._docs(once=False)
        with counting_limit():
            return count_words(self.corpus, docs)

    def count_words_by(self, kind: PartKind, words: Sequence[str]) -> tuple[Parts, Counts]:
        """Count some running words by parts of these articles: a row a part, a column a word."""
        from newssearch.search.local.word_counts import count_words_by  # noqa: PLC0415 - as above

        docs = self._docs(once=False)
        with counting_limit():
            return count_words_by(self.corpus, docs, kind, words)

    def word_rows(self, words: Sequence[str]) -> Iterator[WordRows]:
        """Yield the articles, some at a time, with how often some running words occur in each."""
        from newssearch.search.local.word_counts import word_rows  # noqa: PLC0415 - as above

        return word_rows(self.corpus, self._docs(once=False), words)

    def count_sequences(self, length: int, least: int, *, around: bool) -> SequenceCounts:
        """Count the sequences of so many words within sentences."""
        from newssearch.search.local.sequences import count_sequences  # noqa: PLC0415 - as above

        docs, spans = self._docs(once=False), self._spans if around else None
        with counting_limit():
            return count_sequences(self.corpus, docs, length, least, spans)

    def parts(self, kind: PartKind, corpus: Node) -> Parts:
        """Return the articles of another tree in parts, and the matches of this one in each."""
        from newssearch.search.local.parts import parts_of  # noqa: PLC0415 - as above

        docs = self._docs_of(corpus)
        return parts_of(self.corpus, docs, self._docs(once=False), self._spans, kind)

    def count_near(self, window: Window, corpus: Node, least: int) -> NearCounts:
        """Count the words near matches, and those elsewhere in the articles of another tree."""
        from newssearch.search.local.word_counts import count_near  # noqa: PLC0415 - as above

        docs, spans = self._docs_of(corpus), self._spans
        with counting_limit():
            return count_near(self.corpus, docs, spans, window, least)

    def _docs_of(self, node: Node) -> list[Docs]:
        """Return the live articles of another tree by segment; shared parts are kept."""
        with time_limit():
            matchers = [matcher.that_may_read_for(node) for matcher in self.matchers]
            return [live_docs(m.segment, m.docs(node)) for m in matchers]

    def clauses(self) -> list[ScoredClause]:
        """Return the parts that are scored, in the order of the query."""
        with time_limit():
            scoring, _ = self._ranked
        return [
            ScoredClause(clause.node, clause.field, clause.articles, clause.idf)
            for clause in scoring.clauses.values()
        ]

    def score(self, ref: Ref) -> tuple[float, list[ScoreShare]] | None:
        """Return the score of an article and what it is made of; None if it is not found."""
        with time_limit():
            scorer = self._ranked[1][ref.part]
        place = np.flatnonzero(scorer.docs == ref.number)
        if not len(place):
            return None
        shares = [
            ScoreShare(share.of.run, share.of.field, share.score, adjacent=True)
            if isinstance(share.of, Adjacency)
            else ScoreShare(share.of.node, share.of.field, share.score)
            for share in scorer.shares(int(place[0]))
        ]
        return float(scorer.scores(place)[0]), shares


def _live_scorer(segment: Segment, scorer: Scorer) -> Scorer:
    if segment.deleted is None:
        return scorer
    return FilteredScorer(scorer, (~segment.deleted[scorer.docs]).nonzero()[0])
