# cython: boundscheck=False, wraparound=False, cdivision=True, initializedcheck=False
"""The places of a term in some of its articles, by a compiled loop."""

from cpython.mem cimport PyMem_Calloc, PyMem_Free, PyMem_Malloc
from libc.stdint cimport int64_t, uint8_t, uint16_t, uint32_t, uint64_t

import numpy as np

from newssearch.search.execution.arrays import POSITION_BITS as _POSITION_BITS

cdef int POSITION_BITS = _POSITION_BITS

ctypedef fused Number:
    uint16_t
    uint32_t

ctypedef fused Place:
    uint16_t
    uint32_t


cdef struct Stretch:
    int64_t doc
    Py_ssize_t begin
    Py_ssize_t size


def keys_among(docs, const uint8_t[::1] frequencies, read_positions, Py_ssize_t first, only):
    """Return the places of a term as keys, int64, in those of its articles that are in ``only``.

    ``docs``, uint16 or uint32, and the parallel ``frequencies`` are its postings. Its positions,
    uint16 or uint32, begin at ``first`` among those of all terms; ``read_positions`` returns a
    slice of these. ``only``, intp, are numbers of articles; they and ``docs`` are ascending.

    Raises:
        ArchiveDamaged: ``read_positions`` raises it.
    """
    cdef const Py_ssize_t[::1] wanted = only
    cdef Py_ssize_t count = 0, total = 0, at
    cdef Stretch* found = <Stretch*>PyMem_Malloc((wanted.shape[0] + 1) * sizeof(Stretch))
    if found == NULL:
        raise MemoryError
    try:
        if docs.itemsize == 2:
            count = find[uint16_t](docs, frequencies, wanted, found)
        else:
            count = find[uint32_t](docs, frequencies, wanted, found)
        for at in range(count):
            total += found[at].size
        keys = np.empty(total, np.int64)
        if total:
            end = found[count - 1].begin + found[count - 1].size
            positions = read_positions(first + found[0].begin, first + end)
            if positions.itemsize == 2:
                fill[uint16_t](positions, found, count, keys)
            else:
                fill[uint32_t](positions, found, count, keys)
        return keys
    finally:
        PyMem_Free(found)


cdef Py_ssize_t find(
    const Number[::1] docs,
    const uint8_t[::1] frequencies,
    const Py_ssize_t[::1] wanted,
    Stretch* found,
) noexcept:
    """Note where the positions of the wanted articles are; return how many of these there are."""
    cdef Py_ssize_t count = 0, at = 0, summed = 0, begin = 0, number
    for number in range(wanted.shape[0]):
        at = not_below(docs, wanted[number], at)
        if at == docs.shape[0]:
            break
        if docs[at] == wanted[number]:
            while summed < at:
                begin += frequencies[summed]
                summed += 1
            found[count].doc = wanted[number]
            found[count].begin = begin
            found[count].size = frequencies[at]
            count += 1
    return count


