"""What the compiled loops over numbers and strings do, in plain Python; see ``loops``.

Each function says what it does; the loop of the same name in ``archive.columnar.compiled`` does
the same, and a test holds them equal.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[Any]


def _terms(
    occurrences: Ints, term_shift: int, class_mask: int, main: int, tokens: int
) -> NDArray[np.int64]:
    """Return space * tokens + token of occurrences; classes below ``main`` are space 0."""
    spaces = np.maximum((occurrences & np.uint64(class_mask)).astype(np.int64) - main + 1, 0)
    return spaces * tokens + (occurrences >> np.uint64(term_shift)).astype(np.int64)


def count_terms(
    occurrences: Ints, term_shift: int, class_mask: int, main: int, tokens: int, counts: Ints
) -> None:
    """Add up how often each token occurs in each space, in ``counts`` by space * tokens + token."""
    terms = _terms(occurrences, term_shift, class_mask, main, tokens)
    counts += np.bincount(terms, minlength=len(counts)).astype(counts.dtype)


def distribute(
    occurrences: Ints,
    term_shift: int,
    class_mask: int,
    main: int,
    tokens: int,
    next_places: Ints,
    places: Ints,
) -> None:
    """Move occurrences, without their tokens, to where those of their term are in ``places``."""
    kept = (1 << term_shift) - 1
    terms = _terms(occurrences, term_shift, class_mask, main, tokens).tolist()
    for term, occurrence in zip(terms, occurrences.tolist(), strict=True):
        places[next_places[term]] = occurrence & kept
        next_places[term] += 1


def make_postings(
    places: Ints,
    bounds: Ints,
    class_bits: int,
    position_bits: int,
    class_weights: Ints,
    most_weighted: int,
    docs: Ints,
    frequencies: Ints,
    weights: Ints,
    positions: Ints,
    posting_counts: Ints,
    position_counts: Ints,
    zones: Ints,
) -> tuple[int, int]:
    """Make the postings of terms; term t has the places from ``bounds[t]`` to ``bounds[t + 1]``.

    The last seven arrays are written; returns how many postings and how many positions there are.
    A place that is there twice counts once.
    """
    posting = position = 0
    for term, (start, end) in enumerate(pairwise(bounds.tolist())):
        first_posting, first_position = posting, position
        seen = before = doc = -1
        weighted = found_in = 0
        for packed in sorted(places[start:end].tolist()):
            place, zone = packed >> class_bits, packed & (1 << class_bits) - 1
            if place == before:
                continue
            before, doc = place, place >> position_bits
            if doc != seen:
                seen, weighted = doc, 0
                docs[posting], frequencies[posting] = doc, 0
                posting += 1
            frequencies[posting - 1] += 1
            weighted += int(class_weights[zone])
            weights[posting - 1] = min(weighted, most_weighted)
            found_in |= 1 << zone
            positions[position] = place & (1 << position_bits) - 1
            position += 1
        posting_counts[term] = posting - first_posting
        position_counts[term] = position - first_position
        zones[term] = found_in
    return posting, position


def number_strings(content: bytes, ends: Ints, ordinals: Ints, distinct: Ints) -> int:
    """Number strings in the order of their bytes, equal ones alike, from 0.

    String n is what of ``content`` is between the end before and ``ends[n]``. Its number is
    written into ``ordinals``; the distinct strings, in order and each followed by a newline, into
    ``distinct``. Returns how many bytes these take.
    """
    strings = [content[start:end] for start, end in pairwise([0, *ends.tolist()])]
    known = {string: number for number, string in enumerate(sorted(set(strings)))}
    ordinals[:] = [known[string] for string in strings]
    listed = b"".join(string + b"\n" for string in known)
    distinct[: len(listed)] = np.frombuffer(listed, np.uint8)
    return len(listed)


def count_shared(
    shingles: Ints, starts: Ints, sizes: Ints, ones: Ints, others: Ints, shared: Ints
) -> None:
    """Count the numbers that the two sets of each pair share; each set is in ascending order."""
    for pair, (one, other) in enumerate(zip(ones.tolist(), others.tolist(), strict=True)):
        left, right = (shingles[starts[n] : starts[n] + sizes[n]] for n in (one, other))
        shared[pair] = len(np.intersect1d(left, right, assume_unique=True))
