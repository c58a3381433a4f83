"""Texts as sets of hashed shingles, for finding texts that share much of their wording.

A *shingle* is five words in a row (Broder, "On the resemblance and containment of documents",
1997). Words are compared as the index folds them, so capitals, quotation marks and line breaks
make no difference. Each shingle becomes a 64-bit number: a polynomial over the hashes of its
words, mixed by the finaliser of splitmix64 (Steele, Lea and Flood, 2014). All is arithmetic on
arrays over a whole batch of texts.

A *sketch* is a fixed sample of a text's shingles: those whose number is divisible by 16, in short
texts by 8, and among the first shingles of any text by 4. Since every text is sampled by the same
rule, texts that share shingles share a like part of their sketches, however much longer one of
them is; and since news is cut from its end, a copy shares most of all the opening.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

SHINGLE_WORDS = 5

LEAST_SHINGLES = 8
"""Texts with fewer (of up to eleven words) are not compared: "(more)", "To follow." say nothing."""

FULL_SHINGLES = 160
"""Texts with fewer are sampled twice as densely, so that their sketches hold enough numbers."""

OPENING_SHINGLES = 64
"""The first shingles, which are sampled four times as densely. Of articles of 80 words and more
that were cut to 35 %, 99 % share two sampled shingles with their copy, 96.5 % without this."""

SAMPLED_EVERYWHERE = 3
"""The bits of a sampled shingle that are 0 if it is sampled wherever it is, in any text."""

T = TypeVar("T", bound=np.generic)
Hashes = NDArray[np.uint64]
Ints = NDArray[Any]

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_MIX = ((30, np.uint64(0xBF58476D1CE4E5B9)), (27, np.uint64(0x94D049BB133111EB)))


@dataclass(frozen=True, slots=True)
class Shingles:
    """The shingles of ``n`` texts.

    ``shingles`` (uint32) are all of them, flat, as ``short_shingles`` makes them, and ``counts``
    how many each text has. ``fingerprints`` (uint64) have shape (n,). ``sketches`` (uint64, in no
    order) are the sampled shingles: the shingle in the upper half, the number of its text in the
    lower.
    """

    shingles: NDArray[np.uint32]
    counts: Ints
    fingerprints: Hashes
    sketches: Hashes


def make_shingles(words: Hashes, sizes: Ints, base: int) -> Shingles:
    """Make the shingles of texts, which are numbered from ``base``.

    ``words`` are the hashes of the words of texts, and ``sizes`` how many each text has. A compiled
    loop does the same elsewhere (``compiled_analysis``).
    """
    hashes, counts = hash_shingles(words, sizes)
    sampled, texts = sample(hashes, counts)
    packed = sampled.astype(np.uint64) << np.uint64(32)
    packed |= (texts + base).astype(np.uint64)
    return Shingles(short_shingles(hashes), counts, fingerprints(hashes, counts), packed)


def hash_shingles(words: Hashes, sizes: Ints) -> tuple[Hashes, Ints]:
    """Return the numbers of all shingles in order, and how many each text has.

    ``words`` are the hashes of the words of texts, and ``sizes`` how many each text has.
    """
    size = max(len(words) - SHINGLE_WORDS + 1, 0)
    hashes = np.zeros(size, np.uint64)
    for place in range(SHINGLE_WORDS):
        hashes *= _MULTIPLIER
        hashes += words[place : place + size]
    whole = np.ones(size, bool)
    ends = np.cumsum(sizes)
    for before in range(1, SHINGLE_WORDS):
        across = ends - before
        whole[across[(across >= 0) & (across < size)]] = False
    return mix(hashes[whole]), np.maximum(sizes - (SHINGLE_WORDS - 1), 0)


def fingerprints(hashes: Hashes, counts: Ints) -> Hashes:
    """Return a number for each text, the same only for the same words in order.

    ``counts`` are the numbers of shingles of the texts. A fingerprint is 0 for texts that are too
    short to be compared.
    """
    prints = np.zeros(len(counts), np.uint64)
    filled = np.flatnonzero(counts)
    if len(filled):
        starts = (np.cumsum(counts) - counts)[filled]
        weighted = hashes * np.arange(len(hashes), dtype=np.uint64)
        sums = np.add.reduceat(hashes, starts)
        doubled = np.add.reduceat(weighted, starts) - starts.astype(np.uint64) * sums
        prints[filled] = np.maximum(doubled * np.uint64(2) + sums, np.uint64(1))
    prints[counts < LEAST_SHINGLES] = 0
    return prints


def sample(hashes: Hashes, counts: Ints) -> tuple[NDArray[np.uint32], Ints]:
    """Return the sketches of texts: sampled shingles, 32 bits of each, and the text of each.

    ``counts`` are the numbers of shingles of the texts. Shingles divisible by 4
    (``SAMPLED_EVERYWHERE``) are sampled wherever they are, in any text.
    """
    firsts = np.cumsum(counts) - counts
    masks = np.where(counts < FULL_SHINGLES, 7, 15).astype(np.uint8)
    low = hashes.astype(np.uint8)
    dense = np.flatnonzero((low & 3) == 0)
    texts = np.repeat(np.arange(len(counts), dtype=np.int32), counts)[dense]
    opening = dense - firsts[texts] < OPENING_SHINGLES
    sampled = opening | ((low[dense] & masks[texts]) == 0)
    sampled &= counts[texts] >= LEAST_SHINGLES
    return (hashes[dense[sampled]] >> np.uint64(2)).astype(np.uint32), texts[sampled]


def short_shingles(hashes: Hashes) -> NDArray[np.uint32]:
    """Return 32 bits of shingles, for comparing two texts: other bits than samples are drawn by.

    Two different shingles of texts of a thousand words agree once in four thousand pairs of texts.
    """
    return (hashes >> np.uint64(32)).astype(np.uint32)


def distinct(values: NDArray[T]) -> NDArray[T]:
    """Return the distinct numbers of an array, sorted (in a quarter of np.unique's time).

    The array is sorted too, so that there is no second one as large.
    """
    values.sort()
    first = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=first[1:])
    return values[first]


def mix(values: Hashes) -> Hashes:
    """Return numbers mixed by the finaliser of splitmix64 (Steele, Lea and Flood, 2014)."""
    mixed = values.copy()
    for bits, multiplier in _MIX:
        mixed ^= mixed >> np.uint64(bits)
        mixed *= multiplier
    mixed ^= mixed >> np.uint64(31)
    return mixed
