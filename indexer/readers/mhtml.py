"""MHTML: a page that a browser saved in one file, as a mail message with its pictures.

Source: RFC 2557; what Chrome and Internet Explorer write.
"""

from __future__ import annotations

from collections.abc import Iterator

from newssearch.archive.errors import ArticleError
from newssearch.indexer.html import read_page
from newssearch.indexer.readers import limits
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.readers.mail import parsed_message
from newssearch.indexer.readers.webpage import without_pictures
from newssearch.indexer.record import Record


def read_mhtml(source: ByteSource) -> Iterator[Record]:
    """Read a saved page.

    Raises:
        ArticleError: there is no page in it.
    """
    message = parsed_message(source.read_all(limits.PAGE_WITH_PICTURES_BYTES))
    for part in message.walk():
        if part.get_content_type() not in ("text/html", "application/xhtml+xml"):
            continue
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes):
            continue
        source.charset = part.get_content_charset()
        address = part.get("Content-Location") or message.get("Snapshot-Content-Location") or ""
        url = str(address).strip()
        text = source.decode(without_pictures(payload)).text
        yield read_page(text, url=url if url.startswith("http") else "")
        return
    raise ArticleError("a saved page without HTML")
