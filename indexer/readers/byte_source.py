"""A source: the bytes of one file, read once from front to back, that know where to stop.

Readers see this and nothing else, so that it makes no difference to them whether the bytes come
from memory, an open file, a gzip file or a member of a zip file, and so that limits stand in
one place.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import BinaryIO, cast

from newssearch.archive.errors import ArticleError
from newssearch.indexer.decode import Decoded, decode
from newssearch.indexer.readers import limits

BLOCK_BYTES = 1 << 18
"""Bytes that are read at a time."""

MORE_MEMORY = "more --memory takes larger ones"
"""What to do where something must be read as a whole and does not fit."""


class ByteSource:
    """Bytes with a name; the name is a hint for people and for telling the format."""

    def __init__(
        self,
        content: bytes | BinaryIO | io.RawIOBase,
        name: str,
        *,
        mapping: Mapping[str, str] | None = None,
        encoding: str | None = None,
        met: set[str] | None = None,
        own: Mapping[str, str] | None = None,
        allowance_bytes: int | None = None,
    ) -> None:
        stream = io.BytesIO(content) if isinstance(content, bytes) else cast(BinaryIO, content)
        self.name = name
        self.place = ""
        """Its path in the container that it was packed in."""
        self.url = ""
        """The address that it was got from, where that is known from outside."""
        self.charset: str | None = None
        """The encoding that was declared when it was got from there."""
        self.page = False
        """Whether it was declared to be HTML there."""
        self.mapping = dict(mapping or {})
        self.met = set() if met is None else met
        """Fields of the mapping, and "--field " with one's own, whose names some record has."""
        self.own = dict(own or {})
        """Fields of one's own, each with the name under which it is found."""
        self.allowance_bytes = allowance_bytes
        """The memory that reading may take; None where nobody says."""
        self.encoding = encoding
        """What a person says that its text is in."""
        self.guesses: dict[str, str] = {}
        """What had to be guessed to read it: {"encoding": "KOI8-R"}."""
        self.whole = ""
        """All of its text, where a reader took it at once."""
        self.running = 0
        """Characters of running text in what a reader took in parts."""
        self.most_running: int | None = None
        """What a reader knows to be no less than the characters of running text in ``whole``."""
        self.remarks: list[str] = []
        """What readers have to say of the source as a whole."""
        self.head = _read_up_to(stream, limits.HEAD_BYTES)
        self._stream = stream
        self._ahead = self.head
        self._place = 0

    def unpacked(
        self,
        content: bytes | BinaryIO,
        name: str,
        *,
        place: str = "",
        url: str = "",
        charset: str | None = None,
        page: bool = False,
    ) -> ByteSource:
        """Return a source for what is packed in this one, to be read with the same options.

        What was got with a declared encoding needs no other.
        """
        encoding = None if charset else self.encoding
        packed = ByteSource(
            content,
            name,
            mapping=self.mapping,
            encoding=encoding,
            met=self.met,
            own=self.own,
            allowance_bytes=self.allowance_bytes,
        )
        packed.place, packed.url, packed.charset, packed.page = place, url, charset, page
        return packed

    def most_at_once(self, copies: int) -> int:
        """Return how many bytes of it a reader may take that needs ``copies`` times as much."""
        if self.allowance_bytes is None:
            return limits.DOCUMENT_BYTES
        return max(self.allowance_bytes // copies, limits.WHOLE_BYTES)

    def read(self, size_bytes: int) -> bytes:
        """Return the next bytes, at most so many; fewer only at the end of the source."""
        taken = self._ahead[self._place : self._place + size_bytes]
        self._place += len(taken)
        if self._place == len(self._ahead):
            self._ahead, self._place = b"", 0
        if len(taken) < size_bytes:
            taken += _read_up_to(self._stream, size_bytes - len(taken))
        return taken

    def peek(self, size_bytes: int) -> bytes:
        """Return the next bytes, at most so many, that are still to be read."""
        ahead = self._ahead[self._place :]
        if len(ahead) < size_bytes:
            ahead += _read_up_to(self._stream, size_bytes - len(ahead))
            self._ahead, self._place = ahead, 0
        return ahead[:size_bytes]

    def read_all(self, limit_bytes: int) -> bytes:
        """Return the rest of the source.

        Raises:
            ArticleError: it holds more than the limit.
        """
        content = self.read(limit_bytes + 1)
        if len(content) > limit_bytes:
            raise ArticleError(f"over {limit_bytes // limits.MEGABYTE} MB")
        return content

    def read_whole(self, copies: int) -> bytes:
        """Return the rest of a source of a format that cannot be read in parts.

        Raises:
            ArticleError: it does not fit into memory ``copies`` times; the hint says what to do.
        """
        limit_bytes = self.most_at_once(copies)
        try:
            return self.read_all(limit_bytes)
        except ArticleError as error:
            if self.allowance_bytes is None:
                raise
            raise ArticleError(
                f"{error.message}, which is too much to read as a whole",
                hint=MORE_MEMORY,
            ) from error

    def decode_whole(self, copies: int = limits.COPIES_OF_TEXT) -> Decoded:
        """Return the rest of a source as text, if it fits into memory."""
        return self.decode(self.read_whole(copies))

    def decode_all(self, limit_bytes: int) -> Decoded:
        """Return the rest of the source as text."""
        return self.decode(self.read_all(limit_bytes))

    def decode(self, content: bytes) -> Decoded:
        """Return bytes that are all of the source as text."""
        decoded = decode(content, preset=self.encoding, declared=self.charset)
        self.whole = decoded.text
        if decoded.guess:
            self.guesses["encoding"] = decoded.guess
        return decoded

    def split(self, separator: bytes, limit_bytes: int) -> Iterator[bytes | None]:
        """Yield what comes before each separator, and at last what comes after the last.

        A part longer than the limit is passed over, and None stands for it; memory stays bounded
        by the limit and one chunk.
        """
        pending = bytearray()
        too_long = False
        searched = 0
        while chunk := self.read(BLOCK_BYTES):
            pending += chunk
            start = 0
            while (end := pending.find(separator, max(start, searched))) >= 0:
                part = None if too_long or end - start > limit_bytes else bytes(pending[start:end])
                yield part
                too_long = False
                start = end + len(separator)
                searched = start
            del pending[:start]
            searched = max(0, len(pending) - len(separator) + 1)
            if searched > limit_bytes:
                too_long = True
                del pending[:searched]
                searched = 0
        yield None if too_long else bytes(pending)

    def as_file(self) -> BinaryIO:
        """Return an object to read, and to seek where the bytes allow it, for libraries."""
        if self._ahead is self.head and not self._place and self._stream.seekable():
            self._stream.seek(0)
            return self._stream
        return io.BufferedReader(_Remainder(self))


class _Remainder(io.RawIOBase):
    """What a source has left, as a file."""

    def __init__(self, source: ByteSource) -> None:
        self._source = source

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        taken = self._source.read(len(buffer))
        buffer[: len(taken)] = taken
        return len(taken)


def _read_up_to(stream: BinaryIO, size_bytes: int) -> bytes:
    """Read so many bytes, also from files that give fewer at a time."""
    first = stream.read(min(size_bytes, BLOCK_BYTES))
    if not first or len(first) == size_bytes:
        return first
    parts = [first]
    missing = size_bytes - len(first)
    while missing and (part := stream.read(min(missing, BLOCK_BYTES))):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
