"""What the commands that write have in common: options, and what they say at the end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import typer

from newssearch.archive.errors import UsageError
from newssearch.archive.garbage import KEPT
from newssearch.cli.archive_folder import choose_folder
from newssearch.cli.exits import ExitCode
from newssearch.cli.first_contact import say_examples
from newssearch.cli.formats.reports import remark_lines, report_lines, report_object, skip_lines
from newssearch.cli.formats.schema import dump
from newssearch.cli.messages import say
from newssearch.cli.options import TextOrJson
from newssearch.cli.progress import progress_line
from newssearch.cli.settings import MOST_KEPT, read_settings, settings_path
from newssearch.indexer import Report

MapOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="FIELD=NAME",
        help="Read FIELD from the key or column NAME of JSON and tables; repeatable.",
    ),
]
EncodingOption = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        metavar="NAME",
        help="Encoding of text that declares none, such as koi8-r or macintosh.",
    ),
]
DatesOption = Annotated[
    str | None,
    typer.Option(
        "--dates", metavar="ORDER", help="Order of dates such as 03/04/2012: dmy, mdy or ymd."
    ),
]
ReadAsOption = Annotated[
    str | None,
    typer.Option(
        "--read-as",
        metavar="NAME",
        help="Format of every file if misdetected, such as plain or nexis.",
    ),
]
ReportFormOption = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="text|json",
        help="Format of the report; any other NAME means --read-as.",
    ),
]
FieldOption = Annotated[
    list[str] | None,
    typer.Option(
        "--field",
        metavar="NAME[:KIND][=THEIRS]",
        help="Field of your own to keep; KIND is number or date, else keyword; may be repeated.",
    ),
]
ExcludeOption = Annotated[
    list[str] | None,
    typer.Option(
        "--exclude",
        metavar="GLOB",
        help="Skip files matching GLOB, as in .gitignore; repeatable. See also .newssearchignore.",
    ),
]
ResetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--reset",
        metavar="OPTION",
        help="Restore an option's default (map, dates, …, or all); repeatable.",
    ),
]
QuietOption = Annotated[
    bool, typer.Option("--quiet", "-q", help="Print only failures and newly skipped files.")
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Print the report as JSON; same as --format json.")
]
WaitOption = Annotated[
    float,
    typer.Option(
        "--wait", min=0, metavar="SECONDS", help="Wait up to SECONDS for another run to finish."
    ),
]
MemoryOption = Annotated[
    int,
    typer.Option(
        "--memory",
        min=64,
        metavar="MB",
        help="Memory that all processes of the run may take together, from about 400 MB up;"
        " pages of mapped files, which the system can take back, are not counted.",
    ),
]
KeepOption = Annotated[
    int | None,
    typer.Option(
        "--keep",
        min=1,
        max=MOST_KEPT,
        metavar="N",
        help="Generations to keep, including the live one. Default: the setting keep, or 2.",
    ),
]
AllowEmptyOption = Annotated[
    bool,
    typer.Option("--allow-empty", help="Accept that folders or files no longer yield articles."),
]


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How files are read, and the form of the report."""

    mapping: MapOption = None
    encoding: EncodingOption = None
    dates: DatesOption = None
    read_as: ReadAsOption = None
    own: FieldOption = None
    exclude: ExcludeOption = None
    form: ReportFormOption = TextOrJson.TEXT.value

    def given(self) -> dict[str, Any]:
        """Return how files are read, by the names that ``indexer.FolderOptions`` has.

        ``--format`` is the form of the report, as everywhere; the name of any other format is
        taken for that of the files.

        Raises:
            UsageError: an option cannot be what it is, or two say different things.
        """
        read_as = self.read_as
        if self.form not in list(TextOrJson):
            if read_as is not None:
                raise UsageError(f"--format {self.form} with --read-as: the report is text or json")
            read_as = self.form
        return {
            "mapping": mapping_of(self.mapping),
            "encoding": self.encoding,
            "dates": self.dates,
            "file_format": read_as,
            "own": self.own,
            "exclude": self.exclude,
        }


@dataclass(frozen=True, slots=True)
class FolderOptions(ReadingOptions):
    """What is remembered with folders, and the form of the report."""

    reset: ResetOption = None


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a run that writes works, and what it says."""

    quiet: QuietOption = False
    json_report: JsonOption = False
    wait: WaitOption = 0.0
    memory: MemoryOption = 1024
    keep: KeepOption = None


PLAIN_FOLDERS = FolderOptions()
PLAIN_RUN = RunOptions()
"""What holds where no option is given."""


def mapping_of(pairs: Sequence[str] | None) -> dict[str, str] | None:
    """Return the mapping that the ``--map`` options describe, None without any.

    Raises:
        UsageError: an option is not FIELD=NAME.
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
    """Return how many generations to keep: as the option says, or the settings, or 2."""
    if option is not None:
        return option
    return read_settings(settings_path()).keep or KEPT


def index_archive(
    work: Callable[..., Report],
    command: str,
    folders: FolderOptions,
    run: RunOptions,
    *,
    archive: str | None,
    **how: Any,
) -> int:
    """Bring an archive up to date by ``work``, report what was done, and return the exit code.

    ``how`` goes to ``work`` as it is.
    """
    options = {**folders.given(), "reset": folders.reset or ()}
    place = choose_folder(archive)
    with progress_line(quiet=run.quiet) as show:
        report = work(
            place.path,
            **options,
            **how,
            **limits_of(run),
            show=show,
            command=f"newssearch {command}",
        )
    code = report_run(report, run, form=folders.form)
    if report.indexed and not run.quiet:
        say_examples(place.path, archive)
    return code


def limits_of(run: RunOptions) -> dict[str, Any]:
    """Return what a run may take, by the names that ``indexer`` has for it."""
    return {"wait_seconds": run.wait, "memory_mb": run.memory, "keep": kept(run.keep)}


def report_run(report: Report, run: RunOptions, *, form: str = TextOrJson.TEXT) -> int:
    """Say what a run did, list what it skipped, and return the exit code.

    With ``--quiet`` that is 0 where everything skipped was skipped by a run before, so that a known
    bad file does not keep ``index --quiet && …`` from going on.
    """
    quiet = run.quiet
    if report.repaired:
        say(f"repaired: {report.repaired}")
    say(*skip_lines(report.skipped, only_new=quiet))
    if run.json_report or form == TextOrJson.JSON:
        sys.stdout.write(dump(report_object(report)) + "\n")
    elif not quiet:
        say(*remark_lines(report.remarks))
        say(*report_lines(report))
    skipped = any(skip.new for skip in report.skipped) if quiet else bool(report.skipped)
    return ExitCode.SOME_SKIPPED if skipped else ExitCode.DONE
