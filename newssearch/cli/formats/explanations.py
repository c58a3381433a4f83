"""How a query was read and how an article came by its score, as text."""

from __future__ import annotations

from collections.abc import Iterator

from newssearch.archive.safetext import safe_line
from newssearch.cli.messages import counted
from newssearch.search.explanation import ArticleScore, Explanation

_TERMS_SHOWN = 12
"""Words that a part stands for, the commonest first, on a line or two."""


def explanation_lines(explanation: Explanation) -> Iterator[str]:
    """Yield how the query was read, and what each of its parts stands for."""
    yield safe_line(f"read as: {explanation.parsed}")
    for part in explanation.parts:
        yield safe_line(f"  {part.text}: {counted(part.articles, 'article')}, idf {part.idf:.2f}")
        if part.crosses_sentences:
            yield safe_line(
                f"    also across the end of a sentence; {part.text}~s stays within one"
            )
        if part.terms_total > 1:
            shown = part.terms[:_TERMS_SHOWN]
            words = ", ".join(
                f"{term.term} {term.articles:,}" + (f" x{term.factor:g}" if term.factor < 1 else "")
                for term in shown
            )
            left = part.terms_total - len(shown)
            yield safe_line(f"    {words}" + (f", and {left:,} more" if left else ""))
    yield ""


def score_line(score: ArticleScore) -> str:
    """Return how an article came by its score."""
    shares = " + ".join(f"{share.score:.4f} {share.text}" for share in score.shares)
    return safe_line(f"score {score.score:.4f} = {shares or 'nothing: the order is by date'}")
