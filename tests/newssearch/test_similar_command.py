import json

import pytest
from front_door import check_output, settled
from quoted_articles import ARTICLES

from newssearch.indexer import write_articles


@pytest.fixture(scope="module")
def quoted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("similar") / "archive"
    write_articles(folder, ARTICLES, workers=1)
    return folder


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "csv", "tsv", "ids"])
def test_every_form_has_its_bytes(form, call, quoted):
    code, out, err = call("similar", "bbbb", "--format", form, archive=quoted)
    assert code == 0
    assert "note: similar by " in err
    check_output(f"similar/similar.{form}", settled(out, quoted))


def test_nothing_similar(call, quoted):
    assert call("similar", "dddd", archive=quoted) == (1, "", "no similar articles\n")
    code, out, _ = call("similar", "dddd", "--format", "json", archive=quoted)
    assert (code, json.loads(out)["hits"]) == (1, [])


def test_unknown_and_ambiguous_ids(call, quoted):
    for id_ in ("ffff", "aaaa"):
        code, out, err = call("similar", id_, archive=quoted)
        assert (code, out) == (2, "")
        assert err.startswith("error: ")


def test_quiet_and_far_down(call, quoted):
    _, out, err = call("similar", "bbbb", "--offset", "50", archive=quoted)
    assert (out, err.splitlines()[0][-25:]) == ("", "; none beyond this offset")
    assert call("similar", "bbbb", "--quiet", archive=quoted)[2] == ""
