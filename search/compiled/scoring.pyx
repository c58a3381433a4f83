# cython: boundscheck=False, wraparound=False, cdivision=True, initializedcheck=False
"""The scores of a word in its articles, by a compiled loop: see ``search.execution.matching``."""

from libc.stdint cimport uint8_t

ctypedef fused Weight:
    uint8_t
    float


def add_scores(
    float[::1] totals, const Py_ssize_t[::1] docs, weights, const float[::1] norms, float most
):
    """Add what a leaf scores in the articles ``docs`` to the scores of all.

    ``weights``, uint8 or float32, are its weighted frequencies beside ``docs``; ``norms`` are by
    article, float32.

    Raises:
        IndexError: an article has no norm or no score, or no weight stands beside it.
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
