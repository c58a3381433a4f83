"""Authors printed on a page: in marked elements, in boxes named like bylines, after "By".

Separate from what pages declare, because here one has to tell this article's byline from the
bylines of all the others that a page shows around it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from newssearch.indexer.html.body import linked_cards
from newssearch.indexer.html.outline import Element, Outline
from newssearch.indexer.knowledge.authors import PICTURE_WORK, split_authors

_AUTHOR_ADDRESS = re.compile(
    r"/(?:authors?|by|contributors?|profiles?|editors?|staff|people|reporters?|writers?|"
    r"columnists?|journalists?|byline)/[^/?#]{3,80}/?(?:[?#]|\Z)",
    re.I,
)
_OTHERS = re.compile(
    r"comment|related|recirc|recommend|sidebar|footer|outbrain|taboola|trending|popular|"
    r"more-?(?:from|stories|in)|latest|up-?next|read-?next|newsletter|gallery|caption|credit",
    re.I,
)
"""Boxes with names that are not this article's authors."""

_BY = re.compile(r"(?:(?:written|posted|reported|story|words|text) )?by:? (?=(?-i:[A-ZÀ-Ž]))", re.I)
_OTHER_WORK = re.compile(r"\b([^\W\d_]{3,20}) by:?\s{0,9}\Z", re.I)
_CREDITED = re.compile(rf"\b{PICTURE_WORK} ?(?=\S)", re.I)
_WRITING = frozenset("written posted reported story words text published article authored".split())
"""What is done "by" a person whose name follows; "Photographed by", "Hair by" names no author."""
_OPENS_BY = re.compile(r"\s{0,200}(?:by|written|posted|reported|story|words|text)\b", re.I)
_MAX_PRINTED = 100
_MAX_BYLINE = 300
"""Characters of text in a box that is a byline and nothing else."""

_MAX_NAMES = 20
_MOST_PLACES = 100
"""Elements of a kind that are looked at, and declared names that are kept: a page names its own
authors first, and what is beside each is looked at."""
_MAX_CHARACTERS, _MAX_WORDS = 120, 14
_SITE_WORDS = re.compile(
    r"\b(?:comments?|share|follow|read|more|posts?|articles?|about|view|all|by|e-?mail|print|watch|live|says|said|photos?|videos?|images?|getty|"
    r"minutes?|ago|updated|published|january|february|march|april|may|june|july|august|september|"
    r"october|november|december)\b",
    re.I,
)


_PROVIDER = re.compile(r"(?:^|[\s_-])(?:provider|source|agency|supplier)[_-]*name\b", re.I)
_MAX_PROVIDER_WORDS = 5


class _Place(NamedTuple):
    """A kind of place where names are printed; ``marked`` ones may give a single word."""

    key: str
    origin: str
    marked: bool = False


_PLACES = (
    _Place("author's name property", "itemprop author", marked=True),
    _Place("author property", "itemprop author", marked=True),
    _Place("author relation", "rel=author", marked=True),
    _Place("author-name class", "visible author", marked=True),
    _Place("link in byline", "visible byline"),
    _Place("byline__name class", "visible byline"),
    _Place("printed by", "visible byline"),
    _Place("author link", "link to author"),
    _Place("byline class", "visible byline"),
    _Place("link in author", "visible author"),
    _Place("author's page in byline", "visible byline", marked=True),
    _Place("byline id", "visible byline"),
    _Place("author class", "visible author"),
    _Place("address", "<address>"),
)
"""Kinds of places, the surest first."""


def printed_authors(outline: Outline, is_person: Callable[[str], bool]) -> tuple[list[str], str]:
    """Return the names in the surest kind of place that gives any, and what to call the place.

    ``is_person`` says of a name that it is not the site's own.
    """
    found = _find_places(outline)
    for place in _PLACES:
        names: dict[str, None] = {}
        first: Element | None = None
        for element in found.get(place.key, ()):
            if first is not None and not _stand_together(first, element):
                continue
            likely = [
                name
                for name in split_authors(_written(element))
                if is_person(name) and _looks_like_person(name, marked=place.marked)
            ]
            if likely and _did_other_work(element):
                continue
            if likely and first is None:
                first = element
            names |= dict.fromkeys(likely)
        if names:
            return list(names)[:_MAX_NAMES], place.origin
    return [], ""


def printed_provider(outline: Outline) -> str | None:
    """Return who supplied the article, from a box that portals name like "provider-name"."""
    elsewhere = _elsewhere(outline)
    for element in outline.elements:
        if element in elsewhere or not _PROVIDER.search(element.get("class"), 0, 500):
            continue
        name = " ".join(_written(element).split())
        if name and len(name.split()) <= _MAX_PROVIDER_WORDS and not _SITE_WORDS.search(name):
            return name
    return None


def without_other_work(names: list[str], outline: Outline) -> list[str]:
    """Leave out of several names those that the page credits with pictures or the like.

    Where the page says so of all of them, it is no news of who wrote: all are returned.
    """
    if len(names) < 2:
        return names
    names = names[:_MOST_PLACES]
    text = outline.body.text_content()
    others = set()
    for found in _CREDITED.finditer(text):
        others |= {name for name in names if text.startswith(name, found.end())}
    return [name for name in names if name not in others] or names


