"""What leaves the screen, without one: texts, command lines, clipboards, programs, files."""

import shlex
import subprocess
import sys

import pytest
from tui_fake_archive import SEED

from newssearch.archive.article import Article, Quotation
from newssearch.archive.errors import StorageError, UsageError
from newssearch.search.ast import Span
from newssearch.tui import clipboard, exporting, outside
from newssearch.tui.copying import (
    article_text,
    as_typed,
    place_near,
    query_arguments,
    quoted_with_source,
    sentence_at,
)
from newssearch.tui.messages import Question

TEXT = "A title\nThe first, by Mr. Smith of the U.S. embassy. “The second?” (A third.) Last words"


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("title", "A title"),
        ("Smith", "The first, by Mr. Smith of the U.S. embassy."),
        ("second", "“The second?”"),
        ("third", "(A third.)"),
        ("words", "Last words"),
    ],
)
def test_the_sentence_at_a_place(word, sentence):
    span = sentence_at(TEXT, TEXT.index(word))
    assert TEXT[span.start : span.end] == sentence


@pytest.mark.parametrize(("offset", "number"), [(0, 0), (12, 0), (15, 1), (25, 1), (99, 1)])
def test_the_place_near_an_offset(offset, number):
    assert place_near([Span(10, 15), Span(20, 30)], offset) == number


def test_no_place_is_near():
    assert place_near([], 5) is None


def test_a_quotation_with_speaker_and_source():
    assert quoted_with_source(SEED, SEED.quotes[1]) == (
        "“baseless rumors.” (an unnamed official; Ann Reporter and J. Smith,"
        " “Russia says Assad is losing control”, The Daily Example, 13 December 2012)"
    )


def test_a_hostile_quotation_is_one_safe_line():
    body = "\x1b[31mwords\n\nof\x9b2J two\u202e lines"
    article = Article("x", "x.txt", body, quotes=(Quotation(0, len(body), speaker="\x1b]0;x\x07"),))
    said = quoted_with_source(article, article.quotes[0])
    assert said.startswith("“[31mwords of2J two lines” (]0;x; ")
    assert said.isprintable()


def test_an_article_as_text_is_wrapped_and_safe():
    text = article_text(SEED._replace(body="word " * 100 + "\x1b[2J\n\nend", url="https://e.org/x"))
    assert text.startswith(
        "Russia says Assad is losing control\nBy Ann Reporter, J. Smith\n"
        "The Daily Example · 2012-12-13\nhttps://e.org/x\n\nword"
    )
    assert max(map(len, text.split("\n"))) <= 80
    assert "\x1b" not in text


@pytest.mark.parametrize(
    ("text", "mode", "sort"),
    [
        ("scud", "all", "relevance"),
        ('"it\'s $HOME" `x`; rm', "any", "newest"),
        ("--help", "literal", "oldest"),
        ("-a", "all", "relevance"),
    ],
)
def test_the_command_line_of_a_query_is_read_back_as_it_was(text, mode, sort):
    arguments = query_arguments(Question(1, text, mode, sort, limit=20), "/a b")
    assert shlex.split(as_typed(arguments)) == ["newssearch", *arguments]
    assert arguments[-2:] == ["--", text]
    assert (f"--{mode}" in arguments) == (mode != "all")
    assert (sort in arguments) == (sort != "relevance")


def test_a_command_line_holds_nothing_that_a_terminal_obeys():
    said = as_typed(query_arguments(Question(1, "a\x1b[31m\nb", "all", "relevance", 1), "/\x9b"))
    assert said.isprintable()


HERE = {"xclip", "wl-copy", "xsel", "clip.exe"}


