"""Strings as bytes one after the other, put in order and numbered: columns of keywords, stems."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.dictionary import NEWLINE
from newssearch.archive.columnar.writing.loops import loops


class EncodedStrings(NamedTuple):
    """Some strings in UTF-8: ``content``, and of each its size in bytes (int64), -1 for None."""

    content: bytes
    sizes: NDArray[np.int64]


def encode_strings(strings: Sequence[str | None]) -> EncodedStrings:
    """Encode strings."""
    given = [string for string in strings if string is not None]
    if not given:
        return EncodedStrings(b"", np.full(len(strings), -1, np.int64))
    text = "".join(given)
    content = text.encode("utf-8", "surrogatepass")
    sizes = np.fromiter(map(len, given), np.int64, len(given))
    if len(content) != len(text):
        encoded = (string.encode("utf-8", "surrogatepass") for string in given)
        sizes = np.fromiter(map(len, encoded), np.int64, len(given))
    if len(given) == len(strings):
        return EncodedStrings(content, sizes)
    every = np.full(len(strings), -1, np.int64)
    every[np.fromiter((string is not None for string in strings), bool, len(strings))] = sizes
    return EncodedStrings(content, every)


def strings_of_terms(terms: NDArray[np.uint8]) -> EncodedStrings:
    """Return encoded terms as strings."""
    ends = np.flatnonzero(terms == NEWLINE)
    return EncodedStrings(terms[terms != NEWLINE].tobytes(), np.diff(ends, prepend=-1) - 1)


class Numbered(NamedTuple):
    """The distinct ones among some strings in the order of code points, and the number of each.

    ``terms`` are encoded, as ``dictionary`` has them. ``ordinals`` (uint32) are 0 for None, else
    1 and the string's place among the terms.
    """

    terms: NDArray[np.uint8]
    ordinals: NDArray[np.uint32]


def number_strings(parts: Sequence[EncodedStrings]) -> Numbered:
    """Number the strings of some parts, in which a newline stands as NUL."""
    content = b"".join([part.content for part in parts]).replace(b"\n", b"\0")
    sizes = np.concatenate([np.zeros(0, np.int64), *(part.sizes for part in parts)])
    given = sizes >= 0
    ends = np.cumsum(sizes[given])
    found = np.empty(len(ends), np.uint32)
    terms = np.empty(len(content) + len(ends), np.uint8)
    terms = terms[: loops().number_strings(content, ends, found, terms)]
    ordinals = np.zeros(len(sizes), np.uint32)
    ordinals[given] = found + np.uint32(1)
    return Numbered(terms, ordinals)
