"""The first minutes: the program alone, index without a folder, and the queries worth trying."""

import datetime as dt
import os
import re
import shlex

import pytest

from newssearch.archive import Article, Quotation
from newssearch.archive.manifest import FORMAT
from newssearch.cli import first_contact
from newssearch.cli.program import carry_out
from newssearch.indexer import write_articles
from newssearch.search import open_archive
from newssearch.search.examples import EXAMPLES, example_queries


def news(number, body, **fields):
    return Article(id=f"{number:016x}", path=f"/news/{number}.txt", body=body, **fields)


def made(folder, articles):
    write_articles(folder, articles, workers=1)
    return folder


MINISTERS = (
    'The price of grain rose. "We shall buy more of it," Ada Brandt said in Port Lowell.',
    'Ministers met in Port Lowell on Monday. "It is dear," Ada Brandt said.',
    "In Port Lowell the harbour stayed shut, said the mayor of Sand Bay.",
    "Nothing happened on Thursday, and nothing in Sand Bay either.",
)


@pytest.fixture(scope="module")
def ministers(tmp_path_factory):
    articles = [
        news(n, body, title=f"Report {n}", date=dt.date(2001 + n // 2, 3, 1))
        for n, body in enumerate(MINISTERS)
    ]
    return made(tmp_path_factory.mktemp("ministers") / "archive", articles)


def test_the_examples_are_names_and_people_of_the_archive_with_exact_counts(ministers):
    with open_archive(ministers) as archive:
        examples = example_queries(archive)
        found = {one.query: one.articles for one in examples}
        assert [archive.search(query).total for query in found] == list(found.values())
    assert list(found)[:2] == ['"Sand Bay"', 'speaker:"Ada Brandt"']
    assert found['speaker:"Ada Brandt"'] == 2
    assert len(found) == EXAMPLES


@pytest.mark.parametrize(
    "bodies",
    [
        ("政府は昨日、新しい計画を発表した。", "東京で会議があった。"),
        ("أعلنت الحكومة خطة جديدة.", "اجتمع الوزراء في العاصمة."),
        ('", "" OR ( ) AND NOT :: ~~ "', "\x1b[2J \x07 ***"),
        ("of the and to", "it is"),
        ("", ""),
    ],
    ids=["japanese", "arabic", "operators", "stop words", "empty"],
)
def test_text_without_names_gives_examples_that_find_something_or_none(bodies, tmp_path):
    archive = made(tmp_path / "archive", [news(n, body) for n, body in enumerate(bodies)])
    with open_archive(archive) as opened:
        examples = example_queries(opened)
        assert all(opened.count(one.query) == one.articles > 0 for one in examples)


def test_what_most_articles_hold_is_no_example(tmp_path):
    """The name of the agency is in all of them; it says nothing of the archive."""
    bodies = [f"Gulf Press Agency. Word {n}. Mina Holt spoke." for n in range(4)]
    bodies += ["Gulf Press Agency. The others were silent."] * 6
    archive = made(tmp_path / "archive", [news(n, body) for n, body in enumerate(bodies)])
    with open_archive(archive) as opened:
        assert example_queries(opened)[0].query == '"Mina Holt"'


def test_a_speaker_known_by_no_full_name_is_no_example(tmp_path):
    body = '"It is well," the company said.'
    start = body.index("It")
    spoken = Quotation(start, start + 11, speaker="the company", confidence="high")
    archive = made(tmp_path / "archive", [news(1, body, quotes=(spoken,))])
    with open_archive(archive) as opened:
        assert not [one for one in example_queries(opened) if "speaker" in one.query]


def test_index_on_a_terminal_ends_with_examples_that_can_be_copied(
    ministers, monkeypatch, capfd, tmp_path
):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    named = str(ministers)
    first_contact.say_examples(ministers, named)
    head, *lines = capfd.readouterr().err.splitlines()
    assert head == "try:"
    assert len(lines) == EXAMPLES
    for line in lines:
        command, articles = re.fullmatch(r"  newssearch (.+?) {3,}(\d+) articles?", line).groups()
        assert carry_out([*shlex.split(command), "--count"]) == 0
        assert capfd.readouterr().out.strip() == articles


def test_index_says_no_examples_to_a_pipe_or_to_cron(tmp_path, capfd):
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "one.txt").write_text("A headline\n\nMina Holt spoke in Sand Bay.\n")
    where = ["--archive", str(tmp_path / "archive")]
    assert carry_out(["index", *where, str(tmp_path / "news")]) == 0
    assert "try:" not in capfd.readouterr().err


def test_alone_without_an_archive_it_says_how_to_begin(capfd):
    assert carry_out([]) == 2
    out, err = capfd.readouterr()
    assert err == ""
    for command in ("index FOLDER", "query WORDS", "tui", "doctor", '"Scud missiles"'):
        assert command in out
    assert len(out.splitlines()) <= 20


def test_alone_with_an_archive_it_says_what_is_there(ministers, monkeypatch, capfd):
    monkeypatch.setenv("NEWSSEARCH_ARCHIVE", os.fspath(ministers))
    assert carry_out([]) == 2
    out, _ = capfd.readouterr()
    assert f"The archive at {ministers} holds 4 articles." in out


def test_alone_with_a_damaged_archive_it_says_what_to_do(monkeypatch, capfd, tmp_path):
    (tmp_path / "archive").mkdir(mode=0o700)
    (tmp_path / "archive" / "CURRENT").write_text("nonsense")
    monkeypatch.setenv("NEWSSEARCH_ARCHIVE", str(tmp_path / "archive"))
    assert carry_out([]) == 3
    out, err = capfd.readouterr()
    assert out == ""
    assert "hint: " in err


def test_index_without_a_folder_says_to_name_one(capfd, tmp_path):
    assert carry_out(["index", "--archive", str(tmp_path / "archive")]) == 2
    _, err = capfd.readouterr()
    assert "newssearch index --archive" in err
    assert "FOLDER" in err
    assert not (tmp_path / "archive" / "CURRENT").exists()


def test_the_version_names_the_format_too(capfd):
    assert carry_out(["--version"]) == 0
    out, _ = capfd.readouterr()
    assert re.fullmatch(rf"newssearch \d+\.\d+\.\d+\S* \(archive format {FORMAT}\)\n", out)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("serach", "query"), ("qurey", "query"), ("idnex", "index"), ("docter", "doctor")],
)
def test_a_mistyped_command_is_told_the_one_that_was_meant(typed, meant, capfd):
    assert carry_out([typed, "oil"]) == 2
    assert f"hint: did you mean newssearch {meant}? " in capfd.readouterr().err


def test_a_command_like_no_other_is_guessed_at_by_nobody(capfd):
    assert carry_out(["zzzzzz"]) == 2
    assert "did you mean" not in capfd.readouterr().err


def test_an_id_that_no_article_has_says_where_ids_come_from(ministers, capfd):
    assert carry_out(["show", "--archive", str(ministers), "ffff"]) == 2
    assert "newssearch query --archive" in capfd.readouterr().err
