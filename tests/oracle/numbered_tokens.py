"""The tokens of a surface table as strings."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.writing.surfaces.numbering import SurfaceNumbers


def decode_terms(content: NDArray[Any]) -> list[str]:
    """Return the terms of what ``encode_terms`` returns."""
    return content.tobytes().decode("utf-8", "surrogatepass").split("\n")[:-1]


def tokens_of(numbers: SurfaceNumbers) -> list[str]:
    """Return the tokens by number."""
    tokens = numbers.table.tokens
    every = np.arange(len(tokens))
    return [term[1:] for term in decode_terms(tokens.encoded(every, np.ones(len(every), np.uint8)))]
