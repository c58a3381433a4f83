# cython: boundscheck=False, wraparound=False, cdivision=True, initializedcheck=False
"""Where terms follow one another (phrases), by a compiled loop: see ``search.execution.plain_loops``."""

from cpython.mem cimport PyMem_Free, PyMem_Malloc, PyMem_Realloc
from libc.stdint cimport int64_t, uint8_t, uint16_t, uint32_t
from libc.string cimport memcpy

import numpy as np

from newssearch.search.execution.arrays import POSITION_BITS as _POSITION_BITS

cdef int POSITION_BITS = _POSITION_BITS

cdef enum:
    MOST_FREQUENT = 256  # a frequency of a byte is less



ctypedef fused Doc:
    uint16_t
    uint32_t

ctypedef fused Position:
    uint16_t
    uint32_t


cdef struct Slot:
    const void* docs
    const uint8_t* frequencies
    const void* positions
    Py_ssize_t count  # of postings
    Py_ssize_t total  # of positions
    Py_ssize_t offset
    Py_ssize_t at  # the posting looked at
    Py_ssize_t begin  # of its positions


cdef class Starts:
    """Keys that grow in number."""

    cdef int64_t* keys
    cdef Py_ssize_t count
    cdef Py_ssize_t room

    def __dealloc__(self):
        PyMem_Free(self.keys)

    cdef int add(self, int64_t key) except -1:
        cdef int64_t* keys
        if self.count == self.room:
            self.room = max(256, 2 * self.room)
            keys = <int64_t*>PyMem_Realloc(self.keys, self.room * sizeof(int64_t))
            if keys == NULL:
                raise MemoryError
            self.keys = keys
        self.keys[self.count] = key
        self.count += 1
        return 0


def row_starts(list docs, list frequencies, list positions, list offsets, only):
    """Return the keys at which slots, each a term moved back by its offset, coincide: int64.

    For each slot, ``docs`` are the articles of its postings, ascending, all uint16 or all uint32;
    ``frequencies``, uint8, are parallel to them; ``positions``, all uint16 or all uint32, are those
    of the postings, one after the other. ``only``, intp, are the articles to look at; None for all.

    Raises:
        IndexError: there are fewer positions than frequencies add up to, or than postings.
    """
    cdef Py_ssize_t number, count = len(docs)
    cdef const uint8_t[::1] bytes_
    cdef const Py_ssize_t[::1] wanted = only
    cdef Starts starts = Starts()
    cdef Slot* slots = <Slot*>PyMem_Malloc((count + 1) * sizeof(Slot))
    if slots == NULL:
        raise MemoryError
    try:
        for number, given in enumerate(sorted(range(count), key=[*map(len, docs)].__getitem__)):
            bytes_ = frequencies[given]
            slots[number].count = len(docs[given])
            slots[number].total = len(positions[given])
            slots[number].offset = offsets[given]
            slots[number].at = slots[number].begin = 0
            if slots[number].count > bytes_.shape[0]:
                raise IndexError("there are fewer frequencies than postings")
            if not slots[number].count:
                return np.empty(0, np.int64)
            slots[number].frequencies = &bytes_[0]
            slots[number].docs = address(docs[given])
            slots[number].positions = address(positions[given])
        small_docs = docs[0].itemsize == 2
        small_positions = positions[0].itemsize == 2
        if small_docs and small_positions:
            find(slots, count, <const uint16_t*>slots.docs, <const uint16_t*>slots.positions, wanted, starts)
        elif small_docs:
            find(slots, count, <const uint16_t*>slots.docs, <const uint32_t*>slots.positions, wanted, starts)
        elif small_positions:
            find(slots, count, <const uint32_t*>slots.docs, <const uint16_t*>slots.positions, wanted, starts)
        else:
            find(slots, count, <const uint32_t*>slots.docs, <const uint32_t*>slots.positions, wanted, starts)
    finally:
        PyMem_Free(slots)
    keys = np.empty(starts.count, np.int64)
    cdef int64_t[::1] filled = keys
    if starts.count:
        memcpy(&filled[0], starts.keys, starts.count * sizeof(int64_t))
    return keys


