"""The text of an article as a tree of typed parts, in the notations of systems that publish news.

A part has a type, and a text or parts of its own. Parts of a line (spans, links) are joined, others
are paragraphs or headings; pictures, films, advertisements and the parts of a head are passed over.
Sources: the TREC Washington Post collection ("contents"), Arc XP's "content_elements", Editor.js,
Draft.js, WordPress' blocks, Portable Text, ProseMirror and Contentful's rich text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

from newssearch.indexer.html import read_fragment

Line = tuple[str, bool]
"""A paragraph, and whether it is a heading."""

_TYPES = ("type", "_type", "nodeType", "blockName", "kind", "component")
_TEXTS = ("content", "text", "value", "body", "innerHTML", "html")
_PARTS = (
    *("content", "children", "items", "data", "content_elements", "blocks", "innerBlocks"),
    *("paragraphs", "elements", "parts"),
)
_WITHIN_A_LINE = frozenset("text span link hyperlink hardbreak inlinenode entity".split())
_HEADING = re.compile(r"(?:core/)?(?:sub)?(?:heading|header)\b|subtitle\Z|h[1-6]\Z", re.I)
_NO_TEXT = re.compile(
    r"image|photo|picture|video|audio|gallery|slideshow|kicker|title|headline|byline|author|dateline"
    r"|date\Z|ad\Z|advert|promo|related|embed|tweet|twitter|instagram|facebook|youtube|interstitial"
    r"|newsletter|divider|delimiter|reference|deck|graphic|map\Z|button|form\Z|widget|code\Z",
    re.I,
)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_MAX_DEPTH = 12


def lines_of_parts(value: Any, depth: int = 0) -> Iterator[Line]:
    """Yield the paragraphs and headings of a part, or of a list of parts."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, str):
        yield from _lines_of_text(value, heading=False)
    elif isinstance(value, list | tuple):
        if any(_is_within_a_line(part) for part in value):
            yield from _lines_of_text("".join(_texts_within(value, depth)), heading=False)
        else:
            for part in value:
                yield from lines_of_parts(part, depth + 1)
    elif isinstance(value, Mapping):
        yield from _lines_of_part(value, depth)


def _lines_of_part(part: Mapping[str, Any], depth: int) -> Iterator[Line]:
    kind = _kind_of(part)
    heading = _is_heading(part, kind)
    if not heading and _NO_TEXT.search(kind):
        return
    text = next((part[name] for name in _TEXTS if _is_text(part.get(name))), None)
    if text is not None:
        yield from _lines_of_text(text, heading=heading)
        return
    for name in _PARTS:
        if isinstance(part.get(name), list | tuple | Mapping) and part[name]:
            inside = lines_of_parts(part[name], depth + 1)
            yield from ((line, heading or below) for line, below in inside)
            return


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _kind_of(part: Mapping[str, Any]) -> str:
    return next((str(part[name]) for name in _TYPES if part.get(name)), "").lower()


def _is_heading(part: Mapping[str, Any], kind: str) -> bool:
    style = part.get("style")
    return (
        bool(_HEADING.match(kind) or (isinstance(style, str) and _HEADING.match(style)))
        or str(part.get("subtype")) == "subhead"
    )


def _is_within_a_line(part: Any) -> bool:
    return (
        isinstance(part, Mapping)
        and _kind_of(part) in _WITHIN_A_LINE
        and any(name in part for name in ("marks", "text", "value"))
    )


def _texts_within(parts: Any, depth: int) -> Iterator[str]:
    """Yield the pieces of a line."""
    for part in parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, Mapping) and depth <= _MAX_DEPTH:
            text = next((part[name] for name in _TEXTS if isinstance(part.get(name), str)), None)
            inside = next((part[name] for name in _PARTS if isinstance(part.get(name), list)), ())
            yield from _texts_within(inside, depth + 1) if text is None else (text,)


def _lines_of_text(text: str, *, heading: bool) -> Iterator[Line]:
    if heading:
        if line := " ".join(html.unescape(_TAG.sub(" ", text)).split()):
            yield line, True
    elif "<" in text or "&" in text:
        yield from ((line, False) for line in read_fragment(text).lines)
    else:
        yield from ((line, False) for line in text.split("\n") if line.strip())
