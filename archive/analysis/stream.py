"""Running the analysis over a text: tokens with positions and places, sentences, paragraphs.

Positions count words within one text from 0. The end of a paragraph takes one position of its
own, so that a phrase cannot cross it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.analysis.surfaces import SURFACE, Kind, Surface, analyse_surface


@dataclass(frozen=True, slots=True)
class TokenStream:
    """The tokens of one text.

    ``tokens[i]`` stands at position ``positions[i]`` and at code points ``starts[i]`` to
    ``ends[i]``; several tokens may share a position. ``sentences`` and ``paragraphs`` hold the
    position and the code point at which each begins. ``length`` counts positions.
    """

    tokens: list[str]
    positions: list[int]
    starts: list[int]
    ends: list[int]
    sentences: list[tuple[int, int]]
    paragraphs: list[tuple[int, int]]
    length: int


def tokenise(text: str) -> TokenStream:
    """Analyse one text, in time linear in its length."""
    tokens: list[str] = []
    positions: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    kinds: list[int] = []
    places: list[tuple[int, int]] = []
    position = 0
    known: dict[str, Surface] = {}
    for match in SURFACE.finditer(quieten(text)):
        string = match.group()
        surface = known.get(string)
        if surface is None:
            surface = known[string] = analyse_surface(string)
        at = match.start()
        kinds.append(surface.kind)
        places.append((position, at))
        for token, offset, start, end in surface.tokens:
            tokens.append(token)
            positions.append(position + offset)
            starts.append(at + start)
            ends.append(at + end)
        position += surface.width
    codes = np.array(kinds, np.uint8)
    return TokenStream(
        tokens,
        positions,
        starts,
        ends,
        [places[i] for i in np.flatnonzero(sentence_openings(codes))],
        [places[i] for i in np.flatnonzero(paragraph_openings(codes))],
        position,
    )


def quieten(text: str) -> str:
    """Return the text with its all-capital lines in lower case, of the same length.

    In such a line capitals tell nothing: "US" may be the pronoun, and every word would look like
    the opening of a sentence.
    """
    lines = text.split("\n")
    if not any(map(str.isupper, lines)):
        return text
    return "\n".join(_lower(line) if line.isupper() else line for line in lines)


def _lower(line: str) -> str:
    lowered = line.lower()
    return lowered if len(lowered) == len(line) else line


def paragraph_openings(kinds: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Mark the surfaces that open a paragraph: the first one, and each that follows a break."""
    opens = np.zeros(len(kinds), bool)
    if len(kinds):
        opens[0] = True
        opens[1:] = (kinds[:-1] & Kind.BREAK) != 0
        opens &= (kinds & Kind.BREAK) == 0
    return opens


def sentence_openings(kinds: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Mark the surfaces that open a sentence.

    A sentence opens with a paragraph, and at a surface that can open one (``Kind.OPENS``) right
    after an ender; but not after the full stop of an abbreviation, unless its word is one of
    the common sentence openers.
    """
    opens = paragraph_openings(kinds)
    before, after = kinds[:-1], kinds[1:]
    ended = ((before & Kind.ENDER) != 0) & ((after & Kind.OPENS) != 0)
    explained = (before & (Kind.ABBREVIATION | Kind.FIRM)) == Kind.ABBREVIATION
    opens[1:] |= ended & (~explained | ((after & Kind.OPENER) != 0))
    return opens
