"""The generation that a run starts from, and what it remembers of its sources.

An archive that is damaged, or of another version of the format, can still be rebuilt: the folders
it remembers are looked for wherever a readable file names them.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from newssearch.archive.errors import (
    ArchiveDamaged,
    ArchiveError,
    ArchiveMissing,
    ArchiveTooNew,
    ArchiveVersionMismatch,
    UsageError,
)
from newssearch.archive.generations import Generation, generation_folders, read_current
from newssearch.archive.news_layout import LAYOUT
from newssearch.archive.platform.files import read_plain
from newssearch.archive.wording import counted
from newssearch.indexer.carrying import Outside, Stored, StoredGeneration, open_stored
from newssearch.indexer.folder_options import FolderOptions
from newssearch.indexer.state import FILE_NAME, Folder, SourcesState


class Previous:
    """The live generation, if there is one, held while the next is made; a context manager.

    ``salvage`` says that it is only asked for what it remembers and for articles to carry over:
    then it may also be of an older format, or damaged. ``stored`` are the articles of what is
    there, where they can be read.
    """

    def __init__(self, archive: Path, *, salvage: bool = False) -> None:
        self._archive = archive
        self._salvage = salvage
        self._held = contextlib.ExitStack()
        self.generation: Generation | None = None
        self.stored: Stored | None = None
        self.state = SourcesState()

    def __enter__(self) -> Previous:
        try:
            self._open()
        except ArchiveMissing:
            pass
        except (ArchiveDamaged, ArchiveVersionMismatch) as error:
            self.close()
            if not self._salvage or isinstance(error, ArchiveTooNew):
                raise
            self._open_older(error)
        return self

    def _open(self) -> None:
        self.generation = self._held.enter_context(Generation(self._archive, LAYOUT))
        self.stored = StoredGeneration(self.generation)
        self.state = self.stored.state

    def _open_older(self, error: ArchiveError) -> None:
        if isinstance(error, ArchiveVersionMismatch):
            with contextlib.suppress(ArchiveDamaged, ArchiveVersionMismatch):
                self.stored = self._held.enter_context(open_stored(self._archive))
                self.state = self.stored.state
                return
        self.state = salvage_state(self._archive, error)

    def outside(self, *, allow_empty: bool) -> Outside | None:
        """Return which articles were added through Python, None if there are none.

        Raises:
            UsageError: there are some that can be read no more, and ``allow_empty`` is false.
        """
        lost = self.state.outside
        if not lost:
            return None
        if self.stored is not None:
            return Outside(self.state)
        if not allow_empty:
            raise UsageError(
                f"{counted(lost, 'article')} of this archive added through Python would be lost:"
                " no complete generation is left to copy them from",
                hint="--allow-empty rebuilds the archive without them",
            )
        self.state.outside, self.state.overwritten = 0, []
        return None

    def close(self) -> None:
        """Let go of the generation."""
        self._held.close()
        self.generation = None
        self.stored = None

    def __exit__(self, *_: object) -> None:
        self.close()


def remembered_folders(archive: Path) -> list[Folder]:
    """Return the folders that an archive remembers, in their order.

    Raises:
        ArchiveError: there is no archive, or it cannot be read.
    """
    read_current(archive)
    with Previous(archive) as previous:
        return previous.state.folders


def salvage_state(archive: Path, error: ArchiveError) -> SourcesState:
    """Return what the newest readable generation remembers.

    Raises:
        ArchiveError: ``error``, with another hint: no generation tells the folders.
    """
    for folder in reversed(generation_folders(archive)):
        state = _readable_state(folder)
        if state.folders or state.outside:
            return state
    error.hint = (
        f"it no longer records its folders: move {archive} away,"
        " then make a new one: newssearch index FOLDER"
    )
    raise error


def _readable_state(folder: Path) -> SourcesState:
    try:
        return SourcesState.load(folder)
    except (ArchiveDamaged, OSError):
        pass
    try:
        raw = json.loads(read_plain(folder / FILE_NAME))
        return SourcesState(
            folders=[_folder_of(one, raw) for one in raw.get("folders", raw.get("roots", ()))],
            outside=int(raw["outside"]),
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return SourcesState()


def _folder_of(one: Any, raw: Mapping[str, Any]) -> Folder:
    """Return a remembered folder; before format 3 it was a path, with one mapping for all."""
    if not isinstance(one, str):
        path, options = str(one["path"]), one["options"]
    else:
        path, options = one, {"map": raw["mapping"]}
    try:
        return Folder(path, FolderOptions.decoded(options))
    except (UsageError, KeyError, TypeError):
        return Folder(path)
