"""Strings are put in order and numbered, by the compiled loop and without it."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from numbered_tokens import decode_terms
from without_loops import plain_writing

from newssearch.archive.columnar.writing.strings import encode_strings, number_strings

_PIECES = st.sampled_from(["a", "ab", "abcdefgh", "abcdefghi", "é", "\n", "\0", "\ud800", ""])
_STRINGS = st.lists(_PIECES, max_size=3).map("".join)
_PARTS = st.lists(st.lists(st.none() | _STRINGS, max_size=12), max_size=4)


@given(parts=_PARTS)
@example(parts=[])
@example(parts=[[None, None]])
@example(parts=[["a\n", "a\0", None, "a"], ["é", "a"]])
def test_strings_are_numbered_in_the_order_of_code_points(
    parts: list[list[str | None]],
) -> None:
    encoded = [encode_strings(part) for part in parts]
    numbered = number_strings(encoded)
    with plain_writing():
        plain = number_strings(encoded)
    assert plain.terms.tolist() == numbered.terms.tolist()
    assert plain.ordinals.tolist() == numbered.ordinals.tolist()
    names = [s if s is None else s.replace("\n", "\0") for part in parts for s in part]
    distinct = sorted({name for name in names if name is not None})
    assert decode_terms(numbered.terms) == distinct
    assert numbered.ordinals.tolist() == [
        0 if name is None else distinct.index(name) + 1 for name in names
    ]


def test_many_strings_come_in_order() -> None:
    rng = np.random.default_rng(5)
    strings = [f"story-{number % 700:05}" for number in rng.integers(0, 1 << 30, 3000).tolist()]
    numbered = number_strings([encode_strings(strings)])
    terms = decode_terms(numbered.terms)
    assert terms == sorted(set(strings))
    assert [terms[n - 1] for n in numbered.ordinals.tolist()] == strings
