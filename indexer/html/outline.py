"""The outline of a page: its elements in document order, with what the rules ask of each.

Parsing is BeautifulSoup's, over lxml. Asking its tree the same questions again and again (how
much text, how much of it links) was most of the time the rules took; the outline answers each
once, in two passes without recursion, so that deep and hostile pages cost no more than others.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bs4 import BeautifulSoup
from bs4.element import AttributeDict, NavigableString, PreformattedString, Tag

from newssearch.archive.errors import ArticleError

MAX_TAGS = 150_000
"""Opening and closing tags of a page; the largest of 117 saved news pages had 8,400 that were
left after slimming. A page of more is refused before it is parsed: 70,000 elements took a second
of CPU and 80 MB in this module alone."""

MOST_LEVELS = 250
"""Levels that are looked up from an element: news pages nest 40 deep, and asking every element of a
page that nests 50,000 deep for all that is around it would take the square of that."""

_INLINE = frozenset("b i em strong span u sup sub q mark font cite abbr small s code time".split())
_RUNNING = frozenset("p blockquote pre div td li section".split())
_RUNNING_CHARACTERS = 60
"""Text directly in a block counts as running text from this length on; menus hold less."""


@dataclass(slots=True, eq=False)
class Element:
    """One element: its place, and the lengths in characters of what it holds.

    ``text`` is all text inside, ``link`` that inside links, ``own`` that directly in it or in
    inline elements that are no links, ``running`` the own text of all blocks inside that hold
    enough of it to be prose.
    """

    name: str
    attributes: dict[str, str]
    parent: Element | None
    depth: int
    children: list[Element | str] = field(default_factory=list)
    signature: str = ""
    dropped: bool = False
    text: int = 0
    link: int = 0
    own: int = 0
    running: int = 0

    def get(self, name: str) -> str:
        """Return an attribute, "" where it is missing."""
        return self.attributes.get(name, "")

    @property
    def link_density(self) -> float:
        """The share of the text that is inside links."""
        return self.link / self.text if self.text else 0.0

    def ancestors(self, count: int = MOST_LEVELS) -> Iterator[Element]:
        """Yield the parent and on upwards, at most so many."""
        element = self.parent
        while element is not None and count > 0:
            yield element
            element = element.parent
            count -= 1

    def text_content(self, limit: int = 1_000_000, *, apart: bool = False) -> str:
        """Return all text inside, blanks collapsed, dropped elements left out.

        The text is cut once it is longer than ``limit``, or where it is spread over many more
        elements than that. ``apart`` puts a blank between all elements, as where names are in
        boxes side by side; else only blocks are parted.
        """
        parts: list[str] = []
        length = 0
        nodes_left = 5 * limit
        stack: list[Element | str] = [self]
        while stack and length <= limit and nodes_left > 0:
            nodes_left -= 1
            node = stack.pop()
            if isinstance(node, str):
                parts.append(node)
                length += len(node)
            elif not node.dropped:
                if apart or node.name == "br" or node.name in BLOCKS:
                    parts.append(" ")
                    stack.append(" ")
                stack.extend(reversed(node.children))
        return " ".join("".join(parts).split())

    def inside(self) -> Iterator[Element]:
        """Yield the elements inside that are not dropped, in document order."""
        stack = [child for child in reversed(self.children) if isinstance(child, Element)]
        while stack:
            element = stack.pop()
            if element.dropped:
                continue
            yield element
            stack.extend(c for c in reversed(element.children) if isinstance(c, Element))


BLOCKS = frozenset(
    "p h1 h2 h3 h4 h5 h6 li blockquote pre td dd dt div section article main table ul ol dl tr "
    "tbody thead header aside figure center hr address details summary fieldset th caption "
    "footer nav form".split()
)
"""Elements that end a line; ``body`` and ``html`` are their own business."""


class _Attributes(AttributeDict):
    """Attributes as lxml gives them: texts, so nothing has to be looked at."""

    __setitem__ = dict.__setitem__


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the cycle collector from walking a growing tree again and again.

    What one page takes is bounded by MAX_TAGS, so it can wait for the page's end.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class Outline:
    """All elements of a page in document order."""

    def __init__(self, markup: str) -> None:
        """Parse a page.

        Raises:
            ArticleError: it has more than MAX_TAGS.
        """
        if markup.count("<") > MAX_TAGS:
            raise ArticleError(f"HTML of over {MAX_TAGS} tags")
        if "<" not in markup:
            markup = f"<p>{markup}</p>"  # the parser warns of text that looks like a file's name
        with _collector_paused():
            # plain dicts and unsplit classes: nothing here needs more
            soup = BeautifulSoup(
                markup, "lxml", multi_valued_attributes=None, attribute_dict_class=_Attributes
            )
            self.elements = _flatten(soup)
        self.deepest = max((element.depth for element in self.elements), default=0)
        bodies = [element for element in self.elements if element.name == "body"]
        self.body = bodies[0] if bodies else self.elements[0]
        self.measure()

    def measure(self) -> None:
        """Count the lengths again, leaving out what is dropped."""
        for element in self.elements:
            element.text = element.link = element.own = element.running = 0
        for element in reversed(self.elements):
            if element.dropped:
                continue
            _add_own_strings(element)
            if element.name == "a":
                element.link = element.text
            if element.name in _RUNNING and element.own >= _RUNNING_CHARACTERS:
                element.running += element.own
            parent = element.parent
            if parent is not None:
                parent.text += element.text
                parent.link += element.link
                parent.running += element.running
                if element.name in _INLINE:
                    parent.own += element.own

    def drop(self, element: Element) -> None:
        """Leave an element out of everything that follows; lengths need a new measure."""
        element.dropped = True

    def standing(self) -> Iterator[Element]:
        """Yield the body's elements that are not dropped, nor inside one that is."""
        yield from self.body.inside()


def _add_own_strings(element: Element) -> None:
    length = 0
    for child in element.children:
        if isinstance(child, str):
            length += len(child.strip())
    element.text += length
    element.own += length


def _flatten(soup: BeautifulSoup) -> list[Element]:
    """Return the elements in document order, without recursion."""
    top = Element("[document]", {}, None, 0)
    elements: list[Element] = [top]
    stack: list[tuple[Tag, Element]] = [(soup, top)]
    while stack:
        tag, element = stack.pop()
        if element is not top:
            elements.append(element)
        inner: list[tuple[Tag, Element]] = []
        for child in tag.contents:
            if isinstance(child, Tag):
                made = _element(child, element)
                element.children.append(made)
                inner.append((child, made))
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                element.children.append(str(child))
        inner.reverse()
        stack.extend(inner)
    return elements


def _element(tag: Tag, parent: Element) -> Element:
    attributes: dict[str, str] = {name: str(value) for name, value in tag.attrs.items()}
    made = Element(tag.name, attributes, parent, parent.depth + 1)
    if attributes:
        made.signature = " ".join(
            attributes[name] for name in ("class", "id", "role") if name in attributes
        )
    return made
