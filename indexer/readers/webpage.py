"""HTML pages as files: decoding and limits here, the page itself in newssearch.indexer.html."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newssearch.archive.errors import ArticleError
from newssearch.indexer.html import read_page
from newssearch.indexer.readers import limits
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.record import Record

_WRITTEN_IN = re.compile(rb"\bdata:[a-zA-Z0-9.+/;=-]{0,120},[A-Za-z0-9+/=%_.~!*-]{100,}")
"""Something that is written into an address. Source: RFC 2397."""


def read_webpage(source: ByteSource) -> Iterator[Record]:
    """Read a saved page: one article."""
    content = without_pictures(source.read_all(limits.PAGE_WITH_PICTURES_BYTES))
    yield read_page(source.decode(content).text, url=source.url)


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
