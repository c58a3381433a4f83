"""The terms and postings that Whoosh sees in a field of a columnar segment.

Whoosh wants a dictionary a field, sorted by bytes, and postings by field and term. Text, keywords
and numbers lie differently in a segment; here they look the same.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.columns import KeywordColumn
from newssearch.archive.columnar.layout import space_prefix
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.kept import kept
from newssearch.archive.whoosh.shape import IndexShape, NumberField
from newssearch.archive.whoosh.windows import Ints, Window, window_of

_STRIP_TERMS = 4096
_STRIP_POSITIONS = 1_000_000
"""Terms and positions looked through at a time for those that occur in a field: some 50 MB."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Where a term of a field occurs.

    ``docs`` are ascending entries, deleted ones too; ``frequencies`` the number of occurrences in
    each. ``positions`` are those of all of them one after the other, counted from the start of
    the field, or None in a field without positions.
    """

    docs: Ints
    frequencies: Ints
    positions: Ints | None = None


class FieldTerms(Protocol):
    """What every kind of field offers."""

    def terms(self, start: bytes = b"") -> Iterator[bytes]:
        """Yield the terms from ``start`` on, in order."""
        ...

    def postings(self, term: bytes) -> Postings | None:
        """Return where a term occurs, None if nowhere."""
        ...

    @property
    def lengths(self) -> Ints | None:
        """The number of words by entry, None if the field keeps none."""
        ...


def field_terms(segment: Segment, shape: IndexShape) -> dict[str, FieldTerms]:
    """Return every indexed field of a segment, in the order of their names."""
    layout = shape.layout
    fields: dict[str, FieldTerms] = {name: KeywordTerms(segment, name) for name in layout.keywords}
    for name in (*layout.fields, layout.lead, layout.ranges):
        fields[name] = MainTerms(segment, name)
    for name, space in layout.by_space.items():
        fields[name] = SpaceTerms(segment, space)
    for name, kind in shape.numbers.items():
        fields[name] = NumberTerms(segment, kind)
    return dict(sorted(fields.items()))


class SpaceTerms:
    """A field that is a space of its own."""

    def __init__(self, segment: Segment, space: int) -> None:
        self._segment = segment
        self._space = space

    def terms(self, start: bytes = b"") -> Iterator[bytes]:
        """Yield the terms of the space."""
        prefix = space_prefix(self._space).encode()
        dictionary = self._segment.terms
        first, last = self._segment.term_range("", self._space)
        first = max(first, dictionary.floor(prefix + start))
        size = 64
        while first < last:
            stop = self._strip_end(first, min(first + size, last))
            occurring = self._occurring(first, stop).tolist()
            for term, occurs in zip(dictionary.terms(first, stop), occurring, strict=True):
                if occurs:
                    yield term[1:].encode("utf-8", "surrogatepass")
            first, size = stop, min(4 * size, _STRIP_TERMS)

    def _strip_end(self, first: int, last: int) -> int:
        """Return the end of a run of terms that has few enough positions, one term at the least."""
        starts = self._segment.file("terms")["position_start"].slice(first, last + 1)
        fitting = int(np.searchsorted(starts, int(starts[0]) + _STRIP_POSITIONS, side="right"))
        return first + max(fitting - 1, 1)

    def _occurring(self, first: int, last: int) -> NDArray[np.bool_]:
        return np.ones(last - first, bool)

    def postings(self, term: bytes) -> Postings | None:
        """Return the postings of the term in the space."""
        number = self._find(term)
        return None if number < 0 else self._read(number)

    def _find(self, term: bytes) -> int:
        try:
            return self._segment.term(term.decode("utf-8", "surrogatepass"), self._space)
        except UnicodeDecodeError:
            return -1

    def _read(self, first: int, last: int | None = None) -> Postings:
        """Return the postings of term ``first``, or of those up to ``last``, joined."""
        segment = self._segment
        postings = segment.posting_range(first, last)
        positions = segment.positions(*segment.position_range(first, last)).astype(np.int64)
        return Postings(
            segment.docs(*postings).astype(np.int64),
            segment.frequencies(*postings, len(positions)),
            positions,
        )

    @kept
    def lengths(self) -> Ints:
        """The number of words in the space, by entry."""
        text = len(self._segment.layout.zones) + self._space - 1
        return self._segment.text(f"count.{text}").astype(np.int64)


class MainTerms(SpaceTerms):
    """A field that is a part of the main space."""

    def __init__(self, segment: Segment, name: str) -> None:
        super().__init__(segment, 0)
        self._name = name

    @kept
    def _window(self) -> Window:
        return window_of(self._segment, self._name)

    def postings(self, term: bytes) -> Postings | None:
        """Return the postings of the term within the field."""
        number = self._find(term)
        if number < 0 or not self._segment.zones(number) & self._window.classes:
            return None
        whole = self._read(number)
        owners, inside, positions = self._pick(whole)
        frequencies = np.bincount(owners[inside], minlength=len(whole.docs))
        found = frequencies > 0
        if not found.any():
            return None
        return Postings(whole.docs[found], frequencies[found], positions[inside])

    def _pick(self, whole: Postings) -> tuple[Ints, NDArray[np.bool_], Ints]:
        """Return of each position its posting, whether it is in the field, and where."""
        assert whole.positions is not None
        owners = np.repeat(np.arange(len(whole.docs)), whole.frequencies)
        inside, positions = self._window.pick(whole.docs[owners], whole.positions)
        return owners, inside, positions

    def _occurring(self, first: int, last: int) -> NDArray[np.bool_]:
        """Say of each term whether it occurs in the field.

        The classes of a term are no more than a hint: a merge leaves deleted occurrences in them.
        """
        classes = self._segment.file("terms")["zones"].slice(first, last)
        if not (classes & self._window.classes).any():
            return np.zeros(last - first, bool)
        _, inside, _ = self._pick(self._read(first, last - 1))
        starts = self._segment.file("terms")["position_start"].slice(first, last + 1)
        starts = (starts - starts[0]).astype(np.int64)
        before = np.concatenate([[0], np.cumsum(inside)])
        occurring: NDArray[np.bool_] = before[starts[1:]] > before[starts[:-1]]
        return occurring

    @kept
    def lengths(self) -> Ints:
        """The number of words in the field, by entry."""
        return self._window.lengths()


class KeywordTerms:
    """A field whose values are terms."""

    lengths = None

    def __init__(self, segment: Segment, name: str) -> None:
        self._segment = segment
        self._name = name

    @kept
    def _column(self) -> KeywordColumn:
        return self._segment.keywords(self._name)

    def terms(self, start: bytes = b"") -> Iterator[bytes]:
        """Yield the values."""
        values = self._column.values
        for value in values.terms(values.floor(start.replace(b"\n", b"\0"))):
            yield value.replace("\0", "\n").encode("utf-8", "surrogatepass")

    def postings(self, term: bytes) -> Postings | None:
        """Return the entries with a value."""
        try:
            docs = self._column.docs(term.decode("utf-8", "surrogatepass"))
        except UnicodeDecodeError:
            return None
        return _plain(docs)

    def values(self) -> list[bytes]:
        """Return the value of every entry, empty bytes for none."""
        names = [b"", *self.terms()]
        return [names[ordinal] for ordinal in self._column.ordinals.tolist()]


def _plain(docs: NDArray[np.intp]) -> Postings | None:
    return Postings(docs.astype(np.int64), np.ones(len(docs), np.int64)) if len(docs) else None


class NumberTerms:
    """A field of numbers, as terms of falling precision.

    A term is a byte that says how many low bits are shifted away, and what remains of the number
    in big-endian bytes, moved up by half the range so that terms sort as numbers do (the tiered
    terms of ``whoosh.fields.NUMERIC``).
    """

    lengths = None

    def __init__(self, segment: Segment, kind: NumberField) -> None:
        self._segment = segment
        self.kind = kind
        self._packing = struct.Struct(">BQ" if kind.bits == 64 else ">BI")

    @kept
    def _sorted(self) -> tuple[Ints, NDArray[np.uint64]]:
        """The entries that have a number, ordered by it, and their sortable numbers."""
        numbers, present = self.kind.read(self._segment)
        docs = np.flatnonzero(present)
        sortable = numbers[docs].astype(np.uint64) + np.uint64(1 << (self.kind.bits - 1))
        order = np.argsort(sortable, kind="stable")
        return docs[order], sortable[order]

    def terms(self, start: bytes = b"") -> Iterator[bytes]:
        """Yield the terms, the precise ones first."""
        distinct = np.unique(self._sorted[1])
        for shift in range(0, self.kind.bits, self.kind.step):
            for number in np.unique(distinct >> np.uint64(shift)).tolist():
                term = self._packing.pack(shift, number)
                if term >= start:
                    yield term

    def postings(self, term: bytes) -> Postings | None:
        """Return the entries whose number begins with the bits of a term."""
        if len(term) != self._packing.size:
            return None
        shift, number = self._packing.unpack(term)
        if shift % self.kind.step or number << shift >= 1 << self.kind.bits:
            return None
        docs, numbers = self._sorted
        low = np.searchsorted(numbers, np.uint64(number << shift))
        high = np.searchsorted(numbers, np.uint64(((number + 1) << shift) - 1), side="right")
        return _plain(np.sort(docs[low:high]))

    def values(self, missing: int) -> list[int]:
        """Return the number of every entry as a column holds it."""
        numbers, present = self.kind.read(self._segment)
        base = self.kind.column_base
        return [
            number + base if there else missing
            for number, there in zip(numbers.tolist(), present.tolist(), strict=True)
        ]
