# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""Loops over occurrences: see ``inversion``, which says how they are packed."""

from libc.stdint cimport int64_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.stdlib cimport qsort


cdef inline Py_ssize_t key_of(
    uint64_t occurrence, int term_shift, int class_mask, int main, Py_ssize_t tokens
) noexcept nogil:
    """Return space * tokens + token of an occurrence; classes below ``main`` are space 0."""
    cdef int space = <int>(occurrence & class_mask) - main + 1
    if space < 0:
        space = 0
    return space * tokens + <Py_ssize_t>(occurrence >> term_shift)


def count_terms(
    const uint64_t[::1] occurrences,
    int term_shift,
    int class_mask,
    int main,
    Py_ssize_t tokens,
    uint32_t[::1] counts,
):
    """Add up how often each token occurs in each space, in ``counts`` by space * tokens + token."""
    cdef Py_ssize_t at
    with nogil:
        for at in range(occurrences.shape[0]):
            counts[key_of(occurrences[at], term_shift, class_mask, main, tokens)] += 1


def distribute(
    const uint64_t[::1] occurrences,
    int term_shift,
    int class_mask,
    int main,
    Py_ssize_t tokens,
    int64_t[::1] next_places,
    uint64_t[::1] places,
):
    """Move occurrences, without their tokens, to where those of their term are in ``places``."""
    cdef Py_ssize_t at, key
    cdef uint64_t kept = (<uint64_t>1 << term_shift) - 1
    with nogil:
        for at in range(occurrences.shape[0]):
            key = key_of(occurrences[at], term_shift, class_mask, main, tokens)
            places[next_places[key]] = occurrences[at] & kept
            next_places[key] += 1


def make_postings(
    uint64_t[::1] places,
    const int64_t[::1] bounds,
    int class_bits,
    int position_bits,
    const uint32_t[::1] class_weights,
    uint32_t most_weighted,
    uint32_t[::1] docs,
    uint32_t[::1] frequencies,
    uint8_t[::1] weights,
    uint32_t[::1] positions,
    int64_t[::1] posting_counts,
    int64_t[::1] position_counts,
    uint16_t[::1] zones,
):
    """Make the postings of terms; term t has the places from ``bounds[t]`` to ``bounds[t + 1]``.

    The last seven arrays are written; returns how many postings and how many positions there are.
    A place that occurs twice counts once.
    """
    cdef Py_ssize_t term, at, posting = -1, position = 0, postings_before, positions_before
    cdef uint64_t place, before, class_mask = (1 << class_bits) - 1
    cdef uint64_t position_mask = (<uint64_t>1 << position_bits) - 1
    cdef uint32_t doc, weighted = 0
    cdef int zone
    with nogil:
        for term in range(bounds.shape[0] - 1):
            sort_if_needed(places, bounds[term], bounds[term + 1])
            postings_before, positions_before = posting, position
            zones[term] = 0
            before = ~<uint64_t>0
            for at in range(bounds[term], bounds[term + 1]):
                place = places[at] >> class_bits
                if place == before:
                    continue
                zone = <int>(places[at] & class_mask)
                doc = <uint32_t>(place >> position_bits)
                if posting == postings_before or docs[posting] != doc:
                    posting += 1
                    docs[posting] = doc
                    frequencies[posting] = weighted = 0
                frequencies[posting] += 1
                weighted += class_weights[zone]
                weights[posting] = <uint8_t>min(weighted, most_weighted)
                zones[term] |= <uint16_t>(1 << zone)
                positions[position] = <uint32_t>(place & position_mask)
                position += 1
                before = place
            posting_counts[term] = posting - postings_before
            position_counts[term] = position - positions_before
    return posting + 1, position


cdef void sort_if_needed(uint64_t[::1] places, Py_ssize_t start, Py_ssize_t end) noexcept nogil:
    """Sort places; they come nearly sorted: only forms of one surface may be out of order."""
    cdef Py_ssize_t at
    for at in range(start + 1, end):
        if places[at] < places[at - 1]:
            qsort(&places[start], end - start, sizeof(uint64_t), compare)
            return


cdef int compare(const void* one, const void* other) noexcept nogil:
    cdef uint64_t a = (<const uint64_t*>one)[0], b = (<const uint64_t*>other)[0]
    return (a > b) - (a < b)
