"""How a query was parsed and how an article was scored, as text."""

from __future__ import annotations

from collections.abc import Iterator

from newssearch.archive.safetext import safe_line
from newssearch.cli.messages import counted
from newssearch.search.engine import ExpandedTerm
from newssearch.search.explanation import ArticleScore, Explanation

_TERMS_SHOWN = 12
"""Terms listed per clause, most frequent first: a line or two."""


def explanation_lines(explanation: Explanation) -> Iterator[str]:
    """Yield how the query was parsed, and what each of its clauses matches."""
    yield safe_line(f"read as: {explanation.parsed}")
    for part in explanation.parts:
        articles = counted(part.articles, "article") + " with any capitals" * part.any_capitals
        yield safe_line(f"  {part.text}: {articles}, idf {part.idf:.2f}")
        if part.crosses_sentences:
            yield safe_line(
                f"    also matches across a sentence end; {part.text}~s matches within one sentence"
            )
        if part.terms_total > 1 or any(term.why for term in part.terms):
            shown = part.terms[:_TERMS_SHOWN]
            words = ", ".join(map(_term, shown))
            left = part.terms_total - len(shown)
            yield safe_line(f"    {words}" + (f", and {left:,} more" if left else ""))
    yield ""


def _term(term: ExpandedTerm) -> str:
    """Return a word, its articles, and of a variant what it counts, why, and in what language."""
    told = f"{term.term} {term.articles:,}"
    if term.factor < 1:
        told += f" x{term.factor:g}"
    if term.why:
        told += f" {term.why}"
    return told + (f" ({'/'.join(term.languages)})" if term.languages else "")


def score_line(score: ArticleScore) -> str:
    """Return how an article's score was computed."""
    shares = " + ".join(f"{share.score:.4f} {share.text}" for share in score.shares)
    return safe_line(f"score {score.score:.4f} = {shares or 'none: sorted by date'}")
