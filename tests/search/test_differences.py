from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from work import LINEAR, lines_run

from newssearch.archive.article import Article
from newssearch.search.differences import article_differences, word_changes


def plain(before: str, after: str) -> str:
    marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(marks[change.kind].format(change.text) for change in word_changes(before, after))


def test_words_that_changed() -> None:
    assert plain("The talks are going well.", "The talks were going well.") == (
        "The talks [-are -]{+were +}going well."
    )
    assert plain("A b c", "A b c") == "A b c"
    assert plain("", "New words") == "{+New words+}"
    assert plain("Old words", "") == "[-Old words-]"
    assert plain("", "") == ""


def test_blanks_do_not_count_and_those_of_the_second_text_are_kept() -> None:
    assert plain("one  two\nthree", "one two three") == "one two three"


def test_marks_stand_apart_from_words() -> None:
    assert plain("said Powell, slowly today", "said Powell. slowly today") == (
        "said Powell[-, -]{+. +}slowly today"
    )


def test_changes_with_little_between_are_one() -> None:
    assert plain("alpha of beta", "gamma of delta") == "[-alpha of beta-]{+gamma of delta+}"
    assert plain("alpha against beta", "gamma against delta") == (
        "[-alpha -]{+gamma +}against [-beta-]{+delta+}"
    )


def test_a_paragraph_that_came_in() -> None:
    assert plain("One.\n\nThree.", "One.\n\nTwo comes.\n\nThree.") == (
        "One.\n\n{+Two comes.\n\n+}Three."
    )


def test_long_versions_are_compared_by_their_rare_words() -> None:
    words = [f"word{n % 700}" for n in range(3000)] + [f"rare{n}" for n in range(3000)]
    changed = [*words[:4000], "inserted", *words[4001:]]
    kinds = [(c.kind, c.text) for c in word_changes(" ".join(words), " ".join(changed))]
    assert [kind for kind, _ in kinds] == ["same", "removed", "added", "same"]
    assert kinds[1][1].strip() == words[4000]
    assert kinds[2][1].strip() == "inserted"


_TEXTS = st.lists(st.sampled_from(["a", "b", "the", "\n\n", ".", "long", "words "]), max_size=60)


@given(_TEXTS, _TEXTS)
def test_both_texts_can_be_read_from_the_changes(old: list[str], new: list[str]) -> None:
    before, after = " ".join(old), " ".join(new)
    changes = word_changes(before, after)
    added = "".join(change.text for change in changes if change.kind != "removed")
    removed = "".join(change.text for change in changes if change.kind != "added")
    assert added.split() == after.split()
    assert "".join(removed.split()) == "".join(before.split())
    assert all(change.text for change in changes)


@pytest.mark.parametrize(
    "changed",
    [
        lambda size: ("a b " * size, "b b a " * size),
        lambda size: (" ".join(map(str, range(size))), " ".join(map(str, range(size, 0, -1)))),
        lambda size: ("x" * 10 * size + " \n" * size, "." * size),
    ],
    ids=["words moved", "words reversed", "characters and blanks"],
)
def test_work_on_hostile_texts_is_bounded(changed: Callable[[int], tuple[str, str]]) -> None:
    word_changes(*changed(100))
    work = [lines_run(lambda size=size: word_changes(*changed(size))) for size in (10_000, 20_000)]
    assert work[1] <= LINEAR * work[0] + 2_000


def test_dates_change_as_a_whole() -> None:
    before = Article(id="a", path="p", body="", date=dt.date(2003, 2, 5))
    after = Article(id="b", path="p", body="", date=dt.date(2003, 2, 6))
    (found,) = article_differences(before, after)
    assert [change.text for change in found.changes] == ["2003-02-05", "2003-02-06"]
    assert article_differences(before, before) == ()


def test_fields_that_differ_in_their_order() -> None:
    before = Article(id="a", path="p", title="Old", body="Same.", byline=("A", "B"), notes=("x",))
    after = Article(id="b", path="q", title="New", body="Same.", byline=("A",), source="AFP")
    found = article_differences(before, after)
    assert [difference.field for difference in found] == ["title", "byline", "source", "notes"]
    assert article_differences(before, before) == ()
