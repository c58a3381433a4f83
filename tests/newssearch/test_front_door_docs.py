"""The README and docs/output-schema.md against the program: what they name is there."""

import json
import re
import shlex
from pathlib import Path

import pytest

from newssearch.cli.commands import COMMANDS
from newssearch.cli.exits import ExitCode
from newssearch.cli.formats.jsonform import HIT_FIELDS, MORE_FIELDS, TABLE_COLUMNS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SCHEMA = (ROOT / "docs" / "output-schema.md").read_text(encoding="utf-8")


def test_the_two_commands_stand_at_the_top():
    assert README.index("make demo") < README.index("make test") < 200


def _commands():
    lines = re.findall(r"^(?:15 3 \* \* \* \S*)?newssearch .*$", README, re.MULTILINE)
    assert len(lines) > 12
    return [line.split("   ")[0].split(" > ")[0].split(" | ")[0] for line in lines]


@pytest.mark.parametrize("line", _commands())
def test_every_command_of_the_readme_is_understood(line, call):
    """The commands and options are there, and the queries can be read."""
    name, *arguments = shlex.split(line.partition("newssearch ")[2])
    assert name in COMMANDS
    options = [word for word in arguments if word.startswith("--")]
    _, help_text, _ = call("help", name, archive=None)
    assert all(option in help_text for option in options)
    if name == "query":
        arguments = [word for word in arguments if word != "-0" or "paths" in arguments]
        code, _, err = call("query", *arguments)
        assert code in (ExitCode.DONE, ExitCode.NO_HITS), err


@pytest.mark.parametrize("text", [README, SCHEMA], ids=["README", "schema"])
def test_every_exit_code_is_listed(text):
    listed = set()
    for cell in re.findall(r"^\| ([\d, ]+) \|", text, re.MULTILINE):
        listed |= {int(code) for code in cell.split(",")}
    assert listed == {int(code) for code in ExitCode}


def test_every_key_is_described(call):
    _, out, _ = call("query", "scud", "--format", "json")
    keys = {*json.loads(out), *HIT_FIELDS, *MORE_FIELDS, *TABLE_COLUMNS}
    for command in (["show", "a1b2c3", "--query", "scud"], ["stats"]):
        _, out, _ = call(*command, "--format", "json")
        content = json.loads(out)
        keys |= {*content, *content.get("with", ())}
        for quotation in content.get("quotes", ()):
            keys |= set(quotation)
    assert [key for key in sorted(keys) if f"`{key}`" not in SCHEMA] == []


def test_every_key_of_a_report_is_described(call, tmp_path):
    (tmp_path / "one.txt").write_text("A headline\n\nA body of some words.\n")
    _, out, _ = call("index", str(tmp_path), "--json", archive=tmp_path / "archive")
    content = json.loads(out)
    keys = {*content, *content["without"]}
    assert [key for key in sorted(keys) if f"`{key}`" not in SCHEMA] == []


def test_the_python_of_the_readme_runs(tmp_path, monkeypatch, capsys):
    news = tmp_path / "news"
    news.mkdir()
    for name, words in (("a", "Crude oil rose."), ("b", "Opec met in Vienna about crude oil.")):
        text = f"Oil {name}\n\nVIENNA, March 3, 2012 - {words} Nobody said why.\n"
        (news / f"{name}.txt").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert len(blocks) >= 3
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert printed.startswith("1 [")
    assert "2 articles 3 matches" in printed
