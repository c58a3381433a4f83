"""The analysis of batches by the specification itself, where there are no compiled loops.

It takes some fifteen times as long as ``compiled_analysis``, writes the same files, and is what the
loops are tested against.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.analysis.stream import opens_paragraph, opens_sentence, quieten
from newssearch.archive.analysis.surfaces import SurfaceKind, analyse_surface, surfaces_of
from newssearch.archive.columnar.layout import ITEM_WIDTH, ZONE_GAP, Layout
from newssearch.archive.columnar.wide_tokens import indexed_tokens
from newssearch.archive.columnar.writing.batch import MAX_REACH, Batch, Placed
from newssearch.archive.columnar.writing.packing import (
    CLASS_BITS,
    MAX_POSITIONS,
    PACKED_POSITION_BITS,
    TERM_SHIFT,
    Occurrences,
    classes_of,
)
from newssearch.archive.columnar.writing.shingles import Shingles, make_shingles

Ints = NDArray[Any]

_MOST_SURFACES = 1 << 18
_HASHED_BYTES = 16
_MASK = (1 << 64) - 1


class PlainTokens:
    """The distinct tokens, each with its number and its hash."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._encoded: list[bytes] = []
        self.hashes: list[int] = []

    def __len__(self) -> int:
        return len(self._encoded)

    def number(self, token: str) -> int:
        """Return the number of a token, which may be new."""
        found = self._numbers.get(token)
        if found is None:
            encoded = token.encode("utf-8", "surrogatepass")
            found = self._numbers[token] = len(self._encoded)
            self.hashes.append(hash_token(encoded))
            self._encoded.append(encoded)
        return found

    def order(self, tokens: Ints, spaces: Ints) -> Ints:
        """Return the order of some tokens by space and then by their text."""
        keys = [
            (space, self._encoded[token])
            for token, space in zip(tokens.tolist(), spaces.tolist(), strict=True)
        ]
        return np.array(sorted(range(len(keys)), key=keys.__getitem__), np.int64)

    def encoded(self, tokens: Ints, prefixes: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return tokens in UTF-8, each between a byte before it and a newline."""
        pairs = zip(tokens.tolist(), prefixes.tolist(), strict=True)
        content = b"".join(
            bytes([prefix]) + self._encoded[token] + b"\n" for token, prefix in pairs
        )
        return np.frombuffer(content, np.uint8)


def hash_token(token: bytes) -> int:
    """Return a 64-bit number for a token, the one that ``surfaces.token_table`` has for it."""
    if len(token) > _HASHED_BYTES:
        digest = hashlib.blake2b(token, digest_size=8).digest()
        return int.from_bytes(digest, "little")
    first, second = int.from_bytes(token[:8], "little"), int.from_bytes(token[8:], "little")
    return _mixed(_mixed(first) + second * 0x9E3779B97F4A7C15 & _MASK)


def _mixed(value: int) -> int:
    """Return a number mixed by the finaliser of splitmix64 (Steele, Lea and Flood, 2014)."""
    value ^= value >> 30
    value = value * 0xBF58476D1CE4E5B9 & _MASK
    value ^= value >> 27
    value = value * 0x94D049BB133111EB & _MASK
    return value ^ value >> 31


class _Known(NamedTuple):
    """The analysis of a surface: its tokens by number with their offsets, and its words."""

    kind: int
    width: int
    tokens: list[tuple[int, int]]
    words: list[int]


class PlainAnalyser:
    """An ``Analyser`` in plain Python; positions from ``most_positions`` on are left out."""

    def __init__(self, layout: Layout, most_positions: int = MAX_POSITIONS) -> None:
        self._layout = layout
        self._most_positions = most_positions
        self.tokens = PlainTokens()
        self._known: dict[str, _Known] = {}
        self._lock = threading.Lock()

    @property
    def is_large(self) -> bool:
        """Whether it has met so many surfaces that it should be replaced."""
        return len(self._known) > _MOST_SURFACES

    def analyse(
        self, texts: Sequence[str], ranges: Sequence[Sequence[tuple[int, int]]], base: int
    ) -> tuple[Batch, Occurrences]:
        """Analyse the texts of entries: see ``Analyser``."""
        count = self._layout.columns_of_text
        entries = [_Entry(self._layout, self._most_positions) for _ in ranges]
        with self._lock:
            for number, entry in enumerate(entries):
                own = texts[number * count : (number + 1) * count]
                entry.place(own, self)
            bodies = texts[self._layout.last_zone :: count]
            pairs = [
                self._place_range(entry, body, pair)
                for entry, body, own in zip(entries, bodies, ranges, strict=True)
                for pair in own
            ]
        occurrences = np.array(
            [
                token << TERM_SHIFT | (base + number) << PACKED_POSITION_BITS + CLASS_BITS | place
                for number, entry in enumerate(entries)
                for token, place in entry.occurrences
            ],
            np.uint64,
        )
        starts, ends = np.array(pairs, np.int32).reshape(-1, 2).T
        sizes = np.array([len(entry.words) for entry in entries], np.int64)
        words = np.array([word for entry in entries for word in entry.words], np.uint64)
        return (
            Batch(
                _placed(entries, count),
                make_shingles(words, sizes, base),
                starts,
                ends,
                np.array([len(own) for own in ranges], np.int64),
            ),
            occurrences,
        )

    def shingles(self, texts: Sequence[str]) -> Shingles:
        """Return the shingles of texts, numbered from 0."""
        with self._lock:
            words = [
                [
                    word
                    for start, end in surfaces_of(quiet)
                    for word in self.of(quiet[start:end]).words
                ]
                for quiet in map(quieten, texts)
            ]
        sizes = np.array([len(own) for own in words], np.int64)
        return make_shingles(np.array(list(chain.from_iterable(words)), np.uint64), sizes, 0)

    def _words(self, quiet: str) -> list[int]:
        """Return the hashes of the words of a quietened text."""
        own = (self.of(quiet[start:end]).words for start, end in surfaces_of(quiet))
        return list(chain.from_iterable(own))

    def of(self, surface: str) -> _Known:
        """Return what is known of a surface."""
        known = self._known.get(surface)
        if known is None:
            analysed = analyse_surface(surface)
            tokens = [
                (self.tokens.number(token), offset) for token, offset in indexed_tokens(analysed)
            ]
            words: list[int] = []
            last = -1
            for token, offset in tokens:
                if offset > last:
                    last = offset
                    words.append(self.tokens.hashes[token])
            known = _Known(analysed.kind, analysed.width, tokens, words)
            self._known[surface] = known
        return known

    def _place_range(self, entry: _Entry, body: str, pair: tuple[int, int]) -> tuple[int, int]:
        """Return the positions of the ends of a range of the last zone, 0 if out of reach."""
        start, end = (self._position(entry, body, character) for character in pair)
        return (0, 0) if start < 0 or end < 0 else (start, end)

    def _position(self, entry: _Entry, body: str, character: int) -> int:
        """Return the position at a code point of the last zone, -1 if it is out of reach.

        Between two surfaces it is that of the later one; within one, that of the surface and the
        width of what comes before the point.

        Raises:
            IndexError: the point is beyond the end.
        """
        if not 0 <= character <= len(body):
            raise IndexError(character)
        position = entry.zones[-1][0]
        quiet = quieten(body)
        for start, end in surfaces_of(quiet):
            if character <= start:
                break
            if character > end:
                position += self.of(quiet[start:end]).width
                continue
            if character - start > MAX_REACH:
                return -1
            return position + analyse_surface(quiet[start:character]).width
        return position


class _Entry:
    """One entry under work."""

    def __init__(self, layout: Layout, most_positions: int) -> None:
        self._layout = layout
        self._most = most_positions
        self._classes, self._lead_class = classes_of(layout)
        self.occurrences: list[tuple[int, int]] = []
        self.words: list[int] = []
        self.zones: list[tuple[int, int]] = []
        self.counts: list[int] = []
        self.sentences: list[int] = []
        self.paragraphs: list[int] = []
        self.lead_end = 0
        self.last_position = 0

    def place(self, texts: Sequence[str], analyser: PlainAnalyser) -> None:
        """Give all tokens of the texts their positions."""
        begin = 0
        for column, text in enumerate(texts):
            zone = column < len(self._layout.zones)
            end, breaks = self._place_text(text, column, begin if zone else 0, analyser)
            if zone:
                self.zones.append((begin, end))
                self.counts.append(end - begin - breaks)
                begin = end + (ZONE_GAP if end > begin else 0)
            else:
                self.counts.append(end - breaks)

    def _place_text(
        self, text: str, column: int, begin: int, analyser: PlainAnalyser
    ) -> tuple[int, int]:
        """Place a text; return the position after it, and how many paragraphs end in it."""
        last_zone = self._layout.last_zone
        spaces = self._layout.spaces
        of_items = column > last_zone and spaces[column - last_zone - 1].items
        zone_class = self._lead_class if column == last_zone else self._classes[column]
        position = line = begin
        breaks = opened = 0
        before = int(SurfaceKind.BREAK)
        quiet = quieten(text)
        for start, end in surfaces_of(quiet):
            surface = analyser.of(quiet[start:end])
            place = position
            if of_items:
                place = breaks * ITEM_WIDTH + min(position - line, ITEM_WIDTH - 2)
            if opens_paragraph(before, surface.kind):
                opened += 1
                if column <= last_zone:
                    self.paragraphs.append(place)
                    self.sentences.append(place)
                if column == last_zone and opened == 3:
                    zone_class = self._classes[last_zone]
                    self.lead_end = place
            elif column <= last_zone and opens_sentence(before, surface.kind):
                self.sentences.append(place)
            for token, offset in surface.tokens:
                if place + offset < self._most - 1:
                    self.occurrences.append((token, place + offset << CLASS_BITS | zone_class))
                    self.last_position = max(self.last_position, place + offset)
            if column == last_zone:
                self.words += surface.words
            position += surface.width
            if surface.kind == SurfaceKind.BREAK:
                breaks += 1
                line = position
            before = surface.kind
        if column == last_zone and opened < 3:
            self.lead_end = position
        return position, breaks


def _placed(entries: Sequence[_Entry], columns: int) -> Placed:
    """Return the arrays of some entries."""

    def flat(name: str) -> Ints:
        return np.array([value for entry in entries for value in getattr(entry, name)], np.int32)

    def sizes(name: str) -> Ints:
        return np.array([len(getattr(entry, name)) for entry in entries], np.int32)

    zones = flat("zones").reshape(len(entries), -1, 2)
    return Placed(
        max((entry.last_position for entry in entries), default=0) + 1,
        zones[:, :, 0],
        zones[:, :, 1],
        flat("counts").reshape(-1, columns),
        np.array([entry.lead_end for entry in entries], np.int32),
        flat("sentences"),
        sizes("sentences"),
        flat("paragraphs"),
        sizes("paragraphs"),
    )
