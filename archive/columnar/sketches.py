"""Writing the sketches of a segment, and merging those of several: the ``.sketches`` file.

Sampled shingles lie in order, so that the entries which share one are found by binary search.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.columnar.arrayfile import ArrayFileWriter
from archive.columnar.batch import Batch
from archive.columnar.files import narrow, narrow_type
from archive.columnar.segment import Segment
from archive.columnar.shingles import distinct

STRIP_HASHES = 4_000_000
"""Sampled shingles merged at a time; a strip takes some 150 MB at its height."""

Ints = NDArray[Any]


def write_sketches(path: Path, batches: Sequence[Batch]) -> None:
    """Write the sketches of batches as one segment's."""
    empty = np.zeros(0, np.uint64)
    packed = distinct(np.concatenate([empty, *(batch.sketches for batch in batches)]))
    with ArrayFileWriter(path) as file:
        prints = np.concatenate([empty, *(batch.fingerprints for batch in batches)])
        file.add("fingerprint", prints.astype("<u8"))
        file.add("hash", (packed >> np.uint64(32)).astype("<u4"))
        file.add("entry", narrow(packed & np.uint64(0xFFFFFFFF)))


def merge_sketches(sources: Sequence[Segment], renumberings: Sequence[Ints], path: Path) -> None:
    """Write the sketches of the live entries of ``sources``.

    ``renumberings`` hold for each source the new number of every entry, -1 where it is deleted.
    """
    dtype = narrow_type(sum(source.live for source in sources))
    entries: list[Ints] = [np.zeros(0, dtype)]
    with ArrayFileWriter(path) as file:
        file.begin("fingerprint", "<u8")
        for source, numbers in zip(sources, renumberings, strict=True):
            file.extend(source.file("sketches")["fingerprint"].all()[numbers >= 0])
        file.begin("hash", "<u4")
        for packed in _strips(sources, renumberings):
            file.extend((packed >> np.uint64(32)).astype("<u4"))
            entries.append((packed & np.uint64(0xFFFFFFFF)).astype(dtype))
        file.begin("entry", dtype)
        for part in entries:
            file.extend(part)


def _strips(
    sources: Sequence[Segment], renumberings: Sequence[Ints]
) -> Iterator[NDArray[np.uint64]]:
    """Yield the live sampled shingles, packed with their new entries, strip by strip in order."""
    files = [source.file("sketches") for source in sources]
    total = sum(len(file["hash"]) for file in files)
    count = total // STRIP_HASHES + 1
    for strip in range(count):
        low, high = ((bound << 32) // count for bound in (strip, strip + 1))
        parts = []
        for file, numbers in zip(files, renumberings, strict=True):
            hashes = file["hash"].all()
            first = int(np.searchsorted(hashes, np.uint32(low)))
            last = len(hashes)
            if high < 1 << 32:
                last = int(np.searchsorted(hashes, np.uint32(high)))
            owners = numbers[file["entry"].slice(first, last)]
            live = owners >= 0
            packed = hashes[first:last][live].astype(np.uint64) << np.uint64(32)
            parts.append(packed | owners[live].astype(np.uint64))
        packed = np.concatenate(parts)
        packed.sort()
        yield packed
