"""A stranger's installation, in an empty environment: wheels, sdist, pipx, uv; then a first hour.

All of it needs the package registry. What compiles nothing is short enough for the continuous
integration; the rest is for ``make sweep``.
"""

import json
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VERSIONS = ("3.11", "3.12", "3.13", "3.14")
STORY = (
    "Oil prices rose\n\nVIENNA, March 3, 2012 - Crude oil rose again.\n\n"
    '"We are content," Anna Smith, a minister, said.\n'
)
PYTHON_PROGRAM = """
from pathlib import Path
from newssearch import index_paths, open_archive
index_paths(Path("own"), [Path("news")])
with open_archive("own") as news:
    print(news.search("crude oil").total)
"""

pytestmark = pytest.mark.sweep
COMPILES = pytest.mark.exhaustive


def clean():
    """The environment of a person who has never heard of this checkout."""
    ours = re.compile("PYTHON|VIRTUAL_ENV|NEWSSEARCH_|XDG_|PYTEST|COVERAGE|PIPX|UV_TOOL")
    kept = {name: value for name, value in os.environ.items() if not ours.match(name)}
    return kept | {"TERM": "xterm"}


def run(*arguments, cwd, **environment):
    done = subprocess.run(
        [str(one) for one in arguments],
        capture_output=True,
        text=True,
        cwd=cwd,
        env=clean() | environment,
    )
    assert done.returncode == 0, f"{arguments}\n{done.stdout[-3000:]}{done.stderr[-3000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def sdist(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sdist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", folder, cwd=ROOT)
    (made,) = folder.glob("*.tar.gz")
    return made


def wheel_of(sdist, folder, **environment):
    pip = (sys.executable, "-m", "pip", "wheel", "--no-deps", "--quiet")
    run(*pip, "-w", folder, sdist, cwd=folder, **environment)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def plain(sdist, tmp_path_factory):
    """The wheel without compiled loops."""
    folder = tmp_path_factory.mktemp("plain")
    made = wheel_of(sdist, folder, NEWSSEARCH_WITHOUT_COMPILER="1")
    assert made.name.endswith("py3-none-any.whl")
    return made


@pytest.fixture(scope="module")
def compiled(sdist, tmp_path_factory):
    """The wheel with compiled loops."""
    made = wheel_of(sdist, tmp_path_factory.mktemp("compiled"))
    assert not made.name.endswith("any.whl")
    return made


def press(program, folder, environment):
    """Start the screen on a terminal, quit it by Ctrl+Q, and return the exit code."""
    main, other = pty.openpty()
    process = subprocess.Popen(
        [str(program), "tui"], stdin=other, stdout=other, stderr=other, cwd=folder, env=environment
    )
    os.close(other)
    seen, ends = b"", time.monotonic() + 60
    try:
        while process.poll() is None and time.monotonic() < ends:
            if select.select([main], [], [], 0.5)[0]:
                try:
                    seen += os.read(main, 65536)
                except OSError:
                    break
            elif seen:
                os.write(main, b"\x11")
        return process.wait(timeout=10)
    finally:
        process.kill()
        os.close(main)


def first_hour(program, folder):
    """Index a folder, search it, ask who said what, look at the screen."""
    (folder / "news").mkdir()
    (folder / "news" / "oil.txt").write_text(STORY, encoding="utf-8")
    environment = {"NEWSSEARCH_ARCHIVE": str(folder / "archive")}
    run(program, "index", folder / "news", cwd=folder, **environment)
    assert run(program, "query", '"crude oil"', "--count", cwd=folder, **environment) == "1\n"
    said = run(program, "quotes", "content", "--format", "json", cwd=folder, **environment)
    assert "Anna Smith" in said
    assert press(program, folder, clean() | environment) == 0
    checks = json.loads(run(program, "doctor", "--format", "json", cwd=folder, **environment))
    return {check["name"]: check for check in checks["checks"]}


@pytest.mark.parametrize(
    ("kind", "loops"),
    [
        ("plain", "note"),
        pytest.param("compiled", "ok", marks=COMPILES),
        pytest.param("sdist", "note", marks=COMPILES),
    ],
)
def test_plain_pip(kind, loops, request, tmp_path):
    package = request.getfixturevalue(kind)
    venv.create(tmp_path / "venv", with_pip=True)
    binaries = tmp_path / "venv" / "bin"
    without = {"NEWSSEARCH_WITHOUT_COMPILER": "1"} if kind == "sdist" else {}
    run(binaries / "pip", "install", "--quiet", package, cwd=tmp_path, **without)
    checks = first_hour(binaries / "newssearch", tmp_path)
    assert checks["loops"]["state"] == loops
    assert run(binaries / "python", "-c", PYTHON_PROGRAM, cwd=tmp_path) == "1\n"
    assert run(binaries / "python", "-m", "newssearch", "--version", cwd=tmp_path)


@pytest.mark.parametrize("installer", ["pipx", "uv"])
def test_installers_of_programs(installer, plain, tmp_path):
    venv.create(tmp_path / "tools", with_pip=True)
    tools = tmp_path / "tools" / "bin"
    run(tools / "pip", "install", "--quiet", installer, cwd=tmp_path)
    bin_folder = tmp_path / "bin"
    places = {
        "pipx": {"PIPX_HOME": str(tmp_path / "home"), "PIPX_BIN_DIR": str(bin_folder)},
        "uv": {"UV_TOOL_DIR": str(tmp_path / "home"), "UV_TOOL_BIN_DIR": str(bin_folder)},
    }[installer]
    command = {"pipx": ("install",), "uv": ("tool", "install", "--python", sys.executable)}
    run(tools / installer, *command[installer], plain, cwd=tmp_path, **places)
    assert first_hour(bin_folder / "newssearch", tmp_path)["loops"]["state"] == "note"


def interpreter(version):
    """Return a Python of a version that works: of the path, or beside the one that runs this."""
    name = f"python{version}"
    beside = sorted(Path(sys.base_prefix).parent.glob(f"*/bin/{name}"))
    for found in filter(None, [shutil.which(name), *beside]):
        if subprocess.run([found, "-c", ""], capture_output=True).returncode == 0:
            return found
    return None


@pytest.mark.parametrize("version", VERSIONS)
@COMPILES
def test_every_version_of_python_that_is_here(version, sdist, tmp_path):
    python = interpreter(version)
    if python is None:
        pytest.skip(f"no Python {version} on this machine")
    run(python, "-m", "venv", tmp_path / "venv", cwd=tmp_path)
    binaries = tmp_path / "venv" / "bin"
    run(binaries / "pip", "install", "--quiet", sdist, cwd=tmp_path)
    checks = first_hour(binaries / "newssearch", tmp_path)
    assert f"Python {version}." in checks["program"]["found"]
    assert run(
        binaries / "python", "-W", "error::SyntaxWarning", "-c", PYTHON_PROGRAM, cwd=tmp_path
    )
