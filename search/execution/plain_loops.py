"""What the compiled loops of searching do, by arrays and plain Python; see ``loops``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.analysis.textmap import TextMap
from newssearch.archive.columnar.files import expand
from newssearch.search.execution.arrays import POSITION_BITS, POSITION_MASK, Docs, Keys, top_k

Ints = NDArray[Any]


def all_among(starts: Keys, docs: Docs) -> bool:
    """Say whether all spans that begin at some places are in articles of ``docs``."""
    return bool(np.isin(starts >> POSITION_BITS, docs).all())


def keys_among(
    docs: Ints,
    frequencies: Ints,
    read_positions: Callable[[int, int], Ints],
    first: int,
    only: Docs,
) -> Keys:
    """Return the places of a term as keys, int64, in those of its articles that are in ``only``.

    ``docs`` and beside them ``frequencies`` are its postings. The positions begin at ``first``
    among those of all terms, of which ``read_positions`` returns a slice.
    """
    owners = docs.astype(np.int64).repeat(frequencies)
    positions = read_positions(first, first + len(owners))
    wanted = np.isin(owners, only)
    return owners[wanted] << POSITION_BITS | positions[wanted]


def count_places(
    docs: list[Ints],
    frequencies: list[Ints],
    positions: list[Ints],
    masks: list[NDArray[np.bool_] | None],
    only: Docs,
    limits: Ints,
) -> int:
    """Return at how many places of the articles ``only``, which ascend, any of several terms is.

    For each term there are the articles of its postings, beside them the frequencies, and the
    positions of all, one after the other. A mask over all articles, or None, says in which of them
    the term counts. By article, positions are below ``limits``.

    Raises:
        IndexError: the frequencies do not add up to the positions.
    """
    found = [np.zeros(0, np.int64)]
    for own, counts, places, mask in zip(docs, frequencies, positions, masks, strict=True):
        owners = own.astype(np.int64).repeat(counts)
        if len(owners) != len(places):
            raise IndexError("the frequencies do not add up to the positions")
        wanted = np.isin(owners, only if mask is None else only[mask[only]])
        found.append(owners[wanted] << POSITION_BITS | places[wanted])
    return len(np.unique(np.concatenate(found)))


def pairs_by_article(starts: Keys, ends: Keys, docs: Docs) -> list[list[tuple[int, int]]]:
    """Return the spans of each of ``docs``, which ascend, as positions."""
    firsts = np.searchsorted(starts, docs.astype(np.int64) << POSITION_BITS).tolist()
    pairs = zip((starts & POSITION_MASK).tolist(), (ends & POSITION_MASK).tolist(), strict=True)
    spans = list(pairs)
    return [spans[first:end] for first, end in zip(firsts, [*firsts[1:], len(spans)], strict=True)]


def intersect(a: Ints, b: Ints) -> tuple[Docs, Docs]:
    """Return indices into two rising arrays of their common numbers, which each has once."""
    if len(a) > len(b):
        in_b, in_a = intersect(b, a)
        return in_a, in_b
    places = np.searchsorted(b, a.astype(b.dtype, copy=False))
    within = places < len(b)
    within[within] = b[places[within]] == a[within]
    here = within.nonzero()[0]
    return here, places[here]


def in_order(starts: Keys, ends: Keys) -> tuple[Keys, Keys]:
    """Return the distinct ones of some spans, by start and end."""
    widths = ends - starts
    order = np.lexsort((widths, starts))
    starts, widths = starts[order], widths[order]
    kept = np.ones(len(starts), bool)
    kept[1:] = (starts[1:] != starts[:-1]) | (widths[1:] != widths[:-1])
    return starts[kept], (starts + widths)[kept]


def merge(starts: Keys, ends: Keys, other_starts: Keys, other_ends: Keys) -> tuple[Keys, Keys]:
    """Return the distinct spans of two lists, which are in order."""
    return in_order(np.concatenate([starts, other_starts]), np.concatenate([ends, other_ends]))


def among(starts: Keys, ends: Keys, chosen_starts: Keys, chosen_ends: Keys) -> NDArray[np.bool_]:
    """Mark the spans that are among some chosen ones, which are in order and distinct."""
    if not len(chosen_starts):
        return np.zeros(len(starts), bool)
    wanted = _numbered(chosen_starts, chosen_ends, chosen_starts)
    asked = _numbered(starts, ends, chosen_starts)
    at = np.minimum(np.searchsorted(wanted, asked), len(wanted) - 1)
    return (wanted[at] == asked) & (chosen_starts[at] == starts)


def _numbered(starts: Keys, ends: Keys, among_starts: Keys) -> Keys:
    """Return a number for each span, by the rank of its start and by its width."""
    return (np.searchsorted(among_starts, starts) << POSITION_BITS) | (ends - starts)


def nearest_after(starts: Keys, ends: Keys, others: Keys, reach: int) -> tuple[Docs, Docs]:
    """Pair spans with the other one of their article that begins first at or after their end.

    Only where fewer positions than ``reach`` lie between them; ``others`` are where the others
    begin, in ascending order. Returns the indices of both.
    """
    places = others.searchsorted(ends)
    found = (places < len(others)).nonzero()[0]
    return _near(starts, others, found, places[found], others[places[found]] - ends[found], reach)


def nearest_before(starts: Keys, others: Keys, other_ends: Keys, reach: int) -> tuple[Docs, Docs]:
    """Pair spans with the other one of their article that ends last at or before their start.

    ``other_ends`` rise; the rest is as of ``nearest_after``.
    """
    places = other_ends.searchsorted(starts, "right") - 1
    found = (places >= 0).nonzero()[0]
    gaps = starts[found] - other_ends[places[found]]
    return _near(starts, others, found, places[found], gaps, reach)


def _near(
    starts: Keys, others: Keys, found: Docs, there: Docs, gaps: Keys, reach: int
) -> tuple[Docs, Docs]:
    """Return those of some pairs that are near enough and in one article."""
    same = starts[found] >> POSITION_BITS == others[there] >> POSITION_BITS
    kept = same & (gaps < reach)
    return found[kept], there[kept]


def row_starts(
    docs: list[Ints],
    frequencies: list[Ints],
    positions: list[Ints],
    offsets: list[int],
    only: Docs | None,
) -> Keys:
    """Return the keys at which slots, each a term moved back by its offset, coincide.

    For each slot there are the articles of its postings, beside them the frequencies, and the
    positions of all, one after the other. ``only`` are the articles to look at, None for all.

    Raises:
        IndexError: the frequencies do not add up to the positions.
    """
    found: Keys | None = None
    slots = sorted(zip(docs, frequencies, positions, offsets, strict=True), key=_postings)
    for owners, counts, places, offset in slots:
        if int(counts.sum(dtype=np.int64)) != len(places):
            raise IndexError("the frequencies do not add up to the positions")
        keys = (owners.astype(np.int64) << POSITION_BITS).repeat(counts) | places
        keys = keys[(keys & POSITION_MASK) >= offset] - offset
        if found is None and only is not None:
            keys = keys[np.isin(keys >> POSITION_BITS, only)]
        found = keys if found is None else found[intersect(found, keys)[0]]
    return np.zeros(0, np.int64) if found is None else found


def _postings(slot: tuple[Ints, Ints, Ints, int]) -> int:
    return len(slot[0])


def in_first_zone(
    docs: Ints, frequencies: Ints, positions: Ints, limits: Ints
) -> tuple[Docs, NDArray[np.int64]]:
    """Return the articles with a term before a limit of positions of each, and how often.

    ``docs`` and beside them ``frequencies`` are its postings, ``positions`` those of them all,
    ``limits`` are by article.

    Raises:
        IndexError: the arrays do not fit together.
    """
    owners = docs.astype(np.intp).repeat(frequencies)
    if len(owners) != len(positions):
        raise IndexError("the frequencies do not add up to the positions")
    return np.unique(owners[positions < limits[owners]], return_counts=True)


def unite_postings(
    docs: list[Ints],
    weights: list[Ints],
    factors: list[float],
    masks: list[NDArray[np.bool_] | None],
    size: int,
) -> tuple[Docs, NDArray[np.float32]]:
    """Return the articles of several terms, and the sums of their weights.

    For each term there are the articles of its postings, below ``size``, and beside them their
    weights, which count times its factor. A mask over all articles, or None, says in which of
    them the term counts.
    """
    sums = np.zeros(size, np.float32)
    for own, beside, factor, mask in zip(docs, weights, factors, masks, strict=True):
        counted = slice(None) if mask is None else mask[own]
        sums[own[counted]] += beside[counted] * np.float32(factor)
    found = sums.nonzero()[0]
    return found, sums[found]


def add_scores(totals: Ints, docs: Docs, weights: Ints, norms: Ints, most: float) -> None:
    """Add what a clause scores in the articles ``docs`` to the scores of all.

    ``weights`` are its weighted frequencies beside ``docs``, ``norms`` are by article; the formula
    is that of ``scorers.ClauseScorer``.
    """
    scores = norms.take(docs)
    own = weights.astype(np.float32, copy=False)
    scores += own
    np.divide(own, scores, scores)
    scores *= most
    totals[docs] += scores


def best(
    docs: Docs, weights: Ints, norms: Ints, most: float, count: int
) -> tuple[Docs, NDArray[np.float32]]:
    """Return the articles that score no less than the ``count``-th best, and their scores.

    All are as ``add_scores`` takes them; there are more articles than ``count``, which is above 0.
    """
    scores = np.zeros(len(norms), np.float32)
    add_scores(scores, docs, weights, norms, most)
    own = scores[docs]
    chosen = top_k(own, count)
    return docs[chosen], own[chosen]


def characters_of(content: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the code points of spans of positions in a text, in the order of the spans."""
    here = TextMap(content)
    return [here.characters(first, last) for first, last in spans]


