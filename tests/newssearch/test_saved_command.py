import json

import pytest
from front_door import check_output, settled
from quoted_articles import ARTICLES, quoting

from newssearch.indexer import write_articles


@pytest.fixture
def quoted(tmp_path):
    folder = tmp_path / "archive"
    write_articles(folder, ARTICLES, workers=1)
    return folder


@pytest.fixture
def saved(call, quoted):
    """Call ``saved``, its command first: (exit code, stdout, stderr)."""

    def run(command, *arguments):
        return call_nested(call, quoted, command, *arguments)

    return run


def call_nested(call, archive, command, *arguments):
    return call("saved", command, *arguments, "--archive", str(archive), archive=None)


def test_only_what_is_new_since_the_last_run(saved, quoted):
    assert saved("add", "council", "council", "OR", "wheat") == (0, "", "")
    code, out, err = saved("run", "council", "--new", "--format", "ids")
    assert (code, out.split()) == (0, ["aaaa0002", "aaaa0001", "bbbb0003", "dddd0005", "cccc0004"])
    assert err == "5 new articles for 'council'; showing 5\n"
    assert saved("run", "council", "--new") == (1, "", "")
    write_articles(quoted, [quoting("eeee0006", "The council slept.")], workers=1)
    code, out, _ = saved("run", "council", "--new", "--format", "ids")
    assert (code, out) == (0, "eeee0006\n")
    assert saved("run", "council", "--new")[0] == 1
    code, out, _ = saved("run", "council", "--format", "ids")
    assert (code, len(out.split())) == (0, 6)


def test_a_run_without_new_shows_all_and_counts_for_nothing(saved):
    saved("add", "council", "council")
    assert saved("run", "council", "--quiet")[0] == 0
    assert len(saved("run", "council", "--new", "--format", "ids")[1].split()) == 4


def test_a_limit_leaves_the_rest_for_the_next_run(saved):
    saved("add", "council", "council")
    told = []
    for _ in range(3):
        _, out, _ = saved("run", "council", "--new", "--limit", "2", "--format", "ids")
        told += out.split()
    assert sorted(told) == ["aaaa0001", "aaaa0002", "bbbb0003", "cccc0004"]


def test_from_now(saved):
    saved("add", "council", "council", "--from-now")
    assert saved("run", "council", "--new") == (1, "", "")


def test_list_and_remove(saved):
    saved("add", "b", "council", "--source", "AFP", "--from", "2003")
    saved("add", "a", "sources", "weapons", "--any")
    saved("run", "a", "--new", "--quiet")
    code, out, err = saved("list")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "a  sources weapons --any  (4 articles shown, 0 new)",
        "b  council --from 2003 --source AFP  (0 articles shown, 2 new)",
    ]
    listed = json.loads(saved("list", "--format", "json")[1])
    assert [one["name"] for one in listed["saved"]] == ["a", "b"]
    assert listed["saved"][1]["source"] == "AFP"
    assert saved("remove", "a") == (0, "", "")
    assert saved("list")[1].startswith("b  ")
    assert saved("run", "a")[0] == 2


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "csv", "tsv", "ids", "paths"])
def test_every_form_has_its_bytes(form, saved, quoted):
    saved("add", "afp", "council", "--source", "AFP")
    code, out, _ = saved("run", "afp", "--format", form)
    assert code == 0
    check_output(f"saved/saved.{form}", settled(out, quoted))


def test_options_hold_at_each_run(saved):
    saved("add", "old", "council", "--to", "2000")
    assert saved("run", "old", "--format", "ids")[1] == "bbbb0003\n"
    saved("add", "plain", "council OR wheat", "--literal")
    assert saved("run", "plain")[:2] == (1, "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["add", "x", "(council"], "error: "),
        (["add", "../x", "council"], "error: '../x' cannot be the name"),
        (["run", "nobody"], "error: there is no saved query 'nobody'"),
        (["remove", "nobody"], "error: there is no saved query 'nobody'"),
    ],
)
def test_refusals(arguments, message, saved):
    code, out, err = saved(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith(message)


def test_a_name_is_not_taken_twice(saved):
    saved("add", "x", "council")
    code, _, err = saved("add", "x", "wheat")
    assert (code, err.splitlines()[0]) == (2, "error: there is already a saved query 'x'")
    assert saved("add", "x", "wheat", "--replace")[0] == 0


def test_a_missing_archive(call, tmp_path):
    code, _, err = call_nested(call, tmp_path / "nowhere", "list")
    assert code == 3
    assert "there is no archive" in err
