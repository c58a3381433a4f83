"""Where words follow one another: phrases, and windows that hold all words of one.

A phrase is a row of *slots*, each a token or a pattern. The places of every slot are moved back by
its number; where all of them then coincide, the phrase begins.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from newssearch.archive.analysis.folding import fold
from newssearch.archive.columnar.segment import Segment
from newssearch.search.ast import Fuzzy, Part, Phrase, Printed, Wildcard, Word
from newssearch.search.budget import check_time
from newssearch.search.execution.arrays import Docs, Keys, distinct
from newssearch.search.execution.letters import printed_so
from newssearch.search.execution.loops import loops
from newssearch.search.execution.occurrences import (
    NO_SPANS,
    Spans,
    docs_of,
    docs_with_all,
    expansion_keys,
)
from newssearch.search.execution.occurrences import join as join_spans
from newssearch.search.execution.regions import BARE, FieldRegion, RegionShape, inside
from newssearch.search.execution.sets import common
from newssearch.search.execution.terms import expand_fuzzy, literal_of, wildcard_terms
from newssearch.search.execution.units import in_one_unit
from newssearch.search.execution.wide import (
    Widths,
    any_wide,
    is_wide,
    one_after_the_other,
    widened,
    widths_of_pattern,
    widths_of_terms,
    word_spans,
)
from newssearch.search.execution.windows import windows_of
from newssearch.search.printed import leaves, letter_forms
from newssearch.search.tokens import word_tokens

Slot = str | Wildcard | Fuzzy

_RARER_RATIO = 8
"""From how many times the places on a word is looked at only where the rarer ones are together.

