"""The lines of a page's text: one per block, one per table row, headings marked.

Separate from finding the block that holds the article, because a piece of markup that is all
article (a feed's entry, a JSON value) needs only this.
"""

from __future__ import annotations

import re

from newssearch.indexer.fielding.hyphens import HyphenJoiner
from newssearch.indexer.fielding.paragraphs import find_paragraphs
from newssearch.indexer.html.boilerplate import is_junk_line
from newssearch.indexer.html.outline import BLOCKS, Element
from newssearch.indexer.html.pagetext import PageText

_LISTS = frozenset("ul ol table dl".split())
_LEAVES = frozenset("p h2 h3 h4 h5 h6 pre td th li dd dt blockquote".split())
_HEADINGS = frozenset("h2 h3 h4 h5 h6".split())
_LONG_PARAGRAPH = 120
_MAX_ROW, _MAX_CELL = 400, 120
"""Characters of a row that is data, on average of its cells; longer ones lay out a page."""
_CELL_MARK = " | "
_BLANK_LINES = re.compile(r"\n[^\S\n]{0,200}\n\s{0,2000}")
_LONGEST_WORD = 200
"""Characters at the end of a scanned line in which its last word stands."""
_SCANNED_LINE = re.compile(r"(?<![\w-])ocr_line(?![\w-])")
"""hOCR's class of a line of a scanned page; http://kba.github.io/hocr-spec/1.2/."""


class _Lines:
    """Lines in the making, with the numbers of the headings among them."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.headings: set[int] = set()
        self._pending: list[str] = []

    def add_inline(self, text: str) -> None:
        self._pending.append(text)

    def end_line(self, *, heading: bool = False) -> None:
        text = " ".join("".join(self._pending).split())
        self._pending.clear()
        if text and not is_junk_line(text):
            if heading:
                self.headings.add(len(self.lines))
            self.lines.append(text)

    def done(self) -> PageText:
        while self.lines and len(self.lines) - 1 in self.headings:
            self.headings.discard(len(self.lines) - 1)
            self.lines.pop()  # a heading with nothing below is the next box's
        return PageText(tuple(self.lines), frozenset(self.headings))


def emit_lines(container: Element) -> PageText:
    """Return one line per block; headings marked, h1 and blocks that are only links left out."""
    made = _Lines()
    stack: list[Element | str | None] = [container]
    while stack:
        node = stack.pop()
        if node is None:
            made.end_line()
        elif isinstance(node, str):
            made.add_inline(node)
        elif node.dropped:
            continue
        elif node.name == "br":
            _break_line(made, node)
        elif node.name in BLOCKS and node is not container:
            made.end_line()
            if node.text and not _is_left_out(node):
                if node.name == "tr" and (row := _data_row(node)):
                    made.add_inline(row)
                    made.end_line()
                elif node.name in _LEAVES and not node.blocks:
                    _emit_leaf(made, node)
                else:
                    stack.append(None)
                    stack.extend(reversed(node.children))
        else:
            stack.extend(reversed(node.children))
    made.end_line()
    return made.done()


def _break_line(made: _Lines, br: Element) -> None:
    """End a line at <br>, but inside a paragraph only at two of them."""
    if br.parent is not None and br.parent.name in ("p", "li", "h1", "h2", "h3"):
        made.add_inline(" ")
    else:
        made.end_line()


def _is_left_out(element: Element) -> bool:
    if element.name == "h1":
        return True
    if element.name in _LISTS:
        return element.link_density > 0.5
    if element.name in _LEAVES and not element.blocks:
        if element.link <= 0.7 * element.text:
            return False
        return element.name != "p" or element.text < _LONG_PARAGRAPH
    return False


def _data_row(row: Element) -> str:
    """Return a row of several short cells as one line, "" if its cells are more than values."""
    if row.text > _MAX_ROW:
        return ""
    cells = [
        cell
        for cell in row.children
        if isinstance(cell, Element) and cell.name in ("td", "th") and not cell.dropped
    ]
    if len(cells) < 2 or any(cell.blocks for cell in cells):
        return ""
    texts = [text for cell in cells if (text := cell.text_content(_MAX_ROW))]
    if len(texts) < 2 or sum(map(len, texts)) > _MAX_CELL * len(texts):
        return ""
    return _CELL_MARK.join(texts)


_TWO_BREAKS = re.compile(r"\x00\s*+\x00[\s\x00]*+")


def _emit_leaf(made: _Lines, leaf: Element) -> None:
    """Emit a block that holds no other: one line, or several where two <br> part it."""
    parts: list[str] = []
    scanned = False
    stack: list[Element | str] = [leaf]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            parts.append(node)
        elif node.name == "br":
            parts.append("\x00")
        elif not node.dropped:
            if node.signature and _SCANNED_LINE.search(node.signature):
                scanned = True
                parts.append("\n\x01")
                stack.append("\x01\n")
            stack.extend(reversed(node.children))
    text = "".join(parts)
    if scanned:
        text = _joined_scan(text)
    pieces = _typed_paragraphs(text) if leaf.name == "pre" else _TWO_BREAKS.split(text)
    for piece in pieces:
        made.add_inline(piece.replace("\x00", " "))
        made.end_line(heading=leaf.name in _HEADINGS)


def _typed_paragraphs(text: str) -> list[str]:
    """Return the paragraphs of text set out by hand: what blank lines part, else by its lines."""
    lines = text.replace("\x00", "\n").replace("\t", "    ").strip("\n").split("\n")
    if all(line.strip() for line in lines):
        return [paragraph.text for paragraph in find_paragraphs(lines, has_head=False)]
    return _BLANK_LINES.split("\n".join(lines))


def _joined_scan(text: str) -> str:
    """Return the lines of a scanned paragraph as one, words broken at their ends put together."""
    lines = [line for piece in text.split("\x01") if (line := " ".join(piece.split()))]
    joiner = HyphenJoiner(lines, from_print=True)
    pieces: list[str] = lines[:1]
    for line in lines[1:]:
        if pieces[-1].endswith("-"):
            above = pieces.pop()
            joined = joiner.join(above, line)
            pieces += [joined[:-_LONGEST_WORD], joined[-_LONGEST_WORD:]]
        else:
            pieces += [" ", line]
    return "".join(pieces)
