"""One tree, evaluated by a cluster: its articles are found there, and shown and ranked here.

Few articles are fetched at once, and all questions about them are answered by the engine for
archives in a folder. Of many the cluster gives totals, orders and facets, and pages are fetched.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newssearch.archive.article import Article
from newssearch.archive.errors import UsageError
from newssearch.archive.kept import kept
from newssearch.search.answer import USUAL_SNIPPETS, Hit, Marks, SnippetShape
from newssearch.search.ast import Node, Phrase
from newssearch.search.cluster.compiling import compile_tree
from newssearch.search.cluster.dsl import Query, terms
from newssearch.search.cluster.facets import Facets
from newssearch.search.cluster.fetching import ID
from newssearch.search.cluster.pages import Pages, corpus_of, plain_hits
from newssearch.search.cluster.parts import Parts
from newssearch.search.cluster.ranking import scored_parts
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
from newssearch.search.execution.matching import phrase_of_all
from newssearch.search.execution.scorers import Clause
from newssearch.search.facets import Crossing, Facet
from newssearch.search.local.evaluation import LocalEvaluation
from newssearch.search.matches import Match, MatchKey, MatchPage, PlacedMatch, Sample
from newssearch.search.word_counts import (
    Counts,
    NearCounts,
    PartKind,
    SequenceCounts,
    Window,
    WordCounts,
    WordRows,
)
from newssearch.search.word_counts import Parts as WordParts

FEW = 1_000
"""Articles up to which all of a result are fetched for what the cluster does not count: half a
second."""


class ClusterEvaluation:
    """The articles of an archive in a cluster that satisfy a tree; see ``engine.Evaluation``.

    A cluster knows of no near-identical copies: every article is counted and shown.
    """

    def __init__(self, parts: Parts, node: Node, *, ranked: bool = True) -> None:
        self.node = node
        self._are_ranked = ranked
        self._parts = parts
        self._query, self._exact = compile_tree(parts.words, node)
        self._pages = Pages(parts, node, self._query)
        if not self._exact:
            self._all  # noqa: B018 - too many to be checked are refused now

    @property
    def total(self) -> int:
        """How many articles satisfy the tree."""
        return self._candidates if self._exact else self._all.total

    @kept
    def _candidates(self) -> int:
        """How many articles may satisfy the tree."""
        (total,) = self._parts.searching.counts([self._query])
        return total

    # -- all of them, looked at here

    @kept
    def _all(self) -> LocalEvaluation:
        """All articles that may satisfy the tree."""
        what = "this is counted" if self._exact else "this query is checked"
        held = self._pages.fetched()
        if len(held) == self._candidates:
            articles = [one.article for one in held.values()]
        else:
            fetching = self._parts.fetching
            articles = fetching.all_of(self._query, self._candidates, what, held)
        return LocalEvaluation(self._parts.corpus(articles), self.node, ranked=self._are_ranked)

    @property
    def _has_all(self) -> bool:
        return "_all" in self.__dict__

    @property
    def _is_here(self) -> bool:
        """Whether all of its articles are, or may quickly be, looked at here."""
        return not self._exact or self._has_all or self._candidates <= FEW

    @property
    def _those(self) -> Query:
        """A query of exactly its articles."""
        if self._exact:
            return self._query
        corpus = corpus_of(self._all)
        refs = self._all.page("newest", limit=None).refs
        return terms(ID, [corpus.id_of(ref) for ref in refs])

    # -- what the protocol asks

    def count_matches(self) -> int | None:
        """Return how many spans satisfy it in all of its articles, None if these are too many."""
        return self._all.count_matches() if self._is_here else None

    def count(self, node: Node) -> int:
        """Return how many articles satisfy another tree."""
        _, total, exact = self._parts.count(node)
        return total if exact else self._parts.all_of(node, "this query is checked").total

    def phrase(self) -> tuple[Phrase, int] | None:
        """Return the phrase that a query of bare words makes, and how many articles have it."""
        phrase = phrase_of_all(self.node)
        if phrase is None:
            return None
        if not self._exact:
            return self._all.phrase()
        query = self._pages.phrase
        if query is None:
            return self._all.phrase() if self._is_here else None
        (total,) = self._parts.searching.counts([query])
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
        first = None
        if self._exact and not self._has_all:
            first = self._pages.first(order, None if limit is None else offset + limit, without)
        by_date = order != "relevance"
        if first is not None and (by_date or without is not None or first.total > FEW):
            last = first.total if limit is None else min(offset + limit, first.total)
            return Page(first.total, self._pages.refs(first, last)[offset:])
        numbers, corpus = self._parts.numbers, corpus_of(self._all)
        own = None if without is None else corpus.ref_of.get(numbers.id_of(without))
        page = self._all.page(order, limit=limit, offset=offset, without=own)
        return Page(page.rows, [numbers.ref(corpus.id_of(one), one.score) for one in page.refs])

    def ids(self, refs: Sequence[Ref]) -> list[str]:
        """Return the ids of articles."""
        return [self._parts.numbers.id_of(ref) for ref in refs]

    def hits(
        self,
        refs: Sequence[Ref],
        *,
        offset: int = 0,
        snippets: bool = True,
        shape: SnippetShape | None = USUAL_SNIPPETS,
    ) -> Iterator[Hit]:
        """Yield articles as hits, fetched as they are asked for."""
        if not snippets and self._holding(refs) is None:
            yield from plain_hits(self._parts, refs, offset, self._pages.fetched())
            return
        for start, here, own in self._fetched(refs):
            yield from here.hits(own, offset=offset + start, snippets=snippets, shape=shape)

    def marks(self, refs: Sequence[Ref]) -> Iterator[tuple[Article, Marks]]:
        """Yield articles, each with the stretches that satisfy the tree; none if it does not."""
        for _, here, own in self._fetched(refs):
            yield from here.marks(own)

    def _holding(self, refs: Sequence[Ref]) -> LocalEvaluation | None:
        """Return an evaluation that has all of some articles, if one is here."""
        ids = self.ids(refs)
        for one in [self._all] if self._has_all else self._pages.evaluated:
            if all(name in corpus_of(one).ref_of for name in ids):
                return one
        return None

    def _fetched(self, refs: Sequence[Ref]) -> Iterator[tuple[int, LocalEvaluation, list[Ref]]]:
        """Yield some references at a time, with an evaluation that has their articles."""
        here = self._holding(refs)
        if here is not None:
            yield 0, here, self._own(here, refs)
            return
        start = 0
        for part in self._parts.fetching.in_parts(self.ids(refs), self._pages.fetched()):
            corpus = self._parts.corpus([one.article for one in part])
            here = LocalEvaluation(corpus, self.node, ranked=False)
            yield start, here, self._own(here, refs[start : start + len(part)])
            start += len(part)

    def _own(self, here: LocalEvaluation, refs: Sequence[Ref]) -> list[Ref]:
        """Return references as an evaluation here has them."""
        ref_of = corpus_of(here).ref_of
        pairs = zip(self.ids(refs), refs, strict=True)
        return [ref_of[one]._replace(score=ref.score) for one, ref in pairs]

    def facet(self, by: str, limit: int, *, once: bool = False) -> Facet:
        """Count the articles by one of ``FACETS``."""
        return Facets(self._parts.searching).facet(self._those, self.total, by, limit)

    def cross(self, by: tuple[str, str], *, once: bool = False) -> Crossing:
        """Refuse to count the articles by two of ``FACETS`` at once."""
        raise UsageError(
            f"articles of a cluster are not counted by {by[0]} and {by[1]} at once",
            hint="count by each of them, or export the articles and count them elsewhere",
        )

    def extent(self, *, once: bool = False) -> Extent:
        """Return over which days and sources the articles extend."""
        return Facets(self._parts.searching).extent(self._those)

    def days(self, *, matches: bool = False, once_in: Evaluation | None = None) -> list[DayCount]:
        """Return how many of the articles each day has, in order."""
        if matches:
            return self._all.days(matches=True)
        return Facets(self._parts.searching).days(self._those)

    def match_page(
        self,
        keys: Sequence[MatchKey],
        *,
        sample: Sample | None = None,
        limit: int | None,
        offset: int = 0,
    ) -> MatchPage:
        """Return the matches from ``offset`` on, in order."""
        return self._all.match_page(keys, sample=sample, limit=limit, offset=offset)

    def placed(self, matches: Sequence[Match]) -> Iterator[tuple[Article, PlacedMatch]]:
        """Yield the article of each match, and where it is there."""
        return self._all.placed(matches)

    def count_words(self) -> WordCounts:
        """Count the running words of the articles."""
        return self._all.count_words()

    def count_words_by(self, kind: PartKind, words: Sequence[str]) -> tuple[WordParts, Counts]:
        """Count some running words by parts of these articles: a row a part, a column a word."""
        return self._all.count_words_by(kind, words)

    def word_rows(self, words: Sequence[str]) -> Iterator[WordRows]:
        """Yield the articles, some at a time, with how often some running words occur in each."""
        return self._all.word_rows(words)

    def count_sequences(self, length: int, least: int, *, around: bool) -> SequenceCounts:
        """Count the sequences of so many words within sentences."""
        return self._all.count_sequences(length, least, around=around)

    def parts(self, kind: PartKind, corpus: Node) -> WordParts:
        """Return the articles of another tree in parts, and the matches of this one in each."""
        whole = self._parts.all_of(corpus, "words are counted").corpus
        return LocalEvaluation(whole, self.node, ranked=False).parts(kind, corpus)

    def count_near(self, window: Window, corpus: Node, least: int) -> NearCounts:
        """Count the words near matches, and those elsewhere in the articles of another tree."""
        whole = self._parts.all_of(corpus, "words are counted").corpus
        return LocalEvaluation(whole, self.node, ranked=False).count_near(window, corpus, least)

    def clauses(self) -> list[ScoredClause]:
        """Return the parts that are scored, in the order of the query."""
        parts = {(id(part.node), part.field): part for part in scored_parts(self.node)}
        clauses = [Clause(p.node, p.field, self._parts.collection) for p in parts.values()]
        self._parts.recount(clauses)
        return [ScoredClause(one.node, one.field, one.articles, one.idf) for one in clauses]

    def score(self, ref: Ref) -> tuple[float, list[ScoreShare]] | None:
        """Return the score of an article and what it is made of; None if it is not found."""
        corpus = self._parts.corpus(self._parts.fetching.by_ids(self.ids([ref])))
        here = LocalEvaluation(corpus, self.node)
        return here.score(Ref(0, 0))
