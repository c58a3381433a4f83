"""Fields of one's own: what an archive keeps beside the fields that every article has.

They are no part of the layout of segments, so that articles with and without them are in one
archive. One column of lists holds an item for each value: name, kind, key and the value as given,
with U+001F between them. Keys of one kind sort as their values do, so the column's dictionary
answers equality, prefixes and ranges by binary search, and the names themselves.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from newssearch.archive.analysis.folding import fold
from newssearch.archive.article import Article, ExtraValue
from newssearch.archive.columnar.dictionary import TermDictionary
from newssearch.archive.errors import UsageError
from newssearch.archive.fields import FIELD_BY_NAME, Field, FieldKind

COLUMN = "extra"
"""The column of lists that holds them."""

GREATEST_NUMBER = 999_999_999_999
"""Numbers are kept from minus this to this: twelve digits."""

_BETWEEN = "\x1f"
_AFTER = "\x20"
"""The character after ``_BETWEEN``."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_TAKEN = frozenset({"after", "before", *Article._fields})
_LETTERS = {FieldKind.KEYWORD: "k", FieldKind.NUMBER: "n", FieldKind.DATE: "d"}
_KINDS = {letter: kind for kind, letter in _LETTERS.items()}


class Bounds(NamedTuple):
    """A run of the values of a dictionary: from the first to before the last."""

    first: int
    last: int


def check_name(name: str) -> str:
    """Return a name that a field of one's own can have.

    Raises:
        UsageError: it has other characters than a-z, 0-9 and _, or is a name of the query language.
    """
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"a field cannot be called {name!r}",
            hint="a name is a lower-case letter, then at most 39 lower-case letters, digits or _",
        )
    if name in FIELD_BY_NAME or name in _TAKEN:
        raise UsageError(
            f"a field of your own cannot be called {name}: newssearch has a field of that name",
            hint="choose another name, or map yours to it: --map FIELD=NAME",
        )
    return name


def items_of(extra: Mapping[str, ExtraValue]) -> list[str]:
    """Return the items of an article's extra fields.

    Raises:
        UsageError: a name or a value is not one that can be kept.
    """
    return [
        _item(check_name(name), value)
        for name, given in extra.items()
        for value in (given if isinstance(given, tuple) else (given,))
    ]


def _item(name: str, value: str | int | dt.date) -> str:
    kind, key, written = _keyed(name, value)
    return _BETWEEN.join((name, _LETTERS[kind], key, written))


def _keyed(name: str, value: object) -> tuple[FieldKind, str, str]:
    """Return the kind of a value, the key by which it is found, and how it is written."""
    if isinstance(value, str):
        written = " ".join(value.replace(_BETWEEN, " ").split())
        return FieldKind.KEYWORD, keyword_key(written), written
    if isinstance(value, bool):
        return _keyed(name, str(value).lower())
    if isinstance(value, int) and abs(value) <= GREATEST_NUMBER:
        return FieldKind.NUMBER, number_key(value), str(value)
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return FieldKind.DATE, number_key(value.toordinal()), value.isoformat()
    raise UsageError(
        f"the field {name} cannot be {value!r:.80}",
        hint="a value is a string, a whole number of at most twelve digits, a date, or several",
    )


@lru_cache(1 << 12)
def keyword_key(text: str) -> str:
    """Return what two keywords have in common that are found as one: case and accents aside."""
    return fold(" ".join(text.split()))


def number_key(number: int) -> str:
    """Return a number, or a day's ordinal, as text that sorts as numbers do."""
    return f"{min(max(number, -GREATEST_NUMBER), GREATEST_NUMBER) + GREATEST_NUMBER:013d}"


def written(item: str) -> str:
    """Return a value as it was given."""
    return item.rpartition(_BETWEEN)[2]


def kind_of(item: str) -> str:
    """Return what an item says of its field: name and kind, for ``field_of``."""
    name, letter, _ = item.split(_BETWEEN, 2)
    return name + _BETWEEN + letter


def field_of(kind: str) -> Field:
    """Return the field of which a name and a kind are known."""
    name, letter = kind.split(_BETWEEN)
    return Field(name, _KINDS[letter], "a field of this archive's own", own=True)


def fields_of(values: TermDictionary) -> Iterator[Field]:
    """Yield the fields of a segment, from the dictionary of its column, in the order of names."""
    number = 0
    while number < values.size:
        field = field_of(kind_of(values.term(number)))
        yield field
        number = bounds(values, field.name).last


def bounds(values: TermDictionary, name: str) -> Bounds:
    """Return the run of all values of a field."""
    return Bounds(_place(values, beginning(name)), _place(values, name + _AFTER))


def _place(values: TermDictionary, text: str) -> int:
    return values.floor(text.encode("utf-8", "surrogatepass"))


def beginning(name: str) -> str:
    """Return how the items of a field begin."""
    return name + _BETWEEN


def keyword_beginning(name: str, text: str, *, prefix: bool) -> str:
    """Return how the items of a keyword field begin that are ``text``, or begin with it."""
    front = _BETWEEN.join((name, _LETTERS[FieldKind.KEYWORD], keyword_key(text)))
    return front if prefix else front + _BETWEEN


def keyword_bounds(values: TermDictionary, name: str, text: str, *, prefix: bool) -> Bounds:
    """Return the run of the values of a keyword field that are ``text``, or begin with it."""
    return Bounds(*values.range(keyword_beginning(name, text, prefix=prefix)))


def range_limits(name: str, kind: FieldKind, low: int | None, high: int | None) -> tuple[str, str]:
    """Return the least item, and what is above all items, of a field from ``low`` to ``high``."""
    front = _BETWEEN.join((name, _LETTERS[kind], ""))
    first = front if low is None else front + number_key(low)
    return first, front[:-1] + _AFTER if high is None else front + number_key(high) + _AFTER


def range_bounds(
    values: TermDictionary, name: str, kind: FieldKind, low: int | None, high: int | None
) -> Bounds:
    """Return the run of the values of a number or date field from ``low`` to ``high``."""
    first, last = (_place(values, limit) for limit in range_limits(name, kind, low, high))
    return Bounds(first, max(first, last))
