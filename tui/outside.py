"""Programs outside: the browser, the pager, the editor, and what opens a file by its kind."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from newssearch.archive.errors import UsageError
from newssearch.archive.safetext import safe_line, safe_text

Find = Callable[[str], str | None]


def web_address(url: str | None) -> str:
    """Return a URL that may be given to a browser.

    Raises:
        UsageError: there is none, or it is not one of the web.
    """
    if not url:
        raise UsageError("this article has no URL")
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc or safe_text(url) != url:
        raise UsageError("this article's URL is not one of the web")
    return url


def opener(environment: Mapping[str, str], find: Find = shutil.which) -> list[str]:
    """Return the command that opens a file or an address in the program for it.

    Raises:
        UsageError: there is no window system, or no such command.
    """
    if sys.platform == "darwin":
        return ["open"]
    if environment.get("WSL_DISTRO_NAME") and (path := find("wslview")):
        return [path]
    if not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        raise UsageError(
            "no window system is here to open it in", hint="copy the address instead: y u"
        )
    path = find("xdg-open")
    if path is None:
        raise UsageError("xdg-open is not installed", hint="it is in the package xdg-utils")
    return [path]


def program_in(
    environment: Mapping[str, str], variables: Sequence[str], otherwise: str
) -> list[str]:
    """Return the program that an environment variable names, the first that is set.

    Raises:
        UsageError: it cannot be read as a command.
    """
    named = next((value for name in variables if (value := environment.get(name))), otherwise)
    try:
        command = shlex.split(named)
    except ValueError as error:
        raise UsageError(f"{variables[0]} is not a command: {named}") from error
    if not command:
        raise UsageError(f"{variables[0]} is not a command: {named}")
    return command


def pager(environment: Mapping[str, str]) -> list[str]:
    """Return the command that shows a text page by page."""
    return program_in(environment, ("PAGER",), "less")


def editor(environment: Mapping[str, str]) -> list[str]:
    """Return the command that edits a text."""
    return program_in(environment, ("VISUAL", "EDITOR"), "vi")


def open_apart(command: Sequence[str], what: str) -> None:
    """Start a program with an address or a path, and leave it to itself.

    Raises:
        UsageError: it cannot be started.
    """
    try:
        subprocess.Popen(
            [*command, what],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot start {command[0]}: {error}") from error


def show_text(command: Sequence[str], text: str, name: str) -> None:
    """Run a program in the terminal on a file of the text, and wait for its end.

    The file is in a folder that only the user can read, and is removed afterwards.

    Raises:
        UsageError: it cannot be started.
    """
    with tempfile.TemporaryDirectory(prefix="newssearch-") as folder:
        path = Path(folder) / name
        path.write_text(safe_text(text), encoding="utf-8")
        try:
            subprocess.run([*command, os.fspath(path)], check=False)
        except (OSError, ValueError) as error:
            raise UsageError(f"cannot start {command[0]}: {error}") from error


def index_folder(archive: str, folder: str) -> int:
    """Index a folder in the terminal, as ``newssearch index`` does it, and return its exit code.

    It shows its own progress and report; a key ends the look at them.
    """
    command = [sys.executable, "-m", "newssearch", "index", "--archive", archive, folder]
    process = subprocess.Popen(command)
    while True:
        try:
            code = process.wait()
            break
        except KeyboardInterrupt:  # Ctrl+C goes to both: the run ends by itself, with its report
            continue
    with contextlib.suppress(EOFError, KeyboardInterrupt):
        input("\nEnter goes back to the search screen ")
    return code


def original_text(article_id: str, archive: str) -> str:
    """Return the original of an article as ``newssearch show --raw`` reads it, made safe.

    Raises:
        UsageError: it cannot be read again.
    """
    done = subprocess.run(
        [sys.executable, "-m", "newssearch", "show", "--raw", "--archive", archive, article_id],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        said = safe_line(done.stderr.decode("utf-8", "replace")).strip()
        raise UsageError(said.removeprefix("error: ") or "the original cannot be read")
    return safe_text(done.stdout.decode("utf-8", "replace"))
