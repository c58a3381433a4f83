"""``newssearch export``: a whole archive as JSON lines."""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, TextIO

import typer

from newssearch.archive.errors import StorageError
from newssearch.archive.platform import files
from newssearch.archive.platform.names import replace_file
from newssearch.cli.application import command_app
from newssearch.cli.archive_folder import choose_folder
from newssearch.cli.exits import ExitCode
from newssearch.cli.indexing import QuietOption
from newssearch.cli.messages import counted, say
from newssearch.cli.options import ArchiveOption
from newssearch.cli.progress import steps
from newssearch.indexer.carrying import open_stored
from newssearch.indexer.exporting import export_lines
from newssearch.search.saved import SavedQueries

app = command_app()


@app.command()
def export(
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write to FILE instead of standard output."
        ),
    ] = None,
    quiet: QuietOption = False,
    archive: ArchiveOption = None,
) -> int:
    """Write every article with all its fields as a line of JSON, and what the archive remembers.

    newssearch import makes the same archive from it. The first line holds the remembered folders
    and the saved queries with what they have shown, the last line the number of articles. Archives
    of older formats can be exported too.
    """
    path = choose_folder(archive).path
    with open_stored(path) as stored:
        shown = not quiet and (output is not None or not sys.stdout.isatty())
        kept = SavedQueries(path).everything()
        lines = steps(export_lines(stored, kept), stored.articles + 2, "lines", shown=shown)
        if output is None:
            sys.stdout.writelines(lines)
        else:
            with _whole_file(output) as file:
                file.writelines(lines)
        if not quiet:
            say(f"{counted(stored.articles, 'article')} exported")
    return ExitCode.DONE


@contextlib.contextmanager
def _whole_file(path: Path) -> Iterator[TextIO]:
    """Write a temporary file that only the user can read, then move it into place."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        descriptor = files.open_no_link(temporary, files.CREATING)
        with os.fdopen(descriptor, "w", encoding="ascii", newline="\n") as file:
            yield file
            file.flush()
            files.make_durable(file.fileno())
        replace_file(temporary, path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise StorageError(f"cannot write {path}: {error.strerror}") from error
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
