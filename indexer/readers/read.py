"""From a file's bytes to its records: unpack, tell the format, hand over, check what comes out."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from typing import Any, BinaryIO

from newssearch.archive.errors import ArticleError
from newssearch.indexer.file_result import reason_of
from newssearch.indexer.readers import limits
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.readers.detect import detect
from newssearch.indexer.readers.formats import FORMATS, READER_OF, Format, Kind
from newssearch.indexer.readers.guards import Guard
from newssearch.indexer.record import Declared, Found, Record, Remark, Skipped

_UNSOUND = re.compile("[\ud800-\udfff\x00]")


def read_records(
    content: bytes | BinaryIO | io.RawIOBase,
    name: str,
    *,
    mapping: Mapping[str, str] | None = None,
    encoding: str | None = None,
    file_format: str | None = None,
    own: Mapping[str, str] | None = None,
    met: set[str] | None = None,
    allowance_bytes: int | None = None,
) -> Iterator[Found]:
    """Yield the articles of one file, a Skipped for each that could not be read, and Remarks.

    ``content`` is the file's bytes or the file opened in binary, which formats of many articles
    read as a stream. ``name`` is the file's name, a hint only. ``mapping`` gives article fields
    (title, byline, date, body …) the names under which JSON and tables keep them. ``encoding`` is
    what text is in that is not plainly UTF-8 or has a byte order mark; ``file_format``, a name of
    FORMATS, is what the file is, or what is packed in it. ``own`` gives fields of one's own the
    names under which they are found. Fields of ``mapping`` and ``own`` that some record has are
    added to ``met``. ``allowance_bytes`` is the memory that reading may take: what
    must be read as a whole and does not fit is refused.

    Raises:
        ArticleError: nothing of the file could be read; the message says why. Damage behind the
            first article is a Skipped without a number instead.
    """
    source = ByteSource(
        content,
        name,
        mapping=mapping,
        encoding=encoding,
        met=met,
        own=own,
        allowance_bytes=allowance_bytes,
    )
    wanted = FORMATS[file_format] if file_format else None
    given_any = False
    try:
        for result in _read(source, wanted, 0):
            given_any |= not isinstance(result, Remark)
            yield result
    except ArticleError as error:
        if not given_any:
            raise
        yield Skipped(None, error.message)
    else:
        if not given_any:
            raise ArticleError("contains no articles")


def _read(source: ByteSource, wanted: Format | None, depth: int) -> Iterator[Found]:
    found = _format_of(source, wanted)
    row = READER_OF[found]
    read: Any = getattr(import_module(f"newssearch.indexer.readers.{row.module}"), row.function)
    if row.kind is not Kind.ARTICLES:
        if depth >= limits.CONTAINER_DEPTH:
            raise ArticleError(f"packed more than {limits.CONTAINER_DEPTH} times")
        if row.kind is Kind.STREAM:
            yield from _read(read(source), wanted, depth + 1)
        else:
            yield from _read_folder(read(source), wanted, depth + 1)
        return
    guard = Guard(source, found)
    for result in read(source):
        yield guard.check(_checked(_addressed(result, source.url)))
    yield from guard.remarks()


def _format_of(source: ByteSource, wanted: Format | None) -> Format:
    """Return the format of a source; one that a person names holds for all but containers."""
    if source.page and source.head:
        return Format.HTML
    try:
        found = detect(source.head, source.name, encoding=source.encoding)
    except ArticleError:
        if wanted is None or not source.head:
            raise
        return wanted
    return wanted if wanted is not None and READER_OF[found].kind is Kind.ARTICLES else found


def _read_folder(
    members: Iterable[ByteSource | Skipped | Remark], wanted: Format | None, depth: int
) -> Iterator[Found]:
    """Read what a folder holds; its articles are counted on through the whole folder."""
    number = 0
    for member in members:
        if isinstance(member, Remark):
            yield member
            continue
        if isinstance(member, Skipped):
            number += 1
            yield replace(member, number=number)
            continue
        called = member.place or member.url
        try:
            for result in _read(member, wanted, depth):
                if isinstance(result, Remark):
                    yield Remark(f"{called}: {result.text}", result.number and number)
                    continue
                number += 1
                yield _placed(result, member.place, called, number)
        except ArticleError as error:
            number += 1
            yield Skipped(number, f"{called}: {reason_of(error)}")


def _placed(result: Record | Skipped, place: str, called: str, number: int) -> Record | Skipped:
    """Return what was read of a folder's file, with its number and its place in the folder."""
    inside = "" if result.number is None else str(result.number)
    if isinstance(result, Skipped):
        at = f"{called}#{inside}" if inside else called
        return Skipped(number, f"{at}: {result.reason}" if at else result.reason)
    inside = result.member or inside
    if place:
        return replace(result, number=number, member=f"{place}#{inside}" if inside else place)
    return replace(result, number=number, member="")


def _addressed(result: Found, url: str) -> Found:
    """Give a record the address that its source was got from, unless it says one itself."""
    if not url or not isinstance(result, Record) or "url" in result.declared:
        return result
    return replace(result, declared={**result.declared, "url": (Declared(url, "crawl"),)})


def _checked(result: Found) -> Found:
    """Pass a record on without lone surrogates and NULs, if it is of a sane size."""
    if not isinstance(result, Record):
        return result
    if len(result.text) > limits.ARTICLE_BYTES:
        megabytes = limits.ARTICLE_BYTES // limits.MEGABYTE
        return Skipped(result.number, f"article of over {megabytes} MB of text")
    values = [item.value for items in result.declared.values() for item in items]
    if all(map(_is_sound, (result.text, *values))):
        return result
    declared = {
        field: tuple(Declared(_UNSOUND.sub("", item.value), item.origin) for item in items)
        for field, items in result.declared.items()
    }
    return replace(result, text=_UNSOUND.sub("", result.text), declared=declared)


def _is_sound(text: str) -> bool:
    """Return whether a text holds none of what ``_UNSOUND`` finds; encoding looks fastest."""
    if "\0" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
