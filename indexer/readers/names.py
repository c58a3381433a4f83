"""The names under which JSON, tables and data sets keep an article's fields.

One table, used by every reader of named values, and what ``--map field=name`` overrides. Sources:
the columns of the news data sets in common use (Wikinews, CC-News, All the News, GDELT, Media
Cloud, NewsAPI, Kaggle's), the keys of news-please, newspaper, trafilatura, schema.org and ninjs.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from newssearch.archive.errors import ArticleError
from newssearch.indexer.html import read_fragment
from newssearch.indexer.record import Declared, Record

NAMES: dict[str, tuple[str, ...]] = {
    "title": (
        "title",
        "headline",
        "headlines",
        "head",
        "article_title",
        "main_headline",
        "heading",
    ),
    "byline": ("byline", "authors", "author", "creator", "creators", "author_name", "writers"),
    "contributors": ("contributors", "contributor"),
    "credit": ("credit", "agency", "news_agency", "wire"),
    "dateline": ("dateline", "located"),
    "date": (
        "date",
        "date_publish",
        "datepublished",
        "date_published",
        "published",
        "published_at",
        "publishedat",
        "published_date",
        "publish_date",
        "publication_date",
        "pub_date",
        "pubdate",
        "publicationdate",
        "publishdate",
        "firstcreated",
        "versioncreated",
        "created_at",
        "issued",
    ),
    "source": (
        "source",
        "publication",
        "publisher",
        "source_name",
        "sitename",
        "site_name",
        "newspaper",
        "outlet",
        "source_domain",
        "domain",
        "hostname",
        "paper",
    ),
    "section": ("section", "category", "article_section", "articlesection", "desk", "news_desk"),
    "url": ("url", "link", "web_url", "source_url", "permalink", "canonical_url", "uri"),
    "lang": ("lang", "language", "language_code"),
    "caption": ("caption", "captions", "image_caption"),
    "notes": ("notes", "correction", "corrections", "editors_note"),
    "body": (
        "text",
        "body",
        "content",
        "maintext",
        "main_text",
        "article",
        "full_text",
        "fulltext",
        "article_text",
        "article_body",
        "articlebody",
        "article_content",
        "body_text",
        "bodytext",
        "cleaned_text",
        "plain_text",
        "raw_text",
        "story",
        "body_html",
        "content_html",
        "html",
    ),
}
"""Article field to the names it goes by, the surest first; compared without case, ``-`` and
blanks read as ``_``."""

_NAMED_INSIDE = ("name", "full_name", "title", "value", "text", "main", "default", "rendered")
"""Where a value that is itself an object keeps what is meant ({"name": "Ann Lee"})."""

_EPOCH_SECONDS = range(10**8, 10**10)
"""Whole numbers that can be seconds since 1970 (1973 to 2286); a thousand times that are
milliseconds. Smaller ones (20121213, 2012) are dates written as numbers."""

_MAX_VALUES = 200
_HTML_INSIDE = re.compile(r"</?(?:p|div|br|html|body|h[1-6]|blockquote)\b[^<>]{0,500}>", re.I)


class NameFinder:
    """Finds the fields of articles among named values, with a person's own mapping first."""

    def __init__(self, mapping: Mapping[str, str]) -> None:
        """Take ``mapping``: article field (or "text" for body) to the name in the file."""
        self._mapping = {}
        for field, name in mapping.items():
            target = "body" if field in ("text", "body") else field
            if target not in NAMES:
                raise ArticleError(
                    f"the mapping names an unknown field: {field}",
                    hint="fields are " + ", ".join(NAMES),
                )
            self._mapping[target] = name

    def find(self, values: Mapping[str, Any]) -> dict[str, tuple[str, Any]]:
        """Return article field → (name in the file, value) for every field that has a value."""
        by_name: dict[str, str] = {}
        for name in values:
            by_name.setdefault(_normal(str(name)), name)
        found: dict[str, tuple[str, Any]] = {}
        for field, usual in NAMES.items():
            if field in self._mapping:
                wanted = self._mapping[field]
                value = _by_path(values, wanted)
                if value not in (None, "", [], {}):
                    found[field] = (wanted, value)
                continue
            for name in usual:
                original = by_name.get(name)
                if original is None:
                    continue
                value = values[original]
                if value not in (None, "", [], {}):
                    found[field] = (original, value)
                    break
        return found

    def has_article_names(self, names: list[str]) -> bool:
        """Say whether these names are those of articles: a text or a title, and one more."""
        known = set(self.find(dict.fromkeys(names, "x")))
        return len(known) >= 2 and bool(known & {"body", "title"})


