"""Datelines: the place, day and agency that open a news article ("RICHMOND, Va., March 5 -").

The forms are those of AP, Reuters, UPI and AFP. The head of the paragraph is cut at a dash and
read piece by piece, with no pattern over the whole: what is before the dash has to be a place by
its capitals, its region, its date or its agency, or it is not a dateline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from newssearch.indexer.knowledge.agencies import is_agency, is_organisation
from newssearch.indexer.knowledge.months import ANY_MONTH, ANY_WEEKDAY, MONTH, WEEKDAY
from newssearch.indexer.knowledge.places import REGIONS, STANDALONE_CITIES

MAX_DATELINE_CHARACTERS = 120
MAX_PLACE_WORDS = 5
MAX_BARE_PLACE_WORDS = 3
"""A place in capitals without region, date or agency: longer is a headline in capitals."""
MAX_SEPARATORS_TRIED = 3
MAX_REMEMBERED = 2_000
"""Characters of a paragraph whose dateline is kept, so that no text can fill the memory."""

_SEPARATOR = re.compile(
    r"\s?\.?(?:-{2,3}|[—–―−]{1,2})\s*|\s-\s?|\.?-(?:\s|$)|\s_\s|:\s|\)(?:\s|(?=\.[-–—]))"
)
_MARK_OF_SEPARATOR = re.compile(r"[-—–―−_:)]")
"""One of them is in every separator, behind a space and a full stop at most; found much faster."""
_SLASHED_AGENCY = re.compile(
    r"(?P<head>[^/\n]{3,80}?)[.,]?\s/\s?(?P<agency>[^\W\d_][\w .&-]{1,24}?)\s?/[.,]?\s*"
    r"(?:[-–—]+\s*)?"
)
"""TASS and its neighbours, Ritzau: "PORT ELLERY, February 9. /ELN/. The board …"."""
_AGENCY_FIRST = re.compile(r"\((?P<agency>[^()]{2,40})\)\s?[-–—]{1,2}\s?(?=[^\W\d_])")
"""ANSA: "(ANSA) - ROMA, 2 LUG - …"."""
_START = re.compile(r"\*{0,6}(?=[(\[\w])")
_DATE = re.compile(
    rf"(?:{WEEKDAY},?\s)?(?:{MONTH}\s?[0-3]?[0-9](?:st|nd|rd|th)?(?:,?\s(?:1[6-9]|20)[0-9]{{2}})?"
    rf"|(?:le\s|den\s)?[0-3]?[0-9](?:\.|er)?\s(?:de\s)?{ANY_MONTH}"
    rf"(?:,?\s(?:de\s)?(?:1[6-9]|20)[0-9]{{2}})?)|{ANY_WEEKDAY}"
    r"|[01]?[0-9]/[0-3]?[0-9]/(?:20)?[0-9]{2}",
    re.IGNORECASE,
)
_DATE_AT_END = re.compile(
    rf"\s(?P<date>(?:{MONTH}\s?[0-3]?[0-9]|[0-3]?[0-9]\.?\s(?:de\s)?{ANY_MONTH})"
    r"(?:,?\s(?:1[6-9]|20)[0-9]{2})?)$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1[6-9]|20)[0-9]{2}")
_GROUP = re.compile(r"\s?\(([^()]{2,60})\)\s?,?")
_CAPITALS = re.compile(r"(?:Mc|Mac|O['’])?[^\W\d_a-zß-öø-ÿ]['’.]?(?:[^\W\d_a-zß-öø-ÿ]|['’.])*")
_CAPITALISED = re.compile(r"[^\W\d_a-z][\w’'.]*")
_PARTICLES = frozenset(
    "de del la las los of al el y e di da do dos du le the on upon in near am an der bei".split()
)
_FIRST_PARTICLES = frozenset(("el", "la", "los", "las", "de", "le", "del"))
_SMALL_IN_CAPITALS = frozenset(
    """
    IN FROM FOR AND WITH BY AT TO ABOUT AFTER AGAINST AS BUT IS ARE WAS NOT OVER OR IT WE YOU HIS
    HER OUR YOUR THEIR THIS THAT NO MORE ALL
    """.split()
)
"""Small words printed in capitals: what holds one is a headline or a heading, and no place."""
_RELATIVE_DAY = re.compile(r"day\b|week|month|year|night|tomorrow|morrow")
_WORD_JOIN = re.compile(r"[ /-]")
_NO_PLACE = re.compile(
    r"(?:(?:i|a|live|rpt|refile|watch|update|updated|breaking|exclusive|video|photos?|read|related|q|note"
    r"|correction|corrected|opinion|analysis|review|fact check|contact|press release|statement"
    r"|part|chapter|day|sports?|business|weather|summary|background|what|who|when|where|why|how"
    r"|question|answer|pdf|advisory|media advisory|news|dear|subject|re|from|to|date|title)\b"
    r"|(?:editor|by |for immediate|the (?!hague\b|bronx\b|dalles\b|woodlands\b|valley\b))).*",
    re.IGNORECASE,
)
_NEW_PLACE = re.compile(
    r"new (?:york|delhi|orleans|haven|jersey|london|bedford|britain|castle|brunswick|mexico"
    r"|hampshire|zealand|braunfels|rochelle|albany|plymouth|canaan|milford|hope|city|kensington"
    r"|berlin|bern|richmond|port|westminster|hyde park|windsor|paltz|smyrna|iberia)\b",
    re.IGNORECASE,
)
_SENTENCE_START = re.compile(r"[\"“‘'`(\[]{0,3}[^\W_a-zß-öø-ÿ$£€]|[\"“‘'`(\[]{0,3}[$£€]")
_DASH_AGAIN = re.compile(r"\s(?:-{1,3}|[—–])\s")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline in its parts; ``text`` is place, region and date as printed.

    ``end`` is where the article's first sentence begins in the paragraph; ``rest`` is what a
    declared value holds behind the dateline, which is text of the article.
    """

    text: str
    end: int
    place: str | None = None
    region: str | None = None
    date: str | None = None
    agency: str | None = None
    rest: str = ""


