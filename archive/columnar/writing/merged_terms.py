"""The terms of several segments in one order, a stretch of the order at a time.

Each dictionary is in order, so the terms between two others are a stretch of it. All terms at once
would take some hundred bytes for each term of each segment; of a stretch nothing is kept but the
distinct terms and where they went.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.dictionary import TermDictionary
from newssearch.archive.columnar.writing.strings import number_strings, strings_of_terms

STRETCH_TERMS = 1 << 18
"""Terms of all segments that are put in order together: some 25 MB."""


class MergedTerms(NamedTuple):
    """The distinct ``terms`` of some dictionaries in order, encoded, and their number, ``size``.

    ``places`` (uint32) has by dictionary the new number of each of its terms.
    """

    terms: NDArray[np.uint8]
    size: int
    places: list[NDArray[np.uint32]]


def merge_terms(dictionaries: Sequence[TermDictionary]) -> MergedTerms:
    """Merge the terms of dictionaries, of which some ``STRETCH_TERMS`` are held at a time."""
    places = [np.empty(dictionary.size, np.uint32) for dictionary in dictionaries]
    parts = [np.zeros(0, np.uint8)]
    size = 0
    for bounds in _stretches(dictionaries):
        own = [
            strings_of_terms(dictionary.encoded_part(start, stop))
            for dictionary, (start, stop) in zip(dictionaries, bounds, strict=True)
        ]
        numbered = number_strings(own)
        done = 0
        for target, (start, stop) in zip(places, bounds, strict=True):
            target[start:stop] = numbered.ordinals[done : done + stop - start] - np.uint32(1)
            target[start:stop] += np.uint32(size)
            done += stop - start
        size += int(numbered.ordinals.max(initial=0))
        parts.append(numbered.terms)
    return MergedTerms(np.concatenate(parts), size, places)


def _stretches(dictionaries: Sequence[TermDictionary]) -> Iterator[list[tuple[int, int]]]:
    """Yield by dictionary the numbers of the terms that come together, from and to before.

    Every n-th term of a dictionary is a mark. A stretch holds as many marks as there are
    dictionaries, so they have n terms each in it, and n beyond their last marks at the most.
    """
    several = max(len(dictionaries), 1)
    step = max(STRETCH_TERMS // (2 * several), 1)
    marks = []
    for dictionary in dictionaries:
        marks += [dictionary.term(number) for number in range(step, dictionary.size, step)]
        dictionary.forget()
    marks.sort(key=_encoded)
    starts = [0] * len(dictionaries)
    for mark in dict.fromkeys(marks[several - 1 :: several]):
        stops = [dictionary.floor(_encoded(mark)) for dictionary in dictionaries]
        yield list(zip(starts, stops, strict=True))
        starts = stops
        for dictionary in dictionaries:
            dictionary.forget()
    yield [(start, own.size) for start, own in zip(starts, dictionaries, strict=True)]


def _encoded(term: str) -> bytes:
    return term.encode("utf-8", "surrogatepass")
