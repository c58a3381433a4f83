"""Whoosh's readers over the terms of a columnar segment: dictionaries, cursors, matchers.

This is how stock Whoosh runs any of its queries, one posting at a time: slower than our own
execution, and the measure of its correctness.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.query.spans import Span
from whoosh.reading import TermInfo, TermNotFound

from newssearch.archive.whoosh.terms import FieldTerms, Postings

Term = tuple[str, bytes]


class ColumnarTerms(base.TermsReader):
    """The terms of all fields of a segment."""

    def __init__(self, fields: dict[str, FieldTerms]) -> None:
        self._fields = fields
        self._last: tuple[Term, Postings | None] = (("", b""), None)

    def _postings(self, fieldname: str, text: bytes) -> Postings | None:
        """Look a term up; Whoosh asks for the same one several times in a row."""
        term = (fieldname, text)
        if self._last[0] != term:
            field = self._fields.get(fieldname)
            self._last = (term, None if field is None else field.postings(text))
        return self._last[1]

    def _known(self, fieldname: str, text: bytes) -> Postings:
        postings = self._postings(fieldname, text)
        if postings is None:
            raise TermNotFound(f"{fieldname}:{text!r}")
        return postings

    def __contains__(self, term: Term) -> bool:
        return self._postings(*term) is not None

    def indexed_field_names(self) -> Iterable[str]:
        """Return the names of the fields that have terms or could."""
        return self._fields.keys()

    def cursor(self, fieldname: str, fieldobj: Any) -> ColumnarCursor:
        """Return a cursor at the first term of a field."""
        return ColumnarCursor(self, self._fields[fieldname], fieldname, fieldobj)

    def terms(self) -> Iterator[Term]:
        """Yield the terms of all fields."""
        for fieldname, field in self._fields.items():
            for text in field.terms():
                yield fieldname, text

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[Term]:
        """Yield the terms of a field from ``prefix`` on, then those of the fields after it."""
        for name, field in self._fields.items():
            if name >= fieldname:
                for text in field.terms(prefix if name == fieldname else b""):
                    yield name, text

    def items(self) -> Iterator[tuple[Term, Any]]:
        """Yield every term with what is known of it."""
        for term in self.terms():
            yield term, self.term_info(*term)

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Term, Any]]:
        """Yield terms as ``terms_from`` does, with what is known of them."""
        for term in self.terms_from(fieldname, prefix):
            yield term, self.term_info(*term)

    def term_info(self, fieldname: str, text: bytes) -> Any:
        """Return the statistics of a term; deleted entries count, as in stock Whoosh.

        Raises:
            TermNotFound: no entry has it.
        """
        return _term_info(self._known(fieldname, text), self._fields[fieldname])

    def frequency(self, fieldname: str, text: bytes) -> int:
        """Return the number of occurrences of a term, 0 if there is none."""
        postings = self._postings(fieldname, text)
        return 0 if postings is None else int(postings.frequencies.sum())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Return the number of entries that have a term, 0 if there is none."""
        postings = self._postings(fieldname, text)
        return 0 if postings is None else len(postings.docs)

    def matcher(
        self, fieldname: str, text: bytes, format_: Any, scorer: Any = None
    ) -> ColumnarMatcher:
        """Return a matcher over the postings of a term.

        Raises:
            TermNotFound: no entry has it.
        """
        postings = self._known(fieldname, text)
        info = _term_info(postings, self._fields[fieldname])
        return ColumnarMatcher((fieldname, text), postings, info, format_, scorer)


def _term_info(postings: Postings, field: FieldTerms) -> Any:
    lengths = field.lengths
    own = np.zeros(1, np.int64) if lengths is None else lengths[postings.docs]
    return TermInfo(
        weight=float(postings.frequencies.sum()),
        df=len(postings.docs),
        minlength=int(own.min()),
        maxlength=int(own.max()),
        maxweight=float(postings.frequencies.max()),
        minid=int(postings.docs[0]),
        maxid=int(postings.docs[-1]),
    )