def read_dateline(paragraph: str) -> Dateline | None:
    """Read the dateline that opens a paragraph, or is all of it; None if there is none."""
    if len(paragraph) > MAX_REMEMBERED:
        return _read_dateline(paragraph)
    return _read_short(paragraph)


@lru_cache(64)
def _read_short(paragraph: str) -> Dateline | None:
    """Read a paragraph and keep the answer: the head asks for it up to three times."""
    return _read_dateline(paragraph)


def _read_dateline(paragraph: str) -> Dateline | None:
    start_mark = _START.match(paragraph)
    if start_mark is None:
        return None
    begin = start_mark.end()
    head = paragraph[: MAX_DATELINE_CHARACTERS + 1]
    slashed = _SLASHED_AGENCY.match(head, begin) if "/" in head else None
    if slashed is not None:
        named = f"{slashed['head']} ({slashed['agency'].upper()})"
        found = _read_head(named, " - ", paragraph[slashed.end() :], slashed.end())
        if found is not None:
            return replace(found, agency=slashed["agency"])
    if first := _AGENCY_FIRST.match(head, begin):
        found = read_dateline(paragraph[first.end() :]) if is_agency(first["agency"]) else None
        if found is not None:
            agency = found.agency or first["agency"]
            return replace(found, end=found.end + first.end(), agency=agency)
    for start, end in _separators(head):
        found = _read_head(head[begin:start].rstrip(), head[start:end], paragraph[end:], end)
        if found is not None:
            return found
    return None


def read_declared_dateline(value: str) -> Dateline | None:
    """Read a value that the file declares as its dateline; the dash at its end may be missing."""
    value = " ".join(value.split()).strip()
    bare = value.rstrip(" -–—―_:")
    if not bare:
        return None
    read = read_dateline(f"{bare} -- X" if len(bare) < MAX_DATELINE_CHARACTERS else bare)
    if read is None:
        return Dateline(text=bare, end=len(value))
    return replace(read, rest=value[read.end :]) if read.end < len(bare) else read


def _separators(head: str) -> Iterator[tuple[int, int]]:
    """Yield the places where the dateline may end, as (start, end) of dash and spaces."""
    mark = _MARK_OF_SEPARATOR.search(head)
    if mark is None:
        return
    for count, match in enumerate(_SEPARATOR.finditer(head, max(0, mark.start() - 2))):
        if count == MAX_SEPARATORS_TRIED:
            return
        start = match.start()
        if match.group()[0] == ")":
            start += 1  # the group in parentheses belongs to the head
            follower = _SEPARATOR.match(head, start)
            if follower:
                yield start, follower.end()
                continue
        yield start, match.end()


def _read_head(head: str, separator: str, rest: str, end: int) -> Dateline | None:
    if head[:1] + head[-1:] in ("()", "[]") and "(" not in head[1:]:
        inner = head[1:-1]
        if is_organisation(inner):
            return Dateline(text="", end=end, agency=inner)
        head = inner
    agency, date, head = _take_groups(head)
    parts = [part.strip() for part in head.split(",")]
    while parts and (not parts[-1] or (len(parts) > 1 and _is_only_agency(parts[-1]))):
        agency = parts.pop() or agency
        head = head.rpartition(",")[0]
    text = head.strip(" ,") if date is None else ""
    date, parts = _take_date(parts, date)
    if not parts:
        return Dateline("", end, date=date, agency=agency) if agency and date else None
    place, regions = _split_region(parts)
    if len(regions) > 2 or not all(_is_region(region) for region in regions):
        return None
    region = ", ".join(regions) or None
    if not _is_dateline(place, regions, date, agency, separator, rest):
        return None
    text = text or ", ".join(filter(None, (place, region, date)))
    return Dateline(text, end, place, region, date, agency)


def _is_only_agency(text: str) -> bool:
    """Return whether a part between commas is an agency; "PA" is Pennsylvania there."""
    return is_agency(text) and text.casefold() not in REGIONS


