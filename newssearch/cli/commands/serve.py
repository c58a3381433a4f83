"""``newssearch serve``: the search screen in a browser on this machine."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from newssearch.archive.errors import UsageError
from newssearch.cli.application import command_app
from newssearch.cli.archive_folder import choose_folder
from newssearch.cli.exits import ExitCode
from newssearch.cli.options import ArchiveOption

app = command_app()


@app.command()
def serve(
    archive: ArchiveOption = None,
    host: Annotated[
        str, typer.Option(help="The name or address of this machine to listen on.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The port; 0 takes any that is free.")
    ] = 8765,
) -> int:
    """Search in a browser: the screen of newssearch tui, at an address with a secret in it."""
    try:
        from newssearch.tui import serving  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise UsageError(
            "serve needs textual-serve, which is not installed",
            hint="pip install 'newssearch[serve]'",
        ) from error
    place = choose_folder(archive)
    command = [sys.executable, "-m", "newssearch", "tui"]
    if place.named:
        command += ["--archive", str(place.place)]
    serving.serve(command, host, port, _say)
    return ExitCode.DONE


def _say(address: str) -> None:
    typer.echo(f"the search screen is at {address} until Ctrl+C")
    sys.stdout.flush()
