"""How well the articles of saved pages are read: title, authors, date and text against gold.

A page's text is scored as in the open benchmarks of article extraction: F1 of four-word shingles.
Where the gold has only the first words of the text, they must be near its beginning.
"""

from __future__ import annotations

import datetime as dt
import gzip
import html
import json
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

WORD = re.compile(r"\w+")
DATA = Path(os.environ.get("NEWSSEARCH_DATA", Path(__file__).parents[3] / "shared" / "data"))


GOLD_LACKS_TEXT = frozenset({"pages/newspaper4k__article_with_divs.html.gz"})
"""Pages whose gold leaves out a sentence of the article, which would count as one too many."""


@dataclass
class Reading:
    """What a system reads from a page."""

    text: str
    title: str = ""
    authors: list[str] = field(default_factory=list)
    date: str = ""


def gold_pages() -> Iterator[tuple[dict, bytes]]:
    """Yield each row of the gold with its page; of a page with two rows the fuller one."""
    rows: dict[str, dict] = {}
    for line in (DATA / "html" / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["file"] not in rows or row.get("title"):
            rows[row["file"]] = row
    for row in rows.values():
        yield row, gzip.decompress((DATA / "html" / row["file"]).read_bytes())


def words(text: str | None) -> list[str]:
    """Return the words of a text, without case and marks."""
    folded = unicodedata.normalize("NFKC", html.unescape(text or "")).casefold()
    return WORD.findall(folded.replace("’", "'"))


def shingle_f1(found: str, gold: str) -> float:
    """Return the F1 of four-word shingles."""
    ours, theirs = _shingles(found), _shingles(gold)
    shared = (ours & theirs).total()
    return 2 * shared / (ours.total() + theirs.total()) if ours or theirs else 1.0


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    every = words(text)
    return Counter(tuple(every[i : i + 4]) for i in range(max(1, len(every) - 3)))


def person_names(written: list[str]) -> set[str]:
    """Return the names of a gold's author lines, several in a line parted."""
    names = set()
    for raw in written:
        line = re.sub(r"\\xa0|\xa0", " ", raw).replace("View ORCID Profile", "")
        for name in re.split(r",|\band\b|\|", line):
            if name.strip() and "@" not in name:
                names.add(" ".join(words(name)))
    return names


def score(read: Callable[[bytes, dict], Reading]) -> dict[str, float]:
    """Return the mean scores of a system over all pages, and what it missed."""
    totals: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    found_names = gold_names = shared_names = 0
    misses: list[tuple[str, str, object, object]] = []
    for row, page in gold_pages():
        reading = read(page, row)

        def note(what: str, value: float, ours: object, gold: object, row: dict = row) -> None:
            totals[what] += value
            counts[what] += 1
            if value < 0.9:
                misses.append((what, row["file"], ours, gold))

        if row.get("title"):
            right = words(reading.title) == words(row["title"])
            note("title", right, reading.title, row["title"])
        if row.get("date"):
            note("date", _same_day(reading.date, row["date"]), reading.date, row["date"])
        if row.get("authors"):
            ours = {" ".join(words(name)) for name in reading.authors}
            gold = person_names(row["authors"])
            found_names, gold_names = found_names + len(ours), gold_names + len(gold)
            shared_names += len(ours & gold)
            if ours != gold:
                misses.append(("authors", row["file"], ours, gold))
        if row.get("text") and row["file"] not in GOLD_LACKS_TEXT:
            value = shingle_f1(reading.text, row["text"])
            note("text", value, f"{value:.3f} {reading.text[:150]!r}", row["text"][:150])
        if row.get("first_words"):
            first = words(row["first_words"])[-6:]
            opening = words(reading.text)[:80]
            hit = any(opening[i : i + 6] == first for i in range(len(opening)))
            note("first_words", hit, reading.text[:200], row["first_words"])
    result = {name: totals[name] / counts[name] for name in counts}
    result["authors"] = 2 * shared_names / max(1, found_names + gold_names)
    score.misses = misses  # type: ignore[attr-defined]
    return result


def _same_day(found: str, gold: str) -> bool:
    """Compare days; the gold's instants are in UTC, a page's day is its own."""
    try:
        day = dt.date.fromisoformat(found[:10])
        wanted = dt.date.fromisoformat(gold[:10])
    except ValueError:
        return False
    return abs(day - wanted) <= dt.timedelta(days=1 if gold.endswith("Z") else 0)
