"""Which terms of a segment are variants of a word, and in articles of which languages?

What is known of words is in ``search.variants``; stems are in ``archive.analysis``. Forms and
spellings are those of an article's own language; see ``docs/query-language.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol
from weakref import WeakKeyDictionary

from newssearch.archive.analysis import stem
from newssearch.archive.columnar.segment import Segment
from newssearch.search.ast import Word
from newssearch.search.execution.languages import Languages, languages_of
from newssearch.search.ranking import IRREGULAR_FACTOR, VARIANT_FACTOR
from newssearch.search.stop_words import is_stop_word
from newssearch.search.tokens import word_tokens
from newssearch.search.variants.digraphs import NATIVE, guessed_digraphs, with_digraphs
from newssearch.search.variants.irregular import forms_of_stem, words_of_form
from newssearch.search.variants.languages import (
    LANGUAGES,
    beginnings,
    counterparts,
    has_forms,
    language_of_script,
    stem_in,
    stems_in,
)
from newssearch.search.variants.spellings import canonical_spelling, other_spellings


class Variant(NamedTuple):
    """A term that a word finds beside its own: in articles of these languages, None for all.

    ``why`` says what makes it one: form, irregular, spelling or digraph, of several with "+".
    """

    term: int
    languages: Languages | None
    why: str

    @property
    def factor(self) -> float:
        """What an occurrence counts, beside one of the word itself."""
        return IRREGULAR_FACTOR if self.why == "irregular" else VARIANT_FACTOR


_KEPT_WORDS = 256
_FOUND: WeakKeyDictionary[Segment, dict[tuple[str, str, int], list[Variant]]] = WeakKeyDictionary()
"""What was found for words of late, by token, word as typed, and space."""


def variants_of(segment: Segment, token: str, typed: str, space: int) -> list[Variant]:
    """Return the variants of a token, which a word as ``typed`` has, without its own term."""
    kept = _FOUND.setdefault(segment, {})
    key = token, typed, space
    found = kept.get(key)
    if found is None:
        if len(kept) >= _KEPT_WORDS:
            kept.clear()
        found = kept[key] = find_variants(_Finder(segment, space), token, typed)
    return found


class Lookup(Protocol):
    """The words of one space of an archive, by numbers that are its own."""

    @property
    def known(self) -> Languages:
        """All languages that its articles are in."""

    def word(self, token: str) -> list[int]:
        """Return the term of a token, if there is one."""

    def forms(self, root: str) -> list[int]:
        """Return the terms with an English stem."""

    def read(self, begins: Iterable[str]) -> None:
        """Read the terms with any of some beginnings, for ``beginning`` and ``word``."""

    def beginning(self, begins: tuple[str, ...]) -> dict[str, int]:
        """Return the terms, by their tokens, that were read and have any of some beginnings."""

    def name(self, term: int) -> str:
        """Return the token of a term."""


class _Finder:
    """Looks words up in one space of a segment; see ``Lookup``."""

    def __init__(self, segment: Segment, space: int) -> None:
        self.segment = segment
        self.space = space
        self._read: dict[str, dict[str, int]] = {}

    @property
    def known(self) -> Languages:
        """All languages that an article of the segment is in."""
        return languages_of(self.segment).known

    def word(self, token: str) -> list[int]:
        """Return the term of a token, if there is one."""
        for begin, names in self._read.items():
            if token.startswith(begin):
                return [names[token]] if token in names else []
        term = self.segment.term(token, self.space)
        return [term] if term >= 0 else []

    def forms(self, root: str) -> list[int]:
        """Return the terms with an English stem."""
        found = self.segment.stem_variants(root, self.space)
        return found or (self.word(root) if stem(root) == root else [])

    def read(self, begins: Iterable[str]) -> None:
        """Read the terms with any of some beginnings, for ``beginning`` and ``word``."""
        for begin in sorted(begins, key=len):
            if not begin.startswith(tuple(self._read)):
                start, stop = self.segment.term_range(begin, self.space)
                terms = self.segment.terms.terms(start, stop)
                self._read[begin] = {term[1:]: n for n, term in enumerate(terms, start)}

    def beginning(self, begins: tuple[str, ...]) -> dict[str, int]:
        """Return the terms, by their tokens, that were read and have any of some beginnings."""
        return {
            name: term
            for names in self._read.values()
            for name, term in names.items()
            if name.startswith(begins)
        }

    def name(self, term: int) -> str:
        """Return the token of a term."""
        return self.segment.terms.term(term)[1:]


def find_variants(finder: Lookup, token: str, typed: str) -> list[Variant]:
    """Return each variant of a token once, with all languages in which it is one.

    ``typed`` is the word as it was typed.
    """
    known = finder.known
    own = finder.word(token)
    languages: dict[int, Languages] = {}
    whys: dict[int, list[str]] = {}
    for term, why, among in _found(finder, token, typed, known):
        if term not in own and not among.isdisjoint(known):
            languages[term] = languages.get(term, frozenset()) | among
            if why not in whys.setdefault(term, []):
                whys[term].append(why)
    return [
        Variant(term, None if among >= known else among & known, "+".join(whys[term]))
        for term, among in languages.items()
    ]


def _found(
    finder: Lookup, token: str, typed: str, known: Languages
) -> Iterator[tuple[int, str, Languages]]:
    unknown = language_of_script(token)
    english = languages_of_forms("en", unknown)
    if not english.isdisjoint(known):
        for term, why in _english(finder, token):
            yield term, why, english
    served = {unknown, *known} & LANGUAGES.keys() if not is_stop_word(token, typed) else ()
    among = {code: languages_of_forms(code, unknown) for code in served if code}
    asked = [code for code in sorted(among) if has_forms(code, token)]
    asked = [code for code in asked if not among[code].isdisjoint(known)]
    finder.read(begin for code in asked for begin in beginnings(code, token))
    for code in asked:
        yield from ((term, "form", among[code]) for term in _forms_in(finder, code, token))
    spelled = word_tokens(Word(with_digraphs(typed))).tokens
    if len(spelled) == 1:
        yield from ((term, "digraph", known) for term in finder.word(spelled[0]))
    for word in guessed_digraphs(token):
        yield from ((term, "digraph", known - NATIVE) for term in finder.word(word))


def languages_of_forms(code: str, unknown: str | None) -> Languages:
    """Return the languages of articles that the rules of one language are for.

    ``unknown`` is the language that articles of no known one are taken for.
    """
    return frozenset((code, None)) if code == unknown else frozenset((code,))


def _forms_in(finder: Lookup, code: str, token: str) -> Iterator[int]:
    """Yield the forms of a token by the rules of a language, among the terms that were read."""
    near = finder.beginning(beginnings(code, token))
    root = stem_in(code, token)
    names = [name for name in near if has_forms(code, name)]
    for name, own in zip(names, stems_in(code, names), strict=True):
        if own == root:
            yield near[name]
    for word in counterparts(code, token):
        yield from finder.word(word)


def _english(finder: Lookup, token: str) -> Iterator[tuple[int, str]]:
    """Yield the variants of a token by the rules and tables of English."""
    root = stem(token)
    for term in finder.forms(root):
        yield term, "form"
    roots = [root]
    for word in words_of_form(token):
        roots.append(stem(word))
        yield from ((term, "irregular") for term in finder.forms(stem(word)))
    for word in dict.fromkeys(form for own in roots for form in forms_of_stem(own)):
        yield from ((term, "irregular") for term in finder.word(word))
    canonical = stem(canonical_spelling(token))
    for other in dict.fromkeys(map(stem, other_spellings(token))):
        for term in finder.forms(other):
            if stem(canonical_spelling(finder.name(term))) == canonical:
                yield term, "spelling"
