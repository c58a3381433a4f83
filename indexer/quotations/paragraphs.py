"""Where the paragraphs of a body begin and end.

A line break ends a paragraph, except where a line plainly breaks off within a sentence: no closing
punctuation above, a small letter below.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

_LINE = re.compile(r"^[^\S\n]*+\S[^\n]*", re.MULTILINE)
MAX_LINES = 200_000
"""Lines read of one body; no article has as many, and a hostile one is not to fill the memory."""

_SENTENCE_ENDS = frozenset(".?!:;…\"”’')]»")


class BodyParagraph(NamedTuple):
    """One paragraph: half-open code point offsets into the body."""

    start: int
    end: int


def split_paragraphs(body: str) -> list[BodyParagraph]:
    """Return the paragraphs that hold anything, in order."""
    paragraphs: list[BodyParagraph] = []
    for line in islice(_LINE.finditer(body), MAX_LINES):
        start, end = line.span()
        if paragraphs and _goes_on(body, paragraphs[-1].end, start):
            paragraphs[-1] = BodyParagraph(paragraphs[-1].start, end)
        else:
            paragraphs.append(BodyParagraph(start, end))
    return paragraphs


def _goes_on(body: str, above_end: int, below_start: int) -> bool:
    """Tell whether the line from ``below_start`` continues the one that ended at ``above_end``."""
    if below_start != above_end + 1 or body[above_end - 1] in _SENTENCE_ENDS:
        return False
    return body[below_start].islower() or body[above_end - 1] == "-"
