"""The benchmarks as a page of the documentation: what was printed, and where it was measured."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import os
import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TextIO

PACKAGES = ("newssearch", "numpy", "whoosh", "tantivy", "trafilatura")

_HEAD = """# Benchmarks

This page is the output of `{command}`, on {day}. Compare times only within one table: all of it was
measured in one run on one machine. Ratios between engines differ less from machine to machine. The
corpora are Reuters-21578 (Distribution 1.0) and press releases of members of the US Congress, which
all engines are given already parsed, and generated articles where a table says so. What is
measured, and how each engine is asked, is in the folder `benchmarks`.

{machine}

"""


def machine() -> str:
    """Return what the figures depend on, in one sentence."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    packages = ", ".join(f"{name} {_version(name)}" for name in PACKAGES)
    return (
        f"Measured on {os.cpu_count()} cores ({platform.machine()}, {platform.system()}),"
        f" load {load:.1f} at the start, Python {platform.python_version()};"
        f" {packages}; SQLite {_sqlite()}."
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "(not installed)"


def _sqlite() -> str:
    import sqlite3  # noqa: PLC0415 - only for its version

    return sqlite3.sqlite_version


@contextlib.contextmanager
def written_to(path: Path | None, command: str) -> Iterator[None]:
    """Have what is printed written as a page too, once all of it has been printed."""
    if path is None:
        yield
        return
    shown = _Shown(sys.stdout)
    head = _HEAD.format(
        command=command, day=dt.datetime.now().astimezone().date(), machine=machine()
    )
    with contextlib.redirect_stdout(shown):
        yield
    path.write_text(head + as_markdown(shown.kept.getvalue()), encoding="utf-8")


class _Shown(io.TextIOBase):
    """Shows what is written, and keeps it."""

    def __init__(self, screen: TextIO) -> None:
        self._screen = screen
        self.kept = io.StringIO()

    def write(self, text: str) -> int:
        self.kept.write(text)
        return self._screen.write(text)

    def flush(self) -> None:
        self._screen.flush()


def as_markdown(printed: str) -> str:
    """Return tables as they are printed, the first line of each as a heading."""
    parts = []
    for table in printed.strip("\n").split("\n\n"):
        title, _, rows = table.strip("\n").partition("\n")
        parts.append(f"## {title}\n\n```text\n{rows}\n```\n" if rows else f"{title}\n")
    return "\n".join(parts)
