"""The SGML of research collections: Gigaword, and TREC's newspapers, one DOC an article.

A few lines of tags around plain text, which XML parsers refuse; read in a stream. Sources: LDC,
"English Gigaword"; the DTDs of TREC disks 1 to 5 and of AQUAINT.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from newssearch.archive.errors import ArticleError
from newssearch.indexer.knowledge.dates import find_day
from newssearch.indexer.readers import limits
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.readers.textstream import Pieces
from newssearch.indexer.record import Declared, Record, Skipped

_FIELDS = {
    "title": ("HEADLINE", "HEAD", "HL", "TI", "TTL", "TITLE", "H3"),
    "byline": ("BYLINE", "AUTHOR", "AU"),
    "dateline": ("DATELINE", "DL"),
    "date": ("DATE_TIME", "DATETIME", "DATE", "DATE1", "DD", "PUBDATE", "ST"),
    "source": ("SOURCE", "SO", "PUB", "NEWSPAPER"),
    "section": ("SECTION", "CATEGORY"),
    "caption": ("GRAPHIC", "CAPTION"),
    "notes": ("CORRECTION", "CORRECTION-DATE", "NOTE"),
}
_TEXTS = ("TEXT", "LEADPARA", "LP", "BODY")
_ID = re.compile(
    r"<DOC\b[^<>]{0,200}\bid\s?=\s?[\"']?([^\"'\s>]{3,100})|<DOCNO>\s{0,20}([^<]{3,100})", re.I
)
_DAY_IN_ID = re.compile(r"(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d{3})")
_SHORT_DAY_IN_ID = re.compile(r"\A[A-Za-z]{2,6}(\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])-")
_PARAGRAPH = re.compile(r"</?P\b[^<>]{0,100}>", re.I)
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9\-]{0,20}(?:\s[^<>]{0,500})?>")
_START = re.compile(rb"<DOC\b", re.I)


def read_sgml(source: ByteSource) -> Iterator[Record | Skipped]:
    """Read the articles of one file, in order."""
    number = 0
    text_of = Pieces(source)
    end = b"</doc>" if b"</doc>" in source.head and b"</DOC>" not in source.head else b"</DOC>"
    for part in source.split(end, limits.ARTICLE_BYTES):
        if part is None:
            number += 1
            yield Skipped(number, f"over {limits.ARTICLE_BYTES // limits.MEGABYTE} MB")
            continue
        start = _START.search(part)
        if start is None:
            if part.strip() and number:
                yield Skipped(None, "text after the last article")
            continue
        number += 1
        yield _read_article(text_of(part[start.start() :]), number)
    if not number:
        raise ArticleError("no DOC tag")


def _read_article(raw: str, number: int) -> Record | Skipped:
    declared: dict[str, tuple[Declared, ...]] = {}
    for field, names in _FIELDS.items():
        for name in names:
            value = _plain(" ".join(_inside(raw, name)[:1]))
            if field == "date" and value:
                value = _day_of(value)
            if value and field not in declared:
                declared[field] = (Declared(value, f"{name} tag"),)
    if "date" not in declared and (written := _day_of_id(raw)):
        declared["date"] = (Declared(written, "id"),)
    text = "\n\n".join(
        part for name in _TEXTS for part in map(_running, _inside(raw, name)) if part
    )
    if not text and "title" not in declared:
        return Skipped(number, "no text and no headline in this part of the file")
    marked = bool(_PARAGRAPH.search(raw))
    return Record(text, declared, "paragraphs" if marked else "unknown", number=number)


def _day_of(written: str) -> str:
    """Return the day that a tag gives, also as the Financial Times does ("920514")."""
    if found := _SIX_DIGITS.match(written):
        return f"19{found.group(1)}-{found.group(2)}-{found.group(3)}"
    day = find_day(written)
    return day.value if day else ""


_SIX_DIGITS = re.compile(r"(\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\Z")


def _inside(raw: str, name: str) -> list[str]:
    """Return what is inside of each pair of a tag, in any case of letters."""
    found = []
    pattern = re.compile(rf"<{re.escape(name)}(?:\s[^<>]{{0,200}})?>", re.I)
    close = re.compile(rf"</{re.escape(name)}\s{{0,5}}>", re.I)
    place = 0
    while opening := pattern.search(raw, place):
        closing = close.search(raw, opening.end())
        if closing is None:
            break
        found.append(raw[opening.end() : closing.start()])
        place = closing.end()
    return found


def _running(inside: str) -> str:
    """Return running text: one line per paragraph where paragraphs are tagged, else as it is."""
    if not _PARAGRAPH.search(inside):
        return html.unescape(_TAG.sub("", inside)).strip("\r\n")
    blocks = (_plain(block) for block in _PARAGRAPH.split(inside))
    return "\n".join(block for block in blocks if block)


def _plain(inside: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", inside)).split())


def _day_of_id(raw: str) -> str:
    """Return the day that a document's id holds ("APW_ENG_20090702.0001", "AP880212-0001")."""
    found = _ID.search(raw)
    name = (found.group(1) or found.group(2)).strip() if found else ""
    if day := _DAY_IN_ID.search(name):
        return "-".join(day.groups())
    if day := _SHORT_DAY_IN_ID.match(name):
        return "-".join((f"19{day.group(1)}", day.group(2), day.group(3)))
    return ""
