"""Numbering surfaces by arrays gives what splitting at spaces and a dictionary would."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from archive.columnar import numbering
from archive.columnar.numbering import SurfaceNumbers

_TEXTS = st.lists(
    st.text(st.sampled_from("aab é—\u3000\n\t\x85\xa0\U0001f600.,'\x01"), max_size=60),
    max_size=6,
)


@given(_TEXTS)
def test_numbers_are_those_of_the_dictionary(texts: list[str]) -> None:
    numbers = SurfaceNumbers()
    for text in texts:
        found = numbers.of(text)
        names = list(numbers.table)
        assert [names[number] for number in found.tolist()] == text.split()


@given(_TEXTS)
def test_collisions_of_the_hash_change_nothing(texts: list[str]) -> None:
    numbers = SurfaceNumbers()
    home = numbering._home
    numbering._home = lambda first, second: np.full(len(first), numbering._SLOTS - 2)
    try:
        for text in texts:
            found = numbers.of(text)
            names = list(numbers.table)
            assert [names[number] for number in found.tolist()] == text.split()
    finally:
        numbering._home = home


def test_long_surfaces_that_agree_in_16_bytes_are_told_apart() -> None:
    numbers = SurfaceNumbers()
    first, second, again = numbers.of(
        "abcdefghabcdefgh abcdefghabcdefghi abcdefghabcdefgh"
    ).tolist()
    assert first == again != second
