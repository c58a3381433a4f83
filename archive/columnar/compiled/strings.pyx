# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""Loops over strings stored one after the other: see ``archive.columnar.strings``."""

from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t
from libc.stdlib cimport free, malloc, qsort
from libc.string cimport memcmp, memcpy

cdef enum:
    HEAD = 8

cdef struct String:
    uint64_t head
    const uint8_t* text
    Py_ssize_t size
    Py_ssize_t number


def number_strings(
    const uint8_t[::1] content,
    const int64_t[::1] ends,
    uint32_t[::1] ordinals,
    uint8_t[::1] distinct,
):
    """Number strings from 0 in the order of their bytes; equal strings get the same number.

    String n is the part of ``content`` between the end of the one before and ``ends[n]``. Its
    number is written into ``ordinals``; the distinct strings, in order and each followed by a newline, into
    ``distinct``, which has room for all. Returns how many bytes these take.

    Raises:
        MemoryError: memory ran out.
    """
    cdef Py_ssize_t count = ends.shape[0], at, wrote = 0
    cdef int64_t start = 0
    cdef uint32_t number = 0
    cdef String* strings
    if not count:
        return 0
    strings = <String*>malloc(count * sizeof(String))
    if strings == NULL:
        raise MemoryError
    with nogil:
        for at in range(count):
            strings[at].text = &content[start]
            strings[at].size = ends[at] - start
            strings[at].head = head_of(strings[at].text, strings[at].size)
            strings[at].number = at
            start = ends[at]
        qsort(strings, count, sizeof(String), compare)
        for at in range(count):
            if at == 0 or compare(&strings[at - 1], &strings[at]):
                number += at > 0
                memcpy(&distinct[wrote], strings[at].text, strings[at].size)
                wrote += strings[at].size
                distinct[wrote] = c'\n'
                wrote += 1
            ordinals[strings[at].number] = number
    free(strings)
    return wrote


cdef uint64_t head_of(const uint8_t* text, Py_ssize_t size) noexcept nogil:
    """Return the first bytes of a string as a number that sorts like them."""
    cdef uint64_t head = 0
    cdef Py_ssize_t at
    for at in range(HEAD):
        head = head << 8 | (text[at] if at < size else 0)
    return head


cdef int compare(const void* one, const void* other) noexcept nogil:
    cdef const String* left = <const String*>one
    cdef const String* right = <const String*>other
    cdef Py_ssize_t least
    cdef int order
    if left.head != right.head:
        return -1 if left.head < right.head else 1
    least = min(left.size, right.size)
    if least > HEAD:
        order = memcmp(left.text + HEAD, right.text + HEAD, least - HEAD)
        if order:
            return order
    return (left.size > right.size) - (left.size < right.size)
