from __future__ import annotations

import datetime as dt

import pytest

from newssearch.archive.errors import QuerySyntaxError
from newssearch.search.ast import And, Everything, Or, Wildcard, Word
from newssearch.search.language import format_error, parse_query, print_query
from newssearch.search.language.refusals import DEEPEST, too_many_words


def refused(text: str, **options: bool) -> QuerySyntaxError:
    with pytest.raises(QuerySyntaxError) as caught:
        parse_query(text, **options)
    return caught.value


def test_a_query_of_4096_characters_is_read_and_one_more_is_not() -> None:
    words = "scud " * 819 + "s"
    assert len(words) == 4096
    assert isinstance(parse_query(words).node, And)
    error = refused(words + "x")
    assert (error.code, error.position, error.length) == ("too_long", 4096, 1)


def test_literal_text_has_the_same_limit() -> None:
    assert refused("x" * 5000, literal=True).code == "too_long"


@pytest.mark.parametrize(
    ("opening", "closing"), [("(", ")"), ("NOT ", ""), ("title:(", ")"), ("-(", ")")]
)
def test_nesting_is_allowed_to_its_limit(opening: str, closing: str) -> None:
    parse_query(opening * DEEPEST + "scud" + closing * DEEPEST)
    deeper = DEEPEST + 1
    error = refused(opening * deeper + "scud" + closing * deeper)
    assert error.code == "too_deep"


def test_a_chain_of_distances_is_nesting() -> None:
    parse_query("scud" + " w/5 scud" * DEEPEST)
    error = refused("scud" + " w/5 scud" * (DEEPEST + 1))
    assert error.code == "too_deep"


def test_chains_inside_chains_do_not_grow_past_what_an_engine_can_walk() -> None:
    link = " w/5 a" * 45
    assert refused("(" * 6 + "a" + f"{link})" * 6 + link).code == "too_deep"


def test_the_deepest_tree_can_be_printed() -> None:
    node = parse_query("title:(a OR b " * DEEPEST + "c" + ")" * DEEPEST).node
    assert print_query(node).endswith("c" + ")" * (2 * DEEPEST))
    assert refused("-title:(a OR b " * DEEPEST + "c" + ")" * DEEPEST).code == "too_deep"


def test_notes_and_hints_are_short_and_printable() -> None:
    notes = parse_query("x\x1b\u202e>5 \x1b").notes
    assert notes
    assert all(map(str.isprintable, notes))
    error = refused("nosuch:" + "x\x07" * 1000)
    assert error.hint is not None
    assert len(error.hint) < 200
    assert error.hint.isprintable()


def test_a_wildcard_that_is_too_rich_is_refused_at_its_place() -> None:
    text = "scud con*"
    node = parse_query(text).node
    assert isinstance(node, And)
    pattern = node.operands[1]
    assert isinstance(pattern, Wildcard)
    error = too_many_words(text, pattern, 5000)
    assert (error.code, error.position, error.length) == ("wildcard_too_many", 5, 4)
    assert "'con*' matches 5,000 words" in error.message
    assert "4,096" in error.message
    assert format_error(error).splitlines()[1:3] == ["  scud con*", "       ^~~~"]


@pytest.mark.parametrize("text", ["", " ", "\t\n"])
@pytest.mark.parametrize("literal", [False, True])
@pytest.mark.parametrize("any_word", [False, True])
def test_an_empty_query_is_every_article(text: str, literal: bool, any_word: bool) -> None:
    assert parse_query(text, literal=literal, any_word=any_word).node == Everything()


def test_literal_punctuation_has_nothing_to_search() -> None:
    assert refused("– ...", literal=True).code == "missing_operand"


def test_literal_words_may_be_joined_by_or() -> None:
    assert parse_query("a AND b", literal=True, any_word=True).node == Or(
        (Word("a"), Word("AND"), Word("b"))
    )


def test_spans_are_places_in_the_text_as_typed() -> None:
    text = "“Scud missiles” title:(patriot OR x*x) NOT israel"
    text = text.replace("x*x", "xx*")
    node = parse_query(text).node
    assert isinstance(node, And)
    assert [text[part.span.start : part.span.end] for part in node.operands] == [
        "“Scud missiles”",
        "title:(patriot OR xx*)",
        "NOT israel",
    ]


def test_relative_dates_default_to_the_calendar() -> None:
    before = dt.date.today()  # noqa: DTZ011
    node = parse_query("date:today").node
    assert print_query(node) in {
        f"date:{before}",
        f"date:{dt.date.today()}",  # noqa: DTZ011
    }


def test_suggestions_are_names_of_fields() -> None:
    error = refused("headlin:scud")
    assert error.suggestions == ("headline", "hlead")
    assert error.hint == (
        'did you mean headline, hlead? to search the text itself write "headlin:scud"'
    )


def test_in_pasted_text_a_question_mark_alone_is_no_value() -> None:
    assert refused("speaker:?", any_word=True).code == "empty_value"
    assert refused("speaker:?").code == "wildcard_too_broad"


def test_a_pasted_text_in_capitals_has_no_operators() -> None:
    text = "MEETING OF OPEC AND IMF OR NOT"
    node = parse_query(text, any_word=True).node
    assert isinstance(node, Or)
    assert [part.text for part in node.operands if isinstance(part, Word)] == text.split()
    assert parse_query(print_query(node)).node == node


@pytest.mark.parametrize("text", ["oil /s opec", "oil N5 opec", "oil | opec", "oil % opec"])
def test_a_pasted_text_has_no_connectors_of_others(text: str) -> None:
    assert isinstance(parse_query(text, any_word=True).node, Or)
