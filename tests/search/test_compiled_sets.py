"""The loops over sorted arrays find what the plain ones find."""

from __future__ import annotations

import shutil

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newssearch.search import compiled
from newssearch.search.execution import plain_loops
from newssearch.search.execution.arrays import POSITION_BITS, top_k

pytestmark = pytest.mark.skipif(
    not compiled.AVAILABLE and shutil.which("cc") is None,
    reason="there was no compiler when newssearch was installed",
)

types = st.sampled_from((np.uint16, np.uint32, np.int64))
few = st.sets(st.integers(0, 60_000), max_size=40)
many = st.sets(st.integers(0, 3000), max_size=400)


def same(found, wanted):
    assert len(found) == len(wanted)
    for one, other in zip(found, wanted, strict=True):
        assert one.dtype == other.dtype
        assert one.tolist() == other.tolist()


@given(few | many, few | many, types, types)
def test_common_numbers(a, b, type_, other_type):
    one, other = np.array(sorted(a), type_), np.array(sorted(b), other_type)
    found = compiled.sets.intersect(one, other)
    same(found, plain_loops.intersect(one, other))
    assert set(one[found[0]].tolist()) == a & b == set(other[found[1]].tolist())


spans = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 60), st.integers(1, 9)), max_size=30, unique=True
)


def keys(given_spans):
    rows = sorted(
        (doc << POSITION_BITS | at, (doc << POSITION_BITS) + at + w) for doc, at, w in given_spans
    )
    return np.ascontiguousarray(np.array(rows, np.int64).reshape(-1, 2).T)


@given(spans, spans, st.sampled_from((1, 3, 10, 1 << POSITION_BITS)))
def test_nearest_spans(one, other, reach):
    starts, ends = keys(one)
    others, other_ends = keys(other)
    same(
        compiled.sets.nearest_after(starts, ends, others, reach),
        plain_loops.nearest_after(starts, ends, others, reach),
    )
    by_end = other_ends.argsort(kind="stable")
    given_so = starts, others[by_end], other_ends[by_end], reach
    same(compiled.sets.nearest_before(*given_so), plain_loops.nearest_before(*given_so))


@given(spans, spans)
def test_spans_of_two_lists(one, other):
    given_so = *keys(one), *keys(other)
    found = compiled.sets.merge(*given_so)
    same(found, plain_loops.merge(*given_so))
    same(found, keys({*one, *other}))


@given(spans, spans)
def test_spans_among_others(one, other):
    chosen_starts, chosen_ends = keys(other)
    starts, ends = keys(one)
    order = np.random.default_rng(len(one)).permutation(len(starts))
    given_so = starts[order], ends[order], chosen_starts, chosen_ends
    found = compiled.sets.among(*given_so)
    assert found.tolist() == plain_loops.among(*given_so).tolist()
    pairs = set(zip(chosen_starts.tolist(), chosen_ends.tolist(), strict=True))
    asked = zip(starts[order].tolist(), ends[order].tolist(), strict=True)
    assert found.tolist() == [pair in pairs for pair in asked]


def test_a_nearest_span_is_in_the_same_article_and_on_the_right_side():
    starts, ends = keys([(1, 10, 2), (2, 5, 1)])
    others, other_ends = keys([(1, 3, 1), (1, 14, 1), (2, 90, 1)])
    found, there = compiled.sets.nearest_after(starts, ends, others, 10)
    assert (found.tolist(), there.tolist()) == ([0], [1])
    found, there = compiled.sets.nearest_before(starts, others, other_ends, 10)
    assert (found.tolist(), there.tolist()) == ([0], [0])


occurrences = st.dictionaries(
    st.integers(0, 40), st.sets(st.integers(0, 30), min_size=1, max_size=12), max_size=25
)


def postings(occurrences_by_doc, doc_type, type_):
    docs = sorted(occurrences_by_doc)
    places = [sorted(occurrences_by_doc[doc]) for doc in docs]
    return (
        np.array(docs, doc_type),
        np.array(list(map(len, places)), np.uint8),
        np.array([at for own in places for at in own], type_),
    )


@given(
    st.lists(occurrences, min_size=1, max_size=4),
    st.none() | st.sets(st.integers(0, 40)),
    st.sampled_from((np.uint16, np.uint32)),
    st.sampled_from((np.uint16, np.uint32)),
    st.data(),
)
def test_rows_of_terms(slots, only, doc_type, type_, data):
    offsets = [0]
    for _ in slots[1:]:
        offsets.append(offsets[-1] + data.draw(st.integers(1, 3)))
    wanted = None if only is None else np.array(sorted(only), np.intp)
    columns = zip(*[postings(slot, doc_type, type_) for slot in slots], strict=True)
    docs, frequencies, positions = map(list, columns)
    found = compiled.phrases.row_starts(docs, frequencies, positions, offsets, wanted)
    plain = plain_loops.row_starts(docs, frequencies, positions, offsets, wanted)
    expected = [
        doc << POSITION_BITS | start
        for doc in range(41)
        for start in range(31)
        if (only is None or doc in only)
        and all(
            start + offset in slot.get(doc, ()) for slot, offset in zip(slots, offsets, strict=True)
        )
    ]
    assert found.dtype == plain.dtype == np.int64
    assert found.tolist() == plain.tolist() == expected


