"""Options of commands that take a query and answer with something other than hits."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

WordsArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[TEXT]...", help="The query; none, or *, is every article."),
]
FromOption = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help="Not before; as in date:DATE..")
]
ToOption = Annotated[
    str | None, typer.Option("--to", metavar="DATE", help="Not after; as in date:..DATE")
]
SourceOption = Annotated[
    str | None, typer.Option(metavar="NAME", help='Only of this source; as source:"NAME"')
]
AnyOption = Annotated[bool, typer.Option("--any", help="Any of the words.")]
LiteralOption = Annotated[
    bool, typer.Option("--literal", "-F", help="Plain words: nothing is an operator.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No summary and no notes.")]


class Table(StrEnum):
    """The forms of a list that is made of other things than articles."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"


TableOption = Annotated[Table, typer.Option("--format", help="Form of the output.")]
