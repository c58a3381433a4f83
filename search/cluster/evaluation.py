"""One tree, evaluated by a cluster: its articles are found there, and shown and ranked here.

Few articles are fetched at once, and all questions about them are answered by the engine for
archives in a folder. Of many the cluster gives totals, orders and facets, and pages are fetched.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from newssearch.archive.article import Article
from newssearch.archive.errors import UsageError
from newssearch.archive.kept import kept
from newssearch.search.answer import USUAL_SNIPPETS, Hit, Marks, SnippetShape
from newssearch.search.ast import And, Node, Phrase
from newssearch.search.cluster.client import Searching
from newssearch.search.cluster.compiling import compile_tree
from newssearch.search.cluster.dsl import Query, all_satisfied, terms
from newssearch.search.cluster.facets import Facets
from newssearch.search.cluster.fetching import FetchedCorpus, Fetching, Numbers
from newssearch.search.cluster.places import Place
from newssearch.search.cluster.ranking import scored_parts, sorting, weighed
from newssearch.search.cluster.vocabulary import Vocabulary
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
from newssearch.search.execution.matching import adjacent_words, phrase_of_all
from newssearch.search.execution.scorers import Clause, CollectionStatistics
from newssearch.search.facets import Crossing, Facet
from newssearch.search.local.evaluation import LocalEvaluation
from newssearch.search.matches import Match, MatchKey, MatchPage, PlacedMatch, Sample
from newssearch.search.printed import without_letters
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

RANKED_AGAIN = 200
"""The first articles by the cluster's order, which are ranked by our own scores. In 186 of 186
queries on real news our first 20 were among them."""

_PAGE = 500


@dataclass(frozen=True, slots=True)
class Parts:
    """What the evaluations of an archive share."""

    searching: Searching
    words: Vocabulary
    fetching: Fetching
    numbers: Numbers
    collection: CollectionStatistics

    def corpus(self, articles: Sequence[Article]) -> FetchedCorpus:
        """Return a corpus of some articles."""
        return FetchedCorpus(articles, self.collection, self.recount)

    def count(self, node: Node, field: str | None = None) -> tuple[Query, int, bool]:
        """Return the query of a tree, how many articles it finds, and whether they all satisfy it.

        Raises:
            TooManyTerms: a pattern stands for too many words.
        """
        query, exact = compile_tree(self.words, node, Place(field))
        (total,) = self.searching.counts([query])
        return query, total, exact

    def all_of(self, node: Node, what: str) -> LocalEvaluation:
        """Return the evaluation of a tree on all articles that may satisfy it.

        Raises:
            QueryBudgetExceeded: they are too many.
        """
        query, total, _ = self.count(node)
        corpus = self.corpus(self.fetching.all_of(query, total, what))
        return LocalEvaluation(corpus, node, ranked=False)

    def recount(self, clauses: Collection[Clause]) -> None:
        """Set how many articles of the archive have each clause."""
        queries = [
            compile_tree(self.words, without_letters(clause.node), Place(clause.field)).query
            for clause in clauses
        ]
        for clause, number in zip(clauses, self.searching.counts(queries), strict=True):
            clause.articles = number


class ClusterEvaluation:
    """The articles of an archive in a cluster that satisfy a tree; see ``engine.Evaluation``.

    A cluster knows of no near-identical copies: every article is counted and shown.
    """

    def __init__(self, parts: Parts, node: Node) -> None:
        self.node = node
        self._parts = parts
        self._query, self._total, self._exact = parts.count(node)
        if not self._exact:
            self._total = self._all.total

    @property
    def total(self) -> int:
        """How many articles satisfy the tree."""
        return self._total

    # -- all of them, looked at here

    @kept
    def _all(self) -> LocalEvaluation:
        """All articles that may satisfy the tree."""
        what = "this is counted" if self._exact else "this query is checked"
        articles = self._parts.fetching.all_of(self._query, self._total, what)
        corpus = self._parts.corpus(articles)
        return LocalEvaluation(corpus, self.node)

    @property
    def _corpus(self) -> FetchedCorpus:
        corpus = self._all.corpus
        assert isinstance(corpus, FetchedCorpus)
        return corpus

    @property
    def _is_here(self) -> bool:
        """Whether all of its articles are, or may quickly be, looked at here."""
        return not self._exact or self._total <= FEW

    @property
    def _those(self) -> Query:
        """A query of exactly its articles."""
        if self._exact:
            return self._query
        refs = self._all.page("newest", limit=None).refs
        return terms("keyword.id", [self._corpus.id_of(ref) for ref in refs])

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
        compiled, exact = compile_tree(self._parts.words, phrase)
        if not exact:
            return self._all.phrase() if self._is_here else None
        (total,) = self._parts.searching.counts([all_satisfied([self._query, compiled])])
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
        if self._is_here:
            page = self._all.page(order, limit=limit, offset=offset, without=self._here(without))
            corpus, ref = self._corpus, self._parts.numbers.ref
            return Page(page.rows, [ref(corpus.id_of(one), one.score) for one in page.refs])
        query, rows = self._query, self._total
        if without is not None:
            own: Query = {"term": {"keyword.id": self._parts.numbers.id_of(without)}}
            query = all_satisfied([query], [own])
            (rows,) = self._parts.searching.counts([query])
        last = rows if limit is None else min(offset + limit, rows)
        if last <= offset:
            return Page(rows, [])
        if order == "relevance":
            return Page(rows, self._by_relevance(query, last)[offset:last])
        ref = self._parts.numbers.ref
        found = self._parts.fetching.rows(query, sorting(order), most=last)
        return Page(rows, [ref(row["_id"]) for row in found][offset:])

    def _here(self, ref: Ref | None) -> Ref | None:
        """Return the reference to an article among those that are here."""
        if ref is None:
            return None
        return self._corpus.ref_of.get(self._parts.numbers.id_of(ref))

    def _by_relevance(self, query: Query, last: int) -> list[Ref]:
        """Return the first articles: as many as are ranked again, then in the cluster's order."""
        runs = adjacent_words(self.node) if isinstance(self.node, And) else []
        adjacent = compile_tree(self._parts.words, runs[0]).query if runs else None
        asked = weighed(self._parts.words, self.node, query, adjacent)
        found = list(
            self._parts.fetching.rows(
                asked,
                sorting("relevance"),
                most=max(last, RANKED_AGAIN),
                search_type="dfs_query_then_fetch",
            )
        )
        ids = [row["_id"] for row in found]
        corpus = self._parts.corpus(self._parts.fetching.by_ids(ids[:RANKED_AGAIN]))
        here = LocalEvaluation(corpus, self.node)
        ref = self._parts.numbers.ref
        first = [
            ref(corpus.id_of(one), one.score) for one in here.page("relevance", limit=None).refs
        ]
        return first + [ref(row["_id"], row["sort"][0]) for row in found[RANKED_AGAIN:]]

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
        for start, here, own in self._fetched(refs):
            yield from here.hits(own, offset=offset + start, snippets=snippets, shape=shape)

    def marks(self, refs: Sequence[Ref]) -> Iterator[tuple[Article, Marks]]:
        """Yield articles, each with the stretches that satisfy the tree; none if it does not."""
        for _, here, own in self._fetched(refs):
            yield from here.marks(own)

    def _fetched(self, refs: Sequence[Ref]) -> Iterator[tuple[int, LocalEvaluation, list[Ref]]]:
        """Yield some references at a time, with an evaluation that has their articles."""
        here = self._all if "_all" in self.__dict__ else None
        for start in range(0, len(refs), _PAGE):
            step = refs[start : start + _PAGE]
            ids = self.ids(step)
            corpus = self._corpus if here else None
            if corpus is None or any(one not in corpus.ref_of for one in ids):
                corpus = self._parts.corpus(self._parts.fetching.by_ids(ids))
                evaluation = LocalEvaluation(corpus, self.node, ranked=False)
            else:
                evaluation = self._all
            own = [
                corpus.ref_of[one]._replace(score=ref.score)
                for one, ref in zip(ids, step, strict=True)
            ]
            yield start, evaluation, own

    def facet(self, by: str, limit: int, *, once: bool = False) -> Facet:
        """Count the articles by one of ``FACETS``."""
        return Facets(self._parts.searching).facet(self._those, self._total, by, limit)

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
