"""All saved queries at once, mail, runs at the same time, and files that only moved."""

import email
import email.policy
import json
import os
import subprocess
import sys

import pytest
from quoted_articles import ARTICLES, quoting

from newssearch.indexer import index_paths, write_articles
from newssearch.search.saved import SavedQueries


@pytest.fixture
def quoted(tmp_path):
    folder = tmp_path / "archive"
    write_articles(folder, ARTICLES, workers=1)
    return folder


@pytest.fixture
def saved(call, quoted):
    """Call ``saved``, its command first: (exit code, stdout, stderr)."""

    def run(command, *arguments):
        return call("saved", command, *arguments, "--archive", str(quoted), archive=None)

    return run


def test_all_saved_queries_run_at_once_with_one_exit_code(saved, quoted):
    assert saved("run", "--new")[0] == 2
    saved("add", "council", "council")
    saved("add", "wheat", "wheat", "--from-now")
    saved("add", "zebras", "zebras")
    code, out, err = saved("run", "--new")
    assert code == 0
    assert out.startswith("4 new articles for 'council'\n\n")
    assert "'wheat'" not in out + err
    assert err == "4 new articles for 'council'; showing 4\n"
    assert saved("run", "--new") == (1, "", "")
    write_articles(quoted, [quoting("eeee0006", "The council ate the wheat.")], workers=1)
    code, out, _ = saved("run", "--new", "--format", "json")
    content = json.loads(out)
    assert [(one["name"], one["total"]) for one in content["saved"]] == [
        ("council", 1),
        ("wheat", 1),
    ]
    assert [one["hits"][0]["id"] for one in content["saved"]] == ["eeee0006", "eeee0006"]
    assert saved("run", "--new")[0] == 1


@pytest.mark.parametrize("form", ["ids", "jsonl", "csv", "tsv"])
def test_forms_of_several_queries(saved, form):
    saved("add", "council", "council")
    saved("add", "all")
    code, out, _ = saved("run", "council", "all", "--new", "--format", form, "--quiet")
    assert code == 0
    lines = out.splitlines()
    if form == "ids":
        assert sorted(lines) == sorted({*lines}), "an id is written once"
        assert len(lines) == len(ARTICLES)
    elif form == "jsonl":
        assert {json.loads(line)["saved"] for line in lines} == {"council", "all"}
    else:
        assert lines[0].replace("\t", ",").startswith("saved,rank,id,date")
        assert len(lines) == 1 + 4 + len(ARTICLES)


def test_list_counts_what_is_new(saved, quoted):
    saved("add", "council", "council")
    assert saved("list")[1] == "council  council  (0 articles shown, 4 new)\n"
    saved("run", "council", "--new", "--limit", "3", "--quiet")
    assert saved("list")[1] == "council  council  (3 articles shown, 1 new)\n"
    (one,) = json.loads(saved("list", "--format", "json")[1])["saved"]
    assert (one["shown"], one["new"]) == (3, 1)


def test_one_that_cannot_be_run_ends_no_other(saved, quoted):
    saved("add", "council", "council")
    saved("add", "broken", "council")
    path = quoted / "saved" / "broken.json"
    path.write_text(path.read_text().replace('"council"', '"council AND ("'))
    code, out, err = saved("run", "--new")
    assert code == 2
    assert out.startswith("4 new articles for 'council'\n")
    assert "error: cannot run 'broken': " in err
    assert "council  council  (4 articles shown, 0 new)" in saved("list")[1]


def test_mail_is_a_message_or_nothing(saved, quoted):
    one = quoting("eeee0006", "The council of Zürich slept.")
    write_articles(quoted, [one._replace(title="Rat\r\nBcc: x@example.org \u202e" + "long " * 60)])
    saved("add", "council", "council")
    saved("add", "wheat", "wheat")
    arguments = ("run", "--new", "--format", "mail", "--to", "Ann <ann@example.org>", "--quiet")
    code, out, err = saved(*arguments)
    assert (code, err) == (0, "")
    message = email.message_from_bytes(out.encode(), policy=email.policy.default)
    assert message["To"] == "Ann <ann@example.org>"
    assert message["Subject"] == "newssearch: 6 new articles for 2 saved queries"
    assert message["Bcc"] is None
    assert message["Date"] is not None
    text = message.get_content()
    assert "5 new articles for 'council'" in text
    assert "Zürich" in text
    assert "\u202e" not in text
    assert max(map(len, text.splitlines())) <= 72
    assert saved(*arguments) == (1, "", "")
    assert saved("run", "--format", "mail", "--to", "a\nBcc: b@example.org")[0] == 2
    code, out, _ = saved("run", "wheat", "--format", "mail", "--quiet")
    assert email.message_from_string(out)["Subject"] == "newssearch: 1 article for 'wheat'"


def test_runs_at_the_same_time_show_each_article_once(saved, quoted):
    more = [quoting(f"ff{number:06d}", "The council met again.") for number in range(40)]
    write_articles(quoted, more, workers=1)
    saved("add", "council", "council")
    saved("add", "all")
    command = [sys.executable, "-m", "newssearch", "saved", "run", "--new", "--format", "jsonl"]
    command += ["--quiet", "--archive", os.fspath(quoted)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(4)]
    shown = []
    for process in running:
        out, _ = process.communicate(timeout=120)
        shown += [(json.loads(line)["saved"], json.loads(line)["id"]) for line in out.splitlines()]
    assert len(shown) == len(set(shown)) == 44 + len(ARTICLES) + 40
    assert sorted(process.returncode for process in running) == [0, 1, 1, 1]


def test_what_could_not_be_printed_is_new_again(quoted, saved):
    saved("add", "council", "council")
    with SavedQueries(quoted).showing("council"):
        assert len(SavedQueries(quoted).shown("council")) == 0
    command = [sys.executable, "-m", "newssearch", "saved", "run", "council", "--new"]
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        done = subprocess.run(
            [*command, "--archive", os.fspath(quoted)],
            stdout=full,
            capture_output=False,
            stderr=subprocess.PIPE,
            timeout=120,
        )
    assert done.returncode == 7
    assert len(SavedQueries(quoted).shown("council")) == 0


def test_files_that_moved_are_not_new(call, tmp_path):
    """Case 17: all files are moved into a subfolder."""
    news, archive = tmp_path / "news", tmp_path / "archive"
    news.mkdir()
    for number in range(5):
        (news / f"{number}.txt").write_text(
            f"Oil {number}\n\nLONDON - Oil rose {number}, he said.\n"
        )
    index_paths(archive, [news], workers=1)
    assert (
        call("saved", "add", "oil", "oil", "--from-now", "--archive", str(archive), archive=None)[0]
        == 0
    )
    (news / "1987").mkdir()
    for path in news.glob("*.txt"):
        path.rename(news / "1987" / path.name)
    index_paths(archive, workers=1)
    run = ("saved", "run", "oil", "--new", "--archive", str(archive))
    assert call(*run, archive=None) == (1, "", "")
    (news / "6.txt").write_text("Oil 6\n\nLONDON - Oil rose again, he said.\n")
    index_paths(archive, workers=1)
    assert call(*run, "--quiet", archive=None)[0] == 0
