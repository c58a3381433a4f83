"""Whatever the text: no exception, sound offsets, work that grows with length alone."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newssearch.indexer.quotations import find_quotations

PIECES = st.sampled_from(
    ["“", "”", '"', "''", "«", "»", "‘", "’", "'", "`", " ", "\n", "\n\n", ", ", ". ", "? ", ": ",
     "—", "(", ")", "said ", "he ", "she ", "according to ", "John Brown ", "Mr. ", "Smith ",
     "the mayor ", "who ", "and ", "U.S. ", "called ", "'s ", "claim that ", "nom de guerre ",
     "ago ", "by ", "to ", "5", "é", "\u00a0", "\ud83d", "a word ", "=", "…"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=80))
@settings(max_examples=400, deadline=None)
def test_any_text_gives_sound_quotations(body):
    last = 0
    for quotation in find_quotations(body):
        assert last <= quotation.start < quotation.end <= len(body)
        assert not body[quotation.start].isspace()
        assert not body[quotation.end - 1].isspace()
        last = quotation.end
        if quotation.speaker is not None:
            assert quotation.speaker.strip()
            assert quotation.confidence in ("high", "medium", "low")
            assert quotation.speaker_as_written in body
        if quotation.cue is not None:
            assert body.startswith(quotation.cue, quotation.cue_start)


@given(st.lists(PIECES, max_size=30).map("".join), st.integers(0, 60), st.integers(0, 60))
@settings(max_examples=100, deadline=None)
def test_headings_only_take_away(body, start, length):
    without = find_quotations(body, [(start, start + length)])
    starts = {quotation.start for quotation in find_quotations(body)}
    inside = [q for q in without if start <= q.start < start + length]
    assert not inside
    assert {q.start for q in without} <= starts or len(starts) < 20


SIZE = 5_000_000
SECONDS = 20
"""Far above what any takes on a slow machine, far below what quadratic work would."""


def repeated(unit, size):
    return (unit * (size // len(unit) + 1))[:size]


@pytest.mark.parametrize("unit", ['"', "“", "”", "' \"", "said ", '"said ', "‘A ", "Aaaa Bbbb "])
def test_five_megabytes_of(unit):
    started = time.process_time()
    find_quotations(repeated(unit, SIZE))
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize(
    "unit",
    ["“a” ", "'A' ", '"a" said ', '"He," ', "“x” according to ", "“a” by Al Bo ", "“a\n\n", '"\n',
     "x ago said “y” ", "who “x”, which ", "“x y z w” he said. ", "Mr. A. “", "1.1,“", "a-'“",
     "the activist named “", "the activist, who uses the nom de guerre “", "says to “", "“x? ",
     "Al Bo, the “x”, "],
)  # fmt: skip
def test_half_a_megabyte_of(unit):
    started = time.process_time()
    find_quotations(repeated(unit, SIZE // 10))
    assert time.process_time() - started < SECONDS / 2


def test_five_megabytes_of_capitalised_words_on_one_line():
    line = " ".join(f"W{number}x Smith" for number in range(SIZE // 12))
    started = time.process_time()
    (quotation,) = find_quotations(f"{line} “we shall see about it,” Smith said.")
    assert time.process_time() - started < SECONDS
    assert quotation.speaker is not None
