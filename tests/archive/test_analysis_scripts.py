"""Spellings that are one word, over whole blocks of Unicode and lists of names.

The lists are of common knowledge: islands of Hawaii, Irish and Scottish surnames, places and words
in the usual transliterations of Arabic, Chinese and Hebrew, French, Italian and Catalan nouns that
begin with a vowel, Turkish places with each case ending of Turkish grammars.
"""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newssearch.archive.analysis import fold, tokenise
from newssearch.archive.analysis.characters import APOSTROPHES

NAMES = """
Hawai'i Kaua'i O'ahu Moloka'i Lana'i Ni'ihau Kaho'olawe Ka'ahumanu Lili'uokalani Nuku'alofa Vava'u
O'Brien O'Neill O'Connor O'Hara O'Sullivan O'Reilly O'Donnell O'Keeffe O'Toole O'Rourke O'Leary
Qur'an Sana'a Ta'izz Ba'ath Shi'a Ka'ba Al-Qa'ida Isma'il Mu'ammar Sa'ud Ra'anana Be'er Ya'akov
Xi'an Ya'an Tai'an Chang'an Jin'an T'ien-t'ai P'eng Ch'ing M'Baye N'Golo N'Djamena Cote-d'Ivoire
D'Arcy D'Angelo L'Aquila L'Oréal Rock'n'roll Ma'am Y'all Be'eri Kfar-Sa'ba
""".split()

FRENCH = "école état enquête assemblée étude économie union homme hôpital avenir argent eau île"
ITALIAN = "unione economia anno accordo esercito opera industria ora uomo estate isola Aquila Etna"
CATALAN = "escola ajuntament economia avui illa alcalde oest Empordà aigua hivern"
ELIDED = {
    "l d j m t s n c qu jusqu lorsqu puisqu": FRENCH,
    "l dell dall nell sull all coll un quest quell d": ITALIAN,
    "l d n s": CATALAN,
}
TURKISH = ("Diyarbakır", "İstanbul", "Türkiye", "Ankara", "NATO", "Erdoğan", "2024", "AB", "İzmir")
ENDINGS = """
da de ta te dan den tan ten daki deki taki teki a e ya ye na ne ı i u ü yı yi yu yü nı ni nu nü
ın in un ün nın nin nun nün la le yla yle lı li lu lü lık lik luk lük ca ce ça çe lar ler
ları leri
ların lerin larda lerde lardan lerden
dır dir dur tır tir ydı ydi mış miş ki ndan nden sı si sına sında
dakiler dekiler lılar liler
""".split()


@pytest.mark.parametrize("name", NAMES)
def test_all_marks_for_an_apostrophe_are_one(name: str) -> None:
    plain = tokenise(name).tokens
    for mark in APOSTROPHES:
        stream = tokenise(name.replace("'", mark))
        assert stream.tokens == plain, mark
        assert stream.positions == tokenise(name).positions


@pytest.mark.parametrize("name", [name for name in NAMES if "-" not in name])
def test_a_name_is_found_without_its_mark(name: str) -> None:
    assert fold(name.replace("'", "")) in tokenise(name).tokens


@pytest.mark.parametrize(("prefixes", "words"), ELIDED.items())
def test_elided_words_are_found_by_the_word(prefixes: str, words: str) -> None:
    for word in words.split():
        for prefix in prefixes.split():
            for text in (f"{prefix}'{word}", f"{prefix.title()}’{word}"):
                stream = tokenise(text)
                assert fold(word) in stream.tokens, text
                assert set(stream.positions) == {0}


@pytest.mark.parametrize("name", TURKISH)
def test_turkish_endings_are_taken_off(name: str) -> None:
    for ending in ENDINGS:
        stream = tokenise(f"{name}’{ending}")
        assert fold(name) in stream.tokens, ending
        assert set(stream.positions) == {0}


@pytest.mark.parametrize("word", "we'll he'd I'm can't they've you're isn't 'tis rock'n".split())
def test_contractions_are_no_other_words(word: str) -> None:
    if word.startswith("'"):
        assert tokenise(word).tokens == [word[1:]]
    else:
        assert tokenise(word).tokens == [word.lower()]


def test_decimal_digits_of_all_scripts_are_equal() -> None:
    digits = [c for c in map(chr, range(0x110000)) if unicodedata.category(c) == "Nd"]
    assert len(digits) > 600
    for digit in digits:
        assert tokenise(f"1{digit}").tokens == [f"1{unicodedata.decimal(digit)}"]


def _marks(first: int, last: int) -> list[str]:
    return [c for c in map(chr, range(first, last)) if unicodedata.category(c) in ("Mn", "Mc")]


INDIC = {
    "Devanagari": (0x0900, 0x0980, "क"),
    "Bengali": (0x0980, 0x0A00, "ক"),
    "Gurmukhi": (0x0A00, 0x0A80, "ਕ"),
    "Gujarati": (0x0A80, 0x0B00, "ક"),
    "Oriya": (0x0B00, 0x0B80, "କ"),
    "Tamil": (0x0B80, 0x0C00, "க"),
    "Telugu": (0x0C00, 0x0C80, "క"),
    "Kannada": (0x0C80, 0x0D00, "ಕ"),
    "Malayalam": (0x0D00, 0x0D80, "ക"),
    "Sinhala": (0x0D80, 0x0E00, "ක"),
    "Thai": (0x0E00, 0x0E80, "ก"),
    "Khmer": (0x1780, 0x17B4, "ក"),
    "Myanmar": (0x1000, 0x10A0, "က"),
}


@pytest.mark.parametrize("script", INDIC)
def test_signs_of_indic_scripts_count(script: str) -> None:
    first, last, letter = INDIC[script]
    words = [letter, *(letter + mark for mark in _marks(first, last))]
    found = [tuple(tokenise(word).tokens) for word in words]
    assert all(len(tokens) == 1 for tokens in found)
    assert len(set(found)) == len({unicodedata.normalize("NFKC", word) for word in words})


def test_points_of_arabic_and_hebrew_do_not_count() -> None:
    points = [*_marks(0x0610, 0x061B), *_marks(0x064B, 0x0660), "\u0670", *_marks(0x06D6, 0x06DD)]
    for point in points:
        assert tokenise(f"مح{point}مد").tokens == ["محمد"], hex(ord(point))
    for point in _marks(0x0591, 0x05C8):
        assert tokenise(f"רח{point}ל").tokens == ["רחל"], hex(ord(point))


@pytest.mark.parametrize(
    "spellings",
    [
        "إسلام أسلام اسلام ٱسلام إِسْلَام إســلام",
        "على علي علی",
        "مكة مكه مکه",
        "مسؤول مسوول",
        "قائد قايد",
    ],
)
def test_forms_of_arabic_letters_are_one(spellings: str) -> None:
    assert len({fold(spelling) for spelling in spellings.split()}) == 1


@given(st.text(st.sampled_from("aé\u0301'’ʻ-.&北か\u3099한ไท์रि\u00ad\u200b\u200d１٣"), max_size=30))
def test_characters_that_nobody_sees_change_no_token(text: str) -> None:
    unseen = [c for c in text if unicodedata.category(c) == "Cf"]
    bare = "".join(c for c in text if c not in unseen)
    assert set(tokenise(bare).tokens) == set(tokenise(text).tokens)
