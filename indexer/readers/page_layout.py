"""From the pieces of text on printed pages to paragraphs in reading order.

A piece is a run of text with its box, in points from the lower left corner. Pieces that follow one
another on a base line are a line; a page is cut into columns where a gutter has text on both sides,
and lines that cross the gutter (a headline over columns) part what is above from what is below.
Lines at the edges that come back page after page are running heads. Source of the method: Nagy and
Seth's X-Y cut (1984), with Breuel's whitespace gutters (2002).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from newssearch.indexer.fielding.hyphens import HyphenJoiner


class Piece(NamedTuple):
    """A run of text on a page; ``size`` is the height of its type, in points."""

    left: float
    bottom: float
    right: float
    top: float
    text: str
    size: float


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: its text, the number of the page it begins on, the height of its type."""

    text: str
    page: int
    size: float


_SAME_LINE = 0.5
"""Of the lower of two boxes: pieces that overlap so much in height are on one base line."""

_WORD_GAP, _COLUMN_GAP = 0.12, 1.1
"""Of the type's height: a wider gap is a blank, and from the second on something else begins."""

_GUTTER = 0.7
"""Of the type's height: a gutter is at least so wide."""

_MAY_CROSS = 0.3
"""The share of lines that may cross a gutter: headlines, pictures' captions."""

_COLUMN_LINES, _COLUMN_CHARACTERS = 3, 14
"""A column has so many lines, and so many characters in the middle one: a table's are shorter."""

_HEADLINE = 1.3
"""Of the usual height of type: a headline's is at least so large."""

_MAX_DEPTH = 6
_MOST_LINES = 2_000
"""A page of more lines is not looked at for columns; a broadsheet's has some 800."""
_EDGE_LINES = 2
"""Lines at the upper and lower edge of a page that may be a running head or a page's number."""

