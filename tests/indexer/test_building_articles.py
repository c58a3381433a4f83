"""Articles made in Python, alone and beside those of files."""

from __future__ import annotations

import gc
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest

from newssearch.archive.article import Article, Quotation
from newssearch.archive.checking import check_articles
from newssearch.archive.errors import UsageError
from newssearch.archive.generations import Generation, read_current
from newssearch.archive.news_layout import LAYOUT
from newssearch.indexer import index_paths, rebuild, write_articles
from newssearch.search import open_archive

pytestmark = pytest.mark.usefixtures("_quick_disk")


def article(id_: str, word: str) -> Article:
    return Article(id_, f"wire/{id_}", f"{word.title()} rose.", title=f"{word.title()} news")


def held(archive: Path) -> dict[str, str | None]:
    with open_archive(archive) as news:
        return {hit.article.id: hit.article.title for hit in news.search("NOT zzz", limit=99).hits}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    write_articles(tmp_path / "archive", [article("a", "oil"), article("b", "tin")], workers=1)
    return tmp_path / "archive"


def test_an_id_that_is_there_is_replaced(archive: Path) -> None:
    report = write_articles(archive, [article("b", "gas"), article("c", "fur")], workers=2)
    assert (report.articles, report.indexed, report.skipped) == (3, 2, [])
    assert held(archive) == {"a": "Oil news", "b": "Gas news", "c": "Fur news"}


def test_of_several_with_one_id_the_first_is_kept(archive: Path) -> None:
    report = write_articles(archive, [article("c", "fur"), article("c", "gas")], workers=1)
    assert held(archive)["c"] == "Fur news"
    assert [(skip.path, skip.reason) for skip in report.skipped] == [
        ("wire/c", "another article has the id c")
    ]


def test_articles_that_cannot_be_indexed_are_skipped(archive: Path) -> None:
    unfit = [Article("", "wire/x", "Oil."), Article(" ", "wire/y", "Oil.")]
    unfit += [Article("a\0", "wire/n", "Oil.")]
    unfit += [Article("z", "wire/z", None), Article("q", None, "Oil.")]
    unfit.append(Article("r", "wire/r", "Oil.", quotes=(Quotation(0, 5),)))
    report = write_articles(archive, [*unfit, article("c", "fur")], workers=1)
    assert [(skip.path, skip.reason) for skip in report.skipped] == [
        ("wire/x", "it has no id"),
        ("wire/y", "it has no id"),
        ("wire/n", "its id has a NUL character"),
        ("wire/z", "its body is not a string"),
        ("None", "its path is not a string"),
        ("wire/r", "a quotation is outside of its body"),
    ]
    assert sorted(held(archive)) == ["a", "b", "c"]


def test_control_characters_in_values_are_no_damage(archive: Path) -> None:
    odd = Article("o\n\x1b", "wire/\0\n", "Oil.", lang="e\0", source="A\0\nB\x1b")
    write_articles(archive, [odd], workers=1)
    with Generation(archive, LAYOUT) as generation:
        check_articles(generation)
    assert "o\n\x1b" in held(archive)


def test_what_is_no_article_is_refused(archive: Path) -> None:
    before = read_current(archive)
    with pytest.raises(UsageError, match="expects articles, not str"):
        write_articles(archive, [article("c", "fur"), "d"], workers=1)
    assert read_current(archive) == before


def test_no_articles_make_no_generation(archive: Path) -> None:
    before = read_current(archive)
    assert write_articles(archive, [], workers=1).articles == 2
    assert read_current(archive) == before


def test_articles_may_come_one_by_one(archive: Path) -> None:
    def some() -> Iterator[Article]:
        for number in range(3000):
            yield article(f"n{number}", "oil")

    assert write_articles(archive, some(), workers=2).articles == 3002
    with open_archive(archive) as news:
        assert news.count("oil") == 3001


def test_more_segments_than_files_may_be_open(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newssearch.indexer.run_writer.AT_ONCE", 10)
    monkeypatch.setattr("newssearch.archive.columnar.writing.segment_builder.FULL_ENTRIES", 10)
    gc.collect()  # archives of other tests are closed with their last reference
    soft, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (200, most))
    try:
        articles = [article(f"n{number}", "oil") for number in range(400)]
        assert write_articles(archive, articles, workers=1).articles == 402
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, most))


def test_a_source_that_fails_publishes_nothing(archive: Path) -> None:
    def some() -> Iterator[Article]:
        yield article("x", "oil")
        raise LookupError("the source failed")

    before = read_current(archive)
    with pytest.raises(LookupError, match="the source failed"):
        write_articles(archive, some(), workers=2)
    assert read_current(archive) == before
    assert [path.name for path in (archive / "generations").iterdir()] == [before[0]]


def test_a_rebuild_keeps_them(archive: Path, tmp_path: Path) -> None:
    write_articles(archive, [article("b", "gas")], workers=1)
    assert rebuild(archive, workers=1).articles == 2
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "x.txt").write_text("Fur\n\nFur rose on Tuesday, he said.\n")
    assert index_paths(archive, [tmp_path / "news"], workers=1).articles == 3
    assert rebuild(archive, workers=1).articles == 3


def test_the_article_of_a_file_may_be_written_over(tmp_path: Path) -> None:
    archive, news = tmp_path / "archive", tmp_path / "news"
    news.mkdir()
    (news / "x.txt").write_text("Fur\n\nFur rose on Tuesday, he said.\n")
    index_paths(archive, [news], workers=1)
    (id_,) = held(archive)
    for word in ("oil", "gas"):
        assert write_articles(archive, [article(id_, word)], workers=1).articles == 1
        assert held(archive) == {id_: f"{word.title()} news"}
        assert rebuild(archive, workers=1).articles == 1
        assert held(archive) == {id_: f"{word.title()} news"}
    assert index_paths(archive, workers=1).indexed == 0
    (news / "x.txt").write_text("Tin\n\nTin rose on Tuesday, he said.\n")
    assert index_paths(archive, workers=1).articles == 1
    assert held(archive) == {id_: "Tin"}
    assert rebuild(archive, workers=1).articles == 1
