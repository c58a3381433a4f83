"""How an article lies in the index: its texts, ranges and columns, and its stored form."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import orjson

from newssearch.archive import extra_fields
from newssearch.archive.article import Article, ExtraValue, Quotation
from newssearch.archive.article_types import is_well_formed
from newssearch.archive.columnar.layout import Layout, Space
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.errors import REBUILD, ArchiveDamaged
from newssearch.archive.fields import FIELD_BY_NAME

if TYPE_CHECKING:
    from newssearch.archive.columnar.writing.entry import Entries

_ZONES = ("title", "byline", "credit", "dateline", "caption", "body")

LAYOUT = Layout(
    zones=_ZONES,
    weights=tuple(FIELD_BY_NAME[zone].weight for zone in _ZONES),
    fields={
        "title": (0, 0),
        "byline": (1, 2),
        "credit": (2, 2),
        "dateline": (3, 3),
        "caption": (4, 4),
        "body": (5, 5),
    },
    lead="lead",
    lead_weight=FIELD_BY_NAME["lead"].weight,
    ranges="quote",
    spaces=(
        Space("speaker", items=True),
        Space("notes"),
        Space("source"),
        Space("section"),
        Space("tags", items=True),
    ),
    numbers=("date", "time"),
    number_bounds={"date": (1, dt.date.max.toordinal()), "time": (0, 24 * 60 * 60 - 1)},
    keywords=("id", "path", "lang", "source", "section"),
    lists=("speaker", "byline", "credit", "tags", extra_fields.COLUMN),
)
"""The zones are the fields that a bare word is looked for in; the agency is part of the byline.

