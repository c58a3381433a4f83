"""Which texts are worth comparing: those whose sketches agree.

Two texts are candidates if they share at least two sampled shingles, not counting those that
are in more than a hundred texts (boilerplate), and if what they share could come of texts that
are near-identical. This depends on all texts of the archive, but only through the number of
texts that have a shingle: when that number passes a hundred, up or down, the texts that have the
shingle are looked up as if they were new. So the candidates of an archive that grew are those of
one that was made at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.files import expand
from newssearch.archive.columnar.writing.shingles import SAMPLED_EVERYWHERE, distinct
from newssearch.indexer.near_duplicates.texts import Texts

MOST_TEXTS = 100
"""A sampled shingle that more texts have is boilerplate, and would cost time by its square."""

LEAST_SHARED = 2
"""Sampled shingles that candidates share: one is a common phrase."""

_CERTAINTY = 3.0
"""Standard deviations by which the share of sampled shingles may fall short of the least that
links: pairs at the very threshold are missed once in 700, copies cut or lightly edited never."""

_HASHES_AT_ONCE = 1 << 18
_PAIRS_AT_ONCE = 1 << 21
_TEXT = (1 << 31) - 1

Ints = NDArray[Any]


def texts_to_look_up(texts: Texts, before: Texts | None) -> NDArray[np.bool_]:
    """Mark the texts whose candidates may differ from those they had before."""
    if before is None or not len(before):
        return np.ones(len(texts), bool)
    marked: NDArray[np.bool_] = ~before.known(texts.fingerprints)[1]
    new = texts.sampled(marked)
    gone = before.sampled(~texts.known(before.fingerprints)[1])
    hashes = distinct(np.concatenate([new, gone]))
    change = _counts(new, hashes) - _counts(gone, hashes)
    for start in range(0, len(hashes), _HASHES_AT_ONCE):
        part = slice(start, start + _HASHES_AT_ONCE)
        numbers, owners = texts.sharing(hashes[part])
        after = np.bincount(numbers, minlength=len(hashes[part]))
        passes = (after > MOST_TEXTS) != (after - change[part] > MOST_TEXTS)
        marked[owners[passes[numbers]]] = True
    return marked


def _counts(values: Ints, distinct: Ints) -> Ints:
    """Count how often each of some ascending numbers, which hold all the values, occurs."""
    return np.bincount(np.searchsorted(distinct, values), minlength=len(distinct))


def find_candidates(texts: Texts, looked_up: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """Return the candidate pairs with at least one text looked up: two parallel arrays.

    The first of a pair is the lower number; pairs are ordered.
    """
    if not looked_up.any():
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    found = [np.zeros((3, 0), np.int64)]
    for packed in _pairs(*_shared_by_some(texts, looked_up), looked_up):
        packed.sort()
        pairs = packed >> 1
        starts = np.flatnonzero(np.diff(pairs, prepend=-1))
        counts = np.diff(starts, append=len(pairs))
        everywhere = np.add.reduceat(packed & 1, starts) if len(starts) else counts
        enough = counts >= LEAST_SHARED
        pairs = pairs[starts[enough]]
        found.append(np.stack([pairs >> 31, pairs & _TEXT, everywhere[enough]]))
    first, second, shared = np.concatenate(found, axis=1)
    likely = _likely(texts, first, second, shared)
    return first[likely], second[likely]


def _shared_by_some(texts: Texts, looked_up: NDArray[np.bool_]) -> tuple[Ints, Ints, Ints]:
    """Return the sampled shingles that 2 to 100 texts have, of the texts to be looked up.

    Three parallel arrays: the number of the shingle, ascending; a text that has it, ascending; and
    1 if the shingle is sampled everywhere, else 0.
    """
    hashes = _perhaps_shared(texts, looked_up)
    kept: list[tuple[Ints, Ints]] = []
    for start in range(0, len(hashes), _HASHES_AT_ONCE):
        numbers, owners = texts.sharing(hashes[start : start + _HASHES_AT_ONCE])
        counts = np.bincount(numbers, minlength=1)
        some = ((counts >= 2) & (counts <= MOST_TEXTS))[numbers]
        kept.append((numbers[some] + start, owners[some]))
    none = np.zeros(0, np.int64)
    numbers = np.concatenate([none, *(numbers for numbers, _ in kept)])
    owners = np.concatenate([none, *(owners for _, owners in kept)])
    everywhere = (hashes & np.uint32(SAMPLED_EVERYWHERE)) == 0
    return numbers, owners, everywhere[numbers].astype(np.int64)


def _perhaps_shared(texts: Texts, looked_up: NDArray[np.bool_]) -> NDArray[np.uint32]:
    """Return the sampled shingles of the texts to be looked up, but for some of one text only."""
    hashes = texts.sampled(looked_up)
    hashes.sort()
    if looked_up.all():
        hashes = hashes[1:][hashes[1:] == hashes[:-1]]
    return distinct(hashes)


def _pairs(
    numbers: Ints, owners: Ints, everywhere: Ints, looked_up: NDArray[np.bool_]
) -> Iterator[NDArray[np.int64]]:
    """Yield the pairs of texts that share a shingle, packed, once for each that they share.

    The lowest bit says whether the shingle is sampled everywhere. All occurrences of a pair are
    in one of the arrays, which are ranges of first texts.
    """
    ends = np.searchsorted(numbers, numbers, "right")
    following = ends - np.arange(len(numbers)) - 1
    of_first = np.bincount(owners, weights=following, minlength=len(looked_up))
    part_of = (np.cumsum(of_first) // _PAIRS_AT_ONCE).astype(np.int64)
    parts = part_of[owners]
    for part in distinct(parts[following > 0]).tolist():
        members = np.flatnonzero((parts == part) & (following > 0))
        sizes = following[members]
        first = np.repeat(owners[members], sizes)
        second = owners[expand(members + 1, sizes)]
        packed = (first << 31 | second) << 1 | np.repeat(everywhere[members], sizes)
        yield packed[looked_up[first] | looked_up[second]]


def _likely(texts: Texts, first: Ints, second: Ints, shared: Ints) -> NDArray[np.bool_]:
    """Mark the pairs that share as much as near-identical texts would.

    ``shared`` counts the shared shingles that are sampled everywhere. Texts that are to be linked
    share two thirds of the smaller one's shingles at least: with J >= 1/2 the smaller has at most
    3/2 of what both share, and the other rule asks for more. Of n sampled shingles of the smaller
    one then 2n/3 are shared on average, with a standard deviation of at most sqrt(2n)/3.
    """
    chosen = np.zeros(len(texts), bool)
    chosen[first] = chosen[second] = True
    sizes = texts.sample_sizes(chosen)
    smaller = np.minimum(sizes[first], sizes[second])
    least = smaller * (2 / 3) - _CERTAINTY * np.sqrt(2 * smaller) / 3
    likely: NDArray[np.bool_] = shared >= least
    return likely
