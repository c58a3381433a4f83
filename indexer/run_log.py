"""The log of an archive's runs: a line of JSON per run, also of those that failed.

::

    ARCHIVE/runs.log      the runs, the latest last
    ARCHIVE/runs.log.1    those before, from when runs.log had become large

It is for people who look after an archive: when did which run do what, and how did it end? Nothing
reads it to decide anything, so a run does not fail where it cannot be written. A line is written at
once, so that lines of runs at the same time do not mix.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newssearch.archive.errors import NewsSearchError
from newssearch.archive.lock import WriteLock
from newssearch.archive.modes import file_mode
from newssearch.archive.platform import files
from newssearch.indexer.report import Report

FILE_NAME, FILE_BEFORE = "runs.log", "runs.log.1"
MAX_BYTES = 1 << 20
"""Some 3,000 runs. With the file before, an archive keeps up to twice as many."""

MAX_MESSAGE = 500
"""Characters of an error that are kept."""

_COUNTS = (
    *("files", "new", "changed", "moved", "removed", "unchanged"),
    *("indexed", "articles", "articles_removed"),
)
_SOME_SKIPPED, _INTERRUPTED, _BUG = 4, 130, 1


class LoggedRun:
    """One run, from its start to its line in the log."""

    def __init__(self, archive: Path, command: str) -> None:
        self._archive = archive
        self._began = time.monotonic()
        self._line: dict[str, Any] = {
            "started": dt.datetime.now().astimezone().isoformat(timespec="seconds"),
            "command": command,
            "pid": os.getpid(),
        }

    def done(self, report: Report) -> Report:
        """Note what the run did, and return it."""
        new = sum(skip.new for skip in report.skipped)
        self._line |= {name: getattr(report, name) for name in _COUNTS}
        self._line |= {"skipped": len(report.skipped), "newly_skipped": new}
        self._line |= {"generation": report.generation, "code": _SOME_SKIPPED if new else 0}
        return report

    def failed(self, error: BaseException) -> None:
        """Note why the run ended."""
        if isinstance(error, NewsSearchError):
            code: object = error.exit_code
            message = error.message
        elif isinstance(error, SystemExit | KeyboardInterrupt):
            code = error.code if isinstance(error, SystemExit) else _INTERRUPTED
            message = "interrupted"
        else:
            code = _BUG
            message = f"{type(error).__name__}: {error}"
        self._line |= {"code": code, "error": message[:MAX_MESSAGE]}

    def write(self) -> None:
        """Add the line to the log; one that cannot be written is left out."""
        self._line["seconds"] = round(time.monotonic() - self._began, 3)
        content = json.dumps(self._line).encode("ascii") + b"\n"
        path = self._archive / FILE_NAME
        with contextlib.suppress(OSError):
            if path.exists() and path.stat().st_size + len(content) > MAX_BYTES:
                path.replace(self._archive / FILE_BEFORE)
            descriptor = files.open_no_link(path, files.APPENDING, file_mode(self._archive))
            try:
                os.write(descriptor, content)
            finally:
                os.close(descriptor)


@contextlib.contextmanager
def writing(archive: Path, command: str, wait_seconds: float) -> Iterator[LoggedRun]:
    """Hold an archive for writing, and log the run that does.

    Raises:
        ArchiveLocked: another run is writing.
    """
    run = LoggedRun(archive, command)
    try:
        with WriteLock(archive, command=command, wait_seconds=wait_seconds):
            yield run
    except BaseException as error:
        run.failed(error)
        raise
    finally:
        run.write()


def read_log(archive: Path) -> list[dict[str, Any]]:
    """Return the lines of the log, the latest last; what is no line of it is left out.

    Raises:
        OSError: it is there and cannot be read.
    """
    lines: list[dict[str, Any]] = []
    for name in (FILE_BEFORE, FILE_NAME):
        try:
            descriptor = files.open_no_link(archive / name, files.READING_WITHOUT_WAITING)
        except FileNotFoundError:
            continue
        with os.fdopen(descriptor, "rb") as file:
            files.check_plain(descriptor, archive / name)
            content = file.read(2 * MAX_BYTES)
        for line in content.splitlines():
            with contextlib.suppress(ValueError):
                one = json.loads(line)
                if isinstance(one, dict) and {"started", "command", "code"} <= one.keys():
                    lines.append(one)
    return lines
