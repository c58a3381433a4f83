"""What ``index`` and ``rebuild`` have in common: options, and what they say at the end."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from newssearch.archive.errors import UsageError
from newssearch.cli.exits import ExitCode
from newssearch.cli.formats.reports import remark_lines, report_lines, report_object, skip_lines
from newssearch.cli.formats.schema import dump
from newssearch.cli.messages import say
from newssearch.indexer import Report

MapOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="FIELD=NAME",
        help="The article's FIELD is called NAME in JSON and tables; may be repeated.",
    ),
]
ResetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--reset",
        metavar="OPTION",
        help="Option that has its default again (map, or all); may be repeated.",
    ),
]
QuietOption = Annotated[
    bool, typer.Option("--quiet", "-q", help="Only failures, and skipped files that are new.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the report as JSON.")]
WaitOption = Annotated[
    float,
    typer.Option("--wait", min=0, metavar="SECONDS", help="Wait so long for another run."),
]
MemoryOption = Annotated[
    int, typer.Option("--memory", min=64, metavar="MB", help="Memory to build the index in.")
]
AllowEmptyOption = Annotated[
    bool, typer.Option("--allow-empty", help="Accept that folders or files give nothing any more.")
]


def mapping_of(pairs: Sequence[str] | None) -> dict[str, str] | None:
    """Return the mapping that options describe, None where there are none.

    Raises:
        UsageError: one is not FIELD=NAME.
    """
    if not pairs:
        return None
    mapping: dict[str, str] = {}
    for pair in pairs:
        field, sign, name = pair.partition("=")
        if not (field.strip() and sign and name.strip()):
            raise UsageError(f"--map {pair}: write it as FIELD=NAME, for example title=headline")
        mapping[field.strip()] = name.strip()
    return mapping


def report_run(report: Report, *, quiet: bool, json_report: bool) -> int:
    """Say what a run did, list what it skipped, and return the exit code.

    With ``quiet`` that is 0 where everything skipped was skipped by a run before, so that a known
    bad file does not keep ``index --quiet && …`` from going on.
    """
    say(*skip_lines(report.skipped, only_new=quiet))
    if json_report:
        sys.stdout.write(dump(report_object(report)) + "\n")
    elif not quiet:
        say(*remark_lines(report.remarks))
        say(*report_lines(report))
    skipped = any(skip.new for skip in report.skipped) if quiet else bool(report.skipped)
    return ExitCode.SOME_SKIPPED if skipped else ExitCode.DONE
