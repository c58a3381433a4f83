"""Bringing an archive up to date: from folders, from scratch, or with articles that are finished.

All make a new generation aside and publish it: see ``archive.generations``. A run that fails or is
ended leaves the last generation live. ``keep`` is how many generations an archive keeps from then
on, the live one included: so many can be gone back to by ``rollback``, less one.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from newssearch.archive.article import Article
from newssearch.archive.article_types import is_well_formed
from newssearch.archive.errors import (
    ArchiveDamaged,
    ArchiveMissing,
    ArchiveTooNew,
    ArchiveVersionMismatch,
    UsageError,
)
from newssearch.archive.garbage import KEPT
from newssearch.archive.generations import create_archive, format_of, read_current
from newssearch.archive.platform.names import with_slashes
from newssearch.indexer.exclusion import is_archive
from newssearch.indexer.exporting import ExportFile
from newssearch.indexer.folder_options import OptionChange
from newssearch.indexer.folders import none_remembered
from newssearch.indexer.report import Report, ShowProgress
from newssearch.indexer.run import Run
from newssearch.indexer.run_log import writing


def index_paths(
    archive: Path,
    paths: Sequence[Path] = (),
    *,
    mapping: Mapping[str, str] | None = None,
    encoding: str | None = None,
    dates: str | None = None,
    file_format: str | None = None,
    own: Sequence[str] | None = None,
    exclude: Sequence[str] | None = None,
    reset: Sequence[str] = (),
    wait_seconds: float = 0.0,
    memory_mb: int = 1024,
    keep: int = KEPT,
    workers: int | None = None,
    show: ShowProgress | None = None,
    command: str = "newssearch index",
    allow_empty: bool = False,
) -> Report:
    """Bring an archive up to date with its remembered folders and ``paths``, which it remembers.

    ``mapping`` to ``exclude`` are kept with the folders that ``paths`` name, or with all where none
    is named, see ``FolderOptions``; ``reset`` names options of theirs that are the default again.

    Raises:
        UsageError: a path does not exist, or there is none and none is remembered; an option means
            nothing, or with it most of the articles would go.
        ArchiveLocked: another run is writing.
        StorageError: a remembered folder has gone or is empty, or its files give nothing any more,
            or writing failed.
    """
    change = OptionChange.checked(
        mapping=mapping,
        encoding=encoding,
        dates=dates,
        file_format=file_format,
        own=own,
        exclude=exclude,
        reset=reset,
    )
    added = [_absolute(path, archive) for path in paths]
    run = Run(archive, memory_mb, workers, show, keep=keep)
    if not added and not archive.exists():
        raise none_remembered()
    create_archive(archive)
    with writing(archive, command, wait_seconds) as log:
        return log.done(run.from_folders(added, change, fresh=False, allow_empty=allow_empty))


def rebuild(
    archive: Path,
    *,
    mapping: Mapping[str, str] | None = None,
    encoding: str | None = None,
    dates: str | None = None,
    file_format: str | None = None,
    own: Sequence[str] | None = None,
    exclude: Sequence[str] | None = None,
    reset: Sequence[str] = (),
    wait_seconds: float = 0.0,
    memory_mb: int = 1024,
    keep: int = KEPT,
    workers: int | None = None,
    show: ShowProgress | None = None,
    command: str = "newssearch rebuild",
    allow_empty: bool = False,
) -> Report:
    """Build an archive again from its remembered folders, aside, and switch to it.

    Raises:
        UsageError: no folder is remembered, or articles would be lost that have no file; an option
            means nothing, or with it most of the articles would go.
        ArchiveMissing: there is no archive.
        ArchiveTooNew: a newer program wrote it.
        ArchiveLocked: another run is writing.
        StorageError: a remembered folder has gone or is empty, or its files give nothing any more,
            or writing failed.
    """
    change = OptionChange.checked(
        mapping=mapping,
        encoding=encoding,
        dates=dates,
        file_format=file_format,
        own=own,
        exclude=exclude,
        reset=reset,
    )
    try:
        read_current(archive)
    except ArchiveTooNew:
        raise
    except (ArchiveDamaged, ArchiveVersionMismatch):
        pass  # it can be rebuilt
    run = Run(archive, memory_mb, workers, show, keep=keep)
    create_archive(archive)
    with writing(archive, command, wait_seconds) as log:
        return log.done(run.from_folders([], change, fresh=True, allow_empty=allow_empty))


def forget_folders(
    archive: Path,
    paths: Sequence[Path],
    *,
    wait_seconds: float = 0.0,
    memory_mb: int = 1024,
    keep: int = KEPT,
    command: str = "newssearch forget",
) -> Report:
    """Drop remembered folders, which need not exist any more, and take their articles out.

    Raises:
        UsageError: one is not remembered; nothing was changed.
        ArchiveMissing: there is no archive.
        ArchiveLocked: another run is writing.
        StorageError: writing failed.
    """
    read_current(archive)
    run = Run(archive, memory_mb, 1, None, keep=keep)
    with writing(archive, command, wait_seconds) as log:
        named = [with_slashes(os.path.abspath(path.expanduser())) for path in paths]  # noqa: PTH100 - a link may be gone
        return log.done(run.without_folders(named))


def compact(
    archive: Path,
    *,
    wait_seconds: float = 0.0,
    memory_mb: int = 1024,
    command: str = "newssearch compact",
) -> Report:
    """Merge what many runs left into one segment, without deleted articles.

    Its articles and answers stay the same. The generation before is not kept: it would take the
    space that is to be freed.

    Raises:
        ArchiveMissing: there is no archive.
        ArchiveLocked: another run is writing.
        StorageError: writing failed.
    """
    read_current(archive)
    run = Run(archive, memory_mb, 1, None)
    with writing(archive, command, wait_seconds) as log:
        return log.done(run.compact())


def write_articles(
    archive: Path,
    articles: Iterable[Article],
    *,
    wait_seconds: float = 0.0,
    memory_mb: int = 1024,
    keep: int = KEPT,
    workers: int | None = None,
    quotations: bool = True,
    command: str = "write_articles",
) -> Report:
    """Add finished articles to an archive; one whose id is there already is replaced.

    In articles without ``quotes`` they are looked for, with their speakers, unless ``quotations``
    is False.

    Of several articles with one id in ``articles`` the first is kept; the others are skipped, and
    so are articles without an id or whose id, path or body is no text.

    Raises:
        UsageError: something is not an article at all.
        ArchiveLocked: another run is writing.
        StorageError: writing failed.
    """
    run = Run(archive, memory_mb, workers, None, keep=keep)
    create_archive(archive)
    with writing(archive, command, wait_seconds) as log:
        return log.done(run.from_articles(_quoted(articles) if quotations else articles))


def _quoted(articles: Iterable[Article]) -> Iterator[Article]:
    """Yield articles with the quotations in them, where they bring none."""
    from newssearch.indexer.quotations import find_quotations  # noqa: PLC0415 - slow to load

    for article in articles:
        if isinstance(article, Article) and not article.quotes and is_well_formed(article):
            quotes = find_quotations(article.body, article.headings, article.lang)
            yield article._replace(quotes=quotes)
        else:
            yield article


def delete_articles(
    archive: Path,
    ids: Iterable[str],
    *,
    wait_seconds: float = 0.0,
    memory_mb: int = 1024,
    keep: int = KEPT,
    command: str = "delete_articles",
) -> int:
    """Delete articles that were added through Python, all at once; return how many there were.

    Ids that no article has are skipped. What is deleted is gone from every answer, and from the
    disk with the generations that still hold it.

    Raises:
        UsageError: an article is of a file, which would bring it back; nothing was deleted.
        ArchiveMissing: there is no archive.
        ArchiveLocked: another run is writing.
        StorageError: writing failed.
    """
    read_current(archive)
    run = Run(archive, memory_mb, 1, None, keep=keep)
    with writing(archive, command, wait_seconds) as log:
        return log.done(run.without_articles(frozenset(ids))).articles_removed


def _absolute(path: Path, archive: Path) -> str:
    """Return a path to remember."""
    try:
        found = path.expanduser().resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:
        raise UsageError(f"no file or folder at {path}") from error
    if found.is_relative_to(archive.resolve()):
        raise UsageError(f"{path} is the archive itself, not a folder of news")
    if (found / "generations").is_dir() and is_archive({one.name for one in found.iterdir()}):
        raise UsageError(f"{path} is an archive, not a folder of news")
    return with_slashes(found)


def migrate(
    archive: Path,
    *,
    wait_seconds: float = 0.0,
    memory_mb: int = 1024,
    keep: int = KEPT,
    workers: int | None = None,
    show: ShowProgress | None = None,
    command: str = "newssearch migrate",
) -> Report:
    """Carry the articles of an archive of an older format, or of another analysis, over.

    Nothing but the archive is read: every article is kept as it is stored, with its id and path,
    and so is what is remembered of the sources. An archive that is of the present format is left
    as it is.

    Raises:
        ArchiveMissing: there is no archive.
        ArchiveTooNew: a newer program wrote it.
        ArchiveVersionMismatch: its format cannot be read any more.
        ArchiveDamaged: an article, or something else that is needed, cannot be read.
        ArchiveLocked: another run is writing.
        StorageError: reading or writing failed.
    """
    format_of(archive)
    run = Run(archive, memory_mb, workers, show, keep=keep)
    create_archive(archive)
    with writing(archive, command, wait_seconds) as log:
        return log.done(run.from_older())


def import_articles(
    archive: Path,
    export: ExportFile,
    *,
    wait_seconds: float = 0.0,
    memory_mb: int = 1024,
    keep: int = KEPT,
    workers: int | None = None,
    command: str = "newssearch import",
) -> Report:
    """Add what ``export`` wrote to an archive.

    Where nothing was published yet, an export becomes the archive that it came from, with its
    folders; else its articles are added as ``write_articles`` adds them, and replace those with
    their ids.

    Raises:
        UsageError: a line is not what it should be; nothing was imported.
        ArchiveLocked: another run is writing.
        StorageError: writing failed.
    """
    run = Run(archive, memory_mb, workers, None, keep=keep)
    create_archive(archive)
    with writing(archive, command, wait_seconds) as log:
        try:
            read_current(archive)
        except ArchiveMissing:
            if export.whole:
                return log.done(run.from_stored(export))
        return log.done(run.from_articles(export))
