"""Shingles, fingerprints and samples of texts."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from newssearch.archive.columnar.writing.loops import loops
from newssearch.archive.columnar.writing.plain_analysis import PlainAnalyser
from newssearch.archive.columnar.writing.shingles import (
    FULL_SHINGLES,
    LEAST_SHINGLES,
    OPENING_SHINGLES,
    distinct,
    fingerprints,
    hash_shingles,
    sample,
)
from newssearch.archive.news_layout import LAYOUT

TEXT = (
    'The minister said on Tuesday that "no decision" had been taken about the dam, and that '
    "critics of the long-awaited plan would be heard in the coming weeks."
)


def _set(text: str) -> set[int]:
    (by_loop, plain) = (
        analyser.shingles([text]) for analyser in (loops().analyser(LAYOUT), PlainAnalyser(LAYOUT))
    )
    assert by_loop.shingles.tolist() == plain.shingles.tolist()
    return set(by_loop.shingles.tolist())


def test_typography_makes_no_difference() -> None:
    curly = TEXT.replace('"', "“", 1).replace('"', "”", 1)
    assert _set(TEXT) == _set(curly) == _set(TEXT.replace(", ", ",\n\n"))
    assert _set(TEXT) == _set(TEXT.upper()) == _set(TEXT.replace("long-awaited", "long awaited"))


def test_one_word_changed_changes_five_shingles() -> None:
    changed = _set(TEXT.replace("decision", "verdict"))
    assert len(_set(TEXT) - changed) == len(changed - _set(TEXT)) == 5


def test_texts_of_a_batch_do_not_run_into_each_other() -> None:
    made = loops().analyser(LAYOUT).shingles([TEXT, "", "Too few words.", TEXT])
    shingles, counts = made.shingles, made.counts
    assert counts.tolist() == [len(shingles) // 2, 0, 0, len(shingles) // 2]
    assert set(shingles[: counts[0]].tolist()) == set(shingles[counts[0] :].tolist()) == _set(TEXT)


def test_control_characters_and_lone_surrogates_do_no_harm() -> None:
    assert _set("\x00\x01\x02 \ud800 " + TEXT) >= _set(TEXT)


@given(st.lists(st.lists(st.integers(0, 20), max_size=300), max_size=5))
def test_fingerprints_tell_texts_apart_and_samples_nest(texts: list[list[int]]) -> None:
    words = np.array([word * 7919 + 1 for text in texts for word in text], np.uint64)
    hashes, found = hash_shingles(words, np.array([len(text) for text in texts], np.int64))
    counts = [max(len(text) - 4, 0) for text in texts]
    assert found.tolist() == counts
    assert len(hashes) == sum(counts)
    shingle_owners = np.repeat(np.arange(len(texts)), found)
    prints = fingerprints(hashes, found)
    for one, text in enumerate(texts):
        assert (prints[one] == 0) == (counts[one] < LEAST_SHINGLES)
        for other in range(one):
            if prints[one]:
                assert (prints[one] == prints[other]) == (text == texts[other])
    sampled, sample_owners = sample(hashes, found)
    for number, count in enumerate(counts):
        own = sampled[sample_owners == number]
        step = 16 if count >= FULL_SHINGLES else 8
        wanted = [
            value >> 2 & 0xFFFFFFFF
            for place, value in enumerate(hashes[shingle_owners == number].tolist())
            if value % (4 if place < OPENING_SHINGLES else step) == 0 and count >= LEAST_SHINGLES
        ]
        assert own.tolist() == wanted


@given(st.lists(st.integers(0, 2**64 - 1), max_size=50))
def test_distinct_sorts_and_drops_repetitions(values: list[int]) -> None:
    assert distinct(np.array(values, np.uint64)).tolist() == sorted(set(values))
