"""RIS: references with abstracts or full texts, as ProQuest, Zotero and EndNote export them.

Source: Research Information Systems, "RIS format specifications" (2011): two letters, two blanks, a
hyphen and a value per line, from TY to ER.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers import limits
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.readers.textstream import text_lines
from newssearch.indexer.record import Declared, Found, Record, Skipped

_TAG = re.compile(r"([A-Z][A-Z0-9])  ?-(?: (.*))?\Z", re.S)
_OPENING = re.compile(r"\s{0,100}TY  ?- [A-Z]{3,8}[ \t]*\r?\n(?:[A-Z][A-Z0-9]  ?-)")
_TAGS = {
    "title": ("TI", "T1", "CT"),
    "byline": ("AU", "A1"),
    "source": ("T2", "JO", "JF", "JA", "PB"),
    "date": ("DA", "Y1", "PY"),
    "tags": ("KW",),
    "url": ("UR", "L2"),
    "lang": ("LA",),
    "section": ("SE",),
}
_TEXT = ("N2", "AB", "N1")
_NO_DAY = re.compile(r"\d{4}(?:/{0,3}|/\d{1,2}/{0,2})\Z")
"""A year alone, or a month of it."""

_MOST_VALUES = 200


def is_ris(opening: str) -> bool:
    """Say whether a text begins with a reference."""
    return bool(_OPENING.match(opening))


def read_ris(source: ByteSource) -> Iterator[Found]:
    """Read one article a reference, with its abstract or notes as text.

    Raises:
        ArticleError: there is no reference in it.
    """
    number = 0
    for values in _references(source):
        number += 1
        yield _record(values, number)
    if not number:
        raise ArticleError("RIS without a reference")


Values = dict[str, list[str]]


def _references(source: ByteSource) -> Iterator[Values]:
    values: Values = {}
    size = 0
    last = ""
    for line in text_lines(source, limits.LINE_BYTES):
        if line is None:
            continue
        found = _TAG.match(line)
        if found is None:
            if last and line.strip() and size < limits.ARTICLE_BYTES:
                values[last][-1] += "\n" + line.strip()
                size += len(line)
            continue
        tag, value = found.group(1), (found.group(2) or "").strip()
        if tag in ("TY", "ER"):
            if values:
                yield values
            values, size, last = {}, 0, ""
            continue
        kept = values.setdefault(tag, [])
        size += len(value)
        if len(kept) < _MOST_VALUES and size < limits.ARTICLE_BYTES:
            kept.append(value)
            last = tag
    if values:
        yield values


def _record(values: Values, number: int) -> Record | Skipped:
    declared: dict[str, tuple[Declared, ...]] = {}
    for field, tags in _TAGS.items():
        for tag in tags:
            texts = [text for text in values.get(tag, ()) if text]
            if field == "date":
                texts = [text.strip("/") for text in texts if not _NO_DAY.match(text)]
            if texts:
                declared[field] = tuple(Declared(text, tag) for text in texts)
                break
    texts = sorted(("\n".join(values.get(tag, ())) for tag in _TEXT), key=len, reverse=True)
    text, *others = texts
    if notes := tuple(Declared(other, "N1") for other in others if other.strip()):
        declared["notes"] = notes
    if not text.strip() and "title" not in declared:
        return Skipped(number, "a reference without title and text")
    return Record(text, declared, lines="paragraphs", number=number)
