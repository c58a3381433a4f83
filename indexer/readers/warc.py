"""WARC: crawled pages as archives keep them; every successful HTML response is an article.

Source: ISO 28500, "WARC file format"; read by warcio, in a stream.
"""

from __future__ import annotations

import contextlib
import io
import logging
import zlib
from collections.abc import Iterator
from typing import Any

from newssearch.archive.errors import ArticleError
from newssearch.indexer.decode import decode
from newssearch.indexer.html import read_page
from newssearch.indexer.readers import limits
from newssearch.indexer.readers.source import Source
from newssearch.indexer.record import Record, Skipped

_DAMAGE = (EOFError, ValueError, OSError, AttributeError, TypeError, IndexError, zlib.error)
"""What warcio lets through on damaged files, beside its own exceptions."""

_PAGE_TYPES = ("text/html", "application/xhtml+xml")


def read_warc(source: Source) -> Iterator[Record | Skipped]:
    """Read the pages; requests, pictures and failures of the crawl are passed over."""
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415  only where one is met

    logging.getLogger("warcio").setLevel(logging.CRITICAL)
    entries = iter(ArchiveIterator(source.as_file()))
    number = 0
    while (entry := _next(entries)) is not None:
        if entry.rec_type == "response" and _is_page(entry):
            number += 1
            yield _read_entry(entry, number)
    if not number:
        raise ArticleError("a WARC file without pages")


def _next(entries: Iterator[Any]) -> Any:
    """Return the next entry, or None at the end; what warcio prints of its worries is dropped."""
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415  only where one is met

    try:
        with contextlib.redirect_stderr(io.StringIO()):
            return next(entries, None)
    except (ArchiveLoadFailed, *_DAMAGE) as error:
        raise ArticleError("damaged WARC file") from error


def _is_page(entry: Any) -> bool:
    headers = entry.http_headers
    if headers is None or headers.get_statuscode() != "200":
        return False
    return str(headers.get_header("Content-Type", "")).lower().startswith(_PAGE_TYPES)


def _read_entry(entry: Any, number: int) -> Record | Skipped:
    try:
        content = entry.content_stream().read(limits.PAGE_BYTES + 1)
    except _DAMAGE:
        return Skipped(number, "damaged page in the WARC file")
    if len(content) > limits.PAGE_BYTES:
        return Skipped(number, f"page over {limits.PAGE_BYTES // limits.MEGABYTE} MB")
    _, _, charset = str(entry.http_headers.get_header("Content-Type", "")).partition("charset=")
    label = charset.split(";")[0].strip(" \"'") or None
    url = str(entry.rec_headers.get_header("WARC-Target-URI", "") or "")
    try:
        page = read_page(decode(content, declared=label).text, url=url)
    except ArticleError as error:
        return Skipped(number, error.message)
    return Record(page.text, page.declared, page.lines, page.headings, number)
