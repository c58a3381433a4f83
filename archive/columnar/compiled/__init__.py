"""Loops over bytes and numbers, compiled where newssearch was installed with a compiler at hand.

They run without the interpreter's lock, so that threads share the work. ``writing.loops`` chooses
between them and plain Python; tests hold both to one another.

=============  ===============================================================================
module         its loops
=============  ===============================================================================
``texts``      over the bytes of texts: ``surfaces.plain_bytes``, ``surfaces.numbering``
``keys``       over keys of short strings: ``surfaces.short_keys``, ``surfaces.token_table``
``surfaces``   over the bytes of surfaces: what ``archive.analysis.surfaces`` says
``rows``       write the rows of a surface table: ``surfaces.surface_table``
``batches``    over the surfaces of a batch: what ``writing.plain_analysis`` does
``postings``   over occurrences: what ``writing.plain_loops`` does
``strings``    over strings that lie one after the other: what ``writing.plain_loops`` does
=============  ===============================================================================
"""

from __future__ import annotations

import sys

try:
    from newssearch.archive.columnar.compiled import (
        batches,
        keys,
        postings,
        rows,
        strings,
        surfaces,
        texts,
    )
except ImportError:
    AVAILABLE = False
else:
    AVAILABLE = sys.byteorder == "little"

__all__ = ["AVAILABLE", "batches", "keys", "postings", "rows", "strings", "surfaces", "texts"]
