"""An indexed article as its source has it now: the file is read again."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from newssearch.archive.article import Article
from newssearch.archive.errors import ArticleError, StorageError
from newssearch.archive.generations import Generation
from newssearch.archive.news_layout import LAYOUT
from newssearch.indexer.carrying import StoredGeneration
from newssearch.indexer.content import open_content, read_content
from newssearch.indexer.decode import decode
from newssearch.indexer.files import FileState
from newssearch.indexer.folder_options import FolderOptions
from newssearch.indexer.folders import path_of
from newssearch.indexer.readers import limits, read_records
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.readers.compressed import unpack_gzip
from newssearch.indexer.readers.detect import detect
from newssearch.indexer.readers.formats import READER_OF, Format, Kind
from newssearch.indexer.record import Record
from newssearch.indexer.state import Folder, SourcesState

_GZIP = b"\x1f\x8b"

_BINARY = (
    *(Format.WORD, Format.PARQUET, Format.PDF, Format.OPENDOCUMENT, Format.EPUB, Format.EXCEL),
)
"""Formats of articles that are no text."""


@dataclass(frozen=True, slots=True)
class Original:
    """What the source has now.

    ``content`` are the bytes of the file (unpacked, if it is gzipped), or the text of the one
    article where the file holds several. ``changed`` says that the file is not the one that was
    indexed.
    """

    content: bytes
    changed: bool


def original_of(archive: Path, article: Article) -> Original:
    """Read the source of an article again.

    Raises:
        StorageError: the file has gone, cannot be read, or does not hold the article any more.
    """
    _, sign, number = article.id.rpartition("#")
    path = article.file
    if not os.path.isabs(path):  # noqa: PTH117 - a path of bytes that pathlib would normalise
        raise StorageError(f"the article was added through Python, not from a file: {path}")
    with Generation(archive, LAYOUT, any_analysis=True) as generation:
        state = StoredGeneration(generation).state
    folder, file = _known(state, path)
    try:
        if sign:
            options = folder.options if folder is not None else FolderOptions()
            content, digest = _record_text(path, int(number), options)
        else:
            content, digest = read_content(path)
            if content.startswith(_GZIP):
                content = unpack_gzip(ByteSource(content, path)).read_all(limits.DOCUMENT_BYTES)
    except FileNotFoundError as error:
        raise StorageError(f"the file no longer exists: {path}") from error
    except ArticleError as error:
        raise StorageError(f"cannot read {path}: {error.message}") from error
    return Original(content, file is None or digest != file.digest)


def readable(content: bytes, name: str) -> str:
    """Return the content of a source file as text; ``name`` is the file's name.

    Raises:
        ArticleError: it is no text; the message says what it is.
    """
    found = detect(content[: limits.HEAD_BYTES], name)
    if found in _BINARY or READER_OF[found].kind is not Kind.ARTICLES:
        raise ArticleError(f"{found.value} file of {len(content):,} bytes")
    return decode(content).text


def _known(state: SourcesState, path: str) -> tuple[Folder | None, FileState | None]:
    """Return what is remembered of a file, and of its folder."""
    for folder in state.folders:
        for name in (os.path.relpath(path, folder.path), Path(path).name):
            if name in folder.files and path_of(folder, name) == path:
                return folder, folder.files[name]
    return None, None


def _record_text(path: str, number: int, options: FolderOptions) -> tuple[bytes, str]:
    """Return the running text of one article of a file as its reader finds it, and the digest."""
    with open_content(path) as file:
        for record in read_records(file, path, **options.of_readers()):
            if isinstance(record, Record) and record.number == number:
                return record.text.encode("utf-8", "replace") + b"\n", file.settle()
    raise StorageError(f"the file no longer has an article number {number}: {path}")
