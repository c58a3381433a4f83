"""What is installed: one name, from an sdist, a wheel and a checkout alike."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

LINKED = ("archive", "indexer", "search", "seeds", "tui")

PROGRAM = """
from pathlib import Path
from newssearch import Article, index_paths, open_archive, write_articles
import newssearch.search, newssearch.tui
write_articles(Path("kept"), [Article(id="w1", path="wire/1", body="Oil prices rose.")])
with open_archive("kept") as news:
    print(news.search("oil").total, Path(newssearch.search.__file__).parents[2])
"""


def run(*arguments, cwd, **environment):
    done = subprocess.run(
        arguments, capture_output=True, text=True, cwd=cwd, env={**os.environ, **environment}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """The sdist of this checkout, unpacked: what a person builds from who has no git."""
    folder = tmp_path_factory.mktemp("sdist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(folder), cwd=ROOT)
    (packed,) = folder.glob("*.tar.gz")
    with tarfile.open(packed) as file:
        file.extractall(folder, filter="data")
    return packed.with_name(packed.name.removesuffix(".tar.gz"))


def installed_from(unpacked, folder, **environment):
    """Build a wheel from the sdist, unpack it where Python looks first, and return the place."""
    command = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder))
    run(*command, cwd=unpacked, **environment)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as file:
        names = file.namelist()
        assert {name.partition("/")[0].partition("-")[0] for name in names} == {"newssearch"}
        assert not [name for name in names if "__pycache__" in name or "/tests/" in name]
        file.extractall(folder / "site")
    return wheel.name, folder / "site"


def assert_it_works_beside_modules_of_the_same_names(site, folder):
    for name in LINKED:  # a person's own modules
        (folder / f"{name}.py").write_text("raise SystemExit('the wrong module')")
    environment = {"PYTHONPATH": str(site), "XDG_DATA_HOME": str(folder / "data")}
    found = run(sys.executable, "-c", PROGRAM, cwd=folder, **environment)
    assert found.split() == ["1", str(site)]
    printed = run(
        *(sys.executable, "-m", "newssearch", "query", "Scud missiles", "--format", "ids"),
        cwd=folder,
        **environment,
    )
    assert len(printed.split()) == 1  # the one of the two samples that has the phrase


def test_a_wheel_without_a_compiler_holds_one_package_and_works(unpacked, tmp_path):
    name, site = installed_from(unpacked, tmp_path, NEWSSEARCH_WITHOUT_COMPILER="1")
    assert name.endswith(("-py3-none-any.whl", "-py2.py3-none-any.whl"))
    assert not list(site.rglob("*.so"))
    assert_it_works_beside_modules_of_the_same_names(site, tmp_path)


@pytest.mark.sweep
def test_a_wheel_with_compiled_loops_works(unpacked, tmp_path):
    name, site = installed_from(unpacked, tmp_path)
    assert "none-any" not in name
    sources = [path for folder in ("archive", "search") for path in (ROOT / folder).rglob("*.pyx")]
    assert len(list(site.rglob("*.so"))) == len(sources)
    assert_it_works_beside_modules_of_the_same_names(site, tmp_path)


def test_a_checkout_leads_to_the_folders_at_the_top():
    for name in LINKED:
        assert (ROOT / "newssearch" / name).resolve() == ROOT / name


def test_all_public_names_are_there():
    import newssearch

    assert [name for name in newssearch.__all__ if not hasattr(newssearch, name)] == []
    with pytest.raises(AttributeError, match="no attribute 'nosuch'"):
        newssearch.nosuch  # noqa: B018
