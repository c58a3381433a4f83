# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""Loops over keys of short strings: see ``surfaces.short_keys``, which says what they do."""

from libc.stdint cimport int32_t, int64_t, uint8_t, uint64_t
from libc.string cimport memcpy

from newssearch.archive.columnar.compiled.keys cimport (
    FRESH,
    LONGEST,
    Fresh,
    bits,
    fresh_number,
    home,
    keys_of_fresh,
    mix,
    number_of,
)


def load_keys(
    const uint8_t[::1] content,
    const int64_t[::1] starts,
    const int64_t[::1] sizes,
    uint64_t[::1] first,
    uint64_t[::1] second,
):
    """Write the keys of the strings in a buffer; for longer ones, of their first 16 bytes."""
    cdef Py_ssize_t at, size
    with nogil:
        for at in range(starts.shape[0]):
            size = min(sizes[at], LONGEST)
            first[at] = second[at] = 0
            memcpy(&first[at], &content[starts[at]], min(size, 8))
            if size > 8:
                memcpy(&second[at], &content[starts[at] + 8], size - 8)


def find_keys(
    const uint64_t[::1] first,
    const uint64_t[::1] second,
    const int32_t[::1] slots,
    const uint64_t[::1] known_first,
    const uint64_t[::1] known_second,
    int32_t[::1] numbers,
):
    """Write the numbers of keys; keys in no slot get -3 and below, equal keys the same number.

    Returns the two halves of the new keys, as bytes.

    Raises:
        MemoryError: memory ran out.
    """
    cdef Py_ssize_t at
    cdef int shift = 64 - bits(slots.shape[0])
    cdef int32_t number
    cdef Fresh fresh = Fresh(NULL, NULL, NULL, 0, 0, False)
    with nogil:
        for at in range(first.shape[0]):
            number = number_of(first[at], second[at], shift, slots, known_first, known_second)
            if number < 0:
                number = fresh_number(&fresh, first[at], second[at])
                if number > FRESH:
                    break
            numbers[at] = number
    return keys_of_fresh(&fresh)


def renumber(int32_t[::1] numbers, const int32_t[::1] found):
    """Replace the provisional numbers of new keys by the numbers ``found``."""
    cdef Py_ssize_t at
    with nogil:
        for at in range(numbers.shape[0]):
            if numbers[at] <= FRESH:
                numbers[at] = found[FRESH - numbers[at]]


def add_keys(
    const uint64_t[::1] first,
    const uint64_t[::1] second,
    const int32_t[::1] numbers,
    int32_t[::1] slots,
    uint64_t[::1] known_first,
    uint64_t[::1] known_second,
):
    """Put new keys into slots; a key is in place before the slot has its number."""
    cdef Py_ssize_t key, at, most = slots.shape[0] - 1
    cdef int shift = 64 - bits(slots.shape[0])
    with nogil:
        for key in range(first.shape[0]):
            known_first[numbers[key]] = first[key]
            known_second[numbers[key]] = second[key]
            at = home(first[key], second[key], shift)
            while slots[at] >= 0:
                at = (at + 1) & most
            slots[at] = numbers[key]


def hash_keys(const uint64_t[::1] first, const uint64_t[::1] second, uint64_t[::1] hashes):
    """Write the hashes of keys: see ``token_table.hash_heads``."""
    cdef Py_ssize_t at
    with nogil:
        for at in range(first.shape[0]):
            hashes[at] = mix(mix(first[at]) + second[at] * <uint64_t>0x9E3779B97F4A7C15)
