"""The one reader of days: from the ways in which files and newsrooms write a day to a date.

::

    read_day("Published: Dec 13, 2012 10:15 a.m.")   a value or a line that is a day and no more
    find_day("Berlin, 13. Dezember 2012 - Der …")    the first whole day of a text

Only whole days are read. General date parsers fill what is missing with today's day or year
("Thursday", "Feb 26"), and a wrong date costs more than none. The one thing that cannot be known
from a date itself is which of "03/04/2012" is the month: ``order`` says it, and where it does not,
the guess is marked as one (``Day.guessed``), so that it can be reported.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from newssearch.indexer.knowledge.calendars import (
    month_behind_year,
    month_between,
    plain_digits,
)
from newssearch.indexer.knowledge.months import MONTH, WEEKDAY_OF_LINE, month_number

EARLIEST_YEAR = 1600
"""No newspaper is older (the Relation of Strasbourg is of 1605)."""
CLOCK_TOLERANCE = dt.timedelta(days=1)
"""A file written late in the evening may hold a date of the next day, further east."""
MAX_LINE_CHARACTERS = 100
"""A longer value or line is more than a day."""
MAX_TEXT_CHARACTERS = 10_000
"""How much of a text is searched for its first day."""
CENTURY_PIVOT = 69
"""A two-digit year from here on is of the 20th century, as POSIX's strptime has it."""


