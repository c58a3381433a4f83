"""Words and sentences of the paragraphs that hold quotations.

A paragraph becomes one list of tokens in which every quotation is a single token, so that the
sentence around it can be read like any other: ``But “…” she said , is whether …``. Between two
quotations only the sentences that go on from the one and lead into the other are read, and no more
than ``REACH`` code points of them, which bounds the work whatever the input.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from newssearch.indexer.quotations.marks import Stretch
from newssearch.indexer.quotations.paragraphs import BodyParagraph
from newssearch.indexer.quotations.reporting_verbs import CUES, STRONG, TELLING_WORDS, THROWN_BACK
from newssearch.indexer.quotations.words import ABBREVIATIONS, ADVERBIALS, PERSONAL_PRONOUNS

REACH = 700
"""Code points read on either side of a quotation; longer sentences than two or three hundred are
not found in news, and their verb of saying is near the quotation."""

_TOKEN = re.compile(
    r"[A-Za-z]\.(?:[A-Za-z]\.)+"  # U.S., p.m.
    r"|[A-Z]\.(?=\s(?:[A-Z]|\Z))"  # an initial
    r"|\d+(?:[.,]\d+)*%?"
    r"|\w+(?:['-]\w+)*"
    r"|--|[.,;:?!…()\[\]–—―]"
)
_SENTENCE_END = re.compile(r"[.?!] (?<=[a-z]{4}..)(?<!Calif..)(?=[A-Z])")
"""What surely ends a sentence in the plain text; most sentences end so."""

_CONTRACTED = frozenset(("'s", "'d", "'ve", "'ll", "'re", "'m"))
_CONTRACTING = frozenset("he here how it she that there what where who".split())
_NESTED_MARKS = "\"”’'‘“» "
QUOTE = "“”"
GAP = "¶"
DASHES = frozenset(("—", "--", "–", "―"))
_AFTER_WORDS = frozenset(".,:;?!")
_MAY_END_SENTENCE = frozenset((".", "?", "!", GAP))
_ENDS_APPOSITION = frozenset((".", "?", "!", ";", ":", GAP))
_TELLING = frozenset(("told", "tells"))
_HEARERS = frozenset("a cnn fox her him it me nbc reporters the them us viewers voters".split())
_BEHIND_TAG = frozenset(
    "after at before during from here in last later on outside recently this to today via when "
    "while yesterday".split()
)
"""Words that may come after "Quill said" where nothing else is said."""
MAX_APPOSITION_TOKENS = 16
MAX_TAG_TOKENS = 24
_AFTER_VERB = {
    "back": THROWN_BACK,
    "in": frozenset(("chimed", "chimes", "cut", "cuts")),
    "it": frozenset(("put", "puts")),
    "on": frozenset(("went",)),
}
"""Words that make a verb of saying of certain verbs before them: "she shot back", "he went on"."""

CHUNKS_REMEMBERED = 1 << 14
"""Chunks of text between spaces whose tokens are kept for the next article."""

MAX_CHUNK_REMEMBERED = 30
"""Code points of a chunk that is kept, so that no text can fill the memory."""


class Token:
    """One word, punctuation mark or quotation, wherever it is: ``Tokens`` knows that.

    ``low`` is the text in lower case, "is" for a contracted auxiliary; ``capital`` says that the
    word begins with a capital letter, ``adverbial`` that it may be between subject and verb;
    ``cue`` is 0, WEAK or STRONG; ``tells`` says that it is a cue or another word that tells whose
    words a quotation holds, ``may_end`` that a sentence may end here; ``tail`` is the last
    punctuation inside a quotation, empty for all else. ``offset`` counts from the start of the
    chunk in which it was read.
    """

    __slots__ = (
        "adverbial",
        "capital",
        "cue",
        "is_quote",
        "length",
        "low",
        "may_end",
        "offset",
        "tail",
        "tells",
        "text",
    )

    def __init__(self, text: str, low: str = "", *, offset: int = 0, tail: str = "") -> None:
        self.text = text
        self.low = low = low or text.lower()
        self.offset = offset
        self.length = len(text)
        self.capital = text[0].isupper() or (text[2:3] == "-" and text[3:4].isupper())
        self.cue = 0 if self.capital else CUES.get(low, 0)
        self.adverbial = (
            low in ADVERBIALS
            or low.endswith("n't")
            or (low.endswith("ly") and not self.capital and len(low) > 4)
        )
        self.is_quote = text is QUOTE
        self.may_end = text in _MAY_END_SENTENCE or tail != ""
        self.tail = tail
        self.tells = self.cue != 0 or low in TELLING_WORDS

    def as_strong(self) -> Token:
        """Return this token as a strong cue, which the word after it makes of it."""
        strong = Token(self.text, self.low, offset=self.offset)
        strong.cue = STRONG
        strong.tells = True
        return strong

    def __repr__(self) -> str:
        return self.text


class Cue(NamedTuple):
    """A reporting word where it is: half-open code point offsets, and its strength."""

    start: int
    end: int
    strength: int


class Tokens(list[Token]):
    """The tokens of some text in order, and where they are in it."""

    __slots__ = ("_ends", "_starts")

    def __init__(self) -> None:
        super().__init__()
        self._starts: list[int] = []
        self._ends: dict[int, int] = {}

    def start(self, index: int) -> int:
        """Return the code point at which a token begins."""
        return self._starts[index]

    def end(self, index: int) -> int:
        """Return the code point at which a token ends."""
        return self._ends.get(index) or self._starts[index] + self[index].length

    def cue(self, index: int) -> Cue:
        """Return the token as a cue."""
        return Cue(self.start(index), self.end(index), self[index].cue)

    def add(self, token: Token, start: int, end: int) -> None:
        """Append a token that stands for a range of the text."""
        self._ends[len(self)] = end
        self._starts.append(start)
        self.append(token)

    def read(self, plain: str, start: int, end: int) -> None:
        """Append the tokens of a stretch of text without quotations.

        ``plain`` has straight apostrophes and plain spaces. A possessive ``'s`` is a token of its
        own; so is a contracted verb ("he'd"), whose ``low`` is then that of an auxiliary, "is". The
        text is read by the chunks between its spaces, for those repeat themselves, and with them
        the tokens, from article to article.
        """
        append, append_start, known = self.append, self._starts.append, _known_chunks.get
        chunks = plain[start:end].split(" ")
        for following, chunk in enumerate(chunks, 1):
            tokens = known(chunk)
            if tokens is None:
                tokens = _read_new_chunk(chunk)
            if chunk[-1:] == "." and "A" <= chunk[-2:-1] <= "Z":
                before_capital = following < len(chunks) and "A" <= chunks[following][:1] <= "Z"
                tokens = _read_chunk(chunk + " ") if before_capital else tokens
            for token in tokens:
                if token.text in _AFTER_VERB and self and self[-1].low in _AFTER_VERB[token.text]:
                    self[-1] = self[-1].as_strong()
                append(token)
                append_start(start + token.offset)
            start += len(chunk) + 1


def _read_chunk(chunk: str) -> list[Token]:
    """Read the tokens of a chunk; a space at its end says that a capitalised word follows."""
    if chunk.isalpha():
        return [Token(chunk)]
    word, mark = chunk[:-1], chunk[-1:]
    if mark in _AFTER_WORDS and word.isalpha() and len(word) < MAX_CHUNK_REMEMBERED:
        return [*(_known_chunks.get(word) or _read_new_chunk(word)), _mark(mark, len(word))]
    tokens: list[Token] = []
    for match in _TOKEN.finditer(chunk):
        text = match.group()
        start = match.start()
        apostrophe = text.rfind("'")
        if apostrophe > 0 and text[apostrophe:] in _CONTRACTED:
            word, ending = text[:apostrophe], text[apostrophe:]
            tokens.append(Token(word, offset=start))
            is_verb = ending != "'s" or word.lower() in _CONTRACTING
            tokens.append(Token(ending, "is" if is_verb else "", offset=start + apostrophe))
        else:
            tokens.append(Token(text, offset=start))
    return tokens


_known_chunks: dict[str, list[Token]] = {}


def _read_new_chunk(chunk: str) -> list[Token]:
    """Read a chunk and keep its tokens; when too many are kept, begin again."""
    tokens = _read_chunk(chunk)
    if len(chunk) <= MAX_CHUNK_REMEMBERED:
        if len(_known_chunks) >= CHUNKS_REMEMBERED:
            _known_chunks.clear()
        _known_chunks[chunk] = tokens
    return tokens


@lru_cache(1_000)
def _mark(text: str, offset: int) -> Token:
    return Token(text, offset=offset)


_GAP_TOKEN = Token(GAP)


def tokenise(plain: str, start: int, end: int) -> Tokens:
    """Return the tokens of a stretch of text without quotations."""
    tokens = Tokens()
    tokens.read(plain, start, end)
    return tokens


def read_paragraph(
    plain: str, paragraph: BodyParagraph, stretches: Sequence[Stretch]
) -> tuple[Tokens, list[int]]:
    """Return a paragraph's tokens and the index of each of its quotations among them."""
    tokens = Tokens()
    places: list[int] = []
    position = paragraph.start
    for stretch in stretches:
        _read_between(tokens, plain, position, max(position, stretch.outer_start))
        places.append(len(tokens))
        tokens.add(_quotation(_tail(plain, stretch)), stretch.start, stretch.end)
        position = stretch.outer_end
    end = _SENTENCE_END.search(plain, position, min(paragraph.end, position + REACH))
    if end:
        tokens.read(plain, position, end.end())
    else:
        _read_between(tokens, plain, position, paragraph.end)
    return tokens, places


