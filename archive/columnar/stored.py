"""Stored entries: compressed in blocks, so that showing ten hits reads ten blocks.

A block holds some 16 KB of entries one after the other, compressed as one Zstandard frame with a
content checksum; ``offsets`` tells where entries are in the uncompressed stream of all blocks,
``block_first`` and ``block_start`` which entry and which byte of the file a block begins with.
"""

from __future__ import annotations

import threading
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import zstandard

from newssearch.archive.columnar.arrayfile import ArrayFile, ArrayFileWriter
from newssearch.archive.columnar.soundness import BYTES, SUM, rising

BLOCK_BYTES = 16 << 10
"""Uncompressed bytes per block. Reuters-21578 at Zstandard level 3: 4 KB compress to 43.8 % and are
read in 17 µs, 16 KB to 38.6 % in 21 µs, 64 KB to 34.2 % in 64 µs."""

LEVEL = 1
"""Of Zstandard. On 8,000 press releases in blocks of 16 KB: level 1 0.105 s and 40.5 %, level 2
0.120 s and 39.8 %, level 3 0.153 s and 39.1 %."""

MOST_BLOCK_BYTES = 1 << 32
"""What an unpacked block may have, so that no number in a file makes a reader ask for more memory:
twice the largest file that is read as one article."""

_COMPRESSED_BYTES = 4 << 20
"""Bytes of blocks compressed by one call."""

_WRITTEN_BYTES = 1 << 20
"""Compressed bytes written at a time: after each write, and after each checksum, a thread may have
to wait for another one that runs Python."""


class _Compressor(threading.local):
    """One per thread: Zstandard's compressors are not made for several at a time."""

    def __init__(self) -> None:
        self.own = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True)


class _Decompressor(threading.local):
    """One per thread: two threads in one of them write over each other's memory."""

    def __init__(self) -> None:
        self.own = zstandard.ZstdDecompressor()


_COMPRESSOR = _Compressor()
_DECOMPRESSOR = _Decompressor()


Block = tuple[bytes, list[int]]
"""A compressed block, and the sizes of the entries in it."""


def compress_entries(entries: Iterable[bytes]) -> Iterator[Block]:
    """Yield blocks that hold some entries in their order.

    Many are compressed by one call, so that other threads can run Python for that long.
    """
    blocks: list[list[bytes]] = [[]]
    block_bytes = waiting_bytes = 0
    for entry in entries:
        if block_bytes >= BLOCK_BYTES:
            if waiting_bytes >= _COMPRESSED_BYTES:
                yield from _compressed(blocks)
                blocks, waiting_bytes = [], 0
            blocks.append([])
            block_bytes = 0
        blocks[-1].append(entry)
        block_bytes += len(entry)
        waiting_bytes += len(entry)
    if blocks[-1]:
        yield from _compressed(blocks)


def _compressed(blocks: Sequence[list[bytes]]) -> Iterator[Block]:
    contents: list[bytes | bytearray | memoryview] = [b"".join(entries) for entries in blocks]
    sizes = [list(map(len, entries)) for entries in blocks]
    if not any(contents):  # which compressing many refuses
        return zip(map(_COMPRESSOR.own.compress, contents), sizes, strict=True)
    frames = _COMPRESSOR.own.multi_compress_to_buffer(contents)
    return zip([frames[n].tobytes() for n in range(len(frames))], sizes, strict=True)


def write_stored(path: Path, blocks: Iterable[Block]) -> None:
    """Write blocks as they come as the file that ``StoredEntries`` reads."""
    starts, firsts, sizes = [0], [0], array("Q")
    with ArrayFileWriter(path) as file:
        file.begin("stored", np.uint8)
        waiting: list[bytes] = []
        written = 0
        for frame, own in blocks:
            waiting.append(frame)
            starts.append(starts[-1] + len(frame))
            sizes.extend(own)
            firsts.append(len(sizes))
            if starts[-1] - written >= _WRITTEN_BYTES:
                file.extend(np.frombuffer(b"".join(waiting), np.uint8))
                waiting.clear()
                written = starts[-1]
        file.extend(np.frombuffer(b"".join(waiting), np.uint8))
        file.add("block_start", np.array(starts, "<u8"))
        file.add("block_first", np.array(firsts, "<u4"))
        ends = np.cumsum(np.array(sizes, np.uint64))
        file.add("offsets", np.concatenate([[0], ends]).astype("<u8"))


