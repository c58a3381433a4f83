"""How an article lies in the index: its texts, ranges and columns, and its stored form."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import orjson

from archive.article import Article, Quotation
from archive.columnar.entry import Entry
from archive.columnar.layout import Layout, Space
from archive.errors import ArchiveDamaged
from archive.fields import FIELD_BY_NAME

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
    spaces=(Space("speaker", items=True), Space("notes"), Space("source"), Space("section")),
    numbers=("date",),
    keywords=("id", "path", "lang", "source", "section"),
    lists=("speaker", "byline", "credit"),
)
"""The zones are the fields that a bare word is looked for in; the agency is part of the byline.

The list of speakers has one value a quotation, None where nobody is named, so that it runs beside
the ranges; the list of names above and below the text has one an author.
"""

BODY = len(_ZONES) - 1
"""The number of the zone that is the body."""

BODY_COUNT = f"count.{BODY}"
"""The array that holds the number of words in each body."""

_NO_WORD = "-"
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def entry_of(article: Article) -> Entry:
    """Return what the index is given of an article."""
    quotes, date, authors = article.quotes, article.date, (*article.byline, *article.contributors)
    return Entry(
        texts_of(article),
        [(quotation.start, quotation.end) for quotation in quotes] if quotes else (),
        (date.toordinal() if date else None,),
        (article.id, article.path, article.lang, article.source, article.section),
        pack_article(article),
        (
            [name_of(quotation.speaker) for quotation in quotes] if quotes else (),
            _names(authors) if authors else (),
            _names((article.credit,)) if article.credit else (),
        ),
    )


def _names(texts: Sequence[str | None]) -> list[str]:
    return [name for name in map(name_of, texts) if name]


@lru_cache(1 << 14)
def name_of(text: str | None) -> str | None:
    """Return a name with its blanks made single spaces, None for an empty one."""
    return " ".join(text.split()) or None if text else None


def texts_of(article: Article) -> tuple[str, ...]:
    """Return the texts of an article in the order of the layout: zones, then other spaces."""
    quotes = article.quotes
    speakers = [name_of(quotation.speaker) or _NO_WORD for quotation in quotes] if quotes else ()
    return (
        article.title or "",
        "; ".join((*article.byline, *article.contributors)),
        article.credit or "",
        article.dateline or "",
        article.caption or "",
        article.body,
        "\n\n".join(speakers),
        "\n\n".join(article.notes),
        article.source or "",
        article.section or "",
    )


TEXT_FIELDS = (*_ZONES, *(space.name for space in LAYOUT.spaces))
"""The field of each of the texts of ``texts_of``."""


def pack_article(article: Article) -> bytes:
    """Return the stored form: a line of JSON, the fields in their order; then the body as it is."""
    row = [
        article.id,
        article.path,
        article.title,
        article.byline,
        article.contributors,
        article.credit,
        article.dateline,
        article.date.isoformat() if article.date else None,
        article.source,
        article.section,
        article.url,
        article.lang,
        article.caption,
        article.notes,
        article.headings,
        list(map(tuple, article.quotes)),
        dict(article.provenance),
    ]
    return b"%b\n%b" % (_line_of(row), article.body.encode("utf-8", "surrogatepass"))


def _line_of(row: list[Any]) -> bytes:
    """Return a row as JSON; orjson refuses strings that are not quite Unicode."""
    try:
        return orjson.dumps(row)
    except TypeError:
        return _JSON.encode(row).encode("utf-8", "surrogatepass")


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
        end = stored.index(b"\n")
        row = _row_of(stored[:end])
        (id_, path, title, byline, contributors, credit, dateline, date, *rest) = row
        source, section, url, lang, caption, notes, headings, quotes, provenance = rest
        return Article(
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
        )
    except (ValueError, TypeError) as error:
        raise ArchiveDamaged(
            "the archive is damaged: a stored article cannot be read",
            hint="rebuild it from the sources: newssearch rebuild",
        ) from error
