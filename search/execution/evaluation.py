"""From the tree of a query to the articles of a segment: one class for each way a node is read.

``Evaluation`` is the query over all segments: it keeps what the segments share, a ``Leaf`` for
each scored part. ``SegmentEvaluation`` is the query on one segment.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.files import NO_NUMBER
from newssearch.archive.columnar.layout import MAX_WEIGHTED, WEIGHT_UNIT
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.fields import FIELD_BY_NAME, FieldKind
from newssearch.archive.news_layout import BODY_COUNT
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
    Range,
    Wildcard,
    Word,
)
from newssearch.search.execution.arrays import DENSE_RATIO, POSITION_BITS, Docs, changes, unite
from newssearch.search.execution.budget import check_time
from newssearch.search.execution.matching import (
    AndMatch,
    BonusMatch,
    Collection,
    FilteredMatch,
    Leaf,
    LeafMatch,
    Match,
    OrMatch,
    complement,
    exclude,
)
from newssearch.search.execution.occurrences import (
    Spans,
    docs_in_first_zone,
    expansion_keys,
    single,
)
from newssearch.search.execution.places import BARE, Place, Shape, place_of, weights_at
from newssearch.search.execution.positional import spans_of
from newssearch.search.execution.quotations import binds, quotation_keys
from newssearch.search.execution.terms import (
    Expansion,
    expand_fuzzy,
    expand_token,
    wildcard_terms,
    word_tokens,
)
from newssearch.search.function_words import is_function_word
from newssearch.search.ranking import ADJACENCY_FACTOR, FUNCTION_WORD_FACTOR

_LEAVES = (Word, Phrase, Near, Wildcard, Fuzzy, AtLeast)
_Weighted = tuple[Docs, NDArray[Any]]
_NOTHING: _Weighted = (np.zeros(0, np.intp), np.zeros(0, np.float32))


class Evaluation:
    """A query over all segments of an archive."""

    def __init__(self, node: Node, collection: Collection) -> None:
        self.node = node
        self.collection = collection
        self._leaves: dict[tuple[int, str | None], Leaf] = {}

    def leaf(self, node: Node, place: Place) -> Leaf:
        """Return what the segments share of a part of the query, looked for in a place."""
        key = (id(node), place.field)
        if key not in self._leaves:
            self._leaves[key] = Leaf(self.collection, _worth(node))
        return self._leaves[key]


class SegmentEvaluation:
    """A query on one segment."""

    def __init__(self, evaluation: Evaluation, segment: Segment) -> None:
        self._evaluation = evaluation
        self._segment = segment
        self._size = segment.size

    def match(self) -> Match:
        """Return the live articles that satisfy the query."""
        found = self._match(self._evaluation.node, BARE)
        deleted = self._segment.deleted
        if deleted is None:
            return found
        return FilteredMatch(found, (~deleted[found.docs]).nonzero()[0])

    @property
    def segment(self) -> Segment:
        """The segment."""
        return self._segment

    def docs(self, node: Node, place: Place) -> Docs:
        """Return the articles, deleted ones too, that satisfy a part of the query in a place."""
        return self._match(node, place).docs

    def at(self, node: Node, place: Place) -> Match:
        """Return the articles, deleted ones too, that satisfy a part of the query in a place."""
        return self._match(node, place)

    def _match(self, node: Node, place: Place) -> Match:
        check_time()
        if isinstance(node, _LEAVES):
            return self._leaf(node, place)
        match node:
            case And():
                return self._and(node, place)
            case Or():
                return self._or(node, place)
            case Not():
                return complement(self._match(node.operand, place).docs, self._size)
            case Boost():
                return FilteredMatch(self._match(node.operand, place), None, node.factor)
            case InField():
                return self._in_field(node)
            case Everything():
                return Match(np.arange(self._size))
        return Match(self._value(node))

    def _and(self, node: And, place: Place) -> Match:
        wanted = [part for part in node.operands if not isinstance(part, Not)]
        unwanted = [part.operand for part in node.operands if isinstance(part, Not)]
        if wanted:
            parts = [self._match(part, place) for part in wanted]
            found = parts[0] if len(parts) == 1 else AndMatch(parts, self._size)
        else:
            found = Match(np.arange(self._size))
        if unwanted:
            docs = [self._match(part, place).docs for part in dict.fromkeys(unwanted)]
            found = exclude(found, docs, self._size)
        for run in adjacent_words(node):
            found = self._prefer_adjacent(found, run, place)
        return found

    def _or(self, node: Or, place: Place) -> Match:
        """Unite the parts; one that the query has several times counts as often."""
        parts: list[Match] = []
        for part, times in Counter(node.operands).items():
            found = self._match(part, place)
            parts.append(found if times == 1 else FilteredMatch(found, None, times))
        return OrMatch(parts, self._size)

    def _prefer_adjacent(self, found: Match, run: Phrase, place: Place) -> Match:
        """Put the articles that have a run of words as a phrase before the others."""
        leaves = [self._evaluation.leaf(word, place) for word in run_words(run)]
        together = spans_of(self._segment, run, place, found.docs)
        return BonusMatch(
            found,
            together.docs[changes(together.docs)],
            lambda: ADJACENCY_FACTOR * sum(leaf.most for leaf in leaves),
            self._size,
        )

    def _in_field(self, node: InField) -> Match:
        if binds(node):
            docs = quotation_keys(self, node) >> POSITION_BITS
            return Match(docs[changes(docs)].astype(np.intp))
        return self._match(node.operand, place_of(self._segment.layout, node.field))

    def _leaf(self, node: Node, place: Place) -> Match:
        docs, weights = self._weighted(node, place)
        leaf = self._evaluation.leaf(node, place)
        return LeafMatch(docs, weights, leaf, self._segment)

    def _weighted(self, node: Node, place: Place) -> _Weighted:
        """Return the articles of a leaf, and its weighted frequency in each, in quarters."""
        match node:
            case Word() as word:
                tokens, _ = word_tokens(word)
                if len(tokens) < 2:
                    return self._token(tokens, place, exact=word.exact)
            case Phrase(parts=(Word() as word,), slop=None):
                tokens, _ = word_tokens(word)
                if len(tokens) < 2:
                    return self._token(tokens, place, exact=True)
            case Wildcard():
                terms = wildcard_terms(self._segment, node, place.space)
                if isinstance(terms, range) and place.shape is Shape.EVERYWHERE:
                    return self._prefixed(terms)
                return self._postings(list(map(Expansion, terms)), place)
            case Fuzzy():
                return self._postings(expand_fuzzy(self._segment, node, place.space), place)
            case AtLeast():
                docs, weights = self._weigh(self._spans(node.operand, place), place, node.count)
                return docs, weights
        return self._weigh(self._spans(node, place), place)

    def _token(self, tokens: list[str], place: Place, *, exact: bool) -> _Weighted:
        if not tokens:
            return _NOTHING
        if exact:
            term = self._segment.term(tokens[0], place.space)
            return self._term(term, place) if term >= 0 else _NOTHING
        return self._postings(
            expand_token(self._segment, tokens[0], place.space, exact=exact), place
        )

    def _spans(self, node: Node, place: Place) -> Spans:
        return spans_of(self._segment, node, place)

    def _weigh(self, spans: Spans, place: Place, least: int = 1) -> _Weighted:
        """Return the articles with at least so many of the spans, and what these weigh."""
        if not len(spans):
            return _NOTHING
        docs = spans.docs
        weights = weights_at(self._segment, place, docs, spans.starts)
        starts = changes(docs).nonzero()[0]
        if len(starts) < len(docs):
            found, weights = docs.take(starts), np.add.reduceat(weights, starts)
            if least > 1:
                counts = np.append(starts[1:], len(docs)) - starts
                kept = (counts >= least).nonzero()[0]
                found, weights = found.take(kept), weights.take(kept)
            docs = found
        elif least > 1:
            return _NOTHING
        return docs, np.minimum(weights, MAX_WEIGHTED)

    def _postings(self, expansions: list[Expansion], place: Place) -> _Weighted:
        """Unite the postings of terms, as far as they stand in a place."""
        found = []
        for term, factor in expansions:
            docs, weights = self._term(term, place)
            if len(docs):
                found.append((docs, weights if factor == 1.0 else weights * np.float32(factor)))
        if not found:
            return _NOTHING
        if len(found) == 1:
            return found[0]
        docs = np.concatenate([docs for docs, _ in found])
        return self._add_up(docs, np.concatenate([weights for _, weights in found]))

    def _prefixed(self, terms: range) -> _Weighted:
        """Unite the postings of terms that follow one another, wherever they stand."""
        if not terms:
            return _NOTHING
        start, end = self._segment.postings(terms[0], terms[-1])
        docs = self._segment.docs(start, end).astype(np.intp)
        weights = self._segment.weights(start, end)
        return (docs, weights) if len(terms) == 1 else self._add_up(docs, weights)

    def _add_up(self, docs: Docs, weights: NDArray[Any]) -> _Weighted:
        """Return the distinct articles in order, and the sum of the weights that each has."""
        if len(docs) * DENSE_RATIO >= self._size:
            everywhere = np.bincount(docs, weights, self._size)
            docs = (everywhere > 0).nonzero()[0]
            return docs, everywhere.take(docs).astype(np.float32)
        order = docs.argsort(kind="stable")
        docs = docs.take(order)
        starts = changes(docs).nonzero()[0]
        return docs.take(starts), np.add.reduceat(weights.take(order), starts, dtype=np.float32)

    def _term(self, term: int, place: Place) -> _Weighted:
        segment = self._segment
        if place.shape is Shape.EVERYWHERE:
            start, end = segment.postings(term)
            return segment.docs(start, end).astype(np.intp), segment.weights(start, end)
        if not segment.zones(term) & place.classes:
            return _NOTHING
        titles = docs_in_first_zone(segment, term, place)
        if titles is not None:
            docs, counts = titles
            weight = np.float32(segment.layout.weights[0] * WEIGHT_UNIT)
            return docs, np.minimum(counts.astype(np.float32) * weight, MAX_WEIGHTED)
        return self._weigh(self._term_spans(term, place), place)

    def _term_spans(self, term: int, place: Place) -> Spans:
        return single(expansion_keys(self._segment, [term], place, None))

    def _value(self, node: Range | Keyword | HasValue) -> Docs:
        """Return the articles whose column has a value."""
        if isinstance(node, Keyword):
            return keyword_docs(self._segment, node.field, node.value, node.prefix)
        kind = FIELD_BY_NAME[node.field].kind
        if isinstance(node, HasValue):
            return self._having(node.field, kind)
        values = self._column(node.field)
        inside = values != NO_NUMBER
        if node.low is not None:
            inside &= values >= node.low
        if node.high is not None:
            inside &= values <= node.high
        return np.flatnonzero(inside)

    def _column(self, field: str) -> NDArray[Any]:
        if field == "words":
            return self._segment.text(BODY_COUNT).astype(np.int64)
        return self._segment.numbers(field)

    def _having(self, field: str, kind: FieldKind) -> Docs:
        segment = self._segment
        if kind is FieldKind.KEYWORD:
            return np.flatnonzero(segment.keywords(field).ordinals)
        if kind is not FieldKind.TEXT:
            return np.flatnonzero(self._column(field) != NO_NUMBER)
        parts = FIELD_BY_NAME[field].parts
        if parts:
            return unite([self._having(part, kind) for part in parts], self._size)
        layout = segment.layout
        if field in layout.by_space:
            text = len(layout.zones) + layout.by_space[field] - 1
            return np.flatnonzero(segment.text(f"count.{text}"))
        if field == layout.ranges:
            return np.flatnonzero(np.diff(segment.text("range_offsets").astype(np.int64)))
        first, last = layout.fields.get(field, (len(layout.zones) - 1,) * 2)
        return np.flatnonzero(sum(segment.text(f"count.{n}") for n in range(first, last + 1)))


def adjacent_words(node: And) -> list[Phrase]:
    """Return the runs of two or more bare words that stand side by side in a query, as phrases."""
    runs: list[list[Word]] = [[]]
    for part in node.operands:
        if isinstance(part, Word) and not part.exact:
            runs[-1].append(part)
        else:
            runs.append([])
    return [Phrase(tuple(run)) for run in runs if len(run) > 1]


def _worth(node: Node) -> float:
    """Return what a leaf's score is multiplied by."""
    if isinstance(node, Word) and not node.exact:
        tokens, _ = word_tokens(node)
        if len(tokens) == 1 and is_function_word(tokens[0], node.text):
            return FUNCTION_WORD_FACTOR
    return 1.0


def run_words(run: Phrase) -> list[Word]:
    """Return the words of a run, the same objects that the query holds."""
    return [part for part in run.parts if isinstance(part, Word)]


def keyword_docs(segment: Segment, field: str, value: str, prefix: bool) -> Docs:
    """Return the articles with a value in a keyword field, or with one that begins with it.

    An id with the number of an article in its file is whole. A path stands for all articles of
    the file, and one that ends in a slash for all that lies below.
    """
    column = segment.keywords(field)
    if field == "id" and "#" in value:
        prefix = False
    if field == "path" and value.endswith("/"):
        prefix = True
    if field == "path" and not prefix:
        parts = [column.docs(value), column.docs(f"{value}#", prefix=True)]
        return unite(parts, segment.size)
    return column.docs(value, prefix=prefix)
