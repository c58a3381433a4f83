"""Fields of one's own that are taken from files: what ``--field`` says, and values of its kind.

``party`` is a keyword that files call ``party``; ``cycle:number`` a whole number,
``decided:date=verdict.date`` a day that is found under another name, or a path of names.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from newssearch.archive.article import ExtraValue
from newssearch.archive.errors import UsageError
from newssearch.archive.extra_fields import GREATEST_NUMBER, check_name
from newssearch.archive.fields import FieldKind

if TYPE_CHECKING:
    from newssearch.indexer.knowledge.dates import DayOrder

_KINDS = {kind.value: kind for kind in (FieldKind.KEYWORD, FieldKind.NUMBER, FieldKind.DATE)}
_NUMBER = re.compile(r"[+-]?[0-9]{1,12}(?:\.0{1,6})?")
_APART = re.compile(r"(?<=[0-9])[ ,  '](?=[0-9]{3}(?![0-9]))")
"""What is between thousands."""

MAX_VALUE_CHARACTERS = 1_000


class OwnField(NamedTuple):
    """A field of one's own: its name, its kind, and what files call it."""

    name: str
    kind: FieldKind
    key: str

    @property
    def typed(self) -> str:
        """The field as one types it."""
        kind = "" if self.kind is FieldKind.KEYWORD else f":{self.kind.value}"
        return self.name + kind + (f"={self.key}" if self.key != self.name else "")


def own_field(text: str) -> OwnField:
    """Return the field that a person describes.

    Raises:
        UsageError: the name or the kind cannot be.
    """
    described, sign, key = text.partition("=")
    name, colon, kind = described.strip().partition(":")
    if (colon and kind not in _KINDS) or (sign and not key.strip()):
        raise UsageError(
            f"--field {text}: write it as NAME, NAME:number or NAME:date, and =THEIRS behind it"
            " where files call it otherwise",
            hint="for example --field party --field cycle:number --field decided:date=verdict.date",
        )
    return OwnField(check_name(name), _KINDS.get(kind, FieldKind.KEYWORD), key.strip() or name)


def checked_fields(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the descriptions of fields as they are kept.

    Raises:
        UsageError: one cannot be, or two have one name.
    """
    fields = [own_field(text) for text in texts]
    names = [field.name for field in fields]
    for name in names:
        if names.count(name) > 1:
            raise UsageError(f"--field {name} is given twice")
    return tuple(field.typed for field in fields)


def extra_of(
    fields: Sequence[OwnField], given: Mapping[str, tuple[str, ...]], order: DayOrder | None
) -> tuple[dict[str, ExtraValue], list[str]]:
    """Return the values of fields, and what is to be said of those that are not of their kind.

    ``given`` are the texts that a record has for each field; ``order`` is that of days.
    """
    extra: dict[str, ExtraValue] = {}
    remarks = []
    for field in fields:
        values: list[str | int | dt.date] = []
        for text in given.get(field.name, ()):
            value = _value(" ".join(text.split())[:MAX_VALUE_CHARACTERS], field.kind, order)
            if value is None:
                remarks.append(f"--field {field.name}: “{text[:40]}” is no {field.kind.value}")
            elif value not in values:
                values.append(value)
        if values:
            extra[field.name] = values[0] if len(values) == 1 else tuple(values)
    return extra, remarks


def _value(text: str, kind: FieldKind, order: DayOrder | None) -> str | int | dt.date | None:
    if kind is FieldKind.KEYWORD:
        return text or None
    if kind is FieldKind.DATE:
        from newssearch.indexer.knowledge.dates import read_day  # noqa: PLC0415 - slow to load

        day = read_day(text, order=order)
        return day.date if day is not None else None
    plain = _APART.sub("", text)
    if not _NUMBER.fullmatch(plain):
        return None
    number = int(plain.partition(".")[0])
    return number if abs(number) <= GREATEST_NUMBER else None
