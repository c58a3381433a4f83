"""What commands end with, what they say, and where they look."""

import json
import shutil

import pytest
from front_door import ARTICLES, make_archive

from newssearch.archive.errors import SettingsError
from newssearch.cli import samples
from newssearch.cli.archive_folder import Rule, choose_folder
from newssearch.cli.commands import COMMANDS
from newssearch.cli.commands.query import _with_context
from newssearch.cli.exits import ExitCode
from newssearch.cli.indexing import mapping_of
from newssearch.cli.program import carry_out
from newssearch.cli.progress import progress_text
from newssearch.cli.settings import read_settings, settings_path


def test_a_query_without_hits_ends_with_1_and_says_why(call):
    code, out, err = call("query", "scud", "zeppelin", "date:1850")
    assert (code, out) == (ExitCode.NO_HITS, "")
    assert err.splitlines()[:2] == [
        "no articles match: scud zeppelin date:1850",
        "  scud 4 · zeppelin 0 · date:1850 0 (the archive covers 1991-01-22 to 1996-07-09)",
    ]


@pytest.mark.parametrize("query", ["path:*.html", "scud path:reports", 'scud path:"my news"'])
def test_a_path_that_is_none_is_explained(query, call):
    code, _, err = call("query", query)
    assert code == ExitCode.NO_HITS
    assert "\n  path: takes the whole path of a file, as hits show it, or a folder that ends" in err
    assert "path: takes" not in call("query", "zeppelin")[2]


def test_the_summary_is_the_first_line_and_counts_from_the_offset(call):
    _, _, err = call("query", "missile*", "--limit", "2", "--offset", "1")
    assert err.splitlines()[0].endswith("; showing 2-3")
    assert err.startswith("5 articles, ")
    _, _, err = call("query", "missile*", "--offset", "9")
    assert err.splitlines()[0].endswith("; none beyond 9")
    assert call("query", "missile*", "-q")[2] == ""


def test_a_refused_query_shows_its_place(call):
    code, out, err = call("query", "headlin:scud", "AND", "date:2012")
    assert (code, out) == (ExitCode.USAGE, "")
    assert err.splitlines()[:3] == [
        "error: unknown field 'headlin'",
        "  headlin:scud AND date:2012",
        "  ^~~~~~~",
    ]
    code, out, _ = call("query", "scud (missile OR", "--format", "json")
    assert code == ExitCode.USAGE
    assert set(json.loads(out)) == {"error"}
    assert list(json.loads(out)["error"]) == [
        *("code", "message", "position", "length", "hint", "suggestions")
    ]


def test_a_missing_archive_is_told_in_json_too(call, tmp_path):
    code, out, err = call("query", "scud", "--format=jsonl", archive=tmp_path / "none")
    assert code == ExitCode.ARCHIVE
    assert json.loads(out)["error"]["code"] == "archive_missing"
    assert "there is no archive" in err
    assert "hint: create one: newssearch index" in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-scud"], "to search for a word that begins with -: newssearch query -- -word"),
        (["scud", "--fields", "title"], "--fields requires"),
        (["scud", "--format", "csv", "--fields", "title,nonsense"], "unknown field 'nonsense'"),
        (["scud", "-0"], "-0 requires"),
        (["scud", "--excel"], "--excel requires"),
        (["scud", "--kwic", "--format", "ids"], "--kwic cannot be combined"),
        (["scud", "--limit", "-1"], "--limit"),
        (["scud", "--format", "xml"], "--format"),
        (["scud", "--archive", ""], "--archive needs"),
    ],
)
def test_wrong_usage_is_explained(arguments, message, call):
    code, out, err = call("query", *arguments)
    assert (code, out) == (ExitCode.USAGE, "")
    assert err.startswith("error: ")
    assert message in err


def test_words_after_two_dashes_may_begin_with_one(call):
    assert call("query", "--", "-scud")[0] == ExitCode.DONE
    assert call("query", "--count", "--", "-scud")[1] == "1\n"


