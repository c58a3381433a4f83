# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""Loops that write the rows of a surface table: see ``surfaces.surface_table``."""

from libc.stdint cimport int32_t, uint64_t


def count_lists(
    const int32_t[::1] sizes, const int32_t[::1] offsets
):
    """Return how many tokens some surfaces list besides their leads, and how many words they have.

    Each has ``sizes`` of the tokens, which follow one another, with the offsets of their positions.
    """
    cdef Py_ssize_t surface, token, start = 0, more = 0, words = 0
    with nogil:
        for surface in range(sizes.shape[0]):
            for token in range(start, start + sizes[surface]):
                more += token > start or offsets[token] != 0
                words += token == start or offsets[token] > offsets[token - 1]
            start += sizes[surface]
    return more, words


def write_rows(
    const int32_t[::1] sizes,
    const int32_t[::1] offsets,
    const int32_t[::1] tokens,
    const uint64_t[::1] hashes,
    int32_t more_place,
    int32_t word_place,
    int32_t[::1] first,
    int32_t[::1] more_start,
    int32_t[::1] more_size,
    int32_t[::1] word_start,
    int32_t[::1] word_size,
    int32_t[::1] more_token,
    int32_t[::1] more_offset,
    uint64_t[::1] word_hash,
):
    """Write the rows of surfaces, as ``SurfaceColumns`` says, and the lists that they point to.

    The lists are written from their beginning; ``more_place`` and ``word_place`` are the numbers
    of what is written there. ``hashes`` are those of all tokens.
    """
    cdef Py_ssize_t surface, token, start = 0, more = 0, word = 0
    with nogil:
        for surface in range(sizes.shape[0]):
            first[surface] = -1
            more_start[surface] = more_place + <int32_t>more
            word_start[surface] = word_place + <int32_t>word
            for token in range(start, start + sizes[surface]):
                if token == start and offsets[token] == 0:
                    first[surface] = tokens[token]
                else:
                    more_token[more] = tokens[token]
                    more_offset[more] = offsets[token]
                    more += 1
                if token == start or offsets[token] > offsets[token - 1]:
                    word_hash[word] = hashes[tokens[token]]
                    word += 1
            more_size[surface] = more_place + <int32_t>more - more_start[surface]
            word_size[surface] = word_place + <int32_t>word - word_start[surface]
            start += sizes[surface]
