from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from newssearch.archive.errors import QuerySyntaxError
from newssearch.search.language import format_error, parse_query


def drawn(text: str) -> list[str]:
    with pytest.raises(QuerySyntaxError) as caught:
        parse_query(text)
    return format_error(caught.value).split("\n")


def columns(text: str) -> int:
    return sum(map(cell_len, text))


def test_an_error_is_four_lines() -> None:
    assert drawn("headlin:scud AND date:2012") == [
        "error: unknown field 'headlin'",
        "  headlin:scud AND date:2012",
        "  ^~~~~~~",
        'hint: did you mean headline, hlead? to search the text itself write "headlin:scud"',
    ]


def test_wide_characters_move_the_caret_two_columns() -> None:
    lines = drawn("日本 (scud")
    assert lines[1:3] == ["  日本 (scud", "       ^"]


def test_marks_do_not_move_the_caret() -> None:
    lines = drawn("cafe\u0301 (scud")
    assert lines[2] == "       ^"


def test_what_nobody_sees_does_not_move_the_caret_off_its_place() -> None:
    lines = drawn("a\u3164\u00adb (scud")
    assert lines[1:3] == ["  a��b (scud", "       ^"]


def test_a_terminal_is_told_nothing() -> None:
    lines = drawn("\x1b[31mred\u202e\x07\n\ttitle: x")
    assert all(line.isprintable() for line in lines)
    assert lines[1] == "  �[31mred��  title: x"
    assert lines[2] == "              ^~~~~~"


def test_names_from_the_query_are_safe_in_the_message() -> None:
    assert all(line.isprintable() for line in drawn("date:\x1b[2J"))


@pytest.mark.parametrize("before", [0, 10, 60, 70, 76, 77, 500])
@pytest.mark.parametrize("after", [0, 10, 500])
def test_a_long_query_is_shown_around_the_caret(before: int, after: int) -> None:
    lines = drawn("x " * (before // 2) + "nosuchname:x" + " y" * (after // 2))
    assert columns(lines[1]) <= 78
    start = lines[2].index("^")
    assert lines[1][start:].startswith("nosuchname:x")
    assert lines[2].endswith("^~~~~~~~~~")
    if before > 76:
        assert lines[1].startswith("  …")
    if after > 100:
        assert lines[1].endswith("…")


def test_a_long_marked_part_is_cut_at_the_edge() -> None:
    lines = drawn("date:" + "x" * 300)
    assert columns(lines[1]) <= 78
    assert len(lines[2]) <= 78


@given(st.text(max_size=300), st.integers(0, 299), st.integers(1, 300))
def test_the_caret_stands_under_what_it_marks(text: str, position: int, length: int) -> None:
    text += "x"
    position = min(position, len(text) - 1)
    length = min(length, len(text) - position)
    error = QuerySyntaxError("m", code="c", text=text, position=position, length=length)
    _, shown, caret = format_error(error).split("\n")
    assert columns(shown) <= 79
    assert caret.lstrip().rstrip("~") == "^"
    assert columns(shown) + 2 >= len(caret)
