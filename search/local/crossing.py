"""Counting the values of two facets at once, such as month and source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.segment import Segment
from newssearch.search.execution.arrays import Docs
from newssearch.search.facets import PERIODS, CrossedValue, Crossing
from newssearch.search.local.facets import (
    Grouped,
    Values,
    archive_masks,
    grouped,
    masks_of,
)


def cross(
    segments: Sequence[Segment],
    matching: Sequence[Docs],
    by: tuple[str, str],
    among: Sequence[Docs] | None = None,
) -> Crossing:
    """Count the articles ``matching`` of each segment by the values of two facets.

    ``among`` are the articles of the archive that they are counted beside, all by default.

    Raises:
        UsageError: there are more than ``MOST_PERIODS`` periods.
    """
    masks, everything = masks_of(segments, matching), archive_masks(segments, among)
    one, other = (_with_none(grouped(segments, masks, everything, each)) for each in by)
    width = len(other.groups)
    pairs, found = [], []
    for mask, ours, theirs in zip(masks, one.parts, other.parts, strict=True):
        docs, keys = _joined(ours, theirs, width, len(mask))
        pairs.append(keys)
        found.append(keys[mask[docs]])
    cells, in_archive = np.unique(_all(pairs), return_counts=True)
    in_result, numbers = np.unique(_all(found), return_counts=True)
    articles = np.zeros(len(cells), np.int64)
    articles[cells.searchsorted(in_result)] = numbers
    rows = _ordered(one, articles, cells // width, by[0])
    columns = _ordered(other, articles, cells % width, by[1])
    places = np.lexsort((columns.argsort()[cells % width], rows.argsort()[cells // width]))
    inside = cells[articles > 0]
    shown = _shown(one, inside // width, by[0]), _shown(other, inside % width, by[1])
    return Crossing(
        by,
        tuple(_name(one, n) for n in rows.tolist() if n in shown[0]),
        tuple(_name(other, n) for n in columns.tolist() if n in shown[1]),
        tuple(
            CrossedValue((_name(one, cell // width), _name(other, cell % width)), own, all_of_them)
            for cell, own, all_of_them in zip(
                cells[places].tolist(),
                articles[places].tolist(),
                in_archive[places].tolist(),
                strict=True,
            )
            if cell // width in shown[0] and cell % width in shown[1]
        ),
    )


def _with_none(values: Grouped) -> Grouped:
    """Add, as the last group, the want of a value."""
    none = len(values.groups)
    parts = []
    for docs, numbers, without in values.parts:
        together = np.concatenate([docs, without])
        order = together.argsort(kind="stable")
        more = np.concatenate([numbers, np.full(len(without), none)])
        parts.append(Values(together[order], more[order], without))
    return Grouped([*values.groups, []], parts)


def _joined(
    ours: Values, theirs: Values, width: int, size: int
) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Pair the values that articles have: articles, and the numbers of the pairs."""
    counts = np.bincount(theirs.docs, minlength=size)
    firsts = np.cumsum(counts) - counts
    times = counts[ours.docs]
    rows = np.repeat(np.arange(len(ours.docs)), times)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(times) - times, times)
    docs = ours.docs[rows]
    keys = ours.numbers[rows] * width + theirs.numbers[firsts[docs] + within]
    return docs, keys.astype(np.int64)


def _all(keys: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.concatenate([np.zeros(0, np.int64), *keys])


def _ordered(
    values: Grouped, articles: NDArray[np.int64], numbers: NDArray[np.int64], by: str
) -> NDArray[np.int64]:
    """Return the numbers of the values in their order, the want of one last."""
    none = len(values.groups) - 1
    if by in PERIODS:
        return np.arange(none + 1)
    totals = np.bincount(numbers, articles, minlength=none + 1)
    ranked = sorted(range(none), key=lambda n: (-totals[n], values.groups[n][0]))
    return np.array([*ranked, none], np.int64)


def _shown(values: Grouped, occurring: NDArray[np.int64], by: str) -> set[int]:
    """Return the numbers of the values that the result has, and of every period between."""
    shown = set(occurring.tolist())
    return shown | set(range(len(values.groups) - 1)) if by in PERIODS else shown


def _name(values: Grouped, number: int) -> str | None:
    group = values.groups[number]
    return group[0] if group else None
