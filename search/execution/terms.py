"""Which terms of a segment does a word, a pattern or a misspelling mean?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.analysis.folding import fold
from newssearch.archive.columnar.segment import Segment
from newssearch.search.ast import Fuzzy, Wildcard
from newssearch.search.engine import TooManyTerms
from newssearch.search.execution.languages import Languages
from newssearch.search.execution.variants import variants_of
from newssearch.search.limits import MAX_PATTERN_WORDS


class Expansion(NamedTuple):
    """A term of a segment that a leaf of the query matches, and what its occurrences count.

    They count in articles of some ``languages`` only, or of all (None). Of a variant, ``why`` says
    what makes it one.
    """

    term: int
    factor: float = 1.0
    languages: Languages | None = None
    why: str = ""


def expand_token(
    segment: Segment, token: str, space: int, *, exact: bool, typed: str = ""
) -> list[Expansion]:
    """Return the term of a token; unless it is to be exact, with its variants.

    ``typed`` is the word as it was typed.
    """
    own = segment.term(token, space)
    found = [Expansion(own)] if own >= 0 else []
    if not exact:
        found += (
            Expansion(one.term, one.factor, one.languages, one.why)
            for one in variants_of(segment, token, typed, space)
        )
    return found


def expand_wildcard(segment: Segment, node: Wildcard, space: int) -> list[Expansion]:
    """Return the terms that a pattern matches.

    Raises:
        TooManyTerms: more than ``MAX_PATTERN_WORDS``.
    """
    return list(map(Expansion, wildcard_terms(segment, node, space)))


def wildcard_terms(segment: Segment, node: Wildcard, space: int) -> Sequence[int]:
    """Return the numbers of the terms that a pattern matches; of a mere prefix, a range.

    Raises:
        TooManyTerms: more than ``MAX_PATTERN_WORDS``.
    """
    pattern = fold(node.pattern)
    literal = literal_of(pattern)
    start, stop = segment.term_range(literal, space)
    numbers: Sequence[int] = range(start, stop)
    if pattern != literal + "*":
        regex = compile_pattern(pattern)
        numbers = [number for number, _ in segment.terms.match(regex, start, stop)]
    if len(numbers) > MAX_PATTERN_WORDS:
        raise TooManyTerms(node, len(numbers))
    return numbers


def literal_of(pattern: str) -> str:
    """Return what a pattern has before its first wildcard."""
    return _WILD.split(pattern, maxsplit=1)[0]


_WILD = re.compile(r"[*?]")
_ANY_CHARACTER = rb"(?:[\x00-\x7f]|[\xc0-\xff][\x80-\xbf]*)"


def compile_pattern(pattern: str) -> re.Pattern[bytes]:
    """Return the expression of a pattern for a term with its space, in time linear in the term.

    What is between two stars is taken where it first fits, and never again elsewhere.
    """
    pieces = [
        b"".join(
            _ANY_CHARACTER if character == "?" else re.escape(character.encode("utf-8", "replace"))
            for character in piece
        )
        for piece in pattern.split("*")
    ]
    if len(pieces) == 1:
        return re.compile(b"." + pieces[0], re.DOTALL)
    first, *middle, last = pieces
    inner = b"".join(b"(?>.*?" + piece + b")" for piece in middle if piece)
    return re.compile(b"." + first + inner + b".*" + last, re.DOTALL)


def expand_fuzzy(segment: Segment, node: Fuzzy, space: int) -> list[Expansion]:
    """Return the terms within so many edits of a word that share its first letter.

    Raises:
        TooManyTerms: more than ``MAX_PATTERN_WORDS``.
    """
    word = fold(node.text)
    start, stop = segment.term_range(word[:1], space)
    candidates = [
        (number, term[1:])
        for number, term in enumerate(segment.terms.terms(start, stop), start)
        if abs(len(term) - 1 - len(word)) <= node.distance
    ]
    distances = edit_distances(word, [term for _, term in candidates])
    found = [
        Expansion(number)
        for (number, _), distance in zip(candidates, distances.tolist(), strict=True)
        if distance <= node.distance
    ]
    if len(found) > MAX_PATTERN_WORDS:
        raise TooManyTerms(node, len(found))
    return found


def edit_distances(word: str, terms: list[str]) -> NDArray[np.int32]:
    """Return the Levenshtein distance of ``word`` to each term (Wagner and Fischer, 1974).

    One row of the table is computed for all terms at once.
    """
    if not terms:
        return np.zeros(0, np.int32)
    width = max(map(len, terms))
    letters = np.array([list(map(ord, t.ljust(width, "\0"))) for t in terms], np.int32)
    sizes = np.array(list(map(len, terms)))
    columns = np.arange(width + 1, dtype=np.int32)
    row = np.broadcast_to(columns, (len(terms), width + 1)).copy()
    for letter in map(ord, word):
        below = row + 1
        below[:, 1:] = np.minimum(below[:, 1:], row[:, :-1] + (letters != letter))
        row = np.minimum.accumulate(below - columns, axis=1) + columns
    distances: NDArray[np.int32] = row[np.arange(len(terms)), sizes]
    return distances
