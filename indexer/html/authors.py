"""The authors of a page: declared, marked, or printed beside the headline.

Places are asked in order of trust, and the first that gives a name is believed; from places that
are only named like a byline, only what looks like a person's name is taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from indexer.html.jsonld import Node, names_of
from indexer.html.metatags import MetaTags
from indexer.html.outline import Element, Outline
from indexer.html.people import split_names

_META = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "dc.creator.creator",
    "byl",
    "citation_author",
    "rbauthors",
    "article:author_name",
    "cxenseparse:author",
    "twitter:creator:name",
    "og:article:author",
    "shareaholic:article_author_name",
)
_MAX_EACH = 4
_MAX_CHARACTERS, _MAX_WORDS = 120, 14
_SITE_WORDS = re.compile(
    r"\b(?:comments?|share|follow|read|more|posts?|articles?|about|view|all|by|email|print|"
    r"minutes?|ago|updated|published|january|february|march|april|may|june|july|august|september|"
    r"october|november|december)\b",
    re.I,
)
_NOT_WORD = re.compile(r"\W+")


class Authors(NamedTuple):
    """Names in order, and where they stood."""

    names: list[str]
    origin: str


def find_authors(outline: Outline, meta: MetaTags, articles: list[Node]) -> Authors:
    """Return the authors; no names where the page does not surely give any."""
    not_people = {_normal(value) for _, value in meta.each("og:site_name", "application-name")}
    not_people |= {_normal(name) for node in articles for name in names_of(node.get("publisher"))}
    for written, origin in _declared(meta, articles):
        names = _unlike(split_each(written), not_people)
        if names:
            return Authors(names, origin)
    return _visible(outline, not_people)


def split_each(written: list[str]) -> list[str]:
    """Return the names in several written bylines, each once."""
    return list(dict.fromkeys(name for text in written for name in split_names(text)))


def _declared(meta: MetaTags, articles: list[Node]) -> Iterator[tuple[list[str], str]]:
    for node in articles:
        yield list(names_of(node.get("author") or node.get("creator"))), "JSON-LD"
    for name in _META:
        values = [value for _, value in meta.each(name) if "http" not in value]
        if values:
            yield values, f"meta {name}"


def _unlike(names: list[str], not_people: set[str]) -> list[str]:
    return [name for name in names if _normal(name) not in not_people]


def _normal(name: str) -> str:
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFKC", name).casefold()).strip()


class _Place(NamedTuple):
    """A kind of place where names are printed; ``marked`` ones may give a single word."""

    origin: str
    marked: bool
    matches: Callable[[Element], bool]


def _is_property(element: Element, name: str) -> bool:
    return name in element.get("itemprop").lower().split()


def _class_has(element: Element, part: str) -> bool:
    return part in element.get("class").lower()


def _inside_class(element: Element, part: str) -> bool:
    return any(_class_has(ancestor, part) for ancestor in element.ancestors(5))


def _links_to_author(element: Element) -> bool:
    address = element.get("href").lower()
    return "/author/" in address or "/authors/" in address


_PLACES = (
    _Place(
        "itemprop author",
        True,
        lambda e: (
            _is_property(e, "name") and any(_is_property(a, "author") for a in e.ancestors(5))
        ),
    ),
    _Place("itemprop author", True, lambda e: _is_property(e, "author")),
    _Place(
        "rel=author", True, lambda e: e.name == "a" and "author" in e.get("rel").lower().split()
    ),
    _Place("visible author", True, lambda e: _class_has(e, "author-name")),
    _Place("visible byline", False, lambda e: e.name == "a" and _inside_class(e, "byline")),
    _Place("visible byline", False, lambda e: _class_has(e, "byline__name")),
    _Place("link to author", False, lambda e: e.name == "a" and _links_to_author(e)),
    _Place("visible byline", False, lambda e: _class_has(e, "byline")),
    _Place("visible author", False, lambda e: e.name == "a" and _inside_class(e, "author")),
    _Place("visible byline", False, lambda e: "byline" in e.get("id").lower()),
    _Place("visible author", False, lambda e: _class_has(e, "author")),
    _Place("<address>", False, lambda e: e.name == "address"),
)


def _visible(outline: Outline, not_people: set[str]) -> Authors:
    likely = [element for element in outline.elements if _may_be_place(element)]
    for place in _PLACES:
        names: list[str] = []
        matching = (element for element in likely if place.matches(element))
        for element, _ in zip(matching, range(_MAX_EACH), strict=False):
            written = _written(element)
            if written is None:
                continue
            for name in _unlike(split_names(written), not_people):
                if name not in names and _looks_like_person(name, marked=place.marked):
                    names.append(name)
        if names:
            return Authors(names, place.origin)
    return Authors([], "")


def _may_be_place(element: Element) -> bool:
    return bool(element.attributes) and (
        element.name in ("a", "address")
        or bool(element.signature)
        or "itemprop" in element.attributes
    )


def _written(element: Element) -> str | None:
    if element.name == "meta":
        text = element.get("content")
    else:
        text = element.text_content(_MAX_CHARACTERS)
    if not text or len(text) > _MAX_CHARACTERS or len(text.split()) > _MAX_WORDS:
        return None
    return text


def _looks_like_person(name: str, *, marked: bool) -> bool:
    words = name.split()
    if len(words) < 2 and not marked:
        return False
    capitals = sum(word[:1].isupper() for word in words)
    return len(words) <= 4 and capitals >= len(words) - 1 and not _SITE_WORDS.search(name)
