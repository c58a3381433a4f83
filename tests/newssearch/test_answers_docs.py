"""docs/output-schema.md against what the commands about quotations and similar articles write."""

import json
from pathlib import Path

import pytest
from quoted_articles import ARTICLES

from newssearch.cli.formats.quotations import COLUMNS
from newssearch.indexer import write_articles

SCHEMA = (Path(__file__).parents[2] / "docs" / "output-schema.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def quoted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("described") / "archive"
    write_articles(folder, ARTICLES, workers=1)
    return folder


COMMANDS = {
    "quotes": ["--speaker", "powell"],
    "first": ["council"],
    "facets": ["council", "--per-1000", "--by", "speaker"],
    "similar": ["bbbb"],
    "collocates": ["council", "--least", "1"],
    "keywords": ["council", "--least", "1"],
    "ngrams": ["council", "--least", "1"],
    "frequencies": ["council"],
    "dispersion": ["council"],
    "diff": ["aaaa0001", "aaaa0002"],
}


def keys_of(content):
    if isinstance(content, dict):
        for key, value in content.items():
            yield key
            yield from keys_of(value)
    elif isinstance(content, list):
        for value in content:
            yield from keys_of(value)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_key_is_described(command, call, quoted):
    _, out, _ = call(command, *COMMANDS[command], "--format", "json", archive=quoted)
    described = SCHEMA.replace("{", "`").replace("}", "`").replace(", ", "`, `")
    keys = {*keys_of(json.loads(out)), *COLUMNS}
    assert [key for key in sorted(keys) if f"`{key}`" not in described] == []


def test_every_key_of_saved_queries_is_described(call, quoted):
    archive = ["--archive", str(quoted)]
    call("saved", "add", "x", "council", *archive, archive=None)
    for arguments in (["list"], ["run", "x"]):
        _, out, _ = call("saved", *arguments, "--format", "json", *archive, archive=None)
        content = json.loads(out)
        keys = {*content, *(key for one in content.get("saved", ()) for key in one)}
        assert [key for key in sorted(keys) if f"`{key}`" not in SCHEMA] == []
