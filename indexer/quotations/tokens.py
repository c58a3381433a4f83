"""Words and sentences of the paragraphs that hold quotations.

A paragraph becomes one list of tokens in which every quotation is a single token, so that the
sentence around it can be read like any other: ``But “…” she said , is whether …``. Of a long run
of text between two quotations only the ends are read, for no rule looks further than
``REACH`` code points from a quotation; that bounds the work whatever the input.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from indexer.quotations.marks import Stretch
from indexer.quotations.paragraphs import Paragraph
from indexer.quotations.reporting_verbs import CUES, STRONG, THROWN_BACK
from indexer.quotations.words import ABBREVIATIONS, PERSONAL_PRONOUNS

REACH = 700
"""Code points read on either side of a quotation; longer sentences than two or three hundred are
not found in news, and their verb of saying stands near the quotation."""

_TOKEN = re.compile(
    r"[A-Za-z]\.(?:[A-Za-z]\.)+"  # U.S., p.m.
    r"|[A-Z]\.(?=\s(?:[A-Z]|\Z))"  # an initial
    r"|\d+(?:[.,]\d+)*%?"
    r"|\w+(?:['-]\w+)*"
    r"|--|[.,;:?!…()\[\]–—]"
)
_CONTRACTED = frozenset(("'s", "'d", "'ve", "'ll", "'re", "'m"))
_CONTRACTING = frozenset("he here how it she that there what where who".split())
_NESTED_MARKS = "\"”’'‘“» "
QUOTE = "“”"
GAP = "¶"
DASHES = frozenset(("—", "--", "–"))
_MAY_END_SENTENCE = frozenset((".", "?", "!", GAP))
_AFTER_VERB = {"back": THROWN_BACK, "it": frozenset(("put", "puts"))}
"""Words that make a verb of saying of certain verbs before them: "she shot back"."""

CHUNKS_REMEMBERED = 1 << 14
"""Chunks of text between spaces whose tokens are kept for the next article."""

MAX_CHUNK_REMEMBERED = 30
"""Code points of a chunk that is kept, so that no text can fill the memory."""


class Token:
    """One word, punctuation mark or quotation.

    ``low`` is the text in lower case, "is" for a contracted auxiliary; ``capital`` says that the
    word begins with a capital letter; ``cue`` is 0, WEAK or STRONG; ``tail`` is the last
    punctuation inside a quotation, empty for all else.
    """

    __slots__ = ("capital", "cue", "end", "low", "start", "tail", "text")

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        low: str,
        capital: bool = False,
        cue: int = 0,
        tail: str = "",
    ) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.low = low
        self.capital = capital
        self.cue = cue
        self.tail = tail

    @property
    def is_quote(self) -> bool:
        """Whether this stands for a quotation."""
        return self.text is QUOTE

    def __repr__(self) -> str:
        return f"{self.text}@{self.start}"


class _Piece(NamedTuple):
    """A token as read within its chunk: offsets from the chunk's start."""

    text: str
    start: int
    end: int
    low: str
    capital: bool
    cue: int


def tokenise(plain: str, start: int, end: int) -> list[Token]:
    """Return the tokens of a stretch of text without quotations.

    ``plain`` has straight apostrophes and plain spaces. A possessive ``'s`` is a token of its own;
    so is a contracted verb ("he'd"), whose ``low`` is then that of an auxiliary, "is". The text is
    read by the chunks between its spaces, for those repeat themselves from article to article.
    """
    tokens: list[Token] = []
    chunks = plain[start:end].split(" ")
    for following, chunk in enumerate(chunks, 1):
        length = len(chunk)
        read = _read_known_chunk if length <= MAX_CHUNK_REMEMBERED else _read_chunk
        if chunk[-1:] == "." and "A" <= chunk[-2:-1] <= "Z":
            before_capital = following < len(chunks) and "A" <= chunks[following][:1] <= "Z"
            pieces = read(chunk + " " if before_capital else chunk)
        else:
            pieces = read(chunk)
        for text, first, last, low, capital, cue in pieces:
            tokens.append(Token(text, start + first, start + last, low, capital, cue))
            if text in _AFTER_VERB and len(tokens) > 1 and tokens[-2].low in _AFTER_VERB[text]:
                tokens[-2].cue = STRONG
        start += length + 1
    return tokens