def _find_places(outline: Outline) -> dict[str, list[Element]]:
    """Return the elements of each kind of place, in document order."""
    found: dict[str, list[Element]] = {}
    elsewhere = _elsewhere(outline)
    in_byline: set[Element] = set()
    in_author: set[Element] = set()
    headed = not outline.named("h1")
    for element in outline.elements:
        headed = headed or element.name == "h1"
        if element in elsewhere:
            continue
        named = element.attributes.get("class", "").lower()
        keys = list(_keys(element, named)) if element.attributes else []
        if element.name == "a":
            keys += ["link in byline"] if element.parent in in_byline else []
            keys += ["link in author"] if element.parent in in_author else []
            if keys[-1:] and keys[-1] != "author link" and "author link" in keys:
                keys.append("author's page in byline")
        if headed and _prints_by(element):
            keys.append("printed by")
        for key in keys:
            elements = found.setdefault(key, [])
            if len(elements) < _MOST_PLACES:
                elements.append(element)
        if element.text <= _MAX_BYLINE:
            if "byline" in named or element.parent in in_byline:
                in_byline.add(element)
            if "author" in named or element.parent in in_author:
                in_author.add(element)
    return found


def _keys(element: Element, named: str) -> Iterator[str]:
    """Yield the kinds of places that an element is by its own attributes."""
    if "itemprop" in element.attributes:
        properties = element.get("itemprop").lower().split()
        around = element.ancestors(5)
        if "name" in properties and any("author" in a.get("itemprop") for a in around):
            yield "author's name property"
        if "author" in properties:
            yield "author property"
    if element.name == "a":
        if "author" in element.get("rel").lower().split():
            yield "author relation"
        if _AUTHOR_ADDRESS.search(element.get("href"), 0, 500):
            yield "author link"
    if "byline" in named:
        yield "byline class"
        if "byline__name" in named:
            yield "byline__name class"
    if "author" in named:
        yield "author class"
        if "author-name" in named:
            yield "author-name class"
    if "id" in element.attributes and "byline" in element.get("id").lower():
        yield "byline id"
    if element.name == "address":
        yield "address"


def _prints_by(element: Element) -> bool:
    """Return whether an element is a printed byline: "By" and little more."""
    if not 6 <= element.text <= _MAX_PRINTED or _OPENS_BY.match(_first_string(element)) is None:
        return False
    return _BY.match(element.text_content(_MAX_PRINTED, apart=True)) is not None


def _first_string(element: Element) -> str:
    """Return the first text inside, if it is near the top."""
    node: Element | str = element
    for _ in range(6):
        if isinstance(node, str):
            return node
        node = next((c for c in node.children if not isinstance(c, str) or c.strip()), "")
    return node if isinstance(node, str) else ""


def _elsewhere(outline: Outline) -> set[Element]:
    """Return the elements in boxes about other articles, comments and the like."""
    own = _own_boxes(outline)
    boxes = {card for card in linked_cards(outline) if card not in own}
    found: set[Element] = set()
    number = 0
    while number < len(outline.elements):
        element = outline.elements[number]
        # a short footer can be the foot of the headline, and hold the byline
        foot = element.name == "footer" and element.text > _MAX_BYLINE
        other = foot or element.name == "nav" or element in boxes
        other = other or (bool(element.signature) and _is_of_others(element.signature))
        if other and element not in own:
            found.update(outline.elements[number : element.last + 1])
            number = element.last
        number += 1
    return found


@lru_cache(maxsize=4096)
def _is_of_others(signature: str) -> bool:
    return _OTHERS.search(signature) is not None


def _own_boxes(outline: Outline) -> set[Element]:
    """Return the elements around the headline, and those that hold much of the text."""
    heading = next(iter(outline.named("h1")), None)
    around = set(heading.ancestors()) if heading is not None else set()
    enough = 0.4 * outline.body.running
    return around | {e for e in outline.elements if e.running and e.running >= enough}


def _stand_together(first: Element, other: Element) -> bool:
    """Return whether two places are parts of one byline: a box holds both and little else."""
    around = set(first.ancestors(4))
    for ancestor in other.ancestors(4):
        if ancestor in around:
            return ancestor.text <= _MAX_BYLINE
    return False


def _did_other_work(element: Element) -> bool:
    """Return whether the words right before an element make its name that of a photographer."""
    if element.parent is None:
        return False
    before = ""
    for child in element.parent.children:
        if child is element:
            break
        before = child if isinstance(child, str) else child.text_content(_MAX_PRINTED)
    found = _OTHER_WORK.search(before[-_MAX_PRINTED:])
    return found is not None and found.group(1).lower() not in _WRITING


def _written(element: Element) -> str:
    if element.name in ("meta", "link"):  # microdata: a name that is not shown
        text = element.get("content") or element.get("value")
    else:
        text = element.text_content(_MAX_CHARACTERS, apart=True)
    too_long = len(text) > _MAX_CHARACTERS or len(text.split()) > _MAX_WORDS
    return "" if too_long else text


def _looks_like_person(name: str, *, marked: bool) -> bool:
    words = name.split()
    if len(words) < 2 and not marked:
        return False
    capitals = sum(word[:1].isupper() for word in words)
    return len(words) <= 4 and capitals >= len(words) - 1 and not _SITE_WORDS.search(name)
