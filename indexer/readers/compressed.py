"""Single compressed files: gzip, bzip2, xz and zstandard, unpacked in a stream."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from collections.abc import Callable
from typing import Any, BinaryIO, cast

from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.readers.containers import Counted, Readable, Unpacked

_BUFFER_BYTES = 1 << 18
_TARS = {".tgz": ".tar", ".tbz2": ".tar", ".tbz": ".tar", ".txz": ".tar", ".tzst": ".tar"}
_XZ_MEMORY_BYTES = 256 << 20
"""What xz may need to unpack: its largest preset needs 65 MB."""

_ZSTD_WINDOW_BYTES = 1 << 28
"""How far back zstandard may refer: with --long=28 it does so."""


def unpack_gzip(source: ByteSource) -> ByteSource:
    """Return what a gzip file holds."""
    return _unpacked(source, "gzip", ".gz", lambda file: gzip.GzipFile(fileobj=file, mode="rb"))


def unpack_bzip2(source: ByteSource) -> ByteSource:
    """Return what a bzip2 file holds."""
    return _unpacked(source, "bzip2", ".bz2", bz2.BZ2File)


def unpack_xz(source: ByteSource) -> ByteSource:
    """Return what an xz file holds."""
    return _unpacked(source, "xz", ".xz", _Xz)


def unpack_zstandard(source: ByteSource) -> ByteSource:
    """Return what a zstandard file holds."""
    return _unpacked(source, "zstandard", ".zst", _Zstandard)


def _unpacked(
    source: ByteSource, kind: str, suffix: str, opened: Callable[[BinaryIO], Readable]
) -> ByteSource:
    counted = Counted(source.as_file())
    file = cast("BinaryIO", io.BufferedReader(counted, _BUFFER_BYTES))
    stream = io.BufferedReader(Unpacked(opened(file), kind, counted), _BUFFER_BYTES)
    name = source.name
    for ending, instead in ((suffix, ""), *_TARS.items()):
        if name.lower().endswith(ending):
            return source.unpacked(stream, name[: -len(ending)] + instead)
    return source.unpacked(stream, name)


class _Xz:
    """Reads xz; the standard library's reader sets no bound to the memory that a file asks for."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._unpacker: lzma.LZMADecompressor | None = None

    def read(self, size: int, /) -> bytes:
        while True:
            if self._unpacker is None or self._unpacker.eof:
                rest = self._unpacker.unused_data if self._unpacker else b""
                packed = (rest or self._file.read(_BUFFER_BYTES)).lstrip(b"\x00")
                if not packed:
                    return b""
                self._unpacker = lzma.LZMADecompressor(memlimit=_XZ_MEMORY_BYTES)
            elif self._unpacker.needs_input:
                packed = self._file.read(_BUFFER_BYTES)
                if not packed:
                    raise EOFError
            else:
                packed = b""
            try:
                given = self._unpacker.decompress(packed, size)
            except lzma.LZMAError as error:
                raise ValueError(str(error)) from error
            if given:
                return given


class _Zstandard:
    """Reads zstandard, frame by frame.

    The library ends silently where its input does, in the middle of a frame too. So a frame of
    our own is put behind the input: what does not end with its content ends too early.
    """

    def __init__(self, file: BinaryIO) -> None:
        import zstandard  # noqa: PLC0415  only where one is met

        self._error = zstandard.ZstdError
        unpacker = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW_BYTES)
        followed: Any = _Followed(file, zstandard.compress(_END))
        self._stream = unpacker.stream_reader(followed, read_across_frames=True)
        self._held = b""

    def read(self, size: int, /) -> bytes:
        while True:
            try:
                given = self._stream.read(size)
            except self._error as error:
                raise ValueError(str(error)) from error
            if not given:
                if self._held != _END:
                    raise EOFError
                return b""
            self._held += given
            ready, self._held = self._held[: -len(_END)], self._held[-len(_END) :]
            if ready:
                return ready


_END = b"the end of a zstandard file, as newssearch marks it"


class _Followed:
    """A file with a few bytes behind it."""

    def __init__(self, file: BinaryIO, behind: bytes) -> None:
        self._file = file
        self._behind = behind

    def read(self, size: int = -1, /) -> bytes:
        if given := self._file.read(size):
            return given
        given, self._behind = self._behind[:size], self._behind[size:]
        return given
