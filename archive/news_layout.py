"""How an article is in the index: its texts, ranges and columns, and its stored form."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import orjson

from newssearch.archive import extra_fields
from newssearch.archive.article import Article, ExtraValue, Quotation
from newssearch.archive.article_types import is_well_formed
from newssearch.archive.columnar.layout import Layout, Space
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.errors import REBUILD, ArchiveDamaged
from newssearch.archive.fields import FIELDS, ColumnKind, Field, Positions

if TYPE_CHECKING:
    from newssearch.archive.columnar.writing.entry import Entries

_ZONE_FIELDS = tuple(field for field in FIELDS if field.positions is Positions.ZONE)
_SPACE_FIELDS = tuple(
    field for field in FIELDS if field.positions in (Positions.SPACE, Positions.ITEMS)
)
_ZONES = tuple(field.name for field in _ZONE_FIELDS)
(_LEAD,) = (field for field in FIELDS if field.positions is Positions.LEAD)
(_RANGES,) = (field for field in FIELDS if field.positions is Positions.RANGES)


def _columns(kind: ColumnKind) -> tuple[Field, ...]:
    """Return the fields that have a column of a kind, by its number."""
    numbered = [(f.column.number, f) for f in FIELDS if f.column and f.column.kind is kind]
    return tuple(field for _, field in sorted(numbered, key=itemgetter(0)))


_NUMBERS, _KEYWORDS, _LISTS = map(_columns, ColumnKind)

LAYOUT = Layout(
    zones=_ZONES,
    weights=tuple(field.weight for field in _ZONE_FIELDS),
    fields={
        field.name: (number, _ZONES.index(field.through or field.name))
        for number, field in enumerate(_ZONE_FIELDS)
    },
    lead=_LEAD.name,
    lead_weight=_LEAD.weight,
    ranges=_RANGES.name,
    spaces=tuple(
        Space(field.name, items=field.positions is Positions.ITEMS) for field in _SPACE_FIELDS
    ),
    numbers=(*(field.name for field in _NUMBERS), "time"),
    number_bounds={"date": (1, dt.date.max.toordinal()), "time": (0, 24 * 60 * 60 - 1)},
    keywords=tuple(field.name for field in _KEYWORDS),
    lists=(*(field.name for field in _LISTS), extra_fields.COLUMN),
)
"""What ``FIELDS`` says, as the columnar format takes it. The zones are the fields that a bare word
is looked for in; the agency is part of the byline.

The list of speakers has one value per quotation, None if nobody is named, so that it runs beside
the ranges; the list of names above and below the text has one per author. ``time`` (in seconds
since midnight) and extra fields are columns without being fields.
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
_SEVERAL = frozenset(n for n, default in Article._field_defaults.items() if default == ())
"""Attributes that hold any number of values."""


def entries_of(articles: Sequence[Article]) -> Entries:
    """Return what the index is given of some articles."""
    from newssearch.archive.columnar.writing.entry import Entries, encode_columns  # noqa: PLC0415 - reading needs none of it

    attributes = _by_attribute(articles)
    return Entries(
        _texts(attributes),
        [[(one.start, one.end) for one in own] if own else () for own in attributes["quotes"]],
        heads_of(articles),
        encode_columns(
            (
                [date.toordinal() if date else None for date in attributes["date"]],
                [seconds_of(time) if time else None for time in attributes["time"]],
            ),
            [attributes[field.name] for field in _KEYWORDS],
            (
                *(_list_of(field, attributes) for field in _LISTS),
                [extra_fields.items_of(extra) if extra else () for extra in attributes["extra"]],
            ),
        ),
    )


def _by_attribute(articles: Sequence[Article]) -> dict[str, Sequence[Any]]:
    """Return the values of some articles, by attribute."""
    columns = list(zip(*articles, strict=True)) or [()] * len(Article._fields)
    return dict(zip(Article._fields, columns, strict=True))


def _list_of(field: Field, attributes: Mapping[str, Sequence[Any]]) -> list[Sequence[str | None]]:
    """Return for each article what the list column of a field has of it."""
    if _has_nothing(field, attributes):
        return [()] * len(attributes["id"])
    if "quotes" in field.made_from:
        return [
            [name_of(one.speaker) for one in own] if own else () for own in attributes["quotes"]
        ]
    return [_names(values) if values else () for values in _values(field, attributes)]