@given(
    occurrences,
    st.lists(st.integers(0, 31), min_size=41, max_size=41),
    st.sampled_from((np.uint16, np.uint32)),
    st.sampled_from((np.uint16, np.uint32)),
    st.sampled_from((np.uint16, np.uint32)),
)
def test_occurrences_in_the_first_zone(term, limits, doc_type, type_, limit_type):
    given_so = *postings(term, doc_type, type_), np.array(limits, limit_type)
    found = compiled.occurrences.in_first_zone(*given_so)
    same(found, plain_loops.in_first_zone(*given_so))
    counts = {doc: sum(at < limits[doc] for at in own) for doc, own in term.items()}
    assert dict(zip(*[one.tolist() for one in found], strict=True)) == {
        doc: count for doc, count in counts.items() if count
    }


@pytest.mark.parametrize("shortage", ["frequencies", "positions", "articles"])
def test_postings_that_do_not_fit_are_refused(shortage):
    docs = np.array([1, 3], np.uint16)
    frequencies = np.array([2, 2][: 1 if shortage == "frequencies" else 2], np.uint8)
    positions = np.array([0, 1, 0, 1][: 3 if shortage == "positions" else 4], np.uint16)
    limits = np.full(3 if shortage == "articles" else 4, 9, np.uint16)
    with pytest.raises(IndexError):
        compiled.occurrences.in_first_zone(docs, frequencies, positions, limits)
    if shortage != "articles":
        with pytest.raises(IndexError):
            compiled.phrases.row_starts([docs], [frequencies], [positions], [0], None)


listings = st.lists(
    st.tuples(
        st.dictionaries(st.integers(0, 299), st.integers(1, 255), max_size=40),
        st.sampled_from((1.0, 0.6, 0.25)),
        st.none() | st.sets(st.integers(0, 299)),
    ),
    max_size=20,
)


@given(listings, st.sampled_from((np.uint16, np.uint32)), st.sampled_from((300, 9000)))
def test_postings_of_several_terms(terms, type_, size):
    docs = [np.array(sorted(own), type_) for own, _, _ in terms]
    weights = [np.array([own[doc] for doc in sorted(own)], np.uint8) for own, _, _ in terms]
    masks = [
        None if mask is None else np.isin(np.arange(size), np.array(sorted(mask), int))
        for _, _, mask in terms
    ]
    given_so = docs, weights, [factor for _, factor, _ in terms], masks, size
    found = compiled.postings.unite_postings(*given_so)
    same(found, plain_loops.unite_postings(*given_so))
    sums: dict[int, float] = {}
    for own, factor, mask in terms:
        for doc, weight in own.items():
            if mask is None or doc in mask:
                sums[doc] = sums.get(doc, 0.0) + weight * factor
    assert found[0].tolist() == sorted(sums)
    assert found[1].tolist() == pytest.approx([sums[doc] for doc in sorted(sums)], rel=1e-6)


@pytest.mark.parametrize("shortage", ["weights", "articles", "mask"])
def test_postings_that_do_not_fit_are_not_united(shortage):
    docs = [np.array([1, 3], np.uint16)]
    weights = [np.array([4, 4][: 1 if shortage == "weights" else 2], np.uint8)]
    size = 3 if shortage == "articles" else 4
    masks = [np.ones(size - (shortage == "mask"), bool)]
    with pytest.raises(IndexError):
        compiled.postings.unite_postings(docs, weights, [1.0], masks, size)


floats = st.floats(0.125, 1e4, width=32)


@given(
    st.dictionaries(st.integers(0, 299), st.integers(1, 255), min_size=2),
    st.lists(floats, min_size=300, max_size=300),
    floats,
    st.sampled_from((np.uint8, np.float32)),
    st.data(),
)
def test_the_best_by_score(weights_by_doc, norms_given, most, type_, data):
    docs = np.array(sorted(weights_by_doc), np.intp)
    weights = np.array([weights_by_doc[doc] for doc in docs.tolist()], type_)
    norms = np.array(norms_given, np.float32)
    count = data.draw(st.integers(1, len(docs) - 1))
    found = compiled.scoring.best(docs, weights, norms, most, count)
    same(found, plain_loops.best(docs, weights, norms, most, count))
    own = weights.astype(np.float32)
    scores = own / (norms.take(docs) + own) * np.float32(most)
    assert found[0].tolist() == docs[top_k(scores, count)].tolist()
    assert found[0].tolist() == docs[scores >= np.sort(scores)[-count]].tolist()