class DayOrder(StrEnum):
    """In which order the numbers of "03/04/2012" stand."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


class Day(NamedTuple):
    """A day as it was read; ``guessed`` if its day and month could as well be the other way.

    ``written`` is the part of the text that was read.
    """

    date: dt.date
    guessed: bool = False
    written: str = ""

    @property
    def value(self) -> str:
        """The day as a reader declares it: in ISO form, or as written where it is a guess.

        A guess is left to fielding, which knows the order that the collection was given.
        """
        return self.written if self.guessed else self.date.isoformat()


_YEAR = r"(?:1[6-9]|20)[0-9]{2}"
_DAY = r"[0-3]?[0-9](?:st|nd|rd|th)?"
_CLOCK = (
    r"(?:(?:at|um|à|às|a\slas|alle(?:\sore)?|ore|om|kl\.?|klokken|klo|saat|ora|[voubв]|о|об|στις|,)\s)?"
    r"[0-2]?[0-9][:.hH][0-5][0-9](?:[:.][0-5][0-9](?:[.,][0-9]{1,6})?)?"
    r"\s?(?:[ap]\.?m\.?|uhr|uur|h)?\s?(?:\(?[^\W\d_]{1,5}\)?)?\s?(?:[+-][0-9]{1,2}:?(?:[0-9]{2})?)?"
)
_NAMED = r"[^\w\n]{0,3}[^\W\d_][^\d\n]{1,30}"
"""What is between a day and its year where the month is a word: tested by ``calendars``."""


_DATE = (
    rf"(?:(?P<month>{MONTH})[\s-](?P<day>{_DAY}),?[\s-](?P<year>{_YEAR})"
    rf"|(?P<iso>{_YEAR}(?:[-/._]|\.?\s)[01]?[0-9](?:[-/._]|\.?\s)[0-3]?[0-9])"
    rf"|(?P<numbers>[0-3]?[0-9](?P<mark>[-/.])[0-3]?[0-9](?P=mark)(?:{_YEAR}|[0-9]{{2}}))"
    rf"|(?P<day2>[0-3]?[0-9])(?P<named2>(?:st|nd|rd|th)?{_NAMED})(?P<year2>{_YEAR}|[0-9]{{2}})"
    rf"|(?P<year3>{_YEAR})(?P<named3>{_NAMED})(?P<day3>[0-3]?[0-9])(?:\sd\.?|an?)?)"
    r"(?:\s?(?:года|год|г|року|рік|р|roku|r|god|godine|gada|г|ж))?"
)
_LABEL = (
    r"(?:(?:(?:First|Originally|Last)\s)?(?:Published|Posted|Updated|Modified|Created|Released)"
    r"|Date(?:line)?|Publication\sdate|For\simmediate\srelease"
    r"|Veröffentlicht|Erstellt|Aktualisiert|Datum|Stand|Publié(?:e)?|Mise?\sà\sjour|Créé"
    r"|Publicado|Actualizado|Atualizado|Fecha|Data(?:\spublikacji)?|Pubblicato|Aggiornato"
    r"|Gepubliceerd|Bijgewerkt|Publicerad|Uppdaterad|Publisert|Oppdatert|Publiceret|Opdateret"
    r"|Udgivet|Dato|Julkaistu|Päivitetty|Opublikowano|Publikováno|Aktualizováno|Objavljeno"
    r"|Publicat|Actualizat|Megjelent|Közzétéve|Yayın(?:lanma)?(?:\starihi)?|Güncelleme|Tarih"
    r"|Опубликовано|Обновлено|Дата(?:\sпубликации)?|Опубліковано|Оновлено|Публикувано|Објављено"
    r"|Δημοσίευση|Δημοσιεύτηκε|Ενημέρωση|Ημερομηνία|تاريخ\sالنشر|نشر(?:\sفي)?|تم\sالنشر"
    r"|发布时间|发表时间|更新时间|发布于|发表于|日期|時間|时间|公開日?|更新日?|掲載日?|配信日?|입력|등록|수정|발행일)"
    r"\s?(?:(?:on|at|am|vom|le|el|em|il|op|den|den\sdag)\b)?\s?[:：–—-]?\s?"
)
_LINE = re.compile(
    rf"(?:{_LABEL})?(?:{WEEKDAY_OF_LINE}'?[,،]?\s)?(?:(?:den|the|le|el|il|on|am)\s)?"
    rf"(?:{_CLOCK},?[\s|]{{1,3}})?{_DATE}\.?"
    rf"(?:,?\s\(?{WEEKDAY_OF_LINE}\)?)?(?P<after>[\s,|·•@–—-]{{0,5}}(?:{_CLOCK})?)\.?"
    r"(?:\s[|·•].{0,40})?",
    re.IGNORECASE,
)
_PLACED = re.compile(r"[^\W\d_][^\d,()]{1,40},\s(?:den\s|le\s|am\s)?(?=[0-9])")
"""The town that letters and releases put before a day: "Ellery, den 13. Dezember 2012"."""

_COMPACT_VALUE = re.compile(
    r"(?:D:)?(?P<year>[12][0-9]{3})(?P<month>[01][0-9])(?P<day>[0-3][0-9])(?![0-9]{1,5}(?:\D|\Z))"
    r".{0,20}"
)
_ISO_VALUE = re.compile(
    r"(?P<year>[12][0-9]{3})-(?P<month>[01][0-9])-(?P<day>[0-3][0-9])(?![0-9]).{0,30}"
)
_EPOCH_VALUE = re.compile(r"(?P<seconds>[0-9]{9,10})(?:[0-9]{3})?(?:\.[0-9]{1,6})?")
_CTIME_VALUE = re.compile(
    rf"(?:[A-Z][a-z]{{2}}\s)?(?P<month>{MONTH})\s{{1,2}}(?P<day>[0-9]{{1,2}})\s"
    r"[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\s(?:[A-Z+-][A-Z0-9]{1,4}\s)?(?P<year>[12][0-9]{3})"
)
"""C's asctime, and what Twitter makes of it: "Sat Dec 15 20:27:17 +0000 2012"."""
_EAST_ASIAN = re.compile(
    r"(?P<year>[12][0-9]{3})\s?[年년]\s?(?P<month>[01]?[0-9])\s?[月월]\s?(?P<day>[0-3]?[0-9])\s?[日일号號]"
)
_EAST_ASIAN_VALUE = re.compile(
    rf"(?:{_LABEL})?{_EAST_ASIAN.pattern}"
    r"\s?[(（]?(?:(?:星期|礼拜|週|周)?[一二三四五六日天月火水木金土월화수목금토일](?:曜日?|요일)?)?[)）]?"
    r"\s?(?:[朝夕晚早日]刊|(?:上午|下午|午前|午後|오전|오후)?\s?[0-2]?[0-9](?:[:：]|[时時点시]\s?)[0-5]?[0-9]?.{0,12})?"
)
_DIGITS = re.compile(r"[0-9]+")
_NUMBERS_VALUE = re.compile(
    rf"(?P<numbers>[0-3]?[0-9](?P<mark>[-/.])[0-3]?[0-9](?P=mark)(?:{_YEAR}|[0-9]{{2}}))(?![0-9])"
)