def _has_nothing(field: Field, attributes: Mapping[str, Sequence[Any]]) -> bool:
    """Say whether no article has a value of the attributes that a field is made from."""
    return not any(any(attributes[name]) for name in field.made_from)


def _values(field: Field, attributes: Mapping[str, Sequence[Any]]) -> list[Sequence[Any]]:
    """Return for each article all values of the attributes that a field is made from."""
    columns = [
        attributes[name]
        if name in _SEVERAL
        else [(value,) if value else () for value in attributes[name]]
        for name in field.made_from
    ]
    if len(columns) == 1:
        return list(columns[0])
    return [tuple(chain.from_iterable(values)) for values in zip(*columns, strict=True)]


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
    return _texts(_by_attribute([article]))[0]


def text_of(article: Article, name: str) -> str:
    """Return one of the texts of an article, by the name of its field."""
    field = _FIELD_OF_TEXT[name]
    if _is_simple(field):
        text: str = getattr(article, *field.made_from) or ""
        return text
    return _text_of(field, {used: [getattr(article, used)] for used in field.made_from})[0]


def _texts(attributes: Mapping[str, Sequence[Any]]) -> list[tuple[str, ...]]:
    """Return the texts of each of some articles."""
    columns = [_text_of(field, attributes) for field in (*_ZONE_FIELDS, *_SPACE_FIELDS)]
    return list(zip(*columns, strict=True))


def _is_simple(field: Field) -> bool:
    """Say whether a field's text is the value of one attribute as it is."""
    return len(field.made_from) == 1 and field.made_from[0] not in _SEVERAL


def _text_of(field: Field, attributes: Mapping[str, Sequence[Any]]) -> list[str]:
    """Return for each article the text of a field; values that are several are joined."""
    names = field.made_from
    if _is_simple(field):
        return [value or "" for value in attributes[names[0]]]
    if _has_nothing(field, attributes):
        return [""] * len(attributes[names[0]])
    if field.positions is not Positions.ITEMS:
        between = "; " if field.positions is Positions.ZONE else "\n\n"
        return [between.join(values) for values in _values(field, attributes)]
    if "quotes" in names:
        own = [[one.speaker for one in several] for several in attributes["quotes"]]
    else:
        own = [list(values) for values in _values(field, attributes)]
    return [
        "\n\n".join([name_of(value) or _NO_WORD for value in values]) if values else ""
        for values in own
    ]


TEXT_FIELDS = (*_ZONES, *(space.name for space in LAYOUT.spaces))
"""The field of each of the texts of ``texts_of``."""

_FIELD_OF_TEXT = dict(zip(TEXT_FIELDS, (*_ZONE_FIELDS, *_SPACE_FIELDS), strict=True))


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
    """Return extra fields as JSON, with days distinct from strings and one value from several."""
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


_MALFORMED = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)


_FROM_JSON: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(_SEVERAL, tuple),
    "date": dt.date.fromisoformat,
    "time": dt.time.fromisoformat,
    **dict.fromkeys(("headings", "pages"), lambda pairs: tuple([(a, b) for a, b in pairs])),
    "quotes": lambda quotes: tuple(map(Quotation._make, quotes)),
    "extra": lambda extra: _extra_of(extra),  # noqa: PLW0108 - defined below
}
"""How attributes are made of what JSON holds, where that is not the same."""

_READ = [
    (Article._fields.index(name), read, Article._field_defaults.get(name))
    for name, read in _FROM_JSON.items()
]
"""The same by place, with what an attribute without a value is."""


def _unpack(stored: bytes) -> Article:
    end = stored.index(b"\n")
    row = _row_of(stored[:end])
    if len(row) == _PAGES_PLACE:
        row.append(())
    row.insert(_BODY_FIELD, stored[end + 1 :].decode("utf-8", "surrogatepass"))
    for place, read, nothing in _READ:
        value = row[place]
        row[place] = read(value) if value else nothing
    article = Article._make(row)
    if not is_well_formed(article):
        raise ValueError("a value has the wrong type")
    return article
