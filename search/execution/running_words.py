"""The words of articles in the order of their texts, from the postings of a segment.

A segment keeps for each term where it occurs. Here this is turned round for some articles at a
time: for each position the one word that it counts as. No text is read or analysed again.

At one position there may be several tokens: the parts of "US-led" and the joined form of both,
"l'école" with its article and without, "US" as initials and as letters. The position counts as one
word: its initials if it has any, else its shortest token.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.dictionary import NEWLINE, take_terms
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.kept import kept
from newssearch.search.budget import check_time
from newssearch.search.execution.arrays import Docs
from newssearch.search.execution.loops import loops
from newssearch.search.word_counts import is_initials

BLOCK_POSITIONS = 1 << 22
"""Positions that are laid out at a time: 16 MB, of which the gaps between fields stay untouched.

2^19, 2^20, 2^21, 2^22, 2^23, 2^24: all words of 26,000 press releases 165, 148, 134, 142, 127,
119 ms.
"""

NO_WORD = 0
"""What a position holds that no word is at."""

_FULL_STOP = ord(".")


class WordBlock(NamedTuple):
    """The words of some articles one after the other.

    ``words`` (uint32) has for each position the number of its word, or ``NO_WORD``; the article
    ``docs[i]`` has those from ``bounds[i]`` to ``bounds[i + 1]`` (int64). ``counts`` (int64) has by
    number how often each word occurs in them.
    """

    docs: Docs
    bounds: NDArray[np.int64]
    words: NDArray[np.uint32]
    counts: NDArray[np.int64]

    def owners(self, places: NDArray[Any]) -> NDArray[np.intp]:
        """Return the place in ``docs`` of the article that holds each of some positions."""
        return self.bounds.searchsorted(places, side="right") - 1


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
        dotted = np.unique(bounds.searchsorted(stops[stops >= bounds[0]], side="right") - 1)
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
        for some in _cut(docs, sizes):
            check_time()
            bounds = np.concatenate([[0], sizes[some].cumsum()])
            starts = np.full(int(some[-1]) + 1, -1, np.int64)
            starts[some] = bounds[:-1]
            words = np.zeros(int(bounds[-1]), np.uint32)
            counts = np.zeros(self.size + 1, np.int64)
            cursors = posting_at, position_at, posting_end
            if not loops().lay_out(*cursors, *columns, starts, sizes, self.ranks, words, counts):
                raise segment.file("positions").damaged("a word is outside of its article")
            yield WordBlock(some, bounds, words, counts)

    @kept
    def sizes(self) -> NDArray[np.int64]:
        """The number of positions of each article, the gaps between its fields among them."""
        zones = range(len(self._segment.layout.zones))
        ends = [self._segment.text(f"zone_end.{zone}") for zone in zones]
        return np.maximum.reduce(ends).astype(np.int64)


def _cut(docs: Docs, sizes: NDArray[np.int64]) -> Iterator[Docs]:
    """Cut articles into runs of ``BLOCK_POSITIONS`` at most, or of one article."""
    reach = sizes[docs].cumsum()
    start = 0
    while start < len(docs):
        before = int(reach[start - 1]) if start else 0
        end = int(reach.searchsorted(before + BLOCK_POSITIONS, side="right"))
        end = max(end, start + 1)
        yield docs[start:end]
        start = end
