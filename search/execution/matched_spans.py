"""Which spans of an article are shown as matches: those by which it satisfies the query, no others.

Counting, snippets, the reader and every export take them from here. Of a distance, the words on
its two sides are shown.
"""

from __future__ import annotations

from typing import assert_never

import numpy as np

from newssearch.archive.columnar.files import expand
from newssearch.search.ast import (
    And,
    AtLeast,
    Boost,
    Fuzzy,
    InField,
    Near,
    Node,
    Not,
    NotPlaced,
    Or,
    Phrase,
    Printed,
    Text,
    Value,
    Wildcard,
    Word,
    binds,
    children,
)
from newssearch.search.execution.arrays import (
    POSITION_BITS,
    Docs,
    distinct,
)
from newssearch.search.execution.loops import loops
from newssearch.search.execution.matching import Matcher, among_docs
from newssearch.search.execution.occurrences import Spans, among, disjoint, in_order, join
from newssearch.search.execution.positional import Positions, around
from newssearch.search.execution.quotations import bound_parts, bound_spans
from newssearch.search.execution.regions import BARE, FieldRegion, region_of
from newssearch.search.stop_words import is_stop_word
from newssearch.search.tokens import word_tokens

Shown = dict[int, list[tuple[int, int]]]
"""The spans to show of one article, by space: first position, and the one after the last."""

_Gathered = dict[int, list[Spans]]


def matched_spans(matcher: Matcher, node: Node, docs: Docs) -> dict[int, Spans]:
    """Return by space the spans by which the articles ``docs`` satisfy a query.

    Spans that overlap are made one, so that as many are counted as are seen.

    All of ``docs`` must satisfy it.
    """
    gathered: _Gathered = {}
    _gather(matcher, node, BARE, docs, gathered)
    joined = {space: disjoint(join(parts)) for space, parts in gathered.items()}
    return {space: spans for space, spans in joined.items() if len(spans)}


def of_articles(spans: Spans, docs: Docs) -> Spans:
    """Return the spans, which are in order and disjoint, of ``docs``, which ascend."""
    keys = docs.astype(np.int64) << POSITION_BITS
    firsts = spans.starts.searchsorted(keys)
    chosen = expand(firsts, spans.starts.searchsorted(keys + (1 << POSITION_BITS)) - firsts)
    return spans.where(chosen)


def by_article(spans: Spans, docs: Docs) -> list[list[tuple[int, int]]]:
    """Return the spans of each of ``docs``, as positions.

    ``docs`` ascend, and all of the spans are theirs.
    """
    pairs: list[list[tuple[int, int]]] = loops().pairs_by_article(spans.starts, spans.ends, docs)
    return pairs


def _gather(
    matcher: Matcher, node: Node, region: FieldRegion, docs: Docs, gathered: _Gathered
) -> None:
    """Collect the spans of a node; all of ``docs`` satisfy it."""
    match node:
        case And() | Or():
            parts = dict.fromkeys(node.operands)
            quiet = dict.fromkeys(filter(is_quiet, parts))
            loud: _Gathered = {} if quiet else gathered
            for part in parts:
                if part not in quiet:
                    either = isinstance(node, Or)
                    own = _satisfying(matcher, part, region, docs) if either else docs
                    _gather(matcher, part, region, own, loud)
            if quiet:
                spans = join([matcher.positions.spans(part, region, docs) for part in quiet])
                spans = spans.of(docs, matcher.segment.size)
                beside = _beside(spans, join(loud.get(region.space, [])))
                loud.setdefault(region.space, []).append(beside)
                for space, found in loud.items():
                    gathered.setdefault(space, []).extend(found)
        case Boost() | AtLeast():
            _gather(matcher, node.operand, region, docs, gathered)
        case InField() if binds(node):
            _gather_bound(matcher, node, docs, gathered)
        case InField():
            inner = region_of(matcher.segment.layout, node.field)
            _gather(matcher, node.operand, inner, docs, gathered)
        case Word() | Wildcard() | Fuzzy() | Printed() | Phrase() | Near():
            spans = matcher.positions.spans(node, region, docs)
            spans = _marks_at(matcher.positions, node, region, spans)
            if len(spans):
                own_spans = spans.of(docs, matcher.segment.size)
                gathered.setdefault(region.space, []).append(own_spans)
        case _ if isinstance(node, Not | Value):
            pass
        case _:
            assert_never(node)


def is_quiet(node: Node) -> bool:
    """Say whether a part is a bare stop word, which tells nothing by itself."""
    if not isinstance(node, Word) or node.exact:
        return False
    tokens = word_tokens(node).tokens
    return len(tokens) == 1 and is_stop_word(tokens[0], node.text)


def _beside(spans: Spans, others: Spans) -> Spans:
    """Return the spans that touch others, or those that touch these; all where there are none.

    So "of" is shown in "Bank of England", and not where it stands alone in the same article.
    """
    if not len(spans) or not len(others):
        return spans
    every = join([spans, others])
    reach = np.maximum.accumulate(every.ends)
    opens = np.ones(len(every), bool)
    opens[1:] = every.starts[1:] > reach[:-1]
    rows = opens.cumsum() - 1
    telling = np.zeros(rows[-1] + 1, bool)
    telling[rows[among(every, others)]] = True
    own = among(every, spans)
    without = ~np.isin(every.docs, others.docs)
    return every.where(own & (telling[rows] | without))


def _gather_bound(matcher: Matcher, node: InField, docs: Docs, gathered: _Gathered) -> None:
    found = matcher.quotations(node)
    mine = np.zeros(matcher.segment.size, bool)
    mine[docs] = True
    found = found[mine[found >> POSITION_BITS]]
    positions = matcher.positions
    for region, part, own in bound_parts(positions, matcher.docs, node, found):
        if region is None:
            owners = distinct((own >> POSITION_BITS).astype(np.intp))
            _gather(matcher, part, BARE, owners, gathered)
        else:
            spans = bound_spans(positions, part, region, own)
            spans = _marks_at(positions, part, region, spans)
            gathered.setdefault(region.space, []).append(spans)


def _satisfying(matcher: Matcher, node: Node, region: FieldRegion, docs: Docs) -> Docs:
    """Return those of ``docs`` that satisfy a node; all, where its spans tell as much."""
    if isinstance(node, Text | Near | Not):
        return docs
    return among_docs(docs, matcher.docs(node, region))


def _marks_at(positions: Positions, node: Node, region: FieldRegion, chosen: Spans) -> Spans:
    """Return what to show for some of the spans at which a part holds."""
    if not _has_near(node) or not len(chosen):
        return chosen
    docs = distinct(chosen.docs)
    match node:
        case _ if isinstance(node, Text | NotPlaced):
            return chosen
        case Boost():
            return _marks_at(positions, node.operand, region, chosen)
        case Or():
            parts = []
            for part in node.operands:
                own = positions.spans(part, region, docs)
                kept = own.where(among(own, chosen))
                parts.append(_marks_at(positions, part, region, kept))
            return join(parts)
        case Near(negated=True):
            return _marks_at(positions, node.left, region, chosen)
        case Near():
            left, right = positions.pairs(node, region, docs)
            held = among(around(left, right), chosen)
            lefts, rights = in_order(left.where(held)), in_order(right.where(held))
            return join(
                [
                    _marks_at(positions, node.left, region, lefts),
                    _marks_at(positions, node.right, region, rights),
                ]
            )
        case _:
            assert_never(node)


def _has_near(node: Node) -> bool:
    """Say whether a part is a distance or holds one."""
    return isinstance(node, Near) or any(map(_has_near, children(node)))
