"""The command line as a Typer group whose commands are loaded on demand.

``newssearch query`` must not pay for the terminal UI or for reading HTML, so the group holds only
names, and imports a command's module when it is called. Help lists the table without importing
anything.
"""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any

import typer
import typer.core
import typer.main

from newssearch.cli.commands import COMMANDS
from newssearch.cli.exits import ExitCode


class ReaderGone(Exception):
    """The reader of standard output has closed it: not a failure, and nothing is left to do.

    It carries BrokenPipeError past Typer, which would exit with its own code.
    """


class CommandTable(typer.core.TyperGroup):
    """The group of the commands in ``newssearch.cli.commands``."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import and return a command, None if there is no such command."""
        if cmd_name not in COMMANDS:
            return None
        command = typer.main.get_command(
            import_module(f"{__package__}.commands.{COMMANDS[cmd_name].module}").app
        )
        command.name = cmd_name
        return command

    def invoke(self, ctx: Any) -> Any:
        """Run the command; what Typer would exit for is raised as an exception."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as error:
            raise typer.Abort from error
        except BrokenPipeError as error:
            raise ReaderGone from error

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the list of commands for help."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.summary) for name, command in COMMANDS.items()])


def command_app() -> typer.Typer:
    """Return a Typer for one command, with plain help and plain errors."""
    return typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def application() -> Any:
    """Return the whole command line as a Click command."""
    app = typer.Typer(
        cls=CommandTable,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        invoke_without_command=True,
    )
    app.callback(epilog="The query language on one screen: newssearch help syntax")(_front_door)
    return typer.main.get_command(app)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - 30 ms that only this needs

        from newssearch.archive.manifest import FORMAT  # noqa: PLC0415 - likewise

        typer.echo(f"newssearch {version('newssearch')} (archive format {FORMAT})")
        raise typer.Exit


def _front_door(
    ctx: typer.Context,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            help="Print the version of the program and of the archive format.",
            callback=_print_version,
            is_eager=True,
        ),
    ] = False,
) -> int:
    """Full-text search for a news archive on your own machine."""
    if ctx.invoked_subcommand is not None:
        return ExitCode.DONE
    from newssearch.cli.first_contact import print_welcome  # noqa: PLC0415 - once in a lifetime

    print_welcome()
    return ExitCode.USAGE
