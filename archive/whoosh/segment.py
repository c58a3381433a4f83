"""Columnar segments as segments of a Whoosh index.

``whoosh.index.open_dir`` unpickles the segments named in Whoosh's table of contents; each says
which codec reads it. What a field's name stands for is known to a subclass (see ``IndexShape``), so
a table of contents names that subclass and holds nothing but names and numbers.

Our own opening never reads that table.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from whoosh.codec import base

from newssearch.archive.columnar.segment import Segment
from newssearch.archive.whoosh.shape import IndexShape


class ColumnarSegment(base.Segment):
    """A columnar segment as Whoosh's table of contents lists it; pickled by Whoosh.

    ``file_name`` is what its files have in common, ``size`` the number of its entries. The bit of
    entry n in ``deletions`` is bit n % 8 of byte n // 8.
    """

    shape: ClassVar[IndexShape]

    def __init__(
        self, indexname: str, file_name: str, size: int, deleted: NDArray[np.bool_] | None = None
    ) -> None:
        self.indexname = indexname
        self.file_name = file_name
        self.size = size
        mask = np.zeros(size, bool) if deleted is None else deleted
        self.deletions = bytearray(np.packbits(mask, bitorder="little").tobytes())
        self.compound = False

    def codec(self) -> base.Codec:
        """Return a codec that reads this segment."""
        from newssearch.archive.whoosh.codec import ColumnarCodec  # noqa: PLC0415 - writing needs none

        return ColumnarCodec()

    def segment_id(self) -> str:
        """Return what the segment's files have in common."""
        return self.file_name

    def should_assemble(self) -> bool:
        """Say that the files stay as they are."""
        return False

    def open(self, storage: Any) -> Segment:
        """Return the segment itself, opened in the folder of a file storage."""
        mask = self.deleted_mask()
        folder = Path(storage.folder)
        deleted = mask if mask.any() else None
        return Segment(folder, self.file_name, self.shape.layout, self.size, deleted)

    def deleted_mask(self) -> NDArray[np.bool_]:
        """Return a mask over the entries."""
        bits = np.frombuffer(bytes(self.deletions), np.uint8)
        return np.unpackbits(bits, count=self.size, bitorder="little").astype(bool)

    def doc_count_all(self) -> int:
        """Return the number of entries, deleted ones too."""
        return self.size

    def deleted_count(self) -> int:
        """Return the number of deleted entries."""
        return int.from_bytes(self.deletions, "little").bit_count()

    def deleted_docs(self) -> list[int]:
        """Return the deleted entries."""
        deleted: list[int] = np.flatnonzero(self.deleted_mask()).tolist()
        return deleted

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Delete an entry, or take that back."""
        byte, bit = divmod(docnum, 8)
        if delete:
            self.deletions[byte] |= 1 << bit
        else:
            self.deletions[byte] &= ~(1 << bit)

    def is_deleted(self, docnum: int) -> bool:
        """Return whether an entry is deleted."""
        byte, bit = divmod(docnum, 8)
        return bool(self.deletions[byte] >> bit & 1)
