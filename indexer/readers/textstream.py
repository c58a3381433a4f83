"""The text of a source as it comes: blocks of bytes into text, text into lines.

Where a block of bytes ends makes no difference to what comes out. UTF-16 and other encodings whose
bytes do not keep ASCII's are decoded by their own rules, from the first byte on. All others are cut
into pieces at line ends and quotation marks, which no encoding uses for half of a character. What
is UTF-8 is read as that, and all pieces that are not in one encoding, which a person said, the file
declares in its opening, or which is guessed where the first of them is met, by the opening and what
surrounds it. So nothing that comes late in a file refutes what was read before.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator

from newssearch.indexer.decode import (
    codec_named,
    codec_of,
    declared_encoding,
    decode_as,
    guess_encoding,
    keeps_ascii,
    wide_encoding,
)
from newssearch.indexer.readers.byte_source import BLOCK_BYTES, ByteSource

_AROUND_BYTES = 1 << 16
"""Bytes behind the first piece that is no UTF-8 by which its encoding is guessed, too."""

_LONGEST_PIECE_BYTES = 1 << 20
"""A piece is cut where it is longer: behind its last character of ASCII."""

_PIECE = re.compile(rb'[^\n"]*[\n"]?')
_LAST_ASCII = re.compile(rb"[\x00-\x7f](?=[\x80-\xff]*\Z)")


def text_blocks(source: ByteSource) -> Iterator[str]:
    """Yield all of a source's text, without its byte order mark, a block at a time."""
    wide = _codec_of_all(source)
    if wide:
        yield from _decoded_as(source, *wide)
        return
    text_of = Pieces(source)
    pending = bytearray()
    first = True
    while block := source.read(BLOCK_BYTES):
        pending += block
        if first and len(pending) < len(codecs.BOM_UTF8):
            continue
        if first:
            first = False
            pending = pending.removeprefix(codecs.BOM_UTF8)
        end = max(pending.rfind(b"\n"), pending.rfind(b'"')) + 1
        if not end and len(pending) > _LONGEST_PIECE_BYTES:
            found = _LAST_ASCII.search(pending)
            end = found.end() if found else 0
        if end:
            taken = bytes(pending[:end])
            del pending[:end]
            yield text_of(taken, bytes(pending))
    if pending:
        yield text_of(bytes(pending.removeprefix(codecs.BOM_UTF8) if first else pending), b"")


def text_lines(source: ByteSource, limit_bytes: int) -> Iterator[str | None]:
    """Yield the lines as text, without their ends; None stands for one beyond the limit.

    Lines end as the opening's do: in line feeds, or in carriage returns where it has no others. A
    line is a piece. NULs are dropped.
    """
    if _codec_of_all(source):
        yield from lines_of(text_blocks(source), limit_bytes)
        return
    text_of = Pieces(source)
    end = b"\r" if b"\r" in source.head and b"\n" not in source.head else b"\n"
    for number, line in enumerate(source.split(end, limit_bytes)):
        if line is None:
            yield None
            continue
        bare = line.replace(b"\x00", b"").removesuffix(b"\r")
        yield text_of.line(bare.removeprefix(codecs.BOM_UTF8) if number == 0 else bare)


def lines_of(blocks: Iterator[str], limit_characters: int) -> Iterator[str | None]:
    """Yield the lines of a text, whatever ends them; None stands for one beyond the limit."""
    rest = ""
    too_long = False
    for block in blocks:
        text = rest + block
        held = "\r" if text.endswith("\r") else ""
        text = text.removesuffix("\r").replace("\r\n", "\n").replace("\r", "\n")
        *lines, rest = text.split("\n")
        for line in lines:
            yield None if too_long or len(line) > limit_characters else line
            too_long = False
        if len(rest) > limit_characters:
            too_long, rest = True, ""
        rest += held
    if rest.endswith("\r"):
        yield None if too_long else rest[:-1]
        too_long, rest = False, ""
    yield None if too_long or len(rest) > limit_characters else rest


class Pieces:
    """Turns pieces of a source into text: UTF-8, or else the one encoding of all that are not."""

    def __init__(self, source: ByteSource) -> None:
        self._source = source
        self._codec = codec_named(source.encoding) if source.encoding else None
        if self._codec is None and source.charset:
            self._codec = codec_of(source.charset)

    def line(self, content: bytes) -> str:
        """Return one piece as text."""
        return self._text_of(content, content)

    def __call__(self, content: bytes, behind: bytes | None = None) -> str:
        """Return bytes that end with a piece as text; ``behind`` are some that follow them.

        Where it is None, nothing but the bytes themselves and the opening tells their encoding.
        """
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError:
            pass
        parts = []
        for found in _PIECE.finditer(content):
            piece = found.group()
            around = piece
            if self._codec is None and not piece.isascii():
                wanted = len(piece) + _AROUND_BYTES
                around = content[found.start() :] + (behind or b"")
                if behind is not None:
                    around += self._source.peek(max(wanted - len(around), 0))
                around = around[:wanted]
            parts.append(self._text_of(piece, around))
        return "".join(parts)

    def _text_of(self, piece: bytes, around: bytes) -> str:
        """Return a piece as text; where its encoding is to be guessed, ``around`` tells it."""
        try:
            return piece.decode("utf-8")
        except UnicodeDecodeError:
            pass
        if self._codec is None:
            head = self._source.head
            declared = declared_encoding(head)
            if declared is not None and declared != "utf-8":
                self._codec = declared
            else:
                self._codec, name = guess_encoding(head + b"\n" + around)
                self._source.guesses["encoding"] = name
        return decode_as(piece, self._codec)


def _codec_of_all(source: ByteSource) -> tuple[str, int] | None:
    """Return the encoding of a source whose bytes do not keep ASCII's, and its mark's size."""
    if wide := wide_encoding(source.head):
        if not wide[1]:
            source.guesses["encoding"] = wide[0]
        return wide
    codec = codec_named(source.encoding) if source.encoding else None
    if codec is None or keeps_ascii(codec) or _is_plainly_utf8(source.head):
        return None
    return codec, 0


def _is_plainly_utf8(head: bytes) -> bool:
    """Return whether an opening is UTF-8 beyond ASCII, whose last character may be cut."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return not head.isascii()


def _decoded_as(source: ByteSource, codec: str, mark_bytes: int) -> Iterator[str]:
    decode: Callable[..., str] = codecs.getincrementaldecoder(codec)("replace").decode
    source.read(mark_bytes)
    while block := source.read(BLOCK_BYTES):
        if text := decode(block):
            yield text
    if text := decode(b"", final=True):
        yield text