def test_an_unknown_command_points_to_query(call, capfd):
    assert carry_out(["sucd"]) == ExitCode.USAGE
    assert "to search: newssearch query WORDS" in capfd.readouterr().err


def test_filters_beside_the_query(call):
    assert call("query", "missile*", "--from", "1996", "--count")[1] == "2\n"
    assert call("query", "missile*", "--to", "1993-05-01", "--count")[1] == "2\n"
    assert call("query", "--source", "daily paper", "--count")[1] == "2\n"
    both = ["zeppelin OR scud", "--from", "1991", "--to", "1992", "--format", "json"]
    answer = json.loads(call("query", *both)[1])
    assert answer["query"] == "zeppelin OR scud"
    assert answer["parsed"] == "(zeppelin OR scud) AND date:1991..1992"
    assert answer["total"] == 1
    assert call("query", "--any", "zeppelin scud", "--source", "paper", "--count")[1] == "2\n"
    code, _, err = call("query", "scud", "--from", "garbage")
    assert code == ExitCode.USAGE
    assert "date:garbage.." in err


def test_count_stands_alone_on_stdout(call):
    assert call("query", "missile*", "--count") == (0, "5\n", "")
    assert call("query", "zeppelin", "--count")[:2] == (1, "0\n")


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (["--kwic", "30", "scud"], ["--kwic=30", "scud"]),
        (["--kwic", "scud"], ["--kwic=0", "scud"]),
        (["--kwic", "1984", "orwell"], ["--kwic=0", "1984", "orwell"]),
        (["--kwic=25", "9"], ["--kwic=25", "9"]),
        (["scud", "--", "--kwic", "3"], ["scud", "--", "--kwic", "3"]),
    ],
)
def test_the_number_of_kwic_may_be_left_out(given, read):
    assert _with_context(given) == read


def test_show_wants_a_unique_beginning(call):
    code, _, err = call("show", "a1b2")
    assert code == ExitCode.USAGE
    assert "several articles" in err
    code, _, err = call("show", "ffff")
    assert code == ExitCode.USAGE
    code, _, err = call("show", "a1b2c3", "--raw")
    assert code == ExitCode.STORAGE
    assert "the file no longer exists: /news/1991/scud.txt" in err


def test_index_update_rebuild_and_raw(tmp_path, call):
    news, archive = tmp_path / "news", tmp_path / "archive"
    news.mkdir()
    (news / "one.txt").write_text("A first headline\n\nScud missiles were seen.\n")
    (news / "empty.txt").write_text("")
    code, out, err = call("index", str(news), "--json", archive=archive)
    report = json.loads(out)
    assert code == ExitCode.SOME_SKIPPED
    assert (report["new"], report["articles"]) == (2, 1)
    assert report["skipped"] == [{"path": str(news / "empty.txt"), "reason": "empty file"}]
    assert f"skipped: {news / 'empty.txt'}: empty file" in err
    assert call("index", "--quiet", archive=archive) == (ExitCode.DONE, "", "")
    (news / "empty.txt").unlink()
    assert call("rebuild", "--quiet", archive=archive) == (ExitCode.DONE, "", "")
    code, out, err = call("query", "scud", "--format", "ids", archive=archive)
    code, raw, err = call("show", out.strip(), "--raw", archive=archive)
    assert (code, raw, err) == (0, (news / "one.txt").read_text(), "")
    (news / "one.txt").write_text("A first headline\n\nScud missiles were seen again.\n")
    code, raw, err = call("show", out.strip(), "--raw", archive=archive)
    assert raw == (news / "one.txt").read_text()
    assert "has changed since it was indexed" in err
    code, _, err = call("index", archive=archive)
    assert code == ExitCode.DONE
    assert "1 changed" in err


