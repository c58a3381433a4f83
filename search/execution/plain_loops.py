"""What the compiled loops of searching do, by arrays and plain Python; see ``loops``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.analysis.textmap import TextMap
from newssearch.search.execution.arrays import POSITION_BITS, POSITION_MASK, Docs, Keys

Ints = NDArray[Any]


def all_among(starts: Keys, docs: Docs) -> bool:
    """Say whether all spans that begin at some places are in articles of ``docs``."""
    return bool(np.isin(starts >> POSITION_BITS, docs).all())


def keys_among(
    docs: Ints,
    frequencies: Ints,
    read_positions: Callable[[int, int], Ints],
    first: int,
    only: Docs,
) -> Keys:
    """Return the places of a term as keys, int64, in those of its articles that are in ``only``.

    ``docs`` and beside them ``frequencies`` are its postings. The positions begin at ``first``
    among those of all terms, of which ``read_positions`` returns a slice.
    """
    owners = docs.astype(np.int64).repeat(frequencies)
    positions = read_positions(first, first + len(owners))
    wanted = np.isin(owners, only)
    return owners[wanted] << POSITION_BITS | positions[wanted]


def pairs_by_article(starts: Keys, ends: Keys, docs: Docs) -> list[list[tuple[int, int]]]:
    """Return the spans of each of ``docs``, which ascend, as positions."""
    firsts = np.searchsorted(starts, docs.astype(np.int64) << POSITION_BITS).tolist()
    pairs = zip((starts & POSITION_MASK).tolist(), (ends & POSITION_MASK).tolist(), strict=True)
    spans = list(pairs)
    return [spans[first:end] for first, end in zip(firsts, [*firsts[1:], len(spans)], strict=True)]


def add_scores(totals: Ints, docs: Docs, weights: Ints, norms: Ints, most: float) -> None:
    """Add what a clause scores in the articles ``docs`` to the scores of all.

    ``weights`` are its weighted frequencies beside ``docs``, ``norms`` are by article; the formula
    is that of ``scorers.ClauseScorer``.
    """
    scores = norms.take(docs)
    own = weights.astype(np.float32, copy=False)
    scores += own
    np.divide(own, scores, scores)
    scores *= most
    totals[docs] += scores


def characters_of(content: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the code points of spans of positions in a text, in the order of the spans."""
    here = TextMap(content)
    return [here.characters(first, last) for first, last in spans]
