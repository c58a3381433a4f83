"""The clipboard: the system's own where a program for it is here, else the terminal's.

Over a network the system's own is that of the wrong machine, so the terminal is asked there
(OSC 52, which xterm, kitty, foot, WezTerm, iTerm2, Windows Terminal and others obey, and tmux with
``set-clipboard on``). A terminal does not answer, so it cannot be known whether it took the text.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from newssearch.archive.safetext import safe_text

SECONDS = 2.0
"""How long a clipboard program may take."""

LONGEST_FOR_TERMINALS = 74_994
"""Bytes that xterm and tmux still take in one sequence of 100,000 characters of base 64."""

Find = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Copied:
    """Which clipboard a text went to; ``program`` is None for the terminal's, which never says.

    In a browser the ``terminal`` is the browser.
    """

    program: str | None
    too_long: bool = False
    terminal: str = "terminal"

    def sentence(self, what: str) -> str:
        """Say what was copied, and how surely."""
        if self.program is not None:
            return f"copied {what}"
        if self.too_long:
            return f"sent {what} to the {self.terminal}, which may refuse that much"
        return f"sent {what} to the {self.terminal}'s clipboard; it does not say whether it took it"


def clipboard_command(
    environment: Mapping[str, str], find: Find = shutil.which
) -> list[str] | None:
    """Return the command that fills the system's clipboard from its input, if there is one."""
    if environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"):
        return None
    candidates: list[list[str]] = []
    if sys.platform == "darwin":
        candidates.append(["pbcopy"])
    if environment.get("WAYLAND_DISPLAY"):
        candidates.append(["wl-copy"])
    if environment.get("DISPLAY"):
        candidates += (["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"])
    if environment.get("WSL_DISTRO_NAME"):
        candidates.append(["clip.exe"])
    if environment.get("TERMUX_VERSION"):
        candidates.append(["termux-clipboard-set"])
    for command in candidates:
        if (path := find(command[0])) is not None:
            return [path, *command[1:]]
    return None


def copy_text(
    text: str,
    send_to_terminal: Callable[[str], None],
    environment: Mapping[str, str],
    find: Find = shutil.which,
    *,
    in_browser: bool = False,
) -> Copied:
    """Put text on the clipboard, safe of control characters; blocks up to ``SECONDS``.

    For a browser that is the browser's own, never that of the machine it is served from.
    """
    text = safe_text(text)
    command = None if in_browser else clipboard_command(environment, find)
    if command is not None and _filled(command, text):
        return Copied(command[0])
    send_to_terminal(text)
    too_long = len(text.encode()) > LONGEST_FOR_TERMINALS
    return Copied(None, too_long, "browser" if in_browser else "terminal")


def _filled(command: list[str], text: str) -> bool:
    try:
        # the program may stay to serve the text, so it must hold no stream of ours
        done = subprocess.run(
            command,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0