_REPEATED_PAGES, _REPEATED_SHARE = 3, 0.3
_PAGE_NUMBER = re.compile(
    r"[\W_]{0,6}(?:(?:page|seite|p|pg|s|pagina|página|side|sida|blz)\.?\s{0,2})?"
    r"(?:\d{1,4}|[ivxl]{1,6})(?:\s{0,2}(?:/|of|von|de|van|di|sur|av)\s{0,2}\d{1,4})?[\W_]{0,6}",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_ENDS = re.compile(r"[.?!:;…][\"”’»“')\]]{0,3}\Z")
_LINE_PITCH = 1.4
"""Of the usual distance of two lines: a wider one ends a paragraph."""

_INDENT = 0.6
_SHORT_LINE = 0.12
"""Of a column's width: a line that ends so far before its edge is a paragraph's last."""

_OTHER_SIZE = 1.12
"""Type that is so much larger or smaller is another paragraph's."""


def blocks_of(pages: Sequence[Sequence[Piece]]) -> list[Block]:
    """Return the paragraphs of pages in reading order, without running heads and page numbers."""
    laid = [_lines(pieces) for pieces in pages]
    laid = _without_edges(laid)
    ordered = [(number, list(_ordered(lines, 0))) for number, lines in enumerate(laid, 1)]
    return _joined(ordered)


def _lines(pieces: Iterable[Piece]) -> list[Piece]:
    """Join the pieces of each base line, but not over gaps as wide as a gutter."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (-p.top, p.left)):
        for row in reversed(rows[-4:]):
            if _on_one_line(row[0], piece):
                row.append(piece)
                break
        else:
            rows.append([piece])
    lines = []
    for row in rows:
        row.sort(key=lambda p: p.left)
        line = row[0]
        for piece in row[1:]:
            gap = (piece.left - line.right) / max(line.size, piece.size, 1)
            if gap > _COLUMN_GAP or line.size > 2 * piece.size or piece.size > 2 * line.size:
                lines.append(line)
                line = piece
            else:
                line = _beside(line, piece, " " if gap > _WORD_GAP else "")
        lines.append(line)
    return [line for line in lines if line.text.strip()]


def _on_one_line(one: Piece, other: Piece) -> bool:
    overlap = min(one.top, other.top) - max(one.bottom, other.bottom)
    return overlap >= _SAME_LINE * max(min(one.top - one.bottom, other.top - other.bottom), 0.1)


def _beside(line: Piece, piece: Piece, between: str) -> Piece:
    if line.text.endswith(" ") or piece.text.startswith(" "):
        between = ""
    return Piece(
        line.left,
        min(line.bottom, piece.bottom),
        max(line.right, piece.right),
        max(line.top, piece.top),
        line.text + between + piece.text,
        line.size if len(line.text) >= len(piece.text) else piece.size,
    )


def _without_edges(pages: list[list[Piece]]) -> list[list[Piece]]:
    """Drop page numbers, and what comes back at the edge of page after page."""
    edges = [_edge_of(lines) for lines in pages]
    seen = Counter(form for edge in edges for form in {_form(line) for line in edge})
    many = max(_REPEATED_PAGES, _REPEATED_SHARE * len(pages))
    if len(pages) == 2:
        many = 2
    kept = []
    for lines, edge in zip(pages, edges, strict=True):
        dropped = {
            id(line)
            for line in edge
            if seen[_form(line)] >= many or _PAGE_NUMBER.fullmatch(line.text.strip())
        }
        kept.append([line for line in lines if id(line) not in dropped])
    return kept


def _edge_of(lines: Sequence[Piece]) -> list[Piece]:
    """Return the lines on the uppermost and the lowest base lines of a page."""
    edge: list[Piece] = []
    for down in (False, True):
        rows: list[Piece] = []
        for line in sorted(lines, key=lambda p: p.bottom if down else -p.top):
            if not any(_on_one_line(row, line) for row in rows):
                if len(rows) == _EDGE_LINES:
                    break
                rows.append(line)
            edge.append(line)
    return edge


def _form(line: Piece) -> str:
    return _DIGITS.sub("#", " ".join(line.text.lower().split()))


def _ordered(lines: list[Piece], depth: int) -> Iterator[list[Piece]]:
    """Yield the columns of a page in the order of reading, each with its lines from top down."""
    gutter = _gutter(lines) if depth < _MAX_DEPTH else None
    if gutter is None:
        if lines:
            yield sorted(lines, key=lambda p: (-p.top, p.left))
        return
    crossing = _crossing(lines, gutter)
    levels = sorted({p.bottom for p in crossing}, reverse=True)
    parting = set(crossing)
    rest = [p for p in lines if p not in parting]
    band: list[Piece] = []
    for level in levels:
        band, rest = (
            [p for p in rest if p.bottom >= level],
            [p for p in rest if p.bottom < level],
        )
        yield from _sides(band, gutter, depth)
        yield [p for p in crossing if p.bottom == level]
        crossing = [p for p in crossing if p.bottom != level]
    yield from _sides(rest, gutter, depth)


def _crossing(lines: Sequence[Piece], gutter: float) -> list[Piece]:
    """Return the lines that part what is above from what is below, on both sides of a gutter.

    A short headline need not reach the gutter; but then nothing is beside it.
    """
    usual = median(p.size for p in lines)
    return [
        line
        for line in lines
        if line.left < gutter < line.right
        or (
            line.size > _HEADLINE * usual
            and line.right <= gutter
            and not any(p.left >= gutter and _on_one_line(line, p) for p in lines)
        )
    ]


def _sides(band: list[Piece], gutter: float, depth: int) -> Iterator[list[Piece]]:
    yield from _ordered([p for p in band if p.right <= gutter], depth + 1)
    yield from _ordered([p for p in band if p.left >= gutter], depth + 1)


def _gutter(lines: Sequence[Piece]) -> float | None:
    """Return where a gutter runs: crossed by the fewest lines, with a column on either side."""
    if not 2 * _COLUMN_LINES <= len(lines) <= _MOST_LINES:
        return None
    size = median(p.size for p in lines)
    starts = sorted({round(p.left) for p in lines})
    best: tuple[int, float] | None = None
    for start in starts:
        left = [p for p in lines if p.right <= start - 1]
        right = [p for p in lines if p.left >= start - 1]
        crossing = len(lines) - len(left) - len(right)
        if not (_is_column(left) and _is_column(right)) or crossing > _MAY_CROSS * len(lines):
            continue
        edge = max(p.right for p in left)
        if start - edge < _GUTTER * size and crossing == 0 and start - edge < 3:
            continue
        if best is None or crossing < best[0]:
            best = (crossing, (edge + start) / 2)
    return best[1] if best else None


def _is_column(lines: Sequence[Piece]) -> bool:
    return len(lines) >= _COLUMN_LINES and (
        median(len(p.text) for p in lines) >= _COLUMN_CHARACTERS
    )


def _joined(pages: Sequence[tuple[int, list[list[Piece]]]]) -> list[Block]:
    """Join lines to paragraphs, over columns and pages too where a sentence goes on."""
    columns = [column for _, page in pages for column in page]
    texts = [line.text.strip() for column in columns for line in column]
    joiner = HyphenJoiner(texts, from_print=True)
    pitch = _pitch(columns)
    blocks: list[Block] = []
    last: Piece | None = None
    for number, page in pages:
        for column in page:
            edge_left = min(line.left for line in column)
            edge_right = max(line.right for line in column)
            fresh = True
            for line in column:
                text = " ".join(line.text.split())
                goes_on = last is not None and (
                    _goes_on_elsewhere(last, line, blocks[-1].text)
                    if fresh
                    else _goes_on(last, line, blocks[-1].text, pitch, edge_left, edge_right)
                )
                if goes_on:
                    above = blocks[-1]
                    joined = (
                        joiner.join(above.text, text)
                        if above.text.endswith("-")
                        else f"{above.text} {text}"
                    )
                    blocks[-1] = Block(joined, above.page, above.size)
                else:
                    blocks.append(Block(text, number, line.size))
                last, fresh = line, False
    return blocks


def _pitch(columns: Sequence[Sequence[Piece]]) -> float:
    """Return the usual distance of a base line to the next, in heights of type."""
    steps = [
        (above.bottom - below.bottom) / max(below.size, 1)
        for column in columns
        for above, below in pairwise(column)
        if above.bottom > below.bottom
    ]
    return median(steps) if steps else 1.2


def _same_size(one: Piece, other: Piece) -> bool:
    small, large = sorted((max(one.size, 0.1), max(other.size, 0.1)))
    return large / small < _OTHER_SIZE


def _goes_on(
    above: Piece, line: Piece, text: str, pitch: float, edge_left: float, edge_right: float
) -> bool:
    if not _same_size(above, line):
        return False
    if _on_one_line(above, line):
        return True
    if (above.bottom - line.bottom) / max(line.size, 1) > _LINE_PITCH * pitch:
        return False
    if line.left - edge_left > _INDENT * line.size and above.left - edge_left < 1:
        return False
    ended = edge_right - above.right > _SHORT_LINE * (edge_right - edge_left)
    return not (ended and _ENDS.search(text))


def _goes_on_elsewhere(above: Piece, line: Piece, text: str) -> bool:
    """Return whether a paragraph goes on at the top of the next column or page."""
    if not _same_size(above, line) or _ENDS.search(text):
        return False
    return line.text.lstrip()[:1].islower() or text.endswith(("-", ","))