def _read_between(tokens: Tokens, plain: str, start: int, end: int) -> None:
    """Read what a quotation at ``end`` needs, and one that ended at ``start``.

    That is the rest of the one's sentence and the beginning of the other's; at the start of a
    paragraph the sentence before it too.
    """
    if end - start > 2 * REACH:
        tokens.read(plain, start, start + REACH)
        tokens.add(_GAP_TOKEN, start + REACH, start + REACH)
        start = end - REACH
    else:
        ends = [match.end() for match in _SENTENCE_END.finditer(plain, start, end)]
        if len(ends) > 1:
            if tokens:
                tokens.read(plain, start, ends[0])
            start = ends[-1] if tokens else ends[-2]
    tokens.read(plain, start, end)


@lru_cache(100)
def _quotation(tail: str) -> Token:
    return Token(QUOTE, tail=tail)


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
        if token.may_end and _ends_sentence(tokens, index):
            sentences.append((first, index + 1))
            first = index + 1
    if first < len(tokens):
        sentences.append((first, len(tokens)))
    return sentences


def is_abbreviated(tokens: Sequence[Token], index: int) -> bool:
    """Return whether the full stop at ``index`` belongs to the word before it."""
    if tokens[index].text != "." or index == 0:
        return False
    before = tokens[index - 1].text
    part = before[before.rfind("-") + 1 :]
    return part in ABBREVIATIONS or (len(part) == 1 and part.isupper())


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
    """Return whether nothing of the sentence follows a quotation that ends in a full stop."""
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
    """Return whether "he said" or "Mr. Caddell said" begins at ``index``; if ``short``, no more."""
    if not (tokens[index].capital or tokens[index].low in PERSONAL_PRONOUNS):
        return False
    for place in range(index + 1, min(index + 7, len(tokens))):
        token = tokens[place]
        if token.text == "," and tokens[index].capital:
            place = _after_apposition(tokens, place)  # noqa: PLW2901  the walk ends here
            return place > 0 and (not short or _says_no_more(tokens, place))
        if token.cue:
            after = tokens[place + 1].text if place + 1 < len(tokens) else "."
            if after in (".", ",") or (token.cue == STRONG and not short):
                return True
            return token.cue == STRONG and _says_no_more(tokens, place)
        if not (token.capital or is_abbreviated(tokens, place)):
            return False
    return False


