"""What to do next, for those who begin: ``newssearch`` alone, and the end of ``index``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from newssearch.archive.errors import ArchiveMissing, NewsSearchError
from newssearch.archive.platform.terminals import shell_quoted
from newssearch.archive.safetext import safe_line
from newssearch.cli.archive_folder import choose_folder
from newssearch.cli.messages import counted, for_archive, say

_NOW = {
    "newssearch index FOLDER": "read the articles in FOLDER; it is remembered",
    "newssearch query WORDS": "search them",
    "newssearch tui": "search them on a screen",
    "newssearch doctor": "check that everything is in place",
}
_AFTERWARDS = {
    "newssearch query WORDS": "search",
    "newssearch tui": "search on a screen",
    "newssearch index": "bring the archive up to date with its folders",
    "newssearch stats": "what it covers",
    "newssearch doctor": "check that everything is in place",
}
_MORE = "All commands: newssearch --help. The query language: newssearch help syntax."


def welcome_lines() -> Iterator[str]:
    """Yield what a person may do next who called the program without a command.

    Raises:
        NewsSearchError: the settings or the archive cannot be read; the error says what to do.
    """
    from newssearch.search import open_archive  # noqa: PLC0415 - not for every command

    place = choose_folder(None)
    try:
        with open_archive(place.path) as news:
            yield f"The archive at {place.path} holds {counted(news.articles, 'article')}."
        yield from ("", *_commands(_AFTERWARDS), "")
    except ArchiveMissing:
        yield f"There is no archive yet; it will be at {place.path}. To begin:"
        yield from ("", *_commands(_NOW), "")
        if not place.named:
            yield "Until then, searches use two sample articles. To see one:"
            yield from ("", '  newssearch query "Scud missiles"', "")
    yield _MORE


def _commands(table: dict[str, str]) -> Iterator[str]:
    width = max(map(len, table))
    return (f"  {command:<{width}}   {meaning}" for command, meaning in table.items())


def print_welcome() -> None:
    """Print what may be done next, on standard output."""
    sys.stdout.writelines(safe_line(line) + "\n" for line in welcome_lines())


def say_examples(archive: Path, option: str | None) -> None:
    """Say which queries to try on an archive, if a person is watching; never fails.

    ``option`` is --archive as typed, which the commands repeat.
    """
    if not sys.stderr.isatty():
        return
    from newssearch.search import open_archive  # noqa: PLC0415 - only on a terminal
    from newssearch.search.examples import example_queries  # noqa: PLC0415

    try:
        with open_archive(archive) as news:
            examples = example_queries(news)
    except NewsSearchError:
        return  # the run itself succeeded; whoever searches is told what is wrong
    if not examples:
        return
    commands = {
        for_archive("newssearch query", option) + " " + shell_quoted(example.query): counted(
            example.articles, "article"
        )
        for example in examples
    }
    say("try:", *_commands(commands))
