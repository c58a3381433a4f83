"""Factiva exports: articles as blocks of two-letter fields (HD headline, BY, PD, SN, LP, TD …).

In text exports a code stands alone or before its value at the start of a line; in HTML exports
code and value are the two cells of a table's row. A value runs to the next code, so a byline
never takes the lines of the field below. Source of the codes: Dow Jones Factiva, "Article
indexing: field codes".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newssearch.archive.errors import ArticleError
from newssearch.indexer.html import read_rows
from newssearch.indexer.knowledge.dates import find_day
from newssearch.indexer.readers import limits
from newssearch.indexer.readers.source import Source
from newssearch.indexer.record import Declared, Record, Skipped

_CODES = (
    "SE HD BY CR WC PD ET SN SC ED PG VOL LA CY LP TD CT RF CO IN NS RE IPD IPC PUB AN CLM ART "
    "CX DLN".split()
)
_CODE_LINE = re.compile(rf"({'|'.join(_CODES)})(?:[ \t]{{1,20}}(.{{0,1000000}}))?\Z")
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
    """Tell an export by a headline's code and at least three other codes at starts of lines."""
    return bool(_HEADLINE.search(text)) and len(set(_SIGN.findall(text))) >= 3


def is_factiva_page(markup: str) -> bool:
    """Tell an HTML export by its codes in bold cells."""
    return len({code.upper() for code in _PAGE_CELL.findall(markup)}) >= 3


def read_factiva(source: Source) -> Iterator[Record | Skipped]:
    """Read the articles of a text export."""
    yield from read_factiva_text(source.decode_all(limits.DOCUMENT_BYTES).text)


def read_factiva_text(text: str) -> Iterator[Record | Skipped]:
    """Read the articles of an export that is text by now."""
    yield from _records(_blocks(text))


def read_factiva_page(source: Source) -> Iterator[Record | Skipped]:
    """Read the articles of an HTML export."""
    lines = []
    for cells in read_rows(source.decode_all(limits.DOCUMENT_BYTES).text):
        code = cells[0].strip() if cells else ""
        if code in _CODES and len(cells) > 1:
            lines += [code, *cells[1].split("\n")]
    yield from _records(_blocks("\n".join(lines)))


def _blocks(text: str) -> Iterator[_Block]:
    """Yield each article as code → lines; a second headline's code begins the next article."""
    block: _Block = {}
    code = ""
    for line in text.replace("\r\n", "\n").replace("\u00a0", " ").split("\n"):
        found = _CODE_LINE.match(line.rstrip())
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
