"""What a worker does: read a file, send its articles, and delete those it no longer has."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from threading import get_ident
from typing import TYPE_CHECKING, Any, NamedTuple

from newssearch.archive.article import Article
from newssearch.archive.cluster.address import Address
from newssearch.archive.cluster.connecting import WHOLE, connect
from newssearch.archive.cluster.failures import translating
from newssearch.archive.cluster.naming import IndexNames
from newssearch.indexer.cluster.listing import ListedFile, fetch
from newssearch.indexer.cluster.sink import Sink
from newssearch.indexer.file_result import FileResult
from newssearch.indexer.folder_options import FolderOptions
from newssearch.indexer.sources import SourceFile
from newssearch.indexer.tasks import carry_out, file_tasks

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

_ALLOWANCE_BYTES = 1 << 30
"""Memory that reading one file may take."""

_IDS_AT_ONCE = 5000

_TASK_BYTES = 4 << 20
_FILE_BYTES = 50_000
"""Files of one task, each with what it costs besides its bytes: at most eighty."""


_PLAIN = FolderOptions()


class KeyedFile(NamedTuple):
    """A file, and what the ids of its articles begin with."""

    file: ListedFile
    key: str


class FilesTask(NamedTuple):
    """Files to be read into a generation."""

    address: Address
    names: IndexNames
    files: tuple[KeyedFile, ...]
    options: FolderOptions = _PLAIN

    def single(self) -> list[FilesTask]:
        """Return a task for each of the files."""
        return [self._replace(files=(one,)) for one in self.files]


class FileDone(NamedTuple):
    """What came of a file: how many articles, and what was skipped, in words for people."""

    keyed: KeyedFile
    articles: int
    skips: tuple[str, ...] = ()
    gone: bool = False
    failed: bool = False


def tasks_of(
    address: Address, names: IndexNames, files: Iterable[KeyedFile], options: FolderOptions
) -> Iterator[FilesTask]:
    """Put small files together."""
    waiting: list[KeyedFile] = []
    size = 0
    for keyed in files:
        if waiting and size + keyed.file.size_bytes > _TASK_BYTES:
            yield FilesTask(address, names, tuple(waiting), options)
            waiting, size = [], 0
        waiting.append(keyed)
        size += keyed.file.size_bytes + _FILE_BYTES
    if waiting:
        yield FilesTask(address, names, tuple(waiting), options)


@cache
def _sink(address: Address, names: IndexNames, _thread: int) -> tuple[OpenSearch, Sink]:
    """Return what this thread sends articles with: it remembers the words that it has sent."""
    client = connect(address)
    return client, Sink(client, address, names)


def read_files(task: FilesTask) -> list[FileDone]:
    """Read files and send what they have; when it returns the cluster has it all.

    Articles that a file had and has no longer are deleted.

    Raises:
        ArchiveError: the cluster cannot be reached, or does not take it.
    """
    client, sink = _sink(task.address, task.names, get_ident())
    read: list[tuple[KeyedFile, FileResult, set[str]]] = []
    for keyed in task.files:
        ids: set[str] = set()
        with tempfile.TemporaryDirectory(prefix="newssearch-") as folder:
            read.append((keyed, _read(keyed, task.options, Path(folder), sink, ids), ids))
    sink.flush()
    refused, sink.refused = sink.refused, {}
    done = []
    for keyed, result, ids in read:
        if not result.gone:
            stale = set(ids_of_key(client, task.address, task.names, keyed.key)) - ids
            sink.delete(sorted(stale))
        skips = [
            reason if number is None else f"#{number}: {reason}" for number, reason in result.skips
        ]
        skips += [f"{one}: {refused[one]}" for one in sorted(ids & refused.keys())]
        taken = len(ids - refused.keys())
        done.append(FileDone(keyed, taken, tuple(skips), gone=result.gone))
    return done


def _read(
    keyed: KeyedFile, options: FolderOptions, folder: Path, sink: Sink, ids: set[str]
) -> FileResult:
    """Read a file, one behind an address from a copy of it; ``ids`` gets those of its articles."""
    file = keyed.file
    place = file.place
    if file.remote:
        place = str(folder / (file.relative.rpartition("/")[2] or "file"))
        try:
            fetch(file.place, Path(place))
        except FileNotFoundError:
            return FileResult(gone=True)
        except OSError as error:
            return FileResult(skips=[(None, f"cannot be read: {error}")])
    try:
        status = os.stat(place)  # noqa: PTH116 - a path as the system gave it
    except OSError:
        return FileResult(gone=True)
    source = SourceFile(
        *(file.root, file.relative, place, status.st_size),
        *(status.st_mtime_ns, status.st_ctime_ns, status.st_ino),
    )

    def add(article: Article) -> None:
        ids.add(article.id)
        path = file.place + article.path.removeprefix(place)
        sink.add(article if path == article.path else article._replace(path=path))

    result = FileResult()
    failed: list[tuple[int, FileResult]] = []
    by_root = {file.root: options}
    for part in file_tasks([(0, source, keyed.key)], by_root, failed, _ALLOWANCE_BYTES):
        for _, own in carry_out(part, add, allowance_bytes=_ALLOWANCE_BYTES):
            result.add(own)
    for _, own in failed:
        result.add(own)
    return result


def ids_of_key(client: OpenSearch, address: Address, names: IndexNames, key: str) -> Iterator[str]:
    """Yield the ids of the articles of a file that can be found."""
    after: list[Any] | None = None
    ids = "keyword.id"
    query = {"bool": {"should": [{"term": {ids: key}}, {"prefix": {ids: f"{key}#"}}]}}
    while True:
        body: dict[str, Any] = {"size": _IDS_AT_ONCE, "query": query, "sort": [{ids: "asc"}]}
        body["_source"] = False
        if after is not None:
            body["search_after"] = after
        with translating(address):
            hits = client.search(index=names.articles, body=body, params=WHOLE)["hits"]["hits"]
        yield from (hit["_id"] for hit in hits)
        if len(hits) < _IDS_AT_ONCE:
            return
        after = hits[-1]["sort"]
