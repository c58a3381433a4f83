"""Parquet: data sets of articles, one per row, read in batches.

pyarrow is large and few archives hold Parquet, so it is an extra to be installed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.readers.named_records import read_rows
from newssearch.indexer.readers.names import NameFinder
from newssearch.indexer.record import Found

_BATCH_ROWS = 256


def read_parquet(source: ByteSource) -> Iterator[Found]:
    """Read one article a row; its number is the row's."""
    try:
        import pyarrow  # noqa: PLC0415  an extra
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        raise ArticleError(
            "Parquet needs pyarrow, which is not installed",
            hint="pip install 'newssearch[parquet]'",
        ) from error
    finder = NameFinder(source.mapping, source.met, source.own)
    try:
        table = parquet.ParquetFile(source.as_file())
        names = list(table.schema_arrow.names)
        if not finder.knows(names) & {"body", "title"}:
            shown = ", ".join(str(name)[:40] for name in names[:12])
            raise ArticleError(
                f"no column for text or title among: {shown}", hint="name it with --map body=COLUMN"
            )
        yield from read_rows(_rows(table), finder)
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        raise ArticleError("damaged Parquet file") from error


def _rows(table: Any) -> Iterator[tuple[int, dict[str, Any], tuple[str, ...]]]:
    number = 0
    for batch in table.iter_batches(batch_size=_BATCH_ROWS):
        rows: list[dict[str, Any]] = batch.to_pylist()
        for row in rows:
            number += 1
            yield number, row, ()
