"""The main text by our own rules: drop what is no article, score what is left, take the best.

The rules are the scoring of readability (points for prose and commas, passed on to the blocks
around, taken away for links) with names of boxes dropped first and a climb at the end to the
block that holds the whole article. The constants are those of a prototype that
reached body F1 .949 and .957 on 181 and 82 pages of many publishers. _CLIMB_GAIN was 1.12 there;
1.06 takes in parts of articles that were left out (first words found on 117 pages: .84 to .85),
and has not been measured on those sets.
"""

from __future__ import annotations

import re

from newssearch.indexer.html.boilerplate import (
    NEVER_TEXT,
    is_body_like,
    is_boilerplate,
    is_junk_line,
    name_score,
)
from newssearch.indexer.html.outline import BLOCKS, Element, Outline
from newssearch.indexer.html.pagetext import PageText

_KEPT_SHARE = 0.4
"""A box that holds more of the page's running text than this is the article, however named."""

_NEVER_BOXES = frozenset("html body article main p a em strong b i blockquote h1".split())
"""Elements that are not dropped for their names."""

_PROSE = frozenset("p blockquote pre td".split())
_BOXES = frozenset("div section article".split())
_MIN_PROSE, _MIN_BOX_TEXT, _MIN_BOX_UNLINKED = 25, 100, 80
_CLIMB_GAIN, _CLIMB_LINK_DENSITY, _CLIMB_LEVELS = 1.06, 0.35, 6
_PARTS_SHARE = 0.85
_LISTS = frozenset("ul ol table dl".split())
_LEAVES = frozenset("p h2 h3 h4 h5 h6 pre td th li dd dt blockquote".split())
_HEADINGS = frozenset("h2 h3 h4 h5 h6".split())
_LONG_PARAGRAPH = 120


def find_body(outline: Outline) -> tuple[PageText, Element]:
    """Return the article's lines, and the element that holds them."""
    drop_boilerplate(outline)
    container = _climb(_best_block(outline))
    return emit_lines(container), container


def drop_boilerplate(outline: Outline) -> None:
    """Drop what is no article: by element, by being hidden, by name."""
    for element in outline.standing():
        if element.name in NEVER_TEXT:
            outline.drop(element)
    outline.measure()
    enough = _KEPT_SHARE * outline.body.running
    for element in outline.standing():
        if element.name in _NEVER_BOXES or element.running > enough:
            continue
        hidden = element.name == "aside" or _is_hidden(element)
        if hidden or (element.signature and is_boilerplate(element.signature)):
            outline.drop(element)
    outline.measure()


def _is_hidden(element: Element) -> bool:
    attributes = element.attributes
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or "display:none" in attributes.get("style", "")[:500].replace(" ", "").lower()
    )


def _best_block(outline: Outline) -> Element:
    scores: dict[Element, float] = {}

    def add(element: Element | None, points: float) -> None:
        if element is None or element.name in ("[document]", "html"):
            return
        if element not in scores:
            scores[element] = _standing_score(element)
        scores[element] += points

    for element in outline.standing():
        if element.name in _PROSE:
            unlinked = element.text - element.link
            if element.text < _MIN_PROSE or unlinked < 20 or element.link > 0.6 * element.text:
                continue
            points = _points(element, unlinked)
            ancestors = list(element.ancestors(3))
            for ancestor, share in zip(ancestors, (1.0, 0.5, 1 / 3.5), strict=False):
                add(ancestor, points * share)
        elif element.name in _BOXES and element.own >= _MIN_BOX_TEXT:
            points = _points(element, element.own)
            add(element, points)
            add(element.parent, points / 2)
    if not scores:
        return outline.body
    return max(scores, key=lambda element: scores[element] * (1 - min(0.95, element.link_density)))


def _standing_score(element: Element) -> float:
    score = float(name_score(element.signature)) if element.signature else 0.0
    if element.name == "article":
        score += 25
    if element.get("itemprop").lower() == "articlebody":
        score += 150
    return score


def _points(element: Element, length: int) -> float:
    """Return a block's points: one, one a comma, one a hundred characters up to six."""
    commas = sum(child.count(",") for child in element.children if isinstance(child, str))
    return 1 + commas + min(length / 100, 6)


def _climb(element: Element) -> Element:
    """Go up while the block around holds clearly more of the running text."""
    chosen = current = element
    length = element.running or element.text
    for _ in range(_CLIMB_LEVELS):
        parent = current.parent
        if parent is None or parent.name in ("html", "[document]"):
            break
        current = parent
        if parent.running > _CLIMB_GAIN * length and parent.link_density < _CLIMB_LINK_DENSITY:
            chosen, length = parent, parent.running
    return chosen


def equal_parts(container: Element) -> list[Element]:
    """Return the parts of an article that is cut into boxes of one name, to make room for others.

    The boxes bear the name of a body and hold nearly all of the running text. Trafilatura takes
    only the first of them.
    """
    by_name: dict[str, list[Element]] = {}
    for element in container.inside():
        if element.name in _BOXES and element.signature and is_body_like(element.signature):
            by_name.setdefault(element.signature, []).append(element)
    for parts in by_name.values():
        together = sum(part.running for part in parts)
        nested = any(part in set(other.ancestors(10)) for part in parts[:5] for other in parts[:5])
        if len(parts) > 1 and not nested and together >= _PARTS_SHARE * container.running > 0:
            return parts
    return []


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
    """Return one line a block; headings marked, h1 and blocks that are only links left out."""
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
                if node.name in _LEAVES and not _holds_blocks(node):
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
    if element.name in _LEAVES and not _holds_blocks(element):
        if element.link <= 0.7 * element.text:
            return False
        return element.name != "p" or element.text < _LONG_PARAGRAPH
    return False


def _holds_blocks(element: Element) -> bool:
    return any(inner.name in BLOCKS and inner.name != "td" for inner in element.inside())


_TWO_BREAKS = re.compile(r"\x00\s{0,20}\x00[\s\x00]{0,200}")


def _emit_leaf(made: _Lines, leaf: Element) -> None:
    """Emit a block that holds no other: one line, or several where two <br> part it."""
    parts: list[str] = []
    stack: list[Element | str] = [leaf]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            parts.append(node)
        elif node.name == "br":
            parts.append("\x00")
        elif not node.dropped:
            stack.extend(reversed(node.children))
    for line in _TWO_BREAKS.split("".join(parts)):
        made.add_inline(line.replace("\x00", " "))
        made.end_line(heading=leaf.name in _HEADINGS)
