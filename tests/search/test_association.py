"""The measures give what textbooks and reference implementations print, and what the formulas say.

Figures with a source were computed once by the package named, which is no dependency.
"""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newssearch.search.lexis import association, dispersion

counts = st.integers(0, 10_000)


def test_dunnings_the_swiss() -> None:
    """Dunning 1993, table 1, "the swiss"; NLTK 3 prints 270.72 for it, and 95.29 for the other."""
    assert float(association.log_likelihood(110, 2442, 111, 29114)) == pytest.approx(
        270.721876936, abs=1e-8
    )
    assert round(float(association.log_likelihood(8, 24, 5, 31740)), 2) == 95.29


def test_manning_and_schuetzes_mutual_information() -> None:
    """Foundations of Statistical NLP, 5.4: "Ayatollah Ruhollah" and "over many"."""
    for together, one, other, printed in ((20, 42, 20, 18.38), (20, 15019, 15629, 0.29)):
        by_chance = one * other / 14307668
        assert round(float(association.mutual_information(together, by_chance)), 2) == printed


def test_log_dice_is_14_and_the_logarithm_of_dice() -> None:
    """Dice of the same pair by NLTK 3 is 0.6451612903; Rychlý 2008 adds 14 to its logarithm."""
    assert float(association.log_dice(20, 42, 20)) == pytest.approx(14 + math.log2(0.6451612903))
    assert float(association.log_dice(7, 7, 7)) == 14
    assert float(association.log_dice(0, 7, 7)) == -math.inf


def test_keyness_by_scipy() -> None:
    """scipy 1 power_divergence([58, 12], [28, 42], lambda_="log-likelihood")."""
    assert float(association.keyness(58, 12, 40_000, 60_000)) == pytest.approx(54.40935479917216)


def test_effect_sizes() -> None:
    """Twice as often is 100 % more, and one step of the log ratio."""
    assert float(association.percent_difference(20, 20, 1000, 2000)) == 100
    assert float(association.log_ratio(20, 20, 1000, 2000)) == 1
    assert float(association.percent_difference(3, 0, 1000, 2000)) == math.inf
    assert float(association.log_ratio(4, 0, 1000, 1000)) == 3


def test_griess_example_of_dispersion() -> None:
    """Gries 2008 and 2020: 1 to 5 times in parts of 9, 10, 10, 10, 11 words: D 0.785, DP 0.18."""
    own, words = [1, 2, 3, 4, 5], [9, 10, 10, 10, 11]
    assert round(dispersion.juilland_d(own, words), 3) == 0.785
    assert round(dispersion.deviation_of_proportions(own, words), 2) == 0.18


def test_dispersion_of_nothing_and_of_one_part() -> None:
    for values in (([0, 0], [3, 4]), ([], []), ([0], [0])):
        assert math.isnan(dispersion.juilland_d(*values))
        assert math.isnan(dispersion.deviation_of_proportions(*values))
    assert math.isnan(dispersion.juilland_d([3], [10]))
    assert dispersion.juilland_d([3, 0, 0, 0], [10, 10, 10, 10]) == pytest.approx(0)


def plain_log_likelihood(a: int, b: int, c: int, d: int) -> float:
    total = a + b + c + d
    sums = {"a": (a + b, a + c), "b": (a + b, b + d), "c": (c + d, a + c), "d": (c + d, b + d)}
    found = 0.0
    for cell, observed in (("a", a), ("b", b), ("c", c), ("d", d)):
        if observed:
            row, column = sums[cell]
            found += observed * math.log(observed * total / (row * column))
    return 2 * found


@given(counts, counts, counts, counts)
def test_log_likelihood_is_its_formula(a: int, b: int, c: int, d: int) -> None:
    found = float(association.log_likelihood(a, b, c, d))
    assert found == pytest.approx(plain_log_likelihood(a, b, c, d), abs=1e-6)


@given(counts, counts, st.integers(1, 99_999), st.integers(1, 99_999))
def test_keyness_and_effect_sizes_are_their_formulas(
    a: int, b: int, more_a: int, more_b: int
) -> None:
    total_a, total_b = a + more_a, b + more_b
    found = 0.0
    for observed, total in ((a, total_a), (b, total_b)):
        if observed:
            found += observed * math.log(observed * (total_a + total_b) / (total * (a + b)))
    assert float(association.keyness(a, b, total_a, total_b)) == pytest.approx(2 * found, abs=1e-6)
    if a and b:
        p1, p2 = a / total_a, b / total_b
        more = float(association.percent_difference(a, b, total_a, total_b))
        assert more == pytest.approx(100 * (p1 - p2) / p2)
        ratio = float(association.log_ratio(a, b, total_a, total_b))
        assert ratio == pytest.approx(math.log2(p1 / p2))


@given(st.integers(1, 10_000), counts, counts, st.integers(1, 10_000))
def test_mi_and_log_dice_are_their_formulas(near: int, node: int, word: int, chance: int) -> None:
    """``node`` and ``word`` are what the two have besides where they are together."""
    by_chance = chance / 7
    found = float(association.mutual_information(near, by_chance))
    assert found == pytest.approx(math.log(near / by_chance) / math.log(2))
    dice = 2 * near / ((near + node) + (near + word))
    found = float(association.log_dice(near, near + node, near + word))
    assert found == pytest.approx(14 + math.log(dice) / math.log(2))


@given(counts, counts, counts, counts)
def test_what_is_expected_adds_up(near: int, elsewhere: int, more: int, others: int) -> None:
    total_near, total_elsewhere = near + more, elsewhere + others
    found = association.expected([near, more], [elsewhere, others], total_near, total_elsewhere)
    assert found.sum() == pytest.approx(total_near)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 500)), min_size=2, max_size=9))
def test_dispersion_is_its_formula(parts: list[tuple[int, int]]) -> None:
    own, words = [list(column) for column in zip(*parts, strict=True)]
    if not any(own):
        return
    shares = [count / size for count, size in parts]
    mean = sum(shares) / len(shares)
    deviation = math.sqrt(sum((share - mean) ** 2 for share in shares) / len(shares))
    d = 1 - deviation / mean / math.sqrt(len(shares) - 1)
    assert dispersion.juilland_d(own, words) == pytest.approx(d)
    dp = sum(abs(c / sum(own) - s / sum(words)) for c, s in parts) / 2
    assert dispersion.deviation_of_proportions(own, words) == pytest.approx(dp)
