"""A corpus in parts: articles, months, years, sources, with what a query has in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.segment import Segment
from newssearch.search.execution.arrays import Docs
from newssearch.search.execution.occurrences import Spans
from newssearch.search.local.corpus import Corpus
from newssearch.search.local.days import NO_PERIOD, period_numbers, running_words
from newssearch.search.periods import period_name
from newssearch.search.word_counts import PartKind, Parts


def part_numbers(
    corpus: Corpus, docs: Sequence[Docs], kind: PartKind
) -> tuple[list[str], list[NDArray[np.int64]]]:
    """Return the names of the parts in order, "" last, and by segment the part of each article."""
    own = [
        _own_parts(segment, some, kind) for segment, some in zip(corpus.segments, docs, strict=True)
    ]
    present = {
        names[number] or "" for names, numbers in own for number in np.unique(numbers).tolist()
    }
    ordered = sorted(present - {""}) + ([""] if "" in present else [])
    place = {name: number for number, name in enumerate(ordered)}
    return ordered, [
        np.array([place.get(name or "", 0) for name in names], np.int64)[numbers]
        for names, numbers in own
    ]


def _own_parts(
    segment: Segment, docs: Docs, kind: PartKind
) -> tuple[Sequence[str | None], NDArray[Any]]:
    """Return the names of a segment's parts, and the place there of that of each article."""
    if kind in {"month", "year"}:
        periods, places = np.unique(
            period_numbers(segment.numbers("date")[docs], kind), return_inverse=True
        )
        return [
            None if number == NO_PERIOD else period_name(number, kind)
            for number in periods.tolist()
        ], places
    column = segment.keywords("id" if kind == "article" else kind)
    return column.names(), column.ordinals[docs].astype(np.int64)


def parts_of(
    corpus: Corpus,
    docs: Sequence[Docs],
    found: Sequence[Docs],
    spans: Sequence[Mapping[int, Spans]] | None,
    kind: PartKind,
) -> Parts:
    """Count the articles ``docs``, their words, those ``found`` and the ``spans`` in these by part.

    What is found is among ``docs``. Without spans no matches are counted.
    """
    names, parts = part_numbers(corpus, docs, kind)
    totals = np.zeros((4, len(names)), np.int64)
    for number, segment in enumerate(corpus.segments):
        per_article = [np.ones(segment.size), running_words(segment)]
        per_article.append(np.bincount(found[number], minlength=segment.size))
        held = spans[number].values() if spans is not None else ()
        counts = [np.bincount(some.docs, minlength=segment.size) for some in held]
        per_article.append(np.sum([np.zeros(segment.size), *counts], 0))
        for row, own in enumerate(per_article):
            sums = np.bincount(parts[number], own[docs[number]], minlength=len(names))
            totals[row] += sums.astype(np.int64)
    return Parts(kind, tuple(names), *totals)
