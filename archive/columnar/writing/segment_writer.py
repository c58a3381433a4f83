"""Writing the files of a segment from arrays; see ``files`` for what each holds."""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping, Sequence
from operator import ne
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.analysis.stems import stem_all
from newssearch.archive.columnar.arrayfile import ArrayFileWriter
from newssearch.archive.columnar.dictionary import NEWLINE, write_dictionary
from newssearch.archive.columnar.files import expand, narrow, narrow_type, offsets
from newssearch.archive.columnar.layout import WEIGHT_UNIT, Layout
from newssearch.archive.columnar.writing.batch import Batch
from newssearch.archive.columnar.writing.entry import Columns
from newssearch.archive.columnar.writing.inversion import PostingRun
from newssearch.archive.columnar.writing.strings import EncodedStrings, number_strings

_NAME_BITS = 32
_NAMES = (1 << _NAME_BITS) - 1

_BEYOND_ASCII, _LETTER = 1, 2
_KINDS = np.zeros(256, np.uint8)
_KINDS[128:] = _BEYOND_ASCII
_KINDS[[NEWLINE, *(letter.encode()[0] for letter in string.ascii_letters)]] = _LETTER
"""What bytes of a term are: digits and marks, perhaps letters, or letters (and the newline)."""

SHINGLES = "shingles"
"""Suffix of the file of all shingles of a run."""

MOST_IN_BYTE = 255
"""The greatest frequency stored with its posting; greater ones are listed separately."""


def write_columns(path: Path, layout: Layout, parts: Sequence[Columns]) -> None:
    """Write the columns of entries, given part by part."""
    with ArrayFileWriter(path) as file:
        for place, name in enumerate(layout.numbers):
            numbers = [part.numbers[place] for part in parts]
            file.add(f"number.{name}", np.concatenate([np.zeros(0, "<i4"), *numbers]))
        for place, name in enumerate(layout.keywords):
            write_keywords(file, f"keyword.{name}", [part.keywords[place] for part in parts])
        for place, name in enumerate(layout.lists):
            lists = [part.lists[place] for part in parts]
            write_keywords(file, f"list.{name}", [own.values for own in lists])
            counts = [np.zeros(0, np.int64), *(own.counts for own in lists)]
            file.add(f"list.{name}.offsets", offsets(np.concatenate(counts)))


def write_shingles(path: Path, batches: Sequence[Batch]) -> None:
    """Write the short shingles of the entries, flat (``shingle``), and their ``offsets``."""
    with ArrayFileWriter(path) as file:
        file.begin("shingle", "<u4")
        for batch in batches:
            file.extend(batch.shingles.shingles)
        counts = [np.zeros(0, np.int64), *(batch.shingles.counts for batch in batches)]
        file.add("offsets", offsets(np.concatenate(counts)))


def write_postings(
    files: Mapping[str, Path],
    terms: NDArray[np.uint8],
    runs: Iterable[PostingRun],
    dtypes: tuple[str, str],
) -> None:
    """Write terms, which are encoded, and the four arrays of their postings.

    ``files`` are paths by suffix. ``dtypes`` are those of entry numbers and of positions.
    """
    columns = {"docs": dtypes[0], "frequencies": "|u1", "weights": "|u1", "positions": dtypes[1]}
    open_files = {suffix: ArrayFileWriter(files[suffix]) for suffix in columns}
    for suffix, dtype in columns.items():
        open_files[suffix].begin(suffix, dtype)
    none = np.zeros(0, np.int64)
    posting_counts, position_counts = [none], [none]
    zones = [np.zeros(0, np.uint16)]
    overflow, overflow_frequencies = [none], [none]
    done = 0
    for run in runs:
        over = np.flatnonzero(run.frequencies > MOST_IN_BYTE)
        overflow.append(over + done)
        overflow_frequencies.append(run.frequencies[over])
        done += len(run.docs)
        frequencies = np.minimum(run.frequencies, MOST_IN_BYTE).astype(np.uint8)
        open_files["docs"].extend(run.docs)
        open_files["frequencies"].extend(frequencies)
        open_files["weights"].extend(run.weights)
        open_files["positions"].extend(run.positions)
        posting_counts.append(run.posting_counts)
        position_counts.append(run.position_counts)
        zones.append(run.zones)
    for file in open_files.values():
        file.close()
    write_terms(
        files["terms"],
        terms,
        np.cumsum(np.concatenate([[0], *posting_counts])),
        np.cumsum(np.concatenate([[0], *position_counts])),
        np.concatenate(zones),
        (np.concatenate(overflow), np.concatenate(overflow_frequencies)),
    )


def write_terms(
    path: Path,
    terms: NDArray[np.uint8],
    posting_starts: NDArray[Any],
    position_starts: NDArray[Any],
    zones: NDArray[np.uint16],
    overflow: tuple[NDArray[Any], NDArray[Any]],
) -> None:
    """Write the dictionary of encoded terms, and what is known of each."""
    with ArrayFileWriter(path) as file:
        write_dictionary(file, "terms", terms)
        for name, values in (
            ("posting_start", posting_starts),
            ("position_start", position_starts),
        ):
            file.add(name, values.astype("<u4" if values[-1] < 1 << 32 else "<u8"))
        file.add("zones", zones)
        file.add("overflow_posting", overflow[0].astype("<u8"))
        file.add("overflow_frequency", overflow[1].astype("<u4"))


