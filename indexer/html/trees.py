"""Markup into the elements of an outline.

A whole page is parsed by lxml, whose tree is walked once: BeautifulSoup's tree of the same parser
has the same elements and took half of all the time a page takes. Pieces of markup, which have no
frame and are written by anyone, are BeautifulSoup's, as is a page that nests deeper than lxml keeps
in a tree of its own.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bs4 import BeautifulSoup
from bs4.element import AttributeDict, NavigableString, PageElement, PreformattedString, Tag
from lxml import etree
from lxml.html import HtmlElement

from newssearch.archive.errors import ArticleError
from newssearch.indexer.html.outline import Element, Outline

MAX_TAGS = 150_000
"""Opening and closing tags of a page; the largest of 117 saved news pages had 8,400 that were
left after slimming. A page of more is refused before it is parsed."""

_DEEPEST = 800
"""Levels of which lxml's tree is surely whole; from 2,048 on it leaves out what is inside."""

_ENCODING = "utf-8"

_MENUS = frozenset("div section ul ol table aside nav header footer form li td tr tbody dl".split())
_MENU = 0.5
"""The share of links in the text of a box that is a menu, where the box has no prose."""


class _Attributes(AttributeDict):
    """Attributes as lxml gives them: texts, so nothing has to be looked at."""

    __setitem__ = dict.__setitem__


@contextmanager
def page_outline(markup: str) -> Iterator[Outline]:
    """Give the outline of a page, with lxml's elements where its tree is whole, for a ``with``.

    Raises:
        ArticleError: it has more than MAX_TAGS.
    """
    markup = _checked(markup)
    with _collector_paused():
        root = page_tree(markup)
        outline = _of_tree(root) if root is not None else None
        if outline is None or outline.deepest >= _DEEPEST:
            outline = _of_soup(markup)
        yield outline
        outline.take_apart()


def page_tree(markup: str) -> HtmlElement | None:
    """Return lxml's tree of a page, which trafilatura takes; None if it has no element."""
    parser = etree.HTMLParser(
        encoding=_ENCODING, remove_comments=True, remove_pis=True, huge_tree=True, no_network=True
    )
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    return etree.fromstring(markup.encode(_ENCODING), parser)


def whole_tree(outline: Outline) -> HtmlElement:
    """Return the tree that the outline was made from, as long as nothing was taken out of it."""
    assert outline.nodes is not None, "the outline was made from a tree of lxml's"
    return outline.nodes[1]


def prose_tree(outline: Outline) -> HtmlElement:
    """Return a page without boxes that hold no prose: what was dropped, menus, empty elements.

    They are taken out of the tree that the outline was made from; of a page they are half of all
    elements or more, and what a tree is asked takes as long as it has elements.
    """
    root = whole_tree(outline)
    _cut(outline, outline.body, lambda box: not box.running and (box.dropped or _is_menu(box)))
    return root


def tree_of(container: Element, outline: Outline) -> HtmlElement:
    """Return a page of nothing but an element, without empty boxes and what is dropped in it.

    The element is taken out of the tree that the outline was made from.
    """
    assert outline.nodes is not None, "the outline was made from a tree of lxml's"
    _cut(outline, container, lambda box: box.dropped or (not box.text and box.name in _MENUS))
    node = outline.nodes[container.number]
    node.tail = None
    page = page_tree("<html><body></body></html>")
    assert page is not None, "the frame has elements"
    page[0].append(node)
    return page


def _is_menu(box: Element) -> bool:
    """Return whether a box has many links for its text, or nothing."""
    return box.name in _MENUS and box.link >= _MENU * box.text


def _cut(outline: Outline, around: Element, is_cut: Callable[[Element], bool]) -> None:
    assert outline.nodes is not None, "the outline was made from a tree of lxml's"
    number = around.number + 1
    while number <= around.last:
        element = outline.elements[number]
        if is_cut(element):
            outline.nodes[number].drop_tree()
            number = element.last
        number += 1


@contextmanager
def fragment_outline(markup: str) -> Iterator[Outline]:
    """Give the outline of a piece of markup, for a ``with``.

    Raises:
        ArticleError: it has more than MAX_TAGS.
    """
    markup = _checked(markup)
    with _collector_paused():
        outline = _of_soup(markup)
        yield outline
        outline.take_apart()


def _checked(markup: str) -> str:
    if markup.count("<") > MAX_TAGS:
        raise ArticleError(f"HTML of over {MAX_TAGS} tags")
    return markup if "<" in markup else f"<p>{markup}</p>"  # BeautifulSoup takes text for a name


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


def _of_tree(root: etree._Element) -> Outline:
    """Return the outline of lxml's tree, walked once in document order."""
    elements: list[Element] = []
    top = Element("[document]", {}, None, elements)
    nodes = [root]
    made: dict[etree._Element | None, Element] = {None: top}
    for node in root.iter():
        parent = made[node.getparent()]
        attributes = node.items()
        element = Element(node.tag, dict(attributes) if attributes else {}, parent, elements)
        made[node] = element
        nodes.append(node)
        if text := node.text:
            element.add_text(text)
        if tail := node.tail:
            parent.add_text(tail)
    return Outline(elements, nodes)


def _of_soup(markup: str) -> Outline:
    """Return the outline of BeautifulSoup's tree, walked without recursion."""
    # plain dicts and unsplit classes: nothing here needs more
    soup = BeautifulSoup(
        markup, "lxml", multi_valued_attributes=None, attribute_dict_class=_Attributes
    )
    elements: list[Element] = []
    top = Element("[document]", {}, None, elements)
    stack: list[tuple[Element, Iterator[PageElement]]] = [(top, iter(soup.contents))]
    while stack:
        element, inner = stack[-1]
        child = next(inner, None)
        if child is None:
            stack.pop()
        elif isinstance(child, Tag):
            attributes = {name: str(value) for name, value in child.attrs.items()}
            inside = Element(child.name, attributes, element, elements)
            stack.append((inside, iter(child.contents)))
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            element.add_text(str(child))
    return Outline(elements)
