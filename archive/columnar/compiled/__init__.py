"""Loops over bytes and numbers, compiled where newssearch was installed with a compiler at hand.

They run without the interpreter's lock, so that threads share the work. Each does what some
arrays do elsewhere in ``archive.columnar``, which stand in where nothing was compiled; tests hold
both to one another.

=============  ===============================================================================
module         its loops, and the arrays that stand in
=============  ===============================================================================
``texts``      over the bytes of texts: ``surfaces.plain_bytes``, ``surfaces.numbering``
``keys``       over keys of short strings: ``surfaces.short_keys``, ``surfaces.token_table``
``surfaces``   over the bytes of surfaces: ``surfaces.short_surfaces``, ``analyse_surface``
``rows``       write the rows of a surface table: ``surfaces.surface_table``
``batches``    over the surfaces of a batch: ``batch_arrays``, ``shingles``
``postings``   over occurrences: ``inversion``
``strings``    over strings that lie one after the other: ``archive.columnar.strings``
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
