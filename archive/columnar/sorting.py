"""Strings put in order and numbered: columns of keywords, stems."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from archive.columnar import compiled
from archive.columnar.dictionary import encode_terms


class Numbered(NamedTuple):
    """The distinct ones among some strings in the order of code points, and the number of each.

    ``terms`` are encoded, as ``dictionary`` has them; ``ordinals`` (uint32, from 0) has one for
    each string.
    """

    terms: NDArray[np.uint8]
    ordinals: NDArray[np.uint32]


def number_strings(strings: Sequence[str]) -> Numbered:
    """Number strings, in which a newline stands as NUL."""
    if compiled.AVAILABLE:
        return _by_loop(strings)
    names = [string.replace("\n", "\0") for string in strings]
    distinct = sorted({*names})
    number_of = dict(zip(distinct, range(len(distinct)), strict=True))
    ordinals = np.fromiter(map(number_of.__getitem__, names), np.uint32, len(names))
    return Numbered(encode_terms(distinct), ordinals)


def _by_loop(strings: Sequence[str]) -> Numbered:
    content = "".join(strings).encode("utf-8", "surrogatepass").replace(b"\n", b"\0")
    sizes = np.fromiter(map(len, strings), np.int64, len(strings))
    if len(content) != sizes.sum():
        encoded = (string.encode("utf-8", "surrogatepass") for string in strings)
        sizes = np.fromiter(map(len, encoded), np.int64, len(strings))
    ordinals = np.empty(len(strings), np.uint32)
    distinct = np.empty(len(content) + len(strings), np.uint8)
    used = compiled.strings.number_strings(content, np.cumsum(sizes), ordinals, distinct)
    return Numbered(distinct[:used], ordinals)
