"""Loops over the surfaces of a batch."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Ints = NDArray[Any]

def count_tokens(
    surfaces: Ints, first: Ints, more_size: Ints, word_size: Ints
) -> tuple[int, int]: ...
def list_words(
    surfaces: NDArray[np.int32],
    word_start: Ints,
    word_size: Ints,
    word_hash: Hashes,
    text_number: int,
    words: Hashes,
    sizes: NDArray[np.int32],
) -> None: ...
def place_surfaces(
    surfaces: NDArray[np.int32],
    columns: object,
    layout: object,
    base: int,
    occurrences: Hashes,
    positions: NDArray[np.int32],
    words: Hashes,
    zone_starts: NDArray[np.int32],
    zone_ends: NDArray[np.int32],
    counts: NDArray[np.int32],
    entry_numbers: NDArray[np.int32],
    sentences: NDArray[np.int32],
    paragraphs: NDArray[np.int32],
) -> tuple[int, int, int, int, int]: ...
def make_shingles(
    words: Hashes,
    sizes: NDArray[np.int32],
    base: int,
    rules: tuple[int, int, int],
    shingles: NDArray[np.uint32],
    counts: NDArray[np.int64],
    fingerprints: Hashes,
    sketches: Hashes,
) -> tuple[int, int]: ...
def count_shared(
    shingles: NDArray[np.uint32],
    starts: NDArray[np.int64],
    sizes: NDArray[np.int64],
    ones: NDArray[np.int64],
    others: NDArray[np.int64],
    shared: NDArray[np.int64],
) -> None: ...
