"""From named values to a record, and what is said of a long text that no field took."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any, TypeVar

from newssearch.indexer.knowledge.dates import DayOrder, order_shown_by, read_day
from newssearch.indexer.readers.coverage import LITTLE, running_characters
from newssearch.indexer.readers.names import NameFinder, is_empty
from newssearch.indexer.readers.values import (
    BodyText,
    body_of,
    days_of,
    kicker_of,
    languages_of,
    tags_of,
    texts_of,
    without_markup,
)
from newssearch.indexer.record import Declared, Found, Record, Remark, Skipped

_MAX_VALUES = 200
_LONG_CHARACTERS = 150
"""A string of so many characters, with blanks, is running text rather than a name or a title."""

_LONG_WITHOUT_TEXT = 50
"""The same where an article has no other text."""

_PROBE_CHARACTERS = 40
_MOST_NAMED = 5
_MARKUP = re.compile(r"<[^<>]{1,2000}>")
_CUT_OFF = re.compile(r"\[\+(\d{1,9}) chars\]\s{0,20}\Z")
"""How NewsAPI ends the texts that it cuts."""

_VOLUME = re.compile(r"\.?\s{0,3}\[volume\]\s*\Z|\.\s*\Z")


_LOOKED_AT_ROWS = 500
"""Rows whose dates are looked at together, to learn in which order day and month stand."""

_LOOKED_AT_CHARACTERS = 4_000_000
"""So much of the rows at the most: a few long ones tell as much."""

Values = Mapping[str, Any]
_Row = TypeVar("_Row")


def read_rows(
    rows: Iterator[tuple[int, Values, tuple[str, ...]] | Skipped], finder: NameFinder
) -> Iterator[Found]:
    """Yield the articles of numbered rows, in order; ``rows`` bring what is to be said of them.

    At last the columns are named that had values which no field took.
    """
    columns: set[str] = set()
    for row, order in ordered(map(_measured, rows), finder):
        if isinstance(row, Skipped):
            yield row
            continue
        number, values, remarks = row
        columns.update(name for name in values.keys() - columns if not is_empty(values[name]))
        record = make_record(values, finder, number=number, order=order)
        if record is None:
            yield Skipped(number, "a row without text and title")
        else:
            yield replace(record, remarks=(*remarks, *record.remarks)) if remarks else record
    if left := sorted(
        name for name in columns - finder.accounted if not _NUMBERING.fullmatch(name.strip())
    ):
        shown = ", ".join(f"“{name[:40]}”" for name in left[:_MOST_SHOWN])
        more = f" and {len(left) - _MOST_SHOWN} more" if len(left) > _MOST_SHOWN else ""
        yield Remark(
            f"columns that went into no field: {shown}{more}; --field NAME=COLUMN keeps one"
        )


_MOST_SHOWN = 12
_NUMBERING = re.compile(r"(?:index|level_\d|unnamed: \d{1,4}|#|no\.?|nr\.?)?", re.IGNORECASE)
"""Columns in which programs number rows."""


def _measured(
    row: tuple[int, Values, tuple[str, ...]] | Skipped,
) -> tuple[Values | None, int, tuple[int, Values, tuple[str, ...]] | Skipped]:
    if isinstance(row, Skipped):
        return None, 0, row
    size = sum(len(value) for value in row[1].values() if isinstance(value, str))
    return row[1], size, row


def ordered(
    rows: Iterable[tuple[Values | None, int, _Row]], finder: NameFinder
) -> Iterator[tuple[_Row, DayOrder | None]]:
    """Yield rows with the order of day and month in which all of their dates are to be read.

    ``rows`` bring their values, if they have any, and their sizes in characters. Where a date among
    the first of them proves the order ("13/07/2019"), it holds for all.
    """
    waiting: list[_Row] = []
    shown: list[Values] = []
    characters = 0
    order: DayOrder | None = None
    looking = True
    for values, size, row in rows:
        if not looking:
            yield row, order
            continue
        waiting.append(row)
        characters += size
        if values is not None:
            shown.append(values)
        if len(waiting) >= _LOOKED_AT_ROWS or characters >= _LOOKED_AT_CHARACTERS:
            order, looking = order_shown(shown, finder), False
            yield from ((one, order) for one in waiting)
            waiting.clear()
            shown.clear()
    if looking:
        order = order_shown(shown, finder)
        yield from ((one, order) for one in waiting)


def order_shown(rows: Iterable[Values], finder: NameFinder) -> DayOrder | None:
    """Return the order of day and month that the first dates of some rows prove, if they do."""
    values: list[str] = []
    for row in islice(rows, _LOOKED_AT_ROWS):
        if "date" in (found := finder.find(row)):
            values += texts_of(found["date"][1])
    return order_shown_by(values)


def make_record(
    values: Values, finder: NameFinder, *, number: int | None, order: DayOrder | None = None
) -> Record | None:
    """Return the article that named values describe, or None if they hold no text and no title.

    ``order`` is how the collection writes "03/04/2012", where that is known.
    """
    found = finder.find(values)
    if not found.keys() & {"body", "title"}:
        return None
    body = body_of(found["body"][1]) if "body" in found else BodyText()
    declared: dict[str, tuple[Declared, ...]] = {}
    for field, (name, value) in found.items():
        if field == "body":
            continue
        read = _READ_AS.get(field, texts_of)
        texts = read(value)
        if body.lines == "paragraphs":  # markup in the text means entities in the title
            texts = map(without_markup, texts)
        if field == "date" and order is not None:
            texts = (_in_order(text, order) for text in texts)
        kept = tuple(Declared(text, name) for text in texts if text.strip())
        if kept:
            declared[field] = kept[:_MAX_VALUES]
    if "body" in found:
        _use_of_body(declared, body, *found["body"])
    if not body.text.strip() and "title" not in declared:
        return None
    record = Record(
        body.text, declared, body.lines, body.headings, number, own=own_values(values, finder)
    )
    remarks = _remarks(values, found, body.text, finder)
    return replace(record, remarks=remarks) if remarks else record


def _remarks(
    values: Values, found: Mapping[str, tuple[str, Any]], body: str, finder: NameFinder
) -> tuple[str, ...]:
    """Return what is to be said of texts that went into no field, or that are not whole."""
    used = {name for name, _ in found.values()} | set(finder.own.values())
    said = []
    if unread := _unread(values, used, body):
        finder.accounted.add(unread)
        shown = unread[:60]
        what = "its longest text" if body else "it has no text, and its longest value"
        said.append(
            f"{what} is in “{shown}”, which went into no field; --map body={shown} takes it"
        )
    elif left := list(islice(_other_texts(values, used, body), _MOST_NAMED)):
        finder.accounted.update(left)
        shown = ", ".join(f"“{name[:60]}”" for name in left)
        said.append(
            f"running text went into no field: {shown}; --field NAME={left[0][:60]} keeps it"
        )
    if "body" in found and isinstance(found["body"][1], Mapping):
        name, value = found["body"]
        if len(languages := languages_of(value)) > 1:
            said.append(
                f"“{name}” has its text in {len(languages)} languages, of which “{languages[0]}”"
                f" was taken; --map body={name}.{languages[1]} takes another"
            )
    if missing := _CUT_OFF.search(body):
        said.append(f"its text is cut off in the file: {missing.group(1)} characters are missing")
    return tuple(said)


_READ_AS: dict[str, Callable[[Any], Iterator[str]]] = {"date": days_of, "tags": tags_of}


def own_values(values: Values, finder: NameFinder) -> dict[str, tuple[str, ...]]:
    """Return the values of fields of one's own, as written."""
    found = {name: tuple(_written(value)) for name, value in finder.find_own(values).items()}
    return {name: texts[:_MAX_VALUES] for name, texts in found.items() if texts}


