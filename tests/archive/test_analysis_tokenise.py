"""The analysis: which tokens a text has, where, and which sentences and paragraphs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newssearch.archive.analysis import fold, tokenise

CASES = [
    ("Scud missiles", "scud missiles"),
    ("Russia’s and Reuters' men's", "russia and reuters men"),
    ("AT&T R&D don’t O'Neill", "at&t r&d don't oneill"),
    ("war.The 3.14 example.com p.m.", "war the 3.14 example.com p.m"),
    ("Café naïve Łódź ﬁnal", "cafe naive lodz final"),
    ("e\u0301te\u0301", "ete"),
    ("(“quoted,”)—dash–dash", "quoted dash dash"),
    ("x" * 65 + " short", "short"),
    ("under_score", "under score"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_main_tokens(text: str, expected: str) -> None:
    stream = tokenise(text)
    mains = {
        position: token
        for token, position in reversed(list(zip(stream.tokens, stream.positions, strict=True)))
    }
    assert [mains[p] for p in sorted(mains)] == expected.split()


EXTRA = [
    ("COVID-19", {"covid", "19", "covid19"}),
    ("al-Nusra", {"al", "nusra", "alnusra"}),
    ("02091-C-71", {"02091", "c", "71", "02091c71"}),
    ("U.S.", {"u.s", "us"}),
    ("the US did", {"the", "us", "u.s", "did"}),
    ("give us", {"give", "us"}),
    ("GIVE US AID", {"give", "us", "aid"}),
]


@pytest.mark.parametrize(("text", "expected"), EXTRA)
def test_extra_forms(text: str, expected: set[str]) -> None:
    assert set(tokenise(text).tokens) == expected


def test_joined_form_stands_at_the_first_part() -> None:
    stream = tokenise("on COVID-19 now")
    places = dict(zip(stream.tokens, stream.positions, strict=True))
    assert places == {"on": 0, "covid": 1, "covid19": 1, "19": 2, "now": 3}
    assert stream.length == 4


SENTENCES = [
    ("One ended. Two began.", ["One", "Two"]),
    ("Mr. Smith met Gen. Lee. They talked.", ["Mr.", "They"]),
    ("In the U.S. Senate. He spoke.", ["In", "He"]),
    ("Back in the U.S. The vote came.", ["Back", "The"]),
    ("“It is reckless.” Rasmussen said so.", ["“It", "Rasmussen"]),
    ("Why? because! Yes.", ["Why?", "Yes."]),
    ("First.\n\nsecond paragraph", ["First.", "second"]),
]


@pytest.mark.parametrize(("text", "openings"), SENTENCES)
def test_sentences(text: str, openings: list[str]) -> None:
    assert [text[place:].split(maxsplit=1)[0] for _, place in tokenise(text).sentences] == openings


def test_a_paragraph_end_takes_a_position() -> None:
    stream = tokenise("one two\n\nthree")
    assert stream.positions == [0, 1, 3]
    assert stream.paragraphs == [(0, 0), (3, 9)]


@given(st.text())
def test_folding_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_places_lie_in_order_inside_the_text(text: str) -> None:
    stream = tokenise(text)
    assert all(0 <= position < stream.length for position in stream.positions)
    assert all(0 <= s < e <= len(text) for s, e in zip(stream.starts, stream.ends, strict=True))
    assert all(token and len(token) <= 64 and not token.isspace() for token in stream.tokens)
