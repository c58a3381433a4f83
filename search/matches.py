"""Single matches of a query as an engine orders them: what a concordance is made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias, get_args

from newssearch.archive.errors import UsageError
from newssearch.search.ast import Span

MatchKey: TypeAlias = Literal[
    "1L", "2L", "3L", "4L", "5L", "1R", "2R", "3R", "4R", "5R", "match", "date", "source", "speaker"
]
"""What matches are sorted by: the first to fifth word to the left or right of a match, its
first word, or the date, source or speaker. What has none comes last."""

MATCH_KEYS: tuple[MatchKey, ...] = get_args(MatchKey)


class Sample(NamedTuple):
    """So many matches drawn at random; the same ``seed`` draws the same from the same archive."""

    size: int
    seed: int


class Match(NamedTuple):
    """Where a match is; only the engine that made it can tell anything from the numbers."""

    part: int
    number: int
    space: int
    start: int
    end: int


class MatchPage(NamedTuple):
    """How many matches there are in all, how many were drawn, and those asked for, in order."""

    total: int
    drawn: int
    matches: list[Match]


class PlacedMatch(NamedTuple):
    """A match as a stretch of code points of a field's text."""

    field: str
    span: Span


_WORD_KEY = re.compile(r"[1-5][LR]")


def word_offset(key: str) -> int | None:
    """Return how many words before (negative) or behind a match a key looks, None if at no word.

    0 is the first word of the match itself.
    """
    if key == "match":
        return 0
    if not _WORD_KEY.fullmatch(key):
        return None
    return int(key[0]) * (-1 if key[1] == "L" else 1)


def check_keys(keys: Sequence[str]) -> None:
    """Make sure that matches can be sorted so.

    Raises:
        UsageError: they cannot.
    """
    for key in keys:
        if key not in MATCH_KEYS:
            raise UsageError(
                f"matches cannot be sorted by {key!r}", hint=f"known: {', '.join(MATCH_KEYS)}"
            )
