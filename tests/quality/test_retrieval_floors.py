"""Hold ranking to what it has reached, on the data that is beside the checkout."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.quality.retrieval import DATA, measure

FLOORS = tomllib.loads(
    (Path(__file__).parent / "retrieval_floors.toml").read_text(encoding="utf-8")
)
FEEDBACK_FLOORS = FLOORS.pop("feedback")

pytestmark = [
    pytest.mark.quality,
    pytest.mark.skipif(not DATA.is_dir(), reason=f"the data is not there: {DATA}"),
]


@pytest.mark.parametrize("name", FLOORS)
def test_ranking(name, tmp_path):
    check(measure(name, tmp_path / "archive"), FLOORS[name])


@pytest.mark.parametrize("name", FEEDBACK_FLOORS)
def test_ranking_with_feedback(name, tmp_path):
    check(measure(name, tmp_path / "archive", feedback=True), FEEDBACK_FLOORS[name])


def check(measures, floors):
    short = {key: measures[key] for key, floor in floors.items() if measures[key] < floor}
    assert not short
