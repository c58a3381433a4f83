"""Options that several commands share, so that they are named and described consistently."""

from __future__ import annotations

import sys
from enum import StrEnum
from importlib.util import find_spec
from typing import Annotated

import typer

from newssearch.archive.errors import UsageError

ArchiveOption = Annotated[
    str | None,
    typer.Option("--archive", metavar="DIR", help="Archive folder, or address in a cluster."),
]
ColourOption = Annotated[
    bool | None,
    typer.Option(
        "--color/--no-color",
        help="Use colour; default: only on a terminal.",
        show_default=False,
    ),
]


class TextOrJson(StrEnum):
    """The two output formats of what is not a list of hits."""

    TEXT = "text"
    JSON = "json"


class Table(StrEnum):
    """The output formats of lists that are not lists of articles."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    XLSX = "xlsx"
    PARQUET = "parquet"


class IdTable(StrEnum):
    """The output formats of lists with one article per row; ``ids`` lists the article ids."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    XLSX = "xlsx"
    PARQUET = "parquet"
    IDS = "ids"


class PartChoice(StrEnum):
    """What a corpus is divided into."""

    ARTICLE = "article"
    MONTH = "month"
    YEAR = "year"
    SOURCE = "source"


class Sort(StrEnum):
    """The sort orders of hits."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


ExcelOption = Annotated[
    bool, typer.Option("--excel", help="CSV that is safe to open in spreadsheets.")
]


OnceOption = Annotated[
    bool, typer.Option("--once", help="Count near-identical copies as one article.")
]


_LIBRARIES = {"xlsx": "xlsxwriter", "parquet": "pyarrow"}
"""The libraries of formats that are extras."""


def check_excel(form: StrEnum, *, excel: bool) -> None:
    """Refuse ``--excel`` with another format than CSV, and a format that cannot be written.

    Raises:
        UsageError: they do not go together; a library is not installed; or a file that is no text
            would go to a terminal.
    """
    if excel and form.value != "csv":
        raise UsageError("--excel requires --format csv")
    library = _LIBRARIES.get(form.value)
    if library is None:
        return
    if find_spec(library) is None:
        raise UsageError(
            f"--format {form.value} needs the library {library}",
            hint=f"pip install 'newssearch[{form.value}]'",
        )
    if sys.stdout.isatty():
        raise UsageError(
            f"--format {form.value} is not for a terminal",
            hint=f"redirect it to a file: > results.{form.value}",
        )


TextOrJsonOption = Annotated[TextOrJson, typer.Option("--format", help="Output format.")]
TableOption = Annotated[Table, typer.Option("--format", help="Output format.")]
IdTableOption = Annotated[IdTable, typer.Option("--format", help="Output format.")]
WORD_LIMIT = 30
"""Words that a table of words has unless more are asked for."""

WordLimitOption = Annotated[int, typer.Option(min=0, help="Maximum number of words; 0 for all.")]
LeastOption = Annotated[
    int, typer.Option("--least", metavar="N", min=1, help="Leave out what occurs less often.")
]
StopWordsOption = Annotated[
    bool,
    typer.Option(
        "--stop-words/--no-stop-words", help="List English function words (the, of), too."
    ),
]
PartOption = Annotated[PartChoice | None, typer.Option("--by", help="Count by these parts.")]
