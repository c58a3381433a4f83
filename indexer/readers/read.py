"""From a file's bytes to its records: unpack, tell the format, hand over, check what comes out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from typing import BinaryIO

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers import limits
from newssearch.indexer.readers.containers import unpack_gzip, unpack_zip
from newssearch.indexer.readers.detect import Format, detect
from newssearch.indexer.readers.guards import Guard
from newssearch.indexer.readers.source import Source
from newssearch.indexer.record import Declared, Found, Record, Remark, Skipped

_Reader = Callable[[Source], Iterator[Found]]

_READERS = {
    Format.PLAIN: ("plain", "read_plain"),
    Format.HTML: ("webpage", "read_webpage"),
    Format.JSON: ("jsonfile", "read_json"),
    Format.JSON_LINES: ("jsonfile", "read_json_lines"),
    Format.TABLE: ("table", "read_table"),
    Format.REUTERS: ("reuters", "read_reuters"),
    Format.NEXIS: ("nexis", "read_nexis"),
    Format.FACTIVA: ("factiva", "read_factiva"),
    Format.FACTIVA_PAGE: ("factiva", "read_factiva_page"),
    Format.PROQUEST: ("proquest", "read_proquest"),
    Format.EUROPRESSE: ("europresse", "read_europresse"),
    Format.MEDIARGUS: ("press_archives", "read_mediargus"),
    Format.APA: ("press_archives", "read_apa"),
    Format.NITF: ("nitf", "read_nitf"),
    Format.NEWSML: ("newsml", "read_newsml"),
    Format.NEWSML1: ("newsml1", "read_newsml1"),
    Format.RCV1: ("corpora", "read_rcv1"),
    Format.TEI: ("corpora", "read_tei"),
    Format.EXTRACTED: ("corpora", "read_extracted"),
    Format.FACTIVA_XML: ("corpora", "read_factiva_xml"),
    Format.SGML: ("sgml", "read_sgml"),
    Format.MEDIAWIKI: ("mediawiki", "read_mediawiki"),
    Format.FEED: ("feed", "read_feed"),
    Format.WARC: ("warc", "read_warc"),
    Format.MBOX: ("mail", "read_mbox"),
    Format.MAIL: ("mail", "read_mail"),
    Format.PARQUET: ("parquet", "read_parquet"),
    Format.RTF: ("richtext", "read_rtf"),
    Format.WORD: ("word", "read_word"),
}
"""The module and function that reads a format, loaded when it is first met."""

FORMATS = {found.name.lower().replace("_", "-"): found for found in _READERS}
"""Formats by the names that a person gives them."""

_UNSOUND = re.compile("[\ud800-\udfff\x00]")


def read_records(
    content: bytes | BinaryIO,
    name: str,
    *,
    mapping: Mapping[str, str] | None = None,
    encoding: str | None = None,
    file_format: str | None = None,
    met: set[str] | None = None,
) -> Iterator[Found]:
    """Yield the articles of one file, a Skipped for each that could not be read, and Remarks.

    ``content`` is the file's bytes or the file opened in binary, which formats of many articles
    read as a stream. ``name`` is the file's name, a hint only. ``mapping`` gives article fields
    (title, byline, date, body …) the names under which JSON and tables keep them. ``encoding`` is
    what text is in that is not plainly UTF-8 or has a byte order mark; ``file_format``, a name of
    FORMATS, is what the file is, or what is packed in it. Fields of ``mapping`` whose names some
    record has are added to ``met``.

    Raises:
        ArticleError: nothing of the file could be read; the message says why. Damage behind the
            first article is a Skipped without a number instead.
    """
    source = Source(content, name, mapping=mapping, encoding=encoding, met=met)
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
            raise ArticleError("no article in it")


def _read(source: Source, wanted: Format | None, depth: int) -> Iterator[Found]:
    found = _format_of(source, wanted)
    if found in (Format.GZIP, Format.ZIP):
        if depth >= limits.CONTAINER_DEPTH:
            raise ArticleError(f"packed more than {limits.CONTAINER_DEPTH} times")
        if found is Format.GZIP:
            yield from _read(unpack_gzip(source), wanted, depth + 1)
        else:
            yield from _read_folder(source, wanted, depth + 1)
        return
    module, function = _READERS[found]
    reader: _Reader = getattr(import_module(f"newssearch.indexer.readers.{module}"), function)
    guard = Guard(source, found)
    for result in reader(source):
        yield guard.check(_checked(result))
    yield from guard.remarks()


def _format_of(source: Source, wanted: Format | None) -> Format:
    """Return the format of a source; one that a person names holds for all but containers."""
    try:
        found = detect(source.head, source.name, encoding=source.encoding)
    except ArticleError:
        if wanted is None or not source.head:
            raise
        return wanted
    return wanted if wanted is not None and found in _READERS else found


def _read_folder(source: Source, wanted: Format | None, depth: int) -> Iterator[Found]:
    """Read a zip folder's files; their articles are counted on through the whole folder."""
    number = 0
    for member in unpack_zip(source):
        if isinstance(member, Skipped):
            number += 1
            yield replace(member, number=number)
            continue
        try:
            for result in _read(member, wanted, depth):
                if isinstance(result, Remark):
                    yield Remark(f"{member.name}: {result.text}", result.number and number)
                    continue
                number += 1
                yield replace(result, number=number)
        except ArticleError as error:
            number += 1
            yield Skipped(number, f"{member.name}: {error.message}")


def _checked(result: Found) -> Found:
    """Pass a record on without lone surrogates and NULs, if it is of a sane size."""
    if not isinstance(result, Record):
        return result
    if len(result.text) > limits.ARTICLE_BYTES:
        megabytes = limits.ARTICLE_BYTES // limits.MEGABYTE
        return Skipped(result.number, f"article of over {megabytes} MB of text")
    values = (item.value for items in result.declared.values() for item in items)
    if not _UNSOUND.search(result.text) and not any(map(_UNSOUND.search, values)):
        return result
    declared = {
        field: tuple(Declared(_UNSOUND.sub("", item.value), item.origin) for item in items)
        for field, items in result.declared.items()
    }
    return replace(result, text=_UNSOUND.sub("", result.text), declared=declared)
