"""Where the process begins and ends.

Apart from ``program``, so that as little as possible is imported before Ctrl-C is provided for
and before what must be set for NumPy is set.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn

_GARBAGE_THRESHOLD = 100_000
"""Objects made before the collector looks for cycles. A search makes few, imports make many
objects that stay: 15 ms of 220 ms CPU were spent looking through them."""

_INTERRUPTED = 130


def run() -> NoReturn:
    """Carry out the command line of the process, and end it."""
    gc.set_threshold(_GARBAGE_THRESHOLD)
    # NumPy's library for linear algebra, which nothing here uses, otherwise starts a thread a
    # core: 140 ms CPU for ``import numpy`` on two cores against 75.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        from newssearch.cli.program import carry_out  # noqa: PLC0415 - see the module's docstring

        code = carry_out(sys.argv[1:])
    except KeyboardInterrupt:
        code = _INTERRUPTED
    # All files are closed and written by now; taking the interpreter and NumPy apart piece by
    # piece would cost another 25 ms.
    os._exit(code)