The list of speakers has one value a quotation, None where nobody is named, so that it runs beside
the ranges; the list of names above and below the text has one an author. ``time`` is in seconds
since midnight.
"""

BODY = len(_ZONES) - 1
"""The number of the zone that is the body."""

BODY_COUNT = f"count.{BODY}"
"""The array that holds the number of words in each body."""

_NO_WORD = "-"
_BODY_FIELD = Article._fields.index("body")
_QUOTES_PLACE = Article._fields.index("quotes") - 1
_EXTRA_PLACE = Article._fields.index("extra") - 1
_PAGES_PLACE = Article._fields.index("pages") - 1


def entries_of(articles: Sequence[Article]) -> Entries:
    """Return what the index is given of some articles."""
    from newssearch.archive.columnar.writing.entry import Entries, encode_columns  # noqa: PLC0415 - reading needs none of it

    columns = list(zip(*articles, strict=True)) or [()] * len(Article._fields)
    attributes = dict(zip(Article._fields, columns, strict=True))
    quotes = attributes["quotes"]
    bylines, contributors = attributes["byline"], attributes["contributors"]
    return Entries(
        list(map(_texts, *(attributes[name] for name in _OF_TEXTS))),
        [[(one.start, one.end) for one in own] if own else () for own in quotes],
        heads_of(articles),
        encode_columns(
            (
                [date.toordinal() if date else None for date in attributes["date"]],
                [seconds_of(time) if time else None for time in attributes["time"]],
            ),
            [attributes[name] for name in LAYOUT.keywords],
            (
                [[name_of(one.speaker) for one in own] if own else () for own in quotes],
                [
                    _names((*above, *below)) if above or below else ()
                    for above, below in zip(bylines, contributors, strict=True)
                ],
                [_names((credit,)) if credit else () for credit in attributes["credit"]],
                [_names(tags) if tags else () for tags in attributes["tags"]],
                [extra_fields.items_of(extra) if extra else () for extra in attributes["extra"]],
            ),
        ),
    )


def seconds_of(time: dt.time) -> int:
    """Return the seconds since midnight."""
    return (time.hour * 60 + time.minute) * 60 + time.second


def _names(texts: Sequence[str | None]) -> list[str]:
    return [name for name in map(name_of, texts) if name]


@lru_cache(1 << 14)
def name_of(text: str | None) -> str | None:
    """Return a name with its blanks made single spaces, None for an empty one."""
    return " ".join(text.split()) or None if text else None


def texts_of(article: Article) -> tuple[str, ...]:
    """Return the texts of an article in the order of the layout: zones, then other spaces."""
    return _texts(*_texts_from(article))


_OF_TEXTS = (
    *("title", "byline", "contributors", "credit", "dateline", "caption", "body"),
    *("quotes", "notes", "source", "section", "tags"),
)
_texts_from = attrgetter(*_OF_TEXTS)


def _texts(
    title: str | None,
    byline: tuple[str, ...],
    contributors: tuple[str, ...],
    credit: str | None,
    dateline: str | None,
    caption: str | None,
    body: str,
    quotes: tuple[Quotation, ...],
    notes: tuple[str, ...],
    source: str | None,
    section: str | None,
    tags: tuple[str, ...],
) -> tuple[str, ...]:
    return (
        title or "",
        "; ".join((*byline, *contributors)) if byline or contributors else "",
        credit or "",
        dateline or "",
        caption or "",
        body,
        "\n\n".join([name_of(one.speaker) or _NO_WORD for one in quotes]) if quotes else "",
        "\n\n".join(notes) if notes else "",
        source or "",
        section or "",
        "\n\n".join([name_of(tag) or _NO_WORD for tag in tags]) if tags else "",
    )


TEXT_FIELDS = (*_ZONES, *(space.name for space in LAYOUT.spaces))
"""The field of each of the texts of ``texts_of``."""


def heads_of(articles: Iterable[Article]) -> list[bytes]:
    """Return what is stored of articles beside their bodies: for each a line of JSON.

    It holds the fields in their order, without the body, and without pages where there are none.
    """
    heads = []
    for article in articles:
        row: list[Any] = [*article]
        del row[_BODY_FIELD]
        if article.quotes:
            row[_QUOTES_PLACE] = [*map(tuple, article.quotes)]
        if article.extra:
            row[_EXTRA_PLACE] = _extra_row(article.extra)
        if not article.pages:
            del row[_PAGES_PLACE:]
        heads.append(_line_of(row))
    return heads


def _line_of(row: list[Any]) -> bytes:
    """Return a row as JSON; orjson refuses strings that are not quite Unicode."""
    try:
        return orjson.dumps(row, None, orjson.OPT_APPEND_NEWLINE)
    except TypeError:
        return (_JSON.encode(row) + "\n").encode("utf-8", "surrogatepass")


def _plain(value: Any) -> Any:
    """Return what JSON has no form for in one it has."""
    return value.isoformat() if isinstance(value, dt.date | dt.time) else dict(value)


_DAY = "day"
"""The key of a day among extra values, where a string could be one."""


def _extra_row(extra: Mapping[str, ExtraValue]) -> dict[str, Any]:
    """Return extra fields as JSON has them: days are told from strings, one value from several."""
    return {
        name: [*map(_extra_value, value)] if isinstance(value, tuple) else _extra_value(value)
        for name, value in extra.items()
    }


def _extra_value(value: str | int | dt.date) -> Any:
    return {_DAY: value.isoformat()[:10]} if isinstance(value, dt.date) else value


def _extra_of(row: Mapping[str, Any]) -> dict[str, ExtraValue]:
    return {
        name: tuple(map(_given, value)) if isinstance(value, list) else _given(value)
        for name, value in row.items()
    }


def _given(value: Any) -> Any:
    return dt.date.fromisoformat(value[_DAY]) if isinstance(value, dict) else value


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain)


def _row_of(line: bytes) -> list[Any]:
    """Return a row from its JSON."""
    try:
        row: list[Any] = orjson.loads(line)
    except orjson.JSONDecodeError:
        row = json.loads(line.decode("utf-8", "surrogatepass"))
    return row


def unpack_article(stored: bytes) -> Article:
    """Return the article of a stored form.

    Raises:
        ArchiveDamaged: the bytes are not one.
    """
    try:
        return _unpack(stored)
    except _MALFORMED as error:
        raise ArchiveDamaged(
            "the archive is damaged: a stored article cannot be read", hint=REBUILD
        ) from error


def read_article(segment: Segment, number: int) -> Article:
    """Return the stored article of an entry.

    Raises:
        ArchiveDamaged: it cannot be read; the message names the file.
    """
    stored = segment.stored[number]
    try:
        return _unpack(stored)
    except _MALFORMED as error:
        raise segment.file("stored").damaged(f"article {number} cannot be read") from error


_MALFORMED = (ValueError, TypeError, KeyError, AttributeError, RecursionError)


def _unpack(stored: bytes) -> Article:
    end = stored.index(b"\n")
    row = _row_of(stored[:end])
    (id_, path, title, byline, contributors, credit, dateline, date, *rest) = row
    source, section, url, lang, caption, notes, headings, quotes, *rest = rest
    provenance, time, tags, extra, *rest = rest
    pages = rest[0] if rest else ()
    article = Article(
        id_,
        path,
        stored[end + 1 :].decode("utf-8", "surrogatepass"),
        title,
        tuple(byline),
        tuple(contributors),
        credit,
        dateline,
        dt.date.fromisoformat(date) if date else None,
        source,
        section,
        url,
        lang,
        caption,
        tuple(notes),
        tuple([(start, end) for start, end in headings]) if headings else (),
        tuple(map(Quotation._make, quotes)) if quotes else (),
        provenance,
        dt.time.fromisoformat(time) if time else None,
        tuple(tags),
        _extra_of(extra) if extra else {},
        tuple([(offset, page) for offset, page in pages]) if pages else (),
    )
    if not is_well_formed(article):
        raise ValueError("a value is of another type than it should be")
    return article
