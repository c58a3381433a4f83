"""``folders``, ``forget``, and what ``index`` says of the folders it remembers."""

import json
import shutil

import pytest


@pytest.fixture
def news(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("Oil rises\n\nLONDON, March 3 - Oil rose on Tuesday.\n")
    (folder / "b.jsonl").write_text('{"kop": "Tin", "text": "Tin fell."}\n')
    return folder


@pytest.fixture
def run(call, tmp_path):
    def run(command, *arguments):
        return call(command, *map(str, arguments), archive=tmp_path / "archive")

    return run


def test_folders_lists_what_is_remembered(run, news):
    assert run("folders")[0] == 3
    run("index", news)
    assert run("folders") == (0, f"{news}  (2 files, 2 articles)\n", "")
    assert run("index", news, "--map", "title=kop")[0] == 0
    assert run("folders")[1] == f"{news}  --map title=kop  (2 files, 2 articles)\n"
    listed = json.loads(run("folders", "--format", "json")[1])
    assert listed["folders"] == [
        {
            "path": str(news),
            "files": 2,
            "articles": 2,
            "missing": False,
            "options": {"map": {"title": "kop"}},
        }
    ]
    code, out, _ = run("where")
    assert code == 0
    assert f"folder    {news}  --map title=kop  (2 files, 2 articles)" in out
    assert run("index", "--reset", "map", "--quiet") == (0, "", "")
    assert "--map" not in run("folders")[1]


def test_an_unknown_field_is_wrong_usage_and_changes_nothing(run, news):
    run("index", news)
    before = run("query", "oil", "--count")
    code, out, err = run("index", "--map", "topic=party")
    assert (code, out) == (2, "")
    assert err.startswith("error: --map topic=party: an article has no field 'topic'\nhint: ")
    assert run("query", "oil", "--count") == before
    assert run("index", "--quiet") == (0, "", "")


def test_a_folder_that_is_gone_is_forgotten(run, news):
    run("index", news)
    shutil.rmtree(news)
    code, _, err = run("index")
    assert code == 7
    assert "newssearch forget" in err
    assert "missing now" in run("folders")[1]
    code, out, err = run("forget", news)
    assert (code, out) == (0, "")
    assert err.startswith("forgot 1 folder: 2 articles from 2 files removed\n")
    assert "the archive holds 0 articles" in err
    assert run("folders") == (0, "", "")
    code, _, err = run("forget", news)
    assert code == 2
    assert "is not remembered" in err


def test_a_known_skip_does_not_end_a_quiet_run_with_4(run, news):
    (news / "empty.txt").write_text("")
    code, _, err = run("index", news, "--quiet")
    assert code == 4
    assert "empty file" in err
    assert run("index", "--quiet") == (0, "", "")
    assert run("index")[0] == 4, "where it is listed, it counts"
    assert run("rebuild", "--quiet") == (0, "", "")
    (news / "more.txt").write_text("")
    code, _, err = run("index", "--quiet")
    assert code == 4
    assert err.count("skipped:") == 1
    assert "more.txt" in err


def test_a_moved_file_is_told_apart_from_a_new_one(run, news):
    run("index", news)
    (news / "a.txt").rename(news / "c.txt")
    err = run("index")[2]
    assert "2 files: 0 new, 0 changed, 1 moved, 0 removed, 1 unchanged" in err
    shutil.move(news, news.with_name("papers"))
    err = run("index", news.with_name("papers"))[2]
    assert f"folder {news} is now {news.with_name('papers')}, with the same files" in err


def test_options_are_typed_as_they_are_listed(run, news):
    (news / "x.bak").write_text("Fur rises\n\nFur rose.\n")
    options = ["--dates", "dmy", "--encoding", "KOI8-R", "--exclude", "*.bak", "--exclude", "*.tmp"]
    code, _, err = run("index", news, *options)
    assert code == 0
    assert "ignored: 1 by --exclude" in err
    typed = "--encoding koi8-r  --dates dmy  --exclude *.bak  --exclude *.tmp"
    assert run("folders")[1] == f"{news}  {typed}  (2 files, 2 articles)\n"
    assert json.loads(run("index", "--json")[1])["passed_over"]["exclude"] == 1


def test_a_failure_of_a_run_is_an_object_with_json(run, news):
    code, out, err = run("index", news / "none", "--json")
    assert code == 2
    assert json.loads(out)["error"]["code"] == "usage_error"
    assert "no file or folder" in err
    code, out, _ = run("index", news, "--format", "json", "--dates", "never")
    assert (code, json.loads(out)["error"]["code"]) == (2, "usage_error")


def test_format_json_is_the_form_of_a_report(run, news):
    told = [run("index", news, *form)[1] for form in ([], ["--format", "json"], ["--json"])]
    assert told[0] == ""
    assert [json.loads(report)["articles"] for report in told[1:]] == [2, 2]
    for command in ("rebuild", "migrate"):
        assert json.loads(run(command, "--format=json")[1])["articles"] == 2
    assert run("rebuild", "--format", "text")[1] == ""


def test_a_format_of_files_is_taken_under_either_name(run, news):
    (news / "page.html").write_text("<html><p>Copper &amp; zinc\n\n<p>Copper rose.</html>")
    for option in ("--format", "--read-as"):
        assert run("index", news, option, "plain")[0] == 0
        assert "--read-as plain" in run("folders")[1]
        assert run("index", news, "--reset", option[2:])[0] == 0
    assert "--read-as" not in run("folders")[1]
    code, _, err = run("index", news, "--format", "plain", "--read-as", "nexis")
    assert (code, "the report is text or json" in err) == (2, True)
    code, _, err = run("index", news, "--format", "wax")
    assert (code, "--read-as wax" in err) == (2, True)


def test_compact_says_what_it_gave_back(run, news):
    assert run("compact")[0] == 3
    run("index", news)
    (news / "a.txt").write_text("Tin rises\n\nLONDON, March 3 - Tin rose on Tuesday.\n")
    run("index")
    code, out, err = run("compact")
    assert (code, out) == (0, "")
    assert "; 2 articles, generation " in err
    assert run("compact", "--quiet") == (0, "", "")
    assert run("check", "--quiet")[0] == 0
