"""The words of all segments, numbered as one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.segment import Segment
from newssearch.archive.kept import kept
from newssearch.search.execution.arrays import Docs
from newssearch.search.execution.running_words import (
    Block,
    MarkedCounts,
    Marks,
    RunningWords,
    WordBlock,
)
from newssearch.search.watching import report_done


class Vocabulary:
    """The words of all segments of a corpus, numbered as one; 0 is no word."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.readers = [RunningWords(segment) for segment in segments]

    @kept
    def _united(self) -> tuple[list[str], list[NDArray[np.int64]]]:
        """The words, and by segment the number of each of its words."""
        own = [reader.texts(np.arange(1, reader.size + 1)) for reader in self.readers]
        words = sorted(set().union(*own))
        numbers = {word: number for number, word in enumerate(words, 1)}
        return words, [np.array([0, *map(numbers.__getitem__, some)], np.int64) for some in own]

    def blocks(
        self, docs: Sequence[Docs], what: str = "articles"
    ) -> Iterator[tuple[int, RunningWords, WordBlock]]:
        """Yield the words of the articles ``docs`` of each segment, and report what is done.

        With each block come the number of its segment, and what reads that one's words.

        Raises:
            ArchiveDamaged: a position is outside of its article.
            QueryBudgetExceeded: there is no time left.
        """
        done, total = 0, sum(map(len, docs))
        for part, reader in enumerate(self.readers):
            for block in reader.blocks(docs[part]):
                yield part, reader, block
                done += len(block.docs)
                report_done(done, total, what)

    def count_marked(
        self, docs: Sequence[Docs], mark: Callable[[int, Block], Marks]
    ) -> MarkedCounts:
        """Count the words of the articles ``docs`` of each segment, and report what is done.

        ``mark`` returns the marks of a block's places, given the number of its segment.

        Raises:
            ArchiveDamaged: a position is outside of its article.
            QueryBudgetExceeded: there is no time left.
        """
        sums = MarkedCounts(*np.zeros((3, self.size + 1), np.int64))
        done, total = 0, sum(map(len, docs))
        for part, reader in enumerate(self.readers):
            numbers = self.united(part, np.arange(reader.size + 1))
            for block, counts in reader.count_marked(docs[part], partial(mark, part)):
                for sum_, own in zip(sums, counts, strict=True):
                    sum_[numbers] += own
                done += len(block.docs)
                report_done(done, total, "articles")
        return sums

    @property
    def size(self) -> int:
        """How many words there are."""
        return self.readers[0].size if len(self.readers) == 1 else len(self._united[0])

    def texts(self, numbers: NDArray[Any]) -> tuple[str, ...]:
        """Return words by their numbers."""
        if len(self.readers) == 1:
            return tuple(self.readers[0].texts(numbers))
        words = self._united[0]
        return tuple([words[number - 1] for number in numbers.tolist()])

    def united(self, part: int, numbers: NDArray[Any]) -> NDArray[Any]:
        """Return the numbers here of words that have others in a segment."""
        return numbers if len(self.readers) == 1 else self._united[1][part][numbers]
