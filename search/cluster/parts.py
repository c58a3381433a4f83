"""What the evaluations of an archive in a cluster share."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from newssearch.archive.article import Article
from newssearch.search.ast import Node
from newssearch.search.cluster.client import Searching
from newssearch.search.cluster.compiling import compile_tree
from newssearch.search.cluster.dsl import Query
from newssearch.search.cluster.fetching import FetchedCorpus, Fetching, Numbers
from newssearch.search.cluster.places import Place
from newssearch.search.cluster.vocabulary import Vocabulary
from newssearch.search.execution.scorers import Clause, CollectionStatistics
from newssearch.search.local.evaluation import LocalEvaluation
from newssearch.search.printed import without_letters


@dataclass(frozen=True, slots=True)
class Parts:
    """Asking, words, fetching and numbers of articles of one archive."""

    searching: Searching
    words: Vocabulary
    fetching: Fetching
    numbers: Numbers
    collection: CollectionStatistics

    def corpus(self, articles: Sequence[Article]) -> FetchedCorpus:
        """Return a corpus of some articles."""
        return FetchedCorpus(articles, self.collection, self.recount)

    def compiled(self, node: Node, field: str | None = None) -> Query:
        """Return the query of a tree that is looked for in a field, None for the bare ones."""
        return compile_tree(self.words, node, Place(field)).query

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

    def scored(self, node: Node, field: str | None) -> Query:
        """Return the query of the articles that have a part that is scored as one."""
        return self.compiled(without_letters(node), field)

    def recount(self, clauses: Collection[Clause]) -> None:
        """Set how many articles of the archive have each clause."""
        queries = [self.scored(clause.node, clause.field) for clause in clauses]
        for clause, number in zip(clauses, self.searching.counts(queries), strict=True):
            clause.articles = number
