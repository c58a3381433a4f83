"""What is said about an answer: how much was found, how it was read, why nothing was."""

from __future__ import annotations

from collections.abc import Iterator

from newssearch.cli.messages import counted
from newssearch.cli.querying import Question
from newssearch.search import NewsArchive
from newssearch.search.answer import Answer, Clause


def summary_lines(question: Question, answer: Answer, *, limit: int) -> Iterator[str]:
    """Yield the first line of an answer, and notes on how the query was read."""
    yield _first_line(answer, limit)
    yield from note_lines(question, answer)


def note_lines(question: Question, answer: Answer) -> Iterator[str]:
    """Yield what a person should be told about how the query was read."""
    for note in dict.fromkeys((*question.notes, *answer.notes)):
        yield f"note: {note}"


def _first_line(answer: Answer, limit: int) -> str:
    found = f"{counted(answer.total, 'article')}, {counted(answer.matches, 'match', 'matches')}"
    rows = answer.total if answer.groups is None else answer.groups
    groups = f" in {counted(rows, 'group')}" if rows != answer.total else ""
    last = min(answer.offset + limit, rows) if limit else rows
    showing = f"showing {answer.offset + 1:,}-{last:,}"
    if answer.offset >= rows:
        showing = f"none after {answer.offset:,}"
    undated = f"; {counted(answer.undated, 'undated article')} left out" if answer.undated else ""
    return f"{found}{groups} in {answer.seconds:.2f} s; {showing}{undated}"


def no_hit_lines(news: NewsArchive, question: Question, answer: Answer) -> Iterator[str]:
    """Yield why nothing was found: what each part finds alone, and what would find something."""
    if not news.articles:
        yield "the archive holds no articles"
        return
    asked = question.text if question.asked == question.text else answer.parsed
    yield f"no articles match: {asked}"
    if len(answer.clauses) > 1 or "date:" in answer.parsed:
        counts = " · ".join(f"{clause.text} {clause.total:,}" for clause in answer.clauses)
        yield f"  {counts}{_coverage(news, answer.clauses)}"
    if answer.suggestion is not None:
        yield f"did you mean: {answer.suggestion.text} ({answer.suggestion.total:,})?"
    yield from note_lines(question, answer)


def _coverage(news: NewsArchive, clauses: tuple[Clause, ...]) -> str:
    """Say which days the archive covers, if a date was asked for."""
    if not any("date:" in clause.text for clause in clauses):
        return ""
    first, last = news.coverage()
    if first is None or last is None:
        return " (no article of the archive has a date)"
    return f" (the archive covers {first} to {last})"
