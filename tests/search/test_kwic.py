"""Key words in context, widths, and lines that wrap."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newssearch.archive.cellwidth import width_of
from newssearch.archive.safetext import safe_line
from newssearch.search.ast import Span
from newssearch.search.kwic import kwic_lines, words_around
from newssearch.search.textwidth import fitting, fitting_back, wrapped

TEXTS = st.text(
    st.one_of(st.sampled_from("ab \n\t東ｱé\u0301\u200b\x1b한🚀ו"), st.characters(codec="utf-8")),
    max_size=60,
)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("scud", 4),
        ("東京", 4),
        ("e\u0301", 1),
        ("ｱ", 1),
        ("Ａ", 2),
        ("🚀", 2),
        ("👍🏽", 2),
        ("한", 2),
        ("\u1112\u1161\u11ab", 2),
        ("", 0),
        ("שלום", 4),
    ],
)
def test_widths(text, width):
    assert width_of(text) == width


def test_a_line_a_match_with_the_key_words_below_each_other():
    text = "The oil price rose.\n\nOil fell, 原油 oil too."
    marks = [Span(4, 7), Span(21, 24), Span(34, 37)]
    lines = list(kwic_lines(text, marks, 10))
    assert [(line.left, line.match, line.right) for line in lines] == [
        ("      The ", "oil", " price"),
        ("    rose. ", "Oil", " fell, 原"),
        ("   , 原油 ", "oil", " too."),
    ]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("abc defghi oil jklmno pqrs", ("    defghi ", " jklmno")),
        ("abc def ghij oil kl mnop q", ("  def ghij ", " kl mnop q")),
        ("abcdefghijklmno oil pqrstuvwxyzab", ("ghijklmno ", " pqrstuvwx")),
        ("東京東京東京 oil 東京東京東京", (" 東京東京 ", " 東京東京")),
        ("abcde…fghi oil jklm—nopqrst", ("   …fghi ", " jklm—")),
        ("it’s-so oil don’t-they", ("it’s-so ", " don’t-the")),
        ("oil", ("", "")),
    ],
)
def test_words_are_cut_only_where_little_else_would_be_left(text, sides):
    start = text.index("oil")
    (line,) = kwic_lines(text, [Span(start, start + 3)], 10)
    assert (line.left.rjust(10), line.right) == (sides[0][-10:].rjust(10), sides[1])


@given(TEXTS, st.integers(0, 60), st.integers(0, 60), st.integers(1, 30))
def test_every_left_side_has_the_width_of_the_context(text, one, other, context):
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    for line in kwic_lines(text, [Span(start, end)], context):
        assert width_of(line.left) == context
        assert width_of(line.right) <= context
        joined = line.left + line.match + line.right
        assert safe_line(joined) == joined


@given(TEXTS, st.integers(0, 30))
def test_what_fits_fits_and_one_more_would_not(text, columns):
    end = fitting(text, columns)
    assert width_of(text[:end]) <= columns
    assert end == len(text) or width_of(text[: end + 1]) > columns
    assert width_of(text[fitting_back(text, columns) :]) <= columns


@given(TEXTS, st.integers(2, 30))
def test_wrapping_loses_nothing_but_blanks(text, columns):
    text = safe_line(text)
    lines = list(wrapped(text, columns))
    assert all(width_of(text[line.start : line.end]) <= columns for line in lines)
    assert all(line.start < line.end for line in lines)
    kept = "".join(text[line.start : line.end] for line in lines)
    assert "".join(kept.split()) == "".join(text.split())


def test_a_giant_word_wraps_in_time_in_proportion():
    assert sum(1 for _ in wrapped("x" * 400_000, 80)) == 5000


@given(st.text("ab \n\x1b“.", max_size=60), st.integers(0, 4), st.data())
def test_words_around_are_those_between_blanks(text, count, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    line = words_around(text, Span(start, end), count)
    before, after = (safe_line(part).split() for part in (text[:start], text[end:]))
    assert line.left.split() == before[len(before) - min(count, len(before)) :]
    assert line.right.split() == after[:count]
    assert line.start == start
