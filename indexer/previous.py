"""The generation that a run starts from, and what it remembers of its sources.

An archive that is damaged, or of another version of the format, can still be rebuilt: the folders
it remembers are looked for wherever a readable file names them.
"""

from __future__ import annotations

import json
from pathlib import Path

from newssearch.archive.errors import (
    ArchiveDamaged,
    ArchiveError,
    ArchiveMissing,
    ArchiveVersionMismatch,
)
from newssearch.archive.generations import GENERATION_NAME, Generation
from newssearch.archive.news_layout import LAYOUT
from newssearch.indexer.state import FILE_NAME, SourcesState


class Previous:
    """The live generation, if there is one, held while the next is made; a context manager.

    ``salvage`` says that it is only asked for what it remembers, which may then come from a
    generation that cannot be opened.
    """

    def __init__(self, archive: Path, *, salvage: bool = False) -> None:
        self._archive = archive
        self._salvage = salvage
        self.generation: Generation | None = None
        self.state = SourcesState()

    def __enter__(self) -> Previous:
        try:
            self._open()
        except ArchiveMissing:
            pass
        except (ArchiveDamaged, ArchiveVersionMismatch) as error:
            self.close()
            if not self._salvage:
                raise
            self.state = salvage_state(self._archive, error)
        return self

    def _open(self) -> None:
        self.generation = Generation(self._archive, LAYOUT)
        content = self.generation.content(FILE_NAME)
        if content is not None:
            self.state = SourcesState.decode(content, self.generation.folder / FILE_NAME)

    def close(self) -> None:
        """Let go of the generation."""
        if self.generation is not None:
            self.generation.close()
            self.generation = None

    def __exit__(self, *_: object) -> None:
        self.close()


def salvage_state(archive: Path, error: ArchiveError) -> SourcesState:
    """Return what the newest readable generation remembers.

    Raises:
        ArchiveError: ``error``, with another hint: no generation tells the folders.
    """
    folders = [f for f in (archive / "generations").iterdir() if GENERATION_NAME.fullmatch(f.name)]
    for folder in sorted(folders, key=lambda folder: folder.name, reverse=True):
        state = _readable_state(folder)
        if state.roots or state.outside:
            return state
    error.hint = (
        f"its folders cannot be told any more: remove {archive / 'CURRENT'},"
        " then newssearch index FOLDER makes it anew"
    )
    raise error


def _readable_state(folder: Path) -> SourcesState:
    try:
        return SourcesState.load(folder)
    except (ArchiveDamaged, OSError):
        pass
    try:
        raw = json.loads((folder / FILE_NAME).read_bytes())
        return SourcesState(
            roots=[str(root) for root in raw["roots"]],
            mapping={str(name): str(value) for name, value in raw["mapping"].items()},
            outside=int(raw["outside"]),
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return SourcesState()
