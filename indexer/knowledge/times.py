"""The one reader of times of day, from the values in which sources give an article's date.

The time is the one on the clock that the source printed; a time zone is not applied, so that day
and time fit each other. Midnight to the second is no time: it is what a date without one becomes
when a program writes it out.
"""

from __future__ import annotations

import datetime as dt
import re

MAX_CHARACTERS = 100
"""A longer value is more than a moment."""

_CLOCK = re.compile(
    r"(?<![\d:.])(?P<hour>[01]?\d|2[0-4])(?P<mark>[:.hH])(?P<minute>[0-5]\d)"
    r"(?:[:.](?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?(?![\d:])\s?(?P<half>[ap]\.?m\b)?",
    re.IGNORECASE,
)
_HOUR = re.compile(r"(?<![\d:.])(?P<hour>1[0-2]|0?[1-9])\s?(?P<half>[ap]\.?m\b)", re.IGNORECASE)
_COMPACT = re.compile(
    r"(?<!\d)\d{8}T(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<second>[0-5]\d)?"
)
_EPOCH = re.compile(r"(?P<seconds>\d{9,10})(?:\d{3}|\.\d{1,9})?")
_MIDNIGHT = dt.time()
_NOON = 12


def read_time(value: str) -> dt.time | None:
    """Return the time of day in a value that holds a moment, None if it has none.

    Taken are ISO 8601, RFC 5322, seconds or milliseconds since 1970 (in UTC), and a clock as
    newsrooms write it: "18:05", "6.05 p.m.", "18h05", "6 pm".
    """
    value = value.strip()
    if len(value) > MAX_CHARACTERS:
        return None
    if found := _EPOCH.fullmatch(value):
        return _unless_midnight(int(found["seconds"]) % 86_400)
    clocks = [found for found in _CLOCK.finditer(value) if _is_clock(found)]
    found = clocks[0] if clocks else _COMPACT.search(value) or _HOUR.search(value)
    if found is None:
        return None
    parts = found.groupdict()
    hour = int(parts["hour"])
    half = (parts.get("half") or "").lower()
    if half and not 0 < hour <= _NOON:
        return None
    if half:
        hour = hour % _NOON + (_NOON if half.startswith("p") else 0)
    seconds = int(parts.get("minute") or 0) * 60 + int(parts.get("second") or 0)
    return _unless_midnight(hour % 24 * 3600 + seconds)


def _is_clock(found: re.Match[str]) -> bool:
    """Return whether two numbers are a time: with a point they are more often day and month."""
    return found["mark"] != "." or bool(found["half"])


def _unless_midnight(seconds: int) -> dt.time | None:
    minutes, second = divmod(seconds, 60)
    time = dt.time(minutes // 60, minutes % 60, second)
    return time if time != _MIDNIGHT else None