def _written(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list | tuple) else (value,):
        if isinstance(one, bool):
            yield str(one).lower()
        elif isinstance(one, float) and one.is_integer():
            yield str(int(one))
        elif isinstance(one, dt.date):
            yield one.isoformat()
        else:
            yield from texts_of(one)


def _in_order(text: str, order: DayOrder) -> str:
    day = read_day(text, order=order) if "/" in text or "." in text or "-" in text else None
    return day.value if day is not None else text


def _use_of_body(
    declared: dict[str, tuple[Declared, ...]], body: BodyText, name: str, value: Any
) -> None:
    """Take what the text says of its article where no other value did."""
    for field, values in body.declared.items():
        declared.setdefault(field, values)
    if kicker := kicker_of(value):
        declared.setdefault("section", (Declared(kicker, f"{name}: kicker"),))
    if name.lower().startswith("ocr") and "title" in declared:
        # a page of a newspaper: what is called its title is the paper's (Chronicling America)
        (paper, *_) = declared.pop("title")
        declared["source"] = (Declared(_VOLUME.sub("", paper.value.strip()), paper.origin),)


def _unread(values: Mapping[str, Any], used: set[str], body: str) -> str | None:
    """Return the name of the longest text if it went into no field."""
    longest, path = "", ""
    for name, text in _strings(values, "", 0):
        if len(text) > len(longest) and not any(f"{name}.".startswith(f"{u}.") for u in used):
            longest, path = text, name
    least = _LONG_CHARACTERS if body else _LONG_WITHOUT_TEXT
    if len(longest) < least or longest.count(" ") < least // 20:
        return None
    size = len(longest)
    if len(body) >= size or (body and _adds_little(longest, body)):
        return None
    return path


