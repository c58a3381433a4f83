"""Options of the commands that take a query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer

from newssearch.cli.completing import query_word, source_name
from newssearch.search.answer import USUAL_SNIPPETS, SnippetShape

WordsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TEXT]...",
        help="The query; omit it, or use *, for every article.",
        autocompletion=query_word,
    ),
]
FromOption = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help="Only articles dated DATE or later.")
]
ToOption = Annotated[
    str | None, typer.Option("--to", metavar="DATE", help="Only articles dated DATE or earlier.")
]
SourceOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="Only articles from this source.", autocompletion=source_name
    ),
]
AnyOption = Annotated[
    bool, typer.Option("--any", help="Match any of the words, best matches first.")
]
LiteralOption = Annotated[
    bool, typer.Option("--literal", "-F", help="Search for the text literally, without operators.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print no summary and no notes.")]


@dataclass(frozen=True, slots=True)
class QueryOptions:
    """How the words of a query are interpreted, and the filters that apply."""

    any_word: AnyOption = False
    literal: LiteralOption = False
    first_day: FromOption = None
    last_day: ToOption = None
    source: SourceOption = None


PLAIN_QUERY = QueryOptions()
"""The defaults, when no option is given."""

SnippetsOption = Annotated[
    int, typer.Option("--snippets", metavar="N", min=0, max=100, help="Snippets of a hit at most.")
]
WidthOption = Annotated[
    int,
    typer.Option("--width", metavar="N", min=20, max=10_000, help="Characters of a snippet."),
]
JoinedOption = Annotated[
    bool,
    typer.Option("--joined", help="Join the snippets of a hit, with … where text was passed over."),
]


@dataclass(frozen=True, slots=True)
class SnippetOptions:
    """How many snippets a hit has, how long they are, and whether they are one."""

    snippets: SnippetsOption = USUAL_SNIPPETS.most
    width: WidthOption = USUAL_SNIPPETS.width
    joined: JoinedOption = USUAL_SNIPPETS.joined

    @property
    def shape(self) -> SnippetShape:
        """The same for the search."""
        return SnippetShape(self.snippets, self.width, self.joined)


SHOWN_AS_USUAL = SnippetOptions()
"""The defaults, when no option is given."""
