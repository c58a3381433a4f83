"""What workers are given to do: files, or records of one large file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from importlib import import_module

from newssearch.archive.article import Article
from newssearch.archive.errors import ArticleError
from newssearch.indexer.content import open_content
from newssearch.indexer.effort import Effort
from newssearch.indexer.file_result import FileResult, reason_of
from newssearch.indexer.folder_options import FolderOptions
from newssearch.indexer.record import Found, Record
from newssearch.indexer.sources import LARGE_FILE_BYTES, SourceFile

TASK_BYTES = 1 << 20
"""Bytes of files, or characters of records, that a worker is given at a time."""

MOST_RECORDS = 1000
"""Records that a worker is given at a time, however short they are."""

SHARE_OF_READING = 4
"""What is read as a whole may take this part of the memory of the process that reads it, or, for
large files, of the run's."""

Options = Mapping[str, FolderOptions]
"""The options of each folder by its path."""


@dataclass(frozen=True, slots=True)
class FilesTask:
    """Small files with the keys of their ids, and the options of their folders."""

    files: list[tuple[int, SourceFile, str]]
    options: Options


@dataclass(frozen=True, slots=True)
class RecordsTask:
    """Some records of a large file, with the options of its folder."""

    number: int
    source: SourceFile
    key: str
    options: FolderOptions
    records: list[Found]


Task = FilesTask | RecordsTask
Done = list[tuple[int, FileResult]]
"""What came of a task: by number of the file, its result or a part of it."""


def carry_out(
    task: Task,
    add: Callable[[Article], None],
    *,
    without: Set[str] = frozenset(),
    allowance_bytes: int | None = None,
) -> Done:
    """Make the articles of a task and hand them on, but those with an id in ``without``.

    ``allowance_bytes`` is the memory that reading a file may take.
    """
    from newssearch.indexer.reading import articles_of_file, articles_of_record  # noqa: PLC0415 - see load_readers

    def add_unless_known(article: Article) -> None:
        if article.id not in without:
            add(article)

    done: Done = []
    if isinstance(task, RecordsTask):
        result = FileResult()
        effort = Effort(TASK_BYTES)
        for record in task.records:
            for article in articles_of_record(
                effort, record, task.source, task.key, task.options, result
            ):
                add_unless_known(article)
        done.append((task.number, result))
    else:
        for number, source, key in task.files:
            result = FileResult()
            options = task.options[source.root]
            for article in articles_of_file(source, key, options, result, allowance_bytes):
                add_unless_known(article)
            done.append((number, result))
    return done


def file_tasks(
    files: Iterable[tuple[int, SourceFile, str]],
    options: Options,
    failed: Done,
    allowance_bytes: int | None = None,
) -> Iterator[Task]:
    """Yield the tasks that index files; what is wrong with a large file goes to ``failed``.

    ``allowance_bytes`` is the memory that reading a large file may take.
    """
    waiting: list[tuple[int, SourceFile, str]] = []
    waiting_bytes = 0
    for number, source, key in files:
        if source.size_bytes >= LARGE_FILE_BYTES:
            folder = options[source.root]
            yield from _large_file(number, source, key, folder, failed, allowance_bytes)
            continue
        waiting.append((number, source, key))
        waiting_bytes += source.size_bytes + 2000
        if waiting_bytes >= TASK_BYTES:
            yield FilesTask(waiting, options)
            waiting, waiting_bytes = [], 0
    if waiting:
        yield FilesTask(waiting, options)


def load_readers() -> None:
    """Load what carrying out tasks needs, so that processes that are forked have it.

    It takes longer than to find that none of 100,000 files changed, and so is loaded only now.
    """
    import_module("newssearch.indexer.reading")


def _large_file(
    number: int,
    source: SourceFile,
    key: str,
    options: FolderOptions,
    failed: Done,
    allowance_bytes: int | None,
) -> Iterator[Task]:
    """Yield the records of a large file as they are read; nothing holds the file as a whole."""
    from newssearch.indexer.readers import read_records  # noqa: PLC0415 - see load_readers

    waiting: list[Found] = []
    waiting_characters = 0
    result = FileResult()
    try:
        with open_content(source.path) as content:
            effort = Effort(content.size_bytes, allowance_bytes)
            records = read_records(
                content,
                source.relative,
                **options.of_readers(),
                met=result.met,
                allowance_bytes=allowance_bytes,
            )
            try:
                for record in effort.each(records):
                    waiting.append(record)
                    waiting_characters += len(record.text) if isinstance(record, Record) else 0
                    if waiting_characters >= TASK_BYTES or len(waiting) >= MOST_RECORDS:
                        yield RecordsTask(number, source, key, options, waiting)
                        waiting, waiting_characters = [], 0
            except ArticleError as error:
                result.skips.append((None, reason_of(error)))
            result.digest = content.settle()
    except FileNotFoundError:
        result.gone = True
    except ArticleError as error:
        result.skips.append((None, reason_of(error)))
    if waiting:
        yield RecordsTask(number, source, key, options, waiting)
    failed.append((number, result))
