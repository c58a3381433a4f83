"""The search screen on an archive: what its start, a key and a thousand searches cost.

CPU time, of all threads of the process, since a busy machine stretches every other.
"""

from __future__ import annotations

import asyncio
import gc
import os
import pty
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from textual import events
from textual.pilot import Pilot
from textual.screen import Screen

from benchmarks.generator import generate
from newssearch.indexer import write_articles
from newssearch.tui.app import NewsApp
from newssearch.tui.engine import default_opener

ARTICLES = 100_000
STARTS = 5
SEARCHES, WARM = 1000, 100
SIZES = ((40, 12), (80, 24), (140, 45))
TYPED = ("government oil prices said", "crude state president")
READY = b"articles"
"""On the page that the screen begins with, as soon as the archive is open."""


class _Timed(NewsApp):
    """Notes the CPU time at which the answer to a question is first painted.

    What comes after it (the article beside the hits, advice where there are none) is not waited
    for by anyone.
    """

    painted = 0.0
    painted_number = 0

    def _display(self, screen: Screen[object], renderable: object) -> None:
        super()._display(screen, renderable)  # type: ignore[arg-type]
        shown = self.search._shown
        if shown is not None and shown.number > self.painted_number:
            self.painted, self.painted_number = time.process_time(), shown.number


def report() -> None:
    """Print CPU time to the prompt and from a key to the painted hits, and growth of memory."""
    print(f"\nThe search screen, {ARTICLES:,} generated articles")
    folder = Path(tempfile.mkdtemp(prefix="newssearch-bench-"))
    try:
        write_articles(folder, generate(ARTICLES))
        report_on(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def report_on(archive: Path) -> None:
    """Print the figures for an archive."""
    starts = [start_seconds(archive) for _ in range(STARTS + 1)][1:]
    print(f"start to prompt: {statistics.median(starts):.2f} s CPU, most {max(starts):.2f}")
    for size in SIZES:
        taken = sorted(asyncio.run(key_milliseconds(archive, size)))
        print(
            f"key to painted hits at {size[0]}x{size[1]}: median {statistics.median(taken):.0f} ms"
            f" CPU, 95 % within {taken[int(0.95 * (len(taken) - 1))]:.0f}, of {len(taken)} keys"
        )
    kilobytes, objects = asyncio.run(growth(archive))
    print(f"after {SEARCHES:,} searches: {kilobytes:+,.0f} KB, {objects:+,} objects")


def start_seconds(archive: Path) -> float:
    """Return the CPU seconds of ``newssearch tui`` in a terminal until it shows what it holds."""
    nowhere = os.fspath(archive / "nowhere")  # no settings and no history of the person's own
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ |= {"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
        os.environ |= dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), nowhere)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.execv(
            sys.executable,
            [sys.executable, "-m", "newssearch", "tui", "--archive", os.fspath(archive)],
        )
    shown = b""
    while READY not in shown:
        shown += os.read(terminal, 1 << 16)
    used = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    seconds = (int(used[11]) + int(used[12])) / os.sysconf("SC_CLK_TCK")
    os.write(terminal, b"\x11")
    try:
        while os.read(terminal, 1 << 16):
            pass
    except OSError:  # the other end of the terminal is closed
        os.waitpid(pid, 0)
    os.close(terminal)
    return seconds


async def key_milliseconds(archive: Path, size: tuple[int, int]) -> list[float]:
    """Return the CPU milliseconds from each key of a query that is typed to the painted hits."""
    app = _Timed(archive, default_opener(None))
    milliseconds = []
    async with app.run_test(size=size) as pilot:
        await _rest(app, pilot)
        for text in TYPED:
            app.search._query_line.value = ""
            await _rest(app, pilot)
            for character in text:
                started = time.process_time()
                app.post_message(events.Key(character, character))
                await _rest(app, pilot)
                if app.painted > started:  # else the query is the same but for a blank
                    milliseconds.append(1000 * (app.painted - started))
    return milliseconds


async def growth(archive: Path) -> tuple[float, int]:
    """Return how many kilobytes and objects there are more after many searches."""
    words = " ".join(TYPED).split()
    queries = [f"{one} {other}" for one in words for other in words] + words
    app = _Timed(archive, default_opener(None), debounce_seconds=0.0)
    async with app.run_test(size=(80, 24)) as pilot:
        before = (0.0, 0)
        for number in range(WARM + SEARCHES):
            if number == WARM:
                before = _held()
            app.search._set_query(queries[number % len(queries)])
            await _rest(app, pilot)
        after = _held()
    return after[0] - before[0], after[1] - before[1]


def _held() -> tuple[float, int]:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGESIZE") / 1024, len(gc.get_objects())


async def _rest(app: NewsApp, pilot: Pilot[None]) -> None:
    """Wait until all that a key leads to is painted."""
    while True:
        await asyncio.sleep(0.01)
        await pilot._wait_for_screen()
        if not app.search.busy:
            break
    app.screen._on_timer_update()
    await pilot._wait_for_screen()
