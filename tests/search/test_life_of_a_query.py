"""What ``docs/life-of-a-query.md`` says of its query is so."""

from __future__ import annotations

import datetime as dt
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from newssearch import Article, open_archive, write_articles
from newssearch.cli.program import carry_out
from newssearch.search.language import narrow, parse_query
from newssearch.search.language.printer import print_query
from newssearch.search.local.evaluation import LocalEvaluation
from newssearch.search.news import NewsArchive
from newssearch.search.selection import Selection

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "life-of-a-query.md").read_text("utf-8")
TYPED, PRINTED, SNIPPET = re.findall(r"^ *> (.*)$", TEXT, re.MULTILINE)


def rows(head: str) -> list[list[str]]:
    """Return the cells of the table with a head."""
    _, _, rest = TEXT.partition(f"| {head} |\n")
    assert rest, head
    lines = [line.strip() for line in rest.partition("\n\n")[0].splitlines()[1:]]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("life") / "archive"
    written = [
        Article(id=name, path=name, title=title, body=body, date=dt.date.fromisoformat(day))
        for name, day, title, body in rows("id | date | title | body")
    ]
    write_articles(folder, written, workers=1)
    return folder


@pytest.fixture(scope="module")
def news(archive: Path) -> Iterator[NewsArchive]:
    with open_archive(archive) as opened:
        yield opened


@pytest.fixture(scope="module")
def selection(news: NewsArchive) -> Selection:
    program, command, words, option, day = shlex.split(TYPED)
    assert (program, command, option) == ("newssearch", "query", "--from")
    return news.select(narrow(parse_query(words), first_day=day))


def test_the_tree_and_what_its_parts_find(news: NewsArchive, selection: Selection) -> None:
    assert selection.parsed == print_query(selection.query.node) == PRINTED
    *parts, everything = rows("part | articles")
    assert " AND ".join(part.strip("`") for part, _ in parts) == PRINTED
    for part, found in (*parts, (PRINTED, everything[1])):
        several = news.select(part.strip("`"))
        assert sorted(several.ids(several.refs())) == found.split()
        assert isinstance(several._evaluation, LocalEvaluation)


def test_the_page(selection: Selection) -> None:
    hits = list(selection.hits())
    assert [[str(hit.rank), hit.article.id, f"{hit.score:.4f}"] for hit in hits] == rows(
        "rank | id | score"
    )
    assert f"Here there are {selection.matches}." in TEXT
    snippet = hits[1].snippets[0]
    marked = snippet.text
    for start, end in reversed(snippet.spans):
        marked = f"{marked[:start]}**{marked[start:end]}**{marked[end:]}"
    assert marked == SNIPPET


def test_what_is_typed(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [*shlex.split(TYPED)[1:], "--archive", str(archive), "--format", "ids"]
    assert carry_out(arguments) == 0
    assert capsys.readouterr().out.split() == [name for _, name, _ in rows("rank | id | score")]


def test_modules_and_names_are_there() -> None:
    """A path is that of a file; a name is defined in the product."""
    paths = re.findall(r"`([\w/]+\.py)`", TEXT)
    assert len(paths) > 15
    places = (ROOT, ROOT / "search", ROOT / "newssearch")
    assert [path for path in paths if not any((place / path).exists() for place in places)] == []
    names = set(re.findall(r"`(?:\w+\.)?([A-Z]\w+[a-z]|[a-z]+_[a-z_]+)`", TEXT))
    assert {"QueryOptions", "read_query", "Matcher", "top_k", "hits_of"} <= names
    code = "\n".join(
        path.read_text("utf-8")
        for top in ("search", "newssearch/cli")
        for path in (ROOT / top).rglob("*.py")
    )
    assert [n for n in sorted(names) if not re.search(rf"^ *(class|def) {n}\b", code, re.M)] == []
