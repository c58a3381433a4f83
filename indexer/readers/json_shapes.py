"""The shapes in which JSON documents hold many articles, and one article holds its fields.

A list; an object with such a list somewhere near its top; an object of articles by their keys;
columns, as pandas writes a table ({"title": {"0": …}}, {"columns": […], "data": […]}). Search
engines and interfaces wrap an article's fields in one more object, whose names then count first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from newssearch.indexer.readers.names import NameFinder

LIST_NAMES = (
    *("articles", "items", "item", "results", "docs", "documents", "data", "hits", "response"),
    *("stories", "posts", "entries", "news", "value", "records", "rows"),
)
_INSIDE_NAMES = ("_source", "fields", "attributes", "article", "node")
"""Where search engines and interfaces wrap the object that is meant."""

_MAX_DEPTH = 3
_MAX_DEPTH_OF_ANY = 6
_MOST_BESIDE = 100
_LEAST_LOOKED_AT = 3


def articles_in(content: Any, finder: NameFinder) -> list[Any] | None:
    """Return the articles that a document holds many of, None if it is one article itself."""
    if isinstance(content, list):
        return content
    if not isinstance(content, Mapping):
        return None
    return (
        _columns(content, finder)
        or _listed(content, finder, 0)
        or _keyed(content, finder)
        or _listed_under_any_name(content, finder)
        or _alone(content, finder)
    )


def unwrapped(content: Mapping[str, Any], finder: NameFinder) -> Mapping[str, Any]:
    """Return the fields of an article with those of the object that it wraps before its own."""
    for name in _INSIDE_NAMES:
        inside = content.get(name)
        if isinstance(inside, Mapping) and finder.knows(list(map(str, inside))):
            outside = {key: value for key, value in content.items() if key != name}
            return {**outside, **inside} if finder.knows(list(map(str, outside))) else inside
    return content


def is_article(value: Any, finder: NameFinder) -> bool:
    """Return whether a value is an object with fields for the text or the title of an article."""
    if not isinstance(value, Mapping):
        return False
    names = [
        str(name) for name, inside in unwrapped(value, finder).items() if not _many(inside, finder)
    ]
    return bool(finder.knows(names) & {"body", "title"})


def _many(value: Any, finder: NameFinder) -> bool:
    """Return whether a value is a list of articles rather than of the parts of one."""
    if not isinstance(value, list) or not value or not isinstance(value[0], Mapping):
        return False
    return finder.knows(list(map(str, value[0]))) >= {"title", "date"}


def _listed(content: Mapping[str, Any], finder: NameFinder, depth: int) -> list[Any] | None:
    if depth >= _MAX_DEPTH:
        return None
    for name in LIST_NAMES:
        inside = content.get(name)
        if isinstance(inside, list) and inside and isinstance(inside[0], Mapping):
            return _with_title(inside, content)
        if isinstance(inside, Mapping) and (found := _listed(inside, finder, depth + 1)):
            return found
    return None


def _with_title(articles: list[Any], around: Mapping[str, Any]) -> list[Any]:
    """Give the articles of a JSON Feed the feed's title as their publication.

    Source: JSON Feed 1.1, "version" and "title".
    """
    title = around.get("title")
    if "jsonfeed" not in str(around.get("version")) or not isinstance(title, str):
        return articles
    return [
        {"source_name": title, **article} if isinstance(article, Mapping) else article
        for article in articles
    ]


def _listed_under_any_name(content: Any, finder: NameFinder, depth: int = 0) -> list[Any] | None:
    """Return the longest list of articles under names that are not the usual ones.

    The nearest to the top is taken. What stands beside articles in a graph of JSON-LD (pages,
    organizations) is no article.
    """
    if depth > _MAX_DEPTH_OF_ANY or is_article(content, finder):
        return None
    if isinstance(content, Mapping):
        inside = list(content.values())[:_MOST_BESIDE]
        if isinstance(graph := content.get("@graph"), list):
            return [one for one in graph if _is_posting(one)] or None
    else:
        inside = content[:_LEAST_LOOKED_AT]
    lists = [
        value
        for value in inside
        if isinstance(value, list) and value and is_article(value[0], finder)
    ]
    below = (
        found
        for value in inside
        if isinstance(value, Mapping | list)
        and (found := _listed_under_any_name(value, finder, depth + 1))
    )
    return max(lists, key=len, default=None) or next(below, None)


def _alone(content: Mapping[str, Any], finder: NameFinder, depth: int = 0) -> list[Any] | None:
    """Return the one article that objects hold in one another, as frameworks of pages keep it."""
    own = [str(name) for name, value in content.items() if not isinstance(value, Mapping)]
    if depth > _MAX_DEPTH_OF_ANY or finder.knows(own) & {"body", "title"}:
        return None
    inside = [
        value for value in list(content.values())[:_MOST_BESIDE] if isinstance(value, Mapping)
    ]
    for value in inside:
        if finder.knows(list(map(str, value))) >= {"title", "body"}:
            return [value]
    return next((found for value in inside if (found := _alone(value, finder, depth + 1))), None)


def _is_posting(value: Any) -> bool:
    """Say whether an object of JSON-LD is an article. Source: schema.org, "articleBody"."""
    return isinstance(value, Mapping) and ("articleBody" in value or "headline" in value)


def named_rows(values: Iterator[Any], finder: NameFinder) -> Iterator[Any]:
    """Yield values, lists among them as objects where the first is a list of articles' names."""
    first = next(values, None)
    names: list[str] = []
    if isinstance(first, list) and all(isinstance(name, str) for name in first):
        names = first if finder.has_article_names(first) else []
    if first is not None and not names:
        yield first
    for value in values:
        is_row = names and isinstance(value, list)
        yield dict(zip(names, value, strict=False)) if is_row else value


def _keyed(content: Mapping[str, Any], finder: NameFinder) -> list[Any] | None:
    """Return the articles of an object that holds them by their keys."""
    if is_article(content, finder) or not content:
        return None
    values = list(content.values())
    if all(isinstance(value, Mapping) for value in values) and all(
        is_article(value, finder) for value in values[:_LEAST_LOOKED_AT]
    ):
        return values
    return None


def _columns(content: Mapping[str, Any], finder: NameFinder) -> list[Any] | None:
    """Return the rows of a table that was written by its columns."""
    names, rows = content.get("columns"), content.get("data")
    if (
        isinstance(names, list)
        and isinstance(rows, list)
        and all(isinstance(row, list) for row in rows)
    ):
        return [dict(zip(map(str, names), row, strict=False)) for row in rows]
    if not finder.knows(list(map(str, content))) & {"body", "title"}:
        return None
    columns = list(content.values())
    if all(isinstance(column, Mapping) for column in columns):
        keys = list(dict.fromkeys(key for column in columns for key in column))
        if all(str(key).isdigit() for key in keys) or _same_keys(columns):
            return [{name: content[name].get(key) for name in content} for key in keys]
    if all(isinstance(column, list) for column in columns) and _same_length(columns):
        return [dict(zip(content, row, strict=True)) for row in zip(*columns, strict=True)]
    return None


def _same_keys(columns: Sequence[Mapping[str, Any]]) -> bool:
    return len(columns) > 1 and all(column.keys() == columns[0].keys() for column in columns)


def _same_length(columns: Sequence[Sequence[Any]]) -> bool:
    return len(columns) > 1 and len({len(column) for column in columns}) == 1
