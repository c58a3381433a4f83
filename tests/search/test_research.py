"""The archive in Python: its doctests, tables that add up, and what notebooks show."""

from __future__ import annotations

import datetime as dt
import doctest
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_archives import publish

from newssearch.archive import Article
from newssearch.archive.errors import UsageError
from newssearch.search import open_archive, research
from newssearch.search.research import ResearchArchive

_TEXTS = (
    ("2001-02-03", "Gazette", "Oil rises", "Crude oil rose on Monday. Traders bought crude oil."),
    ("2001-02-09", "Gazette", "Oil falls", "Crude oil fell.\n\nNobody knew why."),
    (
        "2001-03-04",
        "Gazette",
        "Wheat falls",
        "They said that wheat and corn fell. Only wheat.",
    ),
    (
        "2001-04-05",
        "Courier",
        "Prices",
        "The price of wheat fell again. Crude oil was dear.",
    ),
    ("2003-01-01", "Gazette", "Corn", "Corn rose, and nobody said why. Only wheat fell."),
    ("2003-01-02", "Courier", "Refining", "Makers of crude oil rested."),
    ("2003-01-03", "Courier", "Weather", "It rained."),
    (None, None, "Undated", "Nothing happened."),
)

ARTICLES = [
    Article(
        id=f"a{number}",
        path=f"{number}.txt",
        title=title,
        body=body,
        source=source,
        date=dt.date.fromisoformat(day) if day else None,
    )
    for number, (day, source, title, body) in enumerate(_TEXTS)
]


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ResearchArchive]:
    with open_archive(publish(tmp_path_factory.mktemp("research") / "a", [ARTICLES])) as opened:
        yield opened


def test_doctests(news: ResearchArchive) -> None:
    found = doctest.testmod(research, extraglobs={"news": news})
    assert found.attempted >= 10
    assert found.failed == 0


def test_a_frame_has_a_row_for_each_article(news: ResearchArchive) -> None:
    table = news.frame()
    assert list(table) == list(research.COLUMNS)
    assert {len(column) for column in table.values()} == {len(ARTICLES)}
    chosen = news.frame("undated", columns=["date", "body", "tags"])
    assert chosen == {"date": [None], "body": ["Nothing happened."], "tags": [[]]}
    assert len(news.frame("crude", limit=2)["id"]) == 2
    with pytest.raises(UsageError, match="no column 'colour'"):
        news.frame(columns=["colour"])


def test_lines_are_as_many_as_matches(news: ResearchArchive) -> None:
    for query in ("crude oil", "wheat OR corn"):
        found = news.search(query)
        assert len(news.concordance(query)) == found.matches
        assert sum(news.frame(query)["matches"]) == found.matches


def test_what_notebooks_show_is_marked_and_escaped(tmp_path: Path) -> None:
    body = "A <script>alert(1)</script> & crude oil\x1b[31m & more."
    article = Article(id="x", path="p", title="<b>Crude</b>", body=body, source="A & B")
    with open_archive(publish(tmp_path / "a", [[article]])) as hostile:
        shown = hostile.search("crude")._repr_html_()
    assert "<mark>crude</mark> oil" in shown
    assert "&lt;b&gt;<mark>Crude</mark>&lt;/b&gt;" in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; " in shown
    assert "A &amp; B" in shown
    assert "<script" not in shown
    assert "\x1b" not in shown
    assert "1 article, 2 matches: crude" in shown


def test_what_notebooks_show_of_nothing(news: ResearchArchive) -> None:
    shown = news.search("<zinc>", literal=True)._repr_html_()
    assert shown.startswith("<div><p><b>0 articles, 0 matches: ")
    assert "<ol" not in shown
