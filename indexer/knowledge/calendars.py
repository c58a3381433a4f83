"""What other scripts and calendars put around a day, brought to the digits of the common calendar.

Years of Japanese eras, of the Republic of China and of the Buddhist calendar become years of the
common era; the days of the lunar and solar calendars of Asia are not converted. Source for the
eras: the Unicode CLDR (supplemental data, "calendarData").
"""

from __future__ import annotations

import re
import unicodedata

from newssearch.archive.analysis.folding import fold
from newssearch.indexer.knowledge.months import month_number

_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")

_ERAS = {
    "明治": 1867,
    "大正": 1911,
    "昭和": 1925,
    "平成": 1988,
    "令和": 2018,
    "民國": 1911,
    "民国": 1911,
}
"""The year before the first of each era."""
_ERA_YEAR = re.compile(rf"({'|'.join(_ERAS)})\s?(元|\d{{1,3}})年")
_IDEOGRAPHS = {"〇": 0, "○": 0, "零": 0} | {
    sign: n for n, sign in enumerate("一二三四五六七八九", 1)
}
_WRITTEN_NUMBER = re.compile(rf"[{''.join(_IDEOGRAPHS)}十]{{1,4}}(?=[年月日])")
_THAI_YEAR = re.compile(r"(?<!\d)2[45]\d\d(?!\d)")
_BUDDHIST_ERA = 543
_LATVIAN = re.compile(r"(\d{4})\. gada (\d{1,2}\.) ([^\W\d_]{4,12})")
_VIETNAMESE = re.compile(
    r"(?:ngày )?(\d{1,2})(?:\s|-)tháng (\d{1,2})(?:,| năm|-)?\s?(\d{4})", re.IGNORECASE
)

_ROMAN_MONTH = re.compile(r"\.\s?([ivx]{1,4})\.?\s?", re.IGNORECASE)
"""As Polish, Hungarian and Russian letters have them: "3.V.2019"."""
_ROMAN = {
    number: place for place, number in enumerate("I II III IV V VI VII VIII IX X XI XII".split(), 1)
}
_AROUND_MONTH = re.compile(
    r"(?:(?:st|nd|rd|th|er|re|[oaºª°])(?!\w))?(?P<point>\.?),?[\s/-]{0,3}"
    r"(?:(?:of|de|del|do|di|den)\s|d')?(?P<month>[^\W\d_].*?),?"
    r"[\s/-]{0,3}(?:(?:de|del|พ\.ศ\.)\s)?'?"
)
_BEHIND_YEAR = re.compile(
    r"(?:\.|,|\.?\s?m\.|-?ko|\.?\s?(?:eko|г\.?))?[\s/-]{1,2}(?P<month>[^\W\d_].*?)[\s/-]{1,2}"
)


def plain_digits(text: str) -> str:
    """Return a text with every number of a date in ASCII digits and in the common calendar."""
    if " gada " in text:
        text = _LATVIAN.sub(r"\2 \3 \1", text)
    if text.isascii():
        return text
    text = _UNSEEN.sub("", text)
    text = _FOREIGN_DIGIT.sub(lambda found: str(unicodedata.decimal(found.group())), text)
    if "年" in text:
        text = _WRITTEN_NUMBER.sub(_number, text)
        text = _ERA_YEAR.sub(_year_of_era, text)
    if "tháng" in text or "Tháng" in text:
        text = _VIETNAMESE.sub(r"\3-\2-\1", text)
    if any("\u0e01" <= letter <= "\u0e4e" for letter in text):
        text = _THAI_YEAR.sub(lambda found: str(int(found.group()) - _BUDDHIST_ERA), text)
    return text


def _number(found: re.Match[str]) -> str:
    """Return 二〇一九 and 二十三 in digits."""
    signs = found.group()
    if "十" not in signs:
        return "".join(str(_IDEOGRAPHS[sign]) for sign in signs)
    tens, _, ones = signs.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return signs
    return str(10 * _IDEOGRAPHS.get(tens, 1) + _IDEOGRAPHS.get(ones, 0))


def _year_of_era(found: re.Match[str]) -> str:
    year = 1 if found.group(2) == "元" else int(found.group(2))
    return f"{_ERAS[found.group(1)] + year}年"


def month_between(text: str) -> int | None:
    """Return the month of what is between a day and its year ("º de mayo de "), None if none is."""
    if roman := _ROMAN_MONTH.fullmatch(text):
        return _ROMAN.get(roman.group(1).upper())
    found = _AROUND_MONTH.fullmatch(fold(text))
    return _month(found["month"], ordinal=bool(found["point"])) if found else None


def month_behind_year(text: str) -> int | None:
    """Return the month of what is between a year and its day (" m. gegužės "), None if none is."""
    found = _BEHIND_YEAR.fullmatch(fold(text))
    return _month(found["month"]) if found else None


def _month(name: str, *, ordinal: bool = False) -> int | None:
    """Return the month of a name, or of two names of one, as Arabic newspapers write it."""
    numbers = {month_number(each.strip(), ordinal=ordinal) for each in name.split("/")}
    return numbers.pop() if len(numbers) == 1 else None
