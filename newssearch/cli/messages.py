"""Messages on standard error: failures, summaries, notes, and why nothing was found.

Standard output is for data only.
"""

from __future__ import annotations

import contextlib
import re
import sys

from newssearch.archive.errors import NewsSearchError, QuerySyntaxError
from newssearch.archive.platform.terminals import shell_quoted
from newssearch.archive.safetext import safe_line
from newssearch.archive.wording import counted
from newssearch.cli.commands import COMMANDS

__all__ = [
    "MOST_OF_A_MESSAGE",
    "MOST_OF_A_QUERY",
    "brief",
    "counted",
    "failure_object",
    "for_archive",
    "none_match",
    "report_failure",
    "say",
]

MOST_OF_A_MESSAGE = 1000
"""Characters of an error message that are shown. Text typed by mistake, or read from a file, may
be a thousand times as long."""


MOST_OF_A_QUERY = 200
"""Characters of a query that are shown where it found nothing: whoever typed it knows it."""


def none_match(query: str) -> str:
    """Return the message that no articles match a query."""
    return f"no articles match: {brief(query, MOST_OF_A_QUERY)}"


def brief(message: str, most: int = MOST_OF_A_MESSAGE) -> str:
    """Return a message, without its middle if it is longer than ``most`` characters."""
    if len(message) <= most:
        return message
    half = most // 2 - 2
    return f"{message[:half]} … {message[-half:]}"


def say(*lines: str) -> None:
    """Write lines to standard error, each made safe. Never fails."""
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.write("".join(safe_line(line) + "\n" for line in lines))
        sys.stderr.flush()


_COMMAND = re.compile(r"\bnewssearch ((?:saved|cluster) [a-z]+|check --repair|[a-z]+)\b")
_WITHOUT_ARCHIVE = frozenset({"help"})


def for_archive(text: str, archive: str | None) -> str:
    """Return text with ``--archive`` added to its commands if given, so that they can be copied."""
    if archive is None:
        return text

    def named(match: re.Match[str]) -> str:
        command = match.group(1).split()[0]
        if command not in COMMANDS or command in _WITHOUT_ARCHIVE:
            return match.group()
        return f"{match.group()} --archive {shell_quoted(archive)}"

    return _COMMAND.sub(named, text)


def report_failure(
    error: NewsSearchError, *, json_wanted: bool = False, archive: str | None = None
) -> int:
    """Report a failure and return its exit code; with ``json_wanted`` on standard output too.

    ``archive`` is the option --archive as typed: the commands in the hint repeat it.
    """
    if error.hint:
        error.hint = for_archive(error.hint, archive)
    if json_wanted:
        import json  # noqa: PLC0415 - for those who asked for it

        sys.stdout.write(json.dumps({"error": failure_object(error)}) + "\n")
    if isinstance(error, QuerySyntaxError):
        from newssearch.search.language import format_error  # noqa: PLC0415 - for refused queries only

        say(*format_error(error).split("\n"))
    else:
        hints = [f"hint: {brief(error.hint)}"] if error.hint else []
        say(f"error: {brief(error.message)}", *hints)
    return error.exit_code


def failure_object(error: NewsSearchError) -> dict[str, object]:
    """Return a failure as a JSON object; its position is null unless it is in a query."""
    content: dict[str, object] = {
        "code": _code(type(error).__name__),
        "message": brief(error.message),
        "position": None,
        "length": None,
        "hint": error.hint and brief(error.hint),
        "suggestions": [],
    }
    if isinstance(error, QuerySyntaxError):
        content |= {
            "code": error.code,
            "position": error.position,
            "length": error.length,
            "suggestions": list(error.suggestions),
        }
    return content


def _code(name: str) -> str:
    """Return the code of an error class: ``ArchiveMissing`` is archive_missing."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
