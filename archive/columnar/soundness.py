"""What the arrays of a segment must be like for the engine to read them, whatever their checksums.

Checksums tell what was changed by chance; they say nothing of an archive that somebody made to
mislead. So each file is checked against a table when it is opened (which arrays it has, of which
types and lengths), and each block of an array against a rule of its values when it is first
touched, in the same place as its checksum: entries that exist, ascending offsets within bounds,
positions that fit into a key. What passes can be followed blindly: neither NumPy nor a compiled
loop is led outside of an array by it. What fails is ``ArchiveDamaged`` with the file's name.

It costs a pass over values that have just been read for their checksum. Answers may still be wrong
where the numbers are possible but untrue; docs/reliability.md says which.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.arrayfile import ArrayFile, CheckedArray, Holds
from newssearch.archive.columnar.files import NO_NUMBER
from newssearch.archive.columnar.layout import Layout

BYTES = ("|u1",)
NARROW = ("<u2", "<u4")
WIDE = ("<u4", "<u8")
ANY = ("<u2", "<u4", "<u8")
SUM = ("<u8",)

_Expect = Callable[[ArrayFile, Layout, int], None]

GREATEST_POSITION = 1 << 24
"""One more than the greatest position that a key of the engine has room for."""


def within(greatest: int, least: int = 0, besides: int | None = None) -> Holds:
    """Return the rule that values are ``least`` to ``greatest``, or the one value ``besides``."""

    def hold(values: NDArray[Any], start: int, stop: int) -> bool:
        part = values[start:stop]
        if besides is not None:
            part = part[part != besides]
        return not len(part) or (int(part.min()) >= least and int(part.max()) <= greatest)

    return hold


def rising(greatest: int) -> Holds:
    """Return the rule that no value is below the one before it, nor above ``greatest``."""

    def hold(values: NDArray[Any], start: int, stop: int) -> bool:
        part = values[max(start - 1, 0) : stop]
        return bool((part[1:] >= part[:-1]).all()) and int(part[-1]) <= greatest

    return hold


def dividing(length: int) -> Holds:
    """Return the rule of offsets that divide so many values among entries, from 0 to the last."""
    rises = rising(length)

    def hold(values: NDArray[Any], start: int, stop: int) -> bool:
        begins = start > 0 or int(values[0]) == 0
        ends = stop < len(values) or int(values[-1]) == length
        return begins and ends and rises(values, start, stop)

    return hold


def rising_by_term(size: int, starts: Callable[[], CheckedArray]) -> Holds:
    """Return the rule of the entries of postings: below ``size``, and ascending within each term.

    ``starts`` gives the postings with which terms begin: nowhere else may the next one be lower.
    """

    def hold(values: NDArray[Any], start: int, stop: int) -> bool:
        before = max(start - 1, 0)
        part = values[before:stop]
        if int(part.max()) >= size:
            return False
        falls = np.flatnonzero(part[1:] <= part[:-1]) + (before + 1)
        if not len(falls):
            return True
        first, last = starts().unchecked.searchsorted((before, stop)).tolist()
        known = starts().slice(first, max(first, last))
        places = known.searchsorted(falls)
        return len(known) > 0 and bool((known.take(places, mode="clip") == falls).all())

    return hold


def expect_dictionary(file: ArrayFile, name: str) -> None:
    """Hold the arrays of a dictionary against what they must be."""
    content = file.expect(name, BYTES)
    file.expect(f"{name}.blocks", SUM, holds=rising(content))
    file.expect(f"{name}.count", SUM, 1)


def _expect_terms(file: ArrayFile, _layout: Layout, _size: int) -> None:
    expect_dictionary(file, "terms")
    terms = file.expect("zones", ("<u2",))
    file.expect("posting_start", WIDE, terms + 1, rising((1 << 63) - 1))
    file.expect("position_start", WIDE, terms + 1, rising((1 << 63) - 1))
    over = file.expect("overflow_posting", SUM, holds=rising((1 << 63) - 1))
    file.expect("overflow_frequency", ("<u4",), over)


def _expect_stems(file: ArrayFile, _layout: Layout, _size: int) -> None:
    expect_dictionary(file, "stems")
    members = file.expect("stem_member", ("<u4",))
    file.expect("stem_start", WIDE, holds=rising(members))


def _expect_bytes(name: str) -> _Expect:
    def expect_bytes(file: ArrayFile, _layout: Layout, _size: int) -> None:
        file.expect(name, BYTES)

    return expect_bytes


def _expect_positions(file: ArrayFile, _layout: Layout, _size: int) -> None:
    file.expect("positions", NARROW, holds=within(GREATEST_POSITION - 1))


def _expect_text(file: ArrayFile, layout: Layout, size: int) -> None:
    places = within(GREATEST_POSITION)
    for zone in range(len(layout.zones)):
        file.expect(f"zone_start.{zone}", NARROW, size, places)
        file.expect(f"zone_end.{zone}", NARROW, size, places)
    for text in range(layout.columns_of_text):
        file.expect(f"count.{text}", NARROW, size, places)
    file.expect("lead_end", NARROW, size, places)
    file.expect("length", ("<u4",), size)
    for name in ("length_sum", "word_sum"):
        file.expect(name, SUM, 1, within(1 << 62))
    for kind, arrays in (
        ("sentence", ("sentences",)),
        ("paragraph", ("paragraphs",)),
        ("range", ("range_starts", "range_ends")),
    ):
        values = None
        for name in arrays:
            values = file.expect(name, NARROW, values, places)
        file.expect(f"{kind}_offsets", WIDE, size + 1, dividing(values or 0))


def _expect_columns(file: ArrayFile, layout: Layout, size: int) -> None:
    for name in layout.numbers:
        least, greatest = layout.number_bounds.get(name, (-(1 << 31), (1 << 31) - 1))
        file.expect(f"number.{name}", ("<i4",), size, within(greatest, least, NO_NUMBER))
    for name in layout.keywords:
        _expect_keywords(file, f"keyword.{name}", size)
    for name in layout.lists:
        values = _expect_keywords(file, f"list.{name}", None)
        file.expect(f"list.{name}.offsets", WIDE, size + 1, dividing(values))


def _expect_keywords(file: ArrayFile, name: str, size: int | None) -> int:
    expect_dictionary(file, name)

    def hold(values: NDArray[Any], start: int, stop: int) -> bool:
        return int(values[start:stop].max()) <= int(file[f"{name}.count"].all()[0])

    return file.expect(f"{name}.ordinals", ANY, size, hold)


def _expect_sketches(file: ArrayFile, _layout: Layout, size: int) -> None:
    file.expect("fingerprint", SUM, size)
    gaps = file.expect("gap", ("<u2",))
    file.expect("wide", ("<u4",))
    file.expect("entry", NARROW, gaps, within(size - 1))


def _expect_stored(file: ArrayFile, _layout: Layout, size: int) -> None:
    file.expect("offsets", SUM, size + 1)


_EXPECTED: dict[str, _Expect] = {
    "terms": _expect_terms,
    "stems": _expect_stems,
    "positions": _expect_positions,
    "frequencies": _expect_bytes("frequencies"),
    "weights": _expect_bytes("weights"),
    "text": _expect_text,
    "columns": _expect_columns,
    "sketches": _expect_sketches,
    "stored": _expect_stored,
}


def expect(file: ArrayFile, suffix: str, layout: Layout, size: int) -> None:
    """Hold one of the files of a segment of ``size`` entries against what it must hold.

    The values of ``.docs`` and of ``stem_member`` are checked against the terms by ``Segment``.

    Raises:
        ArchiveDamaged: an array is missing, or is of another type or length.
    """
    if suffix in _EXPECTED:
        _EXPECTED[suffix](file, layout, size)
