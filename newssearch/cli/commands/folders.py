"""``newssearch folders``: what an archive remembers about its source folders."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from newssearch.archive.safetext import safe_line
from newssearch.cli.application import command_app
from newssearch.cli.archive_folder import choose_folder
from newssearch.cli.exits import ExitCode
from newssearch.cli.formats.schema import SCHEMA, dump
from newssearch.cli.messages import counted
from newssearch.cli.options import ArchiveOption, TextOrJson, TextOrJsonOption
from newssearch.indexer.previous import remembered_folders

if TYPE_CHECKING:
    from newssearch.indexer.state import Folder

app = command_app()


@app.command()
def folders(form: TextOrJsonOption = TextOrJson.TEXT, archive: ArchiveOption = None) -> int:
    """List the remembered folders with their files, articles and options.

    To drop one: newssearch forget FOLDER. To change its options: newssearch index FOLDER OPTIONS.
    """
    known = remembered_folders(choose_folder(archive).path)
    if form is TextOrJson.JSON:
        content = {"schema": SCHEMA, "folders": [folder_object(folder) for folder in known]}
        sys.stdout.write(dump(content) + "\n")
    else:
        sys.stdout.writelines(safe_line(folder_line(folder)) + "\n" for folder in known)
    return ExitCode.DONE


def folder_line(folder: Folder) -> str:
    """Return one line of text describing a folder."""
    parts = [folder.path, *(f"--{name} {value}" for name, value in folder.options.given())]
    articles = counted(folder.articles, "article")
    holds = f"{counted(len(folder.files), 'file')}, {articles}"
    missing = "; missing now" if _missing(folder) else ""
    return f"{'  '.join(parts)}  ({holds}{missing})"


def folder_object(folder: Folder) -> dict[str, object]:
    """Return what is remembered about a folder, as a JSON object."""
    return {
        "path": folder.path,
        "files": len(folder.files),
        "articles": folder.articles,
        "missing": _missing(folder),
        "options": folder.options.encoded(),
    }


def _missing(folder: Folder) -> bool:
    return not os.path.lexists(folder.path)