def _take_groups(head: str) -> tuple[str | None, str | None, str]:
    """Take "(Reuters)" and "(March 5, 2012)" out of the head: agency, date, what is left."""
    agency = date = None
    match = _GROUP.search(head)
    if match is None:
        return None, None, head
    inner = match[1].strip()
    if _DATE.fullmatch(inner):
        date = inner
    elif inner[0].isupper() or is_organisation(inner):
        agency = inner
    else:
        return None, None, head
    left = head[: match.start()].rstrip(" ,")
    right = head[match.end() :].strip(" ,")
    return agency, date, f"{left}, {right}" if right else left


def _take_date(parts: list[str], date: str | None) -> tuple[str | None, list[str]]:
    if len(parts) > 1 and _YEAR.fullmatch(parts[-1]) and _DATE.fullmatch(parts[-2]):
        return f"{parts[-2]}, {parts[-1]}", parts[:-2]
    if parts and _DATE.fullmatch(parts[-1]):
        return parts[-1], parts[:-1]
    match = _DATE_AT_END.search(parts[-1]) if parts else None
    if (
        match
        and match.start() > 0
        and parts[-1].count(" ", 0, match.start()) < MAX_BARE_PLACE_WORDS
    ):
        return match["date"], [*parts[:-1], parts[-1][: match.start()].strip()]
    return date, parts


def _split_region(parts: list[str]) -> tuple[str, list[str]]:
    """Split place and regions; the comma may be missing ("Washington D.C.")."""
    city, space, last = parts[0].rpartition(" ")
    if len(parts) == 1 and space and last.casefold() in REGIONS and ("." in last or last.isupper()):
        return city, [last]
    return parts[0], parts[1:]


def _is_dateline(
    place: str,
    regions: list[str],
    date: str | None,
    agency: str | None,
    separator: str,
    rest: str,
) -> bool:
    words = _WORD_JOIN.split(place)
    known_agency = agency is not None and is_organisation(agency)
    dash = separator.strip()
    if (
        (dash in (":", ")", "") and not known_agency and not (date and dash == ":"))
        or words[-1] in _PARTICLES
        or words[0] in _PARTICLES - _FIRST_PARTICLES
        or _is_no_place(place, bare=not (regions or date or agency), sure=known_agency)
    ):
        return False
    capitals, capitalised = _is_capitals(words), _is_capitalised(words)
    if date or known_agency:
        return capitals or capitalised or (date is not None and _is_in_small_letters(place))
    if _SENTENCE_START.match(rest) is None:
        return False
    if capitals:
        return bool(regions) or agency is not None or _is_bare_place(place, separator)
    if regions:
        return capitalised and any(region.casefold() in REGIONS for region in regions)
    return capitalised and _is_well_known(place, rest)


def _is_well_known(place: str, rest: str) -> bool:
    """Return whether a place in ordinary letters may stand alone ("Washington – Senator …").

    A second dash soon after makes it a sentence ("Moscow — its capital — …").
    """
    return place.casefold() in STANDALONE_CITIES and _DASH_AGAIN.search(rest[:80]) is None


def _is_in_small_letters(place: str) -> bool:
    """Return whether a place is written like the rest of a file without capitals ("st paul")."""
    return (
        place.islower()
        and place.replace(" ", "").isalpha()
        and place.count(" ") < 2
        and _RELATIVE_DAY.search(place) is None
    )


def _is_bare_place(place: str, separator: str) -> bool:
    return (
        len(place.split()) <= MAX_BARE_PLACE_WORDS
        and "'" not in place
        and "’" not in place
        and (separator[0].isspace() or len(separator.strip()) > 1 or separator.strip() != "-")
    )


def _is_no_place(place: str, *, bare: bool, sure: bool) -> bool:
    if len(place) < 3 or len(place.split()) > MAX_PLACE_WORDS:
        return True
    small = _SMALL_IN_CAPITALS & set(place.split())
    if small and place.casefold() not in REGIONS and not (sure and small == {"AND"}):
        return True  # two places that an agency reports from may be joined
    if bare and place[:4].casefold() == "new " and _NEW_PLACE.match(place) is None:
        return True
    return _NO_PLACE.fullmatch(place) is not None


def _is_capitals(words: list[str]) -> bool:
    capitals = [word for word in words if word and word not in _PARTICLES]
    return (
        bool(capitals)
        and words[0] not in _PARTICLES
        and all(_CAPITALS.fullmatch(word) for word in capitals)
        and sum(map(len, capitals)) > 1
    )


def _is_capitalised(words: list[str]) -> bool:
    return (
        len(words) <= MAX_PLACE_WORDS
        and _CAPITALISED.fullmatch(words[0]) is not None
        and all(not word or word in _PARTICLES or _CAPITALISED.fullmatch(word) for word in words)
    )


def _is_region(text: str) -> bool:
    if text.casefold() in REGIONS:
        return True
    words = text.split()
    return 1 <= len(words) <= 4 and all(
        word in _PARTICLES or word == "and" or _CAPITALISED.fullmatch(word.replace("-", ""))
        for word in words
    )
