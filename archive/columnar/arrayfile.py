"""One file of named arrays: the only kind of file that a columnar segment is made of.

Layout, in order (numbers little-endian)::

    magic      8 bytes   b"nsarray1": the format and its version
    arrays               each begins at a multiple of 64 bytes
    directory            JSON: {name: [dtype, offset, count]}, offsets from the start of the file
    checksums            one CRC-32 (uint32) for each block of 65,536 bytes from the start of
                         the file to the end of the directory
    footer    32 bytes   directory offset (u64), checksums offset (u64), number of blocks (u32),
                         CRC-32 of the checksums (u32), zero (u32), CRC-32 of all before (u32)

A file is written once, front to back, and never changed. Reading maps it into memory; a block is
verified when it is first touched, and what fails gives ``ArchiveDamaged`` with the file's name.
At 3 GB/s for CRC-32 that is 20 µs a block, once per process.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import zlib
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from newssearch.archive.errors import (
    REBUILD,
    ArchiveDamaged,
    ArchiveVersionMismatch,
    damaged,
    unreadable,
)
from newssearch.archive.platform.files import open_plain
from newssearch.archive.platform.processes import give_back_pages

MAGIC = b"nsarray1"
BLOCK_BYTES = 1 << 16
"""Bytes under one checksum: small enough that a rare word costs one block per array."""

_FOOTER = struct.Struct("<QQIIII")
_ALIGNMENT = 64
Holds = Callable[[NDArray[Any], int, int], bool]
"""Says whether values ``start`` to ``stop`` of an array, at least one, are as they must be."""

_DTYPES = frozenset({"|u1", "<u2", "<u4", "<u8", "|i1", "<i2", "<i4", "<i8", "<f4", "<f8"})


class ArrayFileWriter:
    """Write arrays one after the other; each may come in parts.

    As a context manager it completes the file on success and leaves it without a footer, so
    unreadable, on failure.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("xb", buffering=1 << 20)
        self._directory: dict[str, list[Any]] = {}
        self._checksums: list[int] = []
        self._crc = 0
        self._size = 0
        self._write(MAGIC)

    def add(self, name: str, array: NDArray[Any]) -> None:
        """Write a whole array of one dimension."""
        self.begin(name, array.dtype)
        self.extend(array)

    def begin(self, name: str, dtype: DTypeLike) -> None:
        """Start an array; ``extend`` appends to it until the next one begins."""
        code = np.dtype(dtype).str
        if code not in _DTYPES or name in self._directory:
            raise ValueError(f"cannot store array {name!r} of dtype {code}")
        self._write(bytes(-self._size % _ALIGNMENT))
        self._current = name
        self._directory[name] = [code, self._size, 0]

    def extend(self, part: NDArray[Any]) -> None:
        """Append a part to the array begun last; it must have that array's dtype."""
        entry = self._directory[self._current]
        if part.dtype.str != entry[0]:
            raise ValueError(f"array {self._current!r} holds {entry[0]}, not {part.dtype.str}")
        entry[2] += len(part)
        if len(part):
            self._write(np.ascontiguousarray(part).view(np.uint8).data)

    def _write(self, content: bytes | memoryview) -> None:
        self._file.write(content)
        view = memoryview(content)
        while view:
            room = BLOCK_BYTES - self._size % BLOCK_BYTES
            piece = view[:room]
            self._crc = zlib.crc32(piece, self._crc)
            self._size += len(piece)
            if self._size % BLOCK_BYTES == 0:
                self._checksums.append(self._crc)
                self._crc = 0
            view = view[room:]

    def close(self) -> None:
        """Write directory, checksums and footer."""
        directory_offset = self._size
        self._write(json.dumps(self._directory, separators=(",", ":")).encode("ascii"))
        if self._size % BLOCK_BYTES:
            self._checksums.append(self._crc)
        checksums = np.array(self._checksums, "<u4").tobytes()
        self._file.write(checksums)
        footer = struct.pack(
            "<QQIII", directory_offset, self._size, len(self._checksums), zlib.crc32(checksums), 0
        )
        self._file.write(footer + struct.pack("<I", zlib.crc32(footer)))
        self._file.close()

    def __enter__(self) -> ArrayFileWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.close()
        else:
            self._file.close()