def lay_out(
    posting_at: Ints,
    position_at: Ints,
    posting_end: Ints,
    docs: Ints,
    frequencies: Ints,
    positions: Ints,
    starts: Ints,
    sizes: Ints,
    ranks: Ints,
    words: Ints,
) -> bool:
    """Write into ``words`` 1 + the number of the word at each place of some articles.

    Term t has the postings ``posting_at[t]`` to ``posting_end[t]`` of ``docs`` and
    ``frequencies``, whose places begin at ``position_at[t]`` of ``positions``; both are moved on
    past the last article of ``starts``. Article d has ``words`` from ``starts[d]`` on, as many as
    ``sizes[d]``; it is skipped where ``starts[d]`` is below 0. Of several terms at one
    place, the one with the smallest of ``ranks`` is written, of equal ranks the first.

    Returns False where a place is outside of its article.
    """
    columns = docs, frequencies, positions, starts, sizes
    spots = _spots(posting_at, position_at, posting_end, *columns)
    if spots is None:
        return False
    terms, _, places = spots
    worst_first = np.lexsort((-terms, -ranks[terms].astype(np.int64)))
    words[places[worst_first]] = terms[worst_first] + 1
    return True


def count_marked(
    posting_at: Ints,
    position_at: Ints,
    posting_end: Ints,
    docs: Ints,
    frequencies: Ints,
    positions: Ints,
    starts: Ints,
    sizes: Ints,
    order: Ints,
    places: Ints,
    marked: Ints,
    others: Ints,
    articles: Ints,
) -> bool:
    """Count the words at the places of some articles, those at marked places apart.

    Terms, articles and what is moved on are as ``lay_out`` takes them. Article d has ``places``
    from ``starts[d]`` on: 1 is a marked place, 0 another one, 2 and 3 are places that count as no
    word. Of several terms at one place, the first in ``order`` counts, which has each term once.
    By the number of the term, from 1 on, are added: to ``marked`` and ``others`` how often each
    word occurs, to ``articles`` in how many articles it is at a marked place. Places that were
    counted become 2 or 3.

    Returns False where a place is outside of its article.
    """
    columns = docs, frequencies, positions, starts, sizes
    spots = _spots(posting_at, position_at, posting_end, *columns)
    if spots is None:
        return False
    terms, owners, spot = spots
    turns = np.empty_like(order)
    turns[order] = np.arange(len(order))
    in_turn = np.lexsort((turns[terms], spot))
    terms, owners, spot = terms[in_turn], owners[in_turn], spot[in_turn]
    first = np.append(True, spot[1:] != spot[:-1])[: len(spot)]
    own, other = first & (places[spot] == 1), first & (places[spot] == 0)
    marked += np.bincount(terms[own] + 1, minlength=len(marked))
    others += np.bincount(terms[other] + 1, minlength=len(others))
    pairs = np.unique(terms[own] * np.int64(len(starts)) + owners[own])
    articles += np.bincount(pairs // len(starts) + 1, minlength=len(articles))
    places[spot] |= 2
    return True


def _spots(
    posting_at: Ints,
    position_at: Ints,
    posting_end: Ints,
    docs: Ints,
    frequencies: Ints,
    positions: Ints,
    starts: Ints,
    sizes: Ints,
) -> tuple[Ints, Ints, Ints] | None:
    """Return all words of some articles as ``lay_out`` takes them: term, article and place.

    None is that a place is outside of its article.
    """
    amounts = posting_end - posting_at
    postings = expand(posting_at, amounts)
    before = docs[postings] < len(starts)
    owners = np.arange(len(amounts)).repeat(amounts)[before]
    postings = postings[before]
    taken = np.bincount(owners, minlength=len(amounts))
    own = frequencies[postings].astype(np.int64)
    reach = own.cumsum() - own
    moved = np.bincount(owners, own, len(amounts)).astype(np.int64)
    first = position_at[owners] + reach - (moved.cumsum() - moved)[owners]
    posting_at += taken
    position_at += moved
    if len(first) and int((first + own).max()) > len(positions):
        return None
    wanted = starts[docs[postings]] >= 0
    owners, postings, own, first = owners[wanted], postings[wanted], own[wanted], first[wanted]
    places = positions[expand(first, own)].astype(np.int64)
    articles = docs[postings].repeat(own).astype(np.int64)
    if (places >= sizes[articles]).any():
        return None
    return owners.repeat(own), articles, starts[articles] + places
