"""Dates: from the ways in which files and newsrooms write a day to ``datetime.date``.

Only complete days are read. General date parsers fill what is missing with today's day or year
("Thursday", "Feb 26"), and a wrong date costs more than none; so the few written forms are read
here, strictly, and the machine formats by the standard library.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import re

EARLIEST_YEAR = 1600
"""No newspaper is older (the Relation of Strasbourg is of 1605)."""
CLOCK_TOLERANCE = dt.timedelta(days=1)
"""A file written late in the evening may hold a date of the next day, further east."""
MAX_CHARACTERS = 80

MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?"
_YEAR = r"(?:1[6-9]|20)[0-9]{2}"
_DAY = r"[0-3]?[0-9](?:st|nd|rd|th)?"
_CLOCK = (
    r"(?:at\s)?[0-2]?[0-9][:.h][0-5][0-9](?:[:.][0-5][0-9](?:[.,][0-9]{1,6})?)?"
    r"\s?(?:[ap]\.?m\.?)?\s?(?:\(?[A-Z]{1,5}\)?)?\s?(?:[+-][0-9]{1,2}:?(?:[0-9]{2})?)?"
)
_DATE = (
    rf"(?:(?P<month>{MONTH})[\s-](?P<day>{_DAY}),?[\s-](?P<year>{_YEAR})"
    rf"|(?P<day2>{_DAY})(?:\sof)?[\s-](?P<month2>{MONTH})[,.]?[\s-](?P<year2>{_YEAR})"
    rf"|(?P<iso>{_YEAR}[-/.][01]?[0-9][-/.][0-3]?[0-9])"
    rf"|(?P<numbers>[0-3]?[0-9](?P<mark>[-/.])[0-3]?[0-9](?P=mark)(?:{_YEAR}|[0-9]{{2}})))"
)
_LABEL = (
    r"(?:(?:(?:First|Originally|Last)\s)?(?:Published|Posted|Updated|Modified|Created|Released)"
    r"|Date(?:line)?|Publication\sdate|For\simmediate\srelease)\s?(?:on\b|at\b)?\s?[:–—-]?\s?"
)
_WRITTEN = re.compile(
    rf"(?:{_LABEL})?(?:{WEEKDAY},?\s)?(?:{_CLOCK},?\s)?{_DATE}"
    rf"(?P<after>[\s,|·•@–—-]{{0,5}}(?:{_CLOCK})?)\.?(?:\s[|·•].{{0,40}})?",
    re.IGNORECASE,
)
_COMPACT = re.compile(
    r"(?P<year>[12][0-9]{3})(?P<month>[01][0-9])(?P<day>[0-3][0-9])(?![0-9]).{0,20}"
)
_ISO = re.compile(
    r"(?P<year>[12][0-9]{3})-(?P<month>[01][0-9])-(?P<day>[0-3][0-9])(?![0-9]).{0,30}"
)
_EPOCH = re.compile(r"(?P<seconds>[0-9]{9,10})(?:[0-9]{3})?(?:\.[0-9]{1,6})?")
_MONTH_DAY = re.compile(
    rf"(?:(?P<month>{MONTH})\s?(?P<day>[0-3]?[0-9])|(?P<day2>[0-3]?[0-9])\s(?P<month2>{MONTH}))",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DIGITS = re.compile(r"[0-9]+")


def parse_date(value: str, *, day_first: bool | None = None) -> dt.date | None:
    """Read a declared date: ISO 8601, RFC 5322, seconds since 1970, or written in English.

    The day is the one of the place that wrote it; time zones are not applied. "03/04/2012" is
    read only if ``day_first`` says how; otherwise None, as for everything that is no whole day.
    """
    value = value.strip()
    if not value or len(value) > MAX_CHARACTERS:
        return None
    for pattern in (_ISO, _COMPACT):
        if match := pattern.fullmatch(value):
            return _day(match["year"], match["month"], match["day"])
    if match := _EPOCH.fullmatch(value):
        return _epoch_day(int(match["seconds"]))
    written = read_date_line(value, day_first=day_first)
    return written if written is not None else _mail_date(value)


def read_date_line(line: str, *, day_first: bool | None = None) -> dt.date | None:
    """Read a line that holds a whole date and nothing else but a label, a weekday and a time."""
    if len(line) > MAX_CHARACTERS or not _DIGITS.search(line):
        return None
    match = _WRITTEN.fullmatch(line.strip())
    if match is None:
        return None
    if match["month"]:
        return _day(match["year"], match["month"], match["day"])
    if match["month2"]:
        return _day(match["year2"], match["month2"], match["day2"])
    if match["iso"]:
        return _day(*_DIGITS.findall(match["iso"]))
    return _numbers(match["numbers"], match["mark"], day_first)


def is_date_line(line: str) -> bool:
    """Say whether a line is nothing but a date, even one whose order cannot be told."""
    return (
        len(line) <= MAX_CHARACTERS
        and _DIGITS.search(line) is not None
        and _WRITTEN.fullmatch(line.strip()) is not None
    )


def complete_month_day(text: str, year: int) -> dt.date | None:
    """Read "Feb. 26" or "26 February" as a day of ``year``."""
    match = _MONTH_DAY.fullmatch(text.strip())
    if match is None:
        return None
    return _day(str(year), match["month"] or match["month2"], match["day"] or match["day2"])


def is_plausible(date: dt.date, file_time: dt.date | None) -> bool:
    """Say whether an article can have been published on ``date``, in a file of ``file_time``."""
    if date.year < EARLIEST_YEAR:
        return False
    return file_time is None or date <= file_time + CLOCK_TOLERANCE


def _numbers(text: str, mark: str, day_first: bool | None) -> dt.date | None:
    first, second, year = _DIGITS.findall(text)
    if len(year) == 2:
        # A two-digit year has no century; 1969 is POSIX's pivot (strptime's %y).
        year = str(int(year) + (1900 if int(year) >= 69 else 2000))
    if mark == "." and day_first is None and len(text) == 10:
        day_first = True  # DIN 5008 and its neighbours: 13.12.2012; Americans use no full stops
    if int(first) > 12 or first == second:
        day_first = True
    elif int(second) > 12:
        day_first = False
    if day_first is None:
        return None
    day, month = (first, second) if day_first else (second, first)
    return _day(year, month, day)


def _day(year: str, month: str, day: str) -> dt.date | None:
    number = _MONTHS.index(month[:3].lower()) + 1 if month[:1].isalpha() else int(month)
    try:
        return dt.date(int(year), number, int(day.rstrip("stndrhSTNDRH")))
    except ValueError:
        return None


def _epoch_day(seconds: int) -> dt.date | None:
    return (dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=seconds)).date()


def _mail_date(value: str) -> dt.date | None:
    try:
        return email.utils.parsedate_to_datetime(value).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
