"""Options of the commands that take a query."""

from __future__ import annotations

from dataclasses import dataclass
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
AnyOption = Annotated[bool, typer.Option("--any", help="Any of the words, best matches first.")]
LiteralOption = Annotated[
    bool, typer.Option("--literal", "-F", help="Plain words: nothing is an operator.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No summary and no notes.")]


@dataclass(frozen=True, slots=True)
class QueryOptions:
    """How the words of a query are taken, and what is searched for beside them."""

    any_word: AnyOption = False
    literal: LiteralOption = False
    first_day: FromOption = None
    last_day: ToOption = None
    source: SourceOption = None


PLAIN_QUERY = QueryOptions()
"""What holds where no option is given."""
