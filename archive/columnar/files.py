"""The files of a segment and what each holds: the on-disk format in prose.

A segment is a set of array files (see ``arrayfile``) that share a name:

``.terms``
    ``terms``: the dictionary; a term is the character of its space (U+0001 for the main space)
    and the token, or a span term, which says how many positions a token spans (see
    ``wide_tokens``). By term number: ``posting_start`` and ``position_start`` (one more value than
    terms), ``zones`` (a bit for each class of place it occurs in: the zones, the lead, then the
    other spaces; after a merge also those that only deleted entries had it in).
    ``overflow_posting`` and ``overflow_frequency``: the postings whose frequency does not fit
    into a byte.
``.stems``
    ``stems``: a dictionary of stems, with the space's character too, of those words that are not
    their own only form; stem s has the terms ``stem_member[stem_start[s]]`` to
    ``stem_member[stem_start[s + 1]]``.
``.docs``, ``.frequencies``, ``.weights``
    One array of that name each, one value per posting, ordered by term and entry: the number of
    the entry, how many positions, and the weighted frequency in quarters, at most 255.
``.positions``
    The positions of all postings, ordered by term, entry and position.
``.text``
    By entry: ``zone_start.Z`` and ``zone_end.Z`` for zone Z, ``count.T`` (words of text T),
    ``lead_end``, ``length`` (weighted number of words, in quarters; ``length_sum`` adds up all,
    ``word_sum`` the words of all zones), and three ragged arrays: ``sentences`` and
    ``paragraphs`` (where they begin), and ``range_starts`` with ``range_ends``, whose offsets are
    in ``sentence_offsets``, ``paragraph_offsets`` and ``range_offsets``.
``.columns``
    ``number.NAME`` (int32, the smallest value for None); ``keyword.NAME`` (a dictionary of the
    values, newlines as NUL) with ``keyword.NAME.ordinals`` (0 for None, else 1 + the value's
    number); ``list.NAME`` likewise, where the values of entry e are the ordinals from
    ``list.NAME.offsets[e]`` to ``list.NAME.offsets[e + 1]``.
``.stored``
    The entries as given, compressed (see ``stored``).
``.sketches``
    What finding near-identical texts needs of the last zone (see ``shingles``): by entry its
    ``fingerprint`` (0 for a text too short to be compared); and the sampled shingles of all
    entries in order, 32 bits of each, with the ``entry`` of each. Of these the gaps are kept,
    ``gap`` (uint16), the first from 0; where it is 65,535 the gap is the next one of ``wide``.

Entries are numbered from 0 in the order they came. Positions, and what is counted in them, take
two bytes where the segment's greatest fits, else four; entry numbers likewise.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

STEMS = "stems"
SUFFIXES = (
    "terms",
    STEMS,
    "docs",
    "frequencies",
    "weights",
    "positions",
    "text",
    "columns",
    "stored",
    "sketches",
)

NO_NUMBER = -(1 << 31)
"""What a column of numbers holds for None."""


def narrow(values: NDArray[Any]) -> NDArray[Any]:
    """Return non-negative integers in two bytes each if they fit, else in four."""
    return values.astype(narrow_type(int(values.max(initial=0))))


def narrow_type(greatest: int) -> str:
    """Return the dtype that holds numbers from 0 to ``greatest``: two bytes, four or eight."""
    return "<u2" if greatest < 1 << 16 else "<u4" if greatest < 1 << 32 else "<u8"


def expand(starts: NDArray[Any], sizes: NDArray[Any]) -> NDArray[np.int64]:
    """Return the numbers start, start + 1, … for each start, as many as its size, joined."""
    before = sizes.cumsum() - sizes
    numbers: NDArray[np.int64] = (starts.astype(np.int64) - before).repeat(sizes)
    numbers += np.arange(len(numbers))
    return numbers


def offsets(counts: NDArray[Any]) -> NDArray[Any]:
    """Return where each of the runs of these sizes begins, and where the last one ends."""
    ends = np.concatenate([[0], np.cumsum(counts)])
    return ends.astype("<u4" if ends[-1] < 1 << 32 else "<u8")