class ColumnarCursor(base.FieldCursor):
    """Walks and seeks in the terms of one field; texts are as the field type decodes them."""

    def __init__(
        self, reader: ColumnarTerms, field: FieldTerms, fieldname: str, fieldobj: Any
    ) -> None:
        self._reader = reader
        self._field = field
        self._fieldname = fieldname
        self._fieldobj = fieldobj
        self.first()

    def _seek(self, start: bytes) -> Any:
        self._terms = self._field.terms(start)
        return self.next()

    def first(self) -> Any:
        """Go to the first term and return it, None if there is none."""
        return self._seek(b"")

    def find(self, term: Any) -> Any:
        """Go to the first term that is not before ``term`` and return it."""
        return self._seek(term if isinstance(term, bytes) else self._fieldobj.to_bytes(term))

    def next(self) -> Any:
        """Go to the next term and return it, None at the end."""
        self._current = next(self._terms, None)
        return self.text()

    def text(self) -> Any:
        """Return the current term, None at the end."""
        return None if self._current is None else self._fieldobj.from_bytes(self._current)

    term = text

    def term_info(self) -> Any:
        """Return the statistics of the current term, None at the end."""
        if self._current is None:
            return None
        return self._reader.term_info(self._fieldname, self._current)

    def is_valid(self) -> bool:
        """Return whether there is a current term."""
        return self._current is not None


class ColumnarMatcher(LeafMatcher):
    """Walks the postings of one term; to Whoosh they are one block.

    Like Whoosh's own, it stays itself when ``replace`` is called: Whoosh's matcher of what a query
    excludes, made again around another, begins behind what is excluded, and finds too much.
    """

    def __init__(
        self, term: Term, postings: Postings, info: Any, format_: Any, scorer: Any, place: int = 0
    ) -> None:
        self._term = term
        self._postings = postings
        self._info = info
        self.format = format_
        self.scorer = scorer
        self._place = place
        self._size = len(postings.docs)
        self._ends = np.cumsum(postings.frequencies)

    def copy(self) -> ColumnarMatcher:
        """Return an independent matcher at the same place."""
        return ColumnarMatcher(
            self._term, self._postings, self._info, self.format, self.scorer, self._place
        )

    def is_active(self) -> bool:
        """Return whether there is a current posting."""
        return self._place < self._size

    def reset(self) -> None:
        """Go to the first posting."""
        self._place = 0

    def id(self) -> int:
        """Return the current entry; at the end one after all others, as ``SpanNot`` asks then."""
        return int(self._postings.docs[self._place]) if self.is_active() else sys.maxsize

    def all_ids(self) -> Iterator[int]:
        """Return the entries of all postings."""
        return iter(self._postings.docs.tolist())

    def all_items(self) -> Iterator[tuple[int, bytes]]:
        """Yield all entries with their encoded values."""
        for place, doc in enumerate(self._postings.docs.tolist()):
            yield doc, self._value(place)

    def next(self) -> None:
        """Go to the next posting."""
        if not self.is_active():
            raise ReadTooFar
        self._place += 1

    def skip_to(self, id: int) -> None:  # noqa: A002 - Whoosh's name
        """Go to the first posting from here on whose entry is ``id`` or after it."""
        if not self.is_active():
            raise ReadTooFar
        rest = self._postings.docs[self._place :]
        self._place += int(np.searchsorted(rest, id))

    def skip_to_quality(self, minquality: float) -> int:
        """Give up if no posting can score more; return the number of blocks skipped."""
        if self.block_quality() > minquality:
            return 0
        self._place = self._size
        return 1

    def weight(self) -> float:
        """Return the number of occurrences in the current entry."""
        return float(self._postings.frequencies[self._place])

    def block_max_weight(self) -> float:
        """Return the greatest number of occurrences in an entry."""
        weight: float = self._info.max_weight()
        return weight

    def block_min_length(self) -> int:
        """Return the length of the shortest field that has the term."""
        length: int = self._info.min_length()
        return length

    def block_max_length(self) -> int:
        """Return the length of the longest field that has the term."""
        length: int = self._info.max_length()
        return length

    def _positions(self, place: int) -> list[int]:
        assert self._postings.positions is not None
        end = int(self._ends[place])
        start = end - int(self._postings.frequencies[place])
        positions: list[int] = self._postings.positions[start:end].tolist()
        return positions

    def spans(self) -> list[Any]:
        """Return the positions in the current entry as Whoosh's spans."""
        if self._postings.positions is None:
            return list(super().spans())
        return [Span(position) for position in self._positions(self._place)]

    def _value(self, place: int) -> bytes:
        value: bytes = b""
        if self._postings.positions is not None:
            value = self.format.encode(self._positions(place))
        return value

    def value(self) -> bytes:
        """Return the current posting in the encoding of the field's format."""
        return self._value(self._place)
