"""Days as files write them: ISO, "Dec. 13, 2012", "13 December 2012", "12/13/2012", epochs.

Separate from fielding, because readers of markup must tell a date from other text before they can
declare it. A day that is none of the calendar's, or outside the years in which news was printed,
is no date.
"""

from __future__ import annotations

import datetime as dt
import re

_MONTH_NAMES = (
    "jan january januar janvier enero gennaio januari",
    "feb february februar février febrero febbraio februari",
    "mar march märz mars marzo maart",
    "apr april avril abril aprile",
    "may mai mayo maggio mei",
    "jun june juni juin junio giugno",
    "jul july juli juillet julio luglio",
    "aug august août agosto augustus",
    "sep sept september septembre septiembre settembre",
    "oct october oktober octobre octubre ottobre okt",
    "nov november novembre noviembre",
    "dec december dezember décembre diciembre dicembre dez",
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
"""Month names and their abbreviations, lower case, without full stop; the languages whose press
agencies' feeds are met beside English ones."""

EARLIEST_YEAR = 1600
"""The first newspapers are of 1605."""

_ISO = re.compile(
    r"(?<!\d)(1[6-9]\d\d|20[0-4]\d)([-/.])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?!\d)"
)
_DIGITS = re.compile(
    r"(?<!\d)(1[6-9]\d\d|20[0-4]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d{1,5}(?:\D|$))"
)
_MONTH_FIRST = re.compile(
    r"\b([A-Za-zÀ-ž]{3,10})\.?\s{1,3}(\d{1,2})(?:st|nd|rd|th)?,?\s{1,3}(1[6-9]\d\d|20[0-4]\d)\b"
)
_DAY_FIRST = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|\.)?[\s\-]{1,3}(?:of\s|de\s)?([A-Za-zÀ-ž]{3,10})\.?,?[\s\-]{1,3}"
    r"(?:de\s)?(1[6-9]\d\d|20[0-4]\d)\b"
)
_DOTTED = re.compile(
    r"(?<![\d.])(0?[1-9]|[12]\d|3[01])\.(0?[1-9]|1[0-2])\.(1[6-9]\d\d|20[0-4]\d)\b"
)
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(1[6-9]\d\d|20[0-4]\d)\b")
_EPOCH = re.compile(r"(?<![\d.])(1[0-9]{9}|[2-9]\d{8})(?:\d{3})?(?!\d)")

_MAX_CHARACTERS = 10_000


def parse_day(text: str, *, latest: dt.date | None = None) -> dt.date | None:
    """Return the first day that a text gives in full, or None.

    Where the day and the month of "11/12/2012" could be either, the American order is read. A day
    after ``latest`` (by default tomorrow) or before EARLIEST_YEAR is none.
    """
    text = text[:_MAX_CHARACTERS]
    for pattern, order in (
        (_ISO, "y-md"),
        (_MONTH_FIRST, "Mdy"),
        (_DAY_FIRST, "dMy"),
        (_DIGITS, "ymd"),
        (_DOTTED, "dmy"),
        (_SLASHED, "/"),
        (_EPOCH, "e"),
    ):
        for found in pattern.finditer(text):
            day = _day(found, order)
            if day is not None and day.year >= EARLIEST_YEAR and day <= (latest or _tomorrow()):
                return day
    return None


def _tomorrow() -> dt.date:
    return dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)


def _day(found: re.Match[str], order: str) -> dt.date | None:
    groups = found.groups()
    if order == "e":
        return dt.datetime.fromtimestamp(int(groups[0]), dt.UTC).date()
    if order == "y-md":
        year, month, day = int(groups[0]), int(groups[2]), int(groups[3])
    elif order == "ymd":
        year, month, day = int(groups[0]), int(groups[1]), int(groups[2])
    elif order == "Mdy":
        year, month, day = int(groups[2]), MONTHS.get(groups[0].lower(), 0), int(groups[1])
    elif order == "dMy":
        year, month, day = int(groups[2]), MONTHS.get(groups[1].lower(), 0), int(groups[0])
    else:
        year, month, day = int(groups[2]), int(groups[0]), int(groups[1])
        if order == "dmy" or month > 12:
            month, day = day, month
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
