"""The commands, one small module each, imported only when it is called.

A module defines one function with its options and ``app``, the Typer that holds it; a command
with commands of its own registers several on its ``app``. To add a command, write the module and
add its row here: help, completion and the tests read this table.
"""

from __future__ import annotations

from typing import NamedTuple


class Command(NamedTuple):
    """Where a command is, and what it does in a few words."""

    module: str
    summary: str


COMMANDS: dict[str, Command] = {
    "query": Command("query", "Search, and print what was found."),
    "show": Command("show", "Print one article with its fields."),
    "quotes": Command("quotes", "List who said what."),
    "first": Command("first", "Say when something first, or last, appears."),
    "facets": Command("facets", "Count by source, time, speaker, author."),
    "similar": Command("similar", "List more like an article."),
    "diff": Command("diff", "Compare two versions word by word."),
    "saved": Command("saved", "Save queries; print only what is new to them."),
    "tui": Command("tui", "Search on a screen in the terminal."),
    "index": Command("index", "Bring the archive up to date with folders."),
    "rebuild": Command("rebuild", "Make the index anew, aside, and switch."),
    "folders": Command("folders", "List the folders that the archive remembers."),
    "forget": Command("forget", "Drop a remembered folder with its articles."),
    "compact": Command("compact", "Give back the space that many updates took."),
    "log": Command("log", "List the runs that wrote the archive."),
    "stats": Command("stats", "Count articles by source and year."),
    "check": Command("check", "Verify the archive; --repair mends its pointer."),
    "migrate": Command("migrate", "Carry over an archive of an older format."),
    "export": Command("export", "Write a whole archive as lines of JSON."),
    "import": Command("import_", "Take in what export wrote."),
    "rollback": Command("rollback", "Go back to the generation before the live one."),
    "where": Command("where", "Say where everything lies, and why there."),
    "help": Command("help", "Explain the query language or a command."),
}
"""In the order in which help lists them."""