_FOUND_YEAR = r"(?P<year>1[6-9][0-9]{2}|20[0-4][0-9])"
_IN_TEXT = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){_FOUND_YEAR}(?P<mark>[-/.])(?P<month>0?[1-9]|1[0-2])(?P=mark)"
        r"(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)",
        _EAST_ASIAN.pattern,
        rf"\b(?P<month>{MONTH})\s{{1,3}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}"
        rf"{_FOUND_YEAR}\b",
        rf"(?<!\d)(?P<day>\d{{1,2}})(?P<named>{_NAMED}){_FOUND_YEAR}(?!\d)",
        rf"(?<!\d){_FOUND_YEAR}(?P<behind>{_NAMED})(?P<day>\d{{1,2}})(?!\d)",
        rf"(?<!\d){_FOUND_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])"
        r"(?!\d{1,5}(?:\D|$))",
        r"(?<![\d.])(?P<numbers>\d{1,2}(?P<mark>\.)\d{1,2}\.(?:1[6-9]\d\d|20[0-4]\d))\b",
        r"(?<![\d/])(?P<numbers>\d{1,2}(?P<mark>/)\d{1,2}/(?:1[6-9]\d\d|20[0-4]\d))\b",
        r"(?<![\d.])(?P<seconds>1[0-9]{9}|[2-9]\d{8})(?:\d{3})?(?!\d)",
    )
)
"""The forms of a day in running text, the surest first."""


def read_day(
    text: str, *, order: DayOrder | str | None = None, guess: DayOrder | str = DayOrder.MDY
) -> Day | None:
    """Read a value or a line that is one whole day, with a label, weekday and time at most.

    ISO 8601, RFC 5322, seconds since 1970, or written as newsrooms do. The day is the one of the
    place that wrote it; time zones are not applied. ``order`` is how the collection writes
    "03/04/2012"; where it is None, what can only be read one way is read so ("13/12/2012",
    "03.04.2012"), and else ``guess`` decides and the day says that it is guessed. None for
    everything that is no whole day.
    """
    text = plain_digits(text[: MAX_LINE_CHARACTERS + 1]).strip()
    if not text or len(text) > MAX_LINE_CHARACTERS or not _DIGITS.search(text):
        return None
    for pattern in (_ISO_VALUE, _COMPACT_VALUE, _EAST_ASIAN_VALUE, _CTIME_VALUE):
        if found := pattern.fullmatch(text):
            date = _date(found["year"], found["month"], found["day"])
            return Day(date) if date else None
    if found := _EPOCH_VALUE.fullmatch(text):
        return Day(_day_of_epoch(int(found["seconds"])))
    found = _line(text) or _placed(text)
    return _day_of_line(found, order, guess) if found is not None else _day_of_mail(text)


def is_day(text: str) -> bool:
    """Return whether a line is nothing but a day, even one that is not in the calendar."""
    text = plain_digits(text[: MAX_LINE_CHARACTERS + 1]).strip()
    return (
        len(text) <= MAX_LINE_CHARACTERS
        and _DIGITS.search(text) is not None
        and (_EAST_ASIAN_VALUE.fullmatch(text) or _line(text) or _placed(text)) is not None
    )


def find_day(
    text: str,
    *,
    order: DayOrder | str | None = None,
    guess: DayOrder | str = DayOrder.MDY,
    latest: dt.date | None = None,
) -> Day | None:
    """Return the first whole day in a text, written in the surest form that occurs, or None.

    ``order`` and ``guess`` are those of ``read_day``. A day after ``latest`` (by default tomorrow)
    or before ``EARLIEST_YEAR`` is skipped.
    """
    latest = latest or dt.datetime.now(dt.UTC).date() + CLOCK_TOLERANCE
    return next(
        (
            day
            for day in _days_in(plain_digits(text[:MAX_TEXT_CHARACTERS]), order, guess)
            if day.date.year >= EARLIEST_YEAR and day.date <= latest
        ),
        None,
    )


def is_plausible(date: dt.date, file_time: dt.date | None) -> bool:
    """Return whether an article can have been published on ``date``, in a file of ``file_time``."""
    if date.year < EARLIEST_YEAR:
        return False
    return file_time is None or date <= file_time + CLOCK_TOLERANCE


def order_shown_by(values: Iterable[str]) -> DayOrder | None:
    """Return the order of day and month that a collection's dates prove, if they agree.

    "13/07/2019" proves that the day is first; None if no date proves an order, or where
    two prove different ones.
    """
    shown = set()
    for value in values:
        if found := _NUMBERS_VALUE.match(value.strip()):
            first, second, _ = map(int, _DIGITS.findall(found["numbers"]))
            if first > 12 >= second:
                shown.add(DayOrder.DMY)
            elif second > 12 >= first:
                shown.add(DayOrder.MDY)
    return shown.pop() if len(shown) == 1 else None


