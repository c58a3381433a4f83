"""The Reuters-21578 collection's SGML (Distribution 1.0, 1,000 articles a file).

The files look like SGML but are Latin-1 text with tags at fixed places and transmission codes as
numeric entities, which XML parsers refuse; ``&lt;`` before ticker symbols is text that a careless
stripping of tags eats. What the tags say is all there is: an article without TITLE has none. The
737 articles of TYPE "UNPROC" hold untagged raw text and are marked as such. Source: README.txt
and lewis.dtd of the distribution.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers import limits
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.record import Declared, Record, Skipped

_NUMERIC = re.compile(r"&#([0-9]{1,7});")
_NAMED = {"&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"'}
_NAMED_ENTITY = re.compile("|".join(_NAMED))
_TEXT_TYPE = re.compile(r'<TEXT TYPE="([A-Z]{1,20})"')
_END_MARK = re.compile(r"\s{1,200}REUTERS?\s*\Z", re.IGNORECASE)
_SUBJECTS = ("TOPICS", "PLACES", "PEOPLE", "ORGS", "EXCHANGES", "COMPANIES")
_LISTED = re.compile(r"<D>([^<]{1,100})</D>")
_DATE = re.compile(r"\s*([0-9]{1,2})-([A-Z]{3})-([0-9]{4})\b")
_MONTHS = {
    month: number
    for number, month in enumerate("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(), 1)
}


def read_reuters(source: ByteSource) -> Iterator[Record | Skipped]:
    """Read the articles of one file of the collection, in order."""
    number = 0
    for part in source.split(b"</REUTERS>", limits.ARTICLE_BYTES):
        if part is None:
            number += 1
            yield Skipped(number, f"over {limits.ARTICLE_BYTES // limits.MEGABYTE} MB")
            continue
        start = part.find(b"<REUTERS")
        if start < 0:
            if part.strip() and number:
                yield Skipped(None, "text after the last article")
            continue
        number += 1
        yield _read_article(part[start:].decode("cp1252", "replace"), number)
    if not number:
        raise ArticleError("no REUTERS tag")


def _read_article(raw: str, number: int) -> Record | Skipped:
    tag, _, rest = raw.partition("<TEXT")
    if not rest:
        return Skipped(number, "no TEXT tag, or cut off")
    raw_text = "<TEXT" + rest
    declared: dict[str, tuple[Declared, ...]] = {"source": (Declared("Reuters", "REUTERS tag"),)}
    sent = _tagged(tag, "DATE") or ""
    if day := _day(sent):
        declared["date"] = (Declared(day, "DATE tag"),)
        declared["time"] = (Declared(sent.strip(), "DATE tag"),)
    subjects = [name for part in _SUBJECTS for name in _LISTED.findall(_tagged(tag, part) or "")]
    if subjects:
        declared["tags"] = tuple(Declared(_plain(name), "subject tags") for name in subjects)
    for field, name in (("title", "TITLE"), ("byline", "AUTHOR"), ("dateline", "DATELINE")):
        value = _plain(_tagged(raw_text, name) or "")
        if value:
            declared[field] = (Declared(" ".join(value.split()), f"{name} tag"),)
    found = _TEXT_TYPE.match(raw_text)
    text_type = found.group(1) if found else ""
    kind = "unprocessed" if text_type == "UNPROC" else ""
    # a BRIEF is its title; where the text would stand the collection has "Blah blah blah."
    text = "" if text_type == "BRIEF" else _without_end_mark(_plain(_running_text(raw_text)))
    return Record(text, declared, number=number, complete=True, kind=kind)


def _tagged(raw: str, name: str) -> str | None:
    """Return what is between the first pair of a tag."""
    start = raw.find(f"<{name}>")
    end = raw.find(f"</{name}>", start)
    return raw[start + len(name) + 2 : end] if 0 <= start < end else None


def _running_text(raw_text: str) -> str:
    """Return the BODY, or where there is none what is in TEXT beside the other tags."""
    body = _tagged(raw_text, "BODY")
    if body is not None:
        return body
    text = raw_text.partition(">")[2].rpartition("</TEXT>")[0]
    for name in ("TITLE", "AUTHOR", "DATELINE"):
        inside = _tagged(text, name)
        if inside is not None:
            text = text.replace(f"<{name}>{inside}</{name}>", "", 1)
    return text


def _without_end_mark(text: str) -> str:
    """Cut the " Reuter" that ends bodies."""
    text = text.rstrip()
    found = _END_MARK.search(text, max(0, len(text) - 300))
    return text[: found.start()] if found else text


def _plain(text: str) -> str:
    """Resolve entities once; those of control characters are transmission codes and go."""
    text = _NUMERIC.sub(_character, text)
    return _NAMED_ENTITY.sub(lambda found: _NAMED[found.group()], text).strip("\r\n")


def _character(entity: re.Match[str]) -> str:
    code = int(entity.group(1))
    if code in (9, 10, 13):
        return chr(code)
    if code < 32 or 127 <= code < 160 or code > 0x10FFFF or 0xD800 <= code < 0xE000:
        return ""
    return chr(code)


def _day(tagged: str) -> str | None:
    """Return "1987-02-26" for "26-FEB-1987 15:01:01.79"."""
    found = _DATE.match(tagged)
    if not found or found.group(2) not in _MONTHS:
        return None
    return f"{found.group(3)}-{_MONTHS[found.group(2)]:02d}-{int(found.group(1)):02d}"
