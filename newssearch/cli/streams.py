"""Standard streams that work wherever the program is started: cron, pipes, closed descriptors.

Characters that a stream's encoding cannot represent are approximated (a curly quotation mark by a
straight one, otherwise a question mark), so that a terminal in the C locale shows text, not an
error.
"""

from __future__ import annotations

import codecs
import contextlib
import io
import os
import stat
import sys
from collections.abc import Iterable
from typing import TextIO

from newssearch.archive.errors import UsageError
from newssearch.archive.safetext import safe_line

_NEAR = {
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "‘": "'",
    "’": "'",
    "–": "-",
    "—": "--",
    "…": "...",
    "·": "|",
    "\u00a0": " ",
}
"""Substitutes for the typographic marks of news and of our own messages."""

STANDARD_INPUT = "-"
"""What stands for standard input where a file is named."""

_HANDLER = "newssearch-near"


def prepare_streams() -> None:
    """Open closed standard streams, and make sure that no character can fail to be written."""
    codecs.register_error(_HANDLER, _nearest)
    for descriptor, name in ((0, "stdin"), (1, "stdout"), (2, "stderr")):
        if getattr(sys, name) is None:
            _fill(descriptor, name)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_HANDLER)


def _nearest(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    wrong = error.object[error.start : error.end]
    return "".join(_NEAR.get(character, "?") for character in wrong), error.end


def _fill(descriptor: int, name: str) -> None:
    """Open the null device for a closed standard stream, so that no file takes its descriptor."""
    try:
        os.fstat(descriptor)
    except OSError:
        opened = os.open(os.devnull, os.O_RDWR)
        if opened != descriptor:
            os.dup2(opened, descriptor)
            os.close(opened)
    mode = "r" if descriptor == 0 else "w"
    setattr(sys, name, os.fdopen(descriptor, mode, encoding="utf-8", closefd=False))


def write_utf8() -> None:
    """Write standard output in UTF-8 whatever the locale: exports are files, not screens."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="")


def can_write(text: str) -> bool:
    """Return whether the encoding of standard output has the characters of a text."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def write_bytes(content: bytes) -> None:
    """Write bytes to standard output, after the text that was written before.

    They must not be written to a terminal, which would interpret escape sequences in them.
    """
    sys.stdout.flush()
    sys.stdout.buffer.write(content)


def write_names(names: Iterable[str], end: str = "\n") -> None:
    """Write names, each with its terminator: raw bytes to a pipe, escaped text to a terminal."""
    if sys.stdout.isatty():
        sys.stdout.writelines(safe_line(name) + end for name in names)
    else:
        for name in names:
            write_bytes(_encoded(name) + end.encode())


def _encoded(name: str) -> bytes:
    try:
        return os.fsencode(name)
    except UnicodeEncodeError:
        return name.encode("utf-8", "surrogatepass")


def flush_all() -> None:
    """Flush the streams; a reader that has gone is noticed here."""
    sys.stdout.flush()
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.flush()


def abandon(stream: TextIO) -> None:
    """Point a stream at the null device, so that the interpreter's last flush cannot fail."""
    with contextlib.suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)


def refuse_piped_list() -> None:
    """Refuse a list that is piped to a command without a query, which would search for everything.

    Whoever has an empty pipe as standard input, as under cron, is not disturbed.

    Raises:
        UsageError: there is something on standard input, which is a pipe or a file.
    """
    try:
        status = os.fstat(0)
        if stat.S_ISREG(status.st_mode):
            piped = status.st_size > os.lseek(0, 0, os.SEEK_CUR)
        elif stat.S_ISFIFO(status.st_mode) or stat.S_ISSOCK(status.st_mode):
            piped = _something_arrives()
        else:
            piped = False
    except (OSError, ValueError):
        return
    if piped:
        raise UsageError(
            "query does not read queries from standard input",
            hint="newssearch batch - reads a list; newssearch query '*' finds everything",
        )


_WAIT_SECONDS = 0.2
"""For what a program at the other end of a pipe has yet to write."""


def _something_arrives() -> bool:
    import select  # noqa: PLC0415 - for pipes only

    ready, _, _ = select.select([0], [], [], _WAIT_SECONDS)
    return bool(ready) and os.read(0, 1) != b""