def _normal(name: str) -> str:
    return re.sub(r"[\s\-]+", "_", name.strip().lower())


def _by_path(values: Mapping[str, Any], path: str) -> Any:
    """Return the value of a name, or of a dotted path of names ("meta.headline")."""
    if path in values:
        return values[path]
    current: Any = values
    for name in path.split("."):
        if not isinstance(current, Mapping) or name not in current:
            return None
        current = current[name]
    return current


def make_record(
    values: Mapping[str, Any], finder: NameFinder, *, number: int | None
) -> Record | None:
    """Return the article that named values describe, or None if they hold no text and no title."""
    found = finder.find(values)
    if not found.keys() & {"body", "title"}:
        return None
    declared: dict[str, tuple[Declared, ...]] = {}
    for field, (name, value) in found.items():
        if field == "body":
            continue
        texts = _dates(value) if field == "date" else _texts(value)
        kept = tuple(Declared(text, name) for text in texts if text.strip())
        if kept:
            declared[field] = kept[:_MAX_VALUES]
    text, lines, headings = _body(found["body"][1]) if "body" in found else ("", "unknown", ())
    if not text.strip() and "title" not in declared:
        return None
    return Record(text, declared, lines=lines, headings=frozenset(headings), number=number)


def _texts(value: Any, depth: int = 0) -> Iterator[str]:
    """Yield the strings of a value: of a list each, of an object its name."""
    if depth > 4:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item, depth + 1)
    elif isinstance(value, Mapping):
        for name in _NAMED_INSIDE:
            if value.get(name):
                yield from _texts(value[name], depth + 1)
                return
        first, last = value.get("firstname"), value.get("lastname")
        if isinstance(first, str) and isinstance(last, str):
            yield f"{first} {last}"


def _dates(value: Any) -> Iterator[str]:
    """Yield a date as written; a number of seconds or milliseconds since 1970 as its day."""
    if isinstance(value, (dt.date, dt.datetime)):
        yield value.isoformat()
        return
    if isinstance(value, Mapping) and "$date" in value:
        value = value["$date"]
    for text in _texts(value):
        yield _day_of_epoch(text) or text


def _day_of_epoch(text: str) -> str | None:
    whole = text.split(".", 1)[0]
    if not whole.isascii() or not whole.isdigit() or len(whole) > 13:
        return None
    seconds = int(whole)
    if len(whole) == 13:
        seconds //= 1000
    if len(whole) <= 8 or seconds not in _EPOCH_SECONDS:
        return None
    return dt.datetime.fromtimestamp(seconds, dt.UTC).date().isoformat()


def _body(value: Any) -> tuple[str, str, tuple[int, ...]]:
    """Return text, what its line breaks mean, and the numbers of its heading lines."""
    if isinstance(value, list | tuple):
        paragraphs = [" ".join(text.split()) for text in _texts(value)]
        return "\n".join(paragraph for paragraph in paragraphs if paragraph), "paragraphs", ()
    text = next(_texts(value), "")
    if "<" in text and len(_HTML_INSIDE.findall(text[:20_000])) >= 2:
        fragment = read_fragment(text)
        return fragment.text, "paragraphs", tuple(fragment.headings)
    return text, "unknown", ()
