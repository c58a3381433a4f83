"""The numbers that are beside operands: ``^2``, ``"…"~5``, ``atleast3``."""

from __future__ import annotations

import re
from typing import NamedTuple

from newssearch.search.language.lexer import LARGEST_DISTANCE
from newssearch.search.language.query_text import QueryText

LARGEST_COUNT = 9_999
"""No word occurs more often in a news article; a larger number is a slip of the finger."""

_TAIL = r'[^\s()"^]*'
_FACTOR = r"[0-9]{1,6}(?:\.[0-9]{1,6})?|\.[0-9]{1,6}"


def read_boost(source: QueryText, start: int) -> tuple[float, int]:
    """Read ``^number`` and where it ends."""
    end = _tail_end(source, start + 1)
    digits = source.text[start + 1 : end]
    if re.fullmatch(_FACTOR, digits) and float(digits) > 0:
        return float(digits), end
    raise source.refuse(
        "bad_number",
        "^ needs a number above 0 right after it",
        start,
        end,
        "write word^2 or word^0.5; \\^ is the mark itself",
    )


class PhraseTail(NamedTuple):
    """What comes after a phrase: how loose it is, or that it keeps to one sentence."""

    slop: int | None
    sentence: bool
    end: int


def read_phrase_tail(source: QueryText, start: int) -> PhraseTail:
    """Read the ``~5`` or ``~s`` behind a phrase, if there is one, and where it ends."""
    if not source.marked.startswith("~", start):
        return PhraseTail(None, False, start)
    end = _tail_end(source, start + 1)
    if source.text[start + 1 : end] in ("s", "S"):
        return PhraseTail(None, True, end)
    digits = source.text[start + 1 : end]
    if digits.isascii() and digits.isdigit() and len(digits) <= 4:
        slop = int(digits)
        if slop <= LARGEST_DISTANCE:
            return PhraseTail(slop, False, end)
    raise source.refuse(
        "bad_distance",
        "~ after a phrase needs a number of words, or s for one sentence",
        start,
        end,
        f'write "two words"~5, at most {LARGEST_DISTANCE}, or "two words"~s',
    )


def read_atleast(source: QueryText, digits: str, start: int, end: int) -> int:
    """Read the number of ``atleastN``."""
    if len(digits) <= len(str(LARGEST_COUNT)) and int(digits) >= 1:
        return int(digits)
    raise source.refuse(
        "bad_number",
        f"{source.excerpt(start, end)} needs a number from 1 to {LARGEST_COUNT:,}",
        start,
        end,
        f'write atleast3 word; to search the text itself write "{source.text[start:end]}"',
    )


def _tail_end(source: QueryText, start: int) -> int:
    found = re.compile(_TAIL).match(source.marked, start)
    return found.end() if found else start