3, 5, 8: phrases of two words that are equally common in Reuters-21578, 138, 131, 115 µs.
"""

_NEVER = np.iinfo(np.int64).max - 1
_LAST = _NEVER + 1
"""Of a part whose texts are read, after all others."""


def slot_terms(segment: Segment, slot: Slot, region: FieldRegion) -> Sequence[int]:
    """Return the terms that a slot stands for; a token only for itself."""
    match slot:
        case Wildcard():
            return wildcard_terms(segment, slot, region.space)
        case Fuzzy():
            return [one.term for one in expand_fuzzy(segment, slot, region.space)]
    term = segment.term(slot, region.space)
    return (term,) if term >= 0 else ()


def phrase(segment: Segment, node: Phrase, region: FieldRegion, only: Docs | None) -> Spans:
    """Return the spans of a phrase; with slop, the shortest windows that hold all its words.

    ``only`` are the articles of interest; others may come too.
    """
    if node.slop is not None and any(
        _is_several(part) or _may_be_wide(segment, part, region) for part in node.parts
    ):
        found = _spans_of_parts(segment, node.parts, region, only)
        return (
            NO_SPANS if found is None else _in_field(segment, region, windows_of(found, node.slop))
        )
    if any(isinstance(part, Printed) for part in node.parts):
        return _parts_in_order(segment, node.parts, region, only)
    slots: list[Slot] = []
    offsets: list[int] = []
    base = 0
    for part in node.parts:
        assert not isinstance(part, Printed)
        if isinstance(part, Word):
            word = word_tokens(part)
            slots += word.tokens
            offsets += [base + offset for offset in word.offsets]
            base += word.width
        else:
            slots.append(part)
            offsets.append(base)
            base += 1
    if not slots:
        return NO_SPANS
    if node.slop is not None:
        return _windows(segment, slots, node.slop, region, only)
    *before, last = node.parts
    if any(_may_be_wide(segment, part, region) for part in before):
        return _parts_in_order(segment, node.parts, region, only)
    if not _may_be_wide(segment, last, region):
        return _adjacent(segment, slots, offsets, region, only)
    if _is_several(last):
        return _parts_in_order(segment, node.parts, region, only)
    return _as_wide(segment, last, region, _adjacent(segment, slots, offsets, region, only))


def spans_of_part(segment: Segment, part: Part, region: FieldRegion, only: Docs | None) -> Spans:
    """Return the spans of one part of a phrase: a word in all its spellings, or a pattern.

    A word with a hyphen is there as its parts side by side, or joined into one.
    """
    if isinstance(part, Printed):
        found = join_spans([spans_of_part(segment, leaf, region, only) for leaf in leaves(part)])
        found = found if only is None else found.of(only, segment.size)
        return printed_so(segment, region.space, found, letter_forms(part))
    if not isinstance(part, Word):
        return _spans_of_slot(segment, part, region, only)
    word = word_tokens(part)
    if len(word.tokens) == 1:
        return _spans_of_slot(segment, word.tokens[0], region, only)
    apart = _adjacent(segment, word.tokens, word.offsets, region, only)
    if word.joined is None:
        return apart
    joined = _spans_of_slot(segment, word.joined, region, only)
    return join_spans([apart, joined.where(~np.isin(joined.starts, apart.starts))])


def _spans_of_slot(segment: Segment, slot: Slot, region: FieldRegion, only: Docs | None) -> Spans:
    terms = slot_terms(segment, slot, region)
    return word_spans(segment, terms, _widths(segment, slot, region), region, only)


def _widths(segment: Segment, slot: Slot, region: FieldRegion) -> Widths:
    """Return the span terms of what a slot stands for."""
    if isinstance(slot, Wildcard):
        return widths_of_pattern(segment, slot, region.space)
    return widths_of_terms(segment, slot_terms(segment, slot, region), region.space)


def _as_wide(segment: Segment, last: Part, region: FieldRegion, found: Spans) -> Spans:
    """Return the spans of a phrase, each as wide as its last part is there.

    That part is a word of one token, or a pattern; what is before it has its usual width.
    """
    assert not isinstance(last, Printed)
    slot = word_tokens(last).tokens[0] if isinstance(last, Word) else last
    widths = _widths(segment, slot, region)
    if not widths or not len(found):
        return found
    ends = widened(segment, found.ends - 1, widths, _anywhere(region), distinct(found.docs)).ends
    found = Spans(found.starts, ends)
    if region.shape is RegionShape.EVERYWHERE:
        return found
    return found.where(inside(segment, region, found.starts, found.ends))


def _anywhere(region: FieldRegion) -> FieldRegion:
    """Return the whole space that a field is in."""
    if region.space == BARE.space:
        return BARE
    return FieldRegion(None, region.space, RegionShape.EVERYWHERE)


def _is_several(part: Part) -> bool:
    """Say whether a part is a word of several tokens, which stay together in a loose phrase."""
    return isinstance(part, Word) and len(word_tokens(part).tokens) > 1


def _may_be_wide(segment: Segment, part: Part, region: FieldRegion) -> bool:
    """Say whether a part of a phrase may span other positions than those of its tokens."""
    if isinstance(part, Printed):
        return True
    if isinstance(part, Fuzzy):
        return any_wide(segment, fold(part.text)[:1], region.space)
    if isinstance(part, Wildcard):
        return any_wide(segment, literal_of(fold(part.pattern)), region.space)
    word = word_tokens(part)
    if word.joined is not None:
        return segment.term(word.joined, region.space) >= 0
    return any(is_wide(segment, token, region.space) for token in word.tokens)


def _parts_in_order(
    segment: Segment, parts: Sequence[Part], region: FieldRegion, only: Docs | None
) -> Spans:
    """Return the spans at which parts, some of several positions, follow one another."""
    found = _spans_of_parts(segment, parts, region, only)
    if found is None:
        return NO_SPANS
    spans = one_after_the_other(found, list(map(_gap_behind, parts)))
    if region.shape is RegionShape.EVERYWHERE:
        return spans
    return spans.where(inside(segment, region, spans.starts, spans.ends))


def _spans_of_parts(
    segment: Segment, parts: Sequence[Part], region: FieldRegion, only: Docs | None
) -> list[Spans] | None:
    """Return the spans of each part in articles that have all of them; None where none has.

    The parts are looked for where those with the fewest articles are.
    """
    found: list[Spans] = [NO_SPANS] * len(parts)
    most = [_most(segment, part, region) for part in parts]
    for number in sorted(range(len(parts)), key=most.__getitem__):
        found[number] = spans_of_part(segment, parts[number], region, only)
        if not len(found[number]):
            return None
        only = distinct(found[number].docs)
    return found


def _gap_behind(part: Part) -> int:
    word = part.part if isinstance(part, Printed) else part
    return word_tokens(word).gap if isinstance(word, Word) else 0


def _most(segment: Segment, part: Part, region: FieldRegion) -> int:
    """Return about how many places a part has at most."""
    if isinstance(part, Printed):
        return _LAST if letter_forms(part) else _NEVER
    if not isinstance(part, Word):
        return _NEVER
    terms = [slot_terms(segment, token, region) for token in word_tokens(part).tokens]
    return min((_amount(segment, own) for own in terms if own), default=0)


def _adjacent(
    segment: Segment,
    slots: Sequence[Slot],
    offsets: Sequence[int],
    region: FieldRegion,
    only: Docs | None,
) -> Spans:
    """Return the spans at which the slots follow one another, at ``offsets`` of position."""
    terms = [slot_terms(segment, slot, region) for slot in slots]
    if not terms or not all(terms):
        return NO_SPANS
    first = offsets[0]
    starts = _starts(segment, terms, [offset - first for offset in offsets], region, only)
    found = Spans(starts, starts + (offsets[-1] - first + 1))
    if region.shape is RegionShape.EVERYWHERE:
        return found
    return found.where(inside(segment, region, found.starts, found.ends))


def _starts(
    segment: Segment,
    slots: list[Sequence[int]],
    offsets: Sequence[int],
    region: FieldRegion,
    only: Docs | None,
) -> Keys:
    """Return where all slots, each moved back by its offset, coincide.

    The rarest begins; a much commoner one is looked at only in the articles that are left.
    """
    if all(len(terms) == 1 for terms in slots):
        found = _starts_of_terms(segment, [terms[0] for terms in slots], offsets, only)
        if found is not None:
            return found
    amounts = [_amount(segment, terms) for terms in slots]
    found = None
    for number in sorted(range(len(slots)), key=amounts.__getitem__):
        if found is not None and len(found) * _RARER_RATIO < amounts[number]:
            only = docs_of(found)
        keys = expansion_keys(segment, slots[number], _anywhere(region), only)
        if offsets[number]:
            keys = keys - offsets[number]
        found = keys if found is None else common(found, keys)
    assert found is not None
    return found


def _starts_of_terms(
    segment: Segment, terms: Sequence[int], offsets: Sequence[int], only: Docs | None
) -> Keys | None:
    """Return where single terms stand; None if one is too frequent in an article for the loop."""
    docs, frequencies, positions = [], [], []
    for term in terms:
        start, end, first, last, _ = segment.numbers_of(term)
        small = segment.small_frequencies(start, end)
        if small is None:
            return None
        docs.append(segment.docs(start, end))
        frequencies.append(small)
        positions.append(segment.positions(first, last))
    try:
        found: Keys = loops().row_starts(docs, frequencies, positions, [*offsets], only)
    except IndexError as error:
        reason = "they do not add up to the number of positions"
        raise segment.file("frequencies").damaged(reason) from error
    return found


def _amount(segment: Segment, terms: Sequence[int]) -> int:
    """Return about how many places terms have."""
    if isinstance(terms, range) or len(terms) == 1:
        first, last = segment.position_range(terms[0], terms[-1])
        return last - first
    return sum(last - first for first, last in map(segment.position_range, terms))


def _windows(
    segment: Segment, slots: Sequence[Slot], slop: int, region: FieldRegion, only: Docs | None
) -> Spans:
    """Return the shortest windows that hold all slots, at most ``slop`` wider than the phrase.

    A word that the phrase has twice must stand in the window twice.
    """
    expansions = [slot_terms(segment, slot, region) for slot in slots]
    if not all(expansions):
        return NO_SPANS
    docs = docs_with_all(segment, {own[0] for own in expansions if len(own) == 1}, only)
    if docs is not None and not len(docs):
        return NO_SPANS
    places = [expansion_keys(segment, own, region, docs) for own in expansions]
    starts = distinct(np.concatenate(places))
    ends = starts + 1
    terms = [frozenset(own) for own in expansions]
    for number, keys in enumerate(places):
        earlier = terms[:number].count(terms[number])
        at = np.searchsorted(keys, starts) + earlier
        reached = np.full(len(starts), _NEVER)
        within = at < len(keys)
        reached[within] = keys[at[within]]
        ends = np.maximum(ends, reached + 1)
    found = Spans(starts, ends)
    found = found.where(ends - starts <= len(slots) + slop)
    if sum(map(len, dict(zip(terms, places, strict=True)).values())) > len(starts):
        found = _with_own_places(found.starts, places, len(slots) + slop)
    return _in_field(segment, region, found)


def _in_field(segment: Segment, region: FieldRegion, found: Spans) -> Spans:
    """Return the shortest of some windows, each in one paragraph of a field."""
    found = _shortest(found)
    found = found.where(in_one_unit(segment, "paragraph", region, found))
    return found.where(inside(segment, region, found.starts, found.ends))


def _with_own_places(starts: Keys, places: list[Keys], widest: int) -> Spans:
    """Return the shortest window from each start that has a place of its own for each slot.

    Different slots may ask for the same place ("miss* missile", or a part of a hyphenated word
    and its joined form), so places are given out by augmenting paths (Kuhn, 1955). It is rare,
    and slow.
    """
    slots_at: dict[int, list[int]] = {}
    for slot, keys in enumerate(places):
        for key in keys.tolist():
            slots_at.setdefault(key, []).append(slot)
    found: list[tuple[int, int]] = []
    for start in starts.tolist():
        check_time()
        given: dict[int, int] = {}
        for key in range(start, start + widest):
            if key in slots_at:
                _give(key, slots_at, given, set())
            if len(given) == len(places):
                found.append((start, key + 1))
                break
    pairs = np.array(found, np.int64).reshape(-1, 2)
    return Spans(pairs[:, 0], pairs[:, 1])


def _give(key: int, slots_at: dict[int, list[int]], given: dict[int, int], asked: set[int]) -> bool:
    """Give a place to a slot, moving those that have one where that helps."""
    for slot in slots_at[key]:
        if slot in asked:
            continue
        asked.add(slot)
        if slot not in given or _give(given[slot], slots_at, given, asked):
            given[slot] = key
            return True
    return False


def _shortest(spans: Spans) -> Spans:
    """Drop the windows that hold a later one ending at the same place."""
    if len(spans) < 2:
        return spans
    kept = np.ones(len(spans), bool)
    kept[:-1] = spans.ends[:-1] < spans.ends[1:]
    return spans.where(kept)
