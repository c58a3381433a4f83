"""Articles that are stored somewhere whole, and are carried over into a new generation as they are.

They are stored in the live generation, in an archive of an older format, or in the file that
``export`` wrote. What carries them over needs three things: their number, what is remembered of
their sources, and the articles one after the other.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from newssearch.archive.article import Article
from newssearch.archive.errors import ArchiveVersionMismatch, UsageError, damaged
from newssearch.archive.generations import Generation, format_of
from newssearch.archive.manifest import FORMAT
from newssearch.archive.news_layout import LAYOUT, read_article
from newssearch.archive.older import READABLE, OldArchive, open_older
from newssearch.indexer.changes import key_of
from newssearch.indexer.files import FILE_NAME as ROWS
from newssearch.indexer.files import Files, FileState
from newssearch.indexer.folder_options import FolderOptions
from newssearch.indexer.state import FILE_NAME, Folder, SourcesState


class Stored(Protocol):
    """Stored articles: how many, what is remembered of their sources, and each of them."""

    articles: int
    state: SourcesState

    def __iter__(self) -> Iterator[Article]: ...


class StoredGeneration:
    """The articles of a generation that is open."""

    def __init__(self, generation: Generation) -> None:
        self._generation = generation
        self.articles = generation.manifest.articles
        content = generation.content(FILE_NAME)
        self.state = SourcesState()
        if content is not None:
            folder = generation.folder
            self.state = SourcesState.decode(content, folder / FILE_NAME, folder / ROWS)

    def __iter__(self) -> Iterator[Article]:
        """Yield the live articles in their order."""
        for segment in self._generation.segments:
            for number in range(segment.size):
                if segment.deleted is None or not segment.deleted[number]:
                    yield read_article(segment, number)


class StoredOlder:
    """The articles of an archive of an older format that is open.

    What is remembered of its files comes over too, so that their articles keep their ids and files
    that have not changed since are not read again.
    """

    def __init__(self, old: OldArchive, archive: Path) -> None:
        self._old = old
        self.articles = old.articles
        try:
            self.state = _state_of(old.sources())
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
            raise damaged(archive, f"{FILE_NAME} cannot be read") from error

    def __iter__(self) -> Iterator[Article]:
        """Yield the live articles in their order."""
        return iter(self._old)


def _state_of(raw: dict[str, Any]) -> SourcesState:
    """Return what an archive of format 2 remembered, as it is kept now."""
    files = raw.get("files", {})
    folders = [
        Folder(
            str(root),
            _options_of(raw["mapping"]),
            Files({str(name): _file_of(*values) for name, values in files.get(root, {}).items()}),
        )
        for root in raw.get("roots", ())
    ]
    return SourcesState(
        folders=folders,
        outside=int(raw.get("outside", 0)),
        overwritten=[str(id_) for id_ in raw.get("overwritten", ())],
    )


def _file_of(key: Any, article_key: Any, articles: Any, digest: Any, skips: Any) -> FileState:
    """Return a file of format 2, which kept digests only of files that were young."""
    return FileState(
        tuple(map(int, key)),
        str(article_key),
        int(articles),
        digest if digest is None else str(digest),
        bool(digest),
        [(number if number is None else int(number), str(reason)) for number, reason in skips],
    )


def _options_of(mapping: Any) -> FolderOptions:
    try:
        return FolderOptions.decoded({"map": mapping} if mapping else {})
    except UsageError:  # format 2 took any name
        return FolderOptions()


@contextlib.contextmanager
def open_stored(archive: Path) -> Iterator[Stored]:
    """Open the articles of an archive, of whatever format that can still be read.

    Raises:
        ArchiveMissing: there is no archive.
        ArchiveDamaged: a file is not as it was written.
        ArchiveVersionMismatch: its format cannot be read any more, or not yet.
        StorageError: the machine refused to read.
    """
    version = format_of(archive)
    if version == FORMAT:
        with Generation(archive, LAYOUT, any_analysis=True) as generation:
            yield StoredGeneration(generation)
    elif version in READABLE:
        with open_older(archive, version) as old:
            yield StoredOlder(old, archive)
    else:
        raise ArchiveVersionMismatch(
            f"{archive} has format {version}, which this newssearch can no longer read",
            hint="read the sources again: newssearch rebuild",
        )


class Outside:
    """Which stored articles were added through Python, and are in no file to read again."""

    def __init__(self, state: SourcesState) -> None:
        self._keys = set(state.article_keys())
        self.overwritten = frozenset(state.overwritten)

    def __contains__(self, article: Article) -> bool:
        return article.id in self.overwritten or key_of(article.id) not in self._keys


def moved_articles(
    previous: Generation, carried: Mapping[str, tuple[str, str]]
) -> Iterator[Article]:
    """Yield the articles of files that lie elsewhere now, with their new paths."""
    for segment in previous.segments:
        column = segment.keywords("id")
        for number in range(segment.size):
            if segment.deleted is not None and segment.deleted[number]:
                continue
            paths = carried.get((column.value(number) or "").split("#", 1)[0])
            if paths is not None:
                article = read_article(segment, number)
                if article.path.startswith(paths[0]):
                    article = article._replace(path=paths[1] + article.path[len(paths[0]) :])
                yield article
