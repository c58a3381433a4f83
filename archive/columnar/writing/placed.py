"""What becomes of the surfaces of a batch: where its texts, sentences and tokens lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Placed:
    """The arrays of ``n`` entries; positions are int32 within an entry.

    No position is as great as ``position_count``. ``zone_starts`` and
    ``zone_ends`` have shape (n, zones), ``counts`` (words of each text) shape (n, texts);
    ``lead_ends`` shape (n,). ``sentences`` and ``paragraphs`` are flat, with the number of each
    entry's in the array named ``…_counts``.
    """

    position_count: int
    zone_starts: Ints
    zone_ends: Ints
    counts: Ints
    lead_ends: Ints
    sentences: Ints
    sentence_counts: Ints
    paragraphs: Ints
    paragraph_counts: Ints


@dataclass(frozen=True, slots=True)
class Passing:
    """What is not kept of a batch until its segment is written.

    ``occurrences`` (uint64, in the order of entries) are packed as ``inversion`` says.
    ``positions`` are those of all surfaces; ``words`` (uint64) the hashes of the words of the last
    zones, flat, ``word_counts`` how many each has.
    """

    occurrences: NDArray[np.uint64]
    positions: NDArray[np.int32]
    words: NDArray[np.uint64]
    word_counts: Ints
