"""The commands, one small module each, imported only when called.

A module defines one function with its options and ``app``, the Typer that holds it; a command
with commands of its own registers several on its ``app``. To add a command, write the module and
add its row here: help, completion and the tests read this table.
"""

from __future__ import annotations

from typing import NamedTuple


class Command(NamedTuple):
    """The module of a command, and a short summary of what it does."""

    module: str
    summary: str


COMMANDS: dict[str, Command] = {
    "query": Command("query", "Search the archive and print the hits."),
    "show": Command("show", "Print one article with its fields."),
    "quotes": Command("quotes", "List who said what."),
    "first": Command("first", "Find when something first (or last) appears."),
    "facets": Command("facets", "Count articles by source, time, speaker, author."),
    "trend": Command("trend", "Count articles over time, several queries at once."),
    "batch": Command("batch", "Run a list of queries or names; a row each."),
    "replay": Command("replay", "Run recorded queries again; say what differs."),
    "similar": Command("similar", "List articles similar to one."),
    "collocates": Command("collocates", "List the words near the matches of a query."),
    "keywords": Command("keywords", "List the words that set a query's articles apart."),
    "ngrams": Command("ngrams", "List sequences of words that recur."),
    "frequencies": Command("frequencies", "List the most frequent words, also over time."),
    "matrix": Command("matrix", "Write a document-term matrix for R or SciPy."),
    "dispersion": Command("dispersion", "Tell how evenly matches are spread."),
    "diff": Command("diff", "Compare two articles word by word."),
    "saved": Command("saved", "Save queries and print only new results."),
    "tui": Command("tui", "Search interactively in the terminal."),
    "serve": Command("serve", "Search in a browser, on this machine."),
    "index": Command("index", "Bring the archive up to date with its folders."),
    "rebuild": Command("rebuild", "Rebuild the whole index, then switch to it."),
    "folders": Command("folders", "List the folders the archive remembers."),
    "forget": Command("forget", "Drop a remembered folder and its articles."),
    "compact": Command("compact", "Reclaim disk space left by many updates."),
    "log": Command("log", "List the runs that wrote the archive."),
    "stats": Command("stats", "Count articles by source and year."),
    "check": Command("check", "Verify the archive; --repair restores it."),
    "migrate": Command("migrate", "Convert an archive of an older format."),
    "export": Command("export", "Write a whole archive as JSON lines."),
    "import": Command("import_", "Add articles that export wrote."),
    "cluster": Command("cluster", "Build an archive over many machines."),
    "rollback": Command("rollback", "Go back to the previous generation."),
    "doctor": Command("doctor", "Check that everything is in place."),
    "where": Command("where", "Show the paths in use and what chose them."),
    "help": Command("help", "Explain the query language or a command."),
}
"""In the order help lists them."""
