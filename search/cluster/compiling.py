"""From a tree to a query of OpenSearch: the same articles, or certainly no fewer.

Where intervals cannot say what we mean, ``Sources`` doubts. A part in doubt is then asked for in a
wider way, in which positions play no role; under a NOT, in a narrower one. ``Compiled.exact`` says
whether that has happened: if so our own engine must look at what is found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import NamedTuple, assert_never

from newssearch.archive import extra_fields
from newssearch.archive.cluster.mapping import MAIN
from newssearch.archive.fields import FieldKind
from newssearch.search.ast import (
    And,
    AtLeast,
    Boost,
    Everything,
    Fuzzy,
    HasValue,
    InField,
    Keyword,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Printed,
    Range,
    Text,
    Value,
    Wildcard,
    Word,
    binds,
    children,
)
from newssearch.search.cluster.dsl import (
    ALL,
    NONE,
    Query,
    all_satisfied,
    any_satisfied,
    intervals,
    terms,
)
from newssearch.search.cluster.places import EVERYWHERE, Place
from newssearch.search.cluster.sources import Doubt, Sources, index_tokens
from newssearch.search.cluster.spans import Spans
from newssearch.search.cluster.terms import Languages, Term, Words
from newssearch.search.printed import leaves
from newssearch.search.tokens import word_tokens

_MOST_ATOMS = 5
"""Conditions on the article within one group: each doubles the cases."""

_LEAST, _GREATEST = -(2**31), 2**31 - 1
"""What a column of numbers holds."""

_BOUND = ("speaker", "quote")
"""The fields whose parts a group binds to one quotation."""


class Compiled(NamedTuple):
    """A query, and whether it finds exactly the articles that satisfy the tree."""

    query: Query
    exact: bool


def compile_tree(words: Words, node: Node, place: Place = EVERYWHERE) -> Compiled:
    """Return the query of a tree, looked for in a place.

    Raises:
        TooManyTerms: a pattern stands for too many words.
    """
    noting = _NotingWords(words)
    whole = Compiler(noting, None)
    query = whole.query(node, place)
    if not noting.languages:
        return Compiled(query, whole.exact)
    cases, exact = [], True
    for languages in _classes(words.known, noting.languages):
        compiler = Compiler(words, languages)
        cases.append(all_satisfied([languages_query(languages), compiler.query(node, place)]))
        exact &= compiler.exact
    return Compiled(any_satisfied(cases), exact)


class _NotingWords:
    """Words, with a note of the sets of languages in which some of them count."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self.languages: set[Languages] = set()
        self.known = words.known
        self.exact, self.wildcard, self.fuzzy = words.exact, words.wildcard, words.fuzzy

    def word(self, word: Word, token: str, space: int) -> list[Term]:
        found = list(self._words.word(word, token, space))
        self.languages.update(term.languages for term in found if term.languages is not None)
        return found


def _classes(known: Languages, sets: set[Languages]) -> list[Languages]:
    """Divide the languages of an archive so that in each part the same words count."""
    ordered = sorted(sets, key=sorted_names)
    classes: dict[tuple[bool, ...], set[str | None]] = {}
    for language in sorted(known, key=lambda name: name or ""):
        classes.setdefault(tuple(language in own for own in ordered), set()).add(language)
    return [frozenset(own) for own in classes.values()]


def sorted_names(languages: Languages) -> list[str]:
    """Return languages in order, the unknown one first."""
    return sorted(name or "" for name in languages)


def languages_query(languages: Languages) -> Query:
    """Return the articles in some languages."""
    named = [name for name in sorted_names(languages) if name]
    parts = [terms("keyword.lang", named)] if named else []
    if None in languages:
        parts.append(all_satisfied([], [{"exists": {"field": "keyword.lang"}}]))
    return any_satisfied(parts)


