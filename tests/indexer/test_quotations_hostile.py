"""Whatever the text: no exception, sound offsets, work that grows with length alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from work import LINEAR, assert_linear, lines_run

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


SIZE = 8_000
"""Characters: long enough for thousands of marks, names or sentences."""


@pytest.mark.parametrize(
    "unit",
    ['"', "“", "”", "' \"", "said ", '"said ', "‘A ", "Aaaa Bbbb ",
     "“a” ", "'A' ", '"a" said ', '"He," ', "“x” according to ", "“a” by Al Bo ", "“a\n\n", '"\n',
     "x ago said “y” ", "who “x”, which ", "“x y z w” he said. ", "Mr. A. “", "1.1,“", "a-'“",
     "the activist named “", "the activist, who uses the nom de guerre “", "says to “", "“x? ",
     "Al Bo, the “x”, "],
)  # fmt: skip
def test_work_grows_with_length_alone(unit):
    assert_linear(find_quotations, unit, SIZE)


def test_many_capitalised_words_on_one_line_take_work_by_their_number():
    def find(count):
        line = " ".join(f"W{number}x Smith" for number in range(count))
        (quotation,) = find_quotations(f"{line} “we shall see about it,” Smith said.")
        assert quotation.speaker is not None

    find(100)
    half, whole = lines_run(lambda: find(2_000)), lines_run(lambda: find(4_000))
    assert whole <= LINEAR * half


@pytest.mark.parametrize("opening", [", ", "WASHINGTON, DC –, ", "WASHINGTON – , ", "And, , "])
def test_a_sentence_may_open_with_a_comma(opening):
    quotations = find_quotations(f"{opening}“We won it all,” said Ada Holm.")
    assert [quotation.speaker for quotation in quotations] == ["Ada Holm"]
    assert find_quotations(f"{opening}in the town: “We won it all.”")
