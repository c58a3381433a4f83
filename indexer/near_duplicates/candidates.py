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
from itertools import pairwise
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
_SHARED_AT_ONCE = 1 << 20
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


def _shared_by_some(
    texts: Texts, looked_up: NDArray[np.bool_]
) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    """Return the sampled shingles that 2 to 100 texts have, of the texts to be looked up.

    Three parallel arrays, which are the greatest that are made here: the number of the shingle
    (uint32), ascending; a text that has it (uint32), ascending; and whether the shingle is sampled
    everywhere (bool).
    """
    hashes = _perhaps_shared(texts, looked_up)
    none = np.zeros(0, np.uint32)
    kept_numbers, kept_owners = [none], [none]
    for start in range(0, len(hashes), _HASHES_AT_ONCE):
        numbers, owners = texts.sharing(hashes[start : start + _HASHES_AT_ONCE])
        counts = np.bincount(numbers, minlength=1)
        some = ((counts >= 2) & (counts <= MOST_TEXTS))[numbers]
        kept_numbers.append((numbers[some] + start).astype(np.uint32))
        kept_owners.append(owners[some].astype(np.uint32))
    joined = np.concatenate(kept_numbers)
    kept_numbers.clear()
    everywhere = (hashes & np.uint32(SAMPLED_EVERYWHERE)) == 0
    return joined, np.concatenate(kept_owners), everywhere[joined]


def _perhaps_shared(texts: Texts, looked_up: NDArray[np.bool_]) -> NDArray[np.uint32]:
    """Return the sampled shingles of the texts to be looked up, but for some of one text only."""
    hashes = texts.sampled(looked_up)
    hashes.sort()
    if looked_up.all():
        hashes = hashes[1:][hashes[1:] == hashes[:-1]]
    return distinct(hashes)


def _pairs(
    numbers: Ints, owners: Ints, everywhere: NDArray[np.bool_], looked_up: NDArray[np.bool_]
) -> Iterator[NDArray[np.int64]]:
    """Yield the pairs of texts that share a shingle, packed, once for each that they share.

    The lowest bit says whether the shingle is sampled everywhere. All occurrences of a pair are
    in one of the arrays, which are ranges of first texts.
    """
    following = _following(numbers)
    of_first = np.zeros(len(looked_up))
    for start in range(0, len(numbers), _SHARED_AT_ONCE):
        part = slice(start, start + _SHARED_AT_ONCE)
        of_first += np.bincount(owners[part], following[part], len(looked_up))
    part_of = (np.cumsum(of_first) // _PAIRS_AT_ONCE).astype(np.int64)
    firsts = np.flatnonzero(np.diff(part_of, prepend=-1))
    for low, high in pairwise([*firsts.tolist(), len(looked_up)]):
        members = np.flatnonzero((owners >= low) & (owners < high) & (following > 0))
        sizes = following[members].astype(np.int64)
        first = np.repeat(owners[members].astype(np.int64), sizes)
        second = owners[expand(members + 1, sizes)].astype(np.int64)
        packed = (first << 31 | second) << 1 | np.repeat(everywhere[members], sizes)
        yield packed[looked_up[first] | looked_up[second]]


def _following(numbers: Ints) -> NDArray[np.uint8]:
    """Return of each shingle's texts, at most ``MOST_TEXTS``, how many come after it."""
    if not len(numbers):
        return np.zeros(0, np.uint8)
    begins = np.append(0, np.flatnonzero(numbers[1:] != numbers[:-1]) + 1)
    sizes = np.diff(begins, append=len(numbers))
    following = np.repeat((begins + sizes - 1).astype(np.uint32), sizes)
    following -= np.arange(len(numbers), dtype=np.uint32)
    return following.astype(np.uint8)


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
