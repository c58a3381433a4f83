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

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar import compiled
from newssearch.archive.columnar.files import expand
from newssearch.archive.columnar.writing.surfaces.joining import join_texts
from newssearch.archive.columnar.writing.surfaces.numbering import SurfaceNumbers
from newssearch.archive.columnar.writing.surfaces.surface_table import TEXT, SurfaceColumns
from newssearch.archive.columnar.writing.surfaces.token_table import mix

SHINGLE_WORDS = 5

LEAST_SHINGLES = 8
"""Texts with fewer (of up to eleven words) are not compared: "(more)", "To follow." say nothing."""

FULL_SHINGLES = 160
"""Texts with fewer are sampled twice as densely, so that their sketches hold enough numbers."""

OPENING_SHINGLES = 64
"""The first shingles, which are sampled four times as densely. Of articles of 80 words and more
that were cut to 35 %, 99 % share two sampled shingles with their copy, 96.5 % without this."""

SAMPLED_EVERYWHERE = 3
"""The bits of a sampled shingle that are 0 if it is sampled wherever it stands, in any text."""

T = TypeVar("T", bound=np.generic)
Hashes = NDArray[np.uint64]
Ints = NDArray[Any]

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


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

    ``words`` are the hashes of the words of texts, and ``sizes`` how many each text has.
    """
    if compiled.AVAILABLE:
        return _make_by_loop(words, sizes, base)
    hashes, counts = hash_shingles(words, sizes)
    sampled, texts = sample(hashes, counts)
    packed = sampled.astype(np.uint64) << np.uint64(32)
    packed |= (texts + base).astype(np.uint64)
    return Shingles(short_shingles(hashes), counts, fingerprints(hashes, counts), packed)


def _make_by_loop(words: Hashes, sizes: Ints, base: int) -> Shingles:
    shingles, sketches = np.empty(len(words), np.uint32), np.empty(len(words), np.uint64)
    counts, prints = np.empty(len(sizes), np.int64), np.empty(len(sizes), np.uint64)
    made, sampled = compiled.batches.make_shingles(
        words,
        sizes.astype(np.int32),
        base,
        (LEAST_SHINGLES, FULL_SHINGLES, OPENING_SHINGLES),
        shingles,
        counts,
        prints,
        sketches,
    )
    return Shingles(shingles[:made].copy(), counts, prints, sketches[:sampled].copy())


def words_of_surfaces(
    surfaces: NDArray[Any], sizes: Ints, columns: SurfaceColumns
) -> tuple[Hashes, Ints]:
    """Return the hashes of the words of some texts, in order, and how many each text has.

    Text t has ``sizes[t]`` of the surfaces, which stand one after the other.
    """
    counts = columns.word_size[surfaces]
    filled = counts > 0
    starts = columns.word_start[surfaces[filled]]
    hashes = columns.word_hash[starts]
    several = np.flatnonzero(counts > 1)
    words = np.diff(np.cumsum(filled, dtype=np.int32)[np.cumsum(sizes) - 1], prepend=0)
    if len(several):
        further = counts[several] - 1
        places = np.searchsorted(np.flatnonzero(filled), several)
        rest = columns.word_hash[expand(starts[places] + 1, further)]
        hashes = np.insert(hashes, np.repeat(places + 1, further), rest)
        owners = np.searchsorted(np.cumsum(sizes), several, side="right")
        np.add.at(words, owners, further)
    return hashes, words


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
    (``SAMPLED_EVERYWHERE``) are sampled wherever they stand, in any text.
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


def shingles_of_texts(
    texts: Sequence[str], numbers: SurfaceNumbers
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Return the short shingles of texts, flat and in order, and how many each text has."""
    joined = join_texts(texts).content
    surfaces = numbers.of(joined).numbers
    sizes = np.diff(np.flatnonzero(surfaces == TEXT), prepend=-1)
    made = make_shingles(*words_of_surfaces(surfaces, sizes, numbers.table.columns()), 0)
    return made.shingles, made.counts
