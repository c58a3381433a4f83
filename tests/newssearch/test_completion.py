"""Shell completion, through the front door as the shells call it."""

import os
import shutil
import subprocess
import sys

import pytest

from newssearch.archive import Article
from newssearch.archive.fields import FIELDS
from newssearch.cli.program import carry_out
from newssearch.indexer import write_articles
from newssearch.search.facets import FACETS

HOSTILE = (
    "$(touch pwned)",
    "`touch pwned`",
    "a\\$(touch pwned)",
    "x; touch pwned",
    "y\x1b[2J",
    "'",
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("completion") / "archive"
    sources = ("Daily Paper", "Daily Paper", "Daily", "Dispatch", *HOSTILE)
    articles = [
        Article(id=f"{n:016x}", path=f"/n/{n}", body="Words.", source=source, lang="en")
        for n, source in enumerate(sources)
    ]
    write_articles(folder, articles, workers=1)
    return folder


@pytest.fixture
def completed(archive, capfd, monkeypatch):
    """Complete a line as bash hands it over, its words cut as bash cuts them."""
    monkeypatch.setenv("NEWSSEARCH_ARCHIVE", os.fspath(archive))

    def complete(*words, shell="bash", argv=()):
        monkeypatch.setenv("_NEWSSEARCH_COMPLETE", f"complete_{shell}")
        monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
        line = " ".join(("newssearch", *words))
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", str(len(words)))
        monkeypatch.setenv("_TYPER_COMPLETE_ARGS", line)
        with pytest.raises(SystemExit):
            carry_out(argv)
        out, err = capfd.readouterr()
        assert err == ""
        return [line for line in out.splitlines() if line]

    return complete


def test_names_of_fields(completed):
    assert completed("query", "so") == ["source:"]
    assert completed("query", "-so", shell="fish") == []
    every = completed("query", "scud", "b")
    assert set(every) >= {f"{one.name}:" for one in FIELDS if one.name.startswith("b")}


def test_fields_inside_brackets_and_quotation_marks(completed):
    assert completed("query", "'scud", "(sour", shell="fish") == ["scud (source:"]


def test_values_of_one_word_after_a_field(completed):
    assert completed("query", "source:D", shell="fish") == ["source:Daily", "source:Dispatch"]
    assert completed("query", "source:Di", shell="zsh") == [
        """_arguments '*: :(("source\\\\:Dispatch"))'"""
    ]
    assert completed("query", "lang", ":", "e") == ["en"], "bash cuts at a colon"


def test_whole_values_of_options_most_articles_first(completed):
    assert completed("query", "--source", "D") == ["Daily\\ Paper", "Daily", "Dispatch"]
    assert completed("query", "--source", "D", shell="fish") == ["Daily Paper", "Daily", "Dispatch"]


def test_a_value_that_a_shell_would_run_is_never_offered(completed):
    for shell in ("bash", "zsh", "fish"):
        for field in ("source:", "source:$", "source:a"):
            assert "touch" not in "".join(completed("query", field, shell=shell))
        assert "touch" not in "".join(completed("query", "--source", "''", shell=shell))


def test_facets_separated_by_commas(completed):
    assert completed("facets", "--by", "source,s") == [
        f"source,{one}" for one in FACETS if one.startswith("s")
    ]


def test_saved_queries(completed, archive):
    assert carry_out(["saved", "add", "--archive", str(archive), "spills", "oil"]) == 0
    assert completed("saved", "remove", "sp") == ["spills"]
    assert completed("saved", "run", "sp") == ["spills"]


def test_without_an_archive_there_are_fields_and_no_values(completed, monkeypatch, tmp_path):
    monkeypatch.setenv("NEWSSEARCH_ARCHIVE", str(tmp_path / "none"))
    assert completed("query", "lang:e", shell="fish") == []
    assert completed("query", "so") == ["source:"]
    assert completed("saved", "run", "s") == []


def test_a_field_that_is_none_has_no_values(completed):
    assert completed("query", "nonsense:x", shell="fish") == []
    assert completed("query", "title:s", shell="fish") == []


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_itself_completes(archive, tmp_path):
    """The script that --show-completion prints, in a bash that has nothing else."""
    program = tmp_path / "bin" / "newssearch"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m newssearch "$@"\n')
    program.chmod(0o755)
    script = """
eval "$(newssearch --show-completion bash)"
COMP_WORDS=(newssearch query source : Di); COMP_CWORD=4
_newssearch_completion newssearch
printf '%s|' "${COMPREPLY[@]}"
"""
    path = os.pathsep.join((str(program.parent), os.environ["PATH"]))
    done = subprocess.run(
        ["bash", "--norc", "-c", script],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "NEWSSEARCH_ARCHIVE": os.fspath(archive), "PATH": path},
        check=True,
    )
    assert done.stdout == "Dispatch|"
    assert not (tmp_path / "pwned").exists()
