"""Text in cells: clean, counted, broken into lines that fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from work import assert_linear

from newssearch.archive.cellwidth import is_plain, width_of
from newssearch.search.ast import Span
from newssearch.tui.cells import clean_line, clean_marked, clean_text, fit, lines_of

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=80) | st.text(
    st.sampled_from("a b\n\t\u0301\u0489東\U0001f600\u200b\u200d\ufe0f\x1b[é“"), max_size=80
)
WIDTHS = st.integers(1, 20)


def test_every_plain_character_is_one_cell_wide():
    everything = map(chr, (*range(0xD800), *range(0xE000, 0x20000)))
    plain = [c for c in everything if c != "\n" and is_plain(c, 0, 1)]
    assert len(plain) > 800
    assert {cell_len(c) for c in plain} == {1}


@given(ANY_TEXT, WIDTHS)
def test_no_line_is_wider_than_the_screen_and_no_word_is_lost(text, width):
    line = clean_line(text)
    spans = list(lines_of(line, 0, len(line), width))
    assert all(start < end for start, end in spans) or line == ""
    for start, end in spans:
        assert cell_len(line[start:end]) <= width or end == start + 1
    kept = "".join(line[start:end] for start, end in spans)
    assert kept.replace(" ", "") == line.replace(" ", "")


@given(ANY_TEXT)
def test_our_widths_are_those_of_the_drawing_library(text):
    line = clean_line(text)
    assert width_of(line) == cell_len(line)


@given(ANY_TEXT, st.integers(0, 20))
def test_a_line_is_cut_to_its_width(text, width):
    assert cell_len(fit(clean_line(text), width)) <= width


@given(ANY_TEXT)
def test_cleaning_is_idempotent(text):
    assert clean_text(clean_text(text)) == clean_text(text)
    assert "\n" not in clean_line(text)


@given(ANY_TEXT, st.lists(st.integers(-3, 90), max_size=8))
def test_spans_move_with_their_words_whatever_they_are(text, edges):
    spans = [Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    marked = clean_marked(text, spans, one_line=True)
    reached = 0
    for span in marked.spans:
        assert reached <= span.start < span.end <= len(marked.text)
        reached = span.end


def test_a_mark_stays_on_its_word():
    marked = clean_marked("a\x1bb\u200b Scud\x07 x", [Span(5, 9)], one_line=True)
    assert marked.text == "ab Scud x"
    assert marked.text[marked.spans[0].start : marked.spans[0].end] == "Scud"


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("Z" + "\u0351" * 500 + "o", "Z\u0351\u0351\u0351o"),
        ("\u0301\u0301lead", "lead"),
        ("tab\there\r\nthere", "tab here there"),
        ("❤\ufe0f", "❤"),
        ("Việt ệ\u0323\u0302", "Việt ệ\u0323\u0302"),
    ],
)
def test_floods_and_changing_widths_are_gone(hostile, shown):
    assert clean_line(hostile) == shown


@pytest.mark.parametrize("filler", ["word ", "w", "東", " ", "e\u0301", "\u0301", "[red]"])
def test_work_on_breaking_a_text_grows_with_its_length_alone(filler):
    def breaks(text):
        cleaned = clean_text(text)
        for _ in lines_of(cleaned, 0, len(cleaned), 80):
            pass

    assert_linear(breaks, filler, 50_000)
