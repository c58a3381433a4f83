"""``newssearch log``: the runs that wrote an archive, and how each ended."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer

from newssearch.archive.errors import refusal
from newssearch.archive.generations import read_current
from newssearch.archive.safetext import safe_line
from newssearch.cli.application import command_app
from newssearch.cli.archive_folder import choose_folder
from newssearch.cli.exits import ExitCode
from newssearch.cli.formats.schema import SCHEMA, dump
from newssearch.cli.messages import counted
from newssearch.cli.options import ArchiveOption, TextOrJson, TextOrJsonOption
from newssearch.indexer.run_log import FILE_NAME, read_log

app = command_app()


@app.command()
def log(
    limit: Annotated[int, typer.Option(min=0, help="Show only the last N runs; 0 for all.")] = 20,
    form: TextOrJsonOption = TextOrJson.TEXT,
    archive: ArchiveOption = None,
) -> int:
    """List the runs that wrote the archive, latest last: time, command, exit code and outcome."""
    path = choose_folder(archive).path
    try:
        runs = read_log(path)
    except OSError as error:
        raise refusal(error, f"cannot read {path / FILE_NAME}") from error
    if not runs:
        read_current(path)
    runs = runs[-limit:] if limit else runs
    if form is TextOrJson.JSON:
        sys.stdout.write(dump({"schema": SCHEMA, "runs": runs}) + "\n")
    else:
        sys.stdout.writelines(safe_line(line) + "\n" for line in map(_line, runs))
    return ExitCode.DONE


def _line(run: Mapping[str, Any]) -> str:
    started = str(run["started"])[:19].replace("T", " ")
    command = str(run["command"]).removeprefix("newssearch ")
    head = f"{started}  {command:<8} {run['code']!s:>3} {float(run.get('seconds', 0)):8.1f} s"
    return f"{head}  {run['error'] if 'error' in run else ', '.join(_outcome(run))}"


def _outcome(run: Mapping[str, Any]) -> Iterator[str]:
    for name in ("new", "changed", "moved", "removed"):
        if run.get(name):
            yield f"{run[name]:,} {name}"
    if run.get("skipped"):
        yield f"{run['skipped']:,} skipped"
    yield f"holds {counted(int(run.get('articles', 0)), 'article')}"
