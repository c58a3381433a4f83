"""What is known of surfaces and their tokens: each is analysed once, and has a number.

The analysis of a surface lies in parallel arrays, by its number. New surfaces come in bulk: the
short ones of ASCII are taken apart by arrays (see ``short_surfaces``), others one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.analysis.surfaces import Kind, Surface, analyse_surface
from newssearch.archive.columnar import compiled
from newssearch.archive.columnar.files import expand
from newssearch.archive.columnar.writing.surfaces.ascii_surfaces import Strings, take_apart
from newssearch.archive.columnar.writing.surfaces.growing import Growing
from newssearch.archive.columnar.writing.surfaces.short_compounds import (
    Compounds,
    take_compounds_apart,
)
from newssearch.archive.columnar.writing.surfaces.short_keys import (
    LONGEST,
    ShortKeys,
    Words,
    load,
    strings_of,
)
from newssearch.archive.columnar.writing.surfaces.short_surfaces import (
    NO_ABBREVIATION,
    ShortSurfaces,
    analyse_short,
    is_abbreviation,
    openings,
)
from newssearch.archive.columnar.writing.surfaces.token_table import TokenTable

TEXT_MARK = "\x01"
"""A surface of its own in a batch: a text ends."""

TEXT, BREAK = 0, 1
"""The numbers, in every table, of the ends of a text and of a paragraph."""

Ints = NDArray[Any]


@dataclass(frozen=True, slots=True)
class SurfaceColumns:
    """The analysis of surfaces, by number.

    ``first`` (int32) is the token at a surface's first position, -1 where it has none. Further
    tokens are listed flat: ``more_size[s]`` of them from ``more_start[s]`` on, each a
    ``more_token`` and its offset of position. Its words, that is the first token at each
    position, are listed by their 64-bit hashes in the same way.
    """

    kinds: NDArray[np.uint8]
    widths: NDArray[np.int32]
    first: NDArray[np.int32]
    more_start: NDArray[np.int32]
    more_size: NDArray[np.int32]
    more_token: NDArray[np.int32]
    more_offset: NDArray[np.int32]
    word_start: NDArray[np.int32]
    word_size: NDArray[np.int32]
    word_hash: NDArray[np.uint64]


class SurfaceTable:
    """The analysis of surfaces, and their ``tokens``."""

    def __init__(self) -> None:
        self.tokens = TokenTable()
        self._cores = ShortKeys()
        self._columns = {name: Growing(dtype) for name, dtype in _COLUMNS.items()}
        self._append([Surface(Kind.BREAK, 0), Surface(Kind.BREAK, 1)])

    def __len__(self) -> int:
        return len(self._columns["kinds"])

    def columns(self) -> SurfaceColumns:
        """Return the analysis of all surfaces as it stands."""
        return SurfaceColumns(**{name: column.view() for name, column in self._columns.items()})

    def add(self, surfaces: Sequence[str]) -> NDArray[np.int32]:
        """Analyse distinct new surfaces one by one; return their numbers."""
        return self._append([analyse_surface(surface) for surface in surfaces])

    def add_ascii(self, surfaces: Strings) -> NDArray[np.int32]:
        """Analyse distinct new surfaces of ASCII by a compiled loop; return their numbers."""
        apart = take_apart(surfaces)
        strings = apart.tokens
        sizes = strings.ends - strings.starts
        short = sizes <= LONGEST
        if short.all():
            tokens = self.tokens.short(*load(strings.content, strings.starts, sizes))
        else:
            tokens = np.empty(len(sizes), np.int32)
            tokens[short] = self.tokens.short(
                *load(strings.content, strings.starts[short], sizes[short])
            )
            pairs = zip(strings.starts[~short].tolist(), strings.ends[~short].tolist(), strict=True)
            long = [bytes(strings.content[start:end]).decode("ascii") for start, end in pairs]
            tokens[~short] = self.tokens.of(long)
        return self._append_rows(
            apart.kinds, apart.widths, apart.token_counts, tokens, apart.offsets
        )

    def add_short(self, first: Words, second: Words) -> NDArray[np.int32]:
        """Analyse distinct new surfaces of ASCII, given by their keys; return their numbers."""
        short = analyse_short(first, second)
        rows = {name: np.zeros(len(first), np.int32) for name in _ROWS}
        kinds = short.kinds.copy()
        rows["first"][short.empty] = -1
        single = np.flatnonzero(short.single)
        tokens = self.tokens.short(short.first[single], short.second[single])
        rows["first"][single] = tokens
        rows["widths"][single] = rows["word_size"][single] = 1
        rows["word_start"][single] = self._list_words(tokens)
        rows["more_size"][short.initials] = 1
        rows["more_start"][short.initials] = self._list_dotted(short)
        composed = np.flatnonzero(~short.single & ~short.empty)
        compounds = take_compounds_apart(short.first[composed], short.second[composed])
        self._fill_compounds(compounds, composed[compounds.handled], kinds, rows)
        rest = composed[~compounds.handled]
        models = self._models(short.first[rest], short.second[rest])
        for name, values in rows.items():
            values[rest] = self._columns[name].view()[models]
        own = self._columns["kinds"].view()[models]
        kinds[rest] = (kinds[rest] & (own | _SAID_BY_MARKS)) | (own & _SAID_BY_WORDS)
        return self._extend(kinds, rows)

    def _list_dotted(self, short: ShortSurfaces) -> Ints:
        """List the dotted forms of initials; return the place of each."""
        tokens = self.tokens.short(short.dotted_first, short.dotted_second)
        place = len(self._columns["more_token"])
        self._columns["more_token"].extend(tokens)
        self._columns["more_offset"].extend(np.zeros(len(tokens), np.int32))
        return np.arange(place, place + len(tokens))

    def _fill_compounds(
        self, compounds: Compounds, chosen: Ints, kinds: NDArray[np.uint8], rows: dict[str, Ints]
    ) -> None:
        """Fill the rows of surfaces of several words."""
        counts, hyphened = compounds.counts, compounds.hyphened
        tokens = self.tokens.short(compounds.first, compounds.second)
        joined = self.tokens.short(compounds.joined_first, compounds.joined_second)
        firsts = np.cumsum(counts) - counts
        rows["first"][chosen] = tokens[firsts]
        rows["widths"][chosen] = rows["word_size"][chosen] = counts
        rows["word_start"][chosen] = self._list_words(tokens)[firsts]
        more = counts - 1 + hyphened
        begins = np.cumsum(more) - more
        more_token = np.zeros(int(more.sum()), np.int32)
        more_offset = np.zeros(len(more_token), np.int32)
        later = np.ones(len(tokens), bool)
        later[firsts] = False
        places = expand(begins, counts - 1)
        more_token[places] = tokens[later]
        more_offset[places] = places - np.repeat(begins, counts - 1) + 1
        more_token[(begins + counts - 1)[hyphened]] = joined
        rows["more_start"][chosen] = begins + len(self._columns["more_token"])
        rows["more_size"][chosen] = more
        self._columns["more_token"].extend(more_token)
        self._columns["more_offset"].extend(more_offset)
        others = chosen[~hyphened]
        kinds[chosen[hyphened]] &= NO_ABBREVIATION & ~np.uint8(Kind.OPENER)
        kinds[others] &= ~_SAID_BY_WORDS
        kinds[others] |= openings(*compounds.outer)
        kinds[others[~is_abbreviation(*compounds.last)]] &= NO_ABBREVIATION

    def _models(self, first: Words, second: Words) -> NDArray[np.int32]:
        """Return for each core a surface that is the core with a full stop."""
        return self._cores.numbers(first, second, self._add_models)

    def _add_models(self, first: Words, second: Words) -> NDArray[np.int32]:
        cores = strings_of(first, second).tolist()
        return self.add([f"{core.decode('ascii')}." for core in cores])

    def _append(self, analysed: Sequence[Surface]) -> NDArray[np.int32]:
        """Append surfaces that were taken apart one by one."""
        listed = [token for surface in analysed for token in surface.tokens]
        return self._append_rows(
            np.fromiter((surface.kind for surface in analysed), np.uint8, len(analysed)),
            np.fromiter((surface.width for surface in analysed), np.int32, len(analysed)),
            np.fromiter((len(surface.tokens) for surface in analysed), np.int64, len(analysed)),
            self.tokens.of([token[0] for token in listed]),
            np.fromiter((token[1] for token in listed), np.int32, len(listed)),
        )

    def _append_rows(
        self,
        kinds: NDArray[np.uint8],
        widths: Ints,
        sizes: Ints,
        tokens: NDArray[np.int32],
        offsets: NDArray[np.int32],
    ) -> NDArray[np.int32]:
        """Append surfaces, of which each has ``sizes`` of the tokens with their offsets."""
        if compiled.AVAILABLE:
            return self._append_rows_by_loop(kinds, widths, sizes, tokens, offsets)
        starts = np.cumsum(sizes) - sizes
        leads = np.zeros(len(tokens), bool)
        filled = starts[sizes > 0]
        leads[filled] = offsets[filled] == 0
        mains = np.ones(len(tokens), bool)
        mains[1:] = offsets[1:] > offsets[:-1]
        mains[filled] = True
        rows = {name: np.zeros(len(kinds), np.int32) for name in _ROWS}
        rows["widths"][:] = widths
        rows["first"][:] = -1
        has_lead = np.flatnonzero(sizes)[leads[filled]]
        rows["first"][has_lead] = tokens[starts[has_lead]]
        for kind, chosen in (("more", ~leads), ("word", mains)):
            before = np.concatenate([[0], np.cumsum(chosen)])
            rows[f"{kind}_size"][:] = before[starts + sizes] - before[starts]
            rows[f"{kind}_start"][:] = before[starts]
        rows["more_start"] += len(self._columns["more_token"])
        self._columns["more_token"].extend(tokens[~leads])
        self._columns["more_offset"].extend(offsets[~leads])
        rows["word_start"] += len(self._columns["word_hash"])
        self._list_words(tokens[mains])
        return self._extend(kinds, rows)

    def _append_rows_by_loop(
        self,
        kinds: NDArray[np.uint8],
        widths: Ints,
        sizes: Ints,
        tokens: NDArray[np.int32],
        offsets: NDArray[np.int32],
    ) -> NDArray[np.int32]:
        columns, base = self._columns, len(self)
        sizes = sizes.astype(np.int32)
        more, words = compiled.rows.count_lists(sizes, offsets)
        places = len(columns["more_token"]), len(columns["word_hash"])
        rows = [columns[name].grow(len(sizes)) for name in _LISTING]
        lists = [columns[name].grow(more) for name in ("more_token", "more_offset")]
        lists.append(columns["word_hash"].grow(words))
        hashes = self.tokens.hashes()
        compiled.rows.write_rows(sizes, offsets, tokens, hashes, *places, *rows, *lists)
        columns["widths"].extend(widths)
        columns["kinds"].extend(kinds)
        return np.arange(base, len(self), dtype=np.int32)

    def _extend(self, kinds: NDArray[np.uint8], rows: dict[str, Ints]) -> NDArray[np.int32]:
        base = len(self)
        for name, values in rows.items():
            self._columns[name].extend(values)
        self._columns["kinds"].extend(kinds)
        return np.arange(base, base + len(kinds), dtype=np.int32)

    def _list_words(self, tokens: NDArray[np.int32]) -> Ints:
        """List the hashes of some words; return the place of each."""
        words = self._columns["word_hash"]
        place = len(words)
        words.extend(self.tokens.hashes()[tokens])
        return np.arange(place, place + len(tokens))


_COLUMNS = {
    "kinds": "|u1",
    "widths": "<i4",
    "first": "<i4",
    "more_start": "<i4",
    "more_size": "<i4",
    "more_token": "<i4",
    "more_offset": "<i4",
    "word_start": "<i4",
    "word_size": "<i4",
    "word_hash": "<u8",
}
_ROWS = ("widths", "first", "more_start", "more_size", "word_start", "word_size")
_LISTING = ("first", "more_start", "more_size", "word_start", "word_size")
_SAID_BY_MARKS = np.uint8(Kind.ENDER | Kind.FIRM)
_SAID_BY_WORDS = np.uint8(Kind.OPENS | Kind.OPENER)
