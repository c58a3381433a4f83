"""What a command imports: a search must not pay for the screen or for reading HTML."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

HEAVY = (
    "bs4",
    "textual",
    "rich",
    "whoosh",
    "trafilatura",
    "lxml",
    "warcio",
    "pyarrow",
    "pydantic",
    "matplotlib",
)

_PROGRAM = """
import json, sys
from newssearch.cli.program import carry_out
code = carry_out(sys.argv[1:])
print(json.dumps([code, sorted(sys.modules)]))
"""


def imported_by(arguments):
    """Return the exit code and the packages that a command line left imported."""
    code, modules = modules_of(arguments)
    return code, parts(modules)


def modules_of(arguments):
    """Return the exit code and the modules that a command line left imported."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *arguments],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "XDG_DATA_HOME": "/nonexistent", "XDG_CONFIG_HOME": "/nonexistent"},
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    code, modules = json.loads(done.stdout.splitlines()[-1])
    return code, set(modules)


def parts(modules):
    """Return the names of packages, and of those below ``newssearch``."""
    return {name.removeprefix("newssearch.").partition(".")[0] for name in modules}


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    from newssearch.archive import Article
    from newssearch.indexer import write_articles

    folder = tmp_path_factory.mktemp("imports") / "archive"
    (folder.parent / "list.txt").write_text("scud\n")
    write_articles(folder, [Article(id="a1", path="/a", title="Scud", body="A Scud.")], workers=1)
    return str(folder)


@pytest.mark.parametrize(
    "arguments",
    [
        ["query", "scud", "--format", "json"],
        ["query", "scud", "--kwic"],
        ["query", "nothing"],
        ["query", "wrong:field"],
        ["show", "a1"],
        ["stats"],
        ["check"],
        ["quotes", "scud", "--speaker", "powell"],
        ["first", "scud"],
        ["facets", "scud", "--by", "source,speaker"],
        ["batch", "LIST"],
        ["trend", "scud", "--by", "year"],
        ["similar", "a1"],
        ["collocates", "scud"],
        ["keywords", "scud"],
        ["ngrams", "scud"],
        ["frequencies", "scud"],
        ["dispersion", "scud"],
        ["diff", "a1", "a1"],
        ["saved", "list"],
    ],
)
def test_reading_imports_neither_the_screen_nor_the_indexer(arguments, archive):
    listed = str(Path(archive).with_name("list.txt"))
    arguments = [listed if one == "LIST" else one for one in arguments]
    _, modules = imported_by([*arguments, "--archive", archive])
    assert not modules & {*HEAVY, "indexer", "tui"}


@pytest.mark.parametrize("arguments", [["--help"], ["where"], ["nosuch"], ["query", "--nosuch"]])
def test_help_and_errors_import_little(arguments):
    _, modules = imported_by(arguments)
    assert not modules & {*HEAVY, "indexer", "tui"}


def test_the_samples_are_searched_without_reading_html():
    code, modules = imported_by(["query", "Scud missiles"])
    assert code == 0
    assert not modules & {"bs4", "textual", "rich", "trafilatura", "lxml"}


def test_a_run_that_finds_nothing_changed_loads_neither_readers_nor_writers(tmp_path):
    from newssearch.indexer import index_paths

    news, archive = tmp_path / "news", tmp_path / "archive"
    news.mkdir()
    (news / "a.txt").write_text("Oil rises\n\nOil rose, he said.\n")
    index_paths(archive, [news], workers=1)
    code, modules = modules_of(["index", "--quiet", "--archive", str(archive)])
    assert code == 0
    assert not parts(modules) & {*HEAVY, "pathspec", "tui", "search"}
    ours = {name.removeprefix("newssearch.") for name in modules if name.startswith("newssearch.")}
    assert not {name for name in ours if name.startswith(("indexer.readers", "archive.whoosh"))}
    assert not {name for name in ours if name.startswith("archive.columnar.writing")}
    assert not ours & {"indexer.making", "indexer.reading", "indexer.knowledge.dates"}


@pytest.mark.parametrize("package", ["archive", "search", "indexer", "cli", "tui"])
def test_a_package_alone_imports_nothing_heavy(package):
    program = f"import sys, json, newssearch.{package}; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, cwd=ROOT, timeout=600
    )
    modules = parts(json.loads(done.stdout))
    assert not modules & {"bs4", "textual", "rich", "trafilatura", "lxml", "warcio", "typer"}
