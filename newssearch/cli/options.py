"""Options that several commands share, so that they are named and explained in one way."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

ArchiveOption = Annotated[
    str | None,
    typer.Option("--archive", metavar="DIR", help="Folder of the archive; see newssearch where."),
]
ColourOption = Annotated[
    bool | None,
    typer.Option(
        "--color/--no-color",
        help="Colour or none; by default only on a terminal.",
        show_default=False,
    ),
]


class TextOrJson(StrEnum):
    """The two forms of what is not a list of hits."""

    TEXT = "text"
    JSON = "json"


class Table(StrEnum):
    """The forms of a list that is made of other things than articles."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"


class IdTable(StrEnum):
    """The forms of a list whose rows belong to articles; ``ids`` are those of the articles."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    IDS = "ids"


class Sort(StrEnum):
    """The orders of hits."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


TextOrJsonOption = Annotated[TextOrJson, typer.Option("--format", help="Form of the output.")]
TableOption = Annotated[Table, typer.Option("--format", help="Form of the output.")]
IdTableOption = Annotated[IdTable, typer.Option("--format", help="Form of the output.")]
