"""Parts of a query that speak of positions, as sources of intervals.

Existence is what must be equal: an article satisfies a part if its source has any stretch there.
Lucene gives only stretches that hold no other of the same source, which changes nothing for one
distance; where it may change something a ``Doubt`` is raised. So the compiler knows beforehand
which queries are exact, and widens the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import assert_never

from newssearch.archive.cluster.mapping import MAX_CLAUSES
from newssearch.archive.cluster.slots import wide_marks
from newssearch.search.ast import (
    AtLeast,
    Boost,
    Fuzzy,
    Near,
    Node,
    NotPlaced,
    Or,
    Part,
    Phrase,
    Printed,
    Wildcard,
    Word,
    children,
)
from newssearch.search.cluster.dsl import (
    NOWHERE,
    Source,
    any_of,
    either_order,
    filtered,
    match,
    ordered,
    unordered,
)
from newssearch.search.cluster.places import Place
from newssearch.search.cluster.sharing import coincide, may_coincide
from newssearch.search.cluster.terms import Languages, Term, Words
from newssearch.search.printed import leaves, letter_forms
from newssearch.search.tokens import word_tokens


class Doubt(Exception):
    """Lucene might answer otherwise than we do; the message says where."""


class Sources:
    """Makes sources of the parts of a query in one place.

    Words that count in articles of other ``languages`` only are left out; None takes all.
    """

    def __init__(self, words: Words, place: Place, languages: Languages | None = None) -> None:
        self.words = words
        self.place = place
        self.space = place.space
        self._languages = languages

    def single(self, node: Node) -> Sequence[Term] | None:
        """Return the words of a part that stands for single words; None of another part.

        Raises:
            TooManyTerms: a pattern stands for too many words.
            Doubt: capitals matter, which no index knows of.
        """
        match node:
            case Word():
                word, exact = node, node.exact
            case Phrase(parts=(Word() as word,), slop=None):
                exact = True
            case Wildcard():
                return self.words.wildcard(node, self.space)
            case Fuzzy():
                return self.words.fuzzy(node, self.space)
            case Boost():
                return self.single(node.operand)
            case Printed():
                return self._printed(node)
            case _:
                return None
        tokens = word_tokens(word).tokens
        if len(tokens) != 1:
            return None if tokens else []
        if exact:
            return self.words.exact(tokens[0], self.space)
        found = self.words.word(word, tokens[0], self.space)
        return [term for term in found if self._counts(term)]

    def _counts(self, term: Term) -> bool:
        among = self._languages
        return term.languages is None or among is None or not term.languages.isdisjoint(among)

    def _printed(self, node: Printed) -> Sequence[Term] | None:
        if letter_forms(node):
            raise Doubt("how a word is printed")
        found: dict[str, Term] = {}
        for leaf in leaves(node):
            own = self.single(Phrase((leaf,)) if isinstance(leaf, Word) else leaf)
            if own is None:
                return None
            found.update({term.token: term for term in own})
        return list(found.values())

    def source(self, node: Node) -> Source:
        """Return the source of a part.

        Raises:
            Doubt: Lucene might answer otherwise.
            TooManyTerms: a pattern stands for too many words.
            TypeError: the part has no positions.
        """
        words = self.single(node)
        if words is not None:
            return _any_term(words)
        variety = self._variety(node)
        if variety > 2 and variety * len(self._heads(node)) > MAX_CLAUSES // 2:
            raise Doubt("more alternatives of different width than Lucene looks at")
        match node:
            case Word():
                return self.part(node)
            case Printed():
                return any_of([self.part(leaf) for leaf in leaves(node)])
            case Phrase():
                return self._phrase(node)
            case Or():
                return any_of([self.source(part) for part in dict.fromkeys(node.operands)])
            case Boost():
                return self.source(node.operand)
            case Near(negated=True):
                return self._alone_in_unit(node)
            case Near():
                return self._near(node)
            case Wildcard() | Fuzzy():
                raise AssertionError("a pattern stands for single words")
            case _ if isinstance(node, NotPlaced):
                raise TypeError(f"{type(node).__name__} has no positions")
            case _:
                assert_never(node)

    def _variety(self, node: Node) -> int:
        """Return how many alternatives Lucene makes of a part, which it looks for each by itself.

        Words of one position are one; each that spans several is another.
        """
        words = self.single(node)
        if words is not None:
            return 1 + sum(width > 1 for term in words for width in term.widths)
        if isinstance(node, Phrase) and len(node.parts) > 1:
            return prod(self._variety(Phrase((part,))) for part in node.parts)
        if isinstance(node, Near):
            return 2 * self._variety(node.left) * self._variety(node.right)
        if isinstance(node, Or | Boost):
            return sum(map(self._variety, children(node)))
        part = node.parts[0] if isinstance(node, Phrase) else node
        if isinstance(part, Wildcard | Fuzzy):
            return self._variety(part)
        return 2

    def part(self, part: Part) -> Source:
        """Return the places of a part of a phrase, of which words are exact."""
        if isinstance(part, Printed):
            if letter_forms(part):
                raise Doubt("how a word is printed")
            return any_of([self.part(leaf) for leaf in leaves(part)])
        if not isinstance(part, Word):
            return _any_term(self.slot(part))
        word = word_tokens(part)
        if not word.tokens:
            return NOWHERE
        if word.offsets != list(range(len(word.tokens))):
            raise Doubt("marks between the letters of a word")
        if len(word.tokens) == 1:
            return _any_term(self.words.exact(word.tokens[0], self.space))
        apart = ordered([self._narrow(token) for token in word.tokens], 0)
        if word.joined is None:
            return apart
        return any_of([apart, _any_term(self.words.exact(word.joined, self.space))])

    def slot(self, part: Word | Wildcard | Fuzzy) -> Sequence[Term]:
        """Return the words of an exact word of one token, or of a pattern."""
        if isinstance(part, Wildcard):
            return self.words.wildcard(part, self.space)
        if isinstance(part, Fuzzy):
            return self.words.fuzzy(part, self.space)
        return self.words.exact(word_tokens(part).tokens[0], self.space)

    def _narrow(self, token: str) -> Source:
        """Return the first positions of a token, however many it spans."""
        (term, *_) = self.words.exact(token, self.space) or [Term(token)]
        firsts = [token if w == 1 else wide_marks(token, w)[0] for w in term.widths]
        return any_of(map(match, firsts))

    def _phrase(self, node: Phrase) -> Source:
        if node.slop is not None:
            found = self._loose(node, node.slop)
        else:
            for part in node.parts[:-1]:
                if isinstance(part, Word) and word_tokens(part).gap:
                    raise Doubt("marks between the words of a phrase")
            parts = [
                part for part in node.parts if not isinstance(part, Word) or word_tokens(part).width
            ]
            found = ordered([self.part(part) for part in parts], 0) if parts else NOWHERE
        if node.sentence and not self.place.whole:
            return filtered(found, "contained_by", self.place.unit("sentence"))
        return found

    def _loose(self, node: Phrase, slop: int) -> Source:
        """Return the windows that hold all words of a phrase, in any order."""
        slots: list[Sequence[Term]] = []
        for part in node.parts:
            if isinstance(part, Printed):
                raise Doubt("a loose phrase of words as printed")
            if not isinstance(part, Word):
                slots.append(self.slot(part))
                continue
            word = word_tokens(part)
            if word.joined is not None and self.words.exact(word.joined, self.space):
                raise Doubt("a loose phrase of hyphenated words")
            slots += [self.words.exact(token, self.space) for token in word.tokens]
        if not slots or not all(slots):
            return NOWHERE
        if any(term.wide for terms in slots for term in terms):
            raise Doubt("a loose phrase of words that span several positions")
        if len(slots) == 1:
            return _any_term(slots[0])
        parts = [_any_term(terms) for terms in slots]
        if len(slots) == 2:
            found = either_order(parts[0], parts[1], slop)
        elif may_coincide(slots):
            raise Doubt("a loose phrase of words that may share a place")
        else:
            found = unordered(parts, slop)
        if self.place.whole:
            return found
        return filtered(found, "contained_by", self.place.unit("paragraph"))

    def _near(self, node: Near) -> Source:
        left, right = self._sides(node)
        gaps = -1 if node.distance is None else node.distance - 1
        found = ordered([left, right], gaps) if node.ordered else either_order(left, right, gaps)
        if node.distance is not None or self.place.whole:
            return found
        return filtered(found, "contained_by", self.place.unit(node.unit))

    def _sides(self, node: Near) -> tuple[Source, Source]:
        if _has_near(node.left) or _has_near(node.right):
            raise Doubt("a distance within a distance")
        for side in (node.left, node.right):
            if any(map(self._has_choice, _sentence_phrases(side))):
                raise Doubt("a distance of alternatives within one sentence")
        return self.source(node.left), self.source(node.right)

    def _alone_in_unit(self, node: Near) -> Source:
        """Return the left side where its sentence or paragraph has nothing of the right side.

        Lucene takes alternatives out of what is subtracted, and then joins by OR what should be
        joined by AND, so each alternative is subtracted by itself. A unit of one position cannot
        hold both sides.
        """
        if node.distance is not None:
            raise Doubt("NOT w/n within another distance")
        if self.place.whole or node.ordered:
            raise Doubt("NOT w/s in a text without sentences")
        left, _ = self.disjoint_sides(node)
        unit = self.place.wide_unit(node.unit)
        for one in self._alternatives(node.right):
            left = filtered(left, "not_contained_by", filtered(unit, "containing", one))
        return left

    def disjoint_sides(self, node: Near) -> tuple[Source, Source]:
        """Return the sources of both sides of NOT near.

        Raises:
            Doubt: they may be the same word, or stand at one place.
        """
        sides = self._sides(node)
        if coincide(self._heads(node.left), self._heads(node.right)):
            raise Doubt("both sides of NOT near may be the same word")
        return sides

    def _alternatives(self, node: Node) -> list[Source]:
        """Return the sources of a part that are looked for each by itself."""
        words = self.single(node)
        if words is not None:
            return [one for term in words for one in _forms(term)] or [NOWHERE]
        match node:
            case Or():
                return [one for part in node.operands for one in self._alternatives(part)]
            case Boost():
                return self._alternatives(node.operand)
        if self._has_choice(node):
            raise Doubt("NOT w/s of a phrase with alternatives")
        return [self.source(node)]

    def _has_choice(self, node: Node) -> bool:
        """Say whether a phrase or a word may be there in stretches of different width."""
        parts = node.parts if isinstance(node, Phrase) else (node,)
        if isinstance(node, Phrase) and node.slop is not None:
            return True
        for part in parts:
            if not isinstance(part, Word):
                terms = self.slot(part) if isinstance(part, Wildcard | Fuzzy) else ()
                if isinstance(part, Printed) or any(term.wide for term in terms):
                    return True
                continue
            word = word_tokens(part)
            if word.joined is not None and self.words.exact(word.joined, self.space):
                return True
            if any(t.wide for token in word.tokens for t in self.words.exact(token, self.space)):
                return True
        return False

    def _heads(self, node: Node) -> list[str]:
        """Return all words of which a part is made."""
        words = self.single(node)
        if words is not None:
            return [term.token for term in words]
        if isinstance(node, Phrase):
            return [head for part in node.parts for head in self._part_heads(part)]
        if isinstance(node, Part):
            return self._part_heads(node)
        return [head for part in children(node) for head in self._heads(part)]

    def _part_heads(self, part: Part) -> list[str]:
        if isinstance(part, Printed):
            return [head for leaf in leaves(part) for head in self._part_heads(leaf)]
        if not isinstance(part, Word):
            return [term.token for term in self.slot(part)]
        word = word_tokens(part)
        return [*word.tokens, *([word.joined] if word.joined else [])]

    def at_least(self, node: AtLeast) -> Source:
        """Return the source of several occurrences of a part.

        Raises:
            Doubt: Lucene might count otherwise.
        """
        operand, words = node.operand, self.single(node.operand)
        if words is None and not (isinstance(operand, Phrase) and operand.slop is None):
            raise Doubt("a number of windows")
        if words is None and self._has_choice(operand):
            raise Doubt("a number of phrases with alternatives")
        if words is not None and any(term.wide for term in words):
            raise Doubt("a number of words that span several positions")
        return ordered([self.place.inside(self.source(operand))] * node.count)


def index_tokens(terms: Sequence[Term]) -> list[str]:
    """Return what an article has in its index if it has any of some words."""
    return [
        term.token if width == 1 else wide_marks(term.token, width)[0]
        for term in terms
        for width in term.widths
    ]


def _any_term(terms: Sequence[Term]) -> Source:
    return any_of([one for term in terms for one in _forms(term)])


def _forms(term: Term) -> list[Source]:
    """Return the places of a word, as wide as it is there."""
    return [
        match(term.token)
        if width == 1
        else ordered([match(mark) for mark in wide_marks(term.token, width)], width - 2)
        for width in term.widths
    ]


def _sentence_phrases(node: Node) -> list[Phrase]:
    """Return the phrases of a part that must lie in one sentence.

    Lucene takes no alternatives out of what is filtered, and so sees the shortest only.
    """
    if isinstance(node, Phrase):
        return [node] if node.sentence else []
    return [phrase for part in children(node) for phrase in _sentence_phrases(part)]


def _has_near(node: Node) -> bool:
    return isinstance(node, Near) or any(map(_has_near, children(node)))
