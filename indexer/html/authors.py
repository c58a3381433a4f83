"""The authors of a page: declared, marked, or printed beside the headline.

Places are asked in order of trust, and the first that gives a name is believed; from places that
are only named like a byline, only what looks like a person's name is taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from newssearch.indexer.html.jsonld import Node, names_of
from newssearch.indexer.html.metatags import MetaTags
from newssearch.indexer.html.outline import Outline
from newssearch.indexer.html.printed_authors import printed_authors, without_other_work
from newssearch.indexer.knowledge.authors import split_authors

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
_NAMES_OF_SITES = ("og:site_name", "application-name", "publisher", "dc.publisher")
_DESKS = frozenset("staff editors editor team desk newsroom online reporters".split())
_NOT_WORD = re.compile(r"\W+")


class Authors(NamedTuple):
    """Names in order, and where they were."""

    names: list[str]
    origin: str


def find_authors(outline: Outline, meta: MetaTags, articles: list[Node]) -> Authors:
    """Return the authors; no names where the page does not surely give any."""
    not_people = {_normal(value) for _, value in meta.each(*_NAMES_OF_SITES)}
    not_people |= {_normal(name) for node in articles for name in names_of(node.get("publisher"))}
    copyright_lines = [f" {_normal(value)} " for _, value in meta.each("copyright", "rights")]
    unsure = Authors([], "")
    for written, origin in _declared(meta, articles):
        names = [
            name
            for name in _unlike(split_each(written), not_people)
            if not any(f" {_normal(name)} " in line for line in copyright_lines)
        ]
        if not names:
            continue
        if not all(_is_account(name, not_people) for name in names):
            return Authors(without_other_work(names, outline), origin)
        unsure = unsure if unsure.names else Authors(names, origin)
    names, origin = printed_authors(outline, lambda name: _normal(name) not in not_people)
    return Authors(names, origin) if names else unsure


def _is_account(name: str, not_people: set[str]) -> bool:
    """Return whether a name is an account's ("annlee") or a desk's ("Daily Staff")."""
    if name.islower() and " " not in name:
        return True
    site, _, desk = _normal(name).rpartition(" ")
    return desk in _DESKS and (not site or site in not_people)


def split_each(written: list[str]) -> list[str]:
    """Return the names in several written bylines, each once."""
    return list(dict.fromkeys(name for text in written for name in split_authors(text)))


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
