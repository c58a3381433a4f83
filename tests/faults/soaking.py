"""A writer that replaces every article again and again, and readers that ask all the while.

Run as a program it is one process of the soak: ``write`` or ``read``. It prints a line of JSON at
the end: what was wrong, and its open files and memory in the first and the second half.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from newssearch.search import budget

ARTICLES = 40
"""Articles of every generation: each holds ``steady``, and the mark of its generation."""


def mark(version: int) -> str:
    """Return the word that only the articles of one version hold."""
    letters = ""
    for _ in range(5):
        version, digit = divmod(version, 26)
        letters = chr(ord("a") + digit) + letters
    return f"qq{letters}"


def write_version(news: Path, version: int) -> None:
    """Replace every source file."""
    for number in range(ARTICLES):
        text = (
            f"Report {number}\n\nLONDON, March 3 - The steady price of {mark(version)} fell to"
            f" {number} dollars, {mark(version)} traders said. “It is steady,” said Ann Lee.\n"
        )
        aside = news / f".{number}"
        aside.write_text(text)
        aside.replace(news / f"{number}.txt")


class Resources:
    """The most open files and memory of this process, in each of its rounds."""

    def __init__(self) -> None:
        self._seen: list[tuple[int, int]] = []

    def look(self) -> None:
        """Be called once per round."""
        self._seen.append(self._now())

    @staticmethod
    def _now() -> tuple[int, int]:
        """Return the number of open files, and the resident memory in KiB."""
        status = Path("/proc/self/status").read_text()
        memory = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return sum(1 for _ in Path("/proc/self/fd").iterdir()), int(memory.split()[1])

    def summary(self) -> dict[str, Any]:
        """Return the most of the first half of the rounds, and of the second."""
        seen = self._seen or [self._now()]
        half = (len(seen) + 1) // 2
        early, late = seen[:half], seen[half:] or seen
        return {
            "rounds": len(seen),
            "files": [max(files for files, _ in some) for some in (early, late)],
            "memory_kib": [max(memory for _, memory in some) for some in (early, late)],
        }


def wrong_answers(news: Any) -> list[str]:
    """Ask an open archive, and return what is wrong with its answers."""
    wrong = []
    body = news.search("steady", limit=1).hits[0].article.body
    own = next(word for word in body.split() if word.startswith("qq"))
    for query, expected in (
        ("*", ARTICLES),
        ("steady", ARTICLES),
        (own, ARTICLES),
        (f"qq* AND NOT {own}", 0),
        (f'"steady price" AND {own}', ARTICLES),
        ('speaker:"Ann Lee"', ARTICLES),
    ):
        found = news.count(query)
        if found != expected:
            wrong.append(f"{news.generation}: {query} gave {found}, not {expected}")
    return wrong


def read(archive: Path, until: Callable[[], bool], resources: Resources) -> list[str]:
    """Ask again and again, of a new generation as soon as there is one."""
    from newssearch.search import open_archive

    wrong: list[str] = []
    while not until():
        with open_archive(archive) as news:
            resources.look()
            for _ in range(20):
                wrong += wrong_answers(news)
                if until() or news.changed():
                    break
    return wrong


def read_in_threads(archive: Path, until: Callable[[], bool], resources: Resources) -> list[str]:
    """Ask one open archive from several threads at once."""
    from newssearch.search import open_archive

    wrong: list[str] = []
    while not until():
        with open_archive(archive) as news:
            resources.look()

            def ask(news: Any = news) -> None:
                try:
                    for _ in range(3):
                        wrong.extend(wrong_answers(news))
                except Exception as error:  # noqa: BLE001 - whatever it is, it is wrong
                    wrong.append(f"{type(error).__name__}: {error}")

            threads = [threading.Thread(target=ask) for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    return wrong


def write(archive: Path, news: Path, seconds: float, runs: int, resources: Resources) -> int:
    """Publish a version after the other, by updates and rebuilds; return how many there were."""
    from newssearch.indexer import index_paths, rebuild

    end = time.monotonic() + seconds
    version = 0
    while version < runs or time.monotonic() < end:
        version += 1
        write_version(news, version)
        report = (
            rebuild(archive, workers=1) if version % 4 == 0 else index_paths(archive, workers=1)
        )
        assert report.articles == ARTICLES, report
        resources.look()
    return version


def main(kind: str, folder: Path, seconds: float, runs: int) -> None:
    """Be one process of the soak, in a folder with ``archive``, ``news`` and at last ``end``."""
    budget._allowed_seconds = 3600.0  # on a busy machine no query is to end for want of time
    archive, resources = folder / "archive", Resources()
    until = (folder / "end").exists
    if kind == "write":
        versions = write(archive, folder / "news", seconds, runs, resources)
        found: dict[str, Any] = {"versions": versions, "wrong": []}
    else:
        reader = read if kind == "read" else read_in_threads
        found = {"wrong": reader(archive, until, resources)}
    print(json.dumps({"kind": kind, **found, **resources.summary()}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]))
