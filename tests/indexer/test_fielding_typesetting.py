"""Set in print or wrapped by a program: what single line ends say, and what follows."""

from collections import Counter

import pytest

from newssearch.indexer.fielding.compounds import FIRST_PARTS, SECOND_PARTS
from newssearch.indexer.fielding.hyphens import HyphenJoiner
from newssearch.indexer.fielding.typesetting import is_from_print

FILLER = ["The council met again on Monday to speak of the budget"] * 12


def test_a_syllable_alone_shows_print():
    assert is_from_print(["spoke of the founda-", "tion and of what it"], Counter())


def test_a_word_that_stands_whole_elsewhere_shows_print():
    lines = [*FILLER, "what the govern-", "ment would do"]
    assert is_from_print(lines, Counter({"government": 2}))


@pytest.mark.parametrize(
    "below", ["Nusra said on", "the-board cuts", "term plans and", "called reform of"]
)
def test_a_real_hyphen_shows_a_program(below):
    above = {"Nusra": "fighters of al-", "the-b": "there were across-"}.get(below[:5], "the long-")
    assert not is_from_print([*FILLER, above, below], Counter())


def test_one_strange_hyphen_among_many_lines_is_a_programs():
    lines = [*FILLER, *FILLER, "a more-", "fulfilling life"]
    assert not is_from_print(lines, Counter())
    assert HyphenJoiner(lines).join("a more-", "fulfilling life") == "a more-fulfilling life"


def test_a_program_s_hyphens_stay_where_the_document_also_joins_the_word():
    lines = [*FILLER, "bipartisan and bipartisan", "a bi-", "partisan bill"]
    assert HyphenJoiner(lines).join("a bi-", "partisan bill") == "a bi-partisan bill"


def test_last_line_broken():
    assert not is_from_print([*FILLER, "the end of the govern-"], Counter())


def test_parts_are_single_words():
    assert all(part.isalpha() and part.islower() for part in FIRST_PARTS | SECOND_PARTS)
