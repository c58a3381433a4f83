from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from query_strategies import TODAY, any_text, operator_heavy, trees
from work import lines_run

from newssearch.archive.errors import QuerySyntaxError
from newssearch.search.ast import Node, Parsed, children
from newssearch.search.language import format_error, parse_query, print_query
from newssearch.search.language.parser import LONGEST_QUERY
from newssearch.search.language.refusals import ERROR_CODES


def read(text: str, **options: bool) -> Parsed | QuerySyntaxError:
    try:
        return parse_query(text, today=TODAY, **options)
    except QuerySyntaxError as error:
        return error


def check_any_text(text: str, *, any_word: bool = False) -> None:
    answer = read(text, any_word=any_word)
    if isinstance(answer, QuerySyntaxError):
        assert answer.code in ERROR_CODES
        assert answer.text == text
        assert answer.message
        assert answer.length >= 1
        assert answer.position >= 0
        assert answer.position + answer.length <= len(text)
        drawn = format_error(answer)
        assert drawn.splitlines()[0].startswith("error: ")
        assert all(line.isprintable() for line in drawn.split("\n"))
        return
    check_spans(answer.node, len(text))
    again = parse_query(print_query(answer.node), today=TODAY)
    assert again.node == answer.node


def check_spans(node: Node, length: int) -> None:
    assert 0 <= node.span.start <= node.span.end <= length
    for child in children(node):
        check_spans(child, length)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(any_text, st.booleans())
@example("0 \\*?", True)  # pasted: the star is itself, the question mark punctuation
def test_any_text_is_a_query_or_refused(text: str, any_word: bool) -> None:
    check_any_text(text, any_word=any_word)


@pytest.mark.sweep
@settings(max_examples=20_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(any_text, st.booleans())
def test_any_text_is_a_query_or_refused_sweep(text: str, any_word: bool) -> None:
    check_any_text(text, any_word=any_word)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(any_text)
def test_literal_takes_any_text(text: str) -> None:
    answer = read(text, literal=True)
    if isinstance(answer, QuerySyntaxError):
        assert not any(map(str.isalnum, text))
    else:
        assert parse_query(print_query(answer.node), today=TODAY).node == answer.node


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(trees)
def test_what_is_printed_reads_as_the_same_tree(tree: Node) -> None:
    assert parse_query(print_query(tree), today=TODAY).node == tree


@pytest.mark.sweep
@pytest.mark.exhaustive
@settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(trees)
def test_what_is_printed_reads_as_the_same_tree_sweep(tree: Node) -> None:
    assert parse_query(print_query(tree), today=TODAY).node == tree


@settings(max_examples=100, deadline=None)
@given(operator_heavy)
def test_reading_twice_gives_the_same(text: str) -> None:
    first, second = read(text), read(text)
    if isinstance(first, QuerySyntaxError):
        assert isinstance(second, QuerySyntaxError)
        assert (first.code, first.position, first.length, first.message, first.hint) == (
            second.code,
            second.position,
            second.length,
            second.message,
            second.hint,
        )
    else:
        assert first == second


REPEATED = (
    *("(", ")", '"', "a ", "a OR ", "a AND ", "NOT ", "-", "- ", "a w/5 ", "a!", "a? ", "miss* "),
    *("\\", "\\a", "\\*", "title:", "title:(", "date:[", "title:[ TO ", "a~", "^2", "a^2", ".. "),
    *("aa?", "not a ", "a or b ", "nosuch>5 ", "« » ", "path:(", "atleast3 ", '"a"~5', "日", "é*"),
    *("a.", ".'&", "*-", "ab*-", "x\\", "/a/b", "a/", " \t", "~1 ", "date:2012 "),
)


LINES_A_CHARACTER = 150
"""Lines of Python that reading a character may take. Most take 5 to 50; a misspelt name of a field
is compared with all names there are."""


@pytest.mark.parametrize("piece", REPEATED)
@pytest.mark.parametrize("lead", ["", "scud ", "title:("])
def test_the_longest_queries_take_bounded_work(piece: str, lead: str) -> None:
    text = (lead + piece * LONGEST_QUERY)[:LONGEST_QUERY]
    for any_word in (False, True):
        assert lines_run(lambda any_word=any_word: read(text, any_word=any_word)) < (  # type: ignore[misc]
            LINES_A_CHARACTER * LONGEST_QUERY
        )
