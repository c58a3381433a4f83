"""Articles as a segment of their own, in memory as far as the system allows.

What is sent to a cluster is read off such a segment, and what comes back from one is made such a
segment again: so words have the positions, and queries the answers, that they have in a folder.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from newssearch.archive.article import Article
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.columnar.writing.segment_builder import MOST_AT_ONCE, SegmentBuilder
from newssearch.archive.errors import refusal
from newssearch.archive.news_layout import LAYOUT, entries_of

_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of one's own is made in it
_NAME = "articles"


class ArticleSegment:
    """A segment of some articles, numbered in their order; its files go with ``close``.

    Raises:
        StorageError: there is no room for it.
    """

    def __init__(self, articles: Sequence[Article]) -> None:
        builder = SegmentBuilder(LAYOUT)
        try:
            self._folder = Path(tempfile.mkdtemp(prefix="newssearch-", dir=_room()))
        except OSError as error:
            raise refusal(error, "cannot make a temporary folder") from error
        try:
            for start in range(0, len(articles), MOST_AT_ONCE):
                builder.add(entries_of(articles[start : start + MOST_AT_ONCE]))
            builder.write(self._folder, _NAME)
        except OSError as error:
            self.close()
            raise refusal(error, f"cannot write to {self._folder}") from error
        except BaseException:
            self.close()
            raise
        self.segment = Segment(self._folder, _NAME, LAYOUT, len(articles))

    def close(self) -> None:
        """Remove its files."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def __del__(self) -> None:
        if hasattr(self, "_folder"):
            self.close()

    def __enter__(self) -> Segment:
        return self.segment

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _room() -> Path | None:
    """Return a folder in memory, None for the system's own choice."""
    try:
        return _MEMORY if shutil.disk_usage(_MEMORY).free > _LEAST_FREE else None
    except OSError:
        return None


_LEAST_FREE = 1 << 30
"""Bytes that must be free in memory: the largest page of candidates takes some 100 MB."""
