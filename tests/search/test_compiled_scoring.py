"""The loop over the articles of a word scores what the arrays score, to the last bit."""

from __future__ import annotations

import shutil

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newssearch.search import compiled

pytestmark = pytest.mark.skipif(
    not compiled.AVAILABLE and shutil.which("cc") is None,
    reason="there was no compiler when newssearch was installed",
)

SIZE = 300
floats = st.floats(0.125, 1e4, width=32)


@given(
    st.dictionaries(st.integers(0, SIZE - 1), st.integers(1, 255)),
    st.lists(floats, min_size=SIZE, max_size=SIZE),
    floats,
    st.sampled_from((np.uint8, np.float32)),
)
def test_scores_are_added(weights_by_doc, norms_given, most, type_):
    docs = np.array(sorted(weights_by_doc), np.intp)
    weights = np.array([weights_by_doc[doc] for doc in docs.tolist()], type_)
    norms = np.array(norms_given, np.float32)
    totals = np.linspace(0, 9, SIZE, dtype=np.float32)
    wanted = totals.copy()
    own = weights.astype(np.float32)
    wanted[docs] += own / (norms.take(docs) + own) * np.float32(most)
    compiled.scoring.add_scores(totals, docs, weights, norms, most)
    assert totals.tobytes() == wanted.tobytes()


@pytest.mark.parametrize(
    ("docs", "weights", "norms"), [([3], [1], 3), ([-1], [1], 3), ([1, 2], [1], 3), ([2], [1], 2)]
)
def test_what_does_not_fit_is_refused(docs, weights, norms):
    with pytest.raises(IndexError):
        compiled.scoring.add_scores(
            np.zeros(3, np.float32),
            np.array(docs, np.intp),
            np.array(weights, np.uint8),
            np.ones(norms, np.float32),
            1.0,
        )
