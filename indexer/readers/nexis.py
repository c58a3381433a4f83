"""Nexis exports: many articles in one text, each a head of labels around a body.

Two layouts are in newsrooms' folders. LexisNexis Academic's (to 2019) begins each article with
"3 of 500 DOCUMENTS", then publication, date and title (or publication, title and date), and labels
in capitals, most of them before the text, with LENGTH last or behind the text; it ends with
LOAD-DATE, LANGUAGE and other labels. Nexis Uni's and Lexis Advance's gives title, publication and
date as the first lines, labels, a line "Body", the text, "Load-Date:" and "End of Document"; the
first article may come after a page about the search. HTML exports hold the same lines as blocks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from newssearch.archive.errors import ArticleError
from newssearch.indexer.html import read_fragment
from newssearch.indexer.knowledge.dates import find_day
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.readers.labelled import label_of, labelled_lines
from newssearch.indexer.readers.nexis_labels import (
    ALL_LABELS,
    BODY_ALONE,
    BODY_LINE,
    CAPTION_LABELS,
    COVER,
    END,
    HEAD_LABELS,
    LENGTH,
    LENGTH_LABEL,
    LOAD_DATE,
    LOAD_DATES,
    NUMBERED,
    NUMBERED_SURELY,
    TAIL_STARTS,
)
from newssearch.indexer.record import Declared, Record, Skipped

_CAPITAL_LABEL = re.compile(
    r"^[ \t]{0,5}(?:BYLINE|SECTION|LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|AUTOR|RUBRIK|SPRACHE|UPDATE"
    r"|AUTEUR|RUBRIQUE|LANGUE|RUBRIEK|SECCIÓN|HEADLINE|DATELINE|HIGHLIGHT):",
    re.M,
)
_TAG = re.compile(r"<[^<>]{1,2000}>")
_SOURCE_ORIGIN, _TITLE_ORIGIN, _DATE_ORIGIN = "publication line", "title line", "date line"
_COPYRIGHT = re.compile(
    r"\s{0,100}(?:Copyright|©|\(c\)|(?:All )?Rights Reserved|Alle Rechte vorbehalten"
    r"|Tous droits réservés|Alle rechten voorbehouden|Todos los derechos)",
    re.I,
)
_EDITION = re.compile(
    r"\b(?:Edition|Final|Correction Appended|Bulldog|Metro|Ausgabe|Édition|Editie|Edición)\b", re.I
)
_CLOCK = re.compile(r"\s{0,100}\d{1,2}[:.]\d{2}\b.{0,60}\Z|.{0,60}\bTime(?: Zone)?\s{0,20}\Z")
_MAX_OPENING, _MAX_HEAD = 400, 600
"""Lines among which the first label stands (a page about the search may come before), and that a
head has at most."""

_LEAST_WORDS = 40
_LONGEST_NAME_WORDS = 5
_LEAST_TEXT_WORDS = 25
"""Words from which a block behind the date is text, where nothing is centred."""


def is_nexis(text: str) -> bool:
    """Tell an export by its numbering, its end marks, or the labels of one article."""
    if text.lstrip("\ufeff \r\n\t").startswith("<"):
        if not LENGTH_LABEL.search(text):
            return False
        text = _TAG.sub("\n", text)
    opening = text[:20_000]
    if "UMENT" in opening and NUMBERED_SURELY.search(opening):
        return True
    labelled = labelled_lines(text)
    if LOAD_DATE.search(labelled) and END.search(text):
        return True
    if not LENGTH.search(labelled):
        return False
    return bool(BODY_ALONE.search(text) or _CAPITAL_LABEL.search(text))


def read_nexis(source: ByteSource) -> Iterator[Record | Skipped]:
    """Read every article of an export; one that cannot be read is reported, the rest goes on."""
    text = source.decode_whole().text
    if text.lstrip("\ufeff \r\n\t")[:1] == "<":
        text = "\n\n".join(read_fragment(text).lines)
    yield from read_nexis_text(text)


def read_nexis_text(text: str) -> Iterator[Record | Skipped]:
    """Read the articles of an export that is text by now."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    parts = _parts(text)
    if not parts:
        raise ArticleError("a Nexis export without articles")
    numbered = bool(NUMBERED.search(text))
    for number, part in enumerate(parts, 1):
        yield _read_article(part, number, numbered=numbered)


def _parts(text: str) -> list[str]:
    """Cut the export into articles at its numbering, or else at its end marks."""
    numbered = list(NUMBERED.finditer(text))
    if numbered:
        total, _ = Counter(found.group(1) for found in numbered).most_common(1)[0]
        starts = [f for f in numbered if f.group(1) == total or _is_surely_numbering(f.group())]
        ends = [start.start() for start in starts[1:]] + [len(text)]
        return [text[start.end() : end] for start, end in zip(starts, ends, strict=True)]
    return [
        part
        for part in END.split(text)
        if LOAD_DATE.search(part) or LENGTH.search(part) or len(part.split()) > _LEAST_WORDS
    ]


