"""Write a manual page (man(7)) for the program and for each command, from their own help.

``python -m docs.manpages FOLDER`` writes them; ``make man`` does so into build/man. What packages
of systems install is made this way, so that a new command needs no page of its own.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from newssearch.cli.application import application
from newssearch.cli.commands import COMMANDS
from newssearch.cli.exits import ExitCode
from newssearch.search.language.help import syntax_help

_MEANINGS = {
    ExitCode.DONE: "success, or at least one hit",
    ExitCode.NO_HITS: "no hits",
    ExitCode.USAGE: "wrong usage, or a query that cannot be parsed",
    ExitCode.ARCHIVE: "the archive is missing, damaged or of another format version",
    ExitCode.SOME_SKIPPED: "indexing finished, but some files could not be read",
    ExitCode.OVER_BUDGET: "the query exceeded its limits of time or memory",
    ExitCode.STORAGE: "disk full, out of memory, or an I/O error",
    ExitCode.LOCKED: "another run is writing to the archive",
    ExitCode.INTERRUPTED: "interrupted",
    ExitCode.TERMINATED: "terminated",
}


def pages() -> Iterator[tuple[str, str]]:
    """Yield the name of each page's file and the page."""
    program: Any = application()
    context = program.context_class(program, info_name="newssearch")
    yield "newssearch.1", _page(program, context, "newssearch", _of_the_program())
    for name in COMMANDS:
        command = program.get_command(context, name)
        yield from _of_command(command, context, ("newssearch", name))


def _of_command(command: Any, above: Any, words: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    context = command.context_class(command, info_name=words[-1], parent=above)
    yield f"{'-'.join(words)}.1", _page(command, context, " ".join(words), [])
    for name, own in getattr(command, "commands", {}).items():
        yield from _of_command(own, context, (*words, name))


def _page(command: Any, context: Any, title: str, more: list[str]) -> str:
    name = title.replace(" ", "-")
    summary = _summary(command, title)
    usage = " ".join(command.collect_usage_pieces(context))
    lines = [
        f'.TH "{name.upper()}" "1" "" "newssearch {version("newssearch")}" "newssearch"',
        ".SH NAME",
        f"{_escaped(name)} \\- {_escaped(summary)}",
        ".SH SYNOPSIS",
        f".B {_escaped(title)}",
        _escaped(usage),
        ".SH DESCRIPTION",
        *_paragraphs(command.help or ""),
    ]
    records = [
        record
        for parameter in command.get_params(context)
        if (record := parameter.get_help_record(context)) is not None
    ]
    if records:
        lines.append(".SH OPTIONS")
        for head, text in records:
            lines += [".TP", f".B {_escaped(head)}", _escaped(text)]
    return "\n".join([*lines, *more]) + "\n"


def _of_the_program() -> list[str]:
    lines = [".SH COMMANDS"]
    for name, command in COMMANDS.items():
        lines += [".TP", f".BR newssearch\\-{_escaped(name)} (1)", _escaped(command.summary)]
    lines += [".SH QUERY LANGUAGE", ".nf", _escaped(syntax_help()), ".fi", ".SH EXIT STATUS"]
    for code, meaning in _MEANINGS.items():
        lines += [".TP", f".B {int(code)}", _escaped(meaning)]
    return lines


def _summary(command: Any, title: str) -> str:
    words = title.split()
    if len(words) == 2:
        return COMMANDS[words[1]].summary.rstrip(".")
    return str(command.get_short_help_str(200)).rstrip(".")


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.replace("\b", "").strip().split("\n\n"):
        yield ".PP"
        yield _escaped(" ".join(paragraph.split()))


def _escaped(text: str) -> str:
    """Return text in which troff finds no command of its own."""
    plain = text.replace("\\", "\\e").replace("-", "\\-")
    plain = "".join(one if one.isascii() else f"\\[u{ord(one):04X}]" for one in plain)
    return "\n".join(f"\\&{line}" if line[:1] in (".", "'") else line for line in plain.split("\n"))


def main(arguments: Sequence[str]) -> int:
    """Write all pages to a folder."""
    folder = Path(arguments[0] if arguments else "build/man")
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in pages():
        (folder / name).write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
