"""Quotations and speakers stay at least as good as they were, on the annotated articles.

``quotations_judged.tsv`` lists attributions of high confidence drawn at random from those articles
(100 at first; after a change of what is called high, those still so and as many of the newly so as
keeps the shares) with the verdict of a person who read each in its article.
"""

import csv
import tomllib
from pathlib import Path

import pytest

from tests.quality import quotations

JUDGED = Path(__file__).with_name("quotations_judged.tsv")
FLOORS = tomllib.loads(
    Path(__file__).with_name("quotation_floors.toml").read_text(encoding="utf-8")
)

pytestmark = [
    pytest.mark.quality,
    pytest.mark.skipif(
        not quotations.TRAINING.exists(), reason=f"no annotated articles at {quotations.TRAINING}"
    ),
]


@pytest.fixture(scope="module")
def articles():
    return list(quotations.read_gold(quotations.TRAINING))


@pytest.fixture(scope="module")
def found(articles):
    return quotations.find_all(articles)


@pytest.mark.parametrize(("section", "min_words"), [("all", 1), ("at_least_5_words", 5)])
def test_spans_and_speakers(articles, found, section, min_words):
    scores = quotations.score(articles, found, min_words)
    measured = {
        "exact_f1": scores.exact.f1,
        "overlap_f1": scores.overlap.f1,
        "end_to_end_f1": scores.end_to_end.f1,
        "surname": scores.surname.precision,
        "full_name": scores.full_name.precision,
    }
    floors = FLOORS[section]
    assert {name: measured[name] for name in floors if measured[name] < floors[name]} == {}


@pytest.mark.parametrize("confidence", ["high", "medium"])
def test_confidence_is_deserved(articles, found, confidence):
    ratio = quotations.score(articles, found).by_confidence[confidence]
    assert ratio.precision >= FLOORS["confidence"][confidence]


def test_speakers_judged_right_are_still_given_with_high_confidence(articles):
    with JUDGED.open(encoding="utf-8", newline="") as lines:
        judged = list(csv.DictReader(lines, delimiter="\t"))
    right = {
        (row["article"], int(row["start"]), int(row["end"]))
        for row in judged
        if row["verdict"] == "right"
    }
    assert len(judged) >= 100
    assert len(right) / len(judged) >= 0.95
    named = {article for article, _, _ in right}
    high = {
        (article.id, quotation.start, quotation.end)
        for article in articles
        if article.id in named
        for quotation in quotations.find_quotations(article.text)
        if quotation.confidence == "high"
    }
    assert len(right & high) / len(right) >= 0.9
