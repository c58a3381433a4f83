"""What changed between two versions of an article, word by word.

Versions of one story share most of their words, so words that occur once in both are anchors:
the longest run of them in the same order divides the texts (patience diff, Bram Cohen), and what
is between is compared closely. Work is bounded: two texts that have little in common are told
as one replaced by the other.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from newssearch.archive.article import SHOWN, Article

ChangeKind = Literal["same", "removed", "added"]

_WORD = re.compile(r"\n\n|(?:\w+|[^\w\s])(?:(?!\n\n)\s)*")
"""A word or a mark, with the blanks after it; an end of a paragraph is a word of its own."""

CLOSE_PAIRS = 40_000
"""Pairs of words up to which two stretches are compared closely."""

WORK = 20_000_000
"""Steps after which what is left is reported as replaced: some seconds."""

_SHORT_LETTERS = 4

_NOT_COMPARED = frozenset(
    {
        "id",
        "path",
        "contributors",
        "url",
        "lang",
        "words",
        "lead",
        "headings",
        "pages",
        "quotes",
        "provenance",
    }
)
"""What is another's by nature, is made from the body, or says where a value came from."""

FIELDS = tuple(name for name in SHOWN if name not in _NOT_COMPARED)
"""The fields that are compared, in the order in which they are reported."""


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of words that both versions have, or one of them."""

    kind: ChangeKind
    text: str


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A field that differs: the first version with what was removed from it and added."""

    field: str
    changes: tuple[Change, ...]


def article_differences(before: Article, after: Article) -> tuple[FieldDifference, ...]:
    """Return the fields in which two articles differ, ``()`` where their words are the same."""
    found = []
    for field in FIELDS:
        compare = _whole if field in ("date", "time") else word_changes
        changes = compare(_text(before, field), _text(after, field))
        if any(change.kind != "same" for change in changes):
            found.append(FieldDifference(field, changes))
    return tuple(found)


def _text(article: Article, field: str) -> str:
    value = getattr(article, field)
    if isinstance(value, tuple):
        return "; ".join(value)
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {own}" for name, own in value.items())
    return str(value) if value is not None else ""


def _whole(before: str, after: str) -> tuple[Change, ...]:
    """Return how one value becomes another as a whole: half a date says nothing."""
    if before == after:
        return ()
    told = (Change("removed", before), Change("added", after))
    return tuple(change for change in told if change.text)


def word_changes(before: str, after: str) -> tuple[Change, ...]:
    """Return how one text becomes another; blanks do not count.

    The changes that are not removed, joined, are the second text; those that are not added are
    the first, but for blanks.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    pairs = _Matching([w.rstrip(" \t\n") or w for w in old], [w.rstrip(" \t\n") or w for w in new])
    runs = _runs(pairs.pairs(), len(old), len(new))
    return tuple(_told(_without_islands(list(runs), new), old, new))


_Run = tuple[bool, int, int, int, int]
"""Whether the words are the same, and the stretches of both texts."""


class _Matching:
    """Which words of one text are kept as which of another: pairs of positions, both ascending."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self._old, self._new = old, new
        self._left = WORK

    def pairs(self) -> list[tuple[int, int]]:
        """Return the pairs in order."""
        found: list[tuple[int, int]] = []
        waiting = [(0, len(self._old), 0, len(self._new))]
        while waiting:
            found += self._trimmed(*waiting.pop(), waiting)
        found.sort()
        return found

    def _trimmed(
        self, a: int, b: int, c: int, d: int, waiting: list[tuple[int, int, int, int]]
    ) -> Iterator[tuple[int, int]]:
        """Yield the words that both stretches begin and end with; put aside what is between."""
        old, new = self._old, self._new
        while a < b and c < d and old[a] == new[c]:
            yield a, c
            a, c = a + 1, c + 1
        while a < b and c < d and old[b - 1] == new[d - 1]:
            b, d = b - 1, d - 1
            yield b, d
        if a == b or c == d:
            return
        close = (b - a) * (d - c)
        self._left -= min(close, b - a + d - c + CLOSE_PAIRS)
        if self._left < 0:
            return
        if close <= CLOSE_PAIRS:
            yield from self._close(a, b, c, d)
            return
        anchors = self._anchors(a, b, c, d)
        if anchors:
            ends = [*anchors, (b, d)]
            starts = [(a, c), *((i + 1, j + 1) for i, j in anchors)]
            waiting += [
                (i, k, j, m) for (i, j), (k, m) in zip(starts, ends, strict=True) if i < k and j < m
            ]
            yield from anchors

    def _close(self, a: int, b: int, c: int, d: int) -> Iterator[tuple[int, int]]:
        matcher = SequenceMatcher(None, self._old[a:b], self._new[c:d], autojunk=False)
        for i, j, size in matcher.get_matching_blocks():
            for step in range(size):
                yield a + i + step, c + j + step

    def _anchors(self, a: int, b: int, c: int, d: int) -> list[tuple[int, int]]:
        """Return the longest run of words, each once in both stretches, in the order of both."""
        here, there = Counter(self._old[a:b]), Counter(self._new[c:d])
        places = {word: c + n for n, word in enumerate(self._new[c:d]) if there[word] == 1}
        pairs = [
            (a + n, places[word])
            for n, word in enumerate(self._old[a:b])
            if here[word] == 1 and word in places
        ]
        return _longest_rising(pairs)


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return a longest run of pairs whose second positions ascend too (Fredman 1975)."""
    lasts: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        at = bisect_left(lasts, place)
        before.append(ends[at - 1] if at else -1)
        if at == len(lasts):
            lasts.append(place)
            ends.append(number)
        else:
            lasts[at] = place
            ends[at] = number
    chosen: list[tuple[int, int]] = []
    number = ends[-1] if ends else -1
    while number >= 0:
        chosen.append(pairs[number])
        number = before[number]
    return chosen[::-1]


def _runs(pairs: Iterable[tuple[int, int]], old: int, new: int) -> Iterator[_Run]:
    """Yield the stretches that are the same and those between them, in turn."""
    a = c = b = d = 0
    for i, j in [*pairs, (old, new)]:
        if (i, j) != (b, d):
            if b > a:
                yield True, a, b, c, d
            yield False, b, i, d, j
            a, c = i, j
        b, d = i + 1, j + 1
    if old > a and (old, new) != (a, c):
        yield True, a, old, c, new


def _without_islands(runs: list[_Run], new: Sequence[str]) -> Iterator[_Run]:
    """Join changes between which only short words are the same: such diffs cannot be read."""
    held: _Run | None = None
    for number, run in enumerate(runs):
        same, _, b, c, d = run
        island = (
            same
            and 0 < number < len(runs) - 1
            and sum(len(word.strip()) for word in new[c:d]) < _SHORT_LETTERS
            and "\n\n" not in new[c:d]
        )
        if same and not island:
            if held:
                yield held
            held = None
            yield run
        elif held:
            held = (False, held[1], b, held[3], d)
        else:
            held = (False, *run[1:])
    if held:
        yield held


def _told(runs: Iterable[_Run], old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    for same, a, b, c, d in runs:
        if same:
            yield Change("same", "".join(new[c:d]))
            continue
        if a < b:
            yield Change("removed", "".join(old[a:b]))
        if c < d:
            yield Change("added", "".join(new[c:d]))
