"""What a stretch of text without spaces is made of: the rule by which text becomes tokens.

A *surface* is what the text shows between two spaces, marks and all: "COVID-19,", "“Russia’s",
"U.S."; in a script that puts no spaces between words (Chinese, Japanese, Thai, …) each letter with
its vowel signs and the marks behind it is a surface of its own. A surface holds words, and a word
holds one or more *tokens*:

* a hyphen separates tokens, and the joined form begins with the first part and spans them all
  ("covid", "19", and "covid19" over both), so that all three ways of writing find one another;
* a possessive ``'s`` is cut; what else an apostrophe does is said in ``clitics``;
* a full stop inside joins only initials ("u.s"), numbers ("3.14") and lower-case domains
  ("example.com"); "war.The" is two words that lost their space;
* initials also have a token without their stops ("us"), and two to four capitals also one with
  them, so that "U.S." finds "US" and never the pronoun;
* an ampersand inside belongs to the word ("at&t");
* of a script without spaces each letter is a token with a position of its own, so that a word is
  found inside running text as a phrase of its letters; marks behind it take a position too, so
  that no word is found across them.

Surfaces repeat endlessly in text, so each is split once and then looked up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from newssearch.archive.analysis.abbreviations import ABBREVIATIONS, SENTENCE_OPENERS
from newssearch.archive.analysis.characters import APOSTROPHE, UNSEGMENTED, classes_of
from newssearch.archive.analysis.clitics import CONTRACTIONS, forms_of
from newssearch.archive.analysis.folding import fold

PARAGRAPH_END = "\n\n"
"""What separates paragraphs."""

MAX_TOKEN_LENGTH = 64
"""Characters; a longer token is not indexed but keeps its position."""

ENDING_LENGTH = 16
"""Characters at the end of a surface that are looked at for marks that end a sentence."""

ENDERS = ".!?…。．！？｡؟۔।॥።။៕༎՞"
CLOSERS = "\"'“”‘’»)]」』）】》〉］"

# expressions over the classes of characters: see ``characters``
_SURFACE = re.compile(r"\n\n|um*[^ \nwu]*|[^ \nu]+")
_WORD = re.compile(r"w[wm]*(?:['.&-]m*w[wm]*)*")
_DOMAIN = re.compile(r"[a-z0-9]+(?:\.[a-z0-9]+)*\.[a-z]{2,}")
_CAPITALS = re.compile(r"[A-Z]{2,4}")


class SurfaceKind:
    """What a surface can do to the sentences around it: bits."""

    BREAK = 1
    """The end of a paragraph or of a text."""
    ENDER = 2
    """It ends with a mark that may end a sentence."""
    FIRM = 4
    """An ender that no abbreviation explains: it has a mark other than full stops."""
    ABBREVIATION = 8
    """Its last word is one after which a full stop does not end the sentence."""
    OPENS = 16
    """Its first word can open a sentence: it does not begin with a small letter."""
    OPENER = 32
    """Its first word mostly opens a sentence, even after an abbreviation ("The", "He")."""


class Token(NamedTuple):
    """A token at an ``offset`` of position in its surface, and how many positions it spans.

    ``start`` and ``end`` are code points of the surface.
    """

    text: str
    offset: int
    start: int
    end: int
    width: int = 1


class Surface(NamedTuple):
    """The tokens of one surface, and the number of positions it takes up.

    Tokens beyond the first at one offset are extra forms; they do not count in lengths.
    """

    kind: int
    width: int
    tokens: tuple[Token, ...] = ()


def surfaces_of(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each surface of a text begins and ends, and each end of a paragraph."""
    for match in _SURFACE.finditer(classes_of(text)):
        yield match.span()


def analyse_surface(surface: str) -> Surface:
    """Split one surface, in time linear in its length."""
    if surface == PARAGRAPH_END:
        return Surface(SurfaceKind.BREAK, 1)
    classes = classes_of(surface)
    if classes[0] == UNSEGMENTED:
        return _analyse_letter(surface, classes)
    words = [_Part(surface, classes, *match.span()) for match in _WORD.finditer(classes)]
    tokens: list[Token] = []
    width = 0
    for word in words:
        width += _append_hyphenated(tokens, word, width)
    last = words[-1].without_possessive().text if words else ""
    kind = _ending(surface[-ENDING_LENGTH:], last)
    if words:
        first = words[0].without_possessive().text
        if not first[0].islower():
            kind |= (
                SurfaceKind.OPENS | SurfaceKind.OPENER
                if first in SENTENCE_OPENERS
                else SurfaceKind.OPENS
            )
    return Surface(kind, width, tuple(tokens))


def _analyse_letter(surface: str, classes: str) -> Surface:
    """Split a letter of a script without spaces, and the marks behind it."""
    size = len(classes) - len(classes[1:].lstrip("m"))
    kind = SurfaceKind.OPENS | _ending(surface[size:][-ENDING_LENGTH:], "")
    token = Token(fold(surface[:size]), 0, 0, size)
    return Surface(kind, 1 + (size < len(surface)), (token,) if token.text else ())


