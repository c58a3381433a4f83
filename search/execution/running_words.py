"""The words of articles in the order of their texts, from the postings of a segment.

A segment keeps for each term where it occurs. Here this is turned round for some articles at a
time: for each position the one word that it counts as. No text is read or analysed again.

At one position there may be several tokens: the parts of "US-led" and the joined form of both,
"l'école" with its article and without, "US" as initials and as letters. The position counts as one
word: its initials if it has any, else its shortest token.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.dictionary import NEWLINE, take_terms
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.kept import kept
from newssearch.search.budget import check_time
from newssearch.search.execution.arrays import Docs, changes
from newssearch.search.execution.loops import loops
from newssearch.search.word_counts import is_initials

BLOCK_BYTES = 1 << 24
"""Bytes that are laid out at a time, of which those of the gaps between fields stay untouched.

2^21, 2^22, 2^23, 2^24, 2^25, 2^26: all words of 26,000 press releases, four bytes each, 165, 148,
134, 142, 127, 119 ms.
"""

NO_WORD = 0
"""What a position holds that no word is at."""

_FULL_STOP = ord(".")


@dataclass(frozen=True, slots=True)
class Block:
    """The places of words of some articles one after the other.

    The article ``docs[i]`` has those from ``bounds[i]`` to ``bounds[i + 1]`` (int64).
    """

    docs: Docs
    bounds: NDArray[np.int64]

    @property
    def size(self) -> int:
        """How many places there are, the gaps between fields among them."""
        return int(self.bounds[-1])

    def owners(self, places: NDArray[Any]) -> NDArray[np.intp]:
        """Return the place in ``docs`` of the article that holds each of some places."""
        return self.bounds.searchsorted(places, side="right") - 1


@dataclass(frozen=True, slots=True)
class WordBlock(Block):
    """The words of some articles: ``words`` (uint32) are their numbers, or ``NO_WORD``."""

    words: NDArray[np.uint32]


class MarkedCounts(NamedTuple):
    """How often words occur, by number (int64): 0 is no word.

    ``marked`` counts those at marked places, ``others`` those elsewhere, ``articles`` the articles
    that have the word at a marked place.
    """

    marked: NDArray[np.int64]
    others: NDArray[np.int64]
    articles: NDArray[np.int64]


MARKED, SKIPPED = 1, 2
"""What a mark is of places whose words are counted apart, or not at all; of all others it is 0."""

Marks: TypeAlias = NDArray[np.uint8]


class RunningWords:
    """The words of a segment's articles, in the fields that a bare word is looked for in.

    Words are numbered from 1 in the order of code points.
    """

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._first, last = segment.term_range("")
        self.size = last - self._first

    @kept
    def _encoded(self) -> NDArray[np.uint8]:
        return self._segment.terms.encoded()

    @kept
    def ranks(self) -> NDArray[np.uint16]:
        """Return for each word how late it is chosen among those at one position."""
        ends = np.append(0, np.flatnonzero(self._encoded == NEWLINE) + 1)
        bounds = ends[self._first : self._first + self.size + 1]
        ranks = np.diff(bounds).astype(np.uint16)
        stops = np.flatnonzero(self._encoded[: int(bounds[-1])] == _FULL_STOP)
        dotted = bounds.searchsorted(stops[stops >= bounds[0]], side="right") - 1
        dotted = dotted[changes(dotted)]
        for number, word in zip(dotted.tolist(), self.texts(dotted + 1), strict=True):
            if is_initials(word):
                ranks[number] = 0
        return ranks

    def number(self, word: str) -> int:
        """Return the number of a word, ``NO_WORD`` where there is none."""
        term = self._segment.term(word)
        return NO_WORD if term < 0 else term - self._first + 1

    def texts(self, numbers: NDArray[Any]) -> list[str]:
        """Return words by their numbers."""
        if not len(numbers):
            return []
        encoded = take_terms(self._encoded, numbers + (self._first - 1))
        terms = encoded.tobytes().decode("utf-8", "surrogatepass").split("\n")
        return [term[1:] for term in terms[:-1]]

    def blocks(self, docs: Docs) -> Iterator[WordBlock]:
        """Yield the words of some articles, which ascend, a block of articles at a time.

        Raises:
            ArchiveDamaged: a position is outside of its article.
            QueryBudgetExceeded: there is no time left.
        """
        for block, postings in self._postings(docs, BLOCK_BYTES // 4):
            words = np.zeros(block.size, np.uint32)
            self._check(loops().lay_out(*postings, self.ranks, words))
            yield WordBlock(block.docs, block.bounds, words)

    def count_marked(
        self, docs: Docs, mark: Callable[[Block], Marks]
    ) -> Iterator[tuple[Block, MarkedCounts]]:
        """Count the words of some articles, which ascend, a block of articles at a time.

        ``mark`` returns for a block the marks of its places, which are then overwritten.

        Raises:
            ArchiveDamaged: a position is outside of its article.
            QueryBudgetExceeded: there is no time left.
        """
        order = self.ranks.argsort(kind="stable")
        for block, postings in self._postings(docs, BLOCK_BYTES):
            counts = MarkedCounts(*np.zeros((3, self.size + 1), np.int64))
            self._check(loops().count_marked(*postings, order, mark(block), *counts))
            yield block, counts

    def _postings(self, docs: Docs, most: int) -> Iterator[tuple[Block, tuple[NDArray[Any], ...]]]:
        """Yield blocks of at most so many places, and what loops read the words of each from.

        Loops move the first two arrays on past the articles of a block.
        """
        segment = self._segment
        postings = segment.file("terms")["posting_start"].all()
        places = segment.file("terms")["position_start"].all()
        own = slice(self._first, self._first + self.size)
        posting_at = postings[own].astype(np.int64)
        position_at = places[own].astype(np.int64)
        posting_end = postings[self._first + 1 : self._first + self.size + 1].astype(np.int64)
        every = int(postings[-1])
        columns = (
            segment.docs(0, every),
            segment.narrow_frequencies(0, every),
            segment.positions(0, int(places[-1])),
        )
        sizes = self.sizes
        for some in _cut(docs, sizes, most):
            check_time()
            block = Block(some, np.concatenate([[0], sizes[some].cumsum()]))
            starts = np.full(int(some[-1]) + 1, -1, np.int64)
            starts[some] = block.bounds[:-1]
            yield block, (posting_at, position_at, posting_end, *columns, starts, sizes)

    def _check(self, sound: bool) -> None:
        """Make sure that a loop found all places within their articles."""
        if not sound:
            raise self._segment.file("positions").damaged("a word is outside of its article")

    @kept
    def sizes(self) -> NDArray[np.int64]:
        """The number of positions of each article, the gaps between its fields among them."""
        zones = range(len(self._segment.layout.zones))
        ends = [self._segment.text(f"zone_end.{zone}") for zone in zones]
        return np.maximum.reduce(ends).astype(np.int64)


def _cut(docs: Docs, sizes: NDArray[np.int64], most: int) -> Iterator[Docs]:
    """Cut articles into runs of so many places at most, or of one article."""
    reach = sizes[docs].cumsum()
    start = 0
    while start < len(docs):
        before = int(reach[start - 1]) if start else 0
        end = int(reach.searchsorted(before + most, side="right"))
        end = max(end, start + 1)
        yield docs[start:end]
        start = end
