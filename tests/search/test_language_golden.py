"""The golden queries and refusals of tests/golden/parse: data, so that a case needs no Python."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest
from language_sketch import sketch

from newssearch.archive.errors import QuerySyntaxError
from newssearch.search.ast import Parsed
from newssearch.search.language import format_error, parse_query, print_query
from newssearch.search.language.refusals import ERROR_CODES

GOLDEN = Path(__file__).parents[1] / "golden" / "parse"
TODAY = dt.date(2013, 5, 15)
NOT_FROM_A_SHORT_TEXT = {"too_long", "too_deep", "wildcard_too_many"}


def cases(name: str) -> list[dict[str, Any]]:
    return tomllib.loads((GOLDEN / name).read_text(encoding="utf-8"))["case"]


def named(case: dict[str, Any]) -> str:
    return case["text"]


def read(case: dict[str, Any]) -> Parsed:
    return parse_query(
        case["text"],
        any_word=case.get("any_word", False),
        literal=case.get("literal", False),
        today=TODAY,
    )


@pytest.mark.parametrize("case", cases("queries.toml"), ids=named)
def test_a_golden_query_is_read_as_it_stands(case: dict[str, Any]) -> None:
    found = read(case)
    assert sketch(found.node) == case["tree"]
    assert print_query(found.node) == case["parsed"]
    assert list(found.notes) == case.get("notes", [])
    assert found.text == case["text"]
    assert parse_query(case["parsed"], today=TODAY).node == found.node


@pytest.mark.parametrize("case", cases("refusals.toml"), ids=named)
def test_a_golden_refusal_points_at_its_place(case: dict[str, Any]) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        read(case)
    error = caught.value
    text = case["text"]
    assert error.code == case["code"]
    assert error.position == case["position"]
    assert text[error.position : error.position + error.length] == case["marked"]
    assert error.message == case["message"]
    assert error.hint
    assert error.exit_code == 2
    assert format_error(error).count("\n") == 3


def test_every_code_is_given_twice_by_the_golden_refusals() -> None:
    given = [case["code"] for case in cases("refusals.toml")]
    assert {code for code in ERROR_CODES if given.count(code) >= 2} == (
        set(ERROR_CODES) - NOT_FROM_A_SHORT_TEXT
    )
    assert set(given) <= set(ERROR_CODES)


@pytest.mark.parametrize("code", sorted(set(ERROR_CODES) - NOT_FROM_A_SHORT_TEXT))
def test_the_example_of_a_code_gives_it(code: str) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        parse_query(ERROR_CODES[code][1], today=TODAY)
    assert caught.value.code == code
