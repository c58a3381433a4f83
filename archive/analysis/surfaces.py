"""What a stretch of text without spaces is made of.

A *surface* is what the text shows between two spaces, marks and all: "COVID-19,", "“Russia’s",
"U.S.". It holds words, and a word holds one or more *tokens*:

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
from typing import NamedTuple

from newssearch.archive.analysis.abbreviations import ABBREVIATIONS, SENTENCE_OPENERS
from newssearch.archive.analysis.folding import fold

PARAGRAPH_END = "\n\n"
"""What stands between paragraphs."""

SURFACE = re.compile(r"\n\n|\S+")
"""Matches every surface, and the ends of paragraphs."""

MAX_TOKEN_LENGTH = 64
"""Characters; a longer token is not indexed but keeps its position."""

_WORD = re.compile("[^\\W_]+(?:[-‐‑'’.&\u0300-\u036f][^\\W_]+)*")
_PLAIN = re.compile(r"[\"“(‘$]*([A-Za-z][a-z]+|[0-9]+)(?:['’]s)?([^\w\s]*)")
_ENDER = re.compile("[.!?…]+[\"'“”‘’»)\\]]*$")
_HYPHEN = re.compile("[-‐‑]")
_CAPITALS = re.compile(r"[A-Z]{2,4}")
_DOMAIN = re.compile(r"[a-z0-9]+(?:\.[a-z0-9]+)*\.[a-z]{2,}")


class Kind:
    """What a surface can do to the sentences around it: bits."""

    BREAK = 1
    """The end of a paragraph or of a text."""
    ENDER = 2
    """It ends with a mark that may end a sentence."""
    FIRM = 4
    """An ender that no abbreviation explains: it has a mark other than full stops."""
    ABBREVIATION = 8
    """Its last word is one after which a full stop does not end the sentence."""
    OPENS = 16
    """Its first word can open a sentence: it does not begin with a small letter."""
    OPENER = 32
    """Its first word mostly opens a sentence, even after an abbreviation ("The", "He")."""


class Surface(NamedTuple):
    """The tokens of one surface.

    ``tokens`` are (token, offset of its position, start, end) with start and end as code points
    into the surface; ``width`` is the number of positions it takes up. Tokens beyond the first
    at one offset are extra forms; they do not count in lengths.
    """

    kind: int
    width: int
    tokens: tuple[tuple[str, int, int, int], ...] = ()


def analyse_surface(surface: str) -> Surface:
    """Take one match of ``SURFACE`` apart, in time linear in its length."""
    plain = _PLAIN.fullmatch(surface)
    if plain and len(surface) <= MAX_TOKEN_LENGTH:
        return _analyse_plain(plain)
    if surface == PARAGRAPH_END:
        return Surface(Kind.BREAK, 1)
    tokens: list[tuple[str, int, int, int]] = []
    width = 0
    first = last = ""
    for match in _WORD.finditer(surface):
        word = match.group()
        last = word[:-2] if _is_possessive(word) else word
        first = first or last
        if word.isalnum():
            _append_word(tokens, word, match.start(), width)
            width += 1
        else:
            width += _append_hyphenated(tokens, word, match.start(), width)
    kind = _ending(surface[-16:], last)
    if first and not first[0].islower():
        kind |= Kind.OPENS | Kind.OPENER if first in SENTENCE_OPENERS else Kind.OPENS
    return Surface(kind, width, tuple(tokens))


def _analyse_plain(match: re.Match[str]) -> Surface:
    """Take apart what nine surfaces of ten are: one word without marks inside, ending nothing."""
    word, after = match.groups()
    kind = _ending(after, word) if after else 0
    if not word[0].islower():
        kind |= Kind.OPENS | Kind.OPENER if word in SENTENCE_OPENERS else Kind.OPENS
    return Surface(kind, 1, ((word.lower(), 0, *match.span(1)),))


def _ending(after: str, last: str) -> int:
    """Say whether and how a surface that ends like ``after``, its last word, ends a sentence."""
    ender = _ENDER.search(after)
    if ender is None:
        return 0
    kind = Kind.ENDER
    if ender.group().strip("."):
        kind |= Kind.FIRM
    initials = "." in last and all(len(part) == 1 for part in last.split("."))
    capital = len(last) == 1 and last.isupper() and last != "I"
    if initials or capital or last in ABBREVIATIONS:
        kind |= Kind.ABBREVIATION
    return kind


def _append_hyphenated(
    tokens: list[tuple[str, int, int, int]], word: str, start: int, offset: int
) -> int:
    """Add the tokens of a word, and its joined form; return how many positions it takes."""
    pieces = _pieces(word)
    if len(pieces) == 1:
        return _append_piece(tokens, word, start, offset)
    own: list[tuple[str, int, int, int]] = []
    width = 0
    for piece, place in pieces:
        width += _append_piece(own, piece, start + place, offset + width)
    joined = "".join(token for token, _, _, _ in _mains(own))
    _append(own, joined, offset, start, start + len(word))
    tokens.extend(own)
    return width


def _pieces(word: str) -> list[tuple[str, int]]:
    """Split at hyphens; each piece with its start in the word."""
    pieces, start = [], 0
    for hyphen in _HYPHEN.finditer(word):
        pieces.append((word[start : hyphen.start()], start))
        start = hyphen.end()
    pieces.append((word[start:], start))
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
    if _is_possessive(word):
        word, end = word[:-2], end - 2
    _append(tokens, fold(word), offset, start, end)
    if _CAPITALS.fullmatch(word):
        _append(tokens, ".".join(word.lower()), offset, start, end)


def _is_possessive(word: str) -> bool:
    return len(word) > 2 and word[-1] in "sS" and word[-2] in "'’"


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
