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
    "query": Command("newssearch.commands.query", "Search, and print what was found."),
    "show": Command("newssearch.commands.show", "Print one article with its fields."),
    "quotes": Command("newssearch.commands.quotes", "List who said what."),
    "first": Command("newssearch.commands.first", "Say when something first, or last, appears."),
    "facets": Command("newssearch.commands.facets", "Count by source, time, speaker, author."),
    "similar": Command("newssearch.commands.similar", "List more like an article."),
    "diff": Command("newssearch.commands.diff", "Compare two versions word by word."),
    "saved": Command("newssearch.commands.saved", "Save queries; print only what is new to them."),
    "tui": Command("newssearch.commands.tui", "Search on a screen in the terminal."),
    "index": Command("newssearch.commands.index", "Bring the archive up to date with folders."),
    "rebuild": Command("newssearch.commands.rebuild", "Make the index anew, aside, and switch."),
    "stats": Command("newssearch.commands.stats", "Count articles by source and year."),
    "check": Command("newssearch.commands.check", "Verify every file that a search reads."),
    "where": Command("newssearch.commands.where", "Say where everything lies, and why there."),
    "help": Command("newssearch.commands.help", "Explain the query language or a command."),
}
"""In the order in which help lists them."""