class Compiler:
    """Compiles one tree for articles in some languages, None for all."""

    def __init__(self, words: Words, languages: Languages | None) -> None:
        self._words = words
        self._languages = languages
        self.exact = True

    def _sources(self, place: Place) -> Sources:
        return Sources(self._words, place, self._languages)

    def query(self, node: Node, place: Place = EVERYWHERE, *, positive: bool = True) -> Query:
        """Return the articles that satisfy a node: more if in doubt, fewer if not ``positive``."""
        if isinstance(node, Text | Near | AtLeast):
            return self._sure(node, place, positive)
        if isinstance(node, Value):
            return value_query(node)
        match node:
            case And():
                wanted, unwanted = [], []
                for part in node.operands:
                    if isinstance(part, Not):
                        unwanted.append(self.query(part.operand, place, positive=not positive))
                    else:
                        wanted.append(self.query(part, place, positive=positive))
                return all_satisfied(wanted, unwanted)
            case Or():
                return any_satisfied(
                    [self.query(part, place, positive=positive) for part in node.operands]
                )
            case Not():
                return all_satisfied([], [self.query(node.operand, place, positive=not positive)])
            case Boost():
                return self.query(node.operand, place, positive=positive)
            case InField() if binds(node):
                return self._bound(node, positive)
            case InField():
                return self.query(node.operand, Place(node.field), positive=positive)
            case _:
                assert_never(node)

    def _sure(self, node: Text | Near | AtLeast, place: Place, positive: bool) -> Query:
        try:
            return self._placed(node, place)
        except Doubt:
            self.exact = False
            return self._wider(node, place) if positive else NONE

    def _placed(self, node: Node, place: Place) -> Query:
        """Return the articles in which a part stands somewhere in a place.

        Raises:
            Doubt: Lucene might answer otherwise.
        """
        sources = self._sources(place)
        if isinstance(node, AtLeast):
            if node.count > 1:
                return intervals(place.field, sources.at_least(node))
            return self._placed(node.operand, place)
        if isinstance(node, Near) and node.negated and node.distance is not None:
            return Spans(self._words, place, self._languages).alone(node)
        if isinstance(node, Boost):
            return self._placed(node.operand, place)
        if isinstance(node, Or):
            return any_satisfied([self._placed(part, place) for part in node.operands])
        words = sources.single(node)
        if words is not None and not place.zones:
            return terms(place.field, index_tokens(words))
        return intervals(place.field, place.inside(sources.source(node)))

    def _wider(self, node: Node, place: Place) -> Query:
        """Return articles among which are all those in which a part stands."""
        try:
            return self._placed(node, place)
        except Doubt:
            pass
        match node:
            case Near(negated=True):
                return self._wider(node.left, place)
            case Near():
                return all_satisfied([self._wider(side, place) for side in children(node)])
            case Or():
                return any_satisfied([self._wider(part, place) for part in node.operands])
            case AtLeast() | Boost():
                return self._wider(node.operand, place)
            case Phrase(parts=(only,)):
                return self._wider_part(only, place)
            case Phrase():
                return all_satisfied([self._wider_part(part, place) for part in node.parts])
            case Word() | Printed() | Wildcard() | Fuzzy():
                return self._wider_part(node, place)
            case _:
                raise TypeError(f"{type(node).__name__} has no positions")

    def _wider_part(self, part: Word | Wildcard | Fuzzy | Printed, place: Place) -> Query:
        """Return the articles that have all tokens of an exact word, or a pattern, somewhere."""
        if isinstance(part, Printed):
            return any_satisfied([self._wider_part(leaf, place) for leaf in leaves(part)])
        if not isinstance(part, Word):
            return self._placed(part, place)
        word = word_tokens(part)
        apart = [
            terms(place.field, index_tokens(self._words.exact(token, place.space)))
            for token in word.tokens
        ]
        choices = [all_satisfied(apart) if apart else NONE]
        if word.joined is not None:
            joined = self._words.exact(word.joined, place.space)
            choices.append(terms(place.field, index_tokens(joined)))
        return any_satisfied(choices)

    # -- groups whose parts are bound to one quotation

    def _bound(self, node: InField, positive: bool) -> Query:
        """Return the articles with a quotation that satisfies a group.

        What the group asks of the whole article is taken out of it by cases: for each way in
        which these conditions may be true or not, what is left is asked of single quotations.
        """
        atoms = list(dict.fromkeys(_article_atoms(node.operand)))
        if len(atoms) > _MOST_ATOMS:
            self.exact = False
            return self._wider_group(node.operand, Place(node.field)) if positive else NONE
        cases = []
        for truth in product((True, False), repeat=len(atoms)):
            given = dict(zip(atoms, truth, strict=True))
            said = self.said(node.operand, node.field, given.__getitem__, positive)
            if said == NONE:
                continue
            wanted = [self.query(a, positive=positive) for a, true in given.items() if true]
            unwanted = [
                self.query(a, positive=not positive) for a, true in given.items() if not true
            ]
            wanted.append({"nested": {"path": "quotes", "query": said}})
            cases.append(all_satisfied(wanted, unwanted))
        return any_satisfied(cases)

    def said(self, node: Node, field: str, given: Callable[[Node], bool], positive: bool) -> Query:
        """Return the quotations that satisfy a part of a group in a field of them.

        ``given`` says which conditions on the whole article hold.
        """
        match node:
            case And():
                parts = [self.said(part, field, given, positive) for part in node.operands]
                if NONE in parts:
                    return NONE
                return all_satisfied([part for part in parts if part != ALL])
            case Or():
                parts = [self.said(part, field, given, positive) for part in node.operands]
                if ALL in parts:
                    return ALL
                return any_satisfied([part for part in parts if part != NONE])
            case Not():
                part = self.said(node.operand, field, given, not positive)
                if part in (ALL, NONE):
                    return NONE if part == ALL else ALL
                return all_satisfied([], [part])
            case Boost():
                return self.said(node.operand, field, given, positive)
            case InField(field=inner) if inner in _BOUND:
                return self.said(node.operand, inner, given, positive)
            case HasValue(field="speaker"):
                return {"exists": {"field": "quotes.speaker"}}
        if isinstance(node, InField | Value):
            return ALL if given(node) else NONE
        if isinstance(node, Text | Near | AtLeast):
            return self._sure(node, Place(field, spoken=True), positive)
        assert_never(node)

    def _wider_group(self, node: Node, place: Place) -> Query:
        """Return articles among which are all those with a quotation that satisfies a group."""
        match node:
            case And():
                return all_satisfied([self._wider_group(part, place) for part in node.operands])
            case Or():
                return any_satisfied([self._wider_group(part, place) for part in node.operands])
            case Not():
                return ALL
            case Boost():
                return self._wider_group(node.operand, place)
            case InField(field=inner) if inner in _BOUND:
                return self._wider_group(node.operand, Place(inner))
        return self.query(node, place)


