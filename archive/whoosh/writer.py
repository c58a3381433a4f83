"""Whoosh's way of writing to an index, with columnar segments.

This is for folders made by ``whoosh.index.create_in``, for programs that know Whoosh's writers. An
archive is published by its own protocol, not by this one: here, as in Whoosh, a power failure
may lose the index.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from whoosh.index import TOC, FileIndex, LockError, clean_files
from whoosh.util import random_name
from whoosh.util.filelock import try_for
from whoosh.writing import IndexingError, IndexWriter

from newssearch.archive.columnar.files import SUFFIXES
from newssearch.archive.columnar.writing.segment_builder import SegmentBuilder
from newssearch.archive.whoosh.segment import ColumnarSegment


class ColumnarWriter(IndexWriter):
    """Adds and deletes documents of one index; nothing is seen before ``commit``.

    A subclass names the class of the segments, which knows what the fields are.

    Raises:
        LockError: another writer is open.
    """

    segment_type: ClassVar[type[ColumnarSegment]]

    def __init__(self, index: Any, timeout: float = 0.0, delay: float = 0.1) -> None:
        self._lock = index.lock("WRITELOCK")
        if not try_for(self._lock.acquire, timeout=timeout, delay=delay):
            raise LockError(f"another writer is open on {index!r}")
        contents = index._read_toc()
        self.storage = index.storage
        self.indexname = index.indexname
        self.schema = contents.schema
        self.generation = contents.generation + 1
        self.segments: list[ColumnarSegment] = list(contents.segments)
        self.is_closed = False
        self._written: list[str] = []
        self._builder = SegmentBuilder(self.segment_type.shape.layout)
        self._waiting: dict[tuple[str, Any], int] = {}
        self._replaced: list[int] = []

    def reader(self, reuse: Any = None) -> Any:
        """Return a reader of the documents written to segments so far."""
        return FileIndex._reader(
            self.storage, self.schema, self.segments, self.generation, reuse=reuse
        )

    def add_document(self, **fields: Any) -> None:
        """Add a document.

        Raises:
            UnknownFieldError, ValueError: the fields are not what the index holds; nothing is
                added, and the writer goes on.
        """
        self._check_open()
        entries = self.segment_type.shape.pack(fields)
        for name in self._unique_fields(fields):
            self._waiting[name, fields[name]] = self._builder.entries
        self._builder.add(entries)
        if self._builder.full:
            self._write_segment()

    def update_document(self, **fields: Any) -> None:
        """Add a document in the place of those that share a unique field with it."""
        for name in self._unique_fields(fields):
            number = self._waiting.pop((name, fields[name]), None)
            if number is not None:
                self._replaced.append(number)
        super().update_document(**fields)

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Delete a document by its number in ``reader``.

        Raises:
            IndexingError: there is no such number.
        """
        self._check_open()
        for segment in self.segments:
            if 0 <= docnum < segment.size:
                segment.delete_document(docnum, delete=delete)
                return
            docnum -= segment.size
        raise IndexingError("there is no document with that number in the index")

    def _check_open(self) -> None:
        if self.is_closed:
            raise IndexingError("this writer is closed")

    def _write_segment(self) -> None:
        name = f"{self.indexname}_{random_name()}"
        self._written.append(name)
        size = self._builder.write(Path(self.storage.folder), name)
        deleted = np.zeros(size, bool)
        deleted[self._replaced] = True
        self.segments.append(self.segment_type(self.indexname, name, size, deleted))
        self._waiting.clear()
        self._replaced.clear()

    def commit(self) -> None:
        """Write what was added, publish it, and close the writer."""
        self._check_open()
        if self._builder.entries:
            self._write_segment()
        self.segments = [segment for segment in self.segments if segment.doc_count()]
        TOC(self.schema, self.segments, self.generation).write(self.storage, self.indexname)
        clean_files(self.storage, self.indexname, self.generation, self.segments)
        self._close()

    def cancel(self) -> None:
        """Forget what was added and deleted, and close the writer."""
        self._check_open()
        for name in self._written:
            for suffix in SUFFIXES:
                (Path(self.storage.folder) / f"{name}.{suffix}").unlink(missing_ok=True)
        self._close()

    def _close(self) -> None:
        self.is_closed = True
        self._lock.release()