class _Part:
    """A part of a surface, with the classes of its characters."""

    def __init__(self, surface: str, classes: str, start: int, end: int) -> None:
        self._surface, self._all_classes = surface, classes
        self.start, self.end = start, end
        self.text = surface[start:end]
        self.classes = classes[start:end]

    def part(self, start: int, end: int) -> _Part:
        """Return a part of the part."""
        return _Part(self._surface, self._all_classes, self.start + start, self.start + end)

    def split(self, mark: str) -> list[_Part]:
        """Split it at the characters of one class."""
        parts, start = [], 0
        for piece in self.classes.split(mark):
            parts.append(self.part(start, start + len(piece)))
            start += len(piece) + 1
        return parts

    def without_possessive(self) -> _Part:
        """Return it without a possessive ending."""
        cut = len(self.text) > 2 and self.classes[-2] == APOSTROPHE and self.text[-1] in "sS"
        return self.part(0, len(self.text) - 2) if cut else self


def _append_hyphenated(tokens: list[Token], word: _Part, offset: int) -> int:
    """Add the tokens of a word, and its joined form; return how many positions it takes."""
    pieces = word.split("-")
    own: list[Token] = []
    width = 0
    for piece in pieces:
        width += _append_piece(own, piece, offset + width)
    tokens.extend(own)
    if len(pieces) > 1:
        mains = _mains(own)
        joined = "".join(token.text for token in mains)
        end = mains[-1].end if mains else word.end
        _append(tokens, joined, offset, word.start, end, width)
    return width


def _append_piece(tokens: list[Token], piece: _Part, offset: int) -> int:
    """Add the tokens of a piece without hyphens; return how many positions it takes."""
    parts = piece.split(".")
    if len(parts) == 1:
        _append_word(tokens, piece, offset)
        return 1
    folded = fold(piece.text)
    if all(len(part.text) == 1 and part.text.isalpha() for part in parts):
        _append(tokens, folded, offset, piece.start, piece.end)
        _append(tokens, folded.replace(".", ""), offset, piece.start, piece.end)
        return 1
    if all(part.text.isdigit() for part in parts) or _DOMAIN.fullmatch(piece.text):
        _append(tokens, folded, offset, piece.start, piece.end)
        return 1
    for number, part in enumerate(parts):
        _append_word(tokens, part, offset + number)
    return len(parts)


def _append_word(tokens: list[Token], word: _Part, offset: int) -> None:
    word = word.without_possessive()
    folded = fold(word.text)
    if APOSTROPHE in word.classes:
        for form in forms_of(folded):
            _append(tokens, form, offset, word.start, word.end)
        return
    _append(tokens, folded, offset, word.start, word.end)
    if _CAPITALS.fullmatch(word.text):
        _append(tokens, ".".join(folded), offset, word.start, word.end)


def _append(
    tokens: list[Token], text: str, offset: int, start: int, end: int, width: int = 1
) -> None:
    if 0 < len(text) <= MAX_TOKEN_LENGTH:
        tokens.append(Token(text, offset, start, end, width))


def _mains(tokens: list[Token]) -> list[Token]:
    """Return the first token at each position."""
    mains: list[Token] = []
    for token in tokens:
        if not mains or mains[-1].offset != token.offset:
            mains.append(token)
    return mains


def _ending(after: str, last: str) -> int:
    """Say whether and how a surface that ends like ``after``, its last word, ends a sentence."""
    marks = after.rstrip(CLOSERS)
    before = marks.rstrip(ENDERS)
    if marks == before:
        return 0
    kind = SurfaceKind.ENDER
    if after[len(before) :].strip("."):
        kind |= SurfaceKind.FIRM
    initials = "." in last and all(len(part) == 1 for part in last.split("."))
    capital = len(last) == 1 and last.isupper() and last != "I"
    if initials or capital or last in ABBREVIATIONS:
        kind |= SurfaceKind.ABBREVIATION
    return kind


def pattern_words(pattern: str) -> list[str]:
    """Split a pattern into words as a text: its ``*`` and ``?`` are letters of them.

    A word is cut at hyphens, and not at full stops; apostrophes are left out of it but for those
    of contractions. It is not folded.
    """
    classes = classes_of(_WILDCARD.sub("w", pattern))
    found: list[str] = []
    for start, end in (match.span() for match in _SURFACE.finditer(classes)):
        for match in _PATTERN_WORD.finditer(classes, start, end):
            word = _Part(pattern, classes, *match.span())
            _, _, after = word.text.rpartition("'")
            if APOSTROPHE in word.classes and after.rstrip("*?") not in CONTRACTIONS:
                found.append("".join(part.text for part in word.split(APOSTROPHE)))
            else:
                found.append(word.text)
    return found


_WILDCARD = re.compile("[*?]")
_PATTERN_WORD = re.compile(r"um*|w[wm]*(?:['.&]m*w[wm]*)*")


def is_letter_alone(word: str) -> bool:
    """Say whether a word is a letter of a script without spaces, with its marks."""
    return bool(word) and classes_of(word[0]) == UNSEGMENTED
