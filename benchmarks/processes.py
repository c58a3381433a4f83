"""Whole commands, as a shell starts them: CPU time, beside importing NumPy alone."""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from archive.article import Article
from indexer import write_articles

ROUNDS = 9

_ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
"""A shell that forbids bytecode would have every command compile its modules again."""


def cpu_ms(command: list[str]) -> tuple[float, float]:
    """Return the median CPU time of a command in milliseconds, and its peak memory in MB."""
    times = []
    subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, env=_ENVIRONMENT
    )
    for _ in range(ROUNDS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            env=_ENVIRONMENT,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(times) * 1000, _peak_mb(command)


def _peak_mb(command: list[str]) -> float:
    """Return the peak memory of one run, as its own parent sees it."""
    script = (
        "import resource, subprocess, sys; "
        "subprocess.run(sys.argv[1:], stdout=-3, stderr=-3); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *command],
        capture_output=True,
        text=True,
        check=True,
        env=_ENVIRONMENT,
    )
    return int(done.stdout) / 1024


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
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            started = time.perf_counter()
            subprocess.run(command, stderr=subprocess.DEVNULL, check=False, env=_ENVIRONMENT)
            seconds = time.perf_counter() - started
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            peak = after.ru_maxrss / 1024
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
