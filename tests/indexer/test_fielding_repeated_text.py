from hypothesis import given
from hypothesis import strategies as st

from newssearch.indexer.fielding.repeated_text import cut_spans, repeated_spans


def sentences(count, start=0):
    return [
        f"On day {number} the {number * 7} delegates of house {number * 3} met minister "
        f"{number * 11}."
        for number in range(start, start + count)
    ]


def without_copies(text):
    return "\n".join(cut_spans(text.split("\n"), repeated_spans(text)))


def test_the_later_copy_goes():
    once = "\n".join(sentences(12))
    assert without_copies(f"{once}\n{once}").rstrip() == once


def test_a_copy_without_the_opening_paragraph_goes_whole_and_takes_no_word_more():
    first = "He may be toppled by rebels."
    rest = [*sentences(12), "The regions are controlled by the rebels."]
    text = "\n".join([first, *rest, *rest])
    assert without_copies(text).rstrip() == "\n".join([first, *rest])


def test_three_copies_leave_one():
    once = "\n".join(sentences(10))
    assert without_copies("\n\n".join([once] * 3)).rstrip() == once


def test_a_copy_with_small_edits_goes():
    once = sentences(20)
    twice = [
        *once,
        *(line.replace("met minister", "saw minister", 1) for line in once[:2]),
        *once[2:],
    ]
    assert (
        len(without_copies("\n".join(twice)).split())
        <= sum(len(line.split()) for line in once) + 28
    )


def test_a_refrain_stays():
    refrain = "We shall overcome some day, they sang in the square, over and over again."
    text = "\n".join(
        line for pair in zip(sentences(12), [refrain] * 12, strict=True) for line in pair
    )
    assert repeated_spans(text) == []


def test_a_statement_that_quotes_itself_further_down_stays_whole():
    quoted = sentences(4, start=50)
    text = "\n".join([*quoted, *sentences(4), *quoted, *sentences(14, start=20)])
    assert repeated_spans(text) == []


def test_closing_marks_go_with_the_copy():
    quoted = "“" + " ".join(sentences(10)) + "”"
    assert without_copies(f"{quoted}\n{quoted}").rstrip() == quoted


def test_words_all_alike_take_linear_time():
    repeated_spans("a " * 200_000)


@given(st.text(alphabet="ab c.\n", max_size=400), st.integers(1, 3))
def test_spans_are_ordered_disjoint_and_inside(text, copies):
    text = "\n".join([text] * copies)
    spans = repeated_spans(text)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(0 <= start < end <= len(text) for start, end in spans)


@given(st.lists(st.text(alphabet="abcdef ", max_size=20), min_size=1), st.data())
def test_cutting_lines_is_cutting_the_text(lines, data):
    text = "\n".join(lines)
    places = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = list(zip(places[::2], places[1::2], strict=False))
    expected = list(text)
    for start, end in spans:
        for place in range(start, end):
            if expected[place] != "\n":
                expected[place] = ""
    assert "\n".join(cut_spans(lines, spans)) == "".join(expected)
