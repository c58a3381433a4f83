"""The fields of an article: the one table that the layout of segments, the Whoosh schema, the query
language, help and docs are made from.

Text fields are *zones*: ranges of word positions of one text per article, so a word is stored once
however many fields hold it. ``title`` through ``body`` follow one another; ``lead`` and ``quote``
are parts of the body, ``credit`` a part of the byline.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class FieldKind(Enum):
    """How a field's values are compared with a query."""

    TEXT = "text"
    """Words, in order, with positions."""
    KEYWORD = "keyword"
    """One exact value per article; a trailing ``*`` makes it a prefix."""
    DATE = "date"
    """A calendar day."""
    NUMBER = "number"
    """A whole number."""


class Positions(Enum):
    """Where the words of a text field have their positions; see ``columnar.layout``."""

    ZONE = "a zone of the main space, in the order of the table"
    LEAD = "the first two paragraphs of the last zone"
    RANGES = "stretches of the last zone"
    SPACE = "a space of its own"
    ITEMS = "a space of its own, a list"


class ColumnKind(Enum):
    """What a column holds for an article."""

    NUMBER = "number"
    KEYWORD = "keyword"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a field's values: its kind, and its number among those of the kind.

    Numbers are part of the format on disk: a field keeps its own, and a new one takes the next.
    """

    kind: ColumnKind
    number: int


@dataclass(frozen=True, slots=True)
class Field:
    """One row of the table.

    ``weight`` is what an occurrence in the field counts in ranking, where 1 is an occurrence in
    the body; ``bare`` says that a word typed without a field is looked for here. ``parts`` names
    the fields that this one is the union of (``hlead`` is title and lead). ``own`` fields are
    in no table: an archive has them beside it (see ``extra_fields``).

    ``positions`` says where a text field's words are, ``column`` where whole values are kept.
    ``attributes`` are those of ``Article`` that both are made from, by default the one of its name.
    A field with ``through`` is a run of zones, from its own to that of the field named.
    """

    name: str
    kind: FieldKind
    help: str
    aliases: tuple[str, ...] = ()
    weight: float = 1.0
    bare: bool = False
    parts: tuple[str, ...] = ()
    own: bool = False
    positions: Positions | None = None
    column: Column | None = None
    attributes: tuple[str, ...] = ()
    through: str | None = None

    @property
    def made_from(self) -> tuple[str, ...]:
        """The attributes of ``Article`` that it is made from."""
        return self.attributes or (self.name,)


_T, _K = FieldKind.TEXT, FieldKind.KEYWORD
_ZONE, _ITEMS, _SPACE = Positions.ZONE, Positions.ITEMS, Positions.SPACE


def _keyword(number: int) -> Column:
    return Column(ColumnKind.KEYWORD, number)


def _list(number: int) -> Column:
    return Column(ColumnKind.LIST, number)


FIELDS: tuple[Field, ...] = (
    Field(
        *("title", _T, "headline", ("headline", "hd", "hl", "ti")),
        weight=3.0,
        bare=True,
        positions=_ZONE,
    ),
    Field(
        *("byline", _T, "authors and contributors as printed, and the agency"),
        aliases=("by", "author", "au"),
        bare=True,
        positions=_ZONE,
        column=_list(1),
        attributes=("byline", "contributors"),
        through="credit",
    ),
    Field(
        *("credit", _T, "the agency or service that supplied the article"),
        positions=_ZONE,
        column=_list(2),
    ),
    Field("dateline", _T, "place of the dateline", ("dl", "place"), bare=True, positions=_ZONE),
    Field("caption", _T, "picture captions", bare=True, positions=_ZONE),
    Field("body", _T, "the text without the headline", ("text", "td"), bare=True, positions=_ZONE),
    Field(
        *("lead", _T, "first two paragraphs", ("lp",)),
        weight=1.5,
        positions=Positions.LEAD,
        attributes=("body",),
    ),
    Field("hlead", _T, "title and lead together", ("hlp",), parts=("title", "lead")),
    Field(
        *("quote", _T, "words inside quotation marks", ("quotes", "q")),
        positions=Positions.RANGES,
        attributes=("quotes",),
    ),
    Field(
        *("speaker", _T, "who is quoted: the fullest name known, also by surname", ("said",)),
        positions=_ITEMS,
        column=_list(0),
        attributes=("quotes",),
    ),
    Field("notes", _T, "corrections and editors' notes", ("correction", "cx"), positions=_SPACE),
    Field("source", _T, "publication", ("sn", "pub"), positions=_SPACE, column=_keyword(3)),
    Field("section", _T, "section of the publication", positions=_SPACE, column=_keyword(4)),
    Field(
        *("tags", _T, "topics, keywords and subject codes", ("tag", "topic", "topics", "subject")),
        positions=_ITEMS,
        column=_list(3),
    ),
    Field("lang", _K, "language, as a two-letter code", ("la",), column=_keyword(2)),
    Field(
        *("date", FieldKind.DATE, "day of publication", ("pd",)),
        column=Column(ColumnKind.NUMBER, 0),
    ),
    Field(
        *("words", FieldKind.NUMBER, "words in the body", ("wc", "length")), attributes=("body",)
    ),
    Field("path", _K, "file the article came from, exact or prefix", ("file",), column=_keyword(1)),
    Field("id", _K, "the article's id, exact or prefix", column=_keyword(0)),
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
