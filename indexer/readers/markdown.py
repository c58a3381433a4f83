"""Markdown: clippings and posts, with what is known of them in front matter.

Web clippers, note programs and site generators save articles so: a block of YAML between lines of
``---`` (or of TOML between ``+++``), then CommonMark. The text is taken as a page's markup is, so
that headings are marked and links are their words; pictures give captions.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.readers.named_records import make_record
from newssearch.indexer.readers.names import NameFinder
from newssearch.indexer.readers.values import texts_of
from newssearch.indexer.record import Declared, Record

MAX_FRONT_MATTER = 64_000
"""Characters; clippings have some hundred."""
_MAX_CAPTIONS = 20
_MORE_FIELDS = {
    "tags": "tags",
    "keywords": "tags",
    "categories": "tags",
    "topics": "tags",
    "description": "notes",
    "summary": "notes",
    "excerpt": "notes",
}
"""What clippers and site generators call the fields that have other names elsewhere."""
_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")
_FENCES = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.M),
    "+++": re.compile(r"^\+\+\+[ \t]*$", re.M),
}
_YAML_LINE = re.compile(r"\s*[\w\"'-][\w .\"'-]{0,60}\s?:(?:\s|$)")
_WIKI_LINK = re.compile(r"!?\[\[(?:[^\[\]|]{1,200}\|)?([^\[\]|]{1,200})\]\]")


def is_markdown(text: str, name: str) -> bool:
    """Return whether a text is Markdown: by its name, or by front matter at its head."""
    return name.lower().removesuffix(".gz").endswith(_SUFFIXES) or bool(_split(text)[0])


def read_markdown(text: str, source: ByteSource) -> Iterator[Record]:
    """Read a text as Markdown.

    Raises:
        ArticleError: it holds neither text nor a title.
    """
    values, body = _split(text)
    markup, title, captions = _rendered(_WIKI_LINK.sub(r"\1", body))
    if title and not any(str(name).lower() == "title" for name in values):
        values = {**values, "title": title}
    finder = NameFinder(source.mapping, source.met, source.own)
    record = make_record({**values, "body": f"<div>{markup}</div>"}, finder, number=None)
    if record is None:
        raise ArticleError("Markdown without text")
    declared = dict(record.declared)
    if captions:
        found = tuple(Declared(caption, "picture") for caption in captions[:_MAX_CAPTIONS])
        declared.setdefault("caption", found)
    for name, value in values.items():
        if (field := _MORE_FIELDS.get(str(name).lower())) and (texts := tuple(texts_of(value))):
            declared.setdefault(field, tuple(Declared(text, str(name)) for text in texts))
    yield replace(record, declared=declared)


def _split(text: str) -> tuple[dict[str, Any], str]:
    """Return the values of the front matter, and the text below it."""
    text = text.lstrip("\ufeff")
    first, _, rest = text.partition("\n")
    fence = _FENCES.get(first.rstrip())
    end = fence.search(rest, 0, MAX_FRONT_MATTER) if fence else None
    if end is None:
        return {}, text
    block = rest[: end.start()]
    values = _read_toml(block) if first.startswith("+") else _read_yaml(block)
    return (values, rest[end.end() :]) if values else ({}, text)


def _read_toml(block: str) -> dict[str, Any]:
    try:
        return tomllib.loads(block)
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}


def _read_yaml(block: str) -> dict[str, Any]:
    """Return the mapping of a block of YAML with all scalars as text; no aliases, no tags."""
    if not _YAML_LINE.match(block):
        return {}
    import yaml  # noqa: PLC0415  only files with front matter need it

    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(block)):
            return {}  # nothing that people write by hand, and the way to make a bomb
        values = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506  it makes texts only
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}
    return _plain(values) if isinstance(values, dict) else {}


def _plain(values: Any, depth: int = 0) -> Any:
    """Return values with the marks of links between notes taken off their texts."""
    if isinstance(values, str):
        return _WIKI_LINK.sub(r"\1", values)
    if isinstance(values, list) and depth < 4:
        return [_plain(value, depth + 1) for value in values]
    if isinstance(values, dict) and depth < 4:
        return {str(name): _plain(value, depth + 1) for name, value in values.items()}
    return ""


def _rendered(text: str) -> tuple[str, str, list[str]]:
    """Return a text as HTML, its first heading of the first order, and its pictures' words."""
    from markdown_it import MarkdownIt  # noqa: PLC0415  only Markdown needs it

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(text)
    title = ""
    captions = []
    for place, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h1" and not title:
            title = " ".join(child.content for child in tokens[place + 1].children or ())
        captions += [
            child.content
            for child in token.children or ()
            if child.type == "image" and child.content
        ]
    return parser.renderer.render(tokens, parser.options, {}), title.strip(), captions
