import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newssearch.indexer.fielding.characters import decode_entities, normalise, one_line
from newssearch.indexer.fielding.double_encoding import repair_double_encoding

MARKS = "Ã©Â â€™œ\u200b\xad\u0301e\x93\r\n\u2028 ­ï»¿ðŸ˜€É»“”É"
ANY_TEXT = st.text() | st.text(alphabet=MARKS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\u2028b\u2029c", "a\nb\n\nc"),
        ("al\xa0Nusra\u2009\u202f.", "al Nusra  ."),
        ("\tindent", "    indent"),
        ("gov\xadern\u200bment\ufeff", "government"),
        ("a\u202eb\u2066c\x1bd\x00e\x7f", "abcde"),
        ("\x93quoted\x94 it\x92s \x85", "“quoted” it’s …"),
        ("ﬁnal oﬃce", "final office"),
        ("cafe\u0301", "café"),
        ("non\u2011breaking\u2010hyphen", "non-breaking-hyphen"),
        ("“curly” ‘single’ \"straight\" 'it’s' ``tex''", None),
        ("\ud800lone", "lone"),
    ],
)
def test_characters_get_one_spelling(text, expected):
    assert normalise(text) == (text if expected is None else expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("donâ€™t", "don’t"),
        ("cafÃ©", "café"),
        ("Â£5 and â‚¬6", "£5 and €6"),
        ("donÃ¢â‚¬â„¢t", "don’t"),
        ("donâ\x80\x99t", "don’t"),
        ("ðŸ˜€", "😀"),
        ("“no”".encode().decode("latin-1").encode().decode("latin-1"), "“no”"),
        ("mayor’s".encode().decode("latin-1").encode().decode("cp1252"), "mayor’s"),
        ("a\xc2\xa0b", "a b"),
    ],
)
def test_doubly_encoded_text_is_repaired(text, expected):
    assert normalise(text) == expected


@pytest.mark.parametrize("text", ["«CAFÉ»", "“LE CAFÉ”", "‘Beyoncé’”", "Ærø", "Ã", "SÃO", "Âge"])
def test_text_that_is_right_is_not_repaired(text):
    assert repair_double_encoding(text) == text


@given(ANY_TEXT)
@example("Ã\xad©")
@example("e\xad\u0301€‹")
@example("Ã\u200b©")
def test_normalising_is_idempotent(text):
    once = normalise(text)
    assert normalise(once) == once


@given(ANY_TEXT)
def test_normalised_text_is_clean(text):
    clean = normalise(text)
    assert unicodedata.is_normalized("NFC", clean)
    assert not any(
        unicodedata.category(char) in ("Cc", "Cs") or char in "\u200b\xad\ufeff\u202e"
        for char in clean
        if char != "\n"
    )


def test_entities_are_decoded_once_and_only_with_a_semicolon():
    assert (
        decode_entities("AT&amp;T &#8217; &#x2019; Q&A &copy &amp;lt;") == "AT&T ’ ’ Q&A &copy &lt;"
    )


def test_one_line_has_single_spaces():
    assert one_line(" A\n  title\u00a0 here ") == "A title here"


def test_a_flood_of_half_encoded_text_takes_linear_time():
    flood = "Ã" * 200_000 + "©" + "Â©" * 100_000 + "â€‹" * 50_000
    assert normalise(normalise(flood)) == normalise(flood)


def test_many_kinds_at_once_are_replaced_like_few():
    kinds = "\u00a0\u200b\u2028\ufb01\u2011\u00ad\u2012\u2015\u202f\u02bc\u2060"
    whole = normalise("".join(f"a{char}b " for char in kinds))
    assert whole == "".join(normalise(f"a{char}b ") for char in kinds)


def test_marks_within_hebrew_abbreviations_are_their_own():
    assert normalise('דובר צה"ל אמר: "שלום".') == 'דובר צה״ל אמר: "שלום".'
    assert normalise('a"b') == 'a"b'
