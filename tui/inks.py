"""How each kind of text is drawn, in each theme.

One accent: what has the focus and the keys. Matches have the colour they have on the command line
(``cli.ink.MARK``). Every ink but ``meta`` differs from plain text by more than its colour, so that
nothing is lost where there is none (NO_COLOR).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rich.style import Style


class Look(NamedTuple):
    """The colours of a theme; those of the terminal have names, not numbers."""

    background: str
    foreground: str
    accent: str
    match: str
    rule: str
    meta: Style
    chosen: Style
    """Over a whole block that the cursor is on; where it is plain only its title is reversed."""
    dark: bool = True


LOOKS: Mapping[str, Look] = {
    "terminal": Look(
        *("ansi_default", "ansi_default", "cyan", "red", "ansi_bright_black"),
        meta=Style(dim=True),
        chosen=Style(),
    ),
    "dark": Look(
        *("#15181e", "#d7dae0", "#6cb6eb", "#ff7b72", "#4a5160"),
        meta=Style(color="#9aa3b2"),
        chosen=Style(bgcolor="#262c38"),
    ),
    "light": Look(
        *("#fbfaf7", "#22252b", "#0b5cad", "#b3261e", "#b9b6ae"),
        meta=Style(color="#5f646d"),
        chosen=Style(bgcolor="#e6edf7"),
        dark=False,
    ),
    "contrast": Look(
        *("#000000", "#ffffff", "#ffff00", "#ff8080", "#ffffff"),
        meta=Style(color="#ffffff"),
        chosen=Style(bgcolor="#00008b"),
    ),
}
"""The themes by name: the terminal's own colours, and three with colours of their own."""

THEMES = tuple(LOOKS)

INKS: dict[str, Style] = {}
"""The inks of the theme in use, by name."""


def use_look(name: str) -> None:
    """Draw with the inks of a theme from now on."""
    look = LOOKS[name]
    strong = Style(bold=True)
    accent = Style(bold=True, color=look.accent)
    error = Style(bold=True, color=look.match)
    INKS.update(
        title=strong,
        heading=strong,
        meta=look.meta,
        quote=Style(italic=True),
        mark=Style(bold=True, underline=True, color=look.match),
        here=Style(bold=True, underline=True, reverse=True),
        key=accent,
        error=error,
        note=Style(italic=True),
        said=strong,
        selected=Style(reverse=True),
        chip=Style(reverse=True),
        removed=error + Style(strike=True),
        added=Style(bold=True, underline=True),
        chosen=look.chosen,
        read=look.meta,
    )


use_look(THEMES[0])