CACHE_BYTES = 2 << 20
"""Uncompressed bytes of the blocks that stay at hand: some 128 blocks, so that the articles of a
few pages of hits are unpacked once while a reader refines a query or opens one of them. An entry
of a block at hand takes 0.8 µs, of another one 22 µs."""


class _Kept(NamedTuple):
    """Unpacked blocks, each with the byte at which it begins, and how many bytes they have."""

    blocks: dict[int, tuple[int, bytes]]
    size_bytes: int


class StoredEntries:
    """The reading side; keeps the blocks unpacked last.

    Threads may share it. What is kept is never changed but replaced as a whole, so that no lock is
    needed, which a forked process might find held for ever; of two threads that replace it at the
    same time, one keeps its block and the other reads its own again.
    """

    def __init__(self, file: ArrayFile) -> None:
        self._file = file
        content = file.expect("stored", BYTES)
        blocks = file.expect("block_start", SUM, holds=rising(content))
        entries = file.expect("offsets", SUM, holds=rising((1 << 63) - 1)) - 1
        file.expect("block_first", ("<u4",), blocks, rising(max(entries, 0)))
        if entries < 0 or blocks < 1:
            raise file.damaged("it has a negative size")
        self._content = file["stored"]
        self._starts = file["block_start"]
        self._firsts = file["block_first"]
        self._offsets = file["offsets"]
        self._first_view: memoryview | None = None
        self._offset_view = self._offsets.unchecked.data
        self._kept = _Kept({}, 0)

    @property
    def cached_bytes(self) -> int:
        """Uncompressed bytes of the blocks that are kept."""
        return self._kept.size_bytes

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, number: int) -> bytes:
        """Return the bytes of an entry."""
        if self._first_view is None:
            self._first_view = self._firsts.all().data
        block = bisect_right(self._first_view, number) - 1
        base, content = self._kept.blocks.get(block) or self._keep(block)
        self._offsets.check(number, number + 2)
        start, end = self._offset_view[number : number + 2]
        return content[start - base : end - base]

    def _keep(self, block: int) -> tuple[int, bytes]:
        """Read a block and keep it at hand, in place of those kept longest."""
        base, content = self._read(block)
        kept, size_bytes = self._kept
        if block in kept:  # by another thread meanwhile
            return base, content
        kept = {**kept, block: (base, content)}
        size_bytes += len(content)
        for oldest in list(kept):
            if size_bytes <= CACHE_BYTES or oldest == block:
                break
            size_bytes -= len(kept.pop(oldest)[1])
        self._kept = _Kept(kept, size_bytes)
        return base, content

    def _read(self, block: int) -> tuple[int, bytes]:
        """Return where a block begins in the stream of all, and its content."""
        start, end = self._starts.slice(block, block + 2).tolist()
        first, after = self._firsts.slice(block, block + 2).tolist()
        base, size = (int(self._offsets.slice(n, n + 1)[0]) for n in (first, after))
        size -= base
        frame = self._content.slice(start, end).tobytes()
        try:
            if size > MOST_BLOCK_BYTES or zstandard.frame_content_size(frame) != size:
                raise self._file.damaged("a stored article has the wrong length")
            return base, _DECOMPRESSOR.own.decompress(frame)
        except zstandard.ZstdError as error:
            raise self._file.damaged("a stored article cannot be decompressed") from error

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks as they are."""
        starts, firsts, offsets = self._starts.all(), self._firsts.all(), self._offsets.all()
        sizes = np.diff(offsets)
        for block in range(len(starts) - 1):
            frame = self._content.slice(int(starts[block]), int(starts[block + 1])).tobytes()
            yield frame, sizes[int(firsts[block]) : int(firsts[block + 1])].tolist()
