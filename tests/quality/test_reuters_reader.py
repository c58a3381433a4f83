"""The whole Reuters-21578 collection, Distribution 1.0, read from its SGML."""

from collections import Counter

import pytest
from html_scores import DATA

from newssearch.indexer.readers import read_records
from newssearch.indexer.record import Record

FOLDER = DATA / "reuters21578"

pytestmark = [
    pytest.mark.quality,
    pytest.mark.skipif(not FOLDER.exists(), reason=f"no Reuters-21578 under {DATA}"),
]


def test_every_article_and_every_tag_is_read():
    counts: Counter[str] = Counter()
    for path in sorted(FOLDER.glob("*.sgm")):
        with path.open("rb") as file:
            for record in read_records(file, path.name):
                assert isinstance(record, Record)
                counts.update(record.declared.keys())
                counts.update(["articles", record.kind or "processed"])
    assert counts == {
        "articles": 21578,
        "source": 21578,
        "date": 21578,
        "time": 21578,
        "tags": 19716,
        "title": 20841,
        "dateline": 19043,
        "byline": 875,
        "processed": 20841,
        "unprocessed": 737,
    }
