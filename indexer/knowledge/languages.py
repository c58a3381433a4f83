"""Languages by their codes and names, as files declare them ("GERMAN; DEUTSCH", "eng", "nb-NO")."""

from __future__ import annotations

import re

_NAMES = {
    "ar": "ara arabic arabe",
    "bg": "bul bulgarian",
    "ca": "cat catalan català",
    "cs": "ces cze czech čeština tschechisch",
    "da": "dan danish dansk dänisch",
    "de": "deu ger german deutsch allemand duits alemán tedesco",
    "el": "ell gre greek griechisch",
    "en": "eng english englisch anglais engels inglés inglese engelsk",
    "es": "spa spanish español espanol spanisch espagnol castilian spaans",
    "et": "est estonian",
    "fa": "fas per persian farsi",
    "fi": "fin finnish suomi finnisch",
    "fr": "fra fre french français francais französisch frans francés francese",
    "he": "heb hebrew",
    "hr": "hrv croatian",
    "hu": "hun hungarian ungarisch magyar",
    "it": "ita italian italiano italienisch italien",
    "ja": "jpn japanese japanisch",
    "ko": "kor korean",
    "nl": "nld dut dutch nederlands niederländisch néerlandais holandés",
    "no": "nor norwegian norsk norwegisch",
    "nb": "nob bokmål",
    "pl": "pol polish polski polnisch",
    "pt": "por portuguese português portugues portugiesisch portugais",
    "ro": "ron rum romanian română",
    "ru": "rus russian russisch russe русский",
    "sk": "slk slo slovak",
    "sl": "slv slovenian",
    "sr": "srp serbian",
    "sv": "swe swedish svenska schwedisch",
    "tr": "tur turkish türkçe türkisch",
    "uk": "ukr ukrainian",
    "zh": "zho chi chinese chinesisch 中文",
}
_CODE_OF = {name: code for code, names in _NAMES.items() for name in names.split()}
_CODE = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z0-9\-_]{1,20})?")
_WORD = re.compile(r"[^\W\d_]+")


def language_code(value: str) -> str | None:
    """Return the two-letter code of a declared language, None if it is not known.

    ``value`` is a code of two letters with or without a country, one of three letters, or the
    language's name in English or a language of Europe; of several the first that is known counts.
    """
    if match := _CODE.fullmatch(value.strip()):
        return match[1].lower()
    words = _WORD.findall(value[:200].casefold())
    return next((_CODE_OF[word] for word in words if word in _CODE_OF), None)
