"""The summary of a query: how much it found, how it was parsed, why it found nothing."""

from __future__ import annotations

from collections.abc import Iterator

from newssearch.archive.wording import counted_matches
from newssearch.cli.messages import MOST_OF_A_QUERY, brief, counted, none_match
from newssearch.search import NewsArchive
from newssearch.search.answer import Clause
from newssearch.search.selection import Selection


def summary_lines(found: Selection, *, limit: int, offset: int) -> Iterator[str]:
    """Yield the summary line, and notes on how the query was parsed."""
    yield _first_line(found, limit, offset)
    yield from note_lines(found)


def note_lines(found: Selection) -> Iterator[str]:
    """Yield the notes on how the query was parsed, each once."""
    for note in dict.fromkeys(found.notes):
        yield f"note: {note}"


def _first_line(found: Selection, limit: int, offset: int) -> str:
    total = counted_matches(found.total, found.matches)
    rows = found.rows
    groups = f" in {counted(rows, 'group')}" if rows != found.total else ""
    last = min(offset + limit, rows) if limit else rows
    showing = f"showing {offset + 1:,}-{last:,}"
    if offset >= rows:
        showing = f"none beyond {offset:,}"
    undated = f"; {counted(found.undated, 'undated article')} left out" if found.undated else ""
    return f"{total}{groups} in {found.seconds:.2f} s; {showing}{undated}"


def no_hit_lines(news: NewsArchive, found: Selection) -> Iterator[str]:
    """Yield why nothing was found: the count of each clause, and queries that would match."""
    if not news.articles:
        yield "the archive is empty"
        return
    yield none_match(found.parsed if found.query.narrowed else found.query.text)
    clauses, suggestion, any_word = found.advice
    if len(clauses) > 1 or "date:" in found.parsed:
        counts = " · ".join(
            f"{brief(clause.text, MOST_OF_A_QUERY)} {clause.total:,}" for clause in clauses
        )
        yield f"  {counts}{_coverage(news, clauses)}"
    if any(clause.text.startswith("path:") and not clause.total for clause in clauses):
        yield "  path: takes the whole path of a file, as hits show it, or a folder that ends in /"
    if suggestion is not None:
        yield f"did you mean: {suggestion.text} ({suggestion.total:,})?"
    if any_word is not None:
        yield f"{counted(any_word.total, 'article')} match any of these words, best first: --any"
    yield from note_lines(found)


def _coverage(news: NewsArchive, clauses: tuple[Clause, ...]) -> str:
    """Return the dates the archive covers, if the query has a date."""
    if not any("date:" in clause.text for clause in clauses):
        return ""
    first, last = news.coverage()
    if first is None or last is None:
        return " (no article in the archive has a date)"
    return f" (the archive covers {first} to {last})"
