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
    int64_t[::1] counts,
):
    """Write into ``words`` 1 + the number of the word at each place of some articles.

    Term t has the postings ``posting_at[t]`` to ``posting_end[t]`` of ``docs`` and
    ``frequencies``, whose places begin at ``position_at[t]`` of ``positions``; both are moved on
    past the last article of ``starts``. Article d has ``words`` from ``starts[d]`` on, as many as
    ``sizes[d]``; it is skipped where ``starts[d]`` is below 0. Of several terms at one
    place, the one with the smallest of ``ranks`` is written, of equal ranks the first. How often
    each word was written is added to ``counts``, by number.

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
                        counts[term + 1] += 1
                        if there:
                            counts[there] -= 1
            place += frequencies[at]
            at += 1
        posting_at[term] = at
        position_at[term] = place
    return True


def tally(
    const uint32_t[::1] words,
    const int64_t[::1] bounds,
    int64_t[::1] counts,
    int64_t[::1] articles,
    int64_t[::1] last,
    int64_t number,
):
    """Add to ``counts`` how often each word occurs, and to ``articles`` in how many articles.

    Article i has ``words`` from ``bounds[i]`` to ``bounds[i + 1]``. ``last`` remembers by word the
    article that had it last, where these are numbered from ``number`` on; 0 is no word.
    """
    cdef Py_ssize_t article, at
    cdef uint32_t word
    for article in range(bounds.shape[0] - 1):
        for at in range(bounds[article], bounds[article + 1]):
            word = words[at]
            if word:
                counts[word] += 1
                if last[word] != number + article:
                    last[word] = number + article
                    articles[word] += 1
