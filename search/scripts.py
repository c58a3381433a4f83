"""Scripts and languages: what of their words is found, and what is not.

One table, which ``newssearch help languages``, the documents and the notes of answers follow, so
that nobody takes the limits of a search for the absence of a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple


class Served(NamedTuple):
    """What is found in a script or language."""

    about: str
    found: str
    left: str = ""
    scripts: str = ""
    """Its scripts, as Unicode names them, where forms of words are known or not needed."""
    scripts_without_forms: str = ""
    """Its scripts in which a word is found only as it is typed."""


SERVED = (
    Served(
        "English",
        "variants of a word, also irregular ones and other spellings, contractions as"
        " they are (don't)",
    ),
    Served(
        "French, Italian, Catalan",
        "a word behind an elided one: `école` finds *l'école* and *d'école*, `unione`"
        " *dell'unione*, `avui` *d'avui*; `\"école d'état\"` is a phrase with or without *l'*;"
        " *col·lecció* is *col·leccio* and *colleccio*",
        "`l'école` finds only *l'école*",
    ),
    Served(
        "Turkish", "a name before its ending: `diyarbakır` finds *Diyarbakır'da*; ı and i are one"
    ),
    Served(
        "other Latin, Greek, Cyrillic, Armenian",
        "letters with or without their accents, ß as ss, æ as ae, ø as o; ё as е, й as и",
        "forms in languages that are not in the list above",
        "latin|fullwidth|greek|cyrillic|armenian|micro|feminine|masculine|kelvin"
        "|angstrom|ohm|modifier",
    ),
    Served(
        "Arabic",
        "words with or without vowel points and tatweel; alef with or without hamza or madda, yaa"
        " and alef maqsura, taa marbuta and haa, Persian kaf and yaa",
        "broken plurals; the article and other prefixes in quotation marks, or where the article's"
        " language is another",
        "arabic",
    ),
    Served(
        "Persian, Urdu",
        "the same; a joiner that nobody sees makes no difference (*می‌خواهد* is *میخواهد*)",
        "a compound written with a space for one written without",
    ),
    Served(
        "Hebrew",
        "words with or without points; *צה״ל* is *צהל*",
        "prefixes (`ירושלים` does not find *בירושלים*; `*ירושלים` does)",
        scripts_without_forms="hebrew",
    ),
    Served(
        "Indic scripts",
        "words; every vowel sign and sign of a consonant counts (*रमा* is not *रमी*); endings in"
        " Tamil",
        "endings in other languages",
        "tamil",
        "devanagari|bengali|gurmukhi|gujarati|oriya|telugu|kannada|malayalam|sinhala",
    ),
    Served(
        "Chinese, Japanese",
        "a word of any length inside running text, also beside Latin words and digits; halfwidth"
        " and full-width forms are one; not across punctuation",
        "traditional for simplified characters, kana for kanji",
        "cjk|hiragana|katakana|halfwidth|katakana-hiragana|bopomofo|ideographic|kangxi|yi|tangut"
        "|nushu|hangzhou|hentaigana|vertical",
    ),
    Served(
        "Thai, Lao, Khmer, Burmese",
        "a word inside running text, letter by letter with their signs; not across punctuation",
        "a word is also found inside a longer one",
        "thai|lao|khmer|myanmar|tai le|new tai lue|tai tham",
    ),
    Served(
        "Korean",
        "a word with its particles (`대통령` finds *대통령이*), compounds with or without a space",
        "a word is also found inside a longer one",
        "hangul",
    ),
    Served(
        "Tibetan",
        "syllables, and words as their syllables one behind the other",
        "a word is also found inside a longer one",
        "tibetan",
    ),
    Served(
        "Georgian, Ethiopic, Syriac, Thaana, N'Ko, Mongolian, Cherokee, Canadian syllabics,"
        " Tifinagh",
        "words as they are typed; `*` at the end of a word finds its endings",
        "forms of words",
        scripts_without_forms="georgian|ethiopic|syriac|thaana|nko|mongolian|cherokee"
        "|canadian|tifinagh",
    ),
    Served(
        "Javanese, Balinese, Buginese, Tai Viet, Vai and all others",
        "what is between spaces or punctuation, as a whole; a query is answered with a note",
        "words within it, where a script puts no spaces between words",
    ),
    Served(
        "digits",
        "decimal digits of all scripts are equal: *٢٠٢٤*, *२०२४* and *２０２４* are 2024",
        "numerals that are no decimal digits (*二〇*)",
    ),
    Served(
        "characters nobody sees",
        "soft hyphens, zero-width spaces and joiners, direction marks make no difference, in a text"
        " or in a query",
    ),
)

_WITH_FORMS = frozenset(name for row in SERVED for name in row.scripts.split("|"))
_WITHOUT_FORMS = frozenset(name for row in SERVED for name in row.scripts_without_forms.split("|"))

_SCRIPT_NAME = re.compile(
    r"(.{1,40}?)(?:[ -](?:LETTER|SMALL|CAPITAL|SYLLABLE|SYLLABICS|SIGN|VOWEL|IDEOGRAPH"
    r"|INDEPENDENT|CHARACTER|UNIFIED|COMPATIBILITY|RADICAL|NUMERAL|LIGATURE|SUBJOINED|CONSONANT)\b.*)?"
)


def script_of(letter: str) -> str:
    """Return the script of a letter as Unicode names it, in small letters, "" where it has none."""
    found = _SCRIPT_NAME.fullmatch(unicodedata.name(letter, ""))
    return found.group(1).lower() if found else ""


def notes_of_scripts(text: str, *, nothing_found: bool) -> Iterable[str]:
    """Yield what is to be said of the scripts of a query.

    Of scripts that are not served always, of those without known forms of words where nothing
    was found.
    """
    letters = {letter for letter in text if letter > "\u02ff" and letter.isalpha()}
    scripts = sorted({script_of(letter) for letter in letters} - _WITH_FORMS - {""})
    unserved = [script for script in scripts if not _is_in(script, _WITHOUT_FORMS | _WITH_FORMS)]
    if unserved:
        yield (
            f"in {_listed(unserved)} letters only what is between spaces or punctuation is found,"
            " as a whole, not the words in it; see newssearch help languages"
        )
    formless = [script for script in scripts if _is_in(script, _WITHOUT_FORMS)]
    if formless and nothing_found:
        yield (
            f"in {_listed(formless)} letters words are found only as typed, without other forms;"
            " * at the beginning or the end finds longer ones"
        )


def _is_in(script: str, names: frozenset[str]) -> bool:
    return script in names or script.partition(" ")[0] in names


def _listed(scripts: Iterable[str]) -> str:
    return " and ".join(script.title() for script in scripts)