def _read_chunk(chunk: str) -> list[_Piece]:
    """Read the tokens of a chunk; a space at its end says that a capitalised word follows."""
    pieces: list[_Piece] = []
    for match in _TOKEN.finditer(chunk):
        text = match.group()
        first, last = match.span()
        apostrophe = text.rfind("'")
        if apostrophe > 0 and text[apostrophe:] in _CONTRACTED:
            word, ending = text[:apostrophe], text[apostrophe:]
            pieces.append(_piece(word, first))
            is_verb = ending != "'s" or word.lower() in _CONTRACTING
            low = "is" if is_verb else ending
            pieces.append(_Piece(ending, first + apostrophe, last, low, False, 0))
        else:
            pieces.append(_piece(text, first))
    return pieces


_read_known_chunk = lru_cache(CHUNKS_REMEMBERED)(_read_chunk)


def _piece(text: str, start: int) -> _Piece:
    low = text.lower()
    capital = text[0].isupper() or (text[2:3] == "-" and text[3:4].isupper())
    return _Piece(text, start, start + len(text), low, capital, 0 if capital else CUES.get(low, 0))


def read_paragraph(
    plain: str, paragraph: Paragraph, stretches: Sequence[Stretch]
) -> tuple[list[Token], list[int]]:
    """Return a paragraph's tokens and the index of each of its quotations among them."""
    tokens: list[Token] = []
    places: list[int] = []
    position = paragraph.start
    for stretch in stretches:
        tokens += _read_between(plain, position, max(position, stretch.outer_start))
        places.append(len(tokens))
        tail = _tail(plain, stretch)
        tokens.append(Token(QUOTE, stretch.start, stretch.end, QUOTE, tail=tail))
        position = stretch.outer_end
    tokens += _read_between(plain, position, paragraph.end)
    return tokens, places


def _read_between(plain: str, start: int, end: int) -> list[Token]:
    if end - start <= 2 * REACH:
        return tokenise(plain, start, end)
    head = tokenise(plain, start, start + REACH)
    gap = Token(GAP, start + REACH, start + REACH, GAP)
    return [*head, gap, *tokenise(plain, end - REACH, end)]


def _tail(plain: str, stretch: Stretch) -> str:
    """Return the punctuation that a quotation ends in, "" if it ends in a word."""
    end = stretch.end
    while end > stretch.start and plain[end - 1] in _NESTED_MARKS:
        end -= 1
    last = plain[end - 1 : end]
    return "" if last.isalnum() else last


def split_sentences(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Return the half-open token ranges of the sentences."""
    sentences = []
    first = 0
    for index, token in enumerate(tokens):
        if (token.text in _MAY_END_SENTENCE or token.tail) and _ends_sentence(tokens, index):
            sentences.append((first, index + 1))
            first = index + 1
    if first < len(tokens):
        sentences.append((first, len(tokens)))
    return sentences


def is_abbreviated(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether the full stop at ``index`` belongs to the word before it."""
    if tokens[index].text != "." or index == 0:
        return False
    before = tokens[index - 1].text
    return before[before.rfind("-") + 1 :] in ABBREVIATIONS or (
        len(before) == 1 and before.isupper()
    )


def _ends_sentence(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.text == GAP:
        return True
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if token.text in (".", "?", "!"):
        if following is None:
            return True
        if is_abbreviated(tokens, index) or following.text in (".", "?", "!", ")", ","):
            return False
        return not following.text[0].islower()
    if token.tail and token.tail in ".?!…":
        return _quotation_ends_sentence(tokens, index)
    return False


def _quotation_ends_sentence(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether nothing of the sentence follows a quotation that ends in a full stop."""
    if index + 1 >= len(tokens):
        return True
    following = tokens[index + 1]
    if following.is_quote:
        return True
    if (
        following.text[0].islower()
        or following.text in (",", ";", ":", ".")
        or (following.text in DASHES)
    ):
        return False
    return not _tag_follows(tokens, index + 1, short=tokens[index].tail == ".")


def _tag_follows(tokens: Sequence[Token], index: int, *, short: bool) -> bool:
    """Tell whether "he said" or "Mr. Caddell said" begins at ``index``; if ``short``, no more."""
    if not (tokens[index].capital or tokens[index].low in PERSONAL_PRONOUNS):
        return False
    for place in range(index + 1, min(index + 7, len(tokens))):
        token = tokens[place]
        if token.cue:
            after = tokens[place + 1].text if place + 1 < len(tokens) else "."
            return after in (".", ",") or (token.cue == STRONG and not short)
        if not (token.capital or is_abbreviated(tokens, place)):
            return False
    return False
