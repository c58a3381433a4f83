"""Stored entries: compressed in blocks, so that showing ten hits reads ten blocks.

A block holds some 16 KB of entries one after the other, compressed as one Zstandard frame with a
content checksum; ``offsets`` tells where entries lie in the uncompressed stream of all blocks,
``block_first`` and ``block_start`` which entry and which byte of the file a block begins with.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import numpy as np
import zstandard

from archive.columnar.arrayfile import ArrayFile, ArrayFileWriter

BLOCK_BYTES = 16 << 10
"""Uncompressed bytes a block. Reuters-21578 at Zstandard level 3: 4 KB compress to 43.8 % and are
read in 17 µs, 16 KB to 38.6 % in 21 µs, 64 KB to 34.2 % in 64 µs."""

MAX_ENTRY_BYTES = 1 << 28


class _Compressor(threading.local):
    """One a thread: Zstandard's compressors are not made for several at a time."""

    def __init__(self) -> None:
        self.compress = zstandard.ZstdCompressor(level=3, write_checksum=True).compress


_COMPRESSOR = _Compressor()


@cache
def _decompressor() -> zstandard.ZstdDecompressor:
    return zstandard.ZstdDecompressor()


class StoredBlocks:
    """Compressed blocks in the making, or taken over whole from another segment."""

    def __init__(self) -> None:
        self.frames: list[bytes] = []
        self.sizes: list[int] = []
        self._firsts: list[int] = []
        self._pending: list[bytes] = []
        self._pending_bytes = 0

    def add(self, entries: Iterable[bytes]) -> None:
        """Append entries in order."""
        for entry in entries:
            if not self._pending:
                self._firsts.append(len(self.sizes))
            self.sizes.append(len(entry))
            self._pending.append(entry)
            self._pending_bytes += len(entry)
            if self._pending_bytes >= BLOCK_BYTES:
                self._flush()

    def add_frame(self, frame: bytes, sizes: list[int]) -> None:
        """Append a block of another segment, without compressing it again."""
        self._flush()
        self._firsts.append(len(self.sizes))
        self.sizes += sizes
        self.frames.append(frame)

    def extend(self, other: StoredBlocks) -> None:
        """Append the blocks of another."""
        self._flush()
        other._flush()
        self._firsts += [first + len(self.sizes) for first in other._firsts]
        self.sizes += other.sizes
        self.frames += other.frames

    def _flush(self) -> None:
        if self._pending:
            self.frames.append(_COMPRESSOR.compress(b"".join(self._pending)))
            self._pending.clear()
            self._pending_bytes = 0

    def write(self, file: ArrayFileWriter) -> None:
        """Write the arrays that ``StoredEntries`` reads."""
        self._flush()
        file.begin("stored", np.uint8)
        for frame in self.frames:
            file.extend(np.frombuffer(frame, np.uint8))
        starts = np.concatenate([[0], np.cumsum([len(frame) for frame in self.frames])])
        file.add("block_start", starts.astype("<u8"))
        file.add("block_first", np.array([*self._firsts, len(self.sizes)], "<u4"))
        file.add("offsets", np.concatenate([[0], np.cumsum(self.sizes)]).astype("<u8"))


def write_stored(path: Path, parts: Iterable[StoredBlocks]) -> None:
    """Write the blocks of several parts as one file."""
    blocks = StoredBlocks()
    for part in parts:
        blocks.extend(part)
    with ArrayFileWriter(path) as file:
        blocks.write(file)


class StoredEntries:
    """The reading side."""

    def __init__(self, file: ArrayFile) -> None:
        self._file = file
        self._content = file["stored"]
        self._starts = file["block_start"]
        self._firsts = file["block_first"]
        self._offsets = file["offsets"]
        self._last: tuple[int, bytes] = (-1, b"")

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, number: int) -> bytes:
        """Return the bytes of an entry."""
        block = int(np.searchsorted(self._firsts.all(), number, side="right")) - 1
        content = self._block(block)
        first = int(self._firsts.unchecked[block])
        base, start, end = (
            int(self._offsets.slice(n, n + 1)[0]) for n in (first, number, number + 1)
        )
        return content[start - base : end - base]

    def _block(self, block: int) -> bytes:
        if self._last[0] != block:
            start, end = (int(self._starts.slice(n, n + 1)[0]) for n in (block, block + 1))
            frame = self._content.slice(start, end).tobytes()
            try:
                content = _decompressor().decompress(frame, max_output_size=MAX_ENTRY_BYTES)
            except zstandard.ZstdError as error:
                raise self._file.damaged("a stored article cannot be unpacked") from error
            self._last = (block, content)
        return self._last[1]

    def frames(self) -> Iterator[tuple[bytes, list[int]]]:
        """Yield each block's frame, with the sizes of its entries."""
        starts, firsts, offsets = self._starts.all(), self._firsts.all(), self._offsets.all()
        sizes = np.diff(offsets)
        for block in range(len(starts) - 1):
            frame = self._content.slice(int(starts[block]), int(starts[block + 1])).tobytes()
            yield frame, sizes[int(firsts[block]) : int(firsts[block + 1])].tolist()
