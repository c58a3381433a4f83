"""What is found among bytes is what patterns and sets find among characters."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newssearch.indexer.fielding.bytewise import WordSplitter, special_characters

PATTERNS = {True: re.compile(r"\w+"), False: re.compile(r"[^\W\d_]+")}
TEXTS = st.text(st.characters(), max_size=60) | st.text(
    "aZ9_ é½²٣“”’\u2009\x1f\xa0\ud800😀", max_size=60
)


@pytest.mark.parametrize("digits", [True, False])
@given(text=TEXTS)
@settings(derandomize=True, max_examples=200, deadline=None)
def test_words_are_those_of_the_pattern(digits, text):
    found = [
        word.decode("utf-8", "surrogatepass") for word in WordSplitter(digits=digits).words(text)
    ]
    assert found == PATTERNS[digits].findall(text.lower())


@given(text=TEXTS)
@settings(derandomize=True, max_examples=200, deadline=None)
def test_special_characters_are_those_beyond_printable_ascii(text):
    assert special_characters(text) == {c for c in text if not (c == "\n" or " " <= c <= "~")}


def test_a_text_of_many_characters_is_not_gone_through_for_each_of_them():
    """A pass for each of the 100,000 that are in no word would take minutes."""
    characters = range(0x80, 0x110000, 8)
    text = " ab ".join(map(chr, characters))
    found = WordSplitter(digits=True).words(text)
    assert len(found) == len(PATTERNS[True].findall(text.lower()))
    assert found.count(b"ab") == len(characters) - 1
