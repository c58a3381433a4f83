"""Running the analysis over a text: tokens with positions and places, sentences, paragraphs.

Positions count words within one text from 0. The end of a paragraph takes one position of its
own, so that a phrase cannot cross it.
"""

from __future__ import annotations

from dataclasses import dataclass

from newssearch.archive.analysis.surfaces import Surface, SurfaceKind, analyse_surface, surfaces_of


@dataclass(frozen=True, slots=True)
class TokenStream:
    """The tokens of one text.

    ``tokens[i]`` is at position ``positions[i]`` and at code points ``starts[i]`` to
    ``ends[i]``, and spans ``widths[i]`` positions; several tokens may share a position.
    ``sentences`` and ``paragraphs`` hold the position and the code point at which each begins.
    ``length`` counts positions.
    """

    tokens: list[str]
    positions: list[int]
    widths: list[int]
    starts: list[int]
    ends: list[int]
    sentences: list[tuple[int, int]]
    paragraphs: list[tuple[int, int]]
    length: int


def tokenise(text: str) -> TokenStream:
    """Analyse one text, in time linear in its length."""
    tokens: list[str] = []
    positions: list[int] = []
    widths: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    sentences: list[tuple[int, int]] = []
    paragraphs: list[tuple[int, int]] = []
    position, before = 0, int(SurfaceKind.BREAK)
    known: dict[str, Surface] = {}
    quiet = quieten(text)
    for at, end in surfaces_of(quiet):
        string = quiet[at:end]
        surface = known.get(string)
        if surface is None:
            surface = known[string] = analyse_surface(string)
        if opens_paragraph(before, surface.kind):
            paragraphs.append((position, at))
            sentences.append((position, at))
        elif opens_sentence(before, surface.kind):
            sentences.append((position, at))
        before = surface.kind
        for token in surface.tokens:
            tokens.append(token.text)
            positions.append(position + token.offset)
            widths.append(token.width)
            starts.append(at + token.start)
            ends.append(at + token.end)
        position += surface.width
    return TokenStream(tokens, positions, widths, starts, ends, sentences, paragraphs, position)


def quieten(text: str) -> str:
    """Return the text with its all-capital lines in lower case, of the same length.

    In such a line capitals tell nothing: "US" may be the pronoun, and every word would look like
    the opening of a sentence.
    """
    if "\n" not in text:
        return _lower(text) if text.isupper() else text
    lines = text.split("\n")
    if not any(map(str.isupper, lines)):
        return text
    return "\n".join(_lower(line) if line.isupper() else line for line in lines)


def _lower(line: str) -> str:
    lowered = line.lower()
    return lowered if len(lowered) == len(line) else line


def opens_paragraph(before: int, kind: int) -> bool:
    """Return whether a surface of a ``kind`` opens a paragraph, after one of the kind ``before``.

    Before the first surface of a text there is a break.
    """
    return bool(before & SurfaceKind.BREAK and not kind & SurfaceKind.BREAK)


def opens_sentence(before: int, kind: int) -> bool:
    """Return whether a surface opens a sentence within a paragraph.

    It does if it can open one (``SurfaceKind.OPENS``) and comes right after an ender; but not after
    the full stop of an abbreviation, unless its word is one of the common sentence openers.
    """
    if not (before & SurfaceKind.ENDER and kind & SurfaceKind.OPENS):
        return False
    explained = before & (SurfaceKind.ABBREVIATION | SurfaceKind.FIRM) == SurfaceKind.ABBREVIATION
    return not explained or bool(kind & SurfaceKind.OPENER)
