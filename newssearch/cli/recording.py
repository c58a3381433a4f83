"""The file of records that ``--record`` appends to, and that ``replay`` reads."""

from __future__ import annotations

import stat
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from newssearch.archive.errors import StorageError, UsageError
from newssearch.cli.narrowing import QueryOptions
from newssearch.search import NewsArchive
from newssearch.search.ast import Parsed
from newssearch.search.selection import Selection

if TYPE_CHECKING:
    from newssearch.search.records import Record

MAX_BYTES = 256 << 20
"""Some 250,000 records."""

RecordOption = Annotated[
    Path | None,
    typer.Option("--record", metavar="FILE", help="Append what was asked and found to FILE."),
]


@cache
def program() -> str:
    """Return the program and its version, as records name it."""
    from importlib.metadata import version  # noqa: PLC0415 - 30 ms that only records need

    return f"newssearch {version('newssearch')}"


class Recorder:
    """The file of ``--record``; without a file it does nothing."""

    def __init__(
        self, path: Path | None, command: str, options: QueryOptions, **more: object
    ) -> None:
        self._path = path
        self._command = command
        self._options: Mapping[str, Any] = {**asdict(options), **more}
        if path is not None:
            check_records(path)

    def add(self, news: NewsArchive, found: Selection, *, label: str | None = None) -> None:
        """Append the record of what a query selects.

        Raises:
            StorageError: the file cannot be written.
        """
        if self._path is None:
            return
        from newssearch.search.records import line_of, record_of  # noqa: PLC0415 - rarely asked for

        record = record_of(
            news,
            found,
            program=program(),
            command=self._command,
            options=self._options,
            label=label,
        )
        try:
            with self._path.open("a", encoding="ascii") as file:
                file.write(line_of(record) + "\n")
        except OSError as error:
            raise StorageError(f"cannot write {self._path}: {error.strerror}") from error

    def add_query(self, news: NewsArchive, query: Parsed, *, label: str | None = None) -> None:
        """Append the record of a query whose articles were looked at otherwise.

        Raises:
            StorageError: the file cannot be written.
        """
        if self._path is not None:
            self.add(news, news.select(query, sort="newest"), label=label)


def check_records(path: Path) -> None:
    """Refuse to append to what is no file of records, before anything is searched.

    Raises:
        UsageError: there is something else.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise UsageError(f"{path} is not a file")
        with path.open("rb") as file:
            first = file.readline(MAX_BYTES)
    except FileNotFoundError:
        return
    except OSError as error:
        raise StorageError(f"cannot read {path}: {error.strerror}") from error
    if first.strip():
        from newssearch.search.records import record_from  # noqa: PLC0415 - as above

        try:
            record_from(first.decode("ascii", "replace"))
        except UsageError as error:
            raise UsageError(
                f"{path} is not a file of records: nothing was appended",
                hint="name another file after --record",
            ) from error


def read_records(path: Path) -> list[tuple[int, Record]]:
    """Return the records of a file, each with its line.

    Raises:
        UsageError: the file cannot be read, or a line of it is no record.
    """
    from newssearch.search.records import record_from  # noqa: PLC0415 - as above

    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise UsageError(f"there is no file {path}", hint="--record FILE makes one") from error
    except OSError as error:
        raise StorageError(f"cannot read {path}: {error.strerror}") from error
    if len(content) > MAX_BYTES:
        raise UsageError(f"{path} is larger than {MAX_BYTES >> 20} MB", hint="split it")
    records = []
    for number, line in enumerate(content.decode("utf-8", "replace").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            records.append((number, record_from(line)))
        except UsageError as error:
            raise UsageError(f"{path}, line {number}: {error.message}", hint=error.hint) from error
    if not records:
        raise UsageError(
            f"{path} holds no record", hint="newssearch query … --record FILE adds one"
        )
    return records
