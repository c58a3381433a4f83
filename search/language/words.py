"""What the words of a text field mean: plain, cut with a wildcard, or spelled loosely.

The same reading serves bare words, values of fields and the words inside a phrase; only what a
plain word becomes differs (inside a phrase it is exact).
"""

from __future__ import annotations

import re

from newssearch.archive.analysis.surfaces import is_letter_alone, pattern_words
from newssearch.search.ast import Fuzzy, Node, Part, Phrase, Span, Wildcard, Word
from newssearch.search.language.forms import forms_of_chunk, part_printed
from newssearch.search.language.lexer import (
    PHRASE_CHUNK,
    ends_unescaped,
    has_word_character,
    unescape,
)
from newssearch.search.language.query_text import QueryText, shortened

LETTERS_BEFORE_WILDCARD = 2
LETTERS_BESIDE_WILDCARD = 3
"""What a pattern must hold in all when it has fewer before its first wildcard: less than that names
half the archive."""

FUZZY_LETTERS = 4
"""A word of three letters is two edits from nearly every other word of three letters."""

_FUZZY = r"((?:[^\\~]|\\(?s:.))*)~([0-9.]*)"
_REGEX = r"/[^/]+/i?"
_CLOSING_MARKS = ".,;:'’"


def read_word(source: QueryText, chunk: str, start: int) -> Node:
    """Read a word that stands by itself; ``chunk`` is as typed, ``start`` its place."""
    end = start + len(chunk)
    if chunk.startswith("/") and re.fullmatch(_REGEX, chunk):
        raise source.refuse(
            "regex_unsupported",
            f"{source.excerpt(start, end)} is a regular expression, which the index cannot search",
            start,
            end,
            f'use * and ? inside a word, or write "{shortened(chunk)}" to search the text itself',
        )
    if chunk.startswith("--") and chunk[2:3].isalpha():
        source.note(
            f"{source.excerpt(start, end)} read as a word; -{shortened(chunk[2:])} leaves a word"
            " out, and options come before --"
        )
    loose = _read_loose(source, chunk, start)
    if not loose:
        return Word(unescape(chunk), span=Span(start, end))
    if len(loose) == 1 and not isinstance(loose[0], Word):
        return loose[0]
    return Phrase(loose, span=Span(start, end))


def read_phrase(source: QueryText, start: int, end: int) -> tuple[Part, ...]:
    """Read the words between the marks of a phrase; empty when there is nothing to search."""
    parts: list[Part] = []
    for found in PHRASE_CHUNK.finditer(source.text, start, end):
        forms, chunk = forms_of_chunk(found.group())
        place = found.start() + sum(len(form) + 1 for form in forms)
        span = Span(place, place + len(chunk))
        read: tuple[Part, ...] = _read_loose(source, chunk, place)
        if not read and has_word_character(chunk):
            read = (Word(unescape(chunk), exact=True, span=span),)
        if forms:
            read = tuple(part_printed(source, part, forms, Span(*found.span())) for part in read)
        parts.extend(read)
    return tuple(parts)


def has_wildcard(chunk: str, among: str = "*?") -> bool:
    """Whether a chunk holds a ``*`` or ``?`` (or only one of them) without a backslash before."""
    if not any(mark in chunk for mark in among):
        return False
    bare = re.sub(r"\\.", "", chunk, flags=re.DOTALL) if "\\" in chunk else chunk
    return any(mark in bare for mark in among)


def _read_loose(source: QueryText, chunk: str, start: int) -> tuple[Word | Wildcard | Fuzzy, ...]:
    """The parts of a chunk that is more than a plain word; empty for a plain word."""
    fuzzy = re.fullmatch(_FUZZY, chunk) if "~" in chunk else None
    if fuzzy is not None:
        return (_read_fuzzy(source, fuzzy.group(1), fuzzy.group(2), start),)
    if source.any_word:
        chunk = _without_closing_wildcard(chunk)
    elif ends_unescaped(chunk, "!") and has_word_character(chunk):
        _note_wildcard(source, start, start + len(chunk), "!")
        base = chunk.rstrip("!")
        return _read_wildcard(source, base + "*", start, start + len(chunk))
    if not has_wildcard(chunk):
        return ()
    if chunk.rstrip(_CLOSING_MARKS).endswith("?"):
        _note_wildcard(source, start, start + len(chunk), "?")
    return _read_wildcard(source, chunk, start, start + len(chunk))


