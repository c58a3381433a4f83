"""Every error code of the query language, through the real command, for people and as JSON."""

import json
import os

import pytest

from newssearch.archive.article import Article
from newssearch.cli.program import carry_out
from newssearch.indexer import write_articles
from newssearch.search.language.refusals import ERROR_CODES

_LONG = {"too_long": "scud " * 1000, "too_deep": "(" * 60 + "scud" + ")" * 60}
EXAMPLES = {code: _LONG.get(code, example) for code, (_, example) in ERROR_CODES.items()}


@pytest.fixture(scope="module")
def wordy(tmp_path_factory):
    """An archive in which more than 4,096 words begin with the same letters."""
    archive = tmp_path_factory.mktemp("wordy") / "archive"
    words = " ".join(f"con{number:05d}" for number in range(4200))
    write_articles(archive, [Article(id="a", path="a", body=words)], workers=1)
    return os.fspath(archive)


@pytest.mark.parametrize("code", EXAMPLES)
def test_a_refusal_names_its_code_and_place_and_searches_nothing(wordy, code, capfd):
    query = EXAMPLES[code]
    assert carry_out(["query", "--archive", wordy, "--format", "json", "--", query]) == 2
    out, _ = capfd.readouterr()
    error = json.loads(out)["error"]
    assert error["code"] == code
    assert 0 <= error["position"] <= len(query)
    assert error["message"]


@pytest.mark.parametrize("code", EXAMPLES)
def test_a_refusal_shows_a_caret_to_people(wordy, code, capfd):
    assert carry_out(["query", "--archive", wordy, "--", EXAMPLES[code]]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    first, _, caret, *_ = err.splitlines()
    assert first.startswith("error: ")
    assert "^" in caret
    assert "Traceback" not in err
