"""A segment opened for reading: terms, postings, places, columns and stored bytes.

Everything is read when it is first asked for. Arrays are views over the file, never copies.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.arrayfile import ArrayFile, CheckedArray
from newssearch.archive.columnar.columns import KeywordColumn, ListColumn
from newssearch.archive.columnar.dictionary import TermDictionary
from newssearch.archive.columnar.entry_places import EntryPlaces
from newssearch.archive.columnar.files import SUFFIXES, expand
from newssearch.archive.columnar.layout import Layout, space_prefix
from newssearch.archive.columnar.soundness import NARROW, WIDE, expect, rising_by_term, within
from newssearch.archive.columnar.stored import StoredEntries
from newssearch.archive.columnar.wide_tokens import SPAN, span_prefix
from newssearch.archive.kept import kept

_KEPT_TERMS = 1024
"""Terms whose numbers a segment keeps at hand: a query looks each of its words up several times."""


class TermNumbers(NamedTuple):
    """What the dictionary's arrays say of one term.

    Where its postings begin and end, where its positions do, and the bits of its zones.
    """

    posting: int
    posting_end: int
    position: int
    position_end: int
    zones: int


class Segment:
    """The reading side of ``segment_writer``; see ``files`` for what the arrays mean.

    ``deleted`` is None, or a mask over the entries.
    """

    def __init__(
        self,
        folder: Path,
        name: str,
        layout: Layout,
        size: int,
        deleted: NDArray[np.bool_] | None = None,
    ) -> None:
        self.folder = folder
        self.name = name
        self.layout = layout
        self.size = size
        self.deleted = deleted
        self.live = size if deleted is None else size - int(np.count_nonzero(deleted))
        self._files: dict[str, ArrayFile] = {}
        self._found: dict[str, int] = {}
        self._numbers: dict[int, TermNumbers] = {}
        self._spans: dict[int, range] = {}
        self._keywords: dict[str, KeywordColumn] = {}

    def file(self, suffix: str) -> ArrayFile:
        """Return one of the segment's files, opened at the first call."""
        opened = self._files.get(suffix)
        if opened is None:
            opened = ArrayFile(self.folder / f"{self.name}.{suffix}")
            self._expect(opened, suffix)
            self._files[suffix] = opened
        return opened

    def _expect(self, file: ArrayFile, suffix: str) -> None:
        """Hold a file against what it must hold; see ``soundness``."""
        expect(file, suffix, self.layout, self.size)
        if suffix == "docs":
            holds = rising_by_term(self.size, lambda: self.file("terms")["posting_start"])
            file.expect("docs", NARROW, holds=holds)
        elif suffix == "stems":
            file.expect("stem_member", WIDE, holds=within(self.terms.size - 1))

    def forget(self) -> None:
        """Give back the memory of what was read of its files, which are gone through once.

        Another thread may open one meanwhile.
        """
        for file in tuple(self._files.values()):
            file.forget()

    def verify(self) -> None:
        """Read every byte of the segment and hold it against its checksum."""
        for suffix in SUFFIXES:
            self.file(suffix).verify_all()

    @kept
    def terms(self) -> TermDictionary:
        """The dictionary of terms; each has the prefix of its space."""
        return TermDictionary(self.file("terms"), "terms")

    @kept
    def _stems(self) -> TermDictionary:
        return TermDictionary(self.file("stems"), "stems")

    @kept
    def stored(self) -> StoredEntries:
        """The stored bytes of entries."""
        return StoredEntries(self.file("stored"))

    @kept
    def places(self) -> EntryPlaces:
        """The places in single entries."""
        return EntryPlaces(self.file("text"), len(self.layout.zones))

    def term(self, token: str, space: int = 0) -> int:
        """Return the number of a token's term in a space, or -1."""
        key = space_prefix(space) + token
        number = self._found.get(key)
        if number is None:
            if len(self._found) >= _KEPT_TERMS:
                self._found.clear()
            number = self._found[key] = self.terms.find(key)
        return number

    def term_range(self, beginning: str, space: int = 0) -> tuple[int, int]:
        """Return the first number of a space's terms with a beginning, and the one after the last.

        Span terms (see ``wide_tokens``) are left out.
        """
        start, stop = self.terms.range(space_prefix(space) + beginning)
        if not beginning:
            _, start = self.terms.range(space_prefix(space) + SPAN)
        return start, stop

    def span_terms(self, term: int, space: int = 0) -> range:
        """Return the numbers of the span terms of a term of a space: see ``wide_tokens``."""
        found = self._spans.get(term)
        if found is None:
            beginning = span_prefix(self.terms.term(term)[1:])
            found = range(*self.terms.range(space_prefix(space) + beginning))
            if len(self._spans) >= _KEPT_TERMS:
                self._spans = {}
            self._spans[term] = found
        return found

    def stem_variants(self, stem: str, space: int = 0) -> list[int]:
        """Return the numbers of the terms with a stem, none where the stem is its only form."""
        number = self._stems.find(space_prefix(space) + stem)
        if number < 0:
            return []
        file = self.file("stems")
        start, end = file["stem_start"].slice(number, number + 2).tolist()
        forms: list[int] = file["stem_member"].slice(start, end).tolist()
        return forms

    def numbers_of(self, term: int) -> TermNumbers:
        """Return where a term's postings and positions lie, and what it occurs in."""
        numbers = self._numbers.get(term)
        if numbers is None:
            file = self.file("terms")
            postings = file["posting_start"].slice(term, term + 2).tolist()
            positions = file["position_start"].slice(term, term + 2).tolist()
            zones = file["zones"].slice(term, term + 1).tolist()
            if len(self._numbers) >= _KEPT_TERMS:
                self._numbers.clear()
            numbers = self._numbers[term] = TermNumbers(*postings, *positions, *zones)
        return numbers

    def zones(self, term: int) -> int:
        """Return the bits of the classes of places that a term occurs in."""
        return self.numbers_of(term).zones

    def posting_range(self, term: int, last: int | None = None) -> tuple[int, int]:
        """Return where the postings of a term, or of those up to ``last``, begin and end."""
        if last is None or last == term:
            return self.numbers_of(term)[:2]
        starts = self.file("terms")["posting_start"]
        return int(starts.slice(term, term + 1)[0]), int(starts.slice(last + 1, last + 2)[0])

    def position_range(self, term: int, last: int | None = None) -> tuple[int, int]:
        """Return where the positions of a term, or of those up to ``last``, begin and end."""
        if last is None or last == term:
            return self.numbers_of(term)[2:4]
        starts = self.file("terms")["position_start"]
        return int(starts.slice(term, term + 1)[0]), int(starts.slice(last + 1, last + 2)[0])

    def docs(self, start: int, end: int) -> NDArray[Any]:
        """Return the entries of postings ``start`` to ``end``: uint16 or uint32."""
        return self._docs.slice(start, end)

    def weights(self, start: int, end: int) -> NDArray[np.uint8]:
        """Return the weighted frequencies, in quarters, of postings ``start`` to ``end``."""
        return self._weights.slice(start, end)

    def positions(self, start: int, end: int) -> NDArray[Any]:
        """Return positions ``start`` to ``end``: uint16 or uint32, within their entries."""
        return self._positions.slice(start, end)

    def frequencies(self, start: int, end: int, positions: int | None = None) -> NDArray[np.int64]:
        """Return the number of positions of each of the postings ``start`` to ``end``.

        Raises:
            ArchiveDamaged: together they have not as many ``positions`` as the terms say.
        """
        values = self._exact_frequencies(start, end, np.int64)
        if positions is not None and int(values.sum()) != positions:
            raise self.file("frequencies").damaged("they do not add up to the number of positions")
        return values

    def _exact_frequencies(self, start: int, end: int, kind: type[np.integer[Any]]) -> NDArray[Any]:
        """Return the frequencies of postings as whole numbers of a kind that holds them."""
        values = self._frequencies.slice(start, end).astype(kind)
        postings, exact = self._overflow
        if len(postings):
            first, last = postings.searchsorted((start, end)).tolist()
            if first < last:
                values[postings[first:last].astype(np.int64) - start] = exact[first:last]
        return values

    def narrow_frequencies(self, start: int, end: int) -> NDArray[Any]:
        """Return the same in the narrowest that holds them of uint8, uint16 and int64."""
        small = self.small_frequencies(start, end)
        if small is not None:
            return small
        most = int(self._overflow[1].max())
        return self._exact_frequencies(start, end, np.uint16 if most < 1 << 16 else np.int64)

    def small_frequencies(self, start: int, end: int) -> NDArray[np.uint8] | None:
        """Return the same as they are stored, None if one of them does not fit in a byte."""
        postings, _ = self._overflow
        if len(postings):
            first, last = postings.searchsorted((start, end)).tolist()
            if first < last:
                return None
        return self._frequencies.slice(start, end)

    @kept
    def _docs(self) -> CheckedArray:
        return self.file("docs")["docs"]

    @kept
    def _weights(self) -> CheckedArray:
        return self.file("weights")["weights"]

    @kept
    def _frequencies(self) -> CheckedArray:
        return self.file("frequencies")["frequencies"]

    @kept
    def _positions(self) -> CheckedArray:
        return self.file("positions")["positions"]

    @kept
    def _overflow(self) -> tuple[NDArray[Any], NDArray[Any]]:
        file = self.file("terms")
        return file["overflow_posting"].all(), file["overflow_frequency"].all()

    def text(self, name: str) -> NDArray[Any]:
        """Return an array over all entries from the ``.text`` file, verified at the first call."""
        return self.file("text")[name].all()

    def numbers(self, name: str) -> NDArray[np.int32]:
        """Return a column of numbers."""
        return self.file("columns")[f"number.{name}"].all()

    def keywords(self, name: str) -> KeywordColumn:
        """Return a column of strings."""
        column = self._keywords.get(name)
        if column is None:
            column = KeywordColumn(self.file("columns"), f"keyword.{name}")
            self._keywords[name] = column
        return column

    def lists(self, name: str) -> ListColumn:
        """Return a column of lists of strings."""
        return ListColumn(self.file("columns"), f"list.{name}")

    def ragged(
        self, name: str, offsets: str, docs: NDArray[Any]
    ) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return the values of the entries ``docs``, joined, and the number each of them has."""
        ends = self.text(offsets)
        starts = ends[docs].astype(np.int64)
        sizes = ends[docs + 1].astype(np.int64) - starts
        values = self.file("text")[name]
        return values.all()[expand(starts, sizes)], sizes
