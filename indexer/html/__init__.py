"""HTML pages: the main text, and what the page says of itself.

``read_page`` reads a saved page, ``read_fragment`` the markup inside a feed or a JSON value.
BeautifulSoup, lxml and trafilatura are loaded by the first call, not by the import, since most
archives hold no HTML and start faster without.

===================  ===============================================================================
module               what it is
===================  ===============================================================================
``agreement``        trafilatura's main text and ours, and the lines on which the two agree
``authors``          the authors of a page: declared, marked, or printed beside the headline
``body``             the main text by our own rules: drop, score, take the best
``boilerplate``      which elements of a page are not the article, recognised by how they are named
``headline``         the title of a page
``jsonld``           JSON-LD: what publishers tell search engines
``lines``            the lines of a page's text: one per block, one per table row, headings marked
``metatags``         the meta tags of a page, by name
``outline``          the elements of a page in document order, as the rules ask of them
``page``             a whole page: parse once, ask each question, put the record together
``pagetext``         the text of a page as lines
``printed_authors``  authors printed on a page
``published``        the day a page was published, from the surest of the places where pages say it
``slim``             what is never text is cut out of a page before anything parses it
``trees``            markup into outlines: pages by lxml, pieces by BeautifulSoup
===================  ===============================================================================
"""

from __future__ import annotations

from collections.abc import Iterator

from newssearch.indexer.html.pagetext import PageText
from newssearch.indexer.record import Record

__all__ = ["PageText", "read_counted_page", "read_fragment", "read_page", "read_rows"]


def read_page(markup: str, *, url: str = "") -> Record:
    """Return the article of a page.

    ``url`` is the page's address where it is known from outside, else "".

    Raises:
        ArticleError: the page is too large or too deep, or holds no text.
    """
    return read_counted_page(markup, url=url)[0]


def read_counted_page(markup: str, *, url: str = "") -> tuple[Record, int]:
    """Return the article of a page, and how many characters of text the page has at most.

    Raises:
        ArticleError: as ``read_page``.
    """
    from newssearch.indexer.html.page import read_counted_page as read  # noqa: PLC0415  loaded when a page is met

    return read(markup, url=url)


def read_fragment(markup: str) -> PageText:
    """Return the lines of a piece of markup that is all article."""
    from newssearch.indexer.html.page import read_fragment as read  # noqa: PLC0415  loaded when a page is met

    return read(markup)


def read_rows(markup: str) -> Iterator[list[str]]:
    """Yield the rows of all tables of a page, each cell as its lines."""
    from newssearch.indexer.html.page import read_rows as read  # noqa: PLC0415  loaded when a page is met

    yield from read(markup)
