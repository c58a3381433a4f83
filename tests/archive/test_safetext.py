"""Text of strangers cannot act on a terminal."""

import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newssearch.archive.safetext import safe_line, safe_text

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x1b]52;c;aGk=\x07copied", "]52;c;aGk=copied"),
        ("\x9b2Jcleared", "2Jcleared"),
        ("over\rwritten\x08\x7f", "overwritten"),
        ("abc\u202ecba", "abccba"),
        ("\u2066isolate\u2069\u061c", "isolate"),
        ("sc\u200bud\u200d\ufeff\u2060\u00ad", "scud"),
        ("half\ud800", "half"),
        ("one\u2028two\u2029three", "one\ntwo\nthree"),
        ("kept:\ttab\nnewline", "kept:\ttab\nnewline"),
        ("Zürich “quoted” – 東京 \U0001f600 e\u0301", "Zürich “quoted” – 東京 \U0001f600 e\u0301"),
        ("[red]x[/nope]", "[red]x[/nope]"),
    ],
)
def test_what_acts_is_removed_and_what_is_text_stays(hostile, shown):
    assert safe_text(hostile) == shown


def test_no_control_format_or_surrogate_character_of_unicode_passes():
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    left = safe_text(everything)
    assert {c for c in left if unicodedata.category(c) in {"Cc", "Cs"}} == {"\n", "\t"}
    bidi = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    assert not [c for c in left if unicodedata.bidirectional(c) in bidi]
    left.encode()


@given(ANY_TEXT, ANY_TEXT)
def test_parts_are_made_safe_one_by_one(a, b):
    assert safe_text(a + b) == safe_text(a) + safe_text(b)


@given(ANY_TEXT)
def test_safe_text_is_idempotent_and_a_line_has_no_breaks(text):
    assert safe_text(safe_text(text)) == safe_text(text)
    line = safe_line(text)
    assert len(line.splitlines()) <= 1
    assert not re.search(r"[\n\t]", line)
