"""The main text by our own rules: drop what is not an article, score what is left, take the best.

The rules are the scoring of readability (points for prose and commas, passed on to the blocks
around, taken away for links) with names of boxes dropped first and a climb at the end to the
block that holds the whole article. The constants are those of a prototype that
reached body F1 .949 and .957 on 181 and 82 pages of many publishers. _CLIMB_GAIN was 1.12 there;
1.06 takes in parts of articles that were left out (first words found on 117 pages: .84 to .85),
and has not been measured on those sets.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from newssearch.indexer.html.boilerplate import (
    NEVER_TEXT,
    is_body_like,
    is_boilerplate,
    name_score,
)
from newssearch.indexer.html.lines import emit_lines
from newssearch.indexer.html.outline import RUNNING_CHARACTERS, Element, Outline
from newssearch.indexer.html.pagetext import PageText

_KEPT_SHARE = 0.4
"""A box that holds more of the page's running text than this is the article, however named."""

_NEVER_BOXES = frozenset("html body article main p a em strong b i blockquote h1".split())
"""Elements that are not dropped for their names."""

_MAX_CARD = 600
"""Characters of a box that only shows another article."""
_MAX_CARDS_SHARE = 0.3
"""Of the page's running text; more in boxes with linked headings is an article made of them."""

_PROSE = frozenset("p blockquote pre td".split())
_BOXES = frozenset("div section article".split())
_PARTS_OF_TEXT = frozenset("p h2 h3 h4 h5 h6 ul ol dl blockquote pre table".split())
_MIN_PROSE, _MIN_BOX_TEXT, _MIN_BOX_UNLINKED = 25, 100, 80
_CLIMB_GAIN, _CLIMB_LINK_DENSITY, _CLIMB_LEVELS = 1.06, 0.35, 6
_PARTS_SHARE = 0.85
_LIKE_PARAGRAPHS = ("div", "li")
_MOST_LINKED = 0.3


class Body(NamedTuple):
    """The article by our rules: its lines, the element that holds them, and how sure that is.

    ``share`` is how much of the page's text that is no link the element holds, what was dropped for
    its name counted in; ``side_by_side`` is how much of the element's text is in paragraphs, lists,
    quotations, tables and headings that are together in one box.
    """

    text: PageText
    container: Element
    share: float
    side_by_side: float


def find_body(outline: Outline) -> Body:
    """Return the article by our own rules; what is not of it is dropped from the outline."""
    prose = drop_boilerplate(outline)
    container = _climb(_best_block(outline))
    held = container.text - container.link
    together = max(_side_by_side(box) for box in (container, *container.inside()))
    return Body(
        emit_lines(container),
        container,
        held / prose if prose else 0.0,
        together / container.text if container.text else 0.0,
    )


def _side_by_side(box: Element) -> int:
    return sum(
        child.text
        for child in box.children
        if not isinstance(child, str) and child.name in _PARTS_OF_TEXT and not child.dropped
    )


def drop_boilerplate(outline: Outline) -> int:
    """Drop what is not an article: by element, by being hidden, by name.

    Returns the characters outside links that the page has beside what is never text.
    """
    for name in NEVER_TEXT:
        for element in outline.named(name):
            outline.drop(element)
    outline.measure()
    prose = outline.body.text - outline.body.link
    enough = _KEPT_SHARE * outline.body.running
    for element in outline.standing():
        if element.running > enough or element.name in _NEVER_BOXES:
            continue
        hidden = element.name == "aside" or is_hidden(element)
        if hidden or (element.signature and is_boilerplate(element.signature)):
            outline.drop(element)
    outline.measure()
    _drop_cards(outline)
    return prose


def _drop_cards(outline: Outline) -> None:
    """Drop boxes that show other articles: a heading that is all link, and little around it.

    Where such boxes hold much of the page's text, they are the article: a round-up.
    """
    boxes = [card for card in linked_cards(outline) if not card.dropped]
    cards: list[Element] = []
    for card in sorted(set(boxes), key=lambda box: box.number):
        if not cards or card.number > cards[-1].last:  # else inside the one before
            cards.append(card)
    together = sum(card.running for card in cards)
    if cards and together <= _MAX_CARDS_SHARE * outline.body.running:
        for card in cards:
            outline.drop(card)
        outline.measure()


def linked_cards(outline: Outline) -> Iterator[Element]:
    """Yield boxes that show another article: a linked heading with little around it."""
    for name in ("h2", "h3", "h4"):
        for element in outline.named(name):
            if 0 < 0.8 * element.text < element.link:
                yield from (box for box in element.ancestors(2) if box.text <= _MAX_CARD)


def is_hidden(element: Element) -> bool:
    """Return whether an element itself is marked as not shown."""
    attributes = element.attributes
    return bool(attributes) and (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or (
            "style" in attributes
            and "display:none" in attributes["style"][:500].replace(" ", "").lower()
        )
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


def _around_linked_headings(container: Element) -> set[Element]:
    """Return the elements that hold a heading with a link, each reached once."""
    around: set[Element] = set()
    for element in container.inside():
        if element.name in ("h2", "h3", "h4") and element.link:
            above = element.parent
            while above is not None and above not in around:
                around.add(above)
                above = above.parent
    return around


def unnamed_paragraphs(container: Element) -> Iterator[Element]:
    """Yield the boxes that are paragraphs of an article, though the page does not call them so.

    They are boxes or items of lists without a name, hold running text that is no link and no block,
    and are beside paragraphs that have more text. Trafilatura leaves many of them out.
    """
    in_paragraphs: dict[Element, int] = {}
    for box in container.inside():
        if box.name not in _LIKE_PARAGRAPHS or box.blocks or not box.running or box.signature:
            continue
        listing = box.parent if box.name == "li" else box
        around = listing.parent if listing is not None else None
        if listing is None or around is None or listing.signature:
            continue
        if around not in in_paragraphs:
            boxes = (one for one in around.children if not isinstance(one, str))
            in_paragraphs[around] = sum(one.text for one in boxes if one.name == "p")
        if box.link_density <= _MOST_LINKED and in_paragraphs[around] > listing.text:
            yield box


def loose_text(container: Element) -> str:
    """Return the running text that is directly in an article's element, between its paragraphs."""
    texts = (one for one in container.children if isinstance(one, str))
    return "\n".join(one for one in texts if len(one.strip()) >= RUNNING_CHARACTERS)


def _may_be_part(box: Element, around_links: set[Element], *, loosely: bool) -> bool:
    if not box.signature:
        return False
    if is_body_like(box.signature):
        return True
    return loosely and box.running > 0 and name_score(box.signature) > 0 and box not in around_links


def equal_parts(container: Element, *, loosely: bool = False) -> list[Element]:
    """Return the parts of an article that is cut into boxes of one name, to make room for others.

    The boxes bear the name of a body, or if ``loosely`` of a text and hold no link in a heading, as
    boxes about other articles do; together they have nearly all of the running text. Trafilatura
    takes only the first of them.
    """
    by_name: dict[str, list[Element]] = {}
    around_links = _around_linked_headings(container) if loosely else set()
    for element in container.inside():
        if element.name in _BOXES and _may_be_part(element, around_links, loosely=loosely):
            by_name.setdefault(element.signature, []).append(element)
    for parts in by_name.values():
        together = sum(part.running for part in parts)
        nested = any(part in set(other.ancestors(10)) for part in parts[:5] for other in parts[:5])
        if len(parts) > 1 and not nested and together >= _PARTS_SHARE * container.running > 0:
            return parts
    return []
