"""Whole commands, as a shell starts them: CPU time, beside importing NumPy alone."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from newssearch.archive.article import Article
from newssearch.indexer import write_articles

ROUNDS = 9

_ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
"""A shell that forbids bytecode would have every command compile its modules again."""


_PARENT = """
import resource, subprocess, sys, time
started = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=-3, stderr=-3)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""
"""Runs a command and prints its seconds, CPU seconds and peak memory in MB.

It is a process of its own: a child of this one, which holds the articles, would count their memory.
"""


def measure(command: list[str]) -> tuple[float, float, float]:
    """Return seconds, CPU seconds of all its processes, and the peak in MB of the largest."""
    done = subprocess.run(
        [sys.executable, "-c", _PARENT, *command],
        capture_output=True,
        text=True,
        check=True,
        env=_ENVIRONMENT,
    )
    seconds, cpu_seconds, peak_mb = map(float, done.stdout.split())
    return seconds, cpu_seconds, peak_mb


def cpu_ms(command: list[str]) -> tuple[float, float]:
    """Return the median CPU time of a command in milliseconds, and its peak memory in MB."""
    runs = [measure(command) for _ in range(ROUNDS + 1)][1:]
    return statistics.median(cpu for _, cpu, _ in runs) * 1000, max(peak for *_, peak in runs)


def report_folder(folder: Path) -> None:
    """Print what indexing a folder of files costs from the shell, and the same with no change."""
    archive = Path(tempfile.mkdtemp(prefix="newssearch-bench-"))
    program = str(Path(sys.executable).with_name("newssearch"))
    command = [
        program,
        "index",
        "--quiet",
        "--archive",
        os.fspath(archive / "a"),
        os.fspath(folder),
    ]
    try:
        print(f"\nFrom files: newssearch index {folder.name}")
        for label in ("first run", "nothing changed"):
            seconds, spent, peak = measure(command)
            print(
                f"{label:<18}{seconds:>8.2f} s {spent:>8.2f} CPU s {peak:>8.0f} MB peak", flush=True
            )
    finally:
        shutil.rmtree(archive, ignore_errors=True)


def report(name: str, articles: list[Article]) -> None:
    """Print what a query costs from the shell."""
    folder = Path(tempfile.mkdtemp(prefix="newssearch-bench-"))
    program = str(Path(sys.executable).with_name("newssearch"))
    try:
        write_articles(folder / "archive", articles)
        archive = os.fspath(folder / "archive")
        query = [program, "query", "--archive", archive]
        print(f"\nWhole commands, {name}: median of {ROUNDS} runs")
        print(f"{'command':<44}{'CPU ms':>9}{'peak MB':>9}")
        base, memory = cpu_ms([sys.executable, "-c", "import numpy"])
        label = "python -c 'import numpy'"
        print(f"{label:<44}{base:>9.0f}{memory:>9.0f}")
        for text in ('"crude oil"', "oil prices", "said"):
            spent, memory = cpu_ms([*query, text])
            label = f"newssearch query {text!r}"
            print(f"{label:<44}{spent:>9.0f}{memory:>9.0f}   {spent / base:.2f} x import numpy")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
