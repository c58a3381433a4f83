"""Whole files through all of indexing: tests/golden/ingest, and its table of what is right."""

from __future__ import annotations

import os
import shutil
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from newssearch.archive.article import Article
from newssearch.indexer import Report, index_paths
from newssearch.indexer.carrying import open_stored

FOLDER = Path(__file__).parents[1] / "golden" / "ingest"
TABLE = FOLDER / "articles.toml"
EXPECTED: list[dict[str, Any]] = tomllib.loads(TABLE.read_text("utf-8"))["article"]
FILES = sorted({row["file"] for row in EXPECTED})

Indexed = tuple[dict[str, list[Article]], Report]


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Indexed:
    """Index copies of the files that are older than all of their articles, as far as clocks say."""
    folder = tmp_path_factory.mktemp("ingest")
    news = folder / "news"
    shutil.copytree(FOLDER, news, ignore=shutil.ignore_patterns(TABLE.name))
    for file in news.iterdir():
        os.utime(file, (0, 0))
    report = index_paths(folder / "archive", [news], workers=1)
    articles: dict[str, list[Article]] = defaultdict(list)
    with open_stored(folder / "archive") as stored:
        for article in stored:
            articles[Path(article.path.partition("#")[0]).name].append(article)
    return articles, report


def test_every_file_of_the_folder_is_in_the_table(indexed: Indexed) -> None:
    articles, report = indexed
    assert sorted(articles) == FILES
    assert report.skipped == []
    assert report.articles == len(EXPECTED)


@pytest.mark.parametrize("file", FILES)
def test_articles_of(indexed: Indexed, file: str) -> None:
    articles, report = indexed
    rows = [row for row in EXPECTED if row["file"] == file]
    assert len(articles[file]) == len(rows)
    for article, row in zip(articles[file], rows, strict=True):
        _compare(article, row)
        if "guess" in row:
            said = [remark.text for remark in report.remarks if file in remark.path]
            assert row["guess"] in "\n".join(said)


def _compare(article: Article, row: dict[str, Any]) -> None:
    body = article.body
    assert body.startswith(row.get("opens", ""))
    assert body.endswith(row.get("ends", ""))
    for text in row.get("holds", ()):
        assert text in body
    for text in row.get("lacks", ()):
        assert text not in str(article._replace(path="", url="", provenance={}))
    if "quoted" in row:
        assert [body[q.start : q.end] for q in article.quotes] == row["quoted"]
    if "speakers" in row:
        assert [quotation.speaker for quotation in article.quotes] == row["speakers"]
    for name in row.keys() - {
        "speakers",
        "file",
        "opens",
        "ends",
        "holds",
        "lacks",
        "quoted",
        "guess",
    }:
        value = getattr(article, name)
        shown = list(value) if isinstance(value, tuple) else str(value)
        assert shown == row[name], name
