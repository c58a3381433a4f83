"""Nexis exports: many articles in one text, each a head of labels around a body.

Two layouts are in newsrooms' folders. LexisNexis Academic's (to 2019) begins each article with
"3 of 500 DOCUMENTS", then publication, date, title, and labels in capitals up to LENGTH, and ends
it with LOAD-DATE, LANGUAGE and other labels. Nexis Uni's and Lexis Advance's gives title,
publication and date as the first lines, labels, a line "Body", the text, "Load-Date:" and "End of
Document". HTML exports hold the same lines as blocks, and are read through them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newssearch.archive.errors import ArticleError
from newssearch.indexer.html import read_fragment
from newssearch.indexer.knowledge.dates import find_day
from newssearch.indexer.readers import limits
from newssearch.indexer.readers.labelled import label_of
from newssearch.indexer.readers.source import Source
from newssearch.indexer.record import Declared, Record, Skipped

_NUMBERED = re.compile(
    r"^[ \t]{0,100}(?:Document )?\d{1,6} (?:of|von|de) \d{1,6}"
    r"(?: (?:DOCUMENTS?|DOKUMENTEN?))?[ \t]{0,20}\r?$",
    re.M,
)
_NUMBERED_SURELY = re.compile(r"\b\d{1,6} of \d{1,6} DOCUMENTS?\b")
_END = re.compile(r"^[ \t]{0,100}End of Document[ \t]{0,20}\r?$", re.M)
_END_IN_MARKUP = re.compile(r">\s{0,20}End of Document\s{0,20}<")
_LOAD_DATE = re.compile(r"^[ \t]{0,100}Load-Date:", re.M | re.I)
_BODY_LINE = re.compile(r"[ \t]{0,100}body:?[ \t]{0,20}\Z", re.I)

_HEAD_LABELS = {
    "byline": "byline",
    "section": "section",
    "dateline": "dateline",
    "length": "",
    "highlight": "notes",
    "headline": "title",
    "title": "title",
    "correction": "notes",
    "correction-date": "",
    "distribution": "",
    "url": "url",
    "language": "lang",
    "publication-type": "",
    "graphic": "caption",
    "load-date": "",
    "subject": "",
    "series": "",
    "column": "",
    "type": "",
    "copyright": "",
    "body": "body",
    "guest": "",
    "guests": "",
    "document-type": "",
    "publication type": "",
    "journal code": "",
}
_INDEXING = (
    "classification organization person company ticker geographic state city country industry "
    "pub-type loaddate"
)
_TAIL_LABELS = _HEAD_LABELS | dict.fromkeys(_INDEXING.split(), "")
_TAIL_STARTS = frozenset(
    "load-date correction-date language graphic publication-type url subject correction".split()
)
_SOURCE_ORIGIN, _TITLE_ORIGIN, _DATE_ORIGIN = "publication line", "title line", "date line"
_COPYRIGHT = re.compile(
    r"\s{0,100}(?:Copyright|©|\(c\)).{0,300}|\s{0,100}All Rights Reserved.{0,50}", re.I
)
_EDITION = re.compile(r"\b(?:Edition|Final|Correction Appended|Bulldog|Metro)\b", re.I)


def is_nexis(text: str) -> bool:
    """Tell an export by its numbering, or by the end marks of both kinds."""
    if _NUMBERED_SURELY.search(text[:20_000]):
        return True
    if text.startswith("<"):
        return bool(_END_IN_MARKUP.search(text)) and "Load-Date:" in text
    return bool(_END.search(text)) and bool(_LOAD_DATE.search(text))


def read_nexis(source: Source) -> Iterator[Record | Skipped]:
    """Read every article of an export; one that cannot be read is reported, the rest goes on."""
    text = source.decode_all(limits.DOCUMENT_BYTES).text
    if text.lstrip("\ufeff \r\n\t")[:1] == "<":
        text = "\n\n".join(read_fragment(text).lines)
    yield from read_nexis_text(text)


def read_nexis_text(text: str) -> Iterator[Record | Skipped]:
    """Read the articles of an export that is text by now."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    parts = _parts(text)
    if not parts:
        raise ArticleError("a Nexis export without articles")
    for number, part in enumerate(parts, 1):
        record = _read_article(part, number)
        yield record or Skipped(number, "no text and no title in this part of the export")


def _parts(text: str) -> list[str]:
    """Cut the export into articles at its numbering, or else at its end marks."""
    starts = list(_NUMBERED.finditer(text)) if _NUMBERED_SURELY.search(text) else []
    if starts:
        ends = [start.start() for start in starts[1:]] + [len(text)]
        return [text[start.end() : end] for start, end in zip(starts, ends, strict=True)]
    parts = _END.split(text)
    return [part for part in parts if _LOAD_DATE.search(part) or len(part.split()) > 40]


