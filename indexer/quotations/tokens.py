"""Words and sentences of the paragraphs that hold quotations.

A paragraph becomes one list of tokens in which every quotation is a single token, so that the
sentence around it can be read like any other: ``But “…” she said , is whether …``. Of a long run
of text between two quotations only the ends are read, for no rule looks further than
``REACH`` code points from a quotation; that bounds the work whatever the input.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.quotations.marks import Stretch
from indexer.quotations.paragraphs import Paragraph
from indexer.quotations.reporting_verbs import CUES, STRONG, THROWN_BACK
from indexer.quotations.words import ABBREVIATIONS, PERSONAL_PRONOUNS

REACH = 700
"""Code points read on either side of a quotation; longer sentences than two or three hundred are
not found in news, and their verb of saying stands near the quotation."""

_TOKEN = re.compile(
    r"[A-Za-z]\.(?:[A-Za-z]\.)+"  # U.S., p.m.
    r"|[A-Z]\.(?=\s[A-Z])"  # an initial
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


class Token:
    """One word, punctuation mark or quotation.

    ``cue`` is 0, WEAK or STRONG; ``capital`` says that the word begins with a capital letter;
    ``tail`` is the last punctuation inside a quotation, empty for all else.
    """

    __slots__ = ("capital", "cue", "end", "low", "start", "tail", "text")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.low = low = text.lower()
        self.capital = text[0].isupper() or (text[2:3] == "-" and text[3:4].isupper())
        self.cue = 0 if self.capital else CUES.get(low, 0)
        self.tail = ""

    @property
    def is_quote(self) -> bool:
        """Whether this stands for a quotation."""
        return self.text is QUOTE

    def __repr__(self) -> str:
        return f"{self.text}@{self.start}"


def tokenise(plain: str, start: int, end: int) -> list[Token]:
    """Return the tokens of a stretch of text without quotations.

    ``plain`` has straight apostrophes and plain spaces. A possessive ``'s`` is a token of its own;
    so is a contracted verb ("he'd"), whose ``low`` is then that of an auxiliary, "is".
    """
    tokens: list[Token] = []
    for match in _TOKEN.finditer(plain, start, end):
        text = match.group()
        first, last = match.span()
        apostrophe = text.rfind("'")
        if apostrophe > 0 and text[apostrophe:] in _CONTRACTED:
            tokens.append(Token(text[:apostrophe], first, first + apostrophe))
            ending = Token(text[apostrophe:], first + apostrophe, last)
            if ending.text != "'s" or tokens[-1].low in _CONTRACTING:
                ending.low = "is"
            tokens.append(ending)
            continue
        tokens.append(Token(text, first, last))
        if (text == "back" and len(tokens) > 1 and tokens[-2].low in THROWN_BACK) or (
            text == "it" and len(tokens) > 1 and tokens[-2].low in ("put", "puts")
        ):
            tokens[-2].cue = STRONG
    return tokens


def read_paragraph(
    plain: str, paragraph: Paragraph, stretches: Sequence[Stretch]
) -> tuple[list[Token], list[int]]:
    """Return a paragraph's tokens and the index of each of its quotations among them."""
    tokens: list[Token] = []
    places: list[int] = []
    position = paragraph.start
    for stretch in stretches:
        tokens += _read_between(plain, position, max(position, stretch.outer_start))
        quote = Token(QUOTE, stretch.start, stretch.end)
        quote.text = QUOTE
        quote.tail = _tail(plain, stretch)
        places.append(len(tokens))
        tokens.append(quote)
        position = stretch.outer_end
    tokens += _read_between(plain, position, paragraph.end)
    return tokens, places


def _read_between(plain: str, start: int, end: int) -> list[Token]:
    if end - start <= 2 * REACH:
        return tokenise(plain, start, end)
    head = tokenise(plain, start, start + REACH)
    gap = Token(GAP, start + REACH, start + REACH)
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
    for index in range(len(tokens)):
        if _ends_sentence(tokens, index):
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