def _is_surely_numbering(line: str) -> bool:
    """Say whether a numbering is the database's, whatever its total: exports are put together."""
    return bool(NUMBERED_SURELY.search(line)) or line.startswith(" " * 10)


def _read_article(part: str, number: int, *, numbered: bool) -> Record | Skipped:
    part = END.split(part, maxsplit=1)[0]
    lines = part.split("\n")
    first = _first_label(lines)
    head_end = _opening_end(lines, first) or _head_end(lines, first)
    opening = lines[: min(first, head_end)]
    declared = _labelled(lines[first:head_end]) if first < head_end else {}
    dated = _declare_opening(declared, opening, numbered=numbered)
    body, tail = _split_tail(lines[head_end:])
    for field, values in _labelled(tail).items():
        declared.setdefault(field, values)
    text = "\n".join(line for line in body if line.strip() != "ARTICLE:").strip("\n")
    words = len(part.split())
    if not dated and first >= len(lines) and words < 2 * _LEAST_WORDS:
        shown = " ".join(part.split())[:100]
        reason = f"no article, but: “{shown}”" if shown else "no text and no title"
        return Skipped(number, f"{reason} in this part of the export")
    if not text.strip() and "title" not in declared:
        return Skipped(number, "no text and no title in this part of the export")
    return Record(text, declared, number=number)


def _opening_end(lines: list[str], first: int) -> int | None:
    """Return the line on which the text begins where no label stands between it and its title.

    Where publication and date are centred, the first block at the margin is the title, and one
    behind title and date is text, unless it is a name above the labels. Where nothing is (HTML,
    RTF, Word), a block behind the date that is long is text.
    """
    dated = titled = False
    centred = any(line.startswith("      ") and line.strip() for line in lines[:first])
    for start, end in _blocks(lines[:first]):
        block = lines[start:end]
        if not centred:
            words = sum(len(line.split()) for line in block)
            if dated and words >= _LEAST_TEXT_WORDS:
                return start
            dated = dated or any(_is_date(line) for line in block)
        elif any(line[:1].isspace() for line in block):
            dated = dated or any(_is_date(line) for line in block)
        elif not titled:
            titled = True
        elif dated:
            name = end - start == 1 and len(block[0].split()) <= _LONGEST_NAME_WORDS
            return None if name and not "".join(lines[end:first]).strip() else start
    return None


