"""Terminals: escape sequences, and quoting for the shell."""

from __future__ import annotations

import os
import shlex
from typing import Any

from newssearch.archive.platform import systems

_ESCAPES_ON = 0x0004  # ENABLE_VIRTUAL_TERMINAL_PROCESSING, consoleapi.h
_STREAMS = {1: -11, 2: -12}  # STD_OUTPUT_HANDLE and STD_ERROR_HANDLE, processenv.h


def understands_escapes(stream: Any) -> bool:
    """Return whether a stream is a terminal that draws ANSI escape sequences."""
    if not stream.isatty():
        return False
    if not systems.WINDOWS:
        return os.environ.get("TERM", "dumb") != "dumb"
    try:
        return _switch_escapes_on(stream.fileno())
    except (OSError, AttributeError, KeyError, ValueError):
        return False


def _switch_escapes_on(descriptor: int) -> bool:
    """Have the console of Windows draw escape sequences; return whether it does (from 10 on)."""
    import ctypes  # noqa: PLC0415 - for Windows only

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - Linux knows no such name
    console = kernel.GetStdHandle(_STREAMS[descriptor])
    mode = ctypes.c_ulong()
    if not kernel.GetConsoleMode(console, ctypes.byref(mode)):
        return False
    return bool(kernel.SetConsoleMode(console, mode.value | _ESCAPES_ON))


def shell_quoted(text: str) -> str:
    """Return text as one word of the system's usual shell."""
    if not systems.WINDOWS:
        return shlex.quote(text)
    import subprocess  # noqa: PLC0415 - for Windows only

    return subprocess.list2cmdline([text])
