"""Saved pages are read no worse than before, and better than a plain get_text."""

import tomllib
from pathlib import Path

import pytest
from html_scores import DATA, Reading, score

from newssearch.indexer.readers import read_records
from newssearch.indexer.record import Record

FLOORS = tomllib.loads((Path(__file__).parent / "html_floors.toml").read_text(encoding="utf-8"))

pytestmark = [
    pytest.mark.quality,
    pytest.mark.skipif(
        not (DATA / "html" / "gold.jsonl").exists(), reason=f"no HTML pages under {DATA}"
    ),
]


def read(page, row):
    found = read_records(page, Path(row["file"]).stem)
    (record,) = [one for one in found if isinstance(one, Record)]  # and what was guessed of it

    def values(name):
        return [item.value for item in record.declared.get(name, ())]

    return Reading(
        record.text,
        title="".join(values("title")),
        authors=values("byline") + values("credit"),
        date="".join(values("date")),
    )


def plain(page, _row):
    import lxml.html

    return Reading(
        " ".join(lxml.html.fromstring(page.decode("utf-8", "replace").encode()).itertext())
    )


def test_the_floors_hold():
    scores = score(read)
    below = {name: scores[name] for name, floor in FLOORS.items() if scores[name] < floor}
    assert not below, f"below the floor: {below}"


def test_plain_get_text_is_far_below():
    assert score(plain)["text"] < 0.75
