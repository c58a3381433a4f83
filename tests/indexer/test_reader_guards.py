"""What is said of files whose text went nowhere, is several articles in one, or was guessed."""

import json

import pytest

from newssearch.indexer import index_paths
from newssearch.indexer.html import read_counted_page
from newssearch.indexer.readers import guards, read_records
from newssearch.indexer.readers.coverage import export_marks, running_characters
from newssearch.indexer.record import Record, Remark

pytestmark = pytest.mark.usefixtures("_quick_disk")

SENTENCE = "The council of Marlow Bay met for six hours and then sent the bridge plan back again. "
TEXT = SENTENCE * 4


def read(content, name):
    return list(read_records(content.encode() if isinstance(content, str) else content, name))


def test_other_running_text_that_no_field_took_is_named():
    other = (
        "Pilots asked for a second light on the mole, and the board left the question open. " * 2
    )
    record, *rest = read(
        json.dumps(
            {
                "headline": "Bridge plan",
                "text": TEXT,
                "standfirst": other,
                "summary": TEXT[:200] + "…",
                "html": f"<p>{TEXT}</p>",
                "reactions": [{"who": "A", "words": other}],
            }
        ),
        "a.json",
    )
    assert not rest
    assert record.remarks == (
        "running text went into no field: “standfirst”, “reactions.words”;"
        " --field NAME=standfirst keeps it",
    )


def test_the_longest_text_that_no_field_took_is_named():
    (record,) = read(json.dumps({"headline": "Bridge plan", "speech_notes": TEXT}), "a.json")
    assert record.remarks == (
        "it has no text, and its longest value is in “speech_notes”, which went into no field;"
        " --map body=speech_notes takes it",
    )


def test_a_longer_text_beside_a_summary_is_named_with_its_path():
    item = {"title": "Bridge plan", "text": SENTENCE, "detail": {"words": TEXT + "And it rained."}}
    (record,) = read(json.dumps(item), "a.json")
    assert "“detail.words”" in record.remarks[0]
    assert "--map body=detail.words" in record.remarks[0]


@pytest.mark.parametrize(
    "other",
    [TEXT, f"<p>{TEXT}</p>", "short", "x" * 900, SENTENCE[:40]],
    ids=["copy", "markup", "short", "one word", "excerpt"],
)
def test_what_the_text_has_anyway_is_not_named(other):
    (record,) = read(json.dumps({"title": "T", "text": TEXT, "other": other}), "a.json")
    assert record.remarks == ()


def test_little_of_a_page_is_said_with_the_share():
    stories = "".join(
        f"<div class=story{n}><h2>Story {n}</h2><p>{SENTENCE * 9}</p></div>" for n in range(9)
    )
    sidebar = f"<form><button>{stories}</button></form>"
    page = (
        f"<html><body><article><h1>Bridge plan</h1><p>{TEXT}</p></article>{sidebar}</body></html>"
    )
    record, remark = read(page, "a.html")
    assert isinstance(record, Record)
    running = running_characters(page)
    assert running == len(TEXT.strip()) + 9 * len((SENTENCE * 9).strip())
    taken = len(record.text) + sum(len(v.value) for vs in record.declared.values() for v in vs)
    share = round(100 * taken / running)
    expected = f"only {share} % of its running text ({running:,} characters) went into articles"
    assert remark == Remark(expected)
    assert share < 40


@pytest.mark.parametrize(
    "inner",
    [
        f"<p>{TEXT}</p>",
        f"<p>{TEXT} 3 < 4, and so on</p>a<b>b</b>c",
        f"<script>if (a < b) {{}}</script><p title='a > b'>{TEXT}</p>",
        f"&lt;p&gt;{TEXT}&lt;/p&gt;&lt;p&gt;{TEXT}&lt;/p&gt;",
        f"<p>{TEXT} a < b > c <d",
    ],
)
def test_a_page_has_no_more_running_text_than_is_counted_first(inner):
    page = f"<html><body>{inner}"
    assert len(TEXT.strip()) <= running_characters(page) <= read_counted_page(page)[1]


def test_the_running_text_of_a_page_is_counted_only_where_little_may_have_gone_in(monkeypatch):
    counted = []
    monkeypatch.setattr(guards, "running_characters", lambda text: counted.append(text) or 0)
    read(f"<html><body><article><h1>Plan</h1><p>{TEXT}</p><p>{TEXT}</p></article>", "a.html")
    assert counted == []
    read(f"<html><body><article><p>{TEXT}</p></article><button>{TEXT * 9}</button>", "a.html")
    assert len(counted) == 1


