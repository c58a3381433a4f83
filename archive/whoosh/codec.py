"""How Whoosh reads columnar segments; see ``segment``.

Only a reader needs this, and with it Whoosh's queries: publishing an archive does not.
"""

from __future__ import annotations

from typing import Any, NoReturn

from whoosh.codec import base

from newssearch.archive.columnar.segment import Segment
from newssearch.archive.whoosh.documents import ColumnarDocuments, ListedSegment
from newssearch.archive.whoosh.reader import ColumnarTerms
from newssearch.archive.whoosh.terms import FieldTerms, field_terms


class ColumnarCodec(base.Codec):
    """Reads columnar segments for Whoosh; ``ColumnarWriter`` writes them."""

    def __init__(self) -> None:
        self._opened: dict[tuple[str, str], tuple[Segment, dict[str, FieldTerms]]] = {}

    def _open(self, storage: Any, segment: ListedSegment) -> tuple[Segment, dict[str, FieldTerms]]:
        """Open a segment once for both of its readers."""
        key = (str(storage.folder), segment.file_name)
        if key not in self._opened:
            opened = segment.open(storage)
            self._opened[key] = (opened, field_terms(opened, segment.shape))
        return self._opened[key]

    def terms_reader(self, storage: Any, segment: ListedSegment) -> ColumnarTerms:
        """Return the reader of terms and postings."""
        return ColumnarTerms(self._open(storage, segment)[1])

    def per_document_reader(self, storage: Any, segment: ListedSegment) -> ColumnarDocuments:
        """Return the reader of stored fields, lengths, columns and deletions."""
        return ColumnarDocuments(*self._open(storage, segment), segment)

    def per_document_writer(self, storage: Any, segment: Any) -> NoReturn:
        """Refuse: entries are not written one value at a time."""
        raise NotImplementedError("columnar segments are written by ColumnarWriter")

    def field_writer(self, storage: Any, segment: Any) -> NoReturn:
        """Refuse: postings are not written one at a time."""
        raise NotImplementedError("columnar segments are written by ColumnarWriter")

    def new_segment(self, storage: Any, indexname: str) -> NoReturn:
        """Refuse: a segment is made when its entries are known."""
        raise NotImplementedError("columnar segments are written by ColumnarWriter")
