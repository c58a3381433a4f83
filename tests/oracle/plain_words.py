"""Running words counted by hand: what ``search.word_counts`` promises, in plain Python."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from brute_force import ZONES, Scan, ScannedText

from newssearch.search.ast import Node
from newssearch.search.matches import Sample
from newssearch.search.word_counts import (
    NearCounts,
    PartKind,
    Parts,
    SequenceCounts,
    Window,
    WordCounts,
    WordRows,
)


def word_at(text: ScannedText, position: int) -> str | None:
    """Return the running word at a position: initials with their stops, else the shortest token."""
    tokens = text.tokens.get(position, [])
    initials = [token for token in tokens if re.fullmatch(r"[^\W\d_](\.[^\W\d_])+", token)]
    return min(initials or tokens, key=len, default=None)


def running_words(scan: Scan) -> Iterator[tuple[str, int, str]]:
    """Yield the running words of an article: field, position, word."""
    for zone in ZONES:
        text = scan.texts[zone]
        for position in range(text.length):
            word = word_at(text, position)
            if word is not None:
                yield zone, position, word


def size_of(scan: Scan) -> int:
    """Return how many running words an article has."""
    return sum(scan.texts[zone].words for zone in ZONES)


def count_words(scans: Sequence[Scan]) -> WordCounts:
    counts, articles = Counter[str](), Counter[str]()
    for scan in scans:
        words = [word for _, _, word in running_words(scan)]
        counts.update(words)
        articles.update(set(words))
    return WordCounts(
        tuple(sorted(counts)),
        _beside(sorted(counts), counts),
        _beside(sorted(counts), articles),
        counts.total(),
        len(scans),
    )


def _beside(words: Iterable[Any], counts: Counter[Any]) -> np.ndarray:
    return np.array([counts[word] for word in words], np.int64)


def count_near(
    scans: Sequence[Scan], corpus: Sequence[Scan], node: Node, window: Window, least: int
) -> NearCounts:
    near, elsewhere, articles = Counter[str](), Counter[str](), Counter[str]()
    matches = 0
    for scan in corpus:
        spans = [span for span in scan.disjoint_marks(node) if span[0] in ZONES]
        if scan not in scans:
            spans = []
        matches += len(spans)
        here: set[str] = set()
        for zone, position, word in running_words(scan):
            own = [(start, end) for name, start, end in spans if name == zone]
            if any(start <= position < end for start, end in own):
                continue
            if any(_is_near(scan.texts[zone], position, span, window) for span in own):
                near[word] += 1
                here.add(word)
            else:
                elsewhere[word] += 1
        articles.update(here)
    words = sorted(word for word, count in near.items() if count >= max(least, 1))
    return NearCounts(
        tuple(words),
        _beside(words, near),
        _beside(words, elsewhere),
        _beside(words, articles),
        near.total(),
        elsewhere.total(),
        matches,
    )


def _is_near(text: ScannedText, position: int, span: tuple[int, int], window: Window) -> bool:
    start, end = span
    unit = text.sentence if window.unit == "sentence" else text.paragraph
    if not unit(start) <= unit(position) <= unit(end - 1):
        return False
    if window.unit != "words":
        return True
    return start - window.left <= position < end + window.right


def part_of(scan: Scan, kind: PartKind) -> str:
    """Return the name of the part that an article is in, "" where it has no date or source."""
    day = scan.article.date
    match kind:
        case "article":
            return scan.article.id
        case "source":
            return scan.article.source or ""
        case "month":
            return day.isoformat()[:7] if day else ""
    return day.isoformat()[:4] if day else ""


def parts_of(
    corpus: Sequence[Scan], found: Sequence[Scan], node: Node | None, kind: PartKind
) -> Parts:
    articles, words, having, matches = (Counter[str]() for _ in range(4))
    for scan in corpus:
        name = part_of(scan, kind)
        articles[name] += 1
        words[name] += size_of(scan)
        if scan in found:
            having[name] += 1
            matches[name] += len(scan.disjoint_marks(node)) if node is not None else 0
    names = sorted(articles, key=lambda name: (not name, name))
    return Parts(
        kind, tuple(names), *(_beside(names, each) for each in (articles, words, having, matches))
    )


def count_words_by(
    found: Sequence[Scan], kind: PartKind, words: Sequence[str]
) -> tuple[Parts, np.ndarray]:
    parts = parts_of(found, found, None, kind)
    counts = Counter(
        (part_of(scan, kind), word) for scan in found for _, _, word in running_words(scan)
    )
    table = [[counts[name, word] for word in words] for name in parts.names]
    return parts, np.array(table, np.int64).reshape(len(parts.names), len(words))


def word_rows(found: Sequence[Scan], words: Sequence[str]) -> WordRows:
    table = []
    for row, scan in enumerate(found):
        counts = Counter(word for _, _, word in running_words(scan))
        cells = [(row, column, counts[word]) for column, word in enumerate(words)]
        table += [cell for cell in cells if cell[2]]
    columns = np.array(table, np.int64).reshape(len(table), 3).T
    return WordRows([scan.article.id for scan in found], *columns)


def count_sequences(
    found: Sequence[Scan], node: Node, length: int, least: int, *, around: bool
) -> SequenceCounts:
    counts, articles = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    for scan in found:
        here = []
        spans = scan.disjoint_marks(node) if around else []
        for zone in ZONES:
            text = scan.texts[zone]
            for start in range(text.length):
                places = range(start, start + length)
                words = [word_at(text, place) for place in places]
                one = len({text.sentence(place) for place in places}) == 1
                held = not around or any(
                    name == zone and start <= first and last <= start + length
                    for name, first, last in spans
                )
                if all(words) and one and held:
                    here.append(tuple(words))
        counts.update(here)
        articles.update(set(here))
    kept = sorted(words for words, count in counts.items() if count >= least)
    return SequenceCounts(
        tuple(kept), _beside(kept, counts), _beside(kept, articles), counts.total()
    )


SHOWN = (*ZONES, "notes", "source", "section")
"""The fields whose matches have a line in a concordance, in order."""


class Drawn(NamedTuple):
    """How many matches there are, and those that were drawn, in order."""

    total: int
    drawn: list[tuple[Scan, tuple[str, int, int]]]


def matches_in_order(
    found: Sequence[Scan], node: Node, keys: Sequence[str], sample: Sample | None
) -> Drawn:
    rows = [
        (scan, span)
        for scan in found
        for span in scan.disjoint_marks(node)
        if isinstance(span[0], str)
    ]
    rows.sort(key=lambda row: (row[0].article.id, SHOWN.index(row[1][0]), row[1][1]))
    total = len(rows)
    if sample is not None and sample.size < total:
        chosen = sorted(random.Random(sample.seed).sample(range(total), sample.size))
        rows = [rows[at] for at in chosen]
    for key in reversed(keys):
        rows.sort(key=lambda row: _none_last(_key_of(*row, key)))
    return Drawn(total, rows)


def _none_last(value: Any) -> tuple[bool, Any]:
    return value is None, value if value is not None else 0


def _key_of(scan: Scan, span: tuple[str, int, int], key: str) -> Any:
    """Return what a match is sorted by, None where it has nothing."""
    field, start, end = span
    text = scan.texts[field]
    if key == "date":
        return scan.article.date
    if key == "source":
        return (scan.article.source and " ".join(scan.article.source.split())) or None
    if key == "speaker":
        return _speaker_of(scan, span)
    if field not in ZONES:
        return None
    if key == "match":
        return word_at(text, start)
    distance = int(key[0])
    places = range(start - 1, start - 1 - distance, -1)
    if key[1] == "R":
        places = range(end, end + distance)
    words = [word_at(text, place) if 0 <= place < text.length else None for place in places]
    return words[-1] if all(words) else None


def _speaker_of(scan: Scan, span: tuple[str, int, int]) -> str | None:
    """Return who says a match: of the quotations that hold it the last to begin."""
    field, start, end = span
    speaker = None
    for (first, last), quotation in zip(scan.quotations, scan.article.quotes, strict=True):
        if field == "body" and first <= start and end <= last:
            speaker = quotation.speaker
    return (speaker and " ".join(speaker.split())) or None
