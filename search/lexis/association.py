"""How much more often than by chance words are together, or in one corpus rather than another.

All functions take arrays of counts, or numbers, and return float64 arrays of their common shape.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Scores: TypeAlias = NDArray[np.float64]

_LOG_DICE_MOST = 14
"""What logDice adds, so that it is at most this where two words are always together."""

_HALF = 0.5
"""Stands for a frequency of 0 in a ratio of which the logarithm is taken."""


def expected(near: Any, elsewhere: Any, total_near: int, total_elsewhere: int) -> Scores:
    """Return how often words would be near if they were spread evenly over the corpus."""
    total = total_near + total_elsewhere
    every = np.asarray(near, np.float64) + np.asarray(elsewhere, np.float64)
    return every * (total_near / total if total else 0.0)


def log_likelihood(a: Any, b: Any, c: Any, d: Any) -> Scores:
    """Return the log-likelihood ratio G² of tables of two by two counts.

    G² = 2 Σ O ln(O / E) over the four cells, where E is row sum × column sum / N (Dunning 1993,
    "Accurate methods for the statistics of surprise and coincidence", Computational Linguistics
    19(1)). ``a`` and ``b`` are a word's occurrences near and elsewhere, ``c`` and ``d`` those of
    all other words. It does not say whether the word is there more often or less.
    """
    cells = np.asarray(np.broadcast_arrays(a, b, c, d), np.float64)
    total = cells.sum(0)
    rows = (cells[0] + cells[1], cells[2] + cells[3])
    columns = (cells[0] + cells[2], cells[1] + cells[3])
    sums = [rows[number // 2] * columns[number % 2] for number in range(4)]
    return 2 * sum(
        (
            _observed_log(cell, of / np.maximum(total, 1))
            for cell, of in zip(cells, sums, strict=True)
        ),
        start=np.zeros_like(total),
    )


def keyness(a: Any, b: Any, total_a: int, total_b: int) -> Scores:
    """Return the log-likelihood of words that occur ``a`` times in one corpus, ``b`` in another.

    LL = 2 (a ln(a / E1) + b ln(b / E2)), where E1 = total_a (a + b) / (total_a + total_b) and E2
    likewise (Rayson and Garside 2000, "Comparing corpora using frequency profiling").
    """
    one, other = (np.asarray(each, np.float64) for each in np.broadcast_arrays(a, b))
    share = (one + other) / max(total_a + total_b, 1)
    return 2 * (_observed_log(one, total_a * share) + _observed_log(other, total_b * share))


def _observed_log(observed: Scores, expected: Scores) -> Scores:
    """Return O ln(O / E), 0 where nothing was observed."""
    there = observed > 0
    ratio = np.divide(observed, expected, out=np.ones_like(observed), where=there)
    return observed * np.log(ratio, out=np.zeros_like(observed), where=there)


def mutual_information(observed: Any, expected: Any) -> Scores:
    """Return log2(O / E) (Church and Hanks 1990); minus infinity where nothing was observed."""
    one, other = (np.asarray(each, np.float64) for each in np.broadcast_arrays(observed, expected))
    ratio = np.divide(one, other, out=np.zeros_like(one), where=other > 0)
    return np.log2(ratio, out=np.full_like(one, -np.inf), where=ratio > 0)


def log_dice(together: Any, node: Any, collocate: Any) -> Scores:
    """Return 14 + log2(2 f(x, y) / (f(x) + f(y))); minus infinity for words never together.

    Rychlý 2008, "A lexicographer-friendly association score". It does not depend on the size of
    the corpus: 14 is the most for words that are always together once, and one less is half as
    often.
    """
    pairs = np.broadcast_arrays(together, node, collocate)
    both, one, other = (np.asarray(each, np.float64) for each in pairs)
    ratio = np.divide(2 * both, one + other, out=np.zeros_like(both), where=one + other > 0)
    return _LOG_DICE_MOST + np.log2(ratio, out=np.full_like(both, -np.inf), where=ratio > 0)


def percent_difference(a: Any, b: Any, total_a: int, total_b: int) -> Scores:
    """Return by how many percent the relative frequency of words is higher in the first corpus.

    %DIFF = 100 (p1 - p2) / p2 (Gabrielatos and Marchi 2012, "Keyness: appropriate metrics and
    practical issues"); infinite where a word is not in the second corpus at all.
    """
    one = np.asarray(a, np.float64) / max(total_a, 1)
    other = np.asarray(b, np.float64) / max(total_b, 1)
    one, other = np.broadcast_arrays(one, other)
    more = np.divide(100 * (one - other), other, out=np.full_like(one, np.inf), where=other > 0)
    return np.where((one == 0) & (other == 0), 0.0, more)


def log_ratio(a: Any, b: Any, total_a: int, total_b: int) -> Scores:
    """Return the binary logarithm of the ratio of relative frequencies; each 1 is twice as often.

    Hardie 2014, "Log Ratio: an informal introduction". A frequency of 0 counts as a half.
    """
    one, other = (np.asarray(each, np.float64) for each in np.broadcast_arrays(a, b))
    one, other = np.where(one > 0, one, _HALF), np.where(other > 0, other, _HALF)
    return np.log2((one / max(total_a, 1)) / (other / max(total_b, 1)))
