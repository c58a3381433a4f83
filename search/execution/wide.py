"""Words that span several positions: the joined form of "COVID-19" spans those of its parts.

The dictionary says of such a token how many positions it spans (``archive.columnar.wide_tokens``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from newssearch.archive.analysis.folding import fold
from newssearch.archive.columnar.layout import space_prefix
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.columnar.wide_tokens import SPAN, width_of
from newssearch.search.ast import Wildcard
from newssearch.search.execution.arrays import Docs, Keys
from newssearch.search.execution.languages import Languages, languages_of
from newssearch.search.execution.occurrences import (
    NO_SPANS,
    Spans,
    expansion_keys,
    in_order,
    join,
    single,
)
from newssearch.search.execution.regions import FieldRegion, RegionShape, inside
from newssearch.search.execution.terms import Expansion, compile_pattern, literal_of

Widths = Mapping[int, Sequence[int]]
"""By number of positions, the span terms that say it."""


def widths_of_terms(segment: Segment, terms: Sequence[int], space: int) -> Widths:
    """Return the span terms of some terms."""
    found: dict[int, list[int]] = {}
    for term in terms:
        for number in segment.span_terms(term, space):
            found.setdefault(width_of(segment.terms.term(number)), []).append(number)
    return found


def widths_of_pattern(segment: Segment, node: Wildcard, space: int) -> Widths:
    """Return the span terms of all words that a pattern matches."""
    pattern = f"{SPAN}{fold(node.pattern)}{SPAN}*"
    literal = literal_of(pattern)
    start, stop = segment.terms.range(space_prefix(space) + literal)
    terms: Iterable[tuple[int, str]] = enumerate(segment.terms.terms(start, stop), start)
    if pattern != f"{literal}*{SPAN}*":
        terms = segment.terms.match(compile_pattern(pattern), start, stop)
    found: dict[int, list[int]] = {}
    for number, term in terms:
        found.setdefault(width_of(term), []).append(number)
    return found


def is_wide(segment: Segment, token: str, space: int) -> bool:
    """Return whether a token spans several positions anywhere."""
    term = segment.term(token, space)
    return term >= 0 and bool(segment.span_terms(term, space))


def any_wide(segment: Segment, beginning: str, space: int) -> bool:
    """Return whether a token with a beginning spans several positions anywhere."""
    start, stop = segment.terms.range(space_prefix(space) + SPAN + beginning)
    return start < stop


def word_spans(
    segment: Segment,
    terms: Sequence[int],
    widths: Widths,
    region: FieldRegion,
    only: Docs | None,
) -> Spans:
    """Return the spans of any of some terms, whose span terms are ``widths``."""
    if not len(terms):
        return NO_SPANS
    keys = expansion_keys(segment, terms, region, only)
    if not widths or not len(keys):
        return single(keys)
    return widened(segment, keys, widths, region, only)


def expansion_spans(
    segment: Segment, expansions: Sequence[Expansion], region: FieldRegion, only: Docs | None
) -> Spans:
    """Return the spans of words, each in articles of the languages in which it counts."""
    groups: dict[Languages | None, list[int]] = {}
    for one in expansions:
        groups.setdefault(one.languages, []).append(one.term)
    parts = []
    for languages, terms in groups.items():
        widths = widths_of_terms(segment, terms, region.space)
        found = word_spans(segment, terms, widths, region, only)
        if languages is not None:
            found = found.where(languages_of(segment).mask(languages).take(found.docs))
        parts.append(found)
    return join(parts)


def widened(
    segment: Segment, keys: Keys, widths: Widths, region: FieldRegion, only: Docs | None
) -> Spans:
    """Return the spans that begin at some places, as wide as span terms say."""
    ends = keys + 1
    for width in sorted(widths):
        wide = np.isin(keys, expansion_keys(segment, widths[width], region, only))
        ends[wide] = keys[wide] + width
    found = Spans(keys, ends)
    if region.shape is RegionShape.EVERYWHERE:
        return found
    return found.where(inside(segment, region, found.starts, found.ends))


def one_after_the_other(parts: Sequence[Spans], gaps: Sequence[int]) -> Spans:
    """Return the spans that are made of one span of each part, each right behind the one before.

    Behind part n there are ``gaps[n]`` positions more.
    """
    found = parts[0]
    for part, gap in zip(parts[1:], gaps[:-1], strict=True):
        wanted = found.ends + gap
        first = part.starts.searchsorted(wanted, "left")
        counts = part.starts.searchsorted(wanted, "right") - first
        ends = np.cumsum(counts)
        places = np.arange(int(ends[-1]) if len(ends) else 0)
        places += np.repeat(first - (ends - counts), counts)
        found = in_order(Spans(np.repeat(found.starts, counts), part.ends[places]))
    return found
