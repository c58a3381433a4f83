"""What is said about an answer: how much was found, how it was read, why nothing was."""

from __future__ import annotations

from collections.abc import Iterator

from newssearch.messages import counted
from newssearch.querying import Question
from search import NewsArchive
from search.answer import Answer, Clause


def summary_lines(
    question: Question, answer: Answer, *, limit: int, counted_only: bool = False
) -> Iterator[str]:
    """Yield the first line of an answer, and notes on how the query was read."""
    if not counted_only:
        yield _first_line(answer, limit)
    for note in (*question.notes, *answer.notes):
        yield f"note: {note}"


def _first_line(answer: Answer, limit: int) -> str:
    found = f"{counted(answer.total, 'article')}, {counted(answer.matches, 'match', 'matches')}"
    groups = ""
    if answer.groups is not None and answer.groups != answer.total:
        groups = f" in {counted(answer.groups, 'group')}"
    last = min(answer.offset + limit, answer.total) if limit else answer.total
    showing = f"showing {answer.offset + 1:,}-{last:,}"
    if answer.offset >= answer.total:
        showing = f"none after {answer.offset:,}"
    undated = f"; {counted(answer.undated, 'undated article')} left out" if answer.undated else ""
    return f"{found}{groups} in {answer.seconds:.2f} s; {showing}{undated}"


def no_hit_lines(news: NewsArchive, question: Question, answer: Answer) -> Iterator[str]:
    """Yield why nothing was found: what each part finds alone, and what would find something."""
    if not news.articles:
        yield "the archive holds no articles"
        return
    yield f"no articles match: {question.text or answer.parsed}"
    if len(answer.clauses) > 1 or "date:" in answer.parsed:
        counts = " · ".join(f"{clause.text} {clause.total:,}" for clause in answer.clauses)
        yield f"  {counts}{_coverage(news, answer.clauses)}"
    if answer.suggestion is not None:
        yield f"did you mean: {answer.suggestion.text} ({answer.suggestion.total:,})?"
    for note in (*question.notes, *answer.notes):
        yield f"note: {note}"


def _coverage(news: NewsArchive, clauses: tuple[Clause, ...]) -> str:
    """Say which days the archive covers, if a date was asked for."""
    if not any("date:" in clause.text for clause in clauses):
        return ""
    from search.statistics import day_range  # noqa: PLC0415 - for this rare remark only

    first, last = day_range(news.engine.segments)
    if first is None or last is None:
        return " (no article of the archive has a date)"
    return f" (the archive covers {first} to {last})"
