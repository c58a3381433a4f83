"""Articles into segments in a folder, as much at a time as memory allows."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from newssearch.archive.article import Article
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.columnar.writing.segment_builder import BATCH_CHARACTERS, SegmentBuilder
from newssearch.archive.news_layout import LAYOUT, entries_of
from newssearch.archive.platform.processes import give_back_memory
from newssearch.indexer.near_duplicates import MadeShingles, form_groups

WORKER_BYTES = 250 << 20
"""The least memory that a worker is given: with less its segments are so small that merging them
takes longer than making them."""

_BASE_BYTES = 180 << 20
_BYTES_PER_OCCURRENCE = 36
"""Memory of a worker: what it holds whatever its run, mostly surfaces and their analysis, and what
each occurrence of its run takes at the height of inverting. Runs of 0.2, 3 and 14 million
occurrences were seen to peak at 160, 270 and 530 MB, one of 26 million with 300,000 distinct words
at 1,037 MB."""

_AHEAD_BYTES = 80 << 20
"""What the batches take besides that threads have on their way."""

AT_ONCE = 512
"""Articles analysed together: each step goes over all of them, and they still fit the cache."""

_LEAST_OCCURRENCES = 1_000_000


@dataclass(slots=True)
class Missing:
    """How many of some articles lack what."""

    text: int = 0
    title: int = 0
    byline: int = 0
    dateline: int = 0
    date: int = 0

    def count(self, articles: Sequence[Article]) -> None:
        """Look at some articles."""
        self.text += [article.body for article in articles].count("")
        self.title += [article.title for article in articles].count(None)
        self.byline += len(articles) - sum([bool(article.byline) for article in articles])
        self.dateline += [article.dateline for article in articles].count(None)
        self.date += [article.date for article in articles].count(None)


@dataclass(slots=True)
class Built:
    """What a worker has built in the end: its segments with their sizes, and what they lack.

    ``duplicates`` is the number of articles that follow the lead of a group; None if the groups
    are still to be formed.
    """

    segments: list[tuple[str, int]] = field(default_factory=list)
    missing: Missing = field(default_factory=Missing)
    duplicates: int | None = None


class RunWriter:
    """Articles into segments in a folder, a new one whenever memory says so.

    ``alone`` says that the archive will have what it writes and nothing else. If that is one
    segment, it is complete, and the groups are formed while it is written.
    """

    def __init__(
        self,
        folder: Path,
        name: str,
        memory_bytes: int,
        executor: Executor | None = None,
        *,
        alone: bool = False,
    ) -> None:
        base_bytes = _BASE_BYTES + (_AHEAD_BYTES if executor else 0)
        most = max((memory_bytes - base_bytes) // _BYTES_PER_OCCURRENCE, _LEAST_OCCURRENCES)
        self._builder = SegmentBuilder(LAYOUT, most, executor)
        self._folder = folder
        self._name = name
        self._alone = alone
        self._waiting: list[Article] = []
        self._waiting_characters = 0
        self.built = Built()

    def add(self, article: Article) -> None:
        """Take an article."""
        self._waiting.append(article)
        self._waiting_characters += len(article.body)
        if len(self._waiting) >= AT_ONCE or self._waiting_characters >= BATCH_CHARACTERS:
            self._hand_on()

    def _hand_on(self) -> None:
        """Hand the articles on that were taken, and write what there is when memory says so."""
        if self._waiting:
            self.built.missing.count(self._waiting)
            self._builder.add(entries_of(self._waiting))
            self._waiting = []
            self._waiting_characters = 0
            if self._builder.full:
                self._write()

    def finish(self) -> None:
        """Write what was taken since the last time; it is the end."""
        self._hand_on()
        if self._builder.entries:
            self._write(last=True)

    def _write(self, *, last: bool = False) -> None:
        name = f"{self._name}-{len(self.built.segments)}"
        first = self._alone and not self.built.segments
        size = self._builder.entries
        form = partial(self._form_groups, name, size) if first and last else None
        give_back_memory()  # what threads have freed would come on top
        self._builder.write(self._folder, name, run=True, stems=first, described=form)
        self.built.segments.append((name, size))
        give_back_memory()

    def _form_groups(self, name: str, size: int) -> None:
        """Form the groups of the only segment."""
        segments = [Segment(self._folder, name, LAYOUT, size)]
        made = MadeShingles(self._folder, [name])
        self.built.duplicates = form_groups(self._folder, segments, None, made)
