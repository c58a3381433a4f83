"""Plain text: one file, one article, nothing declared, unless it is Markdown.

All that is to be known of it is looked for in the text, by fielding; only the encoding is settled
here.
"""

from __future__ import annotations

from collections.abc import Iterator

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers import limits
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.readers.markdown import is_markdown, read_markdown
from newssearch.indexer.record import Record


def read_plain(source: ByteSource) -> Iterator[Record]:
    """Read a text file as it is."""
    text = source.decode_all(limits.ARTICLE_BYTES).text
    if not text.strip("\ufeff \t\r\n\x0b\x0c\x00"):
        raise ArticleError("empty file")
    if is_markdown(text, source.name):
        yield from read_markdown(text, source)
    else:
        yield Record(text)