def test_a_page_that_went_in_whole_is_not_remarked_on():
    page = f"<html><body><nav>Home</nav><article><h1>Plan</h1><p>{TEXT}</p><p>{TEXT}</p></article>"
    assert [type(found) for found in read(page, "a.html")] == [Record]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("12 of 40 ITEMS\n\nA.\n\n2 of 9\n\nDocument\n3 of 9\n", "2 of 9"),
        (f"A\n{TEXT}\nEnd of Document\nB\n{TEXT}\nEnd of Document\n", "End of Document"),
        ("x\nDocument MARLB00020190702ef72000\ny\nDocument MARLB00020190703ef73000\n", "Document"),
        ("Title: A\nDate: 1\nx\n\nTitle: B\nDate: 2\nx\n\nTitle: C\nDate: 3\nx\n", "Title:"),
    ],
)
def test_marks_of_an_export_in_one_article_are_said(text, mark):
    assert mark in export_marks(text)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        f"The papers were filed.\n1 of 3\n{TEXT}",
        f"Title: A plan\nDate: May 2\n{TEXT}",
        "Document the damage, said the mayor.\nDocument it well.",
    ],
)
def test_running_text_has_no_marks_of_an_export(text):
    assert export_marks(text) is None


def test_what_was_guessed_is_in_the_report_and_in_the_provenance(tmp_path):
    news = tmp_path / "news"
    news.mkdir()
    text = "Мост закрыт до весны\n\nСовет города решил закрыть старый мост до весны. Движения нет."
    for number in range(2):
        (news / f"{number}.txt").write_bytes(f"{text} {number}".encode("koi8-r"))
    report = index_paths(tmp_path / "archive", [news])
    assert [(note.text, note.articles) for note in report.remarks] == [
        ("encoding guessed: KOI8-R", 0)
    ] * 2


def test_articles_without_text_are_counted(tmp_path):
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.csv").write_text(f'headline,transcript\nBridge plan,"{TEXT}"\nFerry plan,"{TEXT}"\n')
    report = index_paths(tmp_path / "archive", [news])
    assert report.without["text"] == 2
    (note,) = report.remarks
    assert (note.articles, note.first) == (2, 1)
    assert "--map body=transcript" in note.text


def test_a_page_of_several_articles_says_so():
    story = f"<article><h2>Bridge</h2><p>{TEXT * 3}</p></article>"
    teaser = f"<article><h2>More</h2><p>{SENTENCE}</p></article>"
    comments = (
        f"<article><h2>Bridge</h2><p>{TEXT * 3}</p>{teaser}<article>{TEXT}</article></article>"
    )
    said = "it holds 2 articles, which were read as one: save each from a page of its own"
    assert Remark(said) in read(f"<!DOCTYPE html><html><body>{story * 2}</body></html>", "a.html")
    for single in (story + teaser * 3, comments):
        found = read(f"<!DOCTYPE html><html><body>{single}</body></html>", "a.html")
        assert not any("which were read as one" in str(item) for item in found)


@pytest.mark.parametrize("label", ["Record:", "Accession Number:", "Dokumentnummer:"])
def test_numbers_of_a_database_below_each_article_are_marks(label):
    article = f"Bridge plan\n\n{TEXT}\n\n{label} 4711\n\n"
    said = export_marks(article * 2)
    assert said is not None
    assert said.startswith(f"“{label}” and its like stand 2 times")
    assert export_marks(article) is None
    assert export_marks(f"{TEXT}\nFor the Record: it rained. Off the Record: it did not.") is None


def test_columns_that_no_field_takes_are_named_once(tmp_path):
    news = tmp_path / "news"
    news.mkdir()
    rows = "".join(f",Bridge plan {n},{TEXT[:90]},,{n},Ada\n" for n in range(3))
    (news / "a.csv").write_text(f"Unnamed: 0,headline,text,empty,reach,Desk Editor\n{rows}")
    report = index_paths(tmp_path / "archive", [news])
    assert [remark.text for remark in report.remarks] == [
        "columns that went into no field: “Desk Editor”, “reach”; --field NAME=COLUMN keeps one"
    ]
