"""HTML pages as files: decoding and limits here, the page itself in indexer.html."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.html import read_page
from indexer.readers import limits
from indexer.readers.source import Source
from indexer.record import Record


def read_webpage(source: Source) -> Iterator[Record]:
    """Read a saved page: one article."""
    yield read_page(source.decode_all(limits.PAGE_BYTES).text)
