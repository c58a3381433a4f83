"""What ``index`` and ``rebuild`` have in common: options, and what they say at the end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any

import typer

from newssearch.archive.errors import UsageError
from newssearch.archive.garbage import KEPT
from newssearch.cli.archive_folder import choose_folder
from newssearch.cli.exits import ExitCode
from newssearch.cli.formats.reports import remark_lines, report_lines, report_object, skip_lines
from newssearch.cli.formats.schema import dump
from newssearch.cli.messages import say
from newssearch.cli.progress import progress_line
from newssearch.cli.settings import MOST_KEPT, read_settings, settings_path
from newssearch.indexer import Report

MapOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="FIELD=NAME",
        help="The article's FIELD is called NAME in JSON and tables; may be repeated.",
    ),
]
EncodingOption = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        metavar="NAME",
        help="What text is in that does not say it: koi8-r, macintosh.",
    ),
]
DatesOption = Annotated[
    str | None,
    typer.Option("--dates", metavar="ORDER", help="Order of 03/04/2012: dmy, mdy or ymd."),
]
FileFormatOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="NAME",
        help="Format of every file, where it is told wrongly: plain, nexis.",
    ),
]
ExcludeOption = Annotated[
    list[str] | None,
    typer.Option(
        "--exclude",
        metavar="GLOB",
        help="What to pass over, as in .gitignore; may be repeated. See also .newssearchignore.",
    ),
]
ResetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--reset",
        metavar="OPTION",
        help="Option that has its default again (map, dates, …, or all); may be repeated.",
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
KeepOption = Annotated[
    int | None,
    typer.Option(
        "--keep",
        min=1,
        max=MOST_KEPT,
        metavar="N",
        help="Generations to keep, the live one included; by default the setting keep, or 2.",
    ),
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


def kept(option: int | None) -> int:
    """Return how many generations are to be kept: as the option says, or the settings, or 2."""
    if option is not None:
        return option
    return read_settings(settings_path()).keep or KEPT


def index_archive(
    work: Callable[..., Report],
    command: str,
    options: Mapping[str, Any],
    *,
    archive: str | None,
    quiet: bool,
    json_report: bool,
    keep: int | None,
    **how: Any,
) -> int:
    """Bring an archive up to date by ``work``, say what was done, and return the exit code.

    ``options`` are those of folders as they were typed; ``how`` goes to ``work`` as it is.
    """
    place = choose_folder(archive)
    mapping = mapping_of(options["mapping"])
    with progress_line(quiet=quiet) as show:
        report = work(
            place.path,
            **{**options, "mapping": mapping, "reset": options["reset"] or ()},
            **how,
            keep=kept(keep),
            show=show,
            command=f"newssearch {command}",
        )
    return report_run(report, quiet=quiet, json_report=json_report)


def report_run(report: Report, *, quiet: bool, json_report: bool) -> int:
    """Say what a run did, list what it skipped, and return the exit code.

    With ``quiet`` that is 0 where everything skipped was skipped by a run before, so that a known
    bad file does not keep ``index --quiet && …`` from going on.
    """
    if report.repaired:
        say(f"repaired: {report.repaired}")
    say(*skip_lines(report.skipped, only_new=quiet))
    if json_report:
        sys.stdout.write(dump(report_object(report)) + "\n")
    elif not quiet:
        say(*remark_lines(report.remarks))
        say(*report_lines(report))
    skipped = any(skip.new for skip in report.skipped) if quiet else bool(report.skipped)
    return ExitCode.SOME_SKIPPED if skipped else ExitCode.DONE
