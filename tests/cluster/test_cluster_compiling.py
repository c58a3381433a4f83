"""What the compiler must never send, and what it must doubt: each found by comparing engines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from newssearch.archive.cluster.mapping import articles_index
from newssearch.search.ast import (
    And,
    Fuzzy,
    HasValue,
    InField,
    Keyword,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Printed,
    Wildcard,
    Word,
)
from newssearch.search.cluster.compiling import Compiled, compile_tree
from newssearch.search.cluster.dsl import NEVER
from newssearch.search.cluster.terms import Languages, Term
from newssearch.search.language import parse_query


class SomeWords:
    """An archive that has every word but "nowhere"; "taxpayer" is joined there and not."""

    def __init__(self, *known: str | None) -> None:
        self.known: Languages = frozenset(known or ("en",))

    def exact(self, token: str, space: int) -> Sequence[Term]:
        if token == "nowhere":
            return []
        return [Term(token, (1, 2) if token == "taxpayer" else (1,))]

    def word(self, word: Word, token: str, space: int) -> Sequence[Term]:
        own = self.exact(token, space)
        if token == "wahl" and not word.exact:
            return [*own, Term("wahlen", languages=frozenset({"de"}))]
        return own

    def wildcard(self, node: Wildcard, space: int) -> Sequence[Term]:
        if node.pattern in ("tax*", "pay*"):  # with many words that are joined of several
            return [Term(f"{node.pattern[:3]}{n}", (1, 2)) for n in range(20)]
        return [Term(node.pattern.replace("*", end)) for end in ("s", "ing")]

    def fuzzy(self, node: Fuzzy, space: int) -> Sequence[Term]:
        return [Term(node.text)]


def compiled(query: str | Node, *known: str | None) -> Compiled:
    node = parse_query(query).node if isinstance(query, str) else query
    return compile_tree(SomeWords(*known), node)


def pieces(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from pieces(one)


def filters(query: Any, kind: str) -> list[Any]:
    return [one["filter"][kind] for one in pieces(query) if kind in (one.get("filter") or {})]


def test_each_alternative_is_subtracted_by_itself() -> None:
    found = compiled("said NOT w/s (five or six)")
    subtracted = filters(found.query, "not_contained_by")
    assert found.exact
    assert len(subtracted) == 2
    assert not [one for one in pieces(subtracted) if "any_of" in one]


@pytest.mark.parametrize(
    "query",
    [
        "(oil w/3 price) w/9 opec",
        "atleast2(oil w/3 price)",
        'atleast3(oil or "crude oil")',
        "atleast2(taxpayer)",
        "caps(us) forces",
        'oil w/1 "tax*"~s',
        "tax* w/5 pay*",
        "oil NOT w/3 (price w/2 rise)",
    ],
)
def test_what_lucene_counts_otherwise_is_doubted(query: str) -> None:
    assert not compiled(query).exact


@pytest.mark.parametrize(
    "query", ["oil w/9 price", "oil pre/2 price", '"price oil"~3', "oil w/s a"]
)
def test_two_sides_are_asked_for_in_both_orders_and_never_without_overlap(query: str) -> None:
    found = compiled(query)
    assert found.exact
    assert "no_overlap" not in json.dumps(found.query)
    assert '"mode"' not in json.dumps(found.query)


@pytest.mark.parametrize(
    ("left", "right", "exact"),
    [
        ("us", "u.s", False),
        ("35", "35hour", False),
        ("unione", "dellunione", False),
        ("said", "five", True),
        ("oil", "oil", False),
    ],
)
def test_words_that_may_share_a_place_are_doubted(left: str, right: str, exact: bool) -> None:
    sides = Word(left, exact=True), Word(right, exact=True)
    assert compiled(Near(*sides, 5, negated=True)).exact is exact
    assert compiled(Near(*sides, None, unit="sentence", negated=True)).exact is exact
    loose = compiled(Phrase((*sides, Word("other", exact=True)), slop=4))
    assert loose.exact is (exact or left == right)


def test_a_word_that_no_article_has_is_no_empty_text() -> None:
    found = compiled("oil w/3 nowhere")
    assert {"match": {"query": NEVER}} in list(pieces(found.query))
    assert compiled("nowhere").query == {"match_none": {}}


def test_patterns_are_written_out_and_never_sent() -> None:
    found = compiled("oil w/3 ris*")
    kinds = {key for one in pieces(found.query) for key in one}
    assert kinds.isdisjoint({"prefix", "wildcard", "fuzzy"})
    assert {"match": {"query": "rising"}} in list(pieces(found.query))


def test_a_sentence_of_one_word_is_a_sentence_but_holds_no_two_words() -> None:
    assert {"match": {"query": "()"}} in list(pieces(compiled("oil w/s price").query))
    assert {"match": {"query": "()"}} not in list(pieces(compiled("oil NOT w/s price").query))


def test_a_slot_is_never_cut_in_two() -> None:
    settings = articles_index(1)["settings"]["analysis"]
    assert settings["tokenizer"]["slots"]["max_token_length"] == 32_766


def test_a_word_that_spans_two_positions_is_asked_for_by_its_ends() -> None:
    found = compiled('"taxpayer money"')
    assert found.exact
    ends = [{"match": {"query": mark}} for mark in ("<2<taxpayer", ">2>taxpayer")]
    assert {"ordered": True, "max_gaps": 0, "intervals": ends} in list(pieces(found.query))
    assert compiled("taxpayer").query == {"terms": {"main": ["taxpayer", "<2<taxpayer"]}}


def test_a_form_of_one_language_counts_in_its_articles_only() -> None:
    found = compiled("wahl", "en", "de", None)
    assert [one["terms"] for one in pieces(found.query) if "main" in one.get("terms", {})] == [
        {"main": ["wahl", "wahlen"]}
    ]
    german = {"term": {"keyword.lang": {"value": "de"}}}
    cases = found.query["bool"]["should"]
    assert [case["bool"]["filter"][0] == german for case in cases].count(True) == 1
    assert len(cases) == 2


def test_what_is_in_doubt_under_a_not_leaves_nothing_out() -> None:
    doubted = Near(Near(Word("oil"), Word("price"), 3), Word("opec"), 9)
    found = compiled(And((Word("saudi"), Not(doubted))))
    assert not found.exact
    assert found.query["bool"]["must_not"] == [{"match_none": {}}]


def test_conditions_on_the_article_are_taken_out_of_a_group() -> None:
    spoken = And((Word("war"), InField("speaker", Word("powell"))))
    dated = parse_query("date:1991").node
    found = compiled(InField("quote", And((spoken, Or((dated, Word("gulf")))))))
    nested = [one["nested"] for one in pieces(found.query) if "nested" in one]
    assert found.exact
    assert len(nested) == 2
    assert "number.date" not in json.dumps(nested)


def test_all_forms_of_number_are_looked_for_without_reading() -> None:
    found = compiled(Printed(Word("missile", exact=True), ("plural",)))
    assert found == Compiled({"term": {"main": {"value": "missiles"}}}, exact=True)


def test_thousands_of_ids_are_one_clause() -> None:
    ids = [f"a{number}" for number in range(5_000)]
    labelled = Or(tuple(Keyword("id", one) for one in ids))
    assert compiled(labelled) == Compiled({"terms": {"keyword.id": ids}}, exact=True)
    found = compiled(Or((Keyword("id", "a1"), HasValue("date"), Keyword("id", "a2")))).query
    assert found["bool"]["should"] == [
        {"terms": {"keyword.id": ["a1", "a2"]}},
        {"term": {"has": {"value": "date"}}},
    ]
