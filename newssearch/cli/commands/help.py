"""``newssearch help``: the query language, its fields, languages, formats, or a command."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from textwrap import fill
from typing import Annotated, Any

import typer

from newssearch.archive.errors import UsageError
from newssearch.cli.application import application, command_app
from newssearch.cli.commands import COMMANDS
from newssearch.cli.exits import ExitCode
from newssearch.search.language.help import fields_help, syntax_help


def formats_help() -> str:
    """Return what is read of every format, and how to get files of it."""
    from newssearch.indexer.readers.formats import READERS  # noqa: PLC0415 - few ask

    parts = ["What index reads, told by what a file holds; in brackets what --read-as calls it."]
    for reader in sorted(READERS, key=lambda one: one.format.value.lower()):
        told = {"known by": reader.known_by, "taken": reader.taken}
        told |= {"left": reader.left, "to get it": reader.obtained}
        head = f"{reader.format.value} ({reader.name})"
        lines = [_filled(label, text, "  ") for label, text in told.items() if text]
        parts.append("\n".join([head, *lines]))
    return "\n\n".join(parts)


def _unmarked(text: str) -> str:
    """Return Markdown without its marks; an asterisk in what is typed is none."""
    parts = text.split("`")
    return "".join(part if typed % 2 else part.replace("*", "") for typed, part in enumerate(parts))


def _filled(label: str, text: str, indent: str) -> str:
    return fill(
        text,
        88,
        initial_indent=f"{indent}{label:<12}" + (" " if len(label) > 12 else ""),
        subsequent_indent=" " * 14 if indent else "",
        break_on_hyphens=False,
        break_long_words=False,
    )


def languages_help() -> str:
    """Return what is found in each script and language, and which languages have forms of words."""
    from newssearch.search.scripts import SERVED  # noqa: PLC0415 - few ask
    from newssearch.search.variants.languages import LANGUAGES  # noqa: PLC0415 - as above

    names = ", ".join(sorted({"English", *(language.name for language in LANGUAGES.values())}))
    parts = [_filled("Forms of words are known in", f"{names}.", "")]
    for row in SERVED:
        told = {"found": row.found, "not found": row.left}
        lines = [_filled(label, _unmarked(text), "  ") for label, text in told.items() if text]
        parts.append("\n".join([fill(row.about, 88), *lines]))
    return "\n\n".join(parts)


TOPICS = {
    "syntax": syntax_help,
    "fields": fields_help,
    "languages": languages_help,
    "formats": formats_help,
}

app = command_app()


@app.command()
def help(  # noqa: A001 - the name of the command
    topic: Annotated[
        str,
        typer.Argument(
            metavar="[syntax|fields|languages|formats|COMMAND]", help="What to explain."
        ),
    ] = "",
) -> int:
    """Explain the query language, its fields, languages, formats of files, or a command."""
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
