"""Whoosh's reader over the entries of a columnar segment: stored fields, lengths, columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from whoosh.codec import base
from whoosh.columns import ColumnReader

from newssearch.archive.columnar.segment import Segment
from newssearch.archive.whoosh.shape import IndexShape
from newssearch.archive.whoosh.terms import FieldTerms, KeywordTerms, NumberTerms


class ListedSegment(Protocol):
    """A segment as Whoosh's table of contents lists it: see ``segment.ColumnarSegment``."""

    file_name: str
    size: int

    @property
    def shape(self) -> IndexShape:
        """What the names of fields stand for."""

    def open(self, storage: Any) -> Segment:
        """Return the segment itself, opened in the folder of a file storage."""

    def doc_count(self) -> int:
        """Return the number of entries that are not deleted."""

    def deleted_count(self) -> int:
        """Return the number of deleted entries."""

    def deleted_docs(self) -> list[int]:
        """Return the deleted entries."""

    def is_deleted(self, docnum: int) -> bool:
        """Return whether an entry is deleted."""


class ColumnarDocuments(base.PerDocumentReader):
    """What is known of each entry of a segment."""

    def __init__(
        self, segment: Segment, fields: dict[str, FieldTerms], listed: ListedSegment
    ) -> None:
        self._segment = segment
        self._fields = fields
        self._listed = listed

    def doc_count(self) -> int:
        """Return the number of entries that are not deleted."""
        return self._listed.doc_count()

    def doc_count_all(self) -> int:
        """Return the number of entries, deleted ones too."""
        return self._listed.size

    def has_deletions(self) -> bool:
        """Return whether any entry is deleted."""
        return self._listed.deleted_count() > 0

    def is_deleted(self, docnum: int) -> bool:
        """Return whether an entry is deleted."""
        return self._listed.is_deleted(docnum)

    def deleted_docs(self) -> list[int]:
        """Return the deleted entries."""
        return self._listed.deleted_docs()

    def supports_columns(self) -> bool:
        """Say that keywords and numbers have columns."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """Return whether a field has a column."""
        return isinstance(self._fields.get(fieldname), KeywordTerms | NumberTerms)

    def list_columns(self) -> list[str]:
        """Return the names of the fields that have a column."""
        return [name for name in self._fields if self.has_column(name)]

    def column_reader(self, fieldname: str, column: Any) -> ColumnarColumn:
        """Return the values of a field by entry; ``column`` tells what represents none."""
        field = self._fields[fieldname]
        if isinstance(field, NumberTerms):
            return ColumnarColumn(field.values(column.default_value()))
        assert isinstance(field, KeywordTerms)
        return ColumnarColumn(field.values())

    def _lengths(self, fieldname: str) -> Any:
        field = self._fields.get(fieldname)
        return None if field is None else field.lengths

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Return the exact number of words of a text field in an entry."""
        lengths = self._lengths(fieldname)
        return default if lengths is None else int(lengths[docnum])

    def field_length(self, fieldname: str) -> int:
        """Return the number of words of a text field in all entries, deleted ones too."""
        lengths = self._lengths(fieldname)
        return 0 if lengths is None else int(lengths.sum())

    def min_field_length(self, fieldname: str) -> int:
        """Return the number of words of a text field in the entry with the fewest."""
        lengths = self._lengths(fieldname)
        return int(lengths.min()) if lengths is not None and len(lengths) else 0

    def max_field_length(self, fieldname: str) -> int:
        """Return the number of words of a text field in the entry with the most."""
        lengths = self._lengths(fieldname)
        return 0 if lengths is None else int(lengths.max(initial=0))

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """Return the stored fields of an entry."""
        return self._listed.shape.unpack(self._segment.stored[docnum])


class ColumnarColumn(ColumnReader):
    """A column in memory."""

    def __init__(self, values: Sequence[Any]) -> None:
        self._values = values
        self._reversed = False

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, docnum: int) -> Any:
        return self._values[docnum]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._values)

    def load(self) -> list[Any]:
        """Return all values."""
        return list(self._values)

    def set_reverse(self) -> None:
        """Let the sort keys of numbers fall."""
        self._reversed = True

    def sort_key(self, docnum: int) -> Any:
        """Return what an entry sorts by."""
        value = self._values[docnum]
        return -value if self._reversed else value
