"""The distinct tokens of surfaces: each has a number, a hash, and its place in the order of all."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import compress
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.columnar.surfaces.growing import Growing
from archive.columnar.surfaces.short_keys import (
    LONGEST,
    ShortKeys,
    Words,
    keys_of,
    strings_of,
)

_MIX = ((30, np.uint64(0xBF58476D1CE4E5B9)), (27, np.uint64(0x94D049BB133111EB)))
_LAST_SHIFT = np.uint64(31)
_FACTOR = np.uint64(0x9E3779B97F4A7C15)

Ints = NDArray[Any]


class TokenTable(list[str]):
    """Tokens by number."""

    def __init__(self) -> None:
        super().__init__()
        self._others: dict[bytes, int] = {}
        self._short = ShortKeys()
        self._hashes = Growing("<u8")
        self._heads = Growing("<u8"), Growing("<u8")

    def hashes(self) -> Words:
        """Return a 64-bit number for each token, the same in every table."""
        return self._hashes.view()

    def of(self, tokens: Sequence[str]) -> NDArray[np.int32]:
        """Return the numbers of tokens, new ones too."""
        encoded = [token.encode("utf-8", "surrogatepass") for token in tokens]
        sizes = np.fromiter(map(len, encoded), np.int64, len(encoded))
        simple = sizes <= LONGEST
        simple &= np.fromiter(map(bytes.isascii, encoded), bool, len(encoded))
        numbers = np.empty(len(encoded), np.int32)
        numbers[simple] = self.short(*keys_of(list(compress(encoded, simple.tolist()))))
        numbers[~simple] = self._of_bytes(list(compress(encoded, (~simple).tolist())))
        return numbers

    def short(self, first: Words, second: Words) -> NDArray[np.int32]:
        """Return the numbers of tokens of ASCII with some keys, new ones too."""
        return self._short.numbers(first, second, self._of_keys)

    def _of_keys(self, first: Words, second: Words) -> NDArray[np.int32]:
        """Append distinct new tokens of ASCII; return their numbers."""
        tokens: list[str] = strings_of(first, second).astype(f"U{LONGEST}").tolist()
        return self._append(tokens, (first, second), _hash_heads(first, second))

    def _of_bytes(self, tokens: list[bytes]) -> NDArray[np.int32]:
        """Return the numbers of tokens that are long or beyond ASCII, new ones too."""
        known = self._others
        new = [token for token in dict.fromkeys(tokens) if token not in known]
        heads = keys_of([token[:LONGEST] for token in new])
        hashes = _hash_heads(*heads)
        for number, token in enumerate(new):
            if len(token) > LONGEST:
                digest = hashlib.blake2b(token, digest_size=8).digest()
                hashes[number] = int.from_bytes(digest, "little")
        added = self._append(
            [token.decode("utf-8", "surrogatepass") for token in new], heads, hashes
        )
        known.update(zip(new, added.tolist(), strict=True))
        return np.fromiter(map(known.__getitem__, tokens), np.int32, len(tokens))

    def _append(
        self, new: list[str], heads: tuple[Words, Words], hashes: Words
    ) -> NDArray[np.int32]:
        """Append distinct new tokens with the keys of their first bytes; return their numbers."""
        known = len(self)
        self += new
        self._hashes.extend(hashes)
        for own, head in zip(self._heads, heads, strict=True):
            own.extend(head.byteswap())
        return np.arange(known, len(self), dtype=np.int32)

    def order(self, tokens: Ints, spaces: Ints) -> Ints:
        """Return the order of some tokens, given by number, by space and then by their text.

        A pair of space and token may be there once. UTF-8 sorts as code points do.
        """
        first, second = (head.view()[tokens] for head in self._heads)
        order = np.lexsort((second, first, spaces))
        first, second, spaces = first[order], second[order], spaces[order]
        same = (first[1:] == first[:-1]) & (second[1:] == second[:-1]) & (spaces[1:] == spaces[:-1])
        edges = np.flatnonzero(np.diff(same.astype(np.int8), prepend=0, append=0))
        for start, end in zip(edges[0::2].tolist(), edges[1::2].tolist(), strict=True):
            group = order[start : end + 1].tolist()
            order[start : end + 1] = sorted(group, key=lambda n: self[tokens[n]])
        return order


def _hash_heads(first: Words, second: Words) -> Words:
    return mix(mix(first) + second * _FACTOR)


def mix(values: Words) -> Words:
    """Return numbers mixed by the finaliser of splitmix64 (Steele, Lea and Flood, 2014)."""
    mixed = values.copy()
    for bits, multiplier in _MIX:
        mixed ^= mixed >> np.uint64(bits)
        mixed *= multiplier
    mixed ^= mixed >> _LAST_SHIFT
    return mixed
