"""What the loop that splits a text must know of its letters: a table by code point.

Where a surface ends depends on a class only in scripts without spaces, and most texts have letters
of a few blocks of Unicode. A block is looked up when a text first has one of its characters: the
whole table would take longer than indexing a thousand articles.
"""

from __future__ import annotations

import numpy as np

from newssearch.archive.analysis.characters import UNSEGMENTED, WORD, class_of

_CODE_POINTS = 0x40000
"""No code point from here on is a letter."""

_BLOCK_BITS = 8

UNKNOWN = 3
"""The class of what was not looked up yet."""

_NUMBERS = {WORD: 1, UNSEGMENTED: 2}

CLASSES = np.full(_CODE_POINTS, UNKNOWN, np.uint8)
"""By code point: 1 for a letter or digit of a script with spaces, 2 for a letter of one without,
0 for all else. Threads may share it: whoever looks up a block writes the same."""


def look_up(text: str) -> None:
    """Enter the classes of the characters of a text, and of others beside them."""
    codes_of_text = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    for block in np.bincount(codes_of_text >> _BLOCK_BITS).nonzero()[0].tolist():
        codes = range(block << _BLOCK_BITS, min((block + 1) << _BLOCK_BITS, _CODE_POINTS))
        if codes and CLASSES[codes[0]] == UNKNOWN:
            found = [_NUMBERS.get(class_of(chr(code)), 0) for code in codes]
            CLASSES[codes[0] : codes[-1] + 1] = found
