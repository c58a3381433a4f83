"""``newssearch help``: the query language, its fields, or a command, on one screen."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from newssearch.archive.errors import UsageError
from newssearch.cli.application import application, command_app
from newssearch.cli.commands import COMMANDS
from newssearch.cli.exits import ExitCode
from newssearch.search.language.help import fields_help, syntax_help

TOPICS = {"syntax": syntax_help, "fields": fields_help}

app = command_app()


@app.command()
def help(  # noqa: A001 - the name of the command
    topic: Annotated[
        str, typer.Argument(metavar="[syntax|fields|COMMAND]", help="What to explain.")
    ] = "",
) -> int:
    """Explain the query language, its fields, or a command."""
    sys.stdout.write(_text(topic) + "\n")
    return ExitCode.DONE


def _text(topic: str) -> str:
    if topic in TOPICS:
        return TOPICS[topic]()
    program: Any = application()
    if not topic:
        return str(program.get_help(program.context_class(program, info_name="newssearch")))
    if topic not in COMMANDS:
        raise UsageError(
            f"there is no help about '{topic}'",
            hint=f"topics: {', '.join(TOPICS)}; commands: {', '.join(COMMANDS)}",
        )
    command = program.get_command(None, topic)
    return "\n\n".join(_help_of(command, f"newssearch {topic}"))


def _help_of(command: Any, path: str) -> Iterator[str]:
    """Yield the help of a command, then the help of its subcommands."""
    yield str(command.get_help(command.context_class(command, info_name=path)))
    for name, own in getattr(command, "commands", {}).items():
        yield from _help_of(own, f"{path} {name}")
