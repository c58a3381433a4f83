"""HTML pages: the main text, and what the page says of itself.

``read_page`` reads a saved page, ``read_fragment`` the markup inside a feed or a JSON value.
BeautifulSoup and trafilatura are loaded by the first call, not by the import, since most archives
hold no HTML and start faster without.
"""

from __future__ import annotations

from collections.abc import Iterator

from newssearch.indexer.html.pagetext import PageText
from newssearch.indexer.record import Record

__all__ = ["PageText", "read_fragment", "read_page", "read_rows"]


def read_page(markup: str, *, url: str = "") -> Record:
    """Return the article of a page.

    ``url`` is the page's address where it is known from outside, else "".

    Raises:
        ArticleError: the page is too large or too deep, or holds no text.
    """
    from newssearch.indexer.html.page import read_page as read  # noqa: PLC0415  loaded when a page is met

    return read(markup, url=url)


def read_fragment(markup: str) -> PageText:
    """Return the lines of a piece of markup that is all article."""
    from newssearch.indexer.html.page import read_fragment as read  # noqa: PLC0415  loaded when a page is met

    return read(markup)


def read_rows(markup: str) -> Iterator[list[str]]:
    """Yield the rows of all tables of a page, each cell as its lines."""
    from newssearch.indexer.html.page import read_rows as read  # noqa: PLC0415  loaded when a page is met

    yield from read(markup)