def write_stems(path: Path, terms: NDArray[np.uint8]) -> None:
    """Write the table of stems of a segment's terms, which are encoded."""
    stems, starts, members = _stem_table(terms)
    with ArrayFileWriter(path) as file:
        write_dictionary(file, "stems", stems)
        file.add("stem_start", starts)
        file.add("stem_member", members)


def _stem_table(
    terms: NDArray[np.uint8],
) -> tuple[NDArray[np.uint8], NDArray[Any], NDArray[Any]]:
    """Group terms by stem; a term that is its stem's only form, and equal to it, is left out.

    A word with a digit or a mark is its own stem and no other word's, so it is left out too.
    Returns the stems, encoded, where the terms of each begin, and the numbers of these.
    """
    ends = np.flatnonzero(terms == NEWLINE) + 1
    starts = np.append(0, ends)[: len(ends)]
    alphabetic = _alphabetic(terms, starts, ends)
    starts, sizes = starts[alphabetic], (ends - starts)[alphabetic]
    words = terms[expand(starts + 1, sizes - 1)].tobytes().split(b"\n")[:-1]
    stems = stem_all(words)
    stem_sizes = np.fromiter(map(len, stems), np.int64, len(stems))
    names = number_strings([EncodedStrings(b"".join(stems), stem_sizes)])
    keys = terms[starts].astype(np.int64) << _NAME_BITS | names.ordinals
    distinct, group = np.unique(keys, return_inverse=True)
    forms = np.bincount(group, minlength=len(distinct))
    wanted = forms > 1
    wanted[group[np.fromiter(map(ne, words, stems), bool, len(words))]] = True
    members = np.flatnonzero(wanted[group])
    members = members[np.argsort(group[members], kind="stable")]
    named = _named(names.terms, distinct[wanted])
    return named, offsets(forms[wanted]), alphabetic[members].astype("<u4")


def _alphabetic(
    terms: NDArray[np.uint8], starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the numbers of the terms whose tokens are all of letters."""
    kinds = _KINDS[terms]
    kinds[starts] = _LETTER
    kinds = np.minimum.reduceat(kinds, starts) if len(starts) else kinds
    for number in np.flatnonzero(kinds == _BEYOND_ASCII).tolist():
        token = terms[starts[number] + 1 : ends[number] - 1].tobytes()
        if token.decode("utf-8", "surrogatepass").isalpha():
            kinds[number] = _LETTER
    return np.flatnonzero(kinds == _LETTER)


def _named(names: NDArray[np.uint8], keys: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Return encoded the stems with some keys: a prefix, and the number of a name from 1."""
    ends = np.append(0, np.flatnonzero(names == NEWLINE) + 1)
    ordinals = keys & _NAMES
    starts, sizes = ends[ordinals - 1], ends[ordinals] - ends[ordinals - 1]
    named = np.empty(int(sizes.sum()) + len(keys), np.uint8)
    begins = np.cumsum(sizes + 1) - sizes
    named[begins - 1] = keys >> _NAME_BITS
    named[expand(begins, sizes)] = names[expand(starts, sizes)]
    return named


def write_text(path: Path, batches: Sequence[Batch], layout: Layout) -> None:
    """Write where the texts of entries, their zones, sentences, paragraphs and ranges lie."""

    def joined(name: str) -> NDArray[Any]:
        holders = batches if name.startswith("range_") else [batch.placed for batch in batches]
        parts = [getattr(holder, name) for holder in holders]
        return np.concatenate(parts) if parts else np.zeros(0, np.int32)

    zones, texts = len(layout.zones), layout.columns_of_text
    starts = joined("zone_starts").reshape(-1, zones)
    ends = joined("zone_ends").reshape(-1, zones)
    counts = joined("counts").reshape(-1, texts)
    lead_ends = joined("lead_ends")
    weights = np.array([round(weight * WEIGHT_UNIT) for weight in layout.weights])
    lead_extra = round((layout.lead_weight - layout.weights[-1]) * WEIGHT_UNIT)
    lengths = counts[:, :zones] @ weights + lead_extra * (lead_ends - starts[:, -1])
    dtype = narrow_type(int(ends.max(initial=0)) + ZONE_SLACK)
    with ArrayFileWriter(path) as file:
        for zone in range(zones):
            file.add(f"zone_start.{zone}", starts[:, zone].astype(dtype))
            file.add(f"zone_end.{zone}", ends[:, zone].astype(dtype))
        for text in range(texts):
            file.add(f"count.{text}", narrow(counts[:, text]))
        file.add("lead_end", lead_ends.astype(dtype))
        file.add("length", lengths.astype("<u4"))
        file.add("length_sum", np.array([lengths.sum()], "<u8"))
        file.add("word_sum", np.array([counts[:, :zones].sum()], "<u8"))
        for plural, flat in (
            ("sentence", ("sentences",)),
            ("paragraph", ("paragraphs",)),
            ("range", ("range_starts", "range_ends")),
        ):
            for name in flat:
                file.add(name, joined(name).astype(dtype))
            file.add(f"{plural}_offsets", offsets(joined(f"{plural}_counts")))


ZONE_SLACK = 256
"""Room above the greatest position, so that adding a distance to one does not overflow."""


def write_keywords(file: ArrayFileWriter, array: str, parts: Sequence[EncodedStrings]) -> None:
    """Write strings as a dictionary ``array`` and the ordinal of each, ``array.ordinals``."""
    numbered = number_strings(parts)
    write_dictionary(file, array, numbered.terms)
    file.add(f"{array}.ordinals", narrow(numbered.ordinals))