def _other_texts(values: Mapping[str, Any], used: set[str], body: str) -> Iterator[str]:
    """Yield the names of running texts that went into no field, and are no part of the body."""
    squeezed = ""
    for name, text in _strings(values, "", 0):
        if len(text) < _LONG_CHARACTERS or text.count(" ") < _LONG_CHARACTERS // 20:
            continue
        if any(f"{name}.".startswith(f"{one}.") for one in used) or (
            len(text) > len(body) and _adds_little(text, body)
        ):
            continue
        squeezed = squeezed or " ".join(body.split())
        plain = " ".join(html.unescape(_MARKUP.sub(" ", text)).split())
        ends = plain[:_PROBE_CHARACTERS], plain[-_PROBE_CHARACTERS:]
        if not any(end in squeezed for end in ends):
            yield name


def _adds_little(text: str, body: str) -> bool:
    """Return whether a text is the body once more, as markup or with little around it."""
    if "<" in text and _MARKUP.search(text):
        size = running_characters(f"<div>{text}</div>")
    else:
        size = len(text)
    if LITTLE * size > len(body):
        return False
    squeezed = " ".join(body.split())
    plain = " ".join(html.unescape(_MARKUP.sub(" ", text)).split())
    starts = (0, len(squeezed) // 2, max(len(squeezed) - _PROBE_CHARACTERS, 0))
    probes = [squeezed[start : start + _PROBE_CHARACTERS] for start in starts]
    return size <= len(body) or sum(probe in plain for probe in probes) >= 2


def _strings(value: Any, path: str, depth: int) -> Iterator[tuple[str, str]]:
    """Yield all strings with their dotted paths; a list of strings as one."""
    if isinstance(value, str):
        yield path, value
    elif depth > 4:
        return
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if isinstance(inner, (str, Mapping, list)):
                yield from _strings(inner, f"{path}.{name}" if path else str(name), depth + 1)
    elif isinstance(value, list):
        if value and all(isinstance(item, str) for item in value):
            yield path, "\n".join(value)
        else:
            for item in value[:_MAX_VALUES]:
                yield from _strings(item, path, depth + 1)
