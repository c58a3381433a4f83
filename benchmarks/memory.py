"""Peak memory of whole runs at several settings of ``--memory``, all processes together (Linux).

Private pages, which only a process's end gives back, are counted apart from pages of mapped files,
which the system takes back when it needs them. A page that processes share counts once (its
proportional set size). It takes an hour or more, and runs only if it is named.
"""

from __future__ import annotations

import csv
import json
import math
import random
import subprocess
import sys
import tempfile
import time
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import accumulate, count, islice
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpora import DATA, congress_press, generated

SECONDS_BETWEEN = 0.1

_PAGES = {"Pss_Anon:": 0, "Pss_Shmem:": 0, "Pss_File:": 1}
"""The lines of ``smaps_rollup`` that are added up, as private or as mapped."""

_SYLLABLES = (
    ("kel", "mor", "tan", "vis", "qua", "ler", "pon", "dru", "fis", "ost"),
    ("ina", "eck", "ull", "or", "ase", "ith", "and", "ume", "oy", "ark"),
)

Row = dict[str, str]


class Peak(NamedTuple):
    """The greatest sums over all processes of a command, in MB: each at its own moment."""

    private: float = 0.0
    mapped: float = 0.0
    together: float = 0.0


class Collection(NamedTuple):
    """Articles that are written into a folder, and given to a command at some settings."""

    name: str
    write: Callable[[Path], Path]
    command: str = "index"
    settings: tuple[int, ...] = (1024,)


def rows(most_characters: int = 1500) -> Iterator[Row]:
    """Yield articles without end: real ones, each time with other words and other paragraphs.

    Of each there are paragraphs of ``most_characters`` at the most, but one in any case.
    """
    articles = congress_press() if (DATA / "articles").is_dir() else generated(20_000)
    random_ = random.Random(1)
    made = [one + other for one in _SYLLABLES[0] for other in _SYLLABLES[1]]
    for number in count():
        article = articles[number % len(articles)]
        paragraphs = [text for text in article.body.split("\n") if text.strip()]
        random_.shuffle(paragraphs)
        ends = list(accumulate(map(len, paragraphs)))
        paragraphs = paragraphs[: max(bisect_right(ends, most_characters), 1)]
        own = (
            f"{text} {' '.join(random_.choices(made, k=6))} {random_.randrange(10**6)}."
            for text in paragraphs
        )
        yield {
            "id": str(number),
            "title": f"{article.title} {number}",
            "byline": "; ".join(article.byline),
            "date": article.date.isoformat() if article.date else "",
            "body": "\n\n".join(own),
        }


def _crawled() -> Iterator[Row]:
    """Yield articles as crawlers keep them: beside the text a page of some 14,000 characters."""
    script = "<script>" + "window.settings = {};\n" * 500 + "</script>"
    for row in rows():
        page = f"<html><head>{script}</head><body><p>{row['body']}</p></body></html>"
        yield {**row, "html": page}


def _lines(path: Path, articles: Iterable[Mapping[str, object]], size_bytes: float) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for article in articles:
            file.write(json.dumps(article) + "\n")
            if file.tell() >= size_bytes:
                break
    return path


def _table(path: Path, articles: Iterable[Row], size_bytes: float) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["id", "title", "byline", "date", "body", "html"])
        writer.writeheader()
        for article in articles:
            writer.writerow(article)
            if file.tell() >= size_bytes:
                break
    return path


def _files(folder: Path, articles: Iterable[Row]) -> Path:
    """Write articles to files of their own, a thousand to a folder."""
    for number, row in enumerate(articles):
        place = folder / f"{number // 1000:03}"
        place.mkdir(exist_ok=True)
        text = "\n\n".join([row["title"], row["date"], row["body"]])
        (place / f"{number:06}.txt").write_text(text + "\n", encoding="utf-8")
    return folder


def _exported(articles: Iterable[Row]) -> Iterator[Mapping[str, object]]:
    """Yield articles in the form of ``newssearch export``."""
    for row in articles:
        byline = [row["byline"]] if row["byline"] else []
        dated = {"date": row["date"]} if row["date"] else {}
        rest = {name: row[name] for name in ("id", "title", "body")}
        yield {**rest, **dated, "path": row["id"], "byline": byline}


MANY = 144_000
COLLECTIONS = (
    Collection(
        "144,000 articles, JSON Lines",
        lambda to: _lines(to / "articles.jsonl", islice(rows(), MANY), math.inf),
        settings=(512, 1024, 2048),
    ),
    Collection(
        "144,000 articles in full, imported",
        lambda to: _lines(to / "articles.jsonl", _exported(islice(rows(10**6), MANY)), math.inf),
        command="import",
        settings=(512, 1024, 2048),
    ),
    Collection(
        "JSON Lines of 2 GB",
        lambda to: _lines(to / "articles.jsonl", _crawled(), 2e9),
    ),
    Collection("CSV of 1 GB", lambda to: _table(to / "articles.csv", _crawled(), 1e9)),
    Collection("200,000 small files", lambda to: _files(to, islice(rows(500), 200_000))),
)


def report() -> None:
    """Print a table: what is read, the option, peaks in MB, and seconds."""
    print("\nPeak memory of whole runs, all processes together")
    print(
        f"{'collection':<36}{'--memory':>9}{'private MB':>12}{'mapped MB':>11}"
        f"{'together MB':>13}{'seconds':>9}"
    )
    program = str(Path(sys.executable).with_name("newssearch"))
    for collection in COLLECTIONS:
        with tempfile.TemporaryDirectory(prefix="newssearch-bench-") as parent:
            folder = Path(parent) / "articles"
            folder.mkdir()
            given = collection.write(folder)
            for memory in collection.settings:
                archive = str(Path(parent) / f"archive-{memory}")
                command = [program, collection.command, str(given), "--archive", archive]
                started = time.perf_counter()
                peak = peak_of([*command, "--quiet", "--memory", str(memory)])
                print(
                    f"{collection.name:<36}{memory:>9}{peak.private:>12.0f}{peak.mapped:>11.0f}"
                    f"{peak.together:>13.0f}{time.perf_counter() - started:>9.0f}",
                    flush=True,
                )


def peak_of(command: list[str]) -> Peak:
    """Run a command and return its peaks.

    Raises:
        CalledProcessError: it failed.
    """
    peak = Peak()
    with subprocess.Popen(command) as process:
        while process.poll() is None:
            used = [_used(number) for number in _family(process.pid)]
            private, mapped = (sum(part) / 1e6 for part in zip(*used, strict=True))
            peak = Peak(*map(max, peak, (private, mapped, private + mapped)))
            time.sleep(SECONDS_BETWEEN)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return peak


def _family(process: int) -> list[int]:
    """Return a process and all that it started, and these."""
    family = [process]
    for one in family:
        try:
            children = Path(f"/proc/{one}/task/{one}/children").read_text("ascii")
        except OSError:
            continue
        family += map(int, children.split())
    return family


def _used(process: int) -> tuple[int, int]:
    """Return the bytes of a process's private pages and of mapped files, none if it has ended."""
    used = [0, 0]
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0, 0
    for line in lines:
        name, *values = line.split()
        if name in _PAGES:
            used[_PAGES[name]] += int(values[0]) * 1024
    return used[0], used[1]
