"""Exports of press databases in plain text: NewsBank, GENIOS (WISO), EBSCO, Gale, Europresse.

What an export holds between two articles is the database's own: a record number, an address of the
document, a citation. There the text is cut; at the head of each part are a title, a publication
and a day, a few labels and an author, in an order that differs by database and by display. Around
the text nothing else is taken away than what is known: any other line stays in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from newssearch.archive.errors import ArticleError
from newssearch.indexer.knowledge.dates import find_day
from newssearch.indexer.knowledge.months import ANY_WEEKDAY
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.readers.labelled import label_of
from newssearch.indexer.record import Declared, Record, Skipped

_RULE = r"[-_=*~]{5,200}"
_RIGHTS = r"(?:Copyright|©|\(c\)|All rights reserved|Alle Rechte vorbehalten|Tous droits)"


@dataclass(frozen=True)
class _Database:
    """What one database writes around its articles.

    ``number`` is a line that every article has and text has not; ``closing`` are the lines below
    the text, ``opening`` one that begins an article where the number is above it. ``labels`` are
    the fields of labels, "" for one that is left out. ``beside_day`` is the field of what is
    beside the day in its line.
    """

    number: re.Pattern[str]
    closing: re.Pattern[str]
    labels: Mapping[str, str]
    opening: re.Pattern[str] | None = None
    beside_day: str = "source"
    dropped: re.Pattern[str] = field(default=re.compile(r"(?!)"))


def _lines(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"[ \t]{{0,20}}(?:{'|'.join(alternatives)})", re.IGNORECASE)


def _line(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"^[ \t]{{0,20}}{pattern}", re.MULTILINE)


_ENGLISH = {
    "title": "title",
    "headline": "title",
    "author": "byline",
    "authors": "byline",
    "byline": "byline",
    "date": "date",
    "publication date": "date",
    "source": "source",
    "paper": "source",
    "publication": "source",
    "newspaper": "source",
    "section": "section",
    "dateline": "dateline",
    "language": "lang",
    "subject terms": "tags",
    "subjects": "tags",
    "index terms": "tags",
    "memo": "notes",
    "caption": "caption",
    "edition": "",
    "page": "",
    **dict.fromkeys(("pages", "column", "length", "word count", "document type", "issn"), ""),
    **dict.fromkeys(("full text", "abstract", "record", "record number", "database"), ""),
    **dict.fromkeys(("accession number", "copyright", "article id", "geographic terms"), ""),
}
_GERMAN = {
    "quelle": "source",
    "ressort": "section",
    "rubrik": "section",
    "autor": "byline",
    "autoren": "byline",
    "titel": "title",
    "überschrift": "title",
    "datum": "date",
    "zeitung": "source",
    "schlagwörter": "tags",
    "schlagworte": "tags",
    "sprache": "lang",
    **dict.fromkeys(("ausgabe", "seite", "nummer", "dokumentnummer", "issn", "auflage"), ""),
}

_DATABASES = (
    _Database(
        number=_line(r"Record(?: Number)?:[ \t]{0,10}(?=[\w./-]{0,40}\d)[\w./-]{6,40}[ \t]{0,20}$"),
        closing=_lines(
            r"Record(?: Number)?:", r"(?:Caption|Memo|Index terms?|Article Bibliography):",
            _RIGHTS, rf"{_RULE}\s*\Z", r"To bookmark this article", r"OpenURL Link",
        ),
        labels=_ENGLISH,
        dropped=re.compile(r"[\d,]{1,7} words\b.{0,60}\Z|OpenURL Link\Z", re.IGNORECASE),
    ),
    _Database(
        number=_line(
            r"(?:Dokumentnummer:|Dauerhafte Adresse des Dokuments:"
            r"|Dokument \d{1,6} von \d{1,6}[ \t]{0,20}$)"
        ),
        closing=_lines(
            r"(?:Quelle|Ressort|Rubrik|Ausgabe|Dokumentnummer|ISSN|Schlagw[oö]rter|Branche|Land"
            r"|Firma|Person):",
            r"Dauerhafte Adresse", r"https?://\S{1,300}\Z", _RIGHTS, rf"{_RULE}\s*\Z",
            r"(?:\(c\)|©) ?GENIOS",
        ),
        labels=_GERMAN,
        opening=_line(r"Dokument \d{1,6} von \d{1,6}[ \t]{0,20}$"),
    ),
    _Database(
        number=_line(r"Accession Number:[ \t]{0,10}[\w.-]{4,40}"),
        closing=_lines(_RIGHTS, rf"{_RULE}\s*\Z"),
        labels=_ENGLISH,
        opening=_line(r"Record: \d{1,6}[ \t]{0,20}$"),
    ),
    _Database(
        number=_line(r"Gale Document Number:"),
        closing=_lines(
            r"Source Citation", r"Gale Document Number:", r"Document URL", r"https?://\S{1,300}\Z",
            _RIGHTS, rf"{_RULE}\s*\Z", r".{1,400}\bGale\b.{1,400}\Z", r"\(MLA|MLA \d",
        ),
        labels=_ENGLISH,
        dropped=_lines(r"Copyright:? ", r"From:? Gale", r"Document Type:", r"Length:"),
    ),
    _Database(
        number=_line(r"(?:PUBLI-)?© ?news·\d{8}·"),
        closing=_lines(r"(?:PUBLI-)?© ?news·", _RIGHTS, r"Certificat émis", rf"{_RULE}\s*\Z"),
        labels={},
        beside_day="section",
    ),
)  # fmt: skip

_PAPER = re.compile(
    r"(?P<name>.{2,70}?)(?P<article>, (?:The|Le|La|Die|Der))?(?P<place> \([^()]{2,40}\))?"
)
_NAMED_PLACE = re.compile(r" \([A-Z][^()]{1,40}\)\Z")
"""The state or town that NewsBank gives a newspaper."""

_FULL_TEXT = re.compile(r"[ \t]{0,20}(?:Full Text|Volltext|Texte intégral):?[ \t]{0,20}", re.I)
_BY = re.compile(r"(?:By|Von|Par|Por) \S", re.I)
_ROLE = re.compile(r",? (?:Staff|Special|Associated|Correspondent|Reporter|Editor|Bureau)\b", re.I)
_PAGE = re.compile(
    r"[\s,;:|]{0,3}\b(?:Seiten?|Pages?|S\.|pp?\.?|Nr\.) ?[A-Z]?\d{1,4}[A-Z]?\b", re.IGNORECASE
)
_WEEKDAY_BEHIND = re.compile(rf"(?:\A|,?\s){ANY_WEEKDAY}\s*\Z", re.IGNORECASE)
_EDGES = " \t,;:|.()–—-"
_MOST_HEAD_LINES = 24
_LEAST_TEXT_WORDS = 14
_LONGEST_NAME_WORDS = 6


def is_press_database(text: str) -> bool:
    """Tell an export by the line that one of the databases puts at each article."""
    return _database_of(text) is not None


def read_press_database(source: ByteSource) -> Iterator[Record | Skipped]:
    """Read every article of an export in plain text."""
    yield from read_press_database_text(source.decode_whole().text)


def read_press_database_text(text: str) -> Iterator[Record | Skipped]:
    """Read the articles of an export that is text by now.

    Raises:
        ArticleError: no part of it is an article.
    """
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    database = _database_of(text)
    parts = _parts(text, database) if database is not None else []
    if database is None or not parts:
        raise ArticleError("a database's export without articles")
    for number, part in enumerate(parts, 1):
        yield _read_part(part, database, number)


def _database_of(text: str) -> _Database | None:
    for database in _DATABASES:
        if not database.number.search(text):
            continue
        if database.opening is None or database.opening.search(text):
            return database
        if database.labels is _GERMAN and re.search(r"^Quelle:", text, re.MULTILINE):
            return database
    return None


def _parts(text: str, database: _Database) -> list[list[str]]:
    """Cut an export into articles: above what opens them, or below what closes them."""
    if database.opening is not None and (starts := list(database.opening.finditer(text))):
        ends = [*(start.start() for start in starts[1:]), len(text)]
        pieces = [text[start.end() : end] for start, end in zip(starts, ends, strict=True)]
        return [
            piece.split("\n") for piece in (text[: starts[0].start()], *pieces) if piece.strip()
        ]
    parts: list[list[str]] = [[]]
    closed = False
    for line in text.split("\n"):
        if closed and line.strip() and not database.closing.match(line):
            parts.append([])
            closed = False
        parts[-1].append(line)
        closed = closed or bool(database.number.match(line))
    return [part for part in parts if any(line.strip() for line in part)]


def _read_part(lines: list[str], database: _Database, number: int) -> Record | Skipped:
    head = _Head(database)
    body, tail = _without_tail(lines, database)
    start = head.read(body)
    for line in tail:
        head.take_label(line)
    rest = body[start:]
    if rest and head.titled(rest[0]):
        rest = rest[1:]
    rest = head.without_signature(rest)
    text = "\n".join(rest).strip("\n")
    if not text.strip() and "title" not in head.declared:
        shown = " ".join(" ".join(lines).split())[:100]
        return Skipped(number, f"no article, but: “{shown}” in this part of the export")
    return Record(text, head.declared, number=number)


def _without_tail(lines: list[str], database: _Database) -> tuple[list[str], list[str]]:
    """Part the text from the closing lines below it; what they run over to goes with them."""
    end = len(lines)
    place = len(lines) - 1
    while place >= 0:
        line = lines[place]
        if database.closing.match(line):
            end = place
        elif line.strip() and not (place and database.closing.match(lines[place - 1])):
            break
        place -= 1
    return lines[:end], [line for line in lines[end:] if line.strip()]


class _Head:
    """Reads the lines above the text of one article."""

    def __init__(self, database: _Database) -> None:
        self.declared: dict[str, tuple[Declared, ...]] = {}
        self._database = database

    def read(self, lines: list[str]) -> int:
        """Declare what the head says; return the line on which the text begins."""
        above: list[str] = []
        below: list[str] = []
        dated = False
        filled = 0
        end = 0
        for place, line in enumerate(lines):
            bare = " ".join(line.split())
            if not bare:
                continue
            if self._is_left_out(bare):
                end = place + 1
                continue
            filled += 1
            if _FULL_TEXT.fullmatch(bare):
                end = place + 1
                break
            if filled > _MOST_HEAD_LINES or self._is_text(bare):
                break
            if self.take_label(bare):
                pass
            elif not dated and self._take_day(bare):
                dated = True
            elif ((below and dated) and not self._is_byline(bare)) or len(above) + len(below) >= 3:
                break
            else:
                (below if dated else above).append(bare)
            end = place + 1
        self._name(above, below)
        return end

    def take_label(self, line: str) -> bool:
        """Take a line of labels and their values; return whether it is one."""
        pieces = [label_of(piece.strip(), self._database.labels) for piece in line.split(" | ")]
        if any(piece is None for piece in pieces):
            return False
        for found in pieces:
            if found is None or not found[0]:
                continue
            name, value = found
            if name in ("date", "source") and self._take_day(value):
                continue
            self._declare(name, value, "label")
        return True

    def titled(self, line: str) -> bool:
        """Return whether a line is the title once more."""
        title = self.declared.get("title")
        return title is not None and title[0].value == " ".join(line.split())

    def without_signature(self, lines: list[str]) -> list[str]:
        """Take the author's name alone below the text, where none is above; return the rest."""
        filled = [place for place, line in enumerate(lines) if line.strip()]
        if "byline" in self.declared or len(filled) < 2:
            return lines
        last = lines[filled[-1]].strip()
        if not lines[filled[-1] - 1].strip() and self._is_byline(last):
            self._declare("byline", last, "line below the text")
            return lines[: filled[-1]]
        return lines

    def _declare(self, name: str, value: str, origin: str) -> None:
        value = value.strip(" \t")
        if name in ("source", "section"):
            value = value.strip(_EDGES) + (")" if value.endswith(")") and "(" in value else "")
        if name == "source" and (paper := _PAPER.fullmatch(value)):
            article = (paper["article"] or "").strip(", ")
            value = f"{article} {paper['name']}{paper['place'] or ''}".strip()
        values = re.split(r"\s?;\s?", value) if name == "tags" else [value]
        if value and name not in self.declared:
            self.declared[name] = tuple(Declared(each, origin) for each in values if each)

    def _is_left_out(self, line: str) -> bool:
        """Return whether a line is the database's own, or one of rights above the text."""
        return bool(
            self._database.dropped.match(line)
            or self._database.number.match(line)
            or re.fullmatch(_RULE, line)
        )

    def _is_text(self, line: str) -> bool:
        words = len(line.split())
        return words > 2 * _LEAST_TEXT_WORDS or (
            words >= _LEAST_TEXT_WORDS and line[-1] in '.!?…”"»:' and not line.startswith("©")
        )

    def _take_day(self, line: str) -> bool:
        """Take a line that is a day, with the publication, a section and a page beside it."""
        day = find_day(line) if len(line) < 120 else None
        if day is None:
            return False
        self._declare("date", day.value, "date line")
        before, _, behind = line.partition(day.written)
        before = _PAGE.sub("", re.sub(r"\s(?:vom|of|du|de|del)\s*\Z", "", before.strip()))
        behind = _PAGE.sub("", behind)
        name, rest = (before, behind) if before.strip(_EDGES) else (behind, "")
        name = _WEEKDAY_BEHIND.sub("", name.strip())
        self._declare(self._database.beside_day, name, "date line")
        if self._database.beside_day == "source":
            self._declare("section", rest, "date line")
        return True

    def _is_byline(self, line: str) -> bool:
        words = line.split()
        return bool(_BY.match(line) or _ROLE.search(line)) or (
            2 <= len(words) <= _LONGEST_NAME_WORDS
            and all(word[0].isupper() or len(word) <= 3 for word in words)
            and line[-1] not in ".!?"
        )

    def _name(self, above: list[str], below: list[str]) -> None:
        """Give the lines without labels their fields: by whether the day's line named the paper."""
        if "source" not in self.declared and above:
            papers = [line for line in above if _NAMED_PLACE.search(line)]
            paper = papers[0] if papers else above[0] if below or len(above) > 1 else None
            if paper is not None:
                above.remove(paper)
                self._declare("source", paper, "publication line")
        for line in (*above, *below):
            if "title" not in self.declared:
                self._declare("title", line, "title line")
            else:
                self._declare("byline", line, "author line")
