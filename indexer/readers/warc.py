"""WARC and ARC: what a crawler got, each successful response read by the reader of its kind.

Sources: ISO 28500, "WARC file format"; the Internet Archive's ARC file format; read by warcio, in a
stream.
"""

from __future__ import annotations

import contextlib
import io
import logging
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers import limits
from newssearch.indexer.readers.arc import ARC_MARK, arc_entries
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.record import Remark, Skipped

_DAMAGE = (EOFError, ValueError, OSError, AttributeError, TypeError, IndexError, zlib.error)
"""What warcio lets through on damaged files, beside its own exceptions."""

PAGES = ("text/html", "application/xhtml+xml")
_TYPES = {
    **dict.fromkeys(PAGES, ".html"),
    "text/plain": ".txt",
    "text/markdown": ".md",
    **dict.fromkeys(("application/rss+xml", "application/atom+xml", "application/rdf+xml"), ".xml"),
    **dict.fromkeys(("text/xml", "application/xml", "application/feed+json"), ""),
    "application/pdf": ".pdf",
    "application/epub+zip": ".epub",
    **dict.fromkeys(("application/rtf", "text/rtf"), ".rtf"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
}
"""Media types that hold articles, and the ending of a name that says the same."""

_CHUNK_BYTES = 1 << 16


def unpack_warc(source: ByteSource) -> Iterator[ByteSource | Skipped | Remark]:
    """Yield the pages, texts, feeds and documents; what is skipped is counted by its type.

    Raises:
        ArticleError: there is nothing to read in it, or it is damaged.
    """
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415  only where one is met

    logging.getLogger("warcio").setLevel(logging.CRITICAL)
    file = source.as_file()
    entries = iter(arc_entries(file) if source.head.startswith(ARC_MARK) else ArchiveIterator(file))
    passed_over: Counter[str] = Counter()
    found = False
    while (entry := _next(entries)) is not None:
        kind = _kind_of(entry)
        if kind in _TYPES:
            found = True
            yield _opened(entry, kind, source)
        elif kind:
            passed_over[kind] += 1
    counts = ", ".join(f"{count} {kind}" for kind, count in passed_over.most_common(_MOST_KINDS))
    if not found:
        raise ArticleError(f"a WARC file without pages{f' ({counts})' if counts else ''}")
    if counts:
        more = ", …" if len(passed_over) > _MOST_KINDS else ""
        yield Remark(f"passed over in the crawl: {counts}{more}")


_MOST_KINDS = 8


def _next(entries: Iterator[Any]) -> Any:
    """Return the next entry, or None at the end; what warcio prints of its worries is dropped."""
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415  only where one is met

    try:
        with contextlib.redirect_stderr(io.StringIO()):
            return next(entries, None)
    except (ArchiveLoadFailed, *_DAMAGE) as error:
        raise ArticleError("damaged WARC file") from error


def _kind_of(entry: Any) -> str:
    """Return the media type of what was got, or what it is instead; "" of what is no content."""
    if entry.rec_type == "response" and (headers := entry.http_headers) is not None:
        status = str(headers.get_statuscode())
        if status != "200":
            return f"of status {status[:3]}" if status[:3].isdigit() else "without a status"
        return _media_type(headers.get_header("Content-Type", ""))
    if entry.rec_type in ("conversion", "resource") and _url_of(entry).startswith("http"):
        return _media_type(entry.rec_headers.get_header("Content-Type", ""))
    return "seen before" if entry.rec_type == "revisit" else ""


def _media_type(header: Any) -> str:
    media_type = str(header or "").partition(";")[0].partition(",")[0].strip().lower()[:80]
    return media_type if media_type.isprintable() and media_type else "of no type"


def _url_of(entry: Any) -> str:
    return str(entry.rec_headers.get_header("WARC-Target-URI", "") or "")


def _opened(entry: Any, kind: str, source: ByteSource) -> ByteSource | Skipped:
    limit = limits.PAGE_WITH_PICTURES_BYTES if kind in PAGES else limits.DOCUMENT_BYTES
    url = _url_of(entry)
    try:
        content = _content_of(entry, limit)
    except _DAMAGE:
        return Skipped(None, f"{url}: damaged page in the WARC file")
    except ArticleError as error:
        return Skipped(None, f"{url}: {error.message}")
    headers = entry.http_headers if entry.rec_type == "response" else entry.rec_headers
    _, _, label = str(headers.get_header("Content-Type", "")).partition("charset=")
    return source.unpacked(
        content,
        _name_of(url, _TYPES[kind]),
        url=url,
        charset=label.split(";")[0].strip(" \"'") or None,
        page=kind in PAGES,
    )


def _name_of(url: str, suffix: str) -> str:
    """Return a file's name for an address, that ends as its media type says."""
    try:
        name = PurePosixPath(unquote(urlsplit(url).path)).name
    except ValueError:
        name = ""
    return name if name.lower().endswith(suffix) and name else f"{name}{suffix}"


def _content_of(entry: Any, limit_bytes: int) -> bytes:
    """Return the content of a response, unpacked.

    Raises:
        ArticleError: it is too large.
    """
    headers = entry.http_headers
    brotli = headers is not None and headers.get_header("Content-Encoding", "").strip() == "br"
    if brotli:  # warcio would unpack it without bounds
        headers.remove_header("Content-Encoding")
    stream = entry.content_stream()
    content = _up_to(stream, limit_bytes)
    if not brotli:
        return content
    unpacked = _unbrotlied(content, limit_bytes)
    return content if unpacked is None else unpacked  # crawlers leave the header where they unpack


def _up_to(stream: Any, limit_bytes: int) -> bytes:
    parts = []
    size = 0
    while part := stream.read(_CHUNK_BYTES):
        parts.append(part)
        size += len(part)
        if size > limit_bytes:
            raise ArticleError(f"over {limit_bytes // limits.MEGABYTE} MB")
    return b"".join(parts)


def _unbrotlied(content: bytes, limit_bytes: int) -> bytes | None:
    """Return what brotli packed, None if it did not.

    Raises:
        ArticleError: it unpacks to more than the limit, or ends too early.
    """
    import brotli  # noqa: PLC0415  only where one is met

    unpacker = brotli.Decompressor()
    parts = []
    size = 0
    packed = content
    try:
        while not unpacker.is_finished():
            part = unpacker.process(packed, output_buffer_limit=_CHUNK_BYTES)
            packed = b""
            size += len(part)
            parts.append(part)
            if size > limit_bytes:
                raise ArticleError(f"unpacks to over {limit_bytes // limits.MEGABYTE} MB")
            if not part and unpacker.can_accept_more_data():
                raise ArticleError("brotli data ends too early")
    except brotli.error:
        return None
    return b"".join(parts)
