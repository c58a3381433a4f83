"""Which articles of a segment have a value: a keyword, a number or a date, or anything at all?"""

from __future__ import annotations

from typing import Any, assert_never

import numpy as np
from numpy.typing import NDArray

from newssearch.archive import extra_fields
from newssearch.archive.columnar.files import NO_NUMBER
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.fields import FIELD_BY_NAME, FieldKind
from newssearch.archive.news_layout import BODY_COUNT
from newssearch.search.ast import Everything, HasValue, Keyword, Range, Value
from newssearch.search.execution.arrays import Docs, unite


def value_docs(segment: Segment, node: Value) -> Docs:
    """Return the articles, deleted ones too, for which something holds as a whole."""
    match node:
        case Keyword(own=True) | Range(own=FieldKind()) | HasValue(own=True):
            return own_value_docs(segment, node)
        case Keyword():
            return keyword_docs(segment, node.field, node.value, node.prefix)
        case Range():
            return _within(_column(segment, node.field), node.low, node.high)
        case HasValue():
            return _having(segment, node.field, FIELD_BY_NAME[node.field].kind)
        case Everything():
            return np.arange(segment.size)
        case _:
            assert_never(node)


def own_value_docs(segment: Segment, node: Keyword | Range | HasValue) -> Docs:
    """Return the articles with a value in one of the archive's own fields."""
    column = segment.lists(extra_fields.COLUMN)
    values = column.values
    match node:
        case Keyword():
            run = extra_fields.keyword_bounds(values, node.field, node.value, prefix=node.prefix)
        case Range():
            kind = node.own or FieldKind.NUMBER
            run = extra_fields.range_bounds(values, node.field, kind, node.low, node.high)
        case HasValue():
            run = extra_fields.bounds(values, node.field)
        case _:
            assert_never(node)
    return column.docs(run.first, run.last)


def keyword_docs(segment: Segment, field: str, value: str, prefix: bool) -> Docs:
    """Return the articles with a value in a keyword field, or with one that begins with it.

    An id with the number of an article in its file is whole. A path stands for all articles of
    the file, and one that ends in a slash for all that is below.
    """
    column = segment.keywords(field)
    if field == "id" and "#" in value:
        prefix = False
    if field == "path" and value.endswith("/"):
        prefix = True
    if field == "path" and not prefix:
        parts = [column.docs(value), column.docs(f"{value}#", prefix=True)]
        return unite(parts, segment.size)
    return column.docs(value, prefix=prefix)


def _within(values: NDArray[Any], low: int | None, high: int | None) -> Docs:
    inside = values != NO_NUMBER
    if low is not None:
        inside &= values >= low
    if high is not None:
        inside &= values <= high
    return np.flatnonzero(inside)


def _column(segment: Segment, field: str) -> NDArray[Any]:
    if field == "words":
        return segment.text(BODY_COUNT).astype(np.int64)
    return segment.numbers(field)


def _having(segment: Segment, field: str, kind: FieldKind) -> Docs:
    if kind is FieldKind.KEYWORD:
        return np.flatnonzero(segment.keywords(field).ordinals)
    if kind is not FieldKind.TEXT:
        return np.flatnonzero(_column(segment, field) != NO_NUMBER)
    parts = FIELD_BY_NAME[field].parts
    if parts:
        return unite([_having(segment, part, kind) for part in parts], segment.size)
    layout = segment.layout
    if field in layout.by_space:
        text = len(layout.zones) + layout.by_space[field] - 1
        return np.flatnonzero(segment.text(f"count.{text}"))
    if field == layout.ranges:
        return np.flatnonzero(np.diff(segment.text("range_offsets").astype(np.int64)))
    first, last = layout.fields.get(field, (len(layout.zones) - 1,) * 2)
    return np.flatnonzero(sum(segment.text(f"count.{n}") for n in range(first, last + 1)))
