"""The page of examples: every file it shows is indexed, and it shows one of every format."""

import pytest
from format_samples import SAMPLES

from docs import format_examples
from newssearch.indexer import index_paths
from newssearch.indexer.readers.formats import READERS

pytestmark = pytest.mark.usefixtures("_quick_disk")


def test_the_page_is_up_to_date():
    assert format_examples.PAGE.read_text("utf-8") == format_examples.page(), "run make docs"


def test_every_format_has_an_example():
    lacking = {reader.format for reader in READERS} - SAMPLES.keys()
    assert {one.name for one in lacking} <= {"PARQUET"}, "Parquet needs an extra"


def test_every_example_becomes_articles(tmp_path):
    news = tmp_path / "news"
    news.mkdir()
    for sample in SAMPLES.values():
        (news / sample.name).write_bytes(sample.pack(sample.content))
    report = index_paths(tmp_path / "archive", [news])
    whole = [skip for skip in report.skipped if "#" not in skip.path]
    assert whole == [], "of a file only items without text may be left out"
    assert report.files == len(SAMPLES)
    assert report.articles >= len(SAMPLES)
