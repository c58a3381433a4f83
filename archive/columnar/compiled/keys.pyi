"""Loops over keys of short strings."""

import numpy as np
from numpy.typing import NDArray

Bytes = bytearray | NDArray[np.uint8]
Keys = NDArray[np.uint64]
Numbers = NDArray[np.int32]

def load_keys(
    content: Bytes,
    starts: NDArray[np.int64],
    sizes: NDArray[np.int64],
    first: Keys,
    second: Keys,
) -> None: ...
def find_keys(
    first: Keys,
    second: Keys,
    slots: Numbers,
    known_first: Keys,
    known_second: Keys,
    numbers: Numbers,
) -> tuple[bytes, bytes]: ...
def renumber(numbers: Numbers, found: Numbers) -> None: ...
def add_keys(
    first: Keys,
    second: Keys,
    numbers: Numbers,
    slots: Numbers,
    known_first: Keys,
    known_second: Keys,
) -> None: ...
def hash_keys(first: Keys, second: Keys, hashes: Keys) -> None: ...
