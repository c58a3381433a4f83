"""``newssearch cluster``: an archive over many machines, in a cluster of OpenSearch nodes."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import Annotated

import typer

from newssearch.archive.cluster.address import Address, is_address, read_address
from newssearch.archive.errors import UsageError
from newssearch.archive.platform.processes import processors
from newssearch.archive.safetext import safe_line
from newssearch.cli.application import command_app
from newssearch.cli.archive_folder import choose_folder
from newssearch.cli.exits import ExitCode
from newssearch.cli.formats.bytesizes import size_text
from newssearch.cli.formats.reports import skip_lines
from newssearch.cli.formats.schema import SCHEMA, dump
from newssearch.cli.indexing import (
    KeepOption,
    QuietOption,
    ReadingOptions,
    WaitOption,
    kept,
)
from newssearch.cli.messages import counted, say
from newssearch.cli.option_groups import grouped
from newssearch.cli.options import ArchiveOption, TextOrJson, TextOrJsonOption
from newssearch.cli.progress import progress_line
from newssearch.indexer.cluster import building
from newssearch.indexer.cluster.building import ClusterReport
from newssearch.indexer.cluster.generations import Shape
from newssearch.indexer.cluster.scheduling import LocalProcesses, Scheduler
from newssearch.indexer.cluster.tasks import read_files
from newssearch.indexer.folder_options import FolderOptions, checked

app = command_app()

SourcesArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE...",
        help="Folders, files, addresses such as s3://bucket/news/*.warc.gz.",
    ),
]
WorkersOption = Annotated[
    int | None,
    typer.Option("--workers", min=1, metavar="N", help="Processes; default: one per processor."),
]
DaskOption = Annotated[
    str | None,
    typer.Option(
        "--dask", metavar="ADDRESS", help="Have the workers of a Dask scheduler read the files."
    ),
]


@app.callback()
def cluster() -> None:
    """Build and look after an archive in a cluster: --archive opensearch://HOST:PORT/NAME."""


@app.command()
def init(
    shards: Annotated[
        int, typer.Option(min=1, max=1024, metavar="N", help="Parts of the index, 20-40 GB each.")
    ] = 1,
    replicas: Annotated[
        int, typer.Option(min=0, max=10, metavar="N", help="Further copies of each part.")
    ] = 1,
    archive: ArchiveOption = None,
) -> int:
    """Make an empty archive. The number of shards is for good; see docs/cluster.md."""
    generation, allowed = building.init(_address(archive), Shape(shards, replicas))
    parts = f"{counted(shards, 'shard')}, {counted(replicas, 'replica')}"
    sys.stdout.write(f"made {generation}: {parts}\n")
    if not allowed:
        say(
            "note: the cluster does not let this program change its settings: have"
            " indices.query.bool.max_clause_count raised to 8192, or patterns such as con* may be"
            " refused"
        )
    return ExitCode.DONE


PLAIN_READING = ReadingOptions()


@app.command()
@grouped
def index(
    sources: SourcesArgument,
    reading: ReadingOptions = PLAIN_READING,
    workers: WorkersOption = None,
    dask: DaskOption = None,
    wait: WaitOption = 0.0,
    quiet: QuietOption = False,
    archive: ArchiveOption = None,
) -> int:
    """Read what is new or changed in folders and behind addresses into the live generation.

    A run that was ended goes on where it was when the same command is given again. Reading options
    (--map to --exclude) are for the sources of this run: give them each time.
    """
    address = _address(archive)
    with progress_line(quiet=quiet) as show:
        report = building.index(
            address,
            sources,
            _scheduler(workers, dask),
            show,
            options=_options(reading),
            wait_seconds=wait,
        )
    return _report(report, reading.form, quiet=quiet)


