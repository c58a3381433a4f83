"""Starting the application in a terminal, and what it leaves behind.

Apart from ``tui`` itself, so that importing that costs nothing.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from newssearch.archive.errors import ArchiveMissing, SettingsError, UsageError
from newssearch.tui.actions import use_keys
from newssearch.tui.engine import OpenEngine, default_opener
from newssearch.tui.memory import Memory
from newssearch.tui.personal import Personal

DRIVER_VARIABLE = "TEXTUAL_DRIVER"
"""By which Textual is told to draw for something other than the terminal: for a browser."""

BROWSER_THEME = "dark"
"""There are no colours of the person's own terminal to be drawn in."""


def launch(
    archive_path: Path | str | None,
    *,
    query: str,
    notice: str,
    open_engine: OpenEngine | None,
    personal: Personal,
) -> int:
    """Run the application; see ``tui.run_tui`` for the meaning of all."""
    in_browser = bool(os.environ.get(DRIVER_VARIABLE))
    # Textual reads keys from stdin and draws on stderr, so stdout may well be a pipe.
    if not in_browser and not (_is_terminal(sys.__stdin__) and _is_terminal(sys.__stderr__)):
        raise UsageError(
            "the terminal UI needs a terminal",
            hint='to search from a script use: newssearch query "words"',
        )
    use_keys(personal.keys)
    # only now: the screens take their keys from the table as they are imported
    from newssearch.tui.app import NewsApp  # noqa: PLC0415
    from newssearch.tui.inks import THEMES  # noqa: PLC0415

    theme = personal.theme or (BROWSER_THEME if in_browser else THEMES[0])
    if theme not in THEMES:
        raise SettingsError(f"there is no theme '{theme}'", hint=f"known: {', '.join(THEMES)}")
    app = NewsApp(
        archive_path,
        open_engine or default_opener(personal.saved),
        query=query,
        notice=notice,
        theme=theme,
        memory=Memory(personal.folder),
    )
    app.run()
    if app.return_code:
        return app.return_code
    return 0 if app.had_archive else ArchiveMissing.exit_code


def _is_terminal(stream: object) -> bool:
    is_a_terminal = getattr(stream, "isatty", None)
    return bool(is_a_terminal is not None and is_a_terminal())
