"""HTML pages as files: decoding and limits here, the page itself in newssearch.indexer.html."""

from __future__ import annotations

from collections.abc import Iterator

from newssearch.indexer.html import read_page
from newssearch.indexer.readers import limits
from newssearch.indexer.readers.source import Source
from newssearch.indexer.record import Record


def read_webpage(source: Source) -> Iterator[Record]:
    """Read a saved page: one article."""
    yield read_page(source.decode_all(limits.PAGE_BYTES).text)
