"""Where the pieces of a query begin and end, and which of them are operators.

The language has no tokens that are the same everywhere (``or`` is a word after ``title:``, a
path holds anything), so the parser asks for the piece it expects at a place. Patterns are matched
at a position and never search ahead; each is linear. Those that most queries never need are kept
as text: compiling all of them takes longer than reading a query, and ``re`` remembers them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from newssearch.search.ast import Unit

CHUNK = re.compile(r'(?:[^\s()"\\^]|\\.|\\\Z)+', re.DOTALL)
"""A run of characters that may be a word or an operator; a backslash takes its follower along."""

PHRASE = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
PHRASE_CHUNK = re.compile(r"(?:[^\s\\]|\\.|\\\Z)+", re.DOTALL)
SPACE = re.compile(r"\s*")

_NAME = re.compile(r"([^\W\d]\w*)(:|=|\(|>=|<=|>|<)")
"""A field's opening: a name and, at once, what introduces its value."""

_ATLEAST = r"(?i:atleast)([0-9]+)(?=[\s(\"]|\Z)"

_PROXIMITY = (
    r"(?P<near>w/|near/|near|/n|/)(?P<near_n>[0-9]+)"
    r"|(?P<pre>pre/|adj/|onear/|adj)(?P<pre_n>[0-9]+)"
    r"|w/(?P<unit>[sp])"
)
_MISSHAPEN_PROXIMITY = r"(?i:w|near|pre|adj|onear)/"

_ESCAPE = r"(?s:\\(.))"

LARGEST_DISTANCE = 255
"""Nexis and Factiva stop there too; and positions of an article are compared in one byte."""


class Opening(NamedTuple):
    """``name`` and ``operator`` (one of ``: = ( >= <= > <``) with their place."""

    name: str
    operator: str
    start: int
    end: int


class Proximity(NamedTuple):
    """A proximity operator; ``distance`` None means a sentence or a paragraph.

    ``misshapen`` ones look like an operator but have no distance that can be used.
    """

    unit: Unit
    distance: int | None
    ordered: bool
    misshapen: bool = False


def chunk_at(text: str, position: int) -> str:
    """The run of word characters at a place, as typed; empty if there is none."""
    found = CHUNK.match(text, position)
    return found.group() if found else ""


def opening_at(text: str, position: int) -> Opening | None:
    """A name with ``:``, ``=``, ``(`` or a comparison right behind it, known or not."""
    found = _NAME.match(text, position)
    if found is None:
        return None
    return Opening(found.group(1), found.group(2), position, found.end())


def opens_address(text: str, opening: Opening) -> bool:
    """Whether an opening is the scheme of an internet address: ``http://``."""
    return opening.operator == ":" and text.startswith("://", opening.end - 1)


def atleast_at(text: str, position: int) -> tuple[str, int] | None:
    """``atleastN`` at a place: the digits, and where it ends."""
    if text[position : position + 1] not in ("a", "A"):
        return None
    found = re.compile(_ATLEAST).match(text, position)
    return (found.group(1), found.end()) if found else None


def proximity(chunk: str) -> Proximity | None:
    """What a chunk means where a proximity operator may stand; None if it is just a word."""
    if chunk == "SAME":
        return Proximity("paragraph", None, ordered=False)
    if chunk == "ADJ":
        return Proximity("word", 1, ordered=True)
    if "/" not in chunk and not chunk[-1:].isdigit():
        return None
    found = re.fullmatch(_PROXIMITY, chunk, re.IGNORECASE)
    if found is None:
        misshapen = re.match(_MISSHAPEN_PROXIMITY, chunk) is not None
        return Proximity("word", None, ordered=False, misshapen=True) if misshapen else None
    unit = found["unit"]
    if unit:
        return Proximity("sentence" if unit in "sS" else "paragraph", None, ordered=False)
    digits = found["near_n"] or found["pre_n"]
    distance = int(digits) if len(digits) <= 4 else 0
    fits = 1 <= distance <= LARGEST_DISTANCE
    return Proximity("word", distance, ordered=found["pre"] is not None, misshapen=not fits)


def is_operator_with_slash(chunk: str) -> bool:
    """Whether a chunk can only be a proximity operator: nobody's word is ``w/5``."""
    return "/" in chunk and re.fullmatch(_PROXIMITY, chunk, re.IGNORECASE) is not None


def reads_as_operator(chunk: str) -> bool:
    """Whether a chunk would be taken for an operator in some place, and so needs an escape."""
    return (
        chunk.lower() in {"and", "or", "not"}
        or proximity(chunk) is not None
        or atleast_at(chunk, 0) is not None
    )


def unescape(text: str) -> str:
    """Remove the backslashes that take the meaning from the character behind them."""
    return re.sub(_ESCAPE, r"\1", text) if "\\" in text else text


def ends_unescaped(chunk: str, character: str) -> bool:
    """Whether a chunk ends in this character, and no backslash comes before it."""
    if not chunk.endswith(character):
        return False
    body = chunk[: -len(character)]
    return (len(body) - len(body.rstrip("\\"))) % 2 == 0


def has_word_character(text: str) -> bool:
    """Whether a text has a letter or a digit: without one there is nothing to search."""
    return text.isalnum() or any(map(str.isalnum, text))
