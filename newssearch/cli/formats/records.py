"""Records run again, as text, JSON and rows; and a paragraph on methods made of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import NamedTuple

from newssearch.archive.errors import QueryBudgetExceeded, UsageError
from newssearch.archive.safetext import safe_line
from newssearch.cli.ink import META, Ink
from newssearch.cli.messages import brief, counted, failure_object
from newssearch.search.records import Record, Replay

COLUMNS = (
    *("line", "label", "query", "parsed", "recorded", "same", "articles_then", "articles_now"),
    *("ids_then", "ids_now", "differs", "error"),
)
"""The columns of a table."""

_NAMES = {
    "articles": "articles found",
    "ids": "hash of their ids",
    "parsed": "query as read",
    "program": "program",
    "format": "archive format",
    "generation": "generation of the archive",
    "archive_articles": "articles in the archive",
    "first_date": "first date of the archive",
    "last_date": "last date of the archive",
}


class Outcome(NamedTuple):
    """What became of the record on a line: its replay, or why there is none."""

    line: int
    record: Record
    replayed: Replay | None
    error: UsageError | QueryBudgetExceeded | None = None

    @property
    def same(self) -> bool:
        """Whether the same articles were found again."""
        return self.replayed is not None and self.replayed.same_articles


def row_object(outcome: Outcome) -> dict[str, object]:
    """Return what became of a record as a flat object, for tables."""
    record, replayed = outcome.record, outcome.replayed
    return {
        "line": outcome.line,
        "label": record.label,
        "query": record.query,
        "parsed": record.parsed,
        "recorded": record.recorded,
        "same": outcome.same,
        "articles_then": record.articles,
        "articles_now": replayed.now.articles if replayed else None,
        "ids_then": record.ids,
        "ids_now": replayed.now.ids if replayed else None,
        "differs": [name for name, _, _ in replayed.differences()] if replayed else None,
        "error": brief(outcome.error.message) if outcome.error else None,
    }


def outcome_object(outcome: Outcome) -> dict[str, object]:
    """Return what became of a record as a JSON object, with all that is recorded."""
    replayed = outcome.replayed
    return {
        "line": outcome.line,
        "same": outcome.same,
        "record": asdict(outcome.record),
        "differences": [
            {"name": name, "then": was, "now": is_} for name, was, is_ in replayed.differences()
        ]
        if replayed
        else None,
        "error": failure_object(outcome.error) if outcome.error else None,
    }


def outcome_lines(outcome: Outcome, ink: Ink) -> Iterator[str]:
    """Yield a line on whether the same articles were found, then what differs."""
    record, replayed = outcome.record, outcome.replayed
    query = safe_line(record.label or record.query or "*")
    if replayed is None:
        assert outcome.error is not None
        yield f"line {outcome.line}: {query}: cannot be run: {safe_line(outcome.error.message)}"
        return
    said = "the same" if outcome.same else "DIFFERS"
    yield f"line {outcome.line}: {query}: {said}, {counted(replayed.now.articles, 'article')}"
    for name, was, is_ in replayed.differences():
        text = f"{_NAMES[name]}: {_shown(was)} on {record.recorded[:10]}, {_shown(is_)} now"
        yield from ink.lines(text, indent="   ", style=META)


def _shown(value: object) -> str:
    return "none" if value is None else f"{value:,}" if isinstance(value, int) else str(value)


def methods_paragraphs(records: Sequence[Record]) -> Iterator[str]:
    """Yield a paragraph for each archive as it was when records were made, fit for a paper."""
    for _, group in groupby(records, key=lambda one: (one.program, one.archive, one.generation)):
        yield _paragraph(list(group))


def _paragraph(records: list[Record]) -> str:
    first = records[0]
    days = sorted({one.recorded[:10] for one in records})
    when = _day(days[0]) if len(days) == 1 else f"from {_day(days[0])} to {_day(days[-1])}"
    covered = ""
    if first.first_date and first.last_date:
        covered = f" dated {_day(first.first_date)} to {_day(first.last_date)}"
    sentences = [
        f"Articles were searched with {first.program} (archive format {first.format})"
        f" {'on ' if len(days) == 1 else ''}{when}.",
        f"The archive held {counted(first.archive_articles, 'article')}{covered}"
        f" (generation {first.generation}, published on {_day(first.published[:10])}).",
        f"{'This query was' if len(records) == 1 else 'These queries were'} run: "
        f"{'; '.join(map(_query, records))}.",
        "Counts are exact and include articles that are near-identical copies of one another.",
        "A word without quotation marks also stands for its forms in the language of the article;"
        " the queries are given as they were read, with all restrictions.",
        "A hash is the SHA-256 of the sorted identifiers of the articles found.",
    ]
    return safe_line(" ".join(sentences))


def _query(record: Record) -> str:
    label = f"{record.label}: " if record.label and record.label != record.query else ""
    digest = record.ids.removeprefix("sha256:")[:16]
    return f"{label}‘{record.parsed}’ ({counted(record.articles, 'article')}, hash {digest})"


def _day(day: str) -> str:
    try:
        date = dt.date.fromisoformat(day)
    except ValueError:
        return day
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


_MONTHS = (
    "January February March April May June July August September October November December"
).split()


def sameness(outcomes: Iterable[Outcome]) -> str:
    """Return in one line how many records found the same articles again."""
    listed = list(outcomes)
    same = sum(outcome.same for outcome in listed)
    failed = sum(outcome.error is not None for outcome in listed)
    more = f", {failed:,} cannot be run" if failed else ""
    return (
        f"{counted(len(listed), 'record')}: {same:,} with the same articles,"
        f" {len(listed) - same - failed:,} with others{more}"
    )