def test_index_needs_something_to_index(tmp_path, call):
    assert call("index", archive=tmp_path / "a")[0] == ExitCode.USAGE
    assert call("index", str(tmp_path / "none"), archive=tmp_path / "a")[0] == ExitCode.USAGE
    assert call("rebuild", archive=tmp_path / "b")[0] == ExitCode.ARCHIVE
    assert call("index", "--map", "title", archive=tmp_path / "a")[0] == ExitCode.USAGE
    assert mapping_of(["title=Head line", "body = text"]) == {
        "title": "Head line",
        "body": "text",
    }


def test_a_held_lock_is_75(tmp_path, call):
    from newssearch.archive.lock import WriteLock

    archive = make_archive(tmp_path / "archive")
    with WriteLock(archive, command="somebody else"):
        code, _, err = call("index", str(tmp_path), archive=archive)
    assert code == ExitCode.LOCKED
    assert "somebody else" in err
    assert "--wait SECONDS" in err


def test_check_names_what_is_damaged(tmp_path, call, tiny):
    code, out, _ = call("check")
    assert code == ExitCode.DONE
    assert out.startswith(f"{len(ARTICLES)} articles in ")
    broken = tmp_path / "broken"
    shutil.copytree(tiny, broken)
    (stored,) = broken.glob("generations/*/*.stored")
    content = bytearray(stored.read_bytes())
    content[len(content) // 2] ^= 1
    stored.write_bytes(content)
    code, out, err = call("check", archive=broken)
    assert (code, out) == (ExitCode.ARCHIVE, "")
    assert str(stored) in err


def test_the_rules_that_choose_the_archive(tmp_path, monkeypatch):
    settings = settings_path()
    assert settings.is_relative_to(tmp_path)
    assert choose_folder(None).rule is Rule.DEFAULT
    settings.parent.mkdir(parents=True)
    settings.write_text(f'archive = "{tmp_path}/configured"\n')
    assert choose_folder(None).path == tmp_path / "configured"
    monkeypatch.setenv("NEWSSEARCH_ARCHIVE", str(tmp_path / "variable"))
    assert choose_folder(None).path == tmp_path / "variable"
    assert choose_folder(str(tmp_path / "option")).rule is Rule.OPTION
    monkeypatch.setenv("HOME", str(tmp_path))
    assert choose_folder("~/x").path == tmp_path / "x"


@pytest.mark.parametrize(
    "content",
    ["archiv = 'x'", "archive = 3", "archive = ''", "archive = 'relative'", "archive", "\xff"],
)
def test_settings_that_mean_nothing_are_refused(content, tmp_path):
    path = tmp_path / "config.toml"
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(SettingsError):
        read_settings(path)


def test_where_says_which_rule_chose(call, tmp_path, tiny):
    code, out, _ = call("where")
    assert code == ExitCode.DONE
    assert f"{tiny}  (chosen by --archive)" in out
    code, out, _ = call("where", archive=None)
    assert "searched, as there is no archive" in out
    assert "there is no archive at" in out


def test_without_any_archive_the_samples_answer(call):
    code, out, err = call("query", "Scud missiles", archive=None)
    assert code == ExitCode.DONE
    assert "there is no archive yet" in err
    assert "Scud missiles against" in out
    assert samples.sample_folder().is_dir()


def test_every_command_has_help(call):
    for name in COMMANDS:
        code, out, err = call("help", name, archive=None)
        assert (code, err) == (0, "")
        assert out.startswith(f"Usage: newssearch {name}")
    code, out, _ = call("help", archive=None)
    assert all(command.summary in out for command in COMMANDS.values())
    assert call("help", "nonsense", archive=None)[0] == ExitCode.USAGE


def test_exit_codes_are_those_of_the_table():
    assert {int(code) for code in ExitCode} == {0, 1, 2, 3, 4, 6, 7, 75, 130, 143}


def test_progress_says_how_long_it_will_take():
    from newssearch.indexer import Progress

    half = Progress("reading", 500, 1000, 5000, 10.0)
    assert progress_text(half) == (
        "reading  [##########..........]  500/1,000 files  5,000 articles, 500/s  0:10 left"
    )
    assert progress_text(Progress("finding", 0, 0, 0, 0.0)) == "finding"
