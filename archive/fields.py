"""The fields of an article: one table that schema, query language, help and docs read.

Text fields are *zones*: ranges of word positions of one text a article, so a word is stored once
however many fields hold it. ``title`` through ``body`` lie one after the other; ``lead`` and
``quote`` are parts of the body, ``credit`` a part of the byline.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class FieldKind(Enum):
    """How a field's values are compared with a query."""

    TEXT = "text"
    """Words, in order, with positions."""
    KEYWORD = "keyword"
    """One exact value an article; a trailing ``*`` makes it a prefix."""
    DATE = "date"
    """A calendar day."""
    NUMBER = "number"
    """A whole number."""


@dataclass(frozen=True, slots=True)
class Field:
    """One row of the table.

    ``weight`` is what an occurrence in the field counts in ranking, where 1 is an occurrence in
    the body; ``bare`` says that a word typed without a field is looked for here. ``parts`` names
    the fields that this one is the union of (``hlead`` is title and lead). ``own`` fields are
    in no table: an archive has them beside it (see ``extra_fields``).
    """

    name: str
    kind: FieldKind
    help: str
    aliases: tuple[str, ...] = ()
    weight: float = 1.0
    bare: bool = False
    parts: tuple[str, ...] = ()
    own: bool = False


_T, _K = FieldKind.TEXT, FieldKind.KEYWORD

FIELDS: tuple[Field, ...] = (
    Field("title", _T, "headline", ("headline", "hd", "hl", "ti"), weight=3.0, bare=True),
    Field(
        "byline",
        _T,
        "authors and contributors as printed, and the agency",
        ("by", "author", "au"),
        bare=True,
    ),
    Field("credit", _T, "the agency or service that supplied the article"),
    Field("dateline", _T, "place of the dateline", ("dl", "place"), bare=True),
    Field("caption", _T, "picture captions", bare=True),
    Field("body", _T, "the text without the headline", ("text", "td"), bare=True),
    Field("lead", _T, "first two paragraphs", ("lp",), weight=1.5),
    Field("hlead", _T, "title and lead together", ("hlp",), parts=("title", "lead")),
    Field("quote", _T, "words inside quotation marks", ("quotes", "q"), weight=1.0),
    Field("speaker", _T, "who is quoted: the fullest name known, also by surname", ("said",)),
    Field("notes", _T, "corrections and editors' notes", ("correction", "cx")),
    Field("source", _T, "publication", ("sn", "pub")),
    Field("section", _T, "section of the publication"),
    Field("tags", _T, "topics, keywords and subject codes", ("tag", "topic", "topics", "subject")),
    Field("lang", _K, "language, as a two-letter code", ("la",)),
    Field("date", FieldKind.DATE, "day of publication", ("pd",)),
    Field("words", FieldKind.NUMBER, "words in the body", ("wc", "length")),
    Field("path", _K, "file the article came from, exact or prefix", ("file",)),
    Field("id", _K, "the article's id, exact or prefix"),
)

# The weights, measured with the constants of search/ranking.py (all figures in docs/ranking.md).
# title 1, 2, 3, 5: nDCG@10 on cran .435 .444 .447 .449, cisi .403 .412 .416 .415, subjects of
# Reuters-21578 .815 .816 .821 .798, countries .943 .949 .950 .944.
# lead 1, 1.25, 1.5, 2, 3: cran .447 .445 .447 .444 .439, cisi .411 .411 .416 .417 .410, subjects
# .811 .821 .821 .815 .812; titles that find their articles (MRR@10) .696 .708 .714 .720 .723.

FIELD_BY_NAME: dict[str, Field] = {
    name: field for field in FIELDS for name in (field.name, *field.aliases)
}
"""Every name a person may type, in lower case, to its row."""