cdef inline Py_ssize_t not_below(
    const Number[::1] docs, Py_ssize_t wanted, Py_ssize_t start
) noexcept:
    """Return the place of the first article from ``start`` on that is not below another.

    A galloping search: at growing distances, then between the last two of these.
    """
    cdef Py_ssize_t size = docs.shape[0], step = 1, low = start, high = start, middle
    while high < size and docs[high] < wanted:
        low = high + 1
        high += step
        step *= 2
    high = min(high, size)
    while low < high:
        middle = (low + high) >> 1
        if docs[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


cdef int fill(
    const Number[::1] positions, const Stretch* found, Py_ssize_t count, int64_t[::1] keys
) noexcept:
    """Write the keys of some stretches of positions, the first of which comes first."""
    cdef Py_ssize_t key = 0, number, at, begin
    for number in range(count):
        begin = found[number].begin - found[0].begin
        for at in range(begin, begin + found[number].size):
            keys[key] = found[number].doc << POSITION_BITS | positions[at]
            key += 1
    return 0


def count_places(list docs, list frequencies, list positions, list masks, only, limits):
    """Return at how many places of some articles any of several terms is.

    For each term, ``docs``, all uint16 or all uint32, are the articles of its postings, beside them
    ``frequencies``; ``positions``, uint16 or uint32 as ``limits`` are, are those of them all. A
    mask over all articles, or None, says in which of them the term counts. ``only``, intp, are the
    articles to look at; these and those of a term rise. By article, positions are below ``limits``.

    A bit for each position of the articles says whether one of the terms was seen there.

    Raises:
        IndexError: the arrays do not fit together.
    """
    cdef const Py_ssize_t[::1] wanted = only
    cdef Py_ssize_t total = 0
    narrow = np.uint16 if limits.itemsize == 2 else np.uint32
    begins = np.zeros(len(only) + 1, np.int64)
    limits.take(only).cumsum(dtype=np.int64, out=begins[1:])
    cdef const int64_t[::1] bits = begins
    cdef uint64_t* seen = <uint64_t*>PyMem_Calloc((bits[wanted.shape[0]] >> 6) + 1, sizeof(uint64_t))
    if seen == NULL:
        raise MemoryError
    try:
        for own, beside, places, mask in zip(docs, frequencies, positions, masks):
            places = places.astype(narrow, copy=False)
            flags = None if mask is None else mask.view(np.uint8)
            if own.itemsize == 2 and places.itemsize == 2:
                total += mark[uint16_t, uint16_t](own, beside, places, flags, wanted, bits, seen)
            elif own.itemsize == 2:
                total += mark[uint16_t, uint32_t](own, beside, places, flags, wanted, bits, seen)
            elif places.itemsize == 2:
                total += mark[uint32_t, uint16_t](own, beside, places, flags, wanted, bits, seen)
            else:
                total += mark[uint32_t, uint32_t](own, beside, places, flags, wanted, bits, seen)
        return total
    finally:
        PyMem_Free(seen)


cdef Py_ssize_t mark(
    const Number[::1] docs,
    const uint8_t[::1] frequencies,
    const Place[::1] positions,
    const uint8_t[::1] mask,
    const Py_ssize_t[::1] wanted,
    const int64_t[::1] bits,
    uint64_t* seen,
) except -1:
    """Mark the places of a term in the wanted articles; return how many were not marked before.

    Those of the n-th article begin at ``bits[n]``. Without a mask the term counts everywhere.
    """
    cdef Py_ssize_t number = 0, at, place, begin, end = 0, count = 0
    cdef int64_t bit, size
    if frequencies.shape[0] != docs.shape[0]:
        raise IndexError("there are not as many frequencies as postings")
    for at in range(docs.shape[0]):
        begin = end
        end += frequencies[at]
        while number < wanted.shape[0] and wanted[number] < <Py_ssize_t>docs[at]:
            number += 1
        if number == wanted.shape[0]:
            break
        if wanted[number] != <Py_ssize_t>docs[at]:
            continue
        if mask is not None:
            if wanted[number] >= mask.shape[0]:
                raise IndexError("a mask is shorter than the articles are many")
            if not mask[wanted[number]]:
                continue
        size = bits[number + 1] - bits[number]
        if end > positions.shape[0]:
            raise IndexError("the frequencies do not add up to the positions")
        for place in range(begin, end):
            if positions[place] >= size:
                raise IndexError("a position is not below its limit")
            bit = bits[number] + positions[place]
            count += not seen[bit >> 6] >> (bit & 63) & 1
            seen[bit >> 6] |= <uint64_t>1 << (bit & 63)
    return count


def all_among(const int64_t[:] starts, docs):
    """Tell whether all keys are places in ``docs``, intp; both are ascending."""
    cdef const Py_ssize_t[::1] wanted = docs
    cdef Py_ssize_t at, number = 0
    for at in range(starts.shape[0]):
        while number < wanted.shape[0] and wanted[number] < starts[at] >> POSITION_BITS:
            number += 1
        if number == wanted.shape[0] or wanted[number] != starts[at] >> POSITION_BITS:
            return False
    return True


def pairs_by_article(const int64_t[:] starts, const int64_t[:] ends, docs):
    """Return the spans of each of ``docs``, as positions: the first, and the one after the last.

    ``docs``, intp, and ``starts`` are ascending; all of the spans are in these articles.
    """
    cdef const Py_ssize_t[::1] wanted = docs
    cdef Py_ssize_t at = 0, number, size = min(starts.shape[0], ends.shape[0])
    cdef int64_t mask = (<int64_t>1 << POSITION_BITS) - 1
    cdef list found = [], own
    for number in range(wanted.shape[0]):
        own = []
        while at < size and starts[at] >> POSITION_BITS <= wanted[number]:
            own.append((starts[at] & mask, ends[at] & mask))
            at += 1
        found.append(own)
    return found


def in_first_zone(docs, const uint8_t[::1] frequencies, positions, limits):
    """Return the articles with a term before a limit of positions of each, and how often, int64.

    ``docs``, uint16 or uint32, and the parallel ``frequencies`` are its postings, ``positions``,
    uint16 or uint32, the positions of all of them. ``limits``, uint16 or uint32, are by article.

    Raises:
        IndexError: the arrays do not fit together.
    """
    cdef Py_ssize_t size = len(docs), kept
    if frequencies.shape[0] < size:
        raise IndexError("there are fewer frequencies than postings")
    found, counts = np.empty(size, np.intp), np.empty(size, np.int64)
    narrow = np.uint16 if positions.itemsize == 2 and limits.itemsize == 2 else np.uint32
    positions, limits = positions.astype(narrow, copy=False), limits.astype(narrow, copy=False)
    if docs.itemsize == 2 and narrow is np.uint16:
        kept = count_early[uint16_t, uint16_t](docs, frequencies, positions, limits, found, counts)
    elif docs.itemsize == 2:
        kept = count_early[uint16_t, uint32_t](docs, frequencies, positions, limits, found, counts)
    elif narrow is np.uint16:
        kept = count_early[uint32_t, uint16_t](docs, frequencies, positions, limits, found, counts)
    else:
        kept = count_early[uint32_t, uint32_t](docs, frequencies, positions, limits, found, counts)
    return found[:kept], counts[:kept]


cdef Py_ssize_t count_early(
    const Number[::1] docs,
    const uint8_t[::1] frequencies,
    const Place[::1] positions,
    const Place[::1] limits,
    Py_ssize_t[::1] found,
    int64_t[::1] counts,
) except -1:
    cdef Py_ssize_t number, at, end, begin = 0, kept = 0
    cdef Place limit
    for number in range(docs.shape[0]):
        end = begin + frequencies[number]
        if end > positions.shape[0] or docs[number] >= <size_t>limits.shape[0]:
            raise IndexError("the postings do not fit the positions or the articles")
        limit = limits[docs[number]]
        at = begin
        while at < end and positions[at] < limit:
            at += 1
        found[kept] = docs[number]
        counts[kept] = at - begin
        kept += at > begin
        begin = end
    return kept
