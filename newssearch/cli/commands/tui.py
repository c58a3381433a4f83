"""``newssearch tui``: the search screen."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from newssearch.cli.application import command_app
from newssearch.cli.archive_folder import choose_folder, folder_of_screen
from newssearch.cli.options import ArchiveOption
from newssearch.cli.samples import NEXT_STEP, NOTICE, sample_archive, wants_samples
from newssearch.cli.saved_folder import open_saved
from newssearch.cli.settings import read_settings, settings_path
from newssearch.tui import Personal, run_tui

app = command_app()


@app.command()
def tui(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[TEXT]...", help="The query to start with.")
    ] = None,
    archive: ArchiveOption = None,
) -> int:
    """Search interactively in the terminal; press ? there for the keys."""
    query = " ".join(words or ())
    place = choose_folder(archive)
    settings = read_settings(settings_path())
    if not wants_samples(place):
        folder = None if settings.history is False else folder_of_screen(place.place)
        saved = partial(open_saved, place.place)
        personal = Personal(folder, settings.theme, settings.keys, saved)
        return run_tui(place.place, query=query, personal=personal)
    with sample_archive() as path:
        personal = Personal(None, settings.theme, settings.keys)
        return run_tui(path, query=query, notice=f"{NOTICE}; {NEXT_STEP}", personal=personal)