class ArrayFile:
    """A file of arrays opened for reading: mapped, and verified block by block as it is touched."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with os.fdopen(open_plain(path), "rb") as file:
                self.size_bytes = os.fstat(file.fileno()).st_size
                if self.size_bytes < len(MAGIC) + _FOOTER.size:
                    raise self.damaged("it is truncated")
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except OSError as error:
            raise unreadable(path, error) from error
        self._read_footer()
        self._arrays: dict[str, CheckedArray] = {}
        self._rules: dict[str, Holds] = {}
        self._directory = self._read_directory()

    def _read_footer(self) -> None:
        footer = self._map[self.size_bytes - _FOOTER.size :]
        directory, end, blocks, crc, _, footer_crc = _FOOTER.unpack(footer)
        fits = end + 4 * blocks + _FOOTER.size == self.size_bytes and directory <= end
        if zlib.crc32(footer[:-4]) != footer_crc or not fits or blocks != -(-end // BLOCK_BYTES):
            raise self.damaged("its footer is inconsistent")
        checksums = self._map[end : end + 4 * blocks]
        if zlib.crc32(checksums) != crc:
            raise self.damaged("its checksums are inconsistent")
        self._directory_offset, self._end = directory, end
        self._checksums = np.frombuffer(checksums, "<u4")
        self._unverified = bytearray(b"\1") * blocks
        if self._map[: len(MAGIC)] != MAGIC:
            self.verify(0, len(MAGIC))
            raise ArchiveVersionMismatch(
                f"{self.path} was written by another version of newssearch",
                hint=REBUILD,
            )

    def _read_directory(self) -> dict[str, tuple[str, int, int]]:
        self.verify(self._directory_offset, self._end)
        try:
            raw = json.loads(self._map[self._directory_offset : self._end])
            entries = {name: (str(d), int(o), int(n)) for name, (d, o, n) in raw.items()}
        except (ValueError, AttributeError, TypeError, OverflowError, RecursionError) as error:
            raise self.damaged("its directory cannot be read") from error
        for code, offset, count in entries.values():
            if code not in _DTYPES or min(offset, count) < 0 or offset % _ALIGNMENT:
                raise self.damaged("its directory cannot be read")
            if offset + count * np.dtype(code).itemsize > self._directory_offset:
                raise self.damaged("an array extends beyond its end")
        return entries

    def damaged(self, reason: str) -> ArchiveDamaged:
        """Return the error that names this file."""
        return damaged(self.path, reason)

    def verify(self, start: int, end: int) -> None:
        """Make sure that bytes ``start`` to ``end`` are as they were written."""
        first, last = start // BLOCK_BYTES, (end - 1) // BLOCK_BYTES
        block = self._unverified.find(1, first, last + 1)
        while block >= 0:
            begin = block * BLOCK_BYTES
            content = memoryview(self._map)[begin : min(begin + BLOCK_BYTES, self._end)]
            if zlib.crc32(content) != self._checksums[block]:
                raise self.damaged(f"block {block} does not match its checksum")
            self._unverified[block] = 0
            block = self._unverified.find(1, block + 1, last + 1)

    def rule(self, name: str) -> Holds | None:
        """Return the rule that the values of an array are checked against."""
        return self._rules.get(name)

    def verify_all(self) -> None:
        """Verify every block that was not touched yet, and hold every array against its rule."""
        self.verify(0, self._end)
        for name in self:
            self[name].all()

    def forget(self) -> None:
        """Give back the memory of what was read; it comes from the file again when touched."""
        give_back_pages(self._map)

    def __contains__(self, name: str) -> bool:
        return name in self._directory

    def __iter__(self) -> Iterator[str]:
        return iter(self._directory)

    def expect(
        self,
        name: str,
        types: Collection[str],
        length: int | None = None,
        holds: Holds | None = None,
    ) -> int:
        """Make sure that there is an array of one of some types and of a length; return that.

        ``holds`` is asked of each block of its values when that is first touched; it is to be given
        before the array is.

        Raises:
            ArchiveDamaged: there is no such array.
        """
        code, _, count = self._directory.get(name, ("", 0, 0))
        if not code:
            raise self.damaged(f"it has no array {name!r}")
        if code not in types:
            raise self.damaged(f"its array {name!r} has the wrong type")
        if length is not None and count != length:
            raise self.damaged(f"its array {name!r} has {count} values and should have {length}")
        if holds is not None:
            self._rules[name] = holds
        return count

    def __getitem__(self, name: str) -> CheckedArray:
        array = self._arrays.get(name)
        if array is None:
            try:
                code, offset, count = self._directory[name]
            except KeyError:
                raise self.damaged(f"it has no array {name!r}") from None
            values = np.frombuffer(self._map, code, count, offset)
            array = CheckedArray(self, name, offset, values)
            self._arrays[name] = array
        return array

    def close(self) -> None:
        """Let go of the file; the map itself goes when the last array over it does."""
        self._arrays.clear()


class CheckedArray:
    """An array in a file; a slice of it is verified before it is handed out.

    Verified is what matches its checksum and, where there is one, the array's rule. ``unchecked``
    is the whole array over the map, without a verification, for gathers whose blocks are verified
    by ``check`` beforehand.
    """

    __slots__ = (
        *("_file", "_first", "_holds", "_itemsize", "_name", "_offset", "_pending", "_size"),
        *("_verified", "unchecked"),
    )

    def __init__(self, file: ArrayFile, name: str, offset: int, values: NDArray[Any]) -> None:
        self._file = file
        self._name = name
        self._holds = file.rule(name)
        self._itemsize = values.itemsize
        self._offset = offset
        self._size = len(values)
        end = offset + max(values.nbytes, 1)
        self._first = offset // BLOCK_BYTES
        blocks = (end - 1) // BLOCK_BYTES + 1 - self._first
        self._pending = bytearray(b"\1") * (blocks if self._size else 0)
        self._verified = not self._size
        self.unchecked = values

    def __len__(self) -> int:
        return self._size

    @property
    def dtype(self) -> np.dtype[Any]:
        """The type of one value."""
        return self.unchecked.dtype

    def check(self, start: int, stop: int) -> None:
        """Verify the blocks of values ``start`` to ``stop``."""
        if not 0 <= start <= stop <= self._size:
            raise self._file.damaged("an offset points outside of its array")
        if self._verified or start == stop:
            return
        first = (self._offset + start * self._itemsize) // BLOCK_BYTES - self._first
        last = (self._offset + stop * self._itemsize - 1) // BLOCK_BYTES - self._first
        block = self._pending.find(1, first, last + 1)
        while block >= 0:
            # from the next one on: another thread may have verified this block meanwhile
            stretch = self._pending.find(0, block + 1, last + 1)
            end = stretch if stretch >= 0 else last + 1
            self._verify(block, end)
            block = self._pending.find(1, end, last + 1)

    def _verify(self, first: int, end: int) -> None:
        """Verify the blocks ``first`` to ``end`` of those that hold the array."""
        begin = (self._first + first) * BLOCK_BYTES
        self._file.verify(begin, (self._first + end) * BLOCK_BYTES)
        if self._holds is not None:
            start = max(begin - self._offset, 0) // self._itemsize
            stop = (begin + (end - first) * BLOCK_BYTES - self._offset) // self._itemsize
            if not self._holds(self.unchecked, start, min(stop, self._size)):
                raise self._file.damaged(f"its array {self._name!r} holds impossible values")
        self._pending[first:end] = bytes(end - first)
        self._verified = self._pending.find(1) < 0

    def slice(self, start: int, stop: int) -> NDArray[Any]:
        """Return values ``start`` to ``stop``, verified, as a view over the map."""
        if not (self._verified and 0 <= start <= stop <= self._size):
            self.check(start, stop)
        return self.unchecked[start:stop]

    def all(self) -> NDArray[Any]:
        """Return the whole array, verified."""
        if not self._verified:
            self.check(0, self._size)
        return self.unchecked
