"""How often does a word, a phrase or a distance stand in each article, weighted by its fields?

What is counted is the weighted frequency of BM25F, in quarters; see ``scoring``.
"""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias, assert_never

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.layout import MAX_WEIGHTED, WEIGHT_UNIT
from newssearch.archive.columnar.segment import Segment
from newssearch.search.ast import AtLeast, Fuzzy, Near, Phrase, Printed, Wildcard, Word
from newssearch.search.execution import plain_loops
from newssearch.search.execution.arrays import DENSE_RATIO, Docs, changes
from newssearch.search.execution.languages import languages_of
from newssearch.search.execution.loops import loops
from newssearch.search.execution.occurrences import (
    Spans,
    docs_in_first_zone,
    expansion_keys,
    single,
)
from newssearch.search.execution.positional import Positions
from newssearch.search.execution.regions import FieldRegion, RegionShape, weights_at
from newssearch.search.execution.terms import (
    Expansion,
    expand_fuzzy,
    expand_token,
    wildcard_terms,
)
from newssearch.search.tokens import word_tokens

Scored: TypeAlias = Word | Wildcard | Fuzzy | Printed | Phrase | Near | AtLeast
"""What is scored as one: it has a frequency in each article, and a number of articles."""


class Frequencies(NamedTuple):
    """Articles, sorted and distinct, and the weighted frequency in each, in quarters.

    ``weights`` are uint8 as they are stored, or float32; all are above 0.
    """

    docs: Docs
    weights: NDArray[Any]


_NOTHING = Frequencies(np.zeros(0, np.intp), np.zeros(0, np.float32))


def frequencies_of(positions: Positions, node: Scored, region: FieldRegion) -> Frequencies:
    """Return how often a part stands in a field of each article that has it, deleted ones too.

    Raises:
        TooManyTerms: a pattern stands for too many words.
        QueryBudgetExceeded: it takes too long, or matches at too many places.
    """
    segment = positions.segment
    match node:
        case Word():
            tokens = word_tokens(node).tokens
            if len(tokens) < 2:
                return _token(segment, tokens, node.text, region, exact=node.exact)
        case Phrase(parts=(Word() as word,), slop=None):
            tokens = word_tokens(word).tokens
            if len(tokens) < 2:
                return _token(segment, tokens, word.text, region, exact=True)
        case Printed() | Phrase() | Near():
            pass
        case Wildcard():
            terms = wildcard_terms(segment, node, region.space)
            if isinstance(terms, range) and region.shape is RegionShape.EVERYWHERE:
                return _of_range(segment, terms)
            return _of_terms(segment, list(map(Expansion, terms)), region)
        case Fuzzy():
            return _of_terms(segment, expand_fuzzy(segment, node, region.space), region)
        case AtLeast():
            return _of_spans(segment, positions.spans(node.operand, region), region, node.count)
        case _:
            assert_never(node)
    return _of_spans(segment, positions.spans(node, region), region)


def _token(
    segment: Segment, tokens: list[str], typed: str, region: FieldRegion, *, exact: bool
) -> Frequencies:
    if not tokens:
        return _NOTHING
    if exact:
        term = segment.term(tokens[0], region.space)
        return _of_term(segment, term, region) if term >= 0 else _NOTHING
    expansions = expand_token(segment, tokens[0], region.space, exact=False, typed=typed)
    return _of_terms(segment, expansions, region)


def _of_spans(segment: Segment, spans: Spans, region: FieldRegion, least: int = 1) -> Frequencies:
    """Return the articles with at least so many of the spans, and what these weigh."""
    if not len(spans):
        return _NOTHING
    docs = spans.docs
    weights = weights_at(segment, region, docs, spans.starts)
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
    return Frequencies(docs, np.minimum(weights, MAX_WEIGHTED))


def _of_terms(segment: Segment, expansions: list[Expansion], region: FieldRegion) -> Frequencies:
    """Unite the postings of terms, as far as they are in a region."""
    if len(expansions) == 1 and expansions[0].factor == 1.0 and expansions[0].languages is None:
        return _of_term(segment, expansions[0].term, region)
    masks = [
        None if one.languages is None else languages_of(segment).mask(one.languages)
        for one in expansions
    ]
    factors = [one.factor for one in expansions]
    if region.shape is RegionShape.EVERYWHERE:
        ranges = [segment.posting_range(one.term) for one in expansions]
        docs = [segment.docs(start, end) for start, end in ranges]
        weights = [segment.weights(start, end) for start, end in ranges]
        try:
            found = loops().unite_postings(docs, weights, factors, masks, segment.size)
        except IndexError as error:
            raise segment.file("docs").damaged("it refers to articles that do not exist") from error
        return Frequencies(*found)
    parts = [_of_term(segment, one.term, region) for one in expansions]
    return Frequencies(
        *plain_loops.unite_postings(
            [part.docs for part in parts],
            [part.weights for part in parts],
            factors,
            masks,
            segment.size,
        )
    )


def _of_range(segment: Segment, terms: range) -> Frequencies:
    """Unite the postings of terms that follow one another, wherever they are."""
    if not terms:
        return _NOTHING
    start, end = segment.posting_range(terms[0], terms[-1])
    docs = segment.docs(start, end).astype(np.intp)
    weights = segment.weights(start, end)
    if len(terms) == 1:
        return Frequencies(docs, weights)
    if len(docs) * DENSE_RATIO >= segment.size:
        everywhere = np.bincount(docs, weights, segment.size)
        docs = (everywhere > 0).nonzero()[0]
        return Frequencies(docs, everywhere.take(docs).astype(np.float32))
    order = docs.argsort(kind="stable")
    docs = docs.take(order)
    starts = changes(docs).nonzero()[0]
    return Frequencies(
        docs.take(starts), np.add.reduceat(weights.take(order), starts, dtype=np.float32)
    )


def _of_term(segment: Segment, term: int, region: FieldRegion) -> Frequencies:
    if region.shape is RegionShape.EVERYWHERE:
        start, end = segment.posting_range(term)
        return Frequencies(segment.docs(start, end).astype(np.intp), segment.weights(start, end))
    if not segment.zones(term) & region.classes:
        return _NOTHING
    titles = docs_in_first_zone(segment, term, region)
    if titles is not None:
        docs, counts = titles
        weight = np.float32(segment.layout.weights[0] * WEIGHT_UNIT)
        return Frequencies(docs, np.minimum(counts.astype(np.float32) * weight, MAX_WEIGHTED))
    spans = single(expansion_keys(segment, [term], region, None))
    return _of_spans(segment, spans, region)
