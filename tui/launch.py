"""Starting the application in a terminal, and what it leaves behind.

Apart from ``tui`` itself, so that importing that costs nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path

from newssearch.archive.errors import ArchiveMissing, UsageError
from newssearch.tui.app import NewsApp
from newssearch.tui.engine import OpenEngine, open_default_engine


def launch(
    archive_path: Path | str | None, *, query: str, notice: str, open_engine: OpenEngine | None
) -> int:
    """Run the application; see ``tui.run_tui`` for the meaning of all."""
    # Textual reads keys from stdin and draws on stderr, so stdout may well be a pipe.
    if not (_is_terminal(sys.__stdin__) and _is_terminal(sys.__stderr__)):
        raise UsageError(
            "the terminal UI needs a terminal",
            hint='to search from a script use: newssearch query "words"',
        )
    app = NewsApp(archive_path, open_engine or open_default_engine, query=query, notice=notice)
    app.run()
    if app.return_code:
        return app.return_code
    return 0 if app.had_archive else ArchiveMissing.exit_code


def _is_terminal(stream: object) -> bool:
    is_a_terminal = getattr(stream, "isatty", None)
    return bool(is_a_terminal is not None and is_a_terminal())
