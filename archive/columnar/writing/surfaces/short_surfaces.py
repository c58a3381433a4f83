"""Taking apart many short surfaces of ASCII at a time: what ``analyse_surface`` does, by arrays.

A surface is a *core*, from its first letter or digit to its last, between marks. The marks after
it say whether it ends a sentence; the core says all else. The core of nine surfaces of ten is a
single word, whose token is the word in small letters; the cores that are not are returned for
``analyse_surface``, each once however many surfaces have it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.analysis.abbreviations import ABBREVIATIONS, SENTENCE_OPENERS
from newssearch.archive.analysis.surfaces import Kind
from newssearch.archive.columnar.writing.surfaces.short_bytes import (
    DIGIT,
    DIGIT_OR_LETTER,
    LOWER,
    UPPER,
    bytes_of,
    lowered,
    marked,
)
from newssearch.archive.columnar.writing.surfaces.short_keys import LONGEST, Words, keys_of, shift

_ENDER = marked(".!?")
_JOINER = marked("'&")
_CLOSER = marked("\"')]")

_DOT, _APOSTROPHE = ord("."), ord("'")
_LOW_BYTE = np.uint64(0xFF)
_HIGH_BITS = np.uint64(0x8080808080808080)

NO_ABBREVIATION = ~np.uint8(Kind.ABBREVIATION)

Bytes = NDArray[np.uint8]
Bools = NDArray[np.bool_]
Ints = NDArray[Any]


@dataclass(frozen=True, slots=True)
class ShortSurfaces:
    """What arrays can say of ``n`` surfaces, all of shape (n,).

    ``first`` and ``second`` are the key of the token where ``single`` is set, and of the core, as
    it is written, elsewhere. ``empty`` marks surfaces without a letter or digit. ``kinds`` (uint8)
    is complete for single and empty surfaces; for others it has what the marks after the core
    say, and ``Kind.ABBREVIATION`` in it only asks whether the core's last word is one.
    ``initials`` are the numbers of surfaces whose token also stands with dots between its letters,
    which have the keys ``dotted_first`` and ``dotted_second``.
    """

    first: Words
    second: Words
    single: Bools
    empty: Bools
    kinds: NDArray[np.uint8]
    initials: Ints
    dotted_first: Words
    dotted_second: Words


def is_ascii(first: Words, second: Words) -> Bools:
    """Mark the keys of ASCII strings."""
    marked: Bools = ((first | second) & _HIGH_BITS) == 0
    return marked


def analyse_short(first: Words, second: Words) -> ShortSurfaces:
    """Take apart surfaces of ASCII, given by their keys."""
    content = bytes_of(first, second)
    sizes = np.count_nonzero(content, axis=1)
    word = DIGIT_OR_LETTER[content]
    empty: Bools = ~np.asarray(word.any(axis=1))
    begin = word.argmax(axis=1)
    last = LONGEST - 1 - word[:, ::-1].argmax(axis=1)
    last[empty] = -1
    core_size = np.where(empty, 0, last - begin + 1)
    possessive = _is_possessive(content, last, core_size)
    size = core_size - 2 * possessive
    word_first, word_second = shift(first, second, begin, size)
    within = bytes_of(word_first, word_second)
    initials = _is_initials(within, size)
    single = _is_single(within, size, possessive) & ~empty
    kinds = _endings(content, last, sizes)
    single &= ~((kinds != 0) & (within == _DOT).any(axis=1))
    kinds |= openings(word_first, word_second)
    kinds[(single & ~is_abbreviation(word_first, word_second)) | empty] &= NO_ABBREVIATION
    kinds[empty] &= ~np.uint8(Kind.OPENS | Kind.OPENER)
    core_first, core_second = shift(first, second, begin, core_size)
    token_first, token_second = lowered(word_first, word_second)
    return ShortSurfaces(
        np.where(single, token_first, core_first),
        np.where(single, token_second, core_second),
        single,
        empty,
        kinds,
        np.flatnonzero(initials),
        *_dotted(token_first[initials]),
    )


def _is_possessive(content: Bytes, last: Ints, core_size: Ints) -> Bools:
    rows = np.arange(len(content))
    marked: Bools = core_size > 2
    marked &= (content[rows, last] | 32) == ord("s")
    marked &= content[rows, last - 1] == _APOSTROPHE
    marked &= DIGIT_OR_LETTER[content[rows, last - 2]]
    return marked


def _is_single(within: Bytes, size: Ints, possessive: Bools) -> Bools:
    """Mark words of letters and digits joined by apostrophes or ampersands, and decimal numbers."""
    joiner = _JOINER[within]
    dot = within == _DOT
    apart = ~((joiner | dot)[:, 1:] & (joiner | dot)[:, :-1]).any(axis=1)
    words = _count(DIGIT_OR_LETTER[within]) + _count(joiner) == size
    number = (_count(DIGIT[within]) + _count(dot) == size) & ~possessive
    marked: Bools = (words | number) & apart
    return marked


def _is_initials(within: Bytes, size: Ints) -> Bools:
    """Mark words of two to four capitals, which are also looked for with dots between them."""
    marked: Bools = (size >= 2) & (size <= 4) & (_count(UPPER[within]) == size)
    return marked


def _count(marked: Bools) -> Ints:
    counts: Ints = marked.view(np.uint8).sum(axis=1, dtype=np.uint8)
    return counts


def _dotted(words: Words) -> tuple[Words, Words]:
    """Return the keys of words of up to four letters with a dot between the letters."""
    letters = bytes_of(words, np.zeros_like(words))[:, :4]
    content = np.zeros((len(words), LONGEST), np.uint8)
    content[:, 0:8:2] = letters
    content[:, 1:7:2] = np.where(letters[:, 1:] > 0, _DOT, 0)
    keys = content.view("<u8")
    return keys[:, 0].copy(), keys[:, 1].copy()


def _endings(content: Bytes, last: Ints, sizes: Ints) -> NDArray[np.uint8]:
    """Return the bits of the marks at the end: closing ones, and enders right before them.

    An ender has ``Kind.ABBREVIATION`` too: the word before it may explain it.
    """
    kinds = np.zeros(len(content), np.uint8)
    rows = np.flatnonzero(sizes > last + 1)
    if not len(rows):
        return kinds
    content, last = content[rows], last[rows]
    at = sizes[rows] - 1
    every = np.arange(len(rows))
    closed = np.zeros(len(rows), bool)
    for _ in range(LONGEST):
        closer = _CLOSER[content[every, at]] & (at > last)
        if not closer.any():
            break
        closed |= closer
        at = at - closer
    ends = _ENDER[content[every, at]] & (at > last)
    firm = closed
    for _ in range(LONGEST):
        mark = content[every, at]
        running = _ENDER[mark] & (at > last)
        if not running.any():
            break
        firm = firm | (running & (mark != _DOT))
        at = at - running
    bits = np.where(
        firm, Kind.ENDER | Kind.FIRM | Kind.ABBREVIATION, Kind.ENDER | Kind.ABBREVIATION
    )
    kinds[rows] = np.where(ends, bits, 0)
    return kinds


def openings(first: Words, second: Words) -> NDArray[np.uint8]:
    """Return the bits that say whether words, as written, can open a sentence, or mostly do."""
    opener = _is_one_of(OPENERS, first, second)
    opening = np.where(opener, Kind.OPENS | Kind.OPENER, Kind.OPENS)
    return np.where(LOWER[first & _LOW_BYTE], 0, opening).astype(np.uint8)


def is_abbreviation(first: Words, second: Words) -> Bools:
    """Mark words after which a full stop ends no sentence: an initial, or a known abbreviation."""
    initial = (first <= _LOW_BYTE) & UPPER[first & _LOW_BYTE] & (first != ord("I"))
    marked: Bools = initial | _is_one_of(ABBREVIATED, first, second)
    return marked


def _known(words: Iterable[str]) -> tuple[Words, Words]:
    """Return the keys of words of up to 16 bytes, in order."""
    first, second = keys_of([word.encode("ascii") for word in words])
    order = np.lexsort((second, first))
    return first[order], second[order]


OPENERS, ABBREVIATED = _known(SENTENCE_OPENERS), _known(ABBREVIATIONS)
"""The keys of the words that mostly open a sentence, and of abbreviations, in order."""


def _is_one_of(known: tuple[Words, Words], first: Words, second: Words) -> Bools:
    """Mark the keys that are known; no two known ones agree in their first eight bytes."""
    known_first, known_second = known
    place = np.minimum(np.searchsorted(known_first, first), len(known_first) - 1)
    marked: Bools = (known_first[place] == first) & (known_second[place] == second)
    return marked
