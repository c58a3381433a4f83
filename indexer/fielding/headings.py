"""Sub-headings in plain text: short paragraphs without a full stop between long ones."""

from __future__ import annotations

import re

MAX_HEADING_WORDS = 11
MAX_HEADING_CHARACTERS = 90
MAX_COLON_WORDS = 3
"""With a colon at its end, a longer line introduces what follows ("The bill would do this:")."""
MIN_WORDS_BELOW = 15

_TERMINAL = re.compile(r"[.?!:;…\"”’'\])]$")
_INITIAL_END = re.compile(r"\b[A-Z]\.$")
_SPEECH = re.compile(
    r"\b(?:said|says|told|tells|wrote|writes|reports|reported|asks|asked|added|adds|tweeted)\b"
)
_FINISHED = re.compile(r"[.,;!][\"”’')\]]{0,3}$")
_LETTER = re.compile(r"[^\W\d_]")
_LIST_ITEM = re.compile(r"(?:[•·▪●*–—-]|\(?[0-9a-z]{1,2}[.)])\s")


def is_heading(paragraph: str, above: str | None, below: str | None) -> bool:
    """Return whether a paragraph is a sub-heading, by its form and its neighbours."""
    if len(paragraph) > MAX_HEADING_CHARACTERS or below is None:
        return False
    words = paragraph.split()
    if _FINISHED.search(paragraph[-4:]):
        ends_in_initial = len(words) > 1 and _INITIAL_END.search(paragraph[-3:]) is not None
        if not ends_in_initial:
            return False
    limit = MAX_COLON_WORDS if paragraph[-1] == ":" else MAX_HEADING_WORDS
    if len(words) > limit or len(below.split()) < MIN_WORDS_BELOW:
        return False
    if above is not None and not _TERMINAL.search(above[-1:]):
        return False
    return (
        not paragraph[0].islower()
        and (paragraph[0].isalnum() or paragraph[0] in "‘'$£€¿¡")
        and words[-1] not in ("and", "or")
        and _LETTER.search(paragraph) is not None
        and _SPEECH.search(paragraph) is None
        and _LIST_ITEM.match(paragraph) is None
    )
