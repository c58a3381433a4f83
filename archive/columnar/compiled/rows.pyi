"""Loops that write the rows of a surface table."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]
Hashes = NDArray[np.uint64]

def count_lists(sizes: Numbers, offsets: Numbers) -> tuple[int, int]: ...
def write_rows(
    sizes: Numbers,
    offsets: Numbers,
    tokens: Numbers,
    hashes: Hashes,
    more_place: int,
    word_place: int,
    first: Numbers,
    more_start: Numbers,
    more_size: Numbers,
    word_start: Numbers,
    word_size: Numbers,
    more_token: Numbers,
    more_offset: Numbers,
    word_hash: Hashes,
) -> None: ...
