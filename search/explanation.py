"""How a query was read, what its words stand for, and how an article came by its score."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from newssearch.search.ast import Fuzzy, InField, Node, Phrase, Printed, Wildcard, Word
from newssearch.search.engine import Engine, Evaluation, ExpandedTerm, Ref, ScoredClause
from newssearch.search.language import print_query
from newssearch.search.printed import asks_for_letters

MAX_TERMS_TOLD = 50
"""Listed terms of a part, the most frequent first; ``ScoredPart.terms_total`` counts all."""


@dataclass(frozen=True, slots=True)
class ScoredPart:
    """A word, phrase or distance of the query on its own.

    ``articles`` have it where it is looked for, ``idf`` says how telling that makes it.
    ``terms`` are what a single word, a pattern or a misspelling stands for. A phrase
    ``crosses_sentences`` if it may go on after the end of one. Of a part that asks for capitals
    ``articles`` and ``terms`` are those with ``any_capitals``.
    """

    text: str
    articles: int
    idf: float
    terms: tuple[ExpandedTerm, ...] = ()
    terms_total: int = 0
    crosses_sentences: bool = False
    any_capitals: bool = False


@dataclass(frozen=True, slots=True)
class ScoreShare:
    """What a part adds to an article's score, its ``^`` counted.

    The bonus of words that stand side by side has "adjacent" before the phrase.
    """

    text: str
    score: float


@dataclass(frozen=True, slots=True)
class ArticleScore:
    """How an article came by its score: ``shares`` add up to it.

    ``satisfies`` is False for an article that the query does not find; it has no shares.
    """

    id: str
    satisfies: bool
    score: float = 0.0
    shares: tuple[ScoreShare, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a query was read and carried out; ``article`` is filled where one was asked about."""

    query: str
    parsed: str
    notes: tuple[str, ...]
    total: int
    parts: tuple[ScoredPart, ...]
    article: ArticleScore | None = None


def scored_parts(engine: Engine, evaluation: Evaluation) -> tuple[ScoredPart, ...]:
    """Return the scored parts of a query, each once."""
    told: dict[str, ScoredPart] = {}
    for clause in evaluation.clauses():
        text = _text(clause.node, clause.field)
        if text not in told:
            terms = _terms(engine, clause)
            told[text] = ScoredPart(
                text,
                clause.articles,
                round(clause.idf, 4),
                tuple(terms[:MAX_TERMS_TOLD]),
                len(terms),
                _crosses_sentences(clause.node),
                asks_for_letters(clause.node),
            )
    return tuple(told.values())


def _crosses_sentences(node: Node) -> bool:
    return isinstance(node, Phrase) and len(node.parts) > 1 and not (node.sentence or node.slop)


def _terms(engine: Engine, clause: ScoredClause) -> list[ExpandedTerm]:
    """Return the words that a part stands for, if it is a single word or a pattern."""
    node = clause.node
    return engine.expansions(node, clause.field) if isinstance(node, _EXPANDED) else []


_EXPANDED = (Word, Wildcard, Fuzzy, Printed)


def article_score(evaluation: Evaluation, ref: Ref, name: str) -> ArticleScore:
    """Return how an article came by its score."""
    found = evaluation.score(ref)
    if found is None:
        return ArticleScore(name, satisfies=False)
    score, shares = found
    told = [
        ScoreShare(f"{'adjacent ' * share.adjacent}{_text(share.node, share.field)}", share.score)
        for share in shares
    ]
    return ArticleScore(name, True, score, tuple(told))


@lru_cache(maxsize=256)
def _text(node: Node, field: str | None) -> str:
    """Print a part; the same few come again with every hit that is explained."""
    return print_query(node if field is None else InField(field, node))
