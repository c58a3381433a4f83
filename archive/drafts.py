"""A generation in the making: written aside, then published as a whole; see ``generations``."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import shutil
from concurrent.futures import Executor, Future
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.arrayfile import ArrayFileWriter
from newssearch.archive.columnar.files import SUFFIXES
from newssearch.archive.columnar.layout import Layout
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.errors import ArchiveError, StorageError
from newssearch.archive.fingerprint import fingerprint
from newssearch.archive.generations import (
    Generation,
    deletions_of,
    generation_folders,
    generation_number,
    read_current,
    write_current,
)
from newssearch.archive.manifest import (
    FileEntry,
    Manifest,
    SegmentEntry,
    make_durable,
    write_atomically,
)
from newssearch.archive.modes import PRIVATE, follow
from newssearch.archive.platform.files import make_names_durable
from newssearch.archive.platform.names import link_or_copy


class Draft:
    """A generation in the making; nothing of it is seen before ``publish``.

    As a context manager it removes what was not published.
    """

    def __init__(self, archive: Path, previous: Generation | None) -> None:
        self.archive = archive
        self.previous = previous
        self.name = f"{_next_number(archive):06d}-{secrets.token_hex(4)}"
        self.folder = archive / "generations" / self.name
        self._segments: list[SegmentEntry] = []
        self._known: dict[str, FileEntry] = {}
        self._published = False

    def add_segment(self, name: str, size: int) -> None:
        """Take up a segment whose files were written into the folder."""
        self._segments.append(SegmentEntry(name, size))

    def keep_segment(self, segment: Segment, deleted: NDArray[np.bool_] | None) -> None:
        """Take over a segment of the previous generation, with what is deleted of it now."""
        assert self.previous is not None
        for suffix in SUFFIXES:
            name = f"{segment.name}.{suffix}"
            if link_or_copy(segment.folder / name, self.folder / name):
                self._known[name] = self.previous.manifest.files[name]
        deletions = None
        if deleted is not None and deleted.any():
            deletions = f"{segment.name}.deletions"
            with ArrayFileWriter(self.folder / deletions) as file:
                file.add("deleted", np.flatnonzero(deleted).astype("<u4"))
        self._segments.append(SegmentEntry(segment.name, segment.size, deletions))

    def settle(self, name: str, executor: Executor) -> list[Future[None]]:
        """Make the files of a new segment durable, which ``publish`` else does with the others."""
        return [
            executor.submit(self._settle, self.folder / f"{name}.{suffix}") for suffix in SUFFIXES
        ]

    def _settle(self, path: Path) -> None:
        self._known[path.name] = make_durable(path)

    def segments(self, layout: Layout) -> list[Segment]:
        """Open the segments taken up so far, in their order."""
        return [
            Segment(self.folder, entry.name, layout, entry.size, deletions_of(self.folder, entry))
            for entry in self._segments
        ]

    def publish(self, layout: Layout, articles: int, about: dict[str, Any]) -> Manifest:
        """Verify, make durable, and make the draft the live generation.

        ``articles`` is how many it must hold; ``about`` is kept in the manifest.

        Raises:
            ArchiveError: it does not hold what it should; nothing was published.
        """
        segments = self.segments(layout)
        for segment in segments:
            if len(segment.stored) != segment.size:
                raise ArchiveError(f"segment {segment.name} is incomplete; nothing was published")
        live = sum(segment.live for segment in segments)
        if live != articles:
            raise ArchiveError(
                f"the new index holds {live} articles instead of {articles}; nothing was published"
            )
        from newssearch.archive.whoosh.schema import write_whoosh_toc  # noqa: PLC0415 - reading needs no whoosh

        write_whoosh_toc(self.folder, segments)
        files = {
            path.name: self._known.get(path.name) or make_durable(path)
            for path in sorted(self.folder.iterdir())
            if path.name != "INUSE" and path.is_file()
        }
        now = dt.datetime.now().astimezone().isoformat(timespec="seconds")
        manifest = Manifest(
            self.name, now, live, tuple(self._segments), files, about, fingerprint(layout)
        )
        content = manifest.encode()
        follow(self.archive, self.folder)
        write_atomically(self.folder / "MANIFEST", content)
        make_names_durable(self.folder.parent)
        write_current(self.archive, self.name, hashlib.sha256(content).hexdigest())
        self._published = True
        return manifest

    def __enter__(self) -> Draft:
        try:
            self.folder.mkdir(PRIVATE)
            (self.folder / "INUSE").touch(mode=0o600)
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.is_live() is False:
            shutil.rmtree(self.folder, ignore_errors=True)

    def is_live(self) -> bool | None:
        """Return whether the pointer names this draft: also where publishing failed after the
        switch.

        None means that the machine does not let the pointer be read.
        """
        try:
            return self._published or read_current(self.archive)[0] == self.name
        except ArchiveError:
            return False
        except StorageError:
            return None


def _next_number(archive: Path) -> int:
    """Return a number above those of all generations: names of segments are never used again."""
    numbers = [generation_number(folder.name) for folder in generation_folders(archive)]
    return max(numbers, default=0) + 1