def _without_closing_wildcard(chunk: str) -> str:
    """With any_word a text was pasted: its question and exclamation marks are punctuation."""
    return chunk.rstrip("?!" + _CLOSING_MARKS)


def _note_wildcard(source: QueryText, start: int, end: int, mark: str) -> None:
    means = "any ending" if mark == "!" else "one more character"
    source.note(
        f"{source.excerpt(start, end)} read with {mark} as a wildcard ({means}); "
        f"write \\{mark} for the mark itself"
    )


def _read_fuzzy(source: QueryText, base: str, digits: str, start: int) -> Fuzzy:
    end = start + len(base) + 1 + len(digits)
    tilde = start + len(base)
    if digits not in ("", "1", "2"):
        raise source.refuse(
            "bad_fuzzy",
            f"'~{digits}' is not a number of spelling differences",
            tilde,
            end,
            "write word~ or word~1 for one difference, word~2 for two",
        )
    if has_wildcard(base):
        raise source.refuse(
            "bad_fuzzy",
            "a word cannot have both a wildcard and ~",
            start,
            end,
            "use one of them, or join two words with OR",
        )
    tokens = pattern_words(_without_escapes(base))
    if sum(map(str.isalnum, base)) < FUZZY_LETTERS:
        raise source.refuse(
            "fuzzy_too_short",
            f"a word before ~ needs at least {FUZZY_LETTERS} letters",
            start,
            end,
            "write the word out, or list its spellings: (cat OR kat)",
        )
    if len(tokens) > 1:
        raise source.refuse(
            "bad_fuzzy",
            f"{source.excerpt(start, tilde)} is more than one word, and ~ applies to only one",
            start,
            end,
            'put ~ after each word of a phrase: "word~ other~"',
        )
    return Fuzzy(tokens[0], int(digits or "1"), span=Span(start, end))


def _read_wildcard(
    source: QueryText, chunk: str, start: int, end: int
) -> tuple[Word | Wildcard, ...]:
    """A pattern for each token of the chunk: ``al-Nus*`` is the word al and then a pattern."""
    parts: list[Word | Wildcard] = []
    span = Span(start, end)
    words = pattern_words(_without_escapes(chunk))
    if any(map(is_letter_alone, words)) and "*" in words:
        words = [word for word in words if word.strip("*")]
        source.note(
            f"{source.excerpt(start, end)} read without *; in a script without spaces a word is"
            " found inside longer ones anyway"
        )
    for word in words:
        if "*" not in word and "?" not in word:
            parts.append(Word(word, exact=True, span=span))
            continue
        _check_breadth(source, word, start, end)
        parts.append(Wildcard(word, span=span))
    return tuple(parts)


def _without_escapes(chunk: str) -> str:
    """Drop escapes; an escaped ``*`` or ``?`` becomes a space, for it is no part of any token."""
    if "\\" not in chunk:
        return chunk
    return re.sub(
        r"\\(.)", lambda found: " " if found[1] in "*?" else found[1], chunk, flags=re.DOTALL
    )


def _check_breadth(source: QueryText, pattern: str, start: int, end: int) -> None:
    first = min(i for i in (pattern.find("*"), pattern.find("?")) if i >= 0)
    if sum(map(str.isalnum, pattern[:first])) >= LETTERS_BEFORE_WILDCARD:
        return
    if sum(map(str.isalnum, pattern)) >= LETTERS_BESIDE_WILDCARD:
        return
    letters = f"{LETTERS_BEFORE_WILDCARD} letters before its first wildcard"
    letters += f", or {LETTERS_BESIDE_WILDCARD} in all"
    raise source.refuse(
        "wildcard_too_broad",
        f"{source.excerpt(start, end)} needs at least {letters}",
        start,
        end,
        "write more of the word; put \\ before a * or ? that is meant literally",
    )
