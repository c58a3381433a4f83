"""PDF with a layer of text: one article a file, with the page that each paragraph begins on.

PDFium says which characters are where on a page; ``page_layout`` puts them in order. A PDF that is
pictures of pages has no text to take, and is a skip that says what to do.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers import limits
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.readers.page_layout import Block, Piece, blocks_of
from newssearch.indexer.record import Declared, Found, Record, Remark

MAX_PAGES = 20_000
MAX_PIECES = 20_000
"""Runs of text on one page; a page of a newspaper has some hundred."""

_NO_TEXT = 20
"""Characters: a page of fewer has no text of its own."""

_HEADING = 1.12
_TITLE = 1.3
"""Of the height of most type: what is larger, and short, is a heading or the title."""

_TITLE_WORDS, _HEADING_WORDS = 30, 14
_SHOWN_PAGES = 12
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_HYPHEN_AT_LINE_END = re.compile("[\x02\ufffe]")

_pdfium = threading.Lock()
"""PDFium is for one thread at a time."""


def read_pdf(source: ByteSource) -> Iterator[Found]:
    """Read a PDF.

    Raises:
        ArticleError: it is encrypted or damaged, there is no text in it, or too much on a page.
    """
    content = source.read_whole(limits.COPIES_OF_PDF)
    with _pdfium:
        pages, title = _pages_of(content)
    empty = [
        number
        for number, pieces in enumerate(pages, 1)
        if sum(len(piece.text) for piece in pieces) < _NO_TEXT
    ]
    if len(empty) == len(pages):
        raise ArticleError(
            f"PDF without text: {len(pages)} pages of pictures",
            hint="recognise the text first, for example: ocrmypdf IN.pdf OUT.pdf",
        )
    yield _record(blocks_of(pages), title)
    if empty:
        shown = ", ".join(map(str, empty[:_SHOWN_PAGES]))
        more = ", …" if len(empty) > _SHOWN_PAGES else ""
        yield Remark(
            f"{len(empty)} of {len(pages)} pages have no text (p. {shown}{more}); if they are"
            " pictures of text: ocrmypdf --skip-text IN.pdf OUT.pdf"
        )


def _pages_of(content: bytes) -> tuple[list[list[Piece]], str]:
    """Return the pieces of text of each page, and the title that the document declares."""
    import pypdfium2  # noqa: PLC0415  only where one is met

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise ArticleError(
                "encrypted PDF that asks for a password",
                hint="if you may: qpdf --decrypt --password=… IN.pdf OUT.pdf",
            ) from error
        raise ArticleError("damaged PDF file") from error
    try:
        if not len(document):
            raise ArticleError("PDF without pages")
        if len(document) > MAX_PAGES:
            raise ArticleError(f"PDF of over {MAX_PAGES:,} pages")
        pages = []
        characters = 0
        for number in range(len(document)):
            pieces = _pieces_of(document, number)
            characters += sum(len(piece.text) for piece in pieces)
            if characters > limits.ARTICLE_BYTES:
                megabytes = limits.ARTICLE_BYTES // limits.MEGABYTE
                raise ArticleError(f"PDF of over {megabytes} MB of text")
            pages.append(pieces)
        title = str(document.get_metadata_dict().get("Title", ""))
    except pypdfium2.PdfiumError as error:
        raise ArticleError("damaged PDF file") from error
    finally:
        document.close()
    return pages, " ".join(title.split())


def _pieces_of(document: Any, number: int) -> list[Piece]:
    import pypdfium2  # noqa: PLC0415

    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return []  # a page that cannot be read is one without text, and is said to be
    text_page = None
    try:
        text_page = page.get_textpage()
        return list(_runs(text_page))
    except pypdfium2.PdfiumError:
        return []
    finally:
        if text_page is not None:
            text_page.close()
        page.close()


def _runs(text_page: Any) -> Iterator[Piece]:
    """Yield the runs of text on a page: PDFium makes one of each stretch of one line."""
    count = text_page.count_rects()
    if count > MAX_PIECES:
        raise ArticleError(f"PDF with a page of over {MAX_PIECES:,} pieces of text")
    for place in range(count):
        left, bottom, right, top = text_page.get_rect(place)
        text = text_page.get_text_bounded(left, bottom, right, top)
        text = _HYPHEN_AT_LINE_END.sub("-", text.replace("\r\n", " ").rstrip("\r\n"))
        text = _CONTROLS.sub("", text)
        if text.strip() and right > left and top > bottom:
            bottom, top = _line_box(text_page, left, bottom, right, top)
            yield Piece(left, bottom, right, top, text, top - bottom)


def _line_box(
    text_page: Any, left: float, bottom: float, right: float, top: float
) -> tuple[float, float]:
    """Return from where to where the type of a run reaches, whatever letters stand in it."""
    middle = (bottom + top) / 2
    place = text_page.get_index(left, middle, min((right - left) / 2, 20), (top - bottom) / 2)
    if place is None:
        return bottom, top
    _, low, _, high = text_page.get_charbox(place, loose=True)
    return (low, high) if high > low else (bottom, top)


def _record(blocks: Sequence[Block], title: str) -> Record:
    usual = _usual_size(blocks)
    first = _title_block(blocks, title, usual)
    declared = {}
    if first is not None:
        declared["title"] = (Declared(blocks[first].text, "largest type"),)
    kept = [block for place, block in enumerate(blocks) if place != first]
    headings = frozenset(
        place
        for place, block in enumerate(kept)
        if block.size > _HEADING * usual and len(block.text.split()) <= _HEADING_WORDS
    )
    return Record(
        "\n".join(block.text for block in kept),
        declared,
        lines="paragraphs",
        headings=headings,
        pages=tuple(block.page for block in kept),
    )


def _usual_size(blocks: Sequence[Block]) -> float:
    """Return the height of the type that most of the text is in."""
    return median([block.size for block in blocks for _ in range(1 + len(block.text) // 40)])


def _title_block(blocks: Sequence[Block], title: str, usual: float) -> int | None:
    """Return which block of the first page is the title: the declared one, or the largest type."""
    first = [
        (place, block)
        for place, block in enumerate(blocks)
        if block.page == 1 and len(block.text.split()) <= _TITLE_WORDS
    ]
    for place, block in first:
        if title and block.text.casefold() == title.casefold():
            return place
    large = [(place, block) for place, block in first if block.size > _TITLE * usual]
    if not large:
        return None
    return max(large, key=lambda each: (round(each[1].size), -each[0]))[0]
