"""Groups kept up to date are those of an archive made at once, in any order."""

import random
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from near_duplicate_archives import article, grouped, members, segment

from newssearch.archive.article import Article
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.columnar.writing.merge import merge_segments
from newssearch.archive.news_layout import LAYOUT
from newssearch.indexer.near_duplicates import candidates

LAST_WORDS = random.Random(0).choices("alpha bravo charlie delta echo foxtrot golf".split(), k=40)


def _body(family: int, cut: int, changed: int) -> str:
    words = [f"w{random.Random(family * 1000 + place).randrange(500)}" for place in range(120)]
    for place in range(changed):
        words[(place * 37 + family) % 120] = f"new{place}"
    return " ".join(words[cut:] + LAST_WORDS)


BODIES = st.builds(_body, st.integers(0, 2), st.sampled_from([0, 30, 60]), st.integers(0, 6))


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[list[Article], set[str], bool]]:
    """Draw steps: articles that are added, ids that go before, and whether segments are merged."""
    steps = []
    numbers = iter(range(100))
    for _ in range(draw(st.integers(1, 4))):
        bodies = draw(st.lists(BODIES, max_size=8))
        days = st.one_of(st.none(), st.integers(0, 3))
        added = [article(f"a{next(numbers):02}", body, draw(days)) for body in bodies]
        gone = draw(st.sets(st.integers(0, 30).map("a{:02}".format), max_size=4))
        steps.append((added, gone, draw(st.booleans())))
    return steps


def _without(one: Segment, gone: set[str]) -> Segment:
    column = one.keywords("id")
    deleted = np.array([column.value(place) in gone for place in range(one.size)], bool)
    if one.deleted is not None:
        deleted |= one.deleted
    return Segment(one.folder, one.name, LAYOUT, one.size, deleted)


@pytest.mark.parametrize("most_texts", [3, 100])
@given(history=histories(), seed=st.integers(0, 1000))
@settings(max_examples=60, deadline=None)
def test_step_by_step_is_as_at_once(
    most_texts: int, history: list[tuple[list[Article], set[str], bool]], seed: int
) -> None:
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as name:
        patch.setattr(candidates, "MOST_TEXTS", most_texts)
        folder = Path(name)
        segments: list[Segment] = []
        alive: dict[str, Article] = {}
        generation = None
        for number, (added, gone, merged) in enumerate(history):
            segments = [_without(one, gone) for one in segments]
            alive = {name: one for name, one in alive.items() if name not in gone}
            alive |= {one.id: one for one in added}
            segments.append(segment(folder, f"s{number}", added))
            if merged:
                size = merge_segments(segments, folder, f"m{number}")
                segments = [Segment(folder, f"m{number}", LAYOUT, size)]
            generation = grouped(folder / f"g{number}", segments, generation)
        shuffled = list(alive.values())
        random.Random(seed).shuffle(shuffled)
        at_once = grouped(folder / "at once", [segment(folder, "fresh", shuffled)])
        assert members(generation) == members(at_once)


def test_what_becomes_boilerplate_links_no_more_until_it_is_rare_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "MOST_TEXTS", 3)
    edited = [article(f"a{n}", _body(0, 0, 0) + f" edited {n}") for n in range(4)]
    first = segment(tmp_path, "first", edited[:3])
    three = grouped(tmp_path / "three", [first])
    assert [len(group) for group in members(three).values()] == [3]
    second = segment(tmp_path, "second", edited[3:])
    four = grouped(tmp_path / "four", [first, second], three)
    assert members(four) == {}
    again = grouped(tmp_path / "again", [_without(first, {"a1"}), second], four)
    assert members(again) == {"a0": {"a0", "a2", "a3"}}
