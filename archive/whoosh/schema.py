"""The archive as a Whoosh index: its schema, its segments, and Whoosh's table of contents.

A generation's folder holds such a table, so that ``whoosh.index.open_dir`` opens it wherever this
package can be imported. The table is a pickle; we write it and never read it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from whoosh.fields import DATETIME, NUMERIC, STORED, TEXT, Schema, UnknownFieldError
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from newssearch.archive.article import Article
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.columnar.writing.entry import Entries
from newssearch.archive.fields import FIELDS, Field, FieldKind
from newssearch.archive.news_layout import BODY_COUNT, LAYOUT, entries_of, unpack_article
from newssearch.archive.whoosh.analysis import ArchiveTokenizer, KeywordField
from newssearch.archive.whoosh.segment import ColumnarSegment
from newssearch.archive.whoosh.shape import IndexShape, count_field, day_field
from newssearch.archive.whoosh.writer import ColumnarWriter

INDEX_NAME = "MAIN"
"""What Whoosh calls an index that is not given a name."""

_ATTRIBUTES = Article._fields


def _types() -> tuple[dict[str, type], dict[str, type]]:
    """Return what the attributes are that are not lists, and what the lists hold."""
    single, several = {}, {}
    for name, hint in get_type_hints(Article).items():
        if get_origin(hint) is tuple:
            item = get_args(hint)[0]
            several[name] = get_origin(item) or item
        else:
            kinds = [kind for kind in get_args(hint) if kind is not NoneType]
            single[name] = dict if get_origin(hint) is Mapping else (kinds or [hint])[0]
    return single, several


_KINDS, _ITEMS = _types()


def news_schema() -> Any:
    """Return a new Whoosh schema of the fields of articles.

    A field that is the union of others is left out: ask for the others. What an article keeps
    beside its fields (``quotes``, ``url`` and so on) is stored only.
    """
    types = {field.name: _field_type(field) for field in FIELDS if not field.parts}
    types |= {name: STORED() for name in _ATTRIBUTES if name not in types}
    return Schema(**types)


def _field_type(field: Field) -> Any:
    stored = field.name in _ATTRIBUTES
    if field.kind is FieldKind.TEXT:
        return TEXT(analyzer=ArchiveTokenizer(), stored=stored, multitoken_query="phrase")
    if field.kind is FieldKind.KEYWORD:
        return KeywordField(stored=stored, unique=field.name == "id", sortable=True)
    if field.kind is FieldKind.DATE:
        return DATETIME(stored=stored, sortable=True)
    return NUMERIC(int, bits=32, stored=stored, sortable=True)


def _stored_fields(stored: bytes) -> dict[str, Any]:
    """Return the attributes of a stored article that have a value; the date as a datetime."""
    article = unpack_article(stored)
    fields = {name: getattr(article, name) for name in _ATTRIBUTES}
    if article.date is not None:
        fields["date"] = dt.datetime.combine(article.date, dt.time())
    return {name: value for name, value in fields.items() if value not in (None, (), {})}


def _entries_of_fields(fields: Mapping[str, Any]) -> Entries:
    return entries_of([article_of_fields(fields)])


def article_of_fields(fields: Mapping[str, Any]) -> Article:
    """Return the article that a Whoosh document describes, the inverse of its stored fields.

    Fields that are made from others (``lead``, ``quote``, ``speaker``, ``words``) cannot be given.
    A list may be given as its one value.

    Raises:
        UnknownFieldError: a field is not an article's.
        ValueError: a value is not of its field's kind, or the id is missing.
    """
    unknown = sorted(fields.keys() - set(_ATTRIBUTES))
    if unknown:
        raise UnknownFieldError(f"an article has no {', '.join(unknown)}")
    values = {name: value for name, value in fields.items() if value is not None}
    if "id" not in values:
        raise ValueError("an article needs an id")
    for name, value in values.items():
        values[name] = _attribute(name, value)
    article = Article(**{"path": values["id"], "body": "", **values})
    for quotation in article.quotes:
        if not 0 <= quotation.start <= quotation.end <= len(article.body):
            raise ValueError(f"the body does not hold {quotation!r}")
    return article


def _attribute(name: str, value: Any) -> Any:
    """Return a given value in the form that an article has it."""
    if name in _ITEMS:
        value = tuple(value) if isinstance(value, list | tuple) else (value,)
        fits = all(isinstance(item, _ITEMS[name]) for item in value)
    else:
        fits = isinstance(value, _KINDS[name])
    if not fits:
        raise ValueError(f"{name} cannot be {value!r}")
    return value.date() if isinstance(value, dt.datetime) else value


class NewsSegment(ColumnarSegment):
    """A segment of articles as Whoosh lists it."""

    shape = IndexShape(
        LAYOUT,
        pack=_entries_of_fields,
        unpack=_stored_fields,
        numbers={"date": day_field("date"), "words": count_field(BODY_COUNT)},
    )


class NewsWriter(ColumnarWriter):
    """A Whoosh writer of articles, for a folder made by ``create_in`` with ``news_schema``."""

    segment_type = NewsSegment


def write_whoosh_toc(folder: Path, segments: Iterable[Segment]) -> None:
    """Write Whoosh's table of contents of a generation that is in ``folder``."""
    listed = [
        NewsSegment(INDEX_NAME, segment.name, segment.size, segment.deleted) for segment in segments
    ]
    TOC(news_schema(), listed, generation=1).write(FileStorage(str(folder)), INDEX_NAME)
