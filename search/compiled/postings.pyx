# cython: boundscheck=False, wraparound=False, cdivision=True, initializedcheck=False
"""The postings of several terms as those of one, by a compiled loop: see ``plain_loops``."""

from cpython.mem cimport PyMem_Calloc, PyMem_Free
from libc.stdint cimport int64_t, uint8_t, uint16_t, uint32_t, uint64_t

import numpy as np

from newssearch.archive.columnar.compiled.bits cimport lowest_bit

cdef Py_ssize_t MOST_MERGED = 16
"""The postings of up to this many terms are merged, not added up over all articles."""

cdef Py_ssize_t DENSE_RATIO = 32
"""An array over all articles is quicker from one posting per this many articles."""

cdef int64_t NO_DOC = (<int64_t>1) << 62

ctypedef fused Doc:
    uint16_t
    uint32_t


cdef struct Listing:
    const void* docs
    const uint8_t* weights
    const uint8_t* mask  # NULL: the term counts everywhere
    Py_ssize_t count
    Py_ssize_t at
    float factor


def unite_postings(list docs, list weights, list factors, list masks, Py_ssize_t size):
    """Return the articles of several terms, intp, and the sums of their weights, float32.

    For each term, ``docs``, all uint16 or all uint32, are the articles of its postings,
    ascending and below ``size``; ``weights``, uint8, are parallel to them and count times its
    factor. A mask over all articles, or None, says in which of them the term counts.

    Raises:
        IndexError: an article is not below ``size``, a mask is shorter, or weights are missing.
    """
    cdef Py_ssize_t number, count = 0, total = 0
    cdef const uint8_t[::1] bytes_
    cdef Listing* listings = <Listing*>PyMem_Calloc(len(docs) + 1, sizeof(Listing))
    if listings == NULL:
        raise MemoryError
    try:
        for own, beside, factor, mask in zip(docs, weights, factors, masks):
            if not len(own):
                continue
            bytes_ = beside
            if bytes_.shape[0] < len(own):
                raise IndexError("there are fewer weights than articles")
            listings[count].count = len(own)
            listings[count].weights = &bytes_[0]
            listings[count].factor = factor
            if mask is not None:
                bytes_ = mask.view(np.uint8)
                if bytes_.shape[0] < size:
                    raise IndexError("a mask is shorter than the articles are many")
                listings[count].mask = &bytes_[0]
            listings[count].docs = address(own, size)
            total += len(own)
            count += 1
        found, worth = np.empty(min(total, size), np.intp), np.empty(min(total, size), np.float32)
        if count and docs[0].itemsize == 2:
            total = unite[uint16_t](<const uint16_t*>listings.docs, listings, count, size, found, worth)
        elif count:
            total = unite[uint32_t](<const uint32_t*>listings.docs, listings, count, size, found, worth)
        return found[:total], worth[:total]
    finally:
        PyMem_Free(listings)


cdef const void* address(docs, Py_ssize_t size) except NULL:
    """Return where articles begin that are not none; all must be below ``size``."""
    cdef const uint16_t[::1] small
    cdef const uint32_t[::1] large
    cdef Py_ssize_t number
    if docs.itemsize == 2:
        small = docs
        for number in range(small.shape[0]):
            if small[number] >= <size_t>size:
                raise IndexError("there is no such article")
        return &small[0]
    large = docs
    for number in range(large.shape[0]):
        if large[number] >= <size_t>size:
            raise IndexError("there is no such article")
    return &large[0]


cdef Py_ssize_t unite(
    const Doc* first,
    Listing* listings,
    Py_ssize_t count,
    Py_ssize_t size,
    Py_ssize_t[::1] found,
    float[::1] worth,
) except -1:
    """Write the articles and the sums of their weights in order; return how many these are."""
    if count <= MOST_MERGED and found.shape[0] * DENSE_RATIO < size:
        return merge(first, listings, count, found, worth)
    cdef float* sums = <float*>PyMem_Calloc(size, sizeof(float))
    cdef uint64_t* seen = <uint64_t*>PyMem_Calloc((size >> 6) + 1, sizeof(uint64_t))
    if sums == NULL or seen == NULL:
        PyMem_Free(sums)
        PyMem_Free(seen)
        raise MemoryError
    for number in range(count):
        add(first, &listings[number], sums, seen)
    cdef Py_ssize_t kept = listed(sums, seen, size, found, worth)
    PyMem_Free(sums)
    PyMem_Free(seen)
    return kept


cdef void add(const Doc* docs, const Listing* own, float* sums, uint64_t* seen) noexcept:
    """Add the weights of a term to the sums, and set the bits of its articles."""
    cdef Py_ssize_t at
    cdef size_t doc
    docs = <const Doc*>own.docs
    for at in range(own.count):
        doc = docs[at]
        if own.mask == NULL or own.mask[doc]:
            sums[doc] += own.weights[at] * own.factor
            seen[doc >> 6] |= (<uint64_t>1) << (doc & 63)


cdef Py_ssize_t listed(
    const float* sums, const uint64_t* seen, Py_ssize_t size, Py_ssize_t[::1] found, float[::1] worth
) noexcept:
    """Write the articles whose bits are set and whose sums are above 0, and return how many."""
    cdef Py_ssize_t word, number, kept = 0
    cdef uint64_t left
    for word in range((size + 63) >> 6):
        left = seen[word]
        while left:
            number = (word << 6) + lowest_bit(left)
            left &= left - 1
            if sums[number] > 0:
                found[kept] = number
                worth[kept] = sums[number]
                kept += 1
    return kept


cdef Py_ssize_t merge(
    const Doc* docs,
    Listing* listings,
    Py_ssize_t count,
    Py_ssize_t[::1] found,
    float[::1] worth,
) noexcept:
    """Write the same, going through the terms for each article: quicker where terms are few."""
    cdef Py_ssize_t kept = 0, number
    cdef int64_t lowest, doc
    cdef float total
    cdef Listing* own
    while True:
        lowest = NO_DOC
        for number in range(count):
            own = &listings[number]
            if own.at < own.count:
                doc = (<const Doc*>own.docs)[own.at]
                lowest = min(lowest, doc)
        if lowest == NO_DOC:
            return kept
        total = 0
        for number in range(count):
            own = &listings[number]
            if own.at < own.count and (<const Doc*>own.docs)[own.at] == lowest:
                if own.mask == NULL or own.mask[lowest]:
                    total += own.weights[own.at] * own.factor
                own.at += 1
        if total > 0:
            found[kept] = lowest
            worth[kept] = total
            kept += 1
