"""The tokens of a surface table as strings."""

from __future__ import annotations

import numpy as np

from newssearch.archive.columnar.dictionary import decode_terms
from newssearch.archive.columnar.writing.surfaces.numbering import SurfaceNumbers


def tokens_of(numbers: SurfaceNumbers) -> list[str]:
    """Return the tokens by number."""
    tokens = numbers.table.tokens
    every = np.arange(len(tokens))
    return [term[1:] for term in decode_terms(tokens.encoded(every, np.ones(len(every), np.uint8)))]