def _after_apposition(tokens: Sequence[Token], comma: int) -> int:
    """Return the index of the verb of saying behind ", an adviser on harbours, said", or 0."""
    for place in range(comma + 2, min(comma + MAX_APPOSITION_TOKENS, len(tokens) - 1)):
        token = tokens[place]
        if token.is_quote or token.text in _ENDS_APPOSITION:
            return 0
        if token.text == ",":
            return place + 1 if tokens[place + 1].cue == STRONG else 0
    return 0


def _says_no_more(tokens: Sequence[Token], verb: int) -> bool:
    """Return whether the verb of saying has nothing to report but the quotation before it.

    "Mara Quill said at a meeting." has a place or a time behind it, or hearers, up to its end;
    "Mara Quill said nothing" and "said in March that …" say something else.
    """
    rest = tokens[verb + 1 : verb + 1 + MAX_TAG_TOKENS]
    if not rest or rest[0].text in (".", ","):
        return True
    hears = tokens[verb].low in _TELLING and rest[0].low in _HEARERS
    if not (hears or rest[0].low in _BEHIND_TAG or rest[0].low.endswith("day")):
        return False
    for token in rest:
        if token.text == ".":
            return True
        if token.is_quote or token.text in (":", "?", "!") or token.low in ("that", "whether"):
            return False
    return len(rest) < MAX_TAG_TOKENS
