"""The head of an exported article: lines of "LABEL: value", as databases write them.

Shared by the exports that have them, and by what looks whether a text has any. A value runs to the
next label or a blank line, because exports break long values over lines.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_LABEL = re.compile(
    r"[ \t]{0,80}([A-ZÀ-Ý][A-Za-zÀ-ÿ\-]{2,24}(?: [A-Za-zÀ-ÿ]{2,12})?):[ \t]{0,20}(.{0,20000})\Z"
)

_REACH = 140
"""Code points of a line within which the colon of its label is."""


def labelled_lines(text: str) -> str:
    """Return the lines of a text that may begin with a label, those with a colon near their head.

    A pattern that begins at the head of a line and asks for a colon within its label finds in them
    what it finds in the text. Most articles have no such line.
    """
    if ":" not in text:
        return ""
    return "\n".join([line for line in text.split("\n") if line.find(":", 0, _REACH) >= 0])


def label_of(line: str, known: Mapping[str, str]) -> tuple[str, str] | None:
    """Return (field, value) of a line that begins with a known label, in any case of letters."""
    found = _LABEL.match(line[:20_100])
    if not found:
        return None
    field = known.get(found.group(1).lower())
    return (field, found.group(2).strip()) if field is not None else None
