"""What the commands that count words have in common: their last options, and what they print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from newssearch.archive.errors import UsageError
from newssearch.cli.exits import ExitCode
from newssearch.cli.formats.jsonform import archive_object
from newssearch.cli.formats.rows import write_rows
from newssearch.cli.messages import none_match, say
from newssearch.cli.narrowing import QuietOption
from newssearch.cli.options import (
    ArchiveOption,
    ColourOption,
    ExcelOption,
    Table,
    TableOption,
    check_excel,
)
from newssearch.cli.recording import RecordOption
from newssearch.search import NewsArchive
from newssearch.search.ast import Everything, Parsed


@dataclass(frozen=True, slots=True)
class TableOptions:
    """Where the words are counted, and how the table of them is written."""

    form: TableOption = Table.TEXT
    excel: ExcelOption = False
    record: RecordOption = None
    colour: ColourOption = None
    quiet: QuietOption = False
    archive: ArchiveOption = None

    def check(self) -> None:
        """Refuse a format that cannot be written, before anything is searched.

        Raises:
            UsageError: it cannot; see ``check_excel``.
        """
        check_excel(self.form, excel=self.excel)


PLAIN_TABLE = TableOptions()
"""The defaults, when no option is given."""


class Counted(Protocol):
    """What all answers have in which words were counted."""

    @property
    def parsed(self) -> str:
        """The query as it was read."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be said of the query."""

    @property
    def total(self) -> int:
        """How many articles satisfy it."""


@dataclass(frozen=True, slots=True)
class WordTable:
    """A table of words, and what is said of it.

    ``rows`` are named tuples, of which the ``columns`` are shown; ``name`` is that of their list in
    JSON, where ``head`` comes before them. ``summary`` are the lines for people.
    """

    name: str
    rows: Sequence[Any]
    columns: Sequence[str]
    head: Mapping[str, object]
    summary: Sequence[str]


def check_words(query: Parsed, command: str) -> None:
    """Refuse an empty query where matches, or other articles, are what a command is about.

    Raises:
        UsageError: it is empty.
    """
    if isinstance(query.node, Everything):
        raise UsageError(
            f"{command} needs a query", hint=f"for example: newssearch {command} WORDS"
        )


NO_WORDS = "note: the query has no words to look for, so it matches at no place in these articles"


def report(
    news: NewsArchive, query: Parsed, found: Counted, table: WordTable, output: TableOptions
) -> ExitCode:
    """Print the table, and what is said of it, and return the exit code.

    As text a table without rows is not printed, nor that of a query that finds nothing.
    """
    if not found.total:
        say(none_match(query.text or found.parsed))
    elif not output.quiet:
        say(*table.summary, *(f"note: {note}" for note in found.notes))
    filled = bool(found.total and table.rows)
    if filled or output.form is not Table.TEXT:
        head = {
            "query": query.text,
            "parsed": found.parsed,
            "archive": archive_object(news),
            "total": found.total,
            **table.head,
        }
        write_rows(
            output.form,
            head,
            table.name,
            table.rows,
            table.columns,
            output.colour,
            excel=output.excel,
        )
    return ExitCode.DONE if filled else ExitCode.NO_HITS


def first_of(rows: Sequence[object], distinct: int) -> str:
    """Return the end of a summary where not all rows are shown."""
    return f"; showing the first {len(rows):,}" if len(rows) < distinct else ""