@pytest.mark.parametrize(
    ("environment", "here", "program"),
    [
        ({}, HERE, None),
        ({"DISPLAY": ":0"}, HERE, "xclip"),
        ({"DISPLAY": ":0"}, {"xsel"}, "xsel"),
        ({"DISPLAY": ":0"}, set(), None),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "w"}, HERE, "wl-copy"),
        ({"DISPLAY": "localhost:10", "SSH_CONNECTION": "1 2 3 4"}, HERE, None),
        ({"WSL_DISTRO_NAME": "Debian"}, HERE, "clip.exe"),
    ],
)
def test_which_clipboard_is_filled(environment, here, program, monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    command = clipboard.clipboard_command(
        environment, lambda name: f"/bin/{name}" if name in here else None
    )
    assert (command and command[0]) == (program and f"/bin/{program}")


def copied(text, environment, program):
    sent = []
    done = clipboard.copy_text(text, sent.append, environment, lambda _name: program)
    return done, sent


def test_the_system_clipboard_comes_first_and_gets_safe_text(tmp_path):
    program = tmp_path / "xclip"
    program.write_text(f"#!/bin/sh\ncat > {tmp_path}/copied\n")
    program.chmod(0o700)
    done, sent = copied("a\x1b[2Jé", {"DISPLAY": ":0"}, str(program))
    assert (tmp_path / "copied").read_text() == "a[2Jé"
    assert sent == []
    assert done.sentence("the URL") == "copied the URL"


def test_where_it_fails_the_terminal_is_asked_and_that_is_said():
    done, sent = copied("a\x9b2J", {"DISPLAY": ":0"}, "/bin/false")
    assert sent == ["a2J"]
    assert "it does not say whether it took it" in done.sentence("the URL")
    done, sent = copied("x" * 80_000, {}, None)
    assert "may refuse that much" in done.sentence("the URL")


@pytest.mark.parametrize(
    "url",
    [None, "", "javascript:alert(1)", "file:///etc/passwd", "http://", "https://e.org/\x1b[31m"],
)
def test_only_addresses_of_the_web_are_opened(url):
    with pytest.raises(UsageError):
        outside.web_address(url)


def test_an_address_of_the_web_is_opened_as_it_is():
    assert outside.web_address("https://e.org/a?b=c&d") == "https://e.org/a?b=c&d"


def test_no_window_system_is_said_with_what_else_can_be_done(monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(UsageError, match="no window system"):
        outside.opener({})
    with pytest.raises(UsageError, match="xdg-open is not installed"):
        outside.opener({"DISPLAY": ":0"}, lambda _name: None)
    assert outside.opener({"DISPLAY": ":0"}, lambda name: f"/bin/{name}") == ["/bin/xdg-open"]


def test_programs_are_named_by_the_environment():
    assert outside.pager({"PAGER": "less -R"}) == ["less", "-R"]
    assert outside.pager({}) == ["less"]
    assert outside.editor({"EDITOR": "ed", "VISUAL": "vim -R"}) == ["vim", "-R"]
    with pytest.raises(UsageError, match="not a command"):
        outside.pager({"PAGER": "less '"})


def test_a_program_gets_a_safe_file_that_is_removed(tmp_path):
    kept = tmp_path / "kept"
    program = [sys.executable, "-c", f"import sys, shutil; shutil.copy(sys.argv[1], {str(kept)!r})"]
    outside.show_text(program, "a\x1b[2J\nb", "article.txt")
    assert kept.read_text() == "a[2J\nb"
    with pytest.raises(UsageError, match="cannot start"):
        outside.show_text(["/nowhere/at/all"], "a", "article.txt")


QUESTION = Question(1, "oil -gas", "any", "newest", limit=20)


def test_an_export_is_a_command_line():
    export = exporting.Export(QUESTION, (), "/a", "excel")
    assert export.arguments() == [
        *("query", "--format", "csv", "--excel", "--quiet", "--limit", "0"),
        *("--any", "--sort", "newest", "--archive", "/a", "--", "oil -gas"),
    ]
    marked = exporting.Export(QUESTION, ("a#1", "b"), "/a", "ids")
    assert marked.arguments()[-1] == 'id:("a#1" OR "b")'
    assert "--any" not in marked.arguments()


@pytest.mark.parametrize(
    ("text", "ids", "form", "name"),
    [
        ("oil AND (gas)", (), "csv", "oil-and-gas.csv"),
        ("../../x\x1b", (), "jsonl", "x.jsonl"),
        ("***", (), "ids", "articles.ids.txt"),
        ("oil", ("a",), "text", "marked.txt"),
    ],
)
def test_a_name_is_suggested(text, ids, form, name):
    export = exporting.Export(Question(1, text, "all", "relevance", 1), ids, "/a", form)
    assert exporting.suggested_name(export) == name


def test_a_file_that_is_there_is_kept(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("mine")
    with pytest.raises(UsageError, match="already a file"):
        exporting.write_export(exporting.Export(QUESTION, (), "/a", "csv"), str(path))
    assert path.read_text() == "mine"


def test_what_cannot_be_written_is_said_and_nothing_is_left(tmp_path):
    export = exporting.Export(QUESTION, (), str(tmp_path / "no archive"), "csv")
    with pytest.raises(StorageError, match="cannot write"):
        exporting.write_export(export, str(tmp_path / "no folder" / "x.csv"))
    with pytest.raises(UsageError, match="no archive"):
        exporting.write_export(export, str(tmp_path / "x.csv"))
    assert list(tmp_path.iterdir()) == []


def test_exports_are_written_by_the_command_line(tmp_path):
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text("Harbour closed\n\nThe harbour was closed on Monday, he said.\n")
    archive = tmp_path / "archive"
    subprocess.run(
        [sys.executable, "-m", "newssearch", "index", "--quiet", "--archive", archive, news],
        check=True,
    )
    question = Question(1, "harbour", "all", "relevance", limit=20)
    export = exporting.Export(question, (), str(archive), "tsv")
    path = exporting.write_export(export, str(tmp_path / "x.tsv"))
    lines = path.read_text().splitlines()
    assert len(lines) == 2
    assert "Harbour closed" in lines[1]
    assert path.stat().st_mode & 0o777 == 0o600
    article_id = lines[1].split("\t")[1]
    marked = exporting.Export(question, (article_id,), str(archive), "ids")
    assert exporting.write_export(marked, str(tmp_path / "ids")).read_text() == article_id + "\n"
    assert "he said." in outside.original_text(article_id, str(archive))
    with pytest.raises(UsageError, match="no article has the id"):
        outside.original_text("nothing", str(archive))
