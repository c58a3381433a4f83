"""The engine for an archive in a folder; see ``engine.Engine``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from newssearch.archive.fields import Field
from newssearch.archive.generations import Generation
from newssearch.archive.news_layout import LAYOUT
from newssearch.search.answer import Hit
from newssearch.search.ast import InField, Node, Part
from newssearch.search.engine import ExpandedTerm, Ref, Spelling
from newssearch.search.execution.values import keyword_docs
from newssearch.search.local import spelling
from newssearch.search.local.corpus import Corpus, live_docs, region
from newssearch.search.local.evaluation import LocalEvaluation
from newssearch.search.local.hits import hits_of
from newssearch.search.statistics import Statistics

if TYPE_CHECKING:
    from newssearch.search.local.quotations import LocalQuotations

_MOST_IDS = 10
"""Articles of a segment that are named where an id is not unique."""


class LocalEngine:
    """The live generation of the archive in a folder.

    Raises:
        ArchiveMissing: there is none.
        ArchiveVersionMismatch: another version of newssearch wrote it.
        ArchiveDamaged: a file is not as it was written.
    """

    def __init__(self, folder: Path) -> None:
        self._generation = Generation(folder, LAYOUT)
        self.corpus = Corpus(self._generation.segments, self._generation.groups)
        self._segments = self.corpus.segments

    @property
    def where(self) -> str:
        """The folder of the archive."""
        return str(self._generation.archive)

    @property
    def generation(self) -> str:
        """The name of the generation that answers."""
        return self._generation.name

    @property
    def published(self) -> dt.datetime:
        """When it was published, with its time zone."""
        return self._generation.published

    @property
    def articles(self) -> int:
        """How many articles it holds."""
        return self._generation.manifest.articles

    @property
    def knows_copies(self) -> bool:
        """Yes: groups of copies are kept with the archive."""
        return True

    def evaluate(self, node: Node, *, ranked: bool = True) -> LocalEvaluation:
        """Find the articles that satisfy a tree."""
        return LocalEvaluation(self.corpus, node, ranked=ranked)

    def quotations(self, node: InField, ranking: Node | None) -> LocalQuotations:
        """Find the quotations that satisfy a group."""
        from newssearch.search.local.quotations import (  # noqa: PLC0415 - most ask for articles
            LocalQuotations,
        )

        return LocalQuotations(self.corpus, node, ranking)

    def own_fields(self) -> Mapping[str, Field]:
        """Return by name the fields that this archive has beside those of the table."""
        return self.corpus.own_fields

    def find_id(self, prefix: str) -> list[tuple[Ref, str]]:
        """Return some of the articles whose id begins so, with their ids."""
        found: list[tuple[Ref, str]] = []
        for part, segment in enumerate(self._segments):
            column = segment.keywords("id")
            own = column.docs(prefix)
            others = np.setdiff1d(keyword_docs(segment, "id", prefix, True), own)
            docs = live_docs(segment, np.concatenate([own, others]))
            found += [
                (Ref(part, doc), column.value(doc) or "") for doc in docs[:_MOST_IDS].tolist()
            ]
        return found

    def read(self, ref: Ref) -> Hit:
        """Return an article as a hit by itself, without snippets."""
        return next(hits_of(self.corpus, [ref], None, 0))

    def copies(self, ref: Ref) -> list[Ref]:
        """Return the articles of an article's group, itself among them; none if it has none."""
        return self.corpus.copies(ref)

    def expansions(self, node: Part, field: str | None) -> list[ExpandedTerm]:
        """Return the words that a part stands for."""
        return spelling.expansions(self._segments, node, region(field).space)

    def spelled_near(
        self, token: str, field: str | None, *, beginning: str, edits: int
    ) -> list[Spelling]:
        """Return the words of letters within so many edits of a token that begin in a way."""
        space = region(field).space
        return spelling.spelled_near(self._segments, token, space, beginning, edits)

    def articles_with(self, tokens: Sequence[str]) -> list[int]:
        """Return for each token how many articles have it, deleted ones too."""
        return spelling.articles_with(self._segments, tokens)

    def collection_size(self) -> int:
        """Return the number of articles, deleted ones too."""
        return self.corpus.collection.articles

    def statistics(self) -> Statistics:
        """Return what the archive holds, in numbers."""
        from newssearch.search.local.statistics import statistics_of  # noqa: PLC0415 - as above

        return statistics_of(self._segments)

    def day_range(self) -> tuple[dt.date | None, dt.date | None]:
        """Return the first and the last day of the articles, None where none is dated."""
        from newssearch.search.local.statistics import day_range  # noqa: PLC0415 - as above

        return day_range(self._segments)

    def changed(self) -> bool:
        """Say whether a newer generation has been published."""
        return self._generation.superseded()

    def close(self) -> None:
        """Let go of the generation."""
        self._generation.close()
