"""The loop over the postings of a term finds the places that the arrays find."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_archives import loose_segments
from without_loops import without_loops

from newssearch.archive.article import Article
from newssearch.search import compiled
from newssearch.search.execution import plain_loops
from newssearch.search.execution.arrays import POSITION_BITS
from newssearch.search.execution.occurrences import term_keys

needs_loops = pytest.mark.skipif(
    not compiled.AVAILABLE and shutil.which("cc") is None,
    reason="there was no compiler when newssearch was installed",
)

postings = st.dictionaries(
    st.integers(0, 900), st.lists(st.integers(0, 60_000), min_size=1, max_size=255, unique=True)
)
numbers = st.sampled_from((np.uint16, np.uint32))


@needs_loops
@given(postings, st.sets(st.integers(0, 900), max_size=60), numbers, numbers, st.integers(0, 7))
def test_places_are_those_of_the_wanted_articles(given_postings, wanted, doc_type, type_, before):
    docs = sorted(given_postings)
    only = sorted(wanted | set(docs[::3]))
    places = [sorted(given_postings[doc]) for doc in docs]
    positions = np.array([0] * before + [at for own in places for at in own], type_)
    found = compiled.occurrences.keys_among(
        np.array(docs, doc_type),
        np.array(list(map(len, places)), np.uint8),
        lambda start, end: positions[start:end],
        before,
        np.array(only, np.intp),
    )
    assert found.dtype == np.int64
    assert found.tolist() == [
        doc << POSITION_BITS | at
        for doc, own in zip(docs, places, strict=True)
        for at in own
        if doc in only
    ]


few = st.dictionaries(
    st.integers(0, 99), st.lists(st.integers(0, 199), min_size=1, max_size=12, unique=True)
)
terms = st.lists(st.tuples(few, st.none() | st.sets(st.integers(0, 99))), min_size=1, max_size=5)


@needs_loops
@given(terms, st.sets(st.integers(0, 99)), numbers, numbers)
def test_places_of_any_of_several_terms_are_counted_once(given_terms, wanted, doc_type, type_):
    only = np.array(sorted(wanted), np.intp)
    docs = [sorted(own) for own, _ in given_terms]
    arrays = (
        [np.array(own, doc_type) for own in docs],
        [np.array([len(own[doc]) for doc in sorted(own)], np.uint8) for own, _ in given_terms],
        [
            np.array([at for doc in sorted(own) for at in sorted(own[doc])], type_)
            for own, _ in given_terms
        ],
        [
            None if mask is None else np.isin(np.arange(100), np.array(sorted(mask), int))
            for _, mask in given_terms
        ],
        only,
        np.full(100, 200, np.uint16),
    )
    places = {
        (doc, at)
        for own, mask in given_terms
        for doc in own
        for at in own[doc]
        if doc in wanted and (mask is None or doc in mask)
    }
    assert compiled.occurrences.count_places(*arrays) == len(places)
    assert plain_loops.count_places(*arrays) == len(places)


@needs_loops
@pytest.mark.parametrize("fault", ["frequencies", "positions", "limit", "mask"])
def test_places_that_do_not_fit_are_not_counted(fault):
    docs = [np.array([1, 3], np.uint16)]
    frequencies = [np.array([2, 2][: 1 if fault == "frequencies" else 2], np.uint8)]
    positions = [np.array([0, 5, 0, 1][: 3 if fault == "positions" else 4], np.uint16)]
    masks = [np.ones(3 if fault == "mask" else 4, bool)]
    limits = np.full(4, 5 if fault == "limit" else 9, np.uint16)
    with pytest.raises(IndexError):
        compiled.occurrences.count_places(
            docs, frequencies, positions, masks, np.array([1, 3], np.intp), limits
        )


@needs_loops
@pytest.mark.parametrize("most", [254, 255, 256, 1000])
def test_words_more_frequent_than_a_byte_says(most: int) -> None:
    """Frequencies above 255 are stored separately, where the loop does not look."""
    counts = [3, most, 1, most, 2]
    articles = [Article(f"{n}", "p", " ".join(["oil"] * c)) for n, c in enumerate(counts)]
    only = np.array([1, 2, 4], np.intp)
    with TemporaryDirectory() as folder:
        (segment,) = loose_segments(Path(folder), [articles])
        found = []
        for plain in (False, True):
            with without_loops(plain):
                keys = term_keys(segment, segment.term("oil"), only)
            found.append(keys[np.isin(keys >> POSITION_BITS, only)].tolist())
    assert found[0] == found[1]
    assert len(found[0]) == sum(counts[number] for number in only)


spans_by_doc = st.dictionaries(
    st.integers(0, 40),
    st.lists(st.tuples(st.integers(0, 900), st.integers(1, 4)), min_size=1, max_size=5),
)


@needs_loops
@given(spans_by_doc, st.sets(st.integers(0, 40)))
def test_spans_by_article(given_spans, others):
    keys = [
        (doc << POSITION_BITS | start, doc << POSITION_BITS | (start + width))
        for doc in sorted(given_spans)
        for start, width in sorted(given_spans[doc])
    ]
    starts, ends = np.array(keys, np.int64).reshape(-1, 2).T
    docs = np.array(sorted(given_spans.keys() | others), np.intp)
    found = compiled.occurrences.pairs_by_article(starts, ends, docs)
    assert found == [
        [(start, start + width) for start, width in sorted(given_spans.get(doc, []))]
        for doc in docs.tolist()
    ]
    assert compiled.occurrences.all_among(starts, docs)
    wanted = np.array(sorted(others), np.intp)
    assert compiled.occurrences.all_among(starts, wanted) == (given_spans.keys() <= others)
