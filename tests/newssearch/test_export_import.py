"""A whole archive as lines of JSON, and back without loss."""

from __future__ import annotations

import datetime as dt
import json
import stat
from pathlib import Path

import pytest
from front_door import ARTICLES

from newssearch.archive import Article, Quotation
from newssearch.archive.article_json import article_json, article_of
from newssearch.archive.generations import Generation
from newssearch.archive.news_layout import LAYOUT
from newssearch.indexer import index_paths, rebuild, write_articles
from newssearch.indexer.carrying import StoredGeneration
from newssearch.indexer.exporting import export_lines
from newssearch.search import open_archive
from newssearch.search.saved import SavedQueries, SavedQuery

FULL = Article(
    id="full#1",
    path="wire/full",
    body="Oil “rose”.\n\nA heading\n\nEnd \ud800 \x1b[1m\u2028.",
    title="Title",
    byline=("Ann Lee", "Ben Ode"),
    contributors=("Cem Ada",),
    credit="AP",
    dateline="OSLO",
    date=dt.date(1999, 12, 31),
    source="Wire",
    section="World",
    url="https://wire.example/1",
    lang="en",
    caption="A caption.",
    notes=("Corrected.",),
    headings=((13, 22),),
    quotes=(
        Quotation(5, 9, "Ann Lee", "she", "a trader", "said", 0, "low", partial=True),
        Quotation(0, 3),
    ),
    provenance={"title": "first line"},
    time=dt.time(23, 59, 58),
    tags=("oil", "trade, world"),
    extra={"rating": 5, "desk": "east", "seen": (dt.date(2000, 1, 1),), "day": ("a", "b")},
)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive of files and of articles written through Python, one in a file's place."""
    news = tmp_path / "news"
    news.mkdir()
    for number in range(4):
        (news / f"{number}.txt").write_text(f"Title {number}\n\nLONDON, March 3 - Tin fell.\n")
    archive = tmp_path / "archive"
    index_paths(archive, [news], workers=1)
    article = next(iter(stored(archive).values()))
    write_articles(archive, [*ARTICLES, FULL, article._replace(title="By hand")], workers=1)
    saved = SavedQueries(archive)
    saved.add(SavedQuery("tin", "tin", any_word=True, first_day="1999"))
    saved.add(SavedQuery("oil", "oil"))
    saved.add_shown("tin", ["a", "b"])
    return archive


def stored(archive: Path) -> dict[str, Article]:
    with Generation(archive, LAYOUT) as generation:
        return {article.id: article for article in StoredGeneration(generation)}


def test_every_field_comes_back_from_json() -> None:
    for article in (*ARTICLES, FULL, Article("a", "", "")):
        assert article_of(json.loads(json.dumps(article_json(article)))) == article


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"id": None}, "id: it must be a string"),
        ({"body": 1}, "body: it must be a string"),
        ({"nosuch": 1}, "has no field 'nosuch'"),
        ({"date": "tomorrow"}, "date: "),
        ({"quotes": [{"start": 0}]}, "a quotation needs 'end'"),
        ({"quotes": [{"start": 0, "end": 1 << 40}]}, "quotes: end: "),
        ({"quotes": [{"start": 0, "end": 1, "confidence": "sure"}]}, "must be high, medium or low"),
        ({"headings": [[1, 2, 3]]}, "it must be a start and an end"),
        ({"byline": "Ann"}, "byline: it must be a list"),
        ({"extra": {"x": 0.5}}, "extra: "),
        ({"extra": {"title": "x"}}, "extra: "),
        ({"provenance": {"title": 1}}, "provenance: "),
    ],
)
def test_what_is_no_article_is_refused_with_the_reason(
    change: dict[str, object], reason: str
) -> None:
    raw = {"id": "a", "path": "a", "body": "x"} | change
    with pytest.raises((ValueError, TypeError)) as caught:
        article_of(raw)
    assert reason in str(caught.value)


