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


TextOrJsonOption = Annotated[TextOrJson, typer.Option("--format", help="Form of the output.")]
