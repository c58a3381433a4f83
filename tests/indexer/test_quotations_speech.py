"""Speech is kept; titles of works, scare quotes and similar quotation marks are not."""

import pytest

from newssearch.indexer.quotations import find_quotations


@pytest.mark.parametrize(
    "body",
    [
        "The film “Gone With the Wind” was shown again.",
        "Her novel, “Empire of the Fund,” sold well, Ann Smith said.",
        "The so-called “Gang of Eight” met in the town hall.",
        "A show called “Brokers” opened in May.",
        "The party's “establishment” lost.",
        "John Brown put the “friend” aside and went home.",
        "“The Sons of Old Fortune” is a play by Ann Smith.",
        "Both oppose a formula called the “chained index” for now.",
        "John Brown said on ABC's “Good Evening World” that it was over.",
    ],
)
def test_not_speech(body):
    assert find_quotations(body) == ()


def test_a_few_words_are_speech_when_attributed():
    body = "Ann Smith called the plan “nonsense.”"
    (quotation,) = find_quotations(body)
    assert (quotation.speaker, quotation.partial) == ("Ann Smith", True)


def test_long_unattributed_quotation_is_kept_without_a_speaker():
    (quotation,) = find_quotations("On the wall stood “we shall all be free one day” in red.")
    assert quotation.speaker is None
    assert quotation.confidence is None


@pytest.mark.parametrize(
    ("body", "partial"),
    [
        ("“We need to go,” John Brown said.", False),
        ("John Brown said, “We need to go.”", False),
        ("John Brown said it was “only a question of time.”", True),
        ("John Brown said “We need to go.”", False),
        ("John Brown said that “we need to go.”", True),
        ("“We go,” John Brown said Monday, “and we stay away.”", False),
    ],
)
def test_partial(body, partial):
    assert find_quotations(body)[-1].partial is partial