def test_an_export_makes_the_same_archive(call, archive, tmp_path):
    export, copy = tmp_path / "all.jsonl", tmp_path / "copy"
    code, out, err = call("export", "-o", str(export), archive=archive)
    assert (code, out, err) == (0, "", "10 articles exported\n")
    assert stat.S_IMODE(export.stat().st_mode) == 0o600
    lines = export.read_text().splitlines()
    assert len(lines) == 12
    assert {json.loads(line)["id"] for line in lines[1:-1]} == {*stored(archive)}
    code, _, err = call("import", str(export), archive=copy)
    assert code == 0
    assert "2 saved queries added: oil, tin" in err
    assert "10 articles kept as stored" in err
    assert stored(copy) == stored(archive)
    for name in ("tin", "oil"):
        ours, theirs = SavedQueries(archive), SavedQueries(copy)
        assert ours.get(name) == theirs.get(name)
        assert ours.shown(name).tolist() == theirs.shown(name).tolist()
    assert call("check", archive=copy)[0] == 0
    report = index_paths(copy, workers=1)
    assert (report.unchanged, report.new, report.changed, report.articles) == (4, 0, 0, 10)
    with open_archive(copy) as news:
        assert news.count("title:hand") == 1
    call("export", "-o", str(tmp_path / "again.jsonl"), archive=copy)
    again = (tmp_path / "again.jsonl").read_text().splitlines()
    assert sorted(again[1:-1]) == sorted(lines[1:-1])


def test_an_export_through_a_pipe(call, archive, tmp_path):
    code, out, _ = call("export", "-q", archive=archive)
    assert code == 0
    (tmp_path / "pipe").write_text(out)
    assert call("import", str(tmp_path / "pipe"), archive=tmp_path / "copy")[0] == 0
    assert stored(tmp_path / "copy") == stored(archive)


def test_an_import_into_an_archive_adds_and_replaces(call, archive, tmp_path):
    with Generation(archive, LAYOUT) as generation:
        text = "".join(export_lines(StoredGeneration(generation), []))
    (tmp_path / "all.jsonl").write_text(text)
    other = tmp_path / "other"
    write_articles(other, [FULL._replace(title="Other"), Article("b", "b", "Zinc.")], workers=1)
    assert call("import", str(tmp_path / "all.jsonl"), archive=other)[0] == 0
    assert stored(other) == stored(archive) | {"b": Article("b", "b", "Zinc.")}
    assert call("check", "-q", archive=other)[2] == ""


def test_lines_of_articles_alone_are_articles_that_somebody_wrote(call, tmp_path):
    lines = [json.dumps(article_json(article)) for article in (FULL, *ARTICLES)]
    (tmp_path / "some.jsonl").write_text("\n\n".join(lines), "utf-8-sig")  # as PowerShell writes
    archive = tmp_path / "archive"
    assert call("import", str(tmp_path / "some.jsonl"), archive=archive)[0] == 0
    assert stored(archive) == {article.id: article for article in (FULL, *ARTICLES)}
    assert rebuild(archive, workers=1).carried == 1 + len(ARTICLES)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda lines: lines[:-1], "ends after 10 of 10 articles"),
        (lambda lines: lines[:-3], "ends after 8 of 10 articles"),
        (lambda lines: [*lines[:4], *lines[5:]], "it should be after 10 articles"),
        (lambda lines: [*lines, lines[1]], "there is text after the end"),
        (lambda lines: [*lines[:3], lines[2], *lines[3:]], "line 4: another article has the id"),
        (lambda lines: [*lines[:3], "{", *lines[3:]], "line 4: it is not JSON"),
        (lambda lines: [*lines[:3], "[" * 100_000, *lines[3:]], "line 4: it is not JSON"),
        (lambda lines: ['{"newssearch_export": 2}', *lines[1:]], "is an export of version 2"),
        (lambda lines: ['{"newssearch_export": 1}', *lines[1:]], "not the first line of an export"),
        (
            lambda lines: [lines[0].replace('"outside":7', '"outside":6'), *lines[1:]],
            "does not match",
        ),
        (lambda lines: [*lines[:2], '{"id": "x"}', *lines[2:]], "line 3: an article needs 'path'"),
    ],
)
def test_an_export_that_is_not_whole_imports_nothing(call, archive, tmp_path, damage, said):
    with Generation(archive, LAYOUT) as generation:
        lines = list(export_lines(StoredGeneration(generation), []))
    damaged = [line.rstrip("\n") for line in damage([line.rstrip("\n") for line in lines])]
    assert damaged != [line.rstrip("\n") for line in lines]
    (tmp_path / "damaged").write_text("\n".join(damaged))
    for place in (tmp_path / "copy", archive):
        before = stored(archive)
        code, _, err = call("import", str(tmp_path / "damaged"), archive=place)
        assert code == 2
        assert said in err
        assert stored(archive) == before
    assert call("query", "tin", archive=tmp_path / "copy")[0] == 3


def test_a_file_that_is_not_there_or_not_text(call, tmp_path):
    assert call("import", str(tmp_path / "nosuch"), archive=tmp_path / "a")[0] == 7
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00{")
    code, _, err = call("import", str(tmp_path / "bytes"), archive=tmp_path / "a")
    assert code == 2
    assert "is not valid UTF-8" in err
