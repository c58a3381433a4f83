"""A sorted dictionary of terms on disk: a look-up reads one short block.

The terms stand one after the other in UTF-8, each ended by a newline, sorted by bytes (which is
by code points); ``blocks`` holds where every 64th begins. A look-up bisects over the first terms
of the blocks and then over the terms of one block.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.arrayfile import ArrayFile, ArrayFileWriter
from newssearch.archive.columnar.files import expand
from newssearch.archive.columnar.soundness import expect_dictionary
from newssearch.archive.errors import ArchiveDamaged

BLOCK_TERMS = 64
"""Terms a block: some 600 bytes, which is split in about 3 µs."""


NEWLINE = ord("\n")

_TAKEN_AT_ONCE = 1 << 16
"""Terms copied together, which takes eight bytes for each of theirs."""

_KEPT_FIRSTS = 4096
_KEPT_BLOCKS = 256
"""First terms and blocks that a dictionary keeps at hand: some 300 KB and 4 MB at most."""

_LONGEST = 320
"""Bytes in which a term of 64 characters and its space fit."""


def encode_terms(terms: Iterable[str]) -> NDArray[np.uint8]:
    """Return terms in UTF-8, each ended by a newline; none holds one."""
    return np.frombuffer("\n".join([*terms, ""]).encode("utf-8", "surrogatepass"), np.uint8)


def take_terms(content: NDArray[np.uint8], numbers: NDArray[Any]) -> NDArray[np.uint8]:
    """Return some of encoded terms, by their numbers, encoded."""
    ends = np.append(0, np.flatnonzero(content == NEWLINE) + 1)
    parts = [np.zeros(0, np.uint8)]
    for first in range(0, len(numbers), _TAKEN_AT_ONCE):
        own = numbers[first : first + _TAKEN_AT_ONCE]
        starts = ends[own]
        parts.append(content[expand(starts, ends[own + 1] - starts)])
    return parts[1] if len(parts) == 2 else np.concatenate(parts)


def write_dictionary(file: ArrayFileWriter, name: str, content: NDArray[np.uint8]) -> None:
    """Write sorted terms, as ``encode_terms`` returns them: ``name`` and ``name.blocks``."""
    ends = np.flatnonzero(content == NEWLINE) + 1
    starts = np.concatenate([[0], ends])
    file.add(name, content)
    file.add(f"{name}.blocks", np.append(starts[:-1:BLOCK_TERMS], starts[-1]).astype("<u8"))
    file.add(f"{name}.count", np.array([len(ends)], "<u8"))


class TermDictionary:
    """The reading side; terms are numbered from 0 in sorted order."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        expect_dictionary(file, name)
        self._file = file
        self._content = file[name]
        self._starts: NDArray[Any] = file[f"{name}.blocks"].all()
        self._firsts: dict[int, bytes] = {}
        self._blocks: dict[int, list[bytes]] = {}
        self.size = int(file[f"{name}.count"].all()[0])
        blocks = -(-self.size // BLOCK_TERMS)
        if len(self._starts) != blocks + 1 or self._starts[-1] != len(self._content):
            raise file.damaged("it has the wrong number of term blocks")

    def encoded(self) -> NDArray[np.uint8]:
        """Return all terms, encoded."""
        content = self._content.all()
        if int(np.count_nonzero(content == NEWLINE)) != self.size:
            raise self._unfit()
        return content

    def encoded_part(self, start: int, stop: int) -> NDArray[np.uint8]:
        """Return the terms with the numbers ``start`` to ``stop``, encoded.

        Raises:
            ArchiveDamaged: there are more or fewer terms in that part of the file.
        """
        part = self._content.slice(self._byte_of(start), self._byte_of(stop))
        if int(np.count_nonzero(part == NEWLINE)) != stop - start:
            raise self._unfit()
        return part

    def _byte_of(self, number: int) -> int:
        """Return the byte at which a term begins, or at which the last one ends."""
        block, place = divmod(number, BLOCK_TERMS)
        begin = int(self._starts[block])
        if not place:
            return begin
        return begin + sum(map(len, self._block(block)[:place])) + place

    def forget(self) -> None:
        """Let go of the terms that are kept at hand."""
        self._firsts.clear()
        self._blocks.clear()

    def _unfit(self) -> ArchiveDamaged:
        return self._file.damaged("a block of terms is inconsistent")

    def _block(self, block: int) -> list[bytes]:
        terms = self._blocks.get(block)
        if terms is None:
            if len(self._blocks) >= _KEPT_BLOCKS:
                self._blocks.clear()
            terms = self._blocks[block] = self._read(block)
        return terms

    def _read(self, block: int) -> list[bytes]:
        if not 0 <= block < len(self._starts) - 1:
            raise self._unfit()
        start, end = int(self._starts[block]), int(self._starts[block + 1])
        content = self._content.slice(start, end).tobytes()
        *terms, rest = content.split(b"\n")
        if rest or len(terms) != min(BLOCK_TERMS, self.size - block * BLOCK_TERMS):
            raise self._unfit()
        try:
            content.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError as error:
            raise self._unfit() from error
        if sorted(terms) != terms:
            raise self._file.damaged("a block of terms is not in order")
        return terms

    def _first(self, block: int) -> bytes:
        first = self._firsts.get(block)
        if first is None:
            if len(self._firsts) >= _KEPT_FIRSTS:
                self._firsts.clear()
            start, end = int(self._starts[block]), int(self._starts[block + 1])
            content = self._content.slice(start, min(end, start + _LONGEST)).tobytes()
            first = self._firsts[block] = content.split(b"\n", 1)[0]
        return first

    def floor(self, term: bytes) -> int:
        """Return the number of terms that sort before ``term``."""
        blocks = len(self._starts) - 1
        if blocks <= 0:
            return 0
        block = max(bisect_right(range(blocks), term, key=self._first) - 1, 0)
        return block * BLOCK_TERMS + bisect_left(self._block(block), term)

    def find(self, term: str) -> int:
        """Return the number of a term, or -1 where there is none."""
        encoded = term.encode("utf-8", "surrogatepass")
        number = self.floor(encoded)
        if number < self.size and self.term(number) == term:
            return number
        return -1

    def term(self, number: int) -> str:
        """Return the term with a number."""
        block, place = divmod(number, BLOCK_TERMS)
        return self._block(block)[place].decode("utf-8", "surrogatepass")

    def range(self, prefix: str) -> tuple[int, int]:
        """Return the first number of the terms with a prefix, and the one after the last."""
        encoded = prefix.encode("utf-8", "surrogatepass")
        return self.floor(encoded), self.floor(encoded + b"\xff")

    def terms(self, start: int = 0, stop: int | None = None) -> Iterator[str]:
        """Yield the terms with the numbers ``start`` to ``stop``."""
        stop = self.size if stop is None else stop
        block = start // BLOCK_TERMS
        number = block * BLOCK_TERMS
        while number < stop:
            for term in self._read(block):
                if start <= number < stop:
                    yield term.decode("utf-8", "surrogatepass")
                number += 1
            block += 1

    def match(self, pattern: re.Pattern[bytes], start: int, stop: int) -> Iterator[tuple[int, str]]:
        """Yield the numbered terms from ``start`` to ``stop`` that a pattern matches in full."""
        for number, term in enumerate(self.terms(start, stop), start):
            if pattern.fullmatch(term.encode("utf-8", "surrogatepass")):
                yield number, term
