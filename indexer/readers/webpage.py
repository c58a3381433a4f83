"""HTML pages as files: decoding and limits here, the page itself in newssearch.indexer.html."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newssearch.archive.errors import ArticleError
from newssearch.indexer.html import read_counted_page
from newssearch.indexer.readers import limits
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.readers.scripted_pages import fuller
from newssearch.indexer.record import Record

_WRITTEN_IN = re.compile(rb"\bdata:[a-zA-Z0-9.+/;=-]{0,120},[A-Za-z0-9+/=%_.~!*-]{100,}")
"""Something that is written into an address. Source: RFC 2397."""

_FRAMES = re.compile(r"<frameset\b", re.I)
_FRAME = re.compile(r"<frame\b[^<>]{0,300}?\bsrc\s{0,5}=\s{0,5}[\"']?([^\"'\s<>]{1,200})", re.I)
_SHOWN_FRAMES = 5
_TOOLBAR = "<!-- BEGIN WAYBACK TOOLBAR INSERT -->"
_TOOLBAR_END = "<!-- END WAYBACK TOOLBAR INSERT -->"


def read_webpage(source: ByteSource) -> Iterator[Record]:
    """Read a saved page: one article."""
    content = without_pictures(source.read_all(limits.PAGE_WITH_PICTURES_BYTES))
    markup = _without_toolbar(source.decode(content).text)
    if _FRAMES.search(markup):
        pages = ", ".join(_FRAME.findall(markup)[:_SHOWN_FRAMES])
        raise ArticleError("a page of frames", hint=f"its text is in other files: {pages}")
    record, source.most_running = read_counted_page(markup, url=source.url)
    yield fuller(record, markup, url=source.url)


def _without_toolbar(markup: str) -> str:
    """Cut what the Wayback Machine puts above a page that it kept."""
    start = markup.find(_TOOLBAR)
    end = markup.find(_TOOLBAR_END, start) if start >= 0 else -1
    return markup[:start] + markup[end:] if end >= 0 else markup


def without_pictures(page: bytes) -> bytes:
    """Return a page without what is written into its addresses, where that makes it large.

    Raises:
        ArticleError: it is too large without that, too.
    """
    if len(page) > limits.PAGE_BYTES:
        page = _WRITTEN_IN.sub(b"data:,", page)
        if len(page) > limits.PAGE_BYTES:
            raise ArticleError(f"over {limits.PAGE_BYTES // limits.MEGABYTE} MB")
    return page
