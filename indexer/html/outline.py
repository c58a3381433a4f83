"""The outline of a page: its elements in document order, with what the rules ask of each.

Asking a parser's tree the same questions again and again (how much text, how much of it links) was
most of the time the rules took; the outline answers each once, in passes without recursion, so that
deep and hostile pages cost no more than others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

MOST_LEVELS = 250
"""Levels that are looked up from an element: news pages nest 40 deep, and asking every element of a
page that nests 50,000 deep for all that is around it would take the square of that."""

_INLINE = frozenset("b i em strong span u sup sub q mark font cite abbr small s code time".split())
_RUNNING = frozenset("p blockquote pre div td li section".split())
_NAMES = ("class", "id", "role")
_NAMING = frozenset(_NAMES)
RUNNING_CHARACTERS = 60
"""Text directly in a block counts as running text from this length on; menus hold less."""


class Element:
    """One element: its place, and the lengths in characters of what it holds.

    ``text`` is all text inside, ``link`` that inside links, ``own`` that directly in it or in
    inline elements that are no links, ``running`` the own text of all blocks inside that hold
    enough of it to be prose, ``strings`` that directly in it. ``blocks`` counts the blocks inside,
    cells of tables left out.

    ``page`` is all elements of the page in document order; this one is ``page[number]``, those
    inside it follow up to ``page[last]``.
    """

    __slots__ = (
        *("name", "attributes", "parent", "depth", "page", "number", "last", "children"),
        *("signature", "dropped", "strings", "text", "link", "own", "running", "blocks"),
    )

    name: str
    attributes: dict[str, str]
    parent: Element | None
    depth: int
    page: list[Element]
    number: int
    last: int
    children: list[Element | str]
    signature: str
    dropped: bool
    strings: int
    text: int
    link: int
    own: int
    running: int
    blocks: int

    def __init__(
        self, name: str, attributes: dict[str, str], parent: Element | None, page: list[Element]
    ) -> None:
        """Make an element behind all that there are on the page so far; an outline measures it."""
        self.name = name
        self.attributes = attributes
        self.parent = parent
        self.page = page
        self.number = self.last = len(page)
        self.children = []
        self.signature = ""
        self.dropped = False
        self.strings = 0
        if attributes and not _NAMING.isdisjoint(attributes):
            self.signature = " ".join([attributes[n] for n in _NAMES if n in attributes])
        page.append(self)
        if parent is None:
            self.depth = 0
        else:
            self.depth = parent.depth + 1
            parent.children.append(self)

    def add_text(self, text: str) -> None:
        """Put text behind what is inside so far."""
        self.children.append(text)
        self.strings += len(text.strip())

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
                length += 1 if node.isspace() else len(node)
            elif not node.dropped:
                if apart or node.name == "br" or node.name in BLOCKS:
                    parts.append(" ")
                    stack.append(" ")
                stack.extend(reversed(node.children))
        return " ".join("".join(parts).split())

    def inside(self) -> Iterator[Element]:
        """Yield the elements inside that are not dropped, in document order."""
        page, number, last = self.page, self.number + 1, self.last
        while number <= last:
            element = page[number]
            if element.dropped:
                number = element.last
            else:
                yield element
            number += 1


BLOCKS = frozenset(
    "p h1 h2 h3 h4 h5 h6 li blockquote pre td dd dt div section article main table ul ol dl tr "
    "tbody thead header aside figure center hr address details summary fieldset th caption "
    "footer nav form".split()
)
"""Elements that end a line; ``body`` and ``html`` are their own business."""


_CELLS_APART = BLOCKS - {"td"}


class Outline:
    """All elements of a page in document order."""

    def __init__(
        self, elements: list[Element], nodes: Sequence[etree._Element] | None = None
    ) -> None:
        """Take the elements of a page, the document itself first, and lxml's of the same numbers.

        ``nodes`` is None where the page was not lxml's to parse.
        """
        self.elements = elements
        self.nodes = nodes
        self._by_name: dict[str, list[Element]] = {}
        for element in elements:
            if element.name in self._by_name:
                self._by_name[element.name].append(element)
            else:
                self._by_name[element.name] = [element]
        self.deepest = max([element.depth for element in elements], default=0)
        for element in reversed(elements):
            if element.parent is not None and element.last > element.parent.last:
                element.parent.last = element.last
        bodies = self.named("body")
        self.body = bodies[0] if bodies else elements[0]
        self.measure()

    def named(self, name: str) -> list[Element]:
        """Return the elements of a name, in document order, dropped ones among them."""
        return self._by_name.get(name, [])

    def marked(self, attribute: str) -> list[Element]:
        """Return the elements that have an attribute, in document order."""
        return [element for element in self.elements if attribute in element.attributes]

    def canonical_links(self) -> list[str]:
        """Return the addresses that the page says are its own."""
        links = (link for link in self.named("link") if link.get("rel").lower() == "canonical")
        return [link.get("href") for link in links]

    def measure(self) -> None:
        """Count the lengths again, leaving out what is dropped, which keeps its own of before."""
        standing: list[Element] = []
        number = 0
        while number < len(self.elements):
            element = self.elements[number]
            if element.dropped:
                number = element.last
            else:
                element.text = element.own = element.strings
                element.link = element.running = element.blocks = 0
                standing.append(element)
            number += 1
        for element in reversed(standing):
            name = element.name
            if name == "a":
                element.link = element.text
            elif element.own >= RUNNING_CHARACTERS and name in _RUNNING:
                element.running += element.own
            parent = element.parent
            if parent is None:
                continue
            parent.text += element.text
            parent.link += element.link
            parent.running += element.running
            parent.blocks += element.blocks + (name in _CELLS_APART)
            if name in _INLINE:
                parent.own += element.own

    def drop(self, element: Element) -> None:
        """Leave an element out of everything that follows; lengths need a new measure."""
        element.dropped = True

    def take_apart(self) -> None:
        """Take the elements from one another, so that nothing is left to the cycle collector."""
        for element in self.elements:
            element.children.clear()
        self.elements.clear()

    def standing(self) -> Iterator[Element]:
        """Return the body's elements that are not dropped, nor inside one that is."""
        return self.body.inside()
