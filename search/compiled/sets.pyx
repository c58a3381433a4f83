# cython: boundscheck=False, wraparound=False, cdivision=True, initializedcheck=False
"""Sets as sorted arrays, by compiled loops: see ``search.execution.plain_loops``."""

from libc.stdint cimport int64_t, uint8_t, uint16_t, uint32_t

import numpy as np

from newssearch.search.execution.arrays import POSITION_BITS as _POSITION_BITS

cdef int POSITION_BITS = _POSITION_BITS

cdef Py_ssize_t SEARCH_RATIO = 16
"""From this ratio of lengths, the longer array is searched for each number of the shorter."""

ctypedef fused Number:
    uint16_t
    uint32_t
    int64_t


def intersect(a, b):
    """Return indices into ``a`` and ``b`` of their common numbers, as two intp arrays.

    Both are strictly ascending, and uint16, uint32 or int64.
    """
    if len(a) > len(b):
        in_b, in_a = intersect(b, a)
        return in_a, in_b
    if a.dtype != b.dtype:
        a, b = a.astype(np.int64, copy=False), b.astype(np.int64, copy=False)
    in_a, in_b = np.empty(len(a), np.intp), np.empty(len(a), np.intp)
    cdef Py_ssize_t count
    if a.itemsize == 2:
        count = meet[uint16_t](a, b, in_a, in_b)
    elif a.itemsize == 4:
        count = meet[uint32_t](a, b, in_a, in_b)
    else:
        count = meet[int64_t](a, b, in_a, in_b)
    return in_a[:count], in_b[:count]


cdef Py_ssize_t meet(
    const Number[::1] a, const Number[::1] b, Py_ssize_t[::1] in_a, Py_ssize_t[::1] in_b
) noexcept:
    """Write the indices of the common numbers, and return how many these are."""
    cdef Py_ssize_t count = 0, i = 0, j = 0, size = a.shape[0], others = b.shape[0]
    cdef Number one, other
    if size * SEARCH_RATIO < others:
        for i in range(size):
            j = not_below(b, others, a[i], j)
            if j == others:
                break
            in_a[count] = i
            in_b[count] = j
            count += b[j] == a[i]
        return count
    while i < size and j < others:
        one, other = a[i], b[j]
        in_a[count] = i
        in_b[count] = j
        count += one == other
        i += one <= other
        j += other <= one
    return count


cdef inline Py_ssize_t not_below(
    const Number[::1] values, Py_ssize_t size, Number wanted, Py_ssize_t start
) noexcept:
    """Return the index of the first of some ascending values, from ``start`` on, that is not below.

    A galloping search: at growing distances, then between the last two of these.
    """
    cdef Py_ssize_t step = 1, low = start, high = start, middle
    while high < size and values[high] < wanted:
        low = high + 1
        high += step
        step *= 2
    high = min(high, size)
    while low < high:
        middle = (low + high) >> 1
        if values[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


def nearest_after(const int64_t[::1] starts, const int64_t[::1] ends, const int64_t[::1] others, reach):
    """Pair spans with the other one of their article that begins first at or after their end.

    ``starts`` and ``ends`` are those of the spans; ``others``, ascending, are the starts of the
    others. Only pairs with fewer positions than ``reach`` between them. Returns indices, as two
    intp arrays.
    """
    cdef Py_ssize_t count = 0, number, at = 0, size = min(starts.shape[0], ends.shape[0])
    cdef int64_t most = reach
    found, there = np.empty(size, np.intp), np.empty(size, np.intp)
    cdef Py_ssize_t[::1] ours = found, theirs = there
    for number in range(size):
        if at and others[at - 1] >= ends[number]:
            at = 0
        at = not_below(others, others.shape[0], ends[number], at)
        if at < others.shape[0] and others[at] - ends[number] < most:
            ours[count] = number
            theirs[count] = at
            count += others[at] >> POSITION_BITS == starts[number] >> POSITION_BITS
    return found[:count], there[:count]


def nearest_before(
    const int64_t[::1] starts, const int64_t[::1] others, const int64_t[::1] other_ends, reach
):
    """Pair spans with the other one of their article that ends last at or before their start.

    ``starts``, ascending, are those of the spans; ``others`` and ``other_ends``, ascending, are the
    starts and ends of the others. Only pairs with fewer positions than ``reach`` between them.
    Returns indices, as two intp arrays.
    """
    cdef Py_ssize_t count = 0, number, at = 0, size = starts.shape[0]
    cdef Py_ssize_t known = min(others.shape[0], other_ends.shape[0])
    cdef int64_t most = reach
    found, there = np.empty(size, np.intp), np.empty(size, np.intp)
    cdef Py_ssize_t[::1] ours = found, theirs = there
    for number in range(size):
        at = not_below(other_ends, known, starts[number] + 1, at)
        if at and starts[number] - other_ends[at - 1] < most:
            ours[count] = number
            theirs[count] = at - 1
            count += others[at - 1] >> POSITION_BITS == starts[number] >> POSITION_BITS
    return found[:count], there[:count]


def merge(
    const int64_t[::1] starts,
    const int64_t[::1] ends,
    const int64_t[::1] other_starts,
    const int64_t[::1] other_ends,
):
    """Return the distinct spans of two sorted lists, as starts and ends, int64."""
    cdef Py_ssize_t i = 0, j = 0, count = 0, size = min(starts.shape[0], ends.shape[0])
    cdef Py_ssize_t others = min(other_starts.shape[0], other_ends.shape[0])
    cdef bint first, second
    merged, merged_ends = np.empty(size + others, np.int64), np.empty(size + others, np.int64)
    cdef int64_t[::1] out = merged, out_ends = merged_ends
    while i < size and j < others:
        first = starts[i] < other_starts[j]
        second = other_starts[j] < starts[i]
        if not first and not second:
            first = ends[i] <= other_ends[j]
            second = other_ends[j] <= ends[i]
        out[count] = starts[i] if first else other_starts[j]
        out_ends[count] = ends[i] if first else other_ends[j]
        count += 1
        i += first
        j += second
    while i < size:
        out[count] = starts[i]
        out_ends[count] = ends[i]
        count += 1
        i += 1
    while j < others:
        out[count] = other_starts[j]
        out_ends[count] = other_ends[j]
        count += 1
        j += 1
    return merged[:count], merged_ends[:count]


def among(
    const int64_t[::1] starts,
    const int64_t[::1] ends,
    const int64_t[::1] chosen_starts,
    const int64_t[::1] chosen_ends,
):
    """Mark the spans that are among some chosen ones, which are sorted and distinct."""
    cdef Py_ssize_t number, at = 0, place, size = min(starts.shape[0], ends.shape[0])
    cdef Py_ssize_t known = min(chosen_starts.shape[0], chosen_ends.shape[0])
    mask = np.zeros(size, np.uint8)
    cdef uint8_t[::1] marked = mask
    for number in range(size):
        if at and chosen_starts[at - 1] >= starts[number]:
            at = 0
        at = place = not_below(chosen_starts, known, starts[number], at)
        while place < known and chosen_starts[place] == starts[number]:
            if chosen_ends[place] >= ends[number]:
                marked[number] = chosen_ends[place] == ends[number]
                break
            place += 1
    return mask.view(np.bool_)