def order_of_language(language: str | None) -> DayOrder:
    """Return in which order a language usually writes days: in American English the month first.

    ``language`` is a code like "de" or "en-GB". English without a country is taken for American,
    as most of it is on the web.
    """
    code = (language or "en").replace("_", "-").casefold()
    if code in ("en", "en-us", "en-ph"):
        return DayOrder.MDY
    return DayOrder.YMD if code[:2] in ("zh", "ja", "ko", "hu", "lt") else DayOrder.DMY


def _line(text: str, start: int = 0) -> re.Match[str] | None:
    """Return the parts of a line that is a day, None if its word for the month is none."""
    found = _LINE.fullmatch(text, start)
    return found if found is not None and _number_of_month(found) else None


def _number_of_month(found: re.Match[str]) -> int | str | None:
    """Return the month of a line whose month is a word, else what stands for its numbers."""
    if found["named2"]:
        return month_between(found["named2"])
    if found["named3"]:
        return month_behind_year(found["named3"])
    return found["month"] or found["iso"] or found["numbers"]


def _placed(text: str) -> re.Match[str] | None:
    place = _PLACED.match(text)
    return _line(text, place.end()) if place else None


def _day_of_line(
    found: re.Match[str], order: DayOrder | str | None, guess: DayOrder | str
) -> Day | None:
    if found["month"]:
        date = _date(found["year"], found["month"], found["day"])
    elif found["named2"]:
        year = _whole_year(found["year2"])
        date = _date(year, str(_number_of_month(found)), found["day2"])
    elif found["named3"]:
        date = _date(found["year3"], str(_number_of_month(found)), found["day3"])
    elif found["iso"]:
        date = _date(*_DIGITS.findall(found["iso"]))
    else:
        return _day_of_numbers(found["numbers"], found["mark"], order, guess)
    return Day(date) if date else None


def _days_in(text: str, order: DayOrder | str | None, guess: DayOrder | str) -> Iterator[Day]:
    for pattern in _IN_TEXT:
        for found in pattern.finditer(text):
            day: Day | None
            groups = found.groupdict()
            if "numbers" in groups:
                day = _day_of_numbers(groups["numbers"], groups["mark"], order, guess)
            elif "seconds" in groups:
                day = Day(_day_of_epoch(int(groups["seconds"])))
            else:
                date = _date(groups["year"], _month_found(groups), groups["day"])
                day = Day(date) if date else None
            if day is not None:
                yield day._replace(written=found.group())


def _month_found(groups: Mapping[str, str]) -> str:
    """Return the month of a day in running text, "0" if the word in its place is none."""
    if "named" in groups:
        return str(month_between(groups["named"]) or 0)
    if "behind" in groups:
        return str(month_behind_year(groups["behind"]) or 0)
    return groups["month"]


def _day_of_numbers(
    text: str, mark: str, order: DayOrder | str | None, guess: DayOrder | str
) -> Day | None:
    first, second, last = _DIGITS.findall(text)
    if len(last) == 2 and order == DayOrder.YMD:
        date = _date(_whole_year(first), second, last)
        return Day(date, written=text) if date else None
    guessed = False
    if order == DayOrder.DMY or (order != DayOrder.MDY and mark == "." and len(last) == 4):
        day_first = True  # 13.12.2012: DIN 5008 and its neighbours; Americans use no full stops
    elif order == DayOrder.MDY:
        day_first = False
    else:
        day_first = guess != DayOrder.MDY
        guessed = first.lstrip("0") != second.lstrip("0")
    if int(first) > 12 or int(second) > 12:
        day_first, guessed = int(first) > 12, False
    day, month = (first, second) if day_first else (second, first)
    date = _date(_whole_year(last), month, day)
    return Day(date, guessed, text) if date else None


def _whole_year(digits: str) -> str:
    if len(digits) == 4:
        return digits
    return str(int(digits) + (1900 if int(digits) >= CENTURY_PIVOT else 2000))


def _date(year: str, month: str, day: str) -> dt.date | None:
    number = month_number(month) if month[:1].isalpha() else int(month)
    digits = _DIGITS.match(day)
    if number is None or digits is None:
        return None
    try:
        return dt.date(int(year), number, int(digits.group()))
    except ValueError:
        return None


def _day_of_epoch(seconds: int) -> dt.date:
    return (dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=seconds)).date()


def _day_of_mail(value: str) -> Day | None:
    try:
        return Day(email.utils.parsedate_to_datetime(value).date())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
