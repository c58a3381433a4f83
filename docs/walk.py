"""A session on the search screen, in a real terminal (tmux), for ``docs/walk-through.md``.

``python -m docs.walk ARCHIVE`` writes it again, from an archive of Reuters-21578.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

PAGE = Path(__file__).with_name("walk-through.md")
SECONDS = 2.5
"""After which the screen rests, which a terminal does not tell."""

COLUMNS, LINES = 80, 24


class Step(NamedTuple):
    """What a person wants, and the keys that do it, as tmux names them."""

    says: str
    keys: tuple[str, ...]


STEPS = (
    Step("The screen says what the archive holds. Type, and hits come when you pause.", ()),
    Step("What did Volcker say of the dollar? Words first.", ("volcker dollar",)),
    Step("Enter goes to the hits, and once more into an article.", ("Enter", "Enter")),
    Step("`w` lists who is quoted in it.", ("w",)),
    Step("Back, and `W`: who says what about this in all hits, by speaker.", ("Escape", "W")),
    Step(
        "`f` opens the column of facets: how the hits are spread over time, to compare two years"
        " or months.",
        ("Escape", "Escape", "f"),
    ),
    Step("Down, and Enter keeps one month; its chip is below the query.", ("Down", "Enter")),
    Step("Back to the hits, `y`: what can be copied. `c` would take the citation.", ("Right", "y")),
    Step("`x`: in what a table of the hits can be written.", ("Escape", "x")),
    Step("`A` saves the query under a name.", ("Escape", "A", "dollar talk")),
    Step("`Q` lists what is saved, with what is new.", ("Enter", "Q")),
    Step("Ctrl+P finds all that can be done by a few letters.", ("Escape", "C-p", "sort")),
)


def walk(archive: str) -> list[str]:
    """Return the screens after each step, as text."""
    session = f"newssearch-walk-{os.getpid()}"
    with tempfile.TemporaryDirectory() as home:
        variables = [f"{name}={home}" for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")]
        command = [sys.executable, "-m", "newssearch", "tui", "--archive", archive]
        size = ["-x", str(COLUMNS), "-y", str(LINES)]
        _tmux("new-session", "-d", "-s", session, *size, shlex.join(["env", *variables, *command]))
        try:
            time.sleep(2 * SECONDS)
            screens = []
            for step in STEPS:
                for keys in step.keys:
                    _tmux("send-keys", "-t", session, keys)
                    time.sleep(SECONDS)
                screens.append(_tmux("capture-pane", "-p", "-t", session))
            return screens
        finally:
            _tmux("kill-session", "-t", session)


def _tmux(*arguments: str) -> str:
    tmux = shutil.which("tmux") or "tmux"
    return subprocess.run([tmux, *arguments], capture_output=True, text=True, check=True).stdout


def main(archive: str) -> None:
    """Write the page."""
    parts = [
        "# A walk through the search screen\n\n"
        "One session on the 21,578 articles of Reuters-21578, in a terminal of 80 columns and 24"
        " lines.\nThe screens are what the program showed; `python -m docs.walk ARCHIVE` writes"
        " this page again.\n"
    ]
    for step, screen in zip(STEPS, walk(archive), strict=True):
        shown = "\n".join(line.rstrip() for line in screen.splitlines()).rstrip("\n")
        parts.append(f"\n{step.says}\n\n```text\n{shown}\n```\n")
    page = "".join(parts).replace(archive, "~/archive")
    PAGE.write_text(re.sub(r"(?<=path: )\S*/", "~/reuters/", page), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
