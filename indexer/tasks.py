"""What workers are given to do: files, or records of one large file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from importlib import import_module

from newssearch.archive.article import Article
from newssearch.archive.errors import ArticleError
from newssearch.indexer.effort import Effort
from newssearch.indexer.file_result import FileResult, reason_of
from newssearch.indexer.folder_options import FolderOptions
from newssearch.indexer.record import Found, Record
from newssearch.indexer.sources import SourceFile, digest_of, read_source

TASK_BYTES = 1 << 20
"""Bytes of files, or characters of records, that a worker is given at a time."""

LARGE_FILE_BYTES = 8 << 20
"""A file from this size on is taken apart by the parent, so that all workers share it."""


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
    task: Task, add: Callable[[Article], None], *, without: Set[str] = frozenset()
) -> Done:
    """Make the articles of a task and hand them on, but those with an id in ``without``."""
    from newssearch.indexer.reading import article_of_record, articles_of_file  # noqa: PLC0415 - see load_readers

    def add_unless_known(article: Article) -> None:
        if article.id not in without:
            add(article)

    done: Done = []
    if isinstance(task, RecordsTask):
        result = FileResult()
        effort = Effort(TASK_BYTES)
        for record in task.records:
            articles = article_of_record(record, task.source, task.key, task.options, result)
            try:
                for article in effort.each(articles):
                    add_unless_known(article)
            except ArticleError as error:
                result.skips.append((getattr(record, "number", None), reason_of(error)))
        done.append((task.number, result))
    else:
        for number, source, key in task.files:
            result = FileResult()
            for article in articles_of_file(source, key, task.options[source.root], result):
                add_unless_known(article)
            done.append((number, result))
    return done


def file_tasks(
    files: Iterable[tuple[int, SourceFile, str]], options: Options, failed: Done
) -> Iterator[Task]:
    """Yield the tasks that index files; what is wrong with a large file goes to ``failed``."""
    waiting: list[tuple[int, SourceFile, str]] = []
    waiting_bytes = 0
    for number, source, key in files:
        if source.size_bytes >= LARGE_FILE_BYTES:
            yield from _large_file(number, source, key, options[source.root], failed)
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
    number: int, source: SourceFile, key: str, options: FolderOptions, failed: Done
) -> Iterator[Task]:
    from newssearch.indexer.readers import read_records  # noqa: PLC0415 - see load_readers

    waiting: list[Found] = []
    waiting_characters = 0
    result = FileResult()
    try:
        content = read_source(source.path)
        result.digest = digest_of(content)
        records = read_records(content, source.relative, **options.of_readers(), met=result.met)
        for record in Effort(len(content)).each(records):
            waiting.append(record)
            waiting_characters += len(record.text) if isinstance(record, Record) else 0
            if waiting_characters >= TASK_BYTES or len(waiting) >= 1000:
                yield RecordsTask(number, source, key, options, waiting)
                waiting, waiting_characters = [], 0
    except FileNotFoundError:
        result.gone = True
    except ArticleError as error:
        result.skips.append((None, reason_of(error)))
    if waiting:
        yield RecordsTask(number, source, key, options, waiting)
    failed.append((number, result))
