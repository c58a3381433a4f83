"""Which words a bare word finds, as a question about two words and the language of an article.

The engine looks the variants of a word up in a dictionary; this asks of any word whether it is
one. Both know the same tables of words (``search.variants``), which have tests of their own.
"""

from __future__ import annotations

from functools import cache

from newssearch.archive.analysis import stem, tokenise
from newssearch.search.stop_words import is_stop_word
from newssearch.search.variants.digraphs import NATIVE, guessed_digraphs, with_digraphs
from newssearch.search.variants.irregular import forms_of_stem, words_of_form
from newssearch.search.variants.languages import (
    LANGUAGES,
    beginnings,
    counterparts,
    has_forms,
    language_of_script,
    stem_in,
)
from newssearch.search.variants.spellings import canonical_spelling, other_spellings


@cache
def variants_of(typed: str, token: str, other: str, language: str | None) -> bool:
    """Say whether ``other`` is a variant of a typed word in an article of a language."""
    if tokenise(with_digraphs(typed)).tokens == [other]:
        return True
    if language not in NATIVE and other in guessed_digraphs(token):
        return True
    language = language or language_of_script(token)
    if language == "en":
        return english(token, other)
    return (
        language in LANGUAGES and not is_stop_word(token, typed) and foreign(language, token, other)
    )


def foreign(language: str, token: str, other: str) -> bool:
    """Say whether two words are forms of one another in a language that is not English."""
    if not has_forms(language, token):
        return False
    return other in counterparts(language, token) or (
        has_forms(language, other)
        and stem_in(language, other) == stem_in(language, token)
        and other.startswith(beginnings(language, token))
    )


def english(token: str, other: str) -> bool:
    """Say whether two words are forms or spellings of one another in English."""
    words = {stem(token), *map(stem, words_of_form(token))}
    irregular = {form for word in words for form in forms_of_stem(word)}
    spelled = stem(other) in map(stem, other_spellings(token))
    same_canonical = stem(canonical_spelling(other)) == stem(canonical_spelling(token))
    return stem(other) in words or other in irregular or (spelled and same_canonical)
