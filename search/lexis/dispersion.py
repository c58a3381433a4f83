"""How evenly something is spread over the parts of a corpus, such as articles or months."""

from __future__ import annotations

import math
from typing import Any

import numpy as np


def juilland_d(counts: Any, sizes: Any) -> float:
    """Return Juilland's D: 1 for something spread evenly, 0 for what is in one part only.

    D = 1 - V / √(n - 1), where V is the standard deviation (of all parts, not of a sample) of the
    relative frequencies in the n parts, divided by their mean (Juilland, Brodin and Davidovitch
    1970; for parts of different sizes as Gries 2008). Parts without words are left out. It is not
    a number where there are not two parts, or nothing occurs.
    """
    own, words = np.asarray(counts, np.float64), np.asarray(sizes, np.float64)
    filled = words > 0
    shares = own[filled] / words[filled]
    if len(shares) < 2 or not shares.any():
        return math.nan
    return float(1 - shares.std() / shares.mean() / math.sqrt(len(shares) - 1))


def deviation_of_proportions(counts: Any, sizes: Any) -> float:
    """Return DP: 0 for something spread as the words are, towards 1 for what is in a small part.

    DP = ½ Σ |v - s|, where v is a part's share of the occurrences and s its share of the words
    (Gries 2008, "Dispersions and adjusted frequencies in corpora", International Journal of Corpus
    Linguistics 13(4)). It is not a number where nothing occurs.
    """
    own, words = np.asarray(counts, np.float64), np.asarray(sizes, np.float64)
    if not own.any() or not words.any():
        return math.nan
    return float(np.abs(own / own.sum() - words / words.sum()).sum() / 2)
