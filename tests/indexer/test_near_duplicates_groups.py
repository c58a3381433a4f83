"""What is a group of near-identical articles, what leads it, and what does not belong to it."""

import random
from pathlib import Path

import pytest
from near_duplicate_archives import article, grouped, members, segment

from newssearch.archive.article import Article
from newssearch.indexer.near_duplicates import candidates

WORDS = [a + b for a in "ba ce di fo gu ha ke li mo nu".split() for b in "rat sel ton vim".split()]


def story(seed: int, words: int = 300) -> list[str]:
    chosen = random.Random(seed)
    return [chosen.choice(WORDS) for _ in range(words)]


def text(words: list[str]) -> str:
    return " ".join(words)


def groups_of(folder: Path, articles: list[Article]) -> dict[str, set[str]]:
    return members(grouped(folder / "groups", [segment(folder, "s", articles)]))


def test_copies_that_are_identical_edited_and_cut(tmp_path: Path) -> None:
    words = story(1)
    edited = [*words[:100], "amended", *words[101:]]
    found = groups_of(
        tmp_path,
        [
            article("first", text(words), 1),
            article("again", text(words).upper(), 2),
            article("edited", text(edited), 3),
            article("cut", text(words[:100]), 4),
            article("other", text(story(2)), 1),
        ],
    )
    assert found == {"first": {"first", "again", "edited", "cut"}}


def test_the_lead_is_the_earliest_then_the_longest_then_the_first_id(tmp_path: Path) -> None:
    words = story(1)
    articles = [
        article("undated", text(words + story(9, 10))),
        article("b-short", text(words[:280]), 5),
        article("c-long", text(words), 5),
        article("b-long", text(words), 5),
        article("late", text(words + story(8, 20)), 6),
    ]
    assert list(groups_of(tmp_path, articles)) == ["b-long"]


def test_a_digest_does_not_make_one_group_of_its_stories(tmp_path: Path) -> None:
    stories = [story(seed, 150) for seed in range(4)]
    digest = article("digest", "\n\n".join(map(text, stories)), 9)
    copies = [article(f"s{n}", text(words), n) for n, words in enumerate(stories)]
    found = groups_of(tmp_path, [digest, *copies])
    assert found == {"s0": {"digest", "s0"}}


def test_parts_of_parts_do_not_chain(tmp_path: Path) -> None:
    words = story(3, 700)
    articles = [
        article("whole", text(words[:300]), 1),
        article("moved on", text(words[200:500]), 2),
        article("further", text(words[400:700]), 3),
        article("of further", text(words[600:700]), 4),
    ]
    found = groups_of(tmp_path, articles)
    assert found == {"further": {"further", "of further"}}


def test_short_bodies_are_not_compared(tmp_path: Path) -> None:
    bodies = ["", "(more)", "Story to follow from Washington.", "one two three four five six " * 1]
    articles = [article(f"{n}-{m}", body) for n, body in enumerate(bodies) for m in range(3)]
    assert groups_of(tmp_path, articles) == {}


def test_more_copies_than_boilerplate_may_have(tmp_path: Path) -> None:
    words = text(story(4))
    count = candidates.MOST_TEXTS + 50
    found = groups_of(tmp_path, [article(f"a{n:03}", words, n) for n in range(count)])
    assert [len(group) for group in found.values()] == [count]


def test_boilerplate_makes_no_copies(tmp_path: Path) -> None:
    legal = text(story(5, 60))
    articles = [article(f"a{n:03}", text(story(100 + n, 120)) + " " + legal) for n in range(150)]
    assert groups_of(tmp_path, articles) == {}


@pytest.mark.parametrize("count", [0, 1])
def test_small_archives(tmp_path: Path, count: int) -> None:
    assert groups_of(tmp_path, [article("a", text(story(1)))] * count) == {}


def test_no_segments(tmp_path: Path) -> None:
    assert members(grouped(tmp_path / "groups", [])) == {}
