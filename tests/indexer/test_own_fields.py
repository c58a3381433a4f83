"""Fields of one's own from files: what --field keeps, searches, remembers and refuses."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from newssearch.archive.article import Article
from newssearch.archive.errors import UsageError
from newssearch.indexer import index_paths, write_articles
from newssearch.indexer.own_fields import own_field
from newssearch.indexer.previous import remembered_folders
from newssearch.search import open_archive

pytestmark = pytest.mark.usefixtures("_quick_disk")

FIELDS = ["party", "cycle:number", "decided:date=verdict.date"]
ROWS = [
    {
        "title": "Oil",
        "text": "Oil rose.",
        "party": "R",
        "cycle": 2012,
        "verdict": {"date": "2013-02-01"},
    },
    {
        "title": "Tin",
        "text": "Tin fell.",
        "Party": "D",
        "cycle": "2,014",
        "verdict": {"date": "1 March 2015"},
    },
    {"title": "Fur", "text": "Fur rose.", "party": ["R", "I"], "cycle": "n/a"},
]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    return tmp_path / "news"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "archive"


def titles(archive: Path, query: str) -> set[str | None]:
    with open_archive(archive) as found:
        return {hit.article.title for hit in found.search(query).hits}


def extras(archive: Path) -> dict[str | None, object]:
    with open_archive(archive) as found:
        return {hit.article.title: dict(hit.article.extra) for hit in found.search("NOT zzz").hits}


def test_fields_of_json_lines_are_searched_by_their_kinds(news: Path, archive: Path) -> None:
    (news / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    report = index_paths(archive, [news], own=FIELDS)
    assert titles(archive, "party:R") == {"Oil", "Fur"}
    assert titles(archive, "cycle:2012..2014") == {"Oil", "Tin"}
    assert titles(archive, "decided:2015") == {"Tin"}
    assert extras(archive) == {
        "Oil": {"party": "R", "cycle": 2012, "decided": dt.date(2013, 2, 1)},
        "Tin": {"party": "D", "cycle": 2014, "decided": dt.date(2015, 3, 1)},
        "Fur": {"party": ("R", "I")},
    }
    assert [note.text for note in report.remarks] == ["--field cycle: “n/a” is no number"]


CSV = "title,text,party,cycle\nOil,Oil rose.,R,2012\n"
MARKDOWN = "---\ntitle: Oil\nparty: R\ncycle: 2012\n---\nOil rose.\n"
FEED = (
    "<rss version='2.0'><channel><title>G</title><item><title>Oil</title><description>Oil rose."
    "</description><party>R</party><cycle>2012</cycle></item></channel></rss>"
)
NITF = (
    "<nitf><head><party>R</party></head><body><body.head><hedline><hl1>Oil</hl1></hedline>"
    "<cycle>2012</cycle></body.head><body.content><p>Oil rose.</p></body.content></body></nitf>"
)
OWN_XML = "<party>R</party><cycle>2012</cycle>"
RCV1 = (
    f"<newsitem itemid='1' date='1996-08-20'><headline>Oil</headline>{OWN_XML}"
    "<text><p>Oil rose.</p></text></newsitem>"
)
TEI = (
    "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc><titleStmt><title>Oil</title>"
    f"</titleStmt></fileDesc>{OWN_XML}</teiHeader><text><body><p>Oil rose.</p></body></text></TEI>"
)
NEWSML = (
    "<NewsML Version='1.2'><NewsItem><NewsComponent><NewsLines><HeadLine>Oil</HeadLine></NewsLines>"
    f"{OWN_XML}<ContentItem><DataContent><p>Oil rose.</p></DataContent></ContentItem>"
    "</NewsComponent></NewsItem></NewsML>"
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", CSV),
        ("a.md", MARKDOWN),
        ("a.xml", FEED),
        ("b.xml", NITF),
        ("c.xml", RCV1),
        ("d.xml", TEI),
        ("e.xml", NEWSML),
        ("a.json", json.dumps([ROWS[0]])),
    ],
)
def test_fields_of_other_formats(name: str, content: str, news: Path, archive: Path) -> None:
    (news / name).write_text(content)
    report = index_paths(archive, [news], own=["party", "cycle:number"])
    assert extras(archive) == {"Oil": {"party": "R", "cycle": 2012}}
    assert not report.remarks


def test_fields_are_remembered_changed_and_reset(news: Path, archive: Path) -> None:
    (news / "a.csv").write_text(CSV)
    index_paths(archive, [news], own=FIELDS[:2])
    (folder,) = remembered_folders(archive)
    assert list(folder.options.given()) == [("field", "party"), ("field", "cycle:number")]
    (news / "b.csv").write_text(CSV.replace("Oil", "Tin"))
    index_paths(archive)
    assert titles(archive, "party:R") == {"Oil", "Tin"}
    index_paths(archive, [news], own=["cycle:number"])
    assert titles(archive, "cycle:2012") == {"Oil", "Tin"}
    assert extras(archive) == {"Oil": {"cycle": 2012}, "Tin": {"cycle": 2012}}
    index_paths(archive, [news], reset=["field"])
    assert extras(archive) == {"Oil": {}, "Tin": {}}


def test_a_name_that_no_record_has_is_reported(news: Path, archive: Path) -> None:
    (news / "a.csv").write_text(CSV)
    report = index_paths(archive, [news], own=["lobby"])
    assert [note.text for note in report.remarks] == [
        "no record has the name 'lobby' that --field lobby takes",
        "columns that went into no field: “cycle”, “party”; --field NAME=COLUMN keeps one",
    ]


@pytest.mark.parametrize(
    "text", ["title", "Party", "a:text", "a:number:date", "a b", "", "a=", "after", "körper"]
)
def test_what_cannot_be_a_field_is_refused_before_anything_is_read(
    text: str, news: Path, archive: Path
) -> None:
    (news / "a.csv").write_text(CSV)
    with pytest.raises(UsageError):
        index_paths(archive, [news], own=[text])
    assert not archive.exists()


def test_a_field_given_twice_is_refused(news: Path, archive: Path) -> None:
    with pytest.raises(UsageError, match="--field party is given twice"):
        index_paths(archive, [news], own=["party", "party:number"])


@pytest.mark.parametrize("text", ["party", "cycle:number", "a:date=b.c", "a=b"])
def test_a_field_is_typed_as_it_is_read(text: str) -> None:
    assert own_field(text).typed == text


def test_extra_values_that_cannot_be_kept_are_skipped_with_the_reason(archive: Path) -> None:
    fit = Article("a", "a", "Oil rose.", extra={"party": "R"})
    unfit = [
        Article("b", "b", "Tin.", extra={"Party": "R"}),
        Article("c", "c", "Tin.", extra={"title": "R"}),
        Article("d", "d", "Tin.", extra={"cycle": 10**13}),
    ]
    report = write_articles(archive, [fit, *unfit], workers=1)
    assert report.articles == 1
    reasons = {skip.path: skip.reason for skip in report.skipped}
    assert reasons["b"].startswith("a field cannot be called 'Party'")
    assert reasons["c"].startswith("a field of your own cannot be called title")
    assert reasons["d"].startswith("the field cycle cannot be 10000000000000")
