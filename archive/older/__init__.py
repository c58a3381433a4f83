"""Archives of older formats: what of them can still be carried over.

One module a format, ``formatN``, each with a small reader of its own that depends on nothing which
a later change may touch: it knows that format's files by heart, reads the stored articles and what
the archive remembered of its sources, and verifies every byte it reads. When ``FORMAT`` in
``archive/manifest.py`` is raised, the reader of the format that ends is added here, and the tiny
archive in ``tests/compat`` keeps it honest.

===========  =======================================================================================
module       what it is
===========  =======================================================================================
``format2``  reading archives of format 2: stored articles, and the record of their sources
===========  =======================================================================================
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from newssearch.archive.article import Article

READABLE = (2,)
"""The older formats that can be read: of each, a module is here and an archive in the tests."""


class OldArchive(Protocol):
    """What the reader of each format offers: the live articles, their number, and the sources.

    ``sources`` returns what ``sources.json`` held, in the form that it had in that format.
    """

    articles: int

    def __iter__(self) -> Iterator[Article]: ...

    def sources(self) -> dict[str, Any]:
        """Return what is remembered of the sources."""

    def __enter__(self) -> OldArchive: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


def open_older(archive: Path, version: int) -> OldArchive:
    """Open an archive of one of the ``READABLE`` formats.

    Raises:
        ArchiveDamaged: a file is not as it was written.
        StorageError: a file cannot be read.
    """
    old: OldArchive = import_module(f"{__name__}.format{version}").OldArchive(archive)
    return old
