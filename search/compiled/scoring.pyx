# cython: boundscheck=False, wraparound=False, cdivision=True, initializedcheck=False
"""The scores of a word in its articles, by compiled loops: see ``search.execution.plain_loops``."""

from cpython.mem cimport PyMem_Free, PyMem_Malloc
from libc.stdint cimport uint8_t

import numpy as np

ctypedef fused Weight:
    uint8_t
    float


def add_scores(
    float[::1] totals, const Py_ssize_t[::1] docs, weights, const float[::1] norms, float most
):
    """Add the scores of a clause in the articles ``docs`` to the scores of all articles.

    ``weights``, uint8 or float32, are its weighted frequencies, parallel to ``docs``; ``norms``
    are by article, float32.

    Raises:
        IndexError: an article has no norm, no score or no weight.
    """
    cdef Py_ssize_t size = min(totals.shape[0], norms.shape[0]), number
    if len(weights) < docs.shape[0]:
        raise IndexError("there are fewer weights than articles")
    for number in range(docs.shape[0]):
        if not 0 <= docs[number] < size:
            raise IndexError("there is no such article")
    if weights.dtype.itemsize == 1:
        add[uint8_t](totals, docs, weights, norms, most)
    else:
        add[float](totals, docs, weights, norms, most)


cdef int add(
    float[::1] totals,
    const Py_ssize_t[::1] docs,
    const Weight[::1] weights,
    const float[::1] norms,
    float most,
) noexcept:
    cdef Py_ssize_t number, doc
    cdef float weight
    for number in range(docs.shape[0]):
        doc = docs[number]
        weight = weights[number]
        totals[doc] += weight / (norms[doc] + weight) * most
    return 0


def best(const Py_ssize_t[::1] docs, weights, const float[::1] norms, float most, Py_ssize_t count):
    """Return the articles that score no less than the ``count``-th best, and their scores.

    All are as ``add_scores`` takes them; there are more articles than ``count``, which is above 0.
    Returns intp and float32, in the order of ``docs``.

    Raises:
        IndexError: an article has no norm or no weight.
    """
    cdef Py_ssize_t size = docs.shape[0], number, kept = 0
    if len(weights) < size:
        raise IndexError("there are fewer weights than articles")
    for number in range(size):
        if not 0 <= docs[number] < norms.shape[0]:
            raise IndexError("there is no such article")
    cdef float* scores = <float*>PyMem_Malloc((size + count) * sizeof(float))
    if scores == NULL:
        raise MemoryError
    cdef float* least = scores + size
    try:
        if weights.dtype.itemsize == 1:
            score[uint8_t](docs, weights, norms, most, scores)
        else:
            score[float](docs, weights, norms, most, scores)
        for number in range(count):
            least[number] = scores[number]
        for number in range(count // 2 - 1, -1, -1):
            sift(least, count, number)
        for number in range(count, size):
            if scores[number] > least[0]:
                least[0] = scores[number]
                sift(least, count, 0)
        for number in range(size):
            kept += scores[number] >= least[0]
        found, worth = np.empty(kept, np.intp), np.empty(kept, np.float32)
        fill(docs, scores, least[0], found, worth)
        return found, worth
    finally:
        PyMem_Free(scores)


cdef int score(
    const Py_ssize_t[::1] docs,
    const Weight[::1] weights,
    const float[::1] norms,
    float most,
    float* scores,
) noexcept:
    cdef Py_ssize_t number
    cdef float weight
    for number in range(docs.shape[0]):
        weight = weights[number]
        scores[number] = weight / (norms[docs[number]] + weight) * most
    return 0


cdef int sift(float* heap, Py_ssize_t size, Py_ssize_t at) noexcept:
    """Sift a value of a min-heap down to where it belongs."""
    cdef float value = heap[at]
    cdef Py_ssize_t child = 2 * at + 1
    while child < size:
        if child + 1 < size and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= value:
            break
        heap[at] = heap[child]
        at, child = child, 2 * child + 1
    heap[at] = value
    return 0


cdef int fill(
    const Py_ssize_t[::1] docs,
    const float* scores,
    float least,
    Py_ssize_t[::1] found,
    float[::1] worth,
) noexcept:
    """Write the articles that score no less than ``least``, and their scores."""
    cdef Py_ssize_t number, at = 0
    for number in range(docs.shape[0]):
        if scores[number] >= least:
            found[at] = docs[number]
            worth[at] = scores[number]
            at += 1
    return 0
