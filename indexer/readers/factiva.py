"""Factiva exports: articles as blocks of two-letter fields (HD headline, BY, PD, SN, LP, TD …).

In text and RTF exports a code stands alone on a line, or before a tab or blanks and its value;
which of them is told from the whole file, of the heads and of the texts apart, so that a paragraph
that opens with "IN A quiet street" is text. In HTML exports code and value are the two cells of a
table's row. A value runs to the next code, so a byline never takes the lines of the field below.
Exports without codes are read by ``factiva_plain``. Source of the codes: Dow Jones Factiva,
"Article indexing: field codes".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from newssearch.archive.errors import ArticleError
from newssearch.indexer.html import read_rows
from newssearch.indexer.knowledge.dates import find_day
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.readers.factiva_plain import (
    is_plain_factiva,
    is_plain_factiva_page,
    read_plain_factiva,
    read_plain_factiva_page,
)
from newssearch.indexer.record import Declared, Record, Skipped

_CODES = (
    "SE HD BY CR WC PD ET SN SC ED PG VOL LA CY LP TD CT RF CO IN NS RE IPD IPC PUB AN CLM ART "
    "CX DLN".split()
)
_ANY_CODE = "|".join(_CODES)
_CODE_ALONE = re.compile(rf"({_ANY_CODE})()\Z")
_CODE_BEFORE = re.compile(
    rf"({_ANY_CODE})(?:(?:[ ]{{2,20}}|[ ]{{0,3}}\t[ \t]{{0,20}})(.{{0,1000000}}))?\Z"
)
_CODE_AND_BLANK = re.compile(rf"({_ANY_CODE})(?:[ \t]{{1,20}}(.{{0,1000000}}))?\Z")
_INDEXING = re.compile(
    r"(CO|IN|NS|RE|IPD|IPC|PUB|AN)[ \t]{1,20}"
    r"((?:Document )?[A-Za-z0-9]{2,40}(?: ?[:|].{0,10000})?)\Z"
)
"""A code below the text, with codes as its value: "NS gcat : Political/General News"."""

_FIELDS = {
    "HD": "title",
    "BY": "byline",
    "CR": "credit",
    "PD": "date",
    "SN": "source",
    "SE": "section",
    "CLM": "section",
    "LA": "lang",
    "ART": "caption",
    "CX": "notes",
    "DLN": "dateline",
}
_TEXT_CODES = ("LP", "TD")
_SIGN = re.compile(r"^(?:WC|PD|SN|LA|CY|LP|TD)(?:[ \t]|\r?$)", re.M)
_HEADLINE = re.compile(r"^HD(?:[ \t]|\r?$)", re.M)
_PAGE_CELL = re.compile(r"<(?:b|strong)>\s{0,20}(HD|SN|PD|LP|TD)\s{0,20}(?:</|&nbsp;)", re.I)
_DOCUMENT = re.compile(r"Document [A-Za-z0-9]{10,40}\Z")

_Block = dict[str, list[str]]


def is_factiva(text: str) -> bool:
    """Tell an export by its codes at starts of lines, or by the lines of its heads."""
    return _has_codes(text) or is_plain_factiva(text)


def _has_codes(text: str) -> bool:
    return "HD" in text and bool(_HEADLINE.search(text)) and len(set(_SIGN.findall(text))) >= 3


def is_factiva_page(markup: str) -> bool:
    """Tell an HTML export by its codes in bold cells, or by the names of its elements."""
    return _has_code_cells(markup) or is_plain_factiva_page(markup)


def _has_code_cells(markup: str) -> bool:
    return len({code.upper() for code in _PAGE_CELL.findall(markup)}) >= 3


def read_factiva(source: ByteSource) -> Iterator[Record | Skipped]:
    """Read the articles of a text export."""
    yield from read_factiva_text(source.decode_whole().text)


def read_factiva_text(text: str) -> Iterator[Record | Skipped]:
    """Read the articles of an export that is text by now."""
    if _has_codes(text):
        yield from _records(_blocks(text, _code_lines(text)))
    else:
        yield from read_plain_factiva(text)


def read_factiva_page(source: ByteSource) -> Iterator[Record | Skipped]:
    """Read the articles of an HTML export."""
    markup = source.decode_whole().text
    if not _has_code_cells(markup):
        yield from read_plain_factiva_page(markup)
        return
    lines = []
    for cells in read_rows(markup):
        code = cells[0].strip() if cells else ""
        if code in _CODES and len(cells) > 1:
            lines += [code, *cells[1].split("\n")]
    yield from _records(_blocks("\n".join(lines), _CodeLines(_CODE_ALONE, _CODE_ALONE)))


@dataclass(frozen=True, slots=True)
class _CodeLines:
    """How codes stand in an export: in the heads of its articles, and in and below their texts."""

    head: re.Pattern[str]
    text: re.Pattern[str]

    def match(self, line: str, code: str) -> re.Match[str] | None:
        """Match a line that may hold a code, behind one that stands already."""
        if code not in _TEXT_CODES:
            return self.head.match(line)
        return self.text.match(line) or _INDEXING.match(line)


def _code_lines(text: str) -> _CodeLines:
    """Return how codes stand: alone, before much room, or before a blank.

    Heads whose codes have values beside them may be mixed with others; in a text, where codes
    stand alone, a code that words follow is a word.
    """
    lines = [line.rstrip() for line in text.replace("\u00a0", " ").splitlines()]
    titles = [line for line in lines if line[:2] == "HD"]
    texts = [line for line in lines if line[:2] in _TEXT_CODES]
    head = _CODE_ALONE if all(len(line) == 2 for line in titles) else _CODE_AND_BLANK
    below = _CODE_ALONE if any(len(line) == 2 for line in texts) else _CODE_AND_BLANK
    return _CodeLines(
        _CODE_BEFORE if any(map(_has_room, titles)) else head,
        _CODE_BEFORE if any(map(_has_room, texts)) else below,
    )


def _has_room(line: str) -> bool:
    return line[2:4] == "  " or line[2:].lstrip(" ").startswith("\t")


def _blocks(text: str, code_lines: _CodeLines) -> Iterator[_Block]:
    """Yield each article as code → lines; a second headline's code begins the next article."""
    block: _Block = {}
    code = ""
    for line in text.replace("\r\n", "\n").replace("\u00a0", " ").split("\n"):
        found = code_lines.match(line.rstrip(), code)
        if found:
            starts = found.group(1)
            if (starts == "HD" and "HD" in block) or (starts == "SE" and "HD" in block):
                yield block
                block = {}
            code = starts
            block.setdefault(code, [])
            if found.group(2):
                block[code].append(found.group(2))
        elif _DOCUMENT.match(line.strip()):
            if block:
                yield block
            block, code = {}, ""
        elif code:
            block[code].append(line)
    if block:
        yield block


def _records(blocks: Iterator[_Block]) -> Iterator[Record | Skipped]:
    number = 0
    for block in blocks:
        number += 1
        record = _record(block, number)
        yield record or Skipped(number, "no text and no headline in this part of the export")
    if not number:
        raise ArticleError("a Factiva export without articles")


def _record(block: _Block, number: int) -> Record | None:
    declared: dict[str, tuple[Declared, ...]] = {}
    for code, field in _FIELDS.items():
        value = " ".join(" ".join(block.get(code, ())).split())
        if code == "PD" and (day := find_day(value)):
            value = day.value
        if value and field not in declared:
            declared[field] = (Declared(value, code),)
    text = "\n\n".join(
        part for code in _TEXT_CODES if (part := "\n".join(block.get(code, ())).strip())
    )
    if not text and "title" not in declared:
        return None
    return Record(text, declared, number=number)
