import json

import pytest
from front_door import check_output
from quoted_articles import ARTICLES

from newssearch.cli.commands import diff as diff_command
from newssearch.cli.ink import Ink
from newssearch.indexer import write_articles


@pytest.fixture(scope="module")
def quoted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("diff") / "archive"
    write_articles(folder, ARTICLES, workers=1)
    return folder


def test_two_versions_as_text(call, quoted):
    code, out, err = call("diff", "aaaa0001", "aaaa0002", archive=quoted)
    assert (code, err) == (0, "")
    assert "The council met on [-Wednesday-]{+Thursday+}." in out
    check_output("diff/diff.text", out)


def test_two_versions_as_json(call, quoted):
    code, out, _ = call("diff", "aaaa0001", "aaaa0002", "--format", "json", archive=quoted)
    assert code == 0
    answer = json.loads(out)
    assert answer["same"] is False
    assert [field["field"] for field in answer["fields"]][:2] == ["title", "byline"]
    check_output("diff/diff.json", out)


def test_on_a_terminal_it_is_coloured_and_wraps(call, quoted, monkeypatch):
    monkeypatch.setattr(diff_command, "ink_for_stdout", lambda _: Ink(True, 30))
    _, out, _ = call("diff", "aaaa0001", "aaaa0002", archive=quoted)
    assert "\x1b[31m[-Wednesday-]\x1b[0m" in out
    assert "\x1b[32m{+Thursday+}\x1b[0m" in out


def test_hostile_text_cannot_act(call, quoted):
    _, out, _ = call("diff", "bbbb", "aaaa0001", archive=quoted)
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_the_same_words(call, quoted):
    assert call("diff", "bbbb", "bbbb", archive=quoted) == (
        0,
        "",
        "the two articles have the same words\n",
    )
    _, out, _ = call("diff", "bbbb", "bbbb", "--format", "json", archive=quoted)
    assert json.loads(out)["same"] is True


def test_unknown_ids(call, quoted):
    code, out, err = call("diff", "bbbb", "ffff", archive=quoted)
    assert (code, out) == (2, "")
    assert err.startswith("error: no article has the id ffff")
