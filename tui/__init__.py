"""How do people look at the archive? A terminal application over the search engine.

Everything that comes from an article is drawn as plain text in cells that are counted here;
nothing of it is ever read as markup. Importing this package imports no widget: Textual is loaded
when the application starts.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newssearch.tui.engine import OpenEngine

__all__ = ["run_tui"]


def run_tui(
    archive_path: Path | None,
    *,
    query: str = "",
    notice: str = "",
    open_engine: OpenEngine | None = None,
) -> int:
    """Show the search screen until the person leaves it, and return the exit code.

    ``query`` is searched for at once; ``notice`` is a sentence shown until the first key.
    ``open_engine`` makes the archive from its path (``search.open_archive`` unless given). The
    code is 0, or 3 where no archive could be opened, or 1 after a bug, whose traceback is shown.
    Raises UsageError where standard input and error are not a terminal.
    """
    from newssearch.tui.launch import launch  # noqa: PLC0415  (Textual takes 150 ms to import)

    return launch(archive_path, query=query, notice=notice, open_engine=open_engine)
