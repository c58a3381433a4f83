"""Writing the sketches of a segment, and merging those of several: the ``.sketches`` file.

Sampled shingles are in order, so that the entries which share one are found by binary search.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.arrayfile import ArrayFileWriter
from newssearch.archive.columnar.files import narrow, narrow_type
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.columnar.writing.batch import Batch
from newssearch.archive.columnar.writing.shingles import distinct

STRIP_HASHES = 2_000_000
"""Sampled shingles merged at a time; a strip takes some 75 MB at its height."""

_HASH_SHIFT = np.uint64(32)
_ENTRY = np.uint64(0xFFFFFFFF)
_WIDE = (1 << 16) - 1
"""The gap that stands for one listed separately."""

Ints = NDArray[Any]


def write_sketches(path: Path, batches: Sequence[Batch]) -> None:
    """Write the sketches of batches as one segment's."""
    empty = np.zeros(0, np.uint64)
    packed = distinct(np.concatenate([empty, *(batch.shingles.sketches for batch in batches)]))
    with ArrayFileWriter(path) as file:
        prints = np.concatenate([empty, *(batch.shingles.fingerprints for batch in batches)])
        file.add("fingerprint", prints.astype("<u8"))
        _write_hashes(file, [(packed >> _HASH_SHIFT).astype("<u4")])
        file.add("entry", narrow(packed & _ENTRY))


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
        _write_hashes(file, _hashes(_strips(sources, renumberings), entries))
        file.begin("entry", dtype)
        for part in entries:
            file.extend(part)


def _hashes(
    strips: Iterable[NDArray[np.uint64]], entries: list[Ints]
) -> Iterator[NDArray[np.uint32]]:
    """Yield the shingles of strips, and put aside the entry of each, in the type of the first."""
    for packed in strips:
        entries.append((packed & _ENTRY).astype(entries[0].dtype))
        yield (packed >> _HASH_SHIFT).astype("<u4")


def _write_hashes(file: ArrayFileWriter, parts: Iterable[NDArray[np.uint32]]) -> None:
    """Write numbers in order as the gaps between them, those of two bytes and the wide ones."""
    wide: list[Ints] = [np.zeros(0, "<u4")]
    last = 0
    file.begin("gap", "<u2")
    for part in parts:
        gaps = np.diff(part, prepend=np.uint32(last))
        wide.append(gaps[gaps >= _WIDE])
        file.extend(np.minimum(gaps, _WIDE).astype("<u2"))
        last = int(part[-1]) if len(part) else last
    file.add("wide", np.concatenate(wide))


def sampled_hashes(segment: Segment) -> NDArray[np.uint32]:
    """Return the sampled shingles of a segment, in order.

    Raises:
        ArchiveDamaged: the file is not as it was written.
    """
    file = segment.file("sketches")
    gaps = file["gap"].all().astype(np.uint32)
    wide = np.flatnonzero(gaps == _WIDE)
    if len(wide) != len(file["wide"]):
        raise file.damaged("its numbers are inconsistent")
    gaps[wide] = file["wide"].all()
    return np.cumsum(gaps, dtype=np.uint32)


def _strips(
    sources: Sequence[Segment], renumberings: Sequence[Ints]
) -> Iterator[NDArray[np.uint64]]:
    """Yield the live sampled shingles, packed with their new entries, strip by strip in order."""
    own = [(sampled_hashes(source), source.file("sketches")["entry"]) for source in sources]
    total = sum(len(hashes) for hashes, _ in own)
    count = total // STRIP_HASHES + 1
    for strip in range(count):
        low, high = ((bound << 32) // count for bound in (strip, strip + 1))
        parts = []
        for (hashes, entries), numbers in zip(own, renumberings, strict=True):
            first = int(np.searchsorted(hashes, np.uint32(low)))
            last = len(hashes)
            if high < 1 << 32:
                last = int(np.searchsorted(hashes, np.uint32(high)))
            owners = numbers[entries.slice(first, last)]
            live = owners >= 0
            packed = hashes[first:last][live].astype(np.uint64) << np.uint64(32)
            parts.append(packed | owners[live].astype(np.uint64))
        packed = np.concatenate(parts)
        packed.sort()
        yield packed