def _blocks(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Yield where each run of lines between blank ones begins and ends."""
    start: int | None = None
    for place, line in enumerate([*lines, ""]):
        if line.strip():
            start = place if start is None else start
        elif start is not None:
            yield start, place
            start = None


def _first_label(lines: list[str]) -> int:
    """Return the line of the first label of the head; beyond the last line if there is none."""
    for place, line in enumerate(lines[:_MAX_OPENING]):
        if label_of(line, HEAD_LABELS) or BODY_LINE.match(line):
            return place
    return len(lines)


def _head_end(lines: list[str], first: int) -> int:
    """Return the line on which the body begins.

    That is behind the line "Body" where the export has such lines, and else the first block that
    begins with no label.
    """
    if first >= len(lines):
        return _unlabelled_head_end(lines)
    here = first
    starts_block = True
    for place in range(first, min(len(lines), first + _MAX_HEAD)):
        line = lines[place]
        found = label_of(line, HEAD_LABELS)
        if BODY_LINE.match(line):
            return place + 1
        if found and found[0] == "body":
            lines[place] = found[1]
            return place
        if not line.strip():
            starts_block = True
        elif found:
            starts_block = False
            here = place + 1
        elif starts_block and not _body_line_follows(lines, place):
            return place
        else:
            starts_block = False
    return min(here, len(lines))


def _body_line_follows(lines: list[str], place: int) -> bool:
    """Say whether the head goes on behind a block, as a long highlight's does in Nexis Uni."""
    for line in lines[place : place + 60]:
        if BODY_LINE.match(line):
            # in the older layout a line "Body" is a heading of the text
            return not any(_CAPITAL_LABEL.match(above) for above in lines[:place])
    return False


def _unlabelled_head_end(lines: list[str]) -> int:
    filled = [place for place, line in enumerate(lines) if line.strip()]
    return filled[3] if len(filled) > 3 else 0


def _declare_opening(
    declared: dict[str, tuple[Declared, ...]], lines: list[str], *, numbered: bool
) -> bool:
    """Take publication, date and title from the lines before the labels; say if there is a date.

    ``numbered`` says that the export numbers its articles: then the publication comes first.
    """
    lines = _without_cover(lines)
    centred = any(line.startswith("      ") and line.strip() for line in lines)
    opening = list(_paragraphs(lines, centred=centred))
    dated = next((place for place in range(len(opening)) if _is_date(opening[place][0])), None)
    if dated is not None and (day := find_day(opening[dated][0])):
        _declare(declared, "date", day.value, _DATE_ORIGIN)
    before = [entry for entry in opening[:dated] if not _is_furniture(entry[0])]
    behind = [] if dated is None else opening[dated + 1 :]
    behind = [entry for entry in behind if not _is_furniture(entry[0])]
    if centred:  # publication and date are centred, the title stands at the margin
        at_margin = [text for text, margin in (*before, *behind) if margin]
        _declare(declared, "title", " ".join(at_margin[:1]), _TITLE_ORIGIN)
        _declare(declared, "byline", " ".join(at_margin[1:2]), "line above the labels")
        sources = [text for text, margin in before if not margin]
        _declare(declared, "source", " ".join(sources[:1]), _SOURCE_ORIGIN)
    elif dated is None:
        _declare(declared, "title", " ".join(text for text, _ in before[:1]), _TITLE_ORIGIN)
    elif behind and len(before) <= 1:  # publication, date, title
        _declare(declared, "title", behind[-1][0], _TITLE_ORIGIN)
        _declare(declared, "source", " ".join(text for text, _ in before), _SOURCE_ORIGIN)
    elif numbered and before:  # publication, title, date
        _declare(declared, "title", " ".join(text for text, _ in before[1:]), _TITLE_ORIGIN)
        _declare(declared, "source", before[0][0], _SOURCE_ORIGIN)
    elif before:  # title, publication, date
        _declare(declared, "title", before[-2][0] if len(before) > 1 else "", _TITLE_ORIGIN)
        _declare(declared, "source", before[-1][0], _SOURCE_ORIGIN)
    return dated is not None


def _without_cover(lines: list[str]) -> list[str]:
    """Return the lines behind the page about the search, if there is one."""
    cover = [place for place, line in enumerate(lines) if COVER.match(line)]
    if len(cover) < 3:
        return lines
    rest = lines[cover[-1] + 1 :]
    date = next((n for n, line in enumerate(rest) if _is_date(line)), 0)
    start = max((n for n in range(date) if not rest[n].strip() and n < date - 2), default=-1)
    return rest[start + 1 :]


def _paragraphs(lines: list[str], *, centred: bool) -> Iterator[tuple[str, bool]]:
    """Yield the lines before the labels, each for itself, and whether it stands at the margin.

    Where publication and date are centred, a block at the margin is a title, and its lines are
    joined.
    """
    for start, end in _blocks(lines):
        block = [" ".join(line.split()) for line in lines[start:end]]
        margin = not any(line[:1].isspace() for line in lines[start:end])
        if centred and margin and not any(map(_is_date, block)):
            yield " ".join(block), True
        else:
            yield from ((line, False) for line in block)


def _is_date(line: str) -> bool:
    return len(line.strip()) < 100 and find_day(line) is not None and not _COPYRIGHT.match(line)


def _is_furniture(line: str) -> bool:
    short = len(line.split()) <= 6
    return bool(_COPYRIGHT.match(line) or _CLOCK.match(line)) or (
        short and bool(_EDITION.search(line))
    )


def _labelled(lines: list[str]) -> dict[str, tuple[Declared, ...]]:
    declared: dict[str, tuple[Declared, ...]] = {}
    for place, line in enumerate(lines):
        found = label_of(line, ALL_LABELS)
        if found and found[0] and found[0] != "body":
            rest = lines[place + 1 : _value_end(lines, place)]
            value = " ".join([found[1], *(text.strip() for text in rest)])
            _declare(declared, found[0], value, line.split(":", 1)[0].strip())
    return declared


def _value_end(lines: list[str], place: int) -> int:
    """Return the line behind a label's value: a blank one or the next label ends it."""
    end = place + 1
    while end < len(lines) and lines[end].strip() and not BODY_LINE.match(lines[end]):
        if label_of(lines[end], ALL_LABELS):
            break
        end += 1
    return end


def _split_tail(lines: list[str]) -> tuple[list[str], list[str]]:
    """Part the body from the labels behind it."""
    end = len(lines)
    for place, line in enumerate(lines):
        if _starts_tail(line):
            end = place
            break
    while end and (start := _label_block(lines, end)) is not None:
        end = start  # other labels before the one that is surely of the tail
    return lines[:end], lines[end:]


def _starts_tail(line: str) -> bool:
    bare = line.strip()
    if bare in ("Classification", "Graphic", "Notes"):
        return True
    label = bare.split(":", 1)[0]
    if ":" not in bare or label.lower() not in TAIL_STARTS | CAPTION_LABELS:
        return bool(_COPYRIGHT.match(line)) and line[:6].isspace()
    if label.lower() in LOAD_DATES:
        return True
    if label == "URL":
        return bare[4:].strip().startswith("http")
    return label.isupper() or _is_date(bare[len(label) + 1 :])


def _label_block(lines: list[str], end: int) -> int | None:
    """Return where the block that ends before a line begins, if it is of labels."""
    last = end - 1
    while last >= 0 and not lines[last].strip():
        last -= 1
    first = last
    while first > 0 and lines[first - 1].strip():
        first -= 1
    if first < 0 or not label_of(lines[first], ALL_LABELS):
        return None
    label = lines[first].strip().split(":", 1)[0]
    return first if label.isupper() and label_of(lines[first], ALL_LABELS) else None


def _declare(
    declared: dict[str, tuple[Declared, ...]], field: str, value: str, origin: str
) -> None:
    value = " ".join(value.split())
    if value and field not in declared:
        declared[field] = (Declared(value[:5000], origin),)