def _read_article(part: str, number: int) -> Record | None:
    part = _END.split(part, maxsplit=1)[0]
    lines = part.split("\n")
    head_end = _head_end(lines)
    declared = _declare_head(lines[:head_end])
    body, tail = _split_tail(lines[head_end:])
    for field, values in _labelled(tail).items():
        declared.setdefault(field, values)
    text = "\n".join(body).strip("\n")
    if not text.strip() and "title" not in declared:
        return None
    return Record(text, declared, number=number)


def _head_end(lines: list[str]) -> int:
    """Return the line on which the body begins: behind "Body", or behind the last head label."""
    last = 0
    for place, line in enumerate(lines[:120]):
        if _BODY_LINE.match(line):
            return place + 1
        found = label_of(line, _HEAD_LABELS)
        if found and found[0] == "body":
            lines[place] = found[1]
            return place
        if found:
            if line.strip().lower().startswith(tuple(_TAIL_STARTS)) and last:
                break
            last = _value_end(lines, place)
    return last or _unlabelled_head_end(lines)


def _value_end(lines: list[str], place: int) -> int:
    """Return the line behind a label's value: a blank one or the next label ends it."""
    end = place + 1
    while end < len(lines) and lines[end].strip() and not label_of(lines[end], _TAIL_LABELS):
        end += 1
    return end


def _unlabelled_head_end(lines: list[str]) -> int:
    filled = [place for place, line in enumerate(lines) if line.strip()]
    return filled[3] if len(filled) > 3 else 0


def _declare_head(lines: list[str]) -> dict[str, tuple[Declared, ...]]:
    """Return what the labels say, and publication, date and title by the lines before them."""
    first_label = next(
        (place for place, line in enumerate(lines) if label_of(line, _HEAD_LABELS)), len(lines)
    )
    declared = _labelled(lines[first_label:])
    opening = list(_paragraphs(lines[:first_label]))
    dated = next((place for place, text in enumerate(opening) if _is_date(text)), None)
    if dated is None:
        _declare(declared, "title", " ".join(opening[:1]), _TITLE_ORIGIN)
        return declared
    day = find_day(opening[dated])
    if day is not None:
        _declare(declared, "date", day.value, _DATE_ORIGIN)
    behind = [text for text in opening[dated + 1 :] if not _is_furniture(text)]
    before = [text for text in opening[:dated] if not _is_furniture(text)]
    if behind and len(before) <= 1:  # publication, date, title
        _declare(declared, "title", behind[-1], _TITLE_ORIGIN)
        _declare(declared, "source", " ".join(before), _SOURCE_ORIGIN)
    elif before:  # title, publication, date
        _declare(declared, "title", before[0] if len(before) > 1 else "", _TITLE_ORIGIN)
        _declare(declared, "source", before[-1], _SOURCE_ORIGIN)
    return declared


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Yield the lines before the labels, each for itself.

    Where publication and date are centred, what stands at the margin is a title, and its lines
    are joined.
    """
    centred = any(line.startswith("    ") and line.strip() for line in lines)
    title: list[str] = []
    for line in [*lines, ""]:
        if centred and line.strip() and not line[0].isspace() and not _is_date(line):
            title.append(line.strip())
            continue
        if title:
            yield " ".join(title)
            title = []
        if line.strip():
            yield " ".join(line.split())


def _is_date(line: str) -> bool:
    return len(line) < 100 and find_day(line) is not None and not _COPYRIGHT.match(line)


def _is_furniture(line: str) -> bool:
    short = len(line.split()) <= 6
    return bool(_COPYRIGHT.match(line)) or (short and bool(_EDITION.search(line)))


def _labelled(lines: list[str]) -> dict[str, tuple[Declared, ...]]:
    declared: dict[str, tuple[Declared, ...]] = {}
    for place, line in enumerate(lines):
        found = label_of(line, _TAIL_LABELS)
        if found and found[0] and found[0] != "body":
            rest = lines[place + 1 : _value_end(lines, place)]
            value = " ".join([found[1], *(text.strip() for text in rest)])
            _declare(declared, found[0], value, line.split(":", 1)[0].strip())
    return declared


def _split_tail(lines: list[str]) -> tuple[list[str], list[str]]:
    """Part the body from the labels behind it."""
    for place, line in enumerate(lines):
        if line.strip() == "Classification":
            return lines[:place], lines[place:]
        found = label_of(line, _TAIL_LABELS)
        if found and line.strip().split(":", 1)[0].lower() in _TAIL_STARTS:
            return lines[:place], lines[place:]
    return lines, []


def _declare(
    declared: dict[str, tuple[Declared, ...]], field: str, value: str, origin: str
) -> None:
    value = " ".join(value.split())
    if value and field not in declared:
        declared[field] = (Declared(value[:5000], origin),)
