"""The start and the end of the process.

Separate from ``program``, so that as little as possible is imported before Ctrl-C is handled and
before the environment that NumPy needs is set.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn

_GARBAGE_THRESHOLD = 100_000
"""Allocations before the garbage collector looks for cycles. A search makes few cycles, and imports
make many objects that stay: scanning them took 15 of 220 ms CPU."""

_INTERRUPTED = 130


def run() -> NoReturn:
    """Run the command line of the process, and exit."""
    gc.set_threshold(_GARBAGE_THRESHOLD)
    # NumPy's linear algebra library, which nothing here uses, otherwise starts one thread per
    # core: ``import numpy`` then takes 140 ms CPU on two cores instead of 75.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        from newssearch.cli.program import carry_out  # noqa: PLC0415 - see the module's docstring

        code = carry_out(sys.argv[1:])
    except KeyboardInterrupt:
        code = _INTERRUPTED
    # All files are written and closed by now; an orderly shutdown of the interpreter and NumPy
    # would cost another 25 ms.
    os._exit(code)