@app.command()
@grouped
def rebuild(
    sources: SourcesArgument,
    reading: ReadingOptions = PLAIN_READING,
    workers: WorkersOption = None,
    dask: DaskOption = None,
    wait: WaitOption = 0.0,
    keep: KeepOption = None,
    quiet: QuietOption = False,
    archive: ArchiveOption = None,
) -> int:
    """Make a new generation of folders and addresses; it is published when it is complete.

    Searches see the old one until then. A run that was ended goes on where it was.
    """
    address = _address(archive)
    with progress_line(quiet=quiet) as show:
        report = building.rebuild(
            address,
            sources,
            _scheduler(workers, dask),
            show,
            options=_options(reading),
            wait_seconds=wait,
            keep=kept(keep),
        )
    return _report(report, reading.form, quiet=quiet)


@app.command()
def status(form: TextOrJsonOption = TextOrJson.TEXT, archive: ArchiveOption = None) -> int:
    """Show how the archive is: its health, its shards, its articles, the files of its ledger."""
    address = _address(archive)
    found = building.status(address)
    if form is TextOrJson.JSON:
        sys.stdout.write(dump({"schema": SCHEMA, "archive": str(address), **asdict(found)}) + "\n")
        return ExitCode.DONE
    lines = [
        str(address),
        f"health {found.health}: {counted(found.nodes, 'node')},"
        f" {counted(found.shards, 'shard')} and {counted(found.replicas, 'replica')},"
        f" {found.unassigned:,} not assigned",
        f"generation {found.live}, {counted(found.articles, 'article')},"
        f" {size_text(found.size_bytes)} without replicas",
        f"{counted(found.files, 'file')}, {found.failed:,} failed",
        *(f"not published: {name}" for name in found.unpublished),
        *([f"being written: {found.writer}"] if found.writer else []),
    ]
    sys.stdout.writelines(safe_line(line) + "\n" for line in lines)
    return ExitCode.DONE


@app.command()
def check(archive: ArchiveOption = None) -> int:
    """Hold the archive against its ledger, and some of its articles against its words."""
    read = building.check(_address(archive))
    sys.stdout.write(f"sound: the counts agree; {counted(read, 'article')} read again\n")
    return ExitCode.DONE


def _address(option: str | None) -> Address:
    place = choose_folder(option).place
    if not isinstance(place, str) or not is_address(place):
        raise UsageError(
            f"this command is for an archive in a cluster, and {place} is a folder",
            hint="name one with --archive opensearch://HOST:PORT/NAME",
        )
    return read_address(place)


def _scheduler(workers: int | None, dask: str | None) -> Scheduler:
    if dask is not None:
        if workers is not None:
            raise UsageError("--workers are processes of this machine: not with --dask")
        from newssearch.indexer.cluster.dask_workers import DaskWorkers  # noqa: PLC0415 - if asked

        return DaskWorkers(dask, read_files)
    return LocalProcesses(workers or processors(), read_files)


def _options(reading: ReadingOptions) -> FolderOptions:
    given = {name: value for name, value in reading.given().items() if value is not None}
    return checked(FolderOptions(**given))


def _report(report: ClusterReport, form: str, *, quiet: bool) -> int:
    if form == TextOrJson.JSON:
        sys.stdout.write(dump({"schema": SCHEMA, **asdict(report)}) + "\n")
    else:
        for line in skip_lines(report.skipped, only_new=quiet):
            say(line)
        if not quiet:
            sys.stdout.writelines(line + "\n" for line in _lines(report))
    return ExitCode.SOME_SKIPPED if any(skip.new for skip in report.skipped) else ExitCode.DONE


def _lines(report: ClusterReport) -> list[str]:
    return [
        f"{counted(report.files, 'file')}: {report.read:,} read, {report.unchanged:,} unchanged,"
        f" {report.removed:,} removed",
        f"{counted(report.sent, 'article')} sent in {report.seconds:.1f} s",
        f"the archive holds {counted(report.articles, 'article')}, generation {report.generation}",
    ]
