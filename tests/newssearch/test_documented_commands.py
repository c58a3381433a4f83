"""Every command that the documentation shows is run, and what it shows of the answer is there.

A console block holds ``$ COMMAND`` lines; ``# exits with N`` behind one says how it ends if not
with 0. Lines below it must come in the answer in this order, where … stands for anything. The
blocks of a page share a home folder that holds the files of docs/examples.
"""

import configparser
import os
import plistlib
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from newssearch.cli.commands import COMMANDS
from newssearch.cli.program import carry_out

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.glob("*.md"), *(DOCS / "how-to").glob("*.md")])
BLOCK = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NOT_RUN = {
    *("pipx", "uv", "pip", "curl", "systemctl", "loginctl", "launchctl", "schtasks"),
    *("make", "docker", "brew", "ulimit", "newssearch"),
}
"""What a block of language sh may begin a line with: it installs, or belongs to the system."""


def blocks(path, language):
    return [text for kind, text in BLOCK.findall(path.read_text("utf-8")) if kind == language]


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home folder with the examples, and the program on the path."""
    folder = tmp_path / "home"
    shutil.copytree(DOCS / "examples", folder)
    program = tmp_path / "bin" / "newssearch"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m newssearch "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(folder)
    return folder


def commands_of(block):
    """Yield (command, exit code, shown lines) of a console block."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        line, *shown = part.rstrip("\n").split("\n")
        command, _, code = line.partition("# exits with ")
        yield command.strip(), int(code or 0), shown


def run(command, capfd):
    """Run a command, in this process where it is one of ours alone; return (code, output)."""
    words = shlex.split(command)
    if words[0] == "newssearch" and not re.search(r"[|><&$]", command):
        code = carry_out([re.sub("^~/", f"{os.environ['HOME']}/", word) for word in words[1:]])
    else:
        code = subprocess.run(["bash", "-c", command], stdin=subprocess.DEVNULL).returncode
    out, err = capfd.readouterr()
    return code, f"{out}\n{err}"


def assert_shown(lines, output, command):
    at = 0
    for line in lines:
        pattern = ".*?".join(map(re.escape, line.strip().split("…")))
        found = re.compile(pattern).search(output, at)
        assert found, f"{command}\nshould print: {line}\nprinted:\n{output}"
        at = found.end()


WITH_COMMANDS = [path for path in PAGES if blocks(path, "console")]


@pytest.mark.parametrize("path", WITH_COMMANDS, ids=lambda path: path.stem)
def test_what_a_page_shows_is_what_happens(path, home, capfd):
    for block in blocks(path, "console"):
        for command, code, shown in commands_of(block):
            ended, output = run(command, capfd)
            assert ended == code, f"{command}\n{output}"
            assert_shown(shown, output, command)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_commands_that_are_not_run_are_those_of_the_system(path):
    for block in blocks(path, "sh"):
        for line in block.splitlines():
            assert line.split()[0] in NOT_RUN, f"{path.name}: make it a console block: {line}"
    for command in re.findall(r"`newssearch (\w+)[^`]*`", path.read_text("utf-8")):
        assert command in COMMANDS or command == "cluster", f"{path.name}: newssearch {command}"


def in_timers(language):
    return blocks(DOCS / "how-to" / "timers.md", language)


def test_the_units_of_systemd_start_what_is_there(home, capfd):
    carry_out(["index", "saved-pages"])
    capfd.readouterr()
    service, timer = in_timers("ini")
    units = {}
    for name, text in (("service", service), ("timer", timer)):
        unit = configparser.ConfigParser(interpolation=None, strict=False)
        unit.optionxform = str
        unit.read_string(text)
        units[name] = unit
    start = units["service"]["Service"]["ExecStart"]
    assert start.startswith("%h/.local/bin/newssearch ")
    assert carry_out(shlex.split(start)[1:]) == 0
    assert units["timer"]["Timer"]["OnCalendar"] == "*-*-* 03:15"
    if shutil.which("systemd-analyze"):
        day = ["systemd-analyze", "calendar", units["timer"]["Timer"]["OnCalendar"]]
        subprocess.run(day, check=True, stdout=subprocess.DEVNULL)


def test_the_job_of_launchd_starts_what_is_there(home, capfd):
    carry_out(["index", "saved-pages"])
    (text,) = in_timers("xml")
    job = plistlib.loads(text.encode())
    assert job["ProgramArguments"][0].endswith("/newssearch")
    assert carry_out(job["ProgramArguments"][1:]) == 0
    assert job["StartCalendarInterval"] == {"Hour": 3, "Minute": 15}
    capfd.readouterr()


@pytest.mark.parametrize("path", [DOCS / "tutorial.md", DOCS / "how-to" / "timers.md"])
def test_the_lines_of_cron_run(path, home, capfd):
    carry_out(["index", "saved-pages"])
    carry_out(["saved", "add", "bridge", "bridge"])
    capfd.readouterr()
    (home / ".local" / "bin").mkdir(parents=True)
    shutil.copy(shutil.which("newssearch"), home / ".local" / "bin" / "newssearch")
    (block,) = blocks(path, "crontab")
    for line in block.splitlines():
        minute, hour, *rest, command = line.split(maxsplit=5)
        assert (minute, hour, rest) == ("15", "3", ["*", "*", "*"])
        done = subprocess.run(
            ["env", "-i", f"HOME={home}", "/bin/sh", "-c", command], capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        assert "Harbour bridge to close" in done.stdout
        assert "error" not in done.stderr


def test_the_settings_that_are_shown_can_be_read():
    (text,) = blocks(DOCS / "how-to" / "shared-archive.md", "toml")
    assert tomllib.loads(text).keys() == {"archive"}


COMPARED = re.findall(
    r"^\| .+? \| (.+) \|$",
    (DOCS / "coming-from.md").read_text("utf-8").replace("\\|", "¦"),
    re.MULTILINE,
)
QUERIES = [
    query
    for cell in COMPARED
    if cell not in ("here", "---")
    for query in re.findall(r"`([^`]+)`", cell)
]


@pytest.fixture(scope="module")
def pages_archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages") / "archive"
    assert carry_out(["index", "--quiet", "--archive", str(folder), str(DOCS / "examples")]) == 0
    return folder


@pytest.mark.parametrize("query", dict.fromkeys(QUERIES))
def test_what_is_written_for_people_from_elsewhere_is_understood(query, pages_archive, capfd):
    text, _, options = query.partition(" --")
    if query.startswith("--literal"):
        text, options = "", query.removeprefix("--")
    words = ["query", *shlex.split(f"--{options}" if options else ""), "--archive"]
    code = carry_out([*words, str(pages_archive), "--", text])
    _, err = capfd.readouterr()
    assert code in (0, 1), err
    assert "unknown field" not in err


@pytest.mark.skipif(shutil.which("mkdocs") is None, reason="needs the extra docs")
@pytest.mark.sweep
def test_the_site_is_built_without_a_warning(tmp_path):
    done = subprocess.run(
        ["mkdocs", "build", "--strict", "--site-dir", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "tutorial" / "index.html").exists()
