"""What a stretch of text without spaces is made of.

A *surface* is what the text shows between spaces and punctuation: "COVID-19", "Russia’s", "U.S",
also the marks that end a sentence or a paragraph. It holds one or more *tokens*:

* a hyphen separates tokens, and the joined form stands beside the first part ("covid", "19",
  "covid19" at the position of "covid"), so that all three ways of writing find one another;
* a possessive ``'s`` is cut;
* a full stop inside joins only initials ("u.s"), numbers ("3.14") and lower-case domains
  ("example.com"); "war.The" is two words that lost their space;
* initials also stand without their stops ("us"), and two to four capitals also with them, so
  that "U.S." finds "US" and never the pronoun;
* an apostrophe or an ampersand inside belongs to the word ("don't", "at&t").

Surfaces repeat endlessly in text, so each is taken apart once and then looked up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntFlag

from archive.analysis.abbreviations import ABBREVIATIONS, SENTENCE_OPENERS
from archive.analysis.folding import fold

SURFACE = re.compile(
    r"[^\W_]+(?:[-‐‑'’.&\u0300-\u036f][^\W_]+)*"  # a word, with what may join its parts
    r"|[.!?…]+[\"'”’»)\]]*(?=\x00?\s)"  # what may end a sentence
    r"|\n\s*"  # the end of a paragraph
    r"|[\x00-\x02]"  # marks that the inversion sets between texts; articles hold none
)
"""Matches every surface; one character is looked at a bounded number of times."""

MAX_TOKEN_LENGTH = 64
"""Characters; a longer token is not indexed but keeps its position."""

_HYPHEN = re.compile("[-‐‑]")
_CAPITALS = re.compile(r"[A-Z]{2,4}")
_DOMAIN = re.compile(r"[a-z0-9]+(?:\.[a-z0-9]+)*\.[a-z]{2,}")


class Kind(IntFlag):
    """What a surface can do to the sentences around it."""

    WORD = 1
    ENDER = 2
    BREAK = 4
    OPENS = 8
    """A word that can open a sentence: it begins with a capital, a digit or an uncased letter."""
    ABBREVIATION = 16
    """A word after which a full stop does not end the sentence."""
    OPENER = 32
    """A word that mostly opens a sentence even after an abbreviation ("The", "He")."""
    FIRM = 64
    """An ender that no abbreviation explains: it has a mark other than full stops."""


@dataclass(frozen=True, slots=True)
class Surface:
    """The tokens of one surface.

    ``tokens`` are (token, offset of its position, start, end) with start and end as code points
    into the surface; ``width`` is the number of positions it takes up. Tokens beyond the first
    at one offset are extra forms; they do not count in lengths.
    """

    kind: Kind
    width: int
    tokens: tuple[tuple[str, int, int, int], ...] = ()


def analyse_surface(surface: str) -> Surface:
    """Take one match of ``SURFACE`` apart."""
    first = surface[0]
    if first == "\n":
        return Surface(Kind.BREAK, 1)
    if first in ".!?…":
        return Surface(Kind.ENDER | (Kind(0) if set(surface) == {"."} else Kind.FIRM), 0)
    tokens: list[tuple[str, int, int, int]] = []
    width = 0
    pieces = list(_pieces(surface))
    for piece, start in pieces:
        width += _append_piece(tokens, piece, start, width)
    if len(pieces) > 1:
        joined = "".join(token for token, _, _, _ in _mains(tokens))
        _append(tokens, joined, 0, 0, len(surface))
    return Surface(_word_kind(surface), width, tuple(tokens))


def _pieces(surface: str) -> list[tuple[str, int]]:
    """Split at hyphens; each piece with its start in the surface."""
    pieces, start = [], 0
    for hyphen in _HYPHEN.finditer(surface):
        pieces.append((surface[start : hyphen.start()], start))
        start = hyphen.end()
    pieces.append((surface[start:], start))
    return pieces


def _append_piece(
    tokens: list[tuple[str, int, int, int]], piece: str, start: int, offset: int
) -> int:
    """Add the tokens of a piece without hyphens; return how many positions it takes."""
    if "." not in piece:
        _append_word(tokens, piece, start, offset)
        return 1
    parts = piece.split(".")
    if all(len(part) == 1 and part.isalpha() for part in parts):
        _append(tokens, fold(piece), offset, start, start + len(piece))
        _append(tokens, fold("".join(parts)), offset, start, start + len(piece))
        return 1
    if all(part.isdigit() for part in parts) or _DOMAIN.fullmatch(piece):
        _append(tokens, fold(piece), offset, start, start + len(piece))
        return 1
    for number, part in enumerate(parts):
        _append_word(tokens, part, start, offset + number)
        start += len(part) + 1
    return len(parts)


def _append_word(
    tokens: list[tuple[str, int, int, int]], word: str, start: int, offset: int
) -> None:
    end = start + len(word)
    if len(word) > 2 and word[-1] in "sS" and word[-2] in "'’":
        word, end = word[:-2], end - 2
    _append(tokens, fold(word), offset, start, end)
    if _CAPITALS.fullmatch(word):
        _append(tokens, ".".join(word.lower()), offset, start, end)


def _append(
    tokens: list[tuple[str, int, int, int]], token: str, offset: int, start: int, end: int
) -> None:
    if 0 < len(token) <= MAX_TOKEN_LENGTH:
        tokens.append((token, offset, start, end))


def _mains(tokens: list[tuple[str, int, int, int]]) -> list[tuple[str, int, int, int]]:
    """Return the first token at each position."""
    mains: list[tuple[str, int, int, int]] = []
    for token in tokens:
        if not mains or mains[-1][1] != token[1]:
            mains.append(token)
    return mains


def _word_kind(surface: str) -> Kind:
    kind = Kind.WORD
    first = surface[0]
    if not first.islower():
        kind |= Kind.OPENS
    if surface in SENTENCE_OPENERS:
        kind |= Kind.OPENER
    initials = "." in surface and all(len(part) == 1 for part in surface.split("."))
    single_capital = len(surface) == 1 and first.isupper() and first != "I"
    if initials or single_capital or surface in ABBREVIATIONS:
        kind |= Kind.ABBREVIATION
    return kind
