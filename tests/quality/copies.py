"""Altered copies of real articles, and how many of them are grouped with what they copy."""

from __future__ import annotations

import gzip
import json
import os
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from html import unescape
from itertools import combinations
from pathlib import Path

from newssearch.archive.article import Article
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.columnar.writing.segment_builder import SegmentBuilder
from newssearch.archive.groups import Groups
from newssearch.archive.news_layout import LAYOUT, entries_of
from newssearch.indexer.near_duplicates import form_groups

DATA = Path(
    os.environ.get("NEWSSEARCH_DATA", Path(__file__).parents[3] / "shared" / "data")
).resolve()
REUTERS = DATA / "reuters21578"
PRESS = DATA / "articles" / "congress_press.jsonl.gz"

_BODY = re.compile(r"<BODY>([^<]*)</BODY>")
_WORD = re.compile(r"\w+")
_REPLACEMENTS = ("the", "new", "official", "on Tuesday", "said")


def reuters_bodies() -> list[str]:
    """Return the bodies of Reuters-21578 of at least 80 words."""
    bodies = []
    for path in sorted(REUTERS.glob("*.sgm")):
        for match in _BODY.finditer(path.read_text(encoding="latin-1")):
            body = unescape(match.group(1)).removesuffix("\x03").strip().removesuffix("Reuter")
            bodies.append(body)
    return [body for body in bodies if len(body.split()) >= 80]


def press_bodies() -> list[str]:
    """Return the press releases of at least 80 words."""
    with gzip.open(PRESS, "rt", encoding="utf-8") as lines:
        bodies = [json.loads(line).get("body") or "" for line in lines]
    return [body for body in bodies if len(body.split()) >= 80]


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+", text)


def _cut(share: float) -> Callable[[str, random.Random, str], str]:
    def alter(text: str, _chance: random.Random, _other: str) -> str:
        sentences = _sentences(text)
        return " ".join(sentences[: max(3, int(len(sentences) * share))])

    return alter


def _edit(share: float) -> Callable[[str, random.Random, str], str]:
    def alter(text: str, chance: random.Random, _other: str) -> str:
        words = text.split()
        return " ".join(
            chance.choice(_REPLACEMENTS) if chance.random() < share else word for word in words
        )

    return alter


def _furnish(text: str, _chance: random.Random, _other: str) -> str:
    return (
        f"By Jane Roe, Associated Press\n\nWASHINGTON (AP) — {text}\n\nCopyright 2012 The "
        "Associated Press. All rights reserved. This material may not be published, broadcast, "
        "rewritten or redistributed."
    )


def _typeset(text: str, chance: random.Random, _other: str) -> str:
    if chance.random() < 0.5:
        return text.replace('"', "”").replace("'", "’").upper()
    return text.replace(". ", ".\n\n")


def _insert(text: str, _chance: random.Random, other: str) -> str:
    own, others = _sentences(text), _sentences(other)
    half = len(own) // 2
    return " ".join(own[:half] + others[: max(2, half)] + own[half:])


ALTERATIONS: dict[str, Callable[[str, random.Random, str], str]] = {
    "head and copyright": _furnish,
    "cut to 60 %": _cut(0.6),
    "cut to 35 %": _cut(0.35),
    "5 % of words changed": _edit(0.05),
    "15 % of words changed": _edit(0.15),
    "capitals, quotes, breaks": _typeset,
    "half as much inserted": _insert,
}


def shingles(text: str) -> set[str]:
    """Return the shingles of a text by a reference of few lines."""
    words = _WORD.findall(text.lower())
    return {" ".join(words[n : n + 5]) for n in range(len(words) - 4)}


def alike(one: set[str], other: set[str]) -> tuple[float, float, int]:
    """Return resemblance, containment and the number of shared shingles."""
    shared = len(one & other)
    either = len(one) + len(other) - shared
    return shared / max(either, 1), shared / max(min(len(one), len(other)), 1), shared


class Grouped:
    """Bodies, grouped: which of them are in a group with which."""

    def __init__(self, folder: Path, bodies: list[str]) -> None:
        builder = SegmentBuilder(LAYOUT)
        segments = []
        for number, body in enumerate(bodies):
            builder.add(entries_of([Article(id=f"a{number:06}", path="", body=body)]))
            if builder.full or number == len(bodies) - 1:
                name = f"s{len(segments)}"
                segments.append(Segment(folder, name, LAYOUT, builder.write(folder, name)))
        self.duplicates = form_groups(folder, segments, None)
        groups = Groups(folder, [segment.size for segment in segments])
        self.group = [
            number
            for place, segment in enumerate(segments)
            for number in groups.of(place, range(segment.size)).tolist()  # type: ignore[arg-type]
        ]
        self.members: dict[int, list[int]] = defaultdict(list)
        for article, number in enumerate(self.group):
            if number >= 0:
                self.members[number].append(article)

    def together(self, one: int, other: int) -> bool:
        """Return whether two of the bodies are in one group."""
        return self.group[one] >= 0 and self.group[one] == self.group[other]


def copies_found(folder: Path, bodies: list[str], count: int, name: str) -> tuple[float, float]:
    """Alter the first ``count`` bodies; return the shares of copies found and falsely found.

    A copy is falsely found if its group holds an article that is not like it, nor like what it
    copies: less than .4 of all their shingles shared, and less than .6 of the smaller's.
    """
    chance = random.Random(11)
    alter = ALTERATIONS[name]
    others = bodies[count:]
    copies = [alter(body, chance, chance.choice(others)) for body in bodies[:count]]
    grouped = Grouped(folder, [*bodies, *copies])
    found = sum(grouped.together(n, len(bodies) + n) for n in range(count))
    return found / count, sum(_false(grouped, bodies, copies)) / count


def _false(grouped: Grouped, bodies: list[str], copies: list[str]) -> Iterator[bool]:
    texts = [*bodies, *copies]
    for number in range(len(copies)):
        mates = grouped.members.get(grouped.group[len(bodies) + number], [])
        own = [shingles(texts[number]), shingles(copies[number])]
        wrong = False
        for mate in mates:
            like = [alike(one, shingles(texts[mate])) for one in own]
            wrong |= not any(both >= 0.4 or part >= 0.6 for both, part, _ in like)
        yield wrong


def real_pairs(bodies: list[str]) -> dict[tuple[int, int], tuple[float, float, int]]:
    """Return every pair of bodies that has much in common, with how much, by brute force."""
    sets = [shingles(body) for body in bodies]
    having: dict[str, list[int]] = defaultdict(list)
    for number, own in enumerate(sets):
        for shingle in own:
            having[shingle].append(number)
    counts: Counter[tuple[int, int]] = Counter()
    for numbers in having.values():
        if 1 < len(numbers) <= 60:
            counts.update(combinations(numbers, 2))
    return {
        (one, other): alike(sets[one], sets[other])
        for (one, other), shared in counts.items()
        if shared >= 10
    }
