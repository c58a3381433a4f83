"""Which terms of a segment are variants of a word, and in articles of which languages?

What is known of words is in ``search.variants``; stems are in ``archive.analysis``. Forms and
spellings are those of an article's own language; see ``docs/query-language.md``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from weakref import WeakKeyDictionary

from newssearch.archive.analysis import stem
from newssearch.archive.columnar.segment import Segment
from newssearch.search.ast import Word
from newssearch.search.execution.languages import Languages, languages_of
from newssearch.search.tokens import word_tokens
from newssearch.search.variants.digraphs import NATIVE, guessed_digraphs, with_digraphs
from newssearch.search.variants.irregular import forms_of_stem, words_of_form
from newssearch.search.variants.spellings import canonical_spelling, other_spellings

ENGLISH: Languages = frozenset(("en", None))
"""An article whose language is not known is taken for English."""


class Variant(NamedTuple):
    """A term that a word finds beside its own: in articles of these languages, None for all.

    ``why`` says what makes it one: form, irregular, spelling or digraph, of several with "+".
    """

    term: int
    languages: Languages | None
    why: str


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
        found = kept[key] = _united(segment, _Finder(segment, space), token, typed)
    return found


class _Finder:
    """Looks words up in one space of a segment."""

    def __init__(self, segment: Segment, space: int) -> None:
        self.segment = segment
        self.space = space

    def word(self, token: str) -> list[int]:
        """Return the term of a token, if there is one."""
        term = self.segment.term(token, self.space)
        return [term] if term >= 0 else []

    def forms(self, root: str) -> list[int]:
        """Return the terms with an English stem."""
        found = self.segment.stem_variants(root, self.space)
        return found or (self.word(root) if stem(root) == root else [])

    def name(self, term: int) -> str:
        """Return the token of a term."""
        return self.segment.terms.term(term)[1:]


def _united(segment: Segment, finder: _Finder, token: str, typed: str) -> list[Variant]:
    """Return each variant once, with all languages in which it is one."""
    known = languages_of(segment).known
    own = segment.term(token, finder.space)
    languages: dict[int, Languages] = {}
    whys: dict[int, list[str]] = {}
    for term, why, among in _found(finder, token, typed, known):
        if term != own and not among.isdisjoint(known):
            languages[term] = languages.get(term, frozenset()) | among
            if why not in whys.setdefault(term, []):
                whys[term].append(why)
    return [
        Variant(term, None if among >= known else among & known, "+".join(whys[term]))
        for term, among in languages.items()
    ]


def _found(
    finder: _Finder, token: str, typed: str, known: Languages
) -> Iterator[tuple[int, str, Languages]]:
    if not ENGLISH.isdisjoint(known):
        for term, why in _english(finder, token):
            yield term, why, ENGLISH
    spelled = word_tokens(Word(with_digraphs(typed))).tokens
    if len(spelled) == 1:
        yield from ((term, "digraph", known) for term in finder.word(spelled[0]))
    for word in guessed_digraphs(token):
        yield from ((term, "digraph", known - NATIVE) for term in finder.word(word))


def _english(finder: _Finder, token: str) -> Iterator[tuple[int, str]]:
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
