"""Tokens are put in the order of their text, and work is done in order."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numbered_tokens import tokens_of

from newssearch.archive.columnar.writing.executors import Inline, map_in_order
from newssearch.archive.columnar.writing.surfaces.numbering import SurfaceNumbers
from newssearch.archive.columnar.writing.surfaces.plain_bytes import encode

_WORDS = st.text(st.sampled_from("ab1é\U0001f600z"), min_size=1, max_size=5)
_LONG = st.integers(1, 5).map(lambda count: "abcdefghijklmnop" + "q" * count)


@given(st.lists(st.tuples(st.one_of(_WORDS, _LONG), st.integers(0, 3)), max_size=40))
def test_tokens_sort_by_space_and_text(pairs: list[tuple[str, int]]) -> None:
    numbers = SurfaceNumbers()
    numbers.of(encode(" ".join(word for word, _ in pairs)))
    tokens = tokens_of(numbers)
    chosen = [(space, number) for number in range(len(tokens)) for space in range(4)]
    spaces = np.array([space for space, _ in chosen], np.int64)
    own = np.array([number for _, number in chosen], np.int64)
    order = numbers.table.tokens.order(own, spaces).tolist()
    wanted = sorted(range(len(chosen)), key=lambda n: (chosen[n][0], tokens[chosen[n][1]]))
    assert order == wanted


@pytest.mark.parametrize("executor", [Inline(), ThreadPoolExecutor(3)])
def test_work_comes_back_in_order(executor: Inline | ThreadPoolExecutor) -> None:
    with executor:
        assert list(map_in_order(executor, abs, range(-50, 50))) == [abs(n) for n in range(-50, 50)]


def test_an_inline_failure_is_kept_for_the_result() -> None:
    future = Inline().submit(int, "no number")
    with pytest.raises(ValueError, match="no number"):
        future.result()