def _article_atoms(node: Node) -> Iterator[Node]:
    """Yield the parts of a group that speak of the whole article."""
    match node:
        case HasValue(field="speaker"):
            return
        case InField(field=field) if field in _BOUND:
            yield from _article_atoms(node.operand)
        case InField() | Keyword() | Range() | HasValue() | Everything():
            yield node
        case And() | Or() | Not() | Boost():
            for part in children(node):
                yield from _article_atoms(part)


def value_query(node: Value) -> Query:
    """Return the articles for which something holds as a whole."""
    match node:
        case Everything():
            return ALL
        case HasValue(own=True):
            return {"prefix": {"list.extra": extra_fields.beginning(node.field)}}
        case HasValue():
            return terms("has", [node.field])
        case Keyword(own=True):
            value = extra_fields.keyword_beginning(node.field, node.value, prefix=node.prefix)
            return {"prefix": {"list.extra": value}}
        case Keyword():
            return _keyword_query(node.field, node.value, node.prefix)
        case Range(own=FieldKind() as kind):
            low, high = extra_fields.range_limits(node.field, kind, node.low, node.high)
            return {"range": {"list.extra": {"gte": low, "lt": high}}}
        case Range():
            bounds: dict[str, int] = {}
            if node.low is not None:
                bounds["gte"] = min(max(node.low, _LEAST), _GREATEST)
            if node.high is not None:
                bounds["lte"] = min(max(node.high, _LEAST), _GREATEST)
            if node.low is not None and node.low > _GREATEST:
                return NONE
            return {"range": {f"number.{node.field}": bounds}}
        case _:
            assert_never(node)


def _keyword_query(name: str, value: str, prefix: bool) -> Query:
    """Return the articles with a value, or one that begins so; see ``execution.keyword_docs``."""
    field = f"keyword.{name}"
    if name == "id" and "#" in value:
        prefix = False
    if name == "path" and value.endswith("/"):
        prefix = True
    if prefix:
        return {"prefix": {field: value}}
    own = terms(field, [value])
    if name != "path":
        return own
    return any_satisfied([own, {"prefix": {field: f"{value}#"}}])


def in_main(words: Words, token: str) -> Query:
    """Return the articles that have a token where a bare word is looked for."""
    return terms(MAIN, index_tokens(words.exact(token, 0)))
