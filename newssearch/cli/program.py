"""Run one command line: signals, streams, and every failure turned into a message.

No failure caused by the user or the environment shows a traceback; a bug does.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from types import FrameType
from typing import NoReturn, cast

import typer

from newssearch.archive.errors import NewsSearchError, is_shortage, refusal
from newssearch.cli import messages
from newssearch.cli.application import ReaderGone, application
from newssearch.cli.commands import COMMANDS
from newssearch.cli.exits import ExitCode
from newssearch.cli.streams import abandon, flush_all, prepare_streams

_UsageFault = cast(type[Exception], typer.BadParameter.__mro__[1])
"""Click's UsageError, wherever this version of Typer keeps Click."""

_KINDS_OF_NUMBERS = (
    ("is not a valid int range", "is not a whole number"),
    ("is not a valid int", "is not a whole number"),
    ("is not a valid float range", "is not a number"),
    ("is not a valid float", "is not a number"),
)
"""What Click calls by the names that programmers have for numbers, and our words for it."""


def carry_out(arguments: Sequence[str]) -> int:
    """Run a command line, without the program's name, and return its exit code."""
    prepare_streams()
    with _terminable():
        try:
            code = _call(list(arguments))
            flush_all()
        except (BrokenPipeError, ReaderGone):
            abandon(sys.stdout)
            code = ExitCode.DONE
        except (OSError, MemoryError, RuntimeError, ImportError, SystemError) as error:
            if not isinstance(error, OSError) and not is_shortage(error):
                raise
            abandon(sys.stdout)
            code = _storage_failure(error)
    return int(code)


def _call(arguments: list[str]) -> int:
    try:
        result = application().main(
            arguments, prog_name="newssearch", standalone_mode=False, windows_expand_args=False
        )
        return int(result or ExitCode.DONE)
    except NewsSearchError as error:
        return messages.report_failure(
            error, json_wanted=_wants_json(arguments), archive=_archive_named(arguments)
        )
    except _UsageFault as error:
        return _usage_failure(error, arguments)
    except (KeyboardInterrupt, typer.Abort):
        messages.say("interrupted")
        return ExitCode.INTERRUPTED


def _storage_failure(error: Exception) -> int:
    """Report what could not be read or written, or that memory ran out."""
    named = error.filename if isinstance(error, OSError) else None
    failure = refusal(error, os.fsdecode(named) if named else "the command failed")
    return messages.report_failure(failure)


def _usage_failure(error: Exception, arguments: list[str]) -> int:
    """Report what is wrong with the command line, in the style of our other messages."""
    text = str(getattr(error, "message", "")) or str(error)
    formatted = getattr(error, "format_message", None)
    message = (formatted() if formatted else text).rstrip(".").strip()
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "newssearch"
    if not message:  # Click signals this way that help was printed instead
        return ExitCode.USAGE
    for theirs, ours in _KINDS_OF_NUMBERS:
        message = message.replace(theirs, ours)
    hint = f"{path} --help lists the options"
    if "No such option" in message and "--" not in arguments:
        hint += f"; to search for a word that begins with -: {path} -- -word"
    elif "No such command" in message:
        hint = _similar_command(arguments)
        hint += "newssearch --help lists the commands; to search: newssearch query WORDS"
    messages.say(f"error: {messages.brief(message[:1].lower() + message[1:])}", f"hint: {hint}")
    return ExitCode.USAGE


def _similar_command(arguments: list[str]) -> str:
    """Return the beginning of a hint with the command that was probably meant, empty if none."""
    import difflib  # noqa: PLC0415 - for mistyped commands only

    typed = next((word for word in arguments if not word.startswith("-")), "")
    near = difflib.get_close_matches(typed, ["search", *COMMANDS], 1)
    meant = {"search": "query"}.get(near[0], near[0]) if near else ""
    return f"did you mean newssearch {meant}? " if meant else ""


def _archive_named(arguments: list[str]) -> str | None:
    """Return the value of the option --archive as typed, None without one."""
    options = itertools.takewhile(lambda argument: argument != "--", arguments)
    named = None
    for argument in options:
        if argument == "--archive":
            named = next(options, None)
        elif argument.startswith("--archive="):
            named = argument.removeprefix("--archive=")
    return named


def _wants_json(arguments: list[str]) -> bool:
    """Return whether the caller reads JSON, and so expects failures as JSON too."""
    options = list(itertools.takewhile(lambda argument: argument != "--", arguments))
    given = " ".join(options).replace("--format=", "--format ") + " "
    return any(f"{form} " in given for form in ("--json", "--format json", "--format jsonl"))


@contextlib.contextmanager
def _terminable() -> Iterator[None]:
    """Let SIGTERM unwind the program, so that nothing half-made is left behind."""

    def end(_number: int, _frame: FrameType | None) -> NoReturn:
        raise SystemExit(int(ExitCode.TERMINATED))

    previous = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, previous)
