"""The title of a page: the heading a reader sees, chosen by what the page declares.

Declared titles are often shortened or dressed up for sharing ("… | The Daily"), visible headings
are often a section's or the site's; the heading that shares most words with the declared title is
right more often than either alone.
"""

from __future__ import annotations

import html
import itertools
import re
import unicodedata
from typing import NamedTuple

from newssearch.indexer.html.body import is_hidden
from newssearch.indexer.html.jsonld import Node, names_of, text_of
from newssearch.indexer.html.metatags import MetaTags
from newssearch.indexer.html.outline import Element, Outline

_DECLARING = (
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "citation_title",
    "sailthru.title",
    "parsely-title",
    "title",
    "headline",
)
_MAX_CHARACTERS = 300
_MOST_HEADINGS = 200
"""Of a level that are looked at; those of other articles come first on some pages."""
_AGREEMENT = 0.5
_H2_AGREEMENT = 0.6
_LONG_WORDS = 5
"""The one h1 of a page with so many words is its headline, even where what is declared for sharing
is worded otherwise; shorter ones are names of sites and sections."""
_SEPARATOR = re.compile(r"(?<!\s)\s+(?:[|»«·•–—\-]|::)\s+")
_MARKUP = re.compile(r"<[^<>]{0,300}>")
_BESIDE = frozenset("nav aside footer dialog".split())
_TRANSLATION = re.compile(r"skiptranslate|google_translate|goog-(?:te|gt|tooltip)")
"""The box that a translating browser or script puts into a page: "Original text"."""
_NOT_WORD = re.compile(r"\W+")


class Title(NamedTuple):
    """A title, and where it was."""

    value: str
    origin: str


def find_title(outline: Outline, meta: MetaTags, articles: list[Node]) -> Title | None:
    """Return the title of the page, or None."""
    sites = _names_of_site(meta, articles)
    declared = _declared(outline, meta, articles, sites)
    visible = _best_heading(outline, declared, sites)
    if visible is not None:
        return visible
    h1s = _headings(outline, "h1", 2, sites)
    only_tag = bool(declared) and declared[0].origin == "<title>"
    long_enough = len(h1s) == 1 and _LONG_WORDS <= len(h1s[0].split()) <= 40
    if len(h1s) == 1 and (not declared or only_tag or long_enough):
        return Title(h1s[0], "<h1>")
    if not declared:
        return Title(h1s[0], "<h1>") if h1s else None
    by_origin = {title.origin: title for title in reversed(declared)}
    chosen = by_origin.get("JSON-LD headline") or declared[0]
    value = _cut_site(chosen.value, sites)
    return Title(value, chosen.origin) if value else None


def other_title(title: str, meta: MetaTags, articles: list[Node]) -> str | None:
    """Return the title under which a page is shared, if it says something else than its own."""
    sites = _names_of_site(meta, articles)
    own = set(_words(title))
    for _, value in meta.each("og:title", "twitter:title"):
        shared = _cut_site(_clean(value), sites)
        words = set(_words(shared))
        if len(words) >= _LONG_WORDS and len(words - own) > 0.5 * len(words):
            return shared
    return None


def _names_of_site(meta: MetaTags, articles: list[Node]) -> set[str]:
    """Return what the site calls itself, as words; a heading that says only this is not a title."""
    names = [value for _, value in meta.each("og:site_name", "application-name")]
    names += [name for node in articles for name in names_of(node.get("publisher"))]
    return {" ".join(_words(name)) for name in names} - {""}


def _declared(
    outline: Outline, meta: MetaTags, articles: list[Node], sites: set[str]
) -> list[Title]:
    titles = [Title(value, name) for name, value in meta.each(*_DECLARING)]
    titles += [Title(text_of(node.get("headline")), "JSON-LD headline") for node in articles]
    tag = next(iter(outline.named("title")), None)
    if tag is not None:
        titles.append(Title(tag.text_content(2000), "<title>"))
    cleaned = [Title(_clean(title.value), title.origin) for title in titles]
    told = [title for title in cleaned if title.value]
    return [title for title in told if " ".join(_words(title.value)) not in sites] or told


def _best_heading(outline: Outline, declared: list[Title], sites: set[str]) -> Title | None:
    """Return the visible heading that agrees best with any of the declared titles, if one does."""
    references = [set(_words(value)) for value in dict.fromkeys(title.value for title in declared)]
    best, best_score = None, _AGREEMENT
    marked = (
        element.text_content(2 * _MAX_CHARACTERS)
        for element in outline.marked("itemprop")
        if element.get("itemprop").lower() == "headline" and element.name != "meta"
    )
    candidates = [(text, "itemprop headline", 0.1) for text in itertools.islice(marked, 2)]
    candidates += [(text, "<h1>", 0.05) for text in _headings(outline, "h1", 6, sites)]
    candidates += [(text, "<h2>", 0.0) for text in _headings(outline, "h2", 4, sites)]
    for text, origin, bonus in candidates:
        words = set(_words(text))
        if not words or len(text) > _MAX_CHARACTERS:
            continue
        jaccard = max(
            (len(words & wanted) / len(words | wanted) for wanted in references), default=0
        )
        if origin == "<h2>" and jaccard < _H2_AGREEMENT:
            continue
        contained = max((len(words & wanted) / len(words) for wanted in references), default=0)
        score = max(jaccard, 0.9 * contained if len(words) >= 3 else 0.0) + bonus
        if score > best_score or (best is None and score == best_score):
            best, best_score = Title(text, origin), score
    return best


def _headings(outline: Outline, name: str, count: int, sites: set[str]) -> list[str]:
    """Return the first headings that are shown and say more than the site's name."""
    found = []
    for element in outline.named(name)[:_MOST_HEADINGS]:
        if not (text := element.text_content(2 * _MAX_CHARACTERS)):
            continue
        if " ".join(_words(text)) in sites or _is_beside(element):
            continue
        found.append(text)
        if len(found) == count:
            break
    return found


def _is_beside(heading: Element) -> bool:
    """Return whether a heading is hidden, or is in a box that is not the article's."""
    if is_hidden(heading):
        return True
    return any(
        above.name in _BESIDE or is_hidden(above) or _TRANSLATION.search(above.signature)
        for above in heading.ancestors()
    )


def _words(text: str) -> list[str]:
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFKC", text).casefold()).split()


def _clean(text: str) -> str:
    text = _MARKUP.sub("", html.unescape(html.unescape(text[:2000])))
    return " ".join(text.split())[:_MAX_CHARACTERS]


def _cut_site(title: str, sites: set[str]) -> str:
    """Cut the site's name from "Headline of several words | The Daily", or from before it."""
    parts = _SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    kept = [part for part in parts if " ".join(_words(part)) not in sites]
    if len(kept) < len(parts) and kept:
        return " - ".join(kept)
    if len(parts[0].split()) >= 3 and len(" ".join(parts[1:]).split()) <= 5:
        return parts[0]
    return title
