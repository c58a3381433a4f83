"""JSON-LD: what publishers tell search engines, in script elements, as schema.org describes it.

It is the surest source of a page's fields where it is there; it is also written by careless
templates, so broken JSON is repaired once and else passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_WRAPPER = re.compile(
    r"\A\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)"
    r"|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*+(?:;\s*+)?\Z"
)
_CONTROL = re.compile(r"[\x00-\x1f]+")
_ARTICLE_TYPE = re.compile(r"Article|BlogPosting|Report|LiveBlog|NewsStory", re.I)
_BRANCHES = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "hasPart", "item")
_MAX_DEPTH = 6
_MAX_NODES = 5000
_MAX_CHARACTERS = 2_000_000

Node = dict[str, Any]


def read_json_ld(blocks: list[str]) -> list[Node]:
    """Return the objects of all blocks, those that an object holds after it."""
    nodes: list[Node] = []
    for block in blocks:
        for node in _walk(_parse(block), 0):
            nodes.append(node)
            if len(nodes) >= _MAX_NODES:
                return nodes
    return nodes


def articles(nodes: list[Node]) -> list[Node]:
    """Return the objects whose type is that of an article."""
    return [node for node in nodes if _ARTICLE_TYPE.search(str(node.get("@type", ""))[:300])]


def _parse(block: str) -> Any:
    text = _WRAPPER.sub("", block[:_MAX_CHARACTERS].strip()).strip().rstrip(";")
    for attempt in (text, _CONTROL.sub(" ", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(content: Any, depth: int) -> Iterator[Node]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(content, list):
        for item in content:
            yield from _walk(item, depth + 1)
    elif isinstance(content, dict):
        yield content
        for branch in _BRANCHES:
            if isinstance(content.get(branch), (dict, list)):
                yield from _walk(content[branch], depth + 1)


def names_of(value: Any, depth: int = 0) -> Iterator[str]:
    """Yield the names of persons or organisations, given as text, objects or lists of them."""
    if depth > 4:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value[:100]:
            yield from names_of(item, depth + 1)
    elif isinstance(value, dict):
        yield from names_of(value.get("name"), depth + 1)


def text_of(value: Any) -> str:
    """Return a text, or the first of several, or ""."""
    if isinstance(value, list):
        value = value[0] if value else ""
    return value.strip() if isinstance(value, str) else ""
