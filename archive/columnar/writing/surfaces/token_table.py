"""The distinct tokens of surfaces: each has a number, a hash, and its place in the order of all."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from itertools import compress
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar import compiled
from newssearch.archive.columnar.writing.surfaces.short_keys import (
    LONGEST,
    KeyHalf,
    ShortKeys,
    keys_of,
)

_NEWLINE = np.uint8(ord("\n"))
_NO_RESTS: Mapping[int, bytes] = {}

_ENCODED_AT_ONCE = 1 << 16
"""Tokens written out together, which takes some 50 bytes for each."""

Ints = NDArray[Any]


class Growing:
    """An array that grows at its end; views of what it held before stay as they were."""

    def __init__(self, dtype: str) -> None:
        self._room = np.zeros(1 << 12, dtype)
        self._size = 0

    def extend(self, values: Ints) -> None:
        """Append values."""
        self.grow(len(values))[:] = values

    def grow(self, count: int) -> Ints:
        """Append so many values; return where they are to be written."""
        size = self._size + count
        if size > len(self._room):
            room = np.zeros(max(size, 2 * len(self._room)), self._room.dtype)
            room[: self._size] = self._room[: self._size]
            self._room = room
        added = self._room[self._size : size]
        self._size = size
        return added

    def __len__(self) -> int:
        return self._size

    def view(self) -> Ints:
        """Return what it holds now."""
        return self._room[: self._size]


class TokenTable:
    """Tokens by number; of each the first ``LONGEST`` bytes are two numbers, big-endian."""

    def __init__(self) -> None:
        self._rests: dict[int, bytes] = {}
        self._is_longer = Growing("|b1")
        self._others: dict[bytes, int] = {}
        self._short = ShortKeys()
        self._hashes = Growing("<u8")
        self._heads = Growing("<u8"), Growing("<u8")

    def __len__(self) -> int:
        return len(self._hashes)

    def hashes(self) -> KeyHalf:
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

    def short(self, first: KeyHalf, second: KeyHalf) -> NDArray[np.int32]:
        """Return the numbers of tokens of ASCII with some keys, new ones too."""
        return self._short.numbers(first, second, self._of_keys)

    def _of_keys(self, first: KeyHalf, second: KeyHalf) -> NDArray[np.int32]:
        """Append distinct new tokens of ASCII; return their numbers."""
        return self._append((first, second), hash_heads(first, second))

    def _of_bytes(self, tokens: list[bytes]) -> NDArray[np.int32]:
        """Return the numbers of tokens that are long or beyond ASCII, new ones too."""
        known = self._others
        new = [token for token in dict.fromkeys(tokens) if token not in known]
        heads = keys_of([token[:LONGEST] for token in new])
        hashes = hash_heads(*heads)
        rests = {place: token[LONGEST:] for place, token in enumerate(new) if len(token) > LONGEST}
        for place in rests:
            digest = hashlib.blake2b(new[place], digest_size=8).digest()
            hashes[place] = int.from_bytes(digest, "little")
        added = self._append(heads, hashes, rests)
        known.update(zip(new, added.tolist(), strict=True))
        return np.fromiter(map(known.__getitem__, tokens), np.int32, len(tokens))

    def _append(
        self,
        heads: tuple[KeyHalf, KeyHalf],
        hashes: KeyHalf,
        rests: Mapping[int, bytes] = _NO_RESTS,
    ) -> NDArray[np.int32]:
        """Append distinct new tokens with the keys of their first bytes; return their numbers.

        ``rests`` are the further bytes of longer ones, by their place among the new tokens.
        """
        known = len(self)
        longer = np.zeros(len(hashes), bool)
        longer[list(rests)] = True
        self._rests.update((known + place, rest) for place, rest in rests.items())
        self._is_longer.extend(longer)
        for own, head in zip(self._heads, heads, strict=True):
            own.extend(head.byteswap())
        self._hashes.extend(hashes)
        return np.arange(known, len(self), dtype=np.int32)

    def encoded(self, tokens: Ints, prefixes: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return tokens in UTF-8, each between a byte before it, never 0, and a newline."""
        parts = [np.zeros(0, np.uint8)]
        for start in range(0, len(tokens), _ENCODED_AT_ONCE):
            part = slice(start, start + _ENCODED_AT_ONCE)
            parts.append(self._encoded(tokens[part], prefixes[part]))
        return np.concatenate(parts)

    def _encoded(self, tokens: Ints, prefixes: NDArray[np.uint8]) -> NDArray[np.uint8]:
        rows = np.empty((len(tokens), LONGEST + 2), np.uint8)
        rows[:, 0] = prefixes
        for half, head in enumerate(self._heads):
            own = head.view()[tokens].byteswap().view(np.uint8).reshape(-1, 8)
            rows[:, 1 + 8 * half : 9 + 8 * half] = own
        rows[:, -1] = _NEWLINE
        longer = np.flatnonzero(self._is_longer.view()[tokens])
        rows[longer, -1] = 0
        filled = rows != 0
        content = rows[filled]
        if not len(longer):
            return content
        rests = [self._rests[number] + b"\n" for number in tokens[longer].tolist()]
        ends = np.cumsum(np.count_nonzero(filled, axis=1))[longer]
        places = np.repeat(ends, list(map(len, rests)))
        return np.insert(content, places, np.frombuffer(b"".join(rests), np.uint8))

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
            order[start : end + 1] = sorted(group, key=lambda n: self._rest(int(tokens[n])))
        return order

    def _rest(self, number: int) -> bytes:
        return self._rests.get(number, b"")


def hash_heads(first: KeyHalf, second: KeyHalf) -> KeyHalf:
    """Return the hashes of tokens with some keys."""
    hashes = np.empty(len(first), np.uint64)
    compiled.keys.hash_keys(first, second, hashes)
    return hashes