cdef const void* address(array) except NULL:
    """Return where the values of an array of 2 or 4 bytes each begin."""
    cdef const uint16_t[::1] small
    cdef const uint32_t[::1] large
    if not len(array):
        raise IndexError("there are fewer positions than postings")
    if array.itemsize == 2:
        small = array
        return &small[0]
    large = array
    return &large[0]


cdef int find(
    Slot* slots,
    Py_ssize_t count,
    const Doc* docs,
    const Position* positions,
    const Py_ssize_t[::1] wanted,
    Starts starts,
) except -1:
    """Add the keys at which all slots coincide; the first one has the fewest postings.

    ``docs`` and ``positions`` are those of the first slot.
    """
    cdef Slot* lead = slots
    cdef Py_ssize_t number, ask = 0
    cdef int64_t doc
    for lead.at in range(lead.count):
        doc = docs[lead.at]
        if wanted is not None:
            while ask < wanted.shape[0] and wanted[ask] < doc:
                ask += 1
            if ask == wanted.shape[0]:
                return 0
        if wanted is None or wanted[ask] == doc:
            number = 1
            while number < count and advance(<const Doc*>slots[number].docs, &slots[number], doc):
                number += 1
            if number == count:
                compare(slots, count, positions, doc, starts)
            elif slots[number].at == slots[number].count:
                return 0
        lead.begin += lead.frequencies[lead.at]
    return 0


cdef inline bint advance(const Doc* docs, Slot* slot, int64_t doc) noexcept:
    """Move a slot on to the first posting that is not before an article; tell whether it is there.

    A galloping search: at growing distances, then between the last two of these.
    """
    cdef Py_ssize_t step = 1, low = slot.at, high = slot.at, middle, at
    while high < slot.count and docs[high] < doc:
        low = high + 1
        high += step
        step *= 2
    high = min(high, slot.count)
    while low < high:
        middle = (low + high) >> 1
        if docs[middle] < doc:
            low = middle + 1
        else:
            high = middle
    for at in range(slot.at, low):
        slot.begin += slot.frequencies[at]
    slot.at = low
    return low < slot.count and docs[low] == doc


cdef int compare(
    Slot* slots, Py_ssize_t count, const Position* positions, int64_t doc, Starts starts
) except -1:
    """Add the keys at which all slots coincide in an article that they all have."""
    cdef Slot* lead = slots
    cdef int64_t[MOST_FREQUENT] bases
    cdef Py_ssize_t number, at, kept = 0
    for number in range(count):
        if slots[number].begin + slots[number].frequencies[slots[number].at] > slots[number].total:
            raise IndexError("there are fewer positions than frequencies add up to")
    for at in range(lead.begin, lead.begin + lead.frequencies[lead.at]):
        bases[kept] = <int64_t>positions[at] - lead.offset
        kept += bases[kept] >= 0
    for number in range(1, count):
        kept = meet(<const Position*>slots[number].positions, &slots[number], bases, kept)
        if not kept:
            return 0
    for at in range(kept):
        starts.add(doc << POSITION_BITS | bases[at])
    return 0


cdef inline Py_ssize_t meet(
    const Position* positions, const Slot* slot, int64_t* bases, Py_ssize_t size
) noexcept:
    """Keep those of some ascending bases at which a slot is too; return how many these are.

    Free of branches on the data: which of two positions is smaller is as good as random, and a
    processor that mispredicts a branch waits.
    """
    cdef Py_ssize_t kept = 0, i = 0, j = slot.begin
    cdef Py_ssize_t end = j + slot.frequencies[slot.at]
    cdef int64_t one, other
    while i < size and j < end:
        one = bases[i]
        other = positions[j] - slot.offset
        bases[kept] = one
        kept += one == other
        i += one <= other
        j += other <= one
    return kept
