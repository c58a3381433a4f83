# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""Keys of short strings and the tables they lie in: see ``surfaces.short_keys``."""

from libc.stdint cimport int32_t, uint64_t
from libc.stdlib cimport free, realloc

cdef enum:
    LONGEST = 16
    FRESH = -3
    LEAST_ROOM = 1 << 13


cdef inline int bits(Py_ssize_t size) noexcept nogil:
    """Return the logarithm of a power of two."""
    cdef int count = 0
    while size > 1:
        count += 1
        size >>= 1
    return count


cdef inline Py_ssize_t home(uint64_t first, uint64_t second, int shift) noexcept nogil:
    """Return the slot at which the search for a key begins: see ``short_keys.home``."""
    cdef uint64_t factor = 0x9E3779B97F4A7C15, other_factor = 0xC2B2AE3D27D4EB4F
    cdef uint64_t mixed = second * other_factor + first * factor
    mixed ^= mixed >> 32
    mixed *= factor
    return <Py_ssize_t>(mixed >> shift)


cdef inline uint64_t mix(uint64_t value) noexcept nogil:
    """Return a number mixed by the finaliser of splitmix64."""
    value ^= value >> 30
    value *= <uint64_t>0xBF58476D1CE4E5B9
    value ^= value >> 27
    value *= <uint64_t>0x94D049BB133111EB
    return value ^ value >> 31


cdef inline int32_t number_of(
    uint64_t low,
    uint64_t high,
    int shift,
    const int32_t[::1] slots,
    const uint64_t[::1] first,
    const uint64_t[::1] second,
) noexcept nogil:
    """Return the number of a key, -1 if it has none yet; see ``short_keys``."""
    cdef Py_ssize_t at = home(low, high, shift), most = slots.shape[0] - 1
    cdef Py_ssize_t known = min(first.shape[0], second.shape[0])
    cdef int32_t number
    while True:
        number = slots[at]
        if number < 0 or number >= known:
            return -1
        if first[number] == low and second[number] == high:
            return number
        at = (at + 1) & most


cdef struct Fresh:
    # keys that are new, by number, and a table of these numbers, at most half full
    uint64_t* first
    uint64_t* second
    int32_t* slots
    Py_ssize_t count
    Py_ssize_t room
    bint failed


cdef inline bint grow(Fresh* fresh) noexcept nogil:
    """Make room for four times as many keys; say whether there was memory."""
    cdef Py_ssize_t room = max(4 * fresh.room, LEAST_ROOM), number, at
    cdef uint64_t* first = <uint64_t*>realloc(fresh.first, room // 2 * sizeof(uint64_t))
    cdef uint64_t* second
    cdef int32_t* slots
    if first == NULL:
        return False
    fresh.first = first
    second = <uint64_t*>realloc(fresh.second, room // 2 * sizeof(uint64_t))
    if second == NULL:
        return False
    fresh.second = second
    slots = <int32_t*>realloc(fresh.slots, room * sizeof(int32_t))
    if slots == NULL:
        return False
    fresh.slots = slots
    fresh.room = room
    for at in range(room):
        slots[at] = -1
    for number in range(fresh.count):
        at = home(first[number], second[number], 64 - bits(room))
        while slots[at] >= 0:
            at = (at + 1) & (room - 1)
        slots[at] = <int32_t>number
    return True


cdef inline int32_t fresh_number(Fresh* fresh, uint64_t low, uint64_t high) noexcept nogil:
    """Return the number of a new key, which may be the next one: ``FRESH`` and below.

    What is greater says that memory ran out.
    """
    cdef Py_ssize_t at
    cdef int32_t number
    if 2 * fresh.count >= fresh.room and not grow(fresh):
        fresh.failed = True
        return FRESH + 1
    at = home(low, high, 64 - bits(fresh.room))
    number = fresh.slots[at]
    while number >= 0:
        if fresh.first[number] == low and fresh.second[number] == high:
            return FRESH - number
        at = (at + 1) & (fresh.room - 1)
        number = fresh.slots[at]
    number = <int32_t>fresh.count
    fresh.slots[at] = number
    fresh.first[number] = low
    fresh.second[number] = high
    fresh.count += 1
    return FRESH - number


cdef inline tuple keys_of_fresh(Fresh* fresh):
    """Return the two halves of new keys, as bytes, and let go of their memory.

    Raises:
        MemoryError: there was none left for them.
    """
    cdef Py_ssize_t size = fresh.count * sizeof(uint64_t)
    try:
        if fresh.failed:
            raise MemoryError
        if not fresh.count:
            return b"", b""
        return (<char*>fresh.first)[:size], (<char*>fresh.second)[:size]
    finally:
        free(fresh.first)
        free(fresh.second)
        free(fresh.slots)
