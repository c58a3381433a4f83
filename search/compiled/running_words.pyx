# cython: boundscheck=False, wraparound=False, cdivision=True, initializedcheck=False
"""The words of articles in the order of their texts, from postings, by a compiled loop."""

from libc.stdint cimport int64_t, uint8_t, uint16_t, uint32_t

ctypedef fused Doc:
    uint16_t
    uint32_t

ctypedef fused Position:
    uint16_t
    uint32_t

ctypedef fused Frequency:
    uint8_t
    uint16_t
    int64_t


def lay_out(
    int64_t[::1] posting_at,
    int64_t[::1] position_at,
    const int64_t[::1] posting_end,
    const Doc[::1] docs,
    const Frequency[::1] frequencies,
    const Position[::1] positions,
    const int64_t[::1] starts,
    const int64_t[::1] sizes,
    const uint16_t[::1] ranks,
    uint32_t[::1] words,
):
    """Write into ``words`` 1 + the number of the word at each place of some articles.

    Term t has the postings ``posting_at[t]`` to ``posting_end[t]`` of ``docs`` and
    ``frequencies``, whose places begin at ``position_at[t]`` of ``positions``; both are moved on
    past the last article of ``starts``. Article d has ``words`` from ``starts[d]`` on, as many as
    ``sizes[d]``; it is skipped where ``starts[d]`` is below 0. Of several terms at one
    place, the one with the smallest of ``ranks`` is written, of equal ranks the first.

    Returns False where a place is outside of its article.
    """
    cdef Py_ssize_t term, at, place, number, end = starts.shape[0]
    cdef int64_t doc, start, size
    cdef uint32_t there
    for term in range(posting_at.shape[0]):
        at = posting_at[term]
        place = position_at[term]
        while at < posting_end[term] and docs[at] < end:
            doc = docs[at]
            start = starts[doc]
            if place + frequencies[at] > positions.shape[0]:
                return False
            if start >= 0:
                size = sizes[doc]
                for number in range(place, place + frequencies[at]):
                    if positions[number] >= size:
                        return False
                    there = words[start + positions[number]]
                    if there == 0 or ranks[there - 1] > ranks[term]:
                        words[start + positions[number]] = <uint32_t>(term + 1)
            place += frequencies[at]
            at += 1
        posting_at[term] = at
        position_at[term] = place
    return True


def count_marked(
    int64_t[::1] posting_at,
    int64_t[::1] position_at,
    const int64_t[::1] posting_end,
    const Doc[::1] docs,
    const Frequency[::1] frequencies,
    const Position[::1] positions,
    const int64_t[::1] starts,
    const int64_t[::1] sizes,
    const int64_t[::1] order,
    uint8_t[::1] places,
    int64_t[::1] marked,
    int64_t[::1] others,
    int64_t[::1] articles,
):
    """Count the words at the places of some articles, those at marked places apart.

    Terms, articles and what is moved on are as ``lay_out`` takes them. Article d has ``places``
    from ``starts[d]`` on: 1 is a marked place, 0 another one, 2 and 3 are places that count as no
    word. Of several terms at one place, the first in ``order`` counts, which has each term once.
    By the number of the term, from 1 on, are added: to ``marked`` and ``others`` how often each
    word occurs, to ``articles`` in how many articles it is at a marked place. Places that were
    counted become 2 or 3.

    Returns False where a place is outside of its article.
    """
    cdef Py_ssize_t term, turn, at, place, number, spot, end = starts.shape[0]
    cdef int64_t doc, start, size, here, there, before, having
    cdef uint8_t mark
    for turn in range(order.shape[0]):
        term = order[turn]
        at = posting_at[term]
        place = position_at[term]
        here = there = having = 0
        while at < posting_end[term] and docs[at] < end:
            doc = docs[at]
            start = starts[doc]
            if place + frequencies[at] > positions.shape[0]:
                return False
            if start >= 0:
                size = sizes[doc]
                before = here
                for number in range(place, place + frequencies[at]):
                    if positions[number] >= size:
                        return False
                    spot = start + positions[number]
                    mark = places[spot]
                    here += mark == 1
                    there += mark == 0
                    places[spot] = mark | 2
                having += here > before
            place += frequencies[at]
            at += 1
        posting_at[term] = at
        position_at[term] = place
        marked[term + 1] += here
        others[term + 1] += there
        articles[term + 1] += having
    return True
