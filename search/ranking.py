"""What an article is worth: BM25F over the fields, and a preference for words that occur together.

BM25F after Robertson, Zaragoza and Taylor (2004): the occurrences of a word are weighted by their
field and added up before they are saturated; lengths are weighted alike.
"""

from __future__ import annotations

import math

K1 = 1.2
"""How soon further occurrences stop to count.

0.9, 1.2, 1.5, 2: nDCG@10 on cran .440 .447 .447 .449, cisi .413 .416 .412 .408; queries of a
subject and a country on Reuters-21578 .504 .488 .471 .453. The textbook's value is a fair middle.
All experiments are in docs/ranking.md.
"""

B = 0.6
"""How much a long article is held back.

0.4, 0.5, 0.6, 0.75, 0.9: nDCG@10 on cran .444 .447 .447 .448 .445, cisi .409 .410 .416 .402 .403;
subjects of Reuters-21578 .844 .828 .821 .797 .765; MRR@10 of its titles .706 .708 .714 .712 .709.
"""

VARIANT_FACTOR = 0.6
"""What an occurrence of another form of the word counts, beside one of the word itself.

0.3, 0.5, 0.6, 0.8, 1: nDCG@10 on cran .443 .446 .447 .445 .444, cisi .404 .416 .416 .413 .411,
subjects of Reuters-21578 .815 .816 .821 .820 .815. 1 is what stemming does.
"""

IRREGULAR_FACTOR = 0.2
"""What an occurrence of an irregular form ("ran" for "run") counts, beside one of the word itself.

0.2, 0.3, 0.4, 0.6: nDCG@10 on cran .448 .448 .448 .449, cisi .419 .420 .420 .421; MRR@10 of titles
on Wikinews .9537 .9520 .9520 .9520 (.9537 without these forms), on Reuters-21578 .655 .656 .656
.655. A table joins words that news often uses for other things, so they count for less than stems.
"""

FUNCTION_WORD_FACTOR = 0.1
"""What a function word ("the", "which") counts, beside another word that is as rare.

0, 0.1, 0.2, 0.5, 1: nDCG@10 on cran .448 .447 .445 .441 .431, cisi .414 .416 .414 .404 .368. Not 0,
so that a query of nothing else has an order.
"""

ADJACENCY_FACTOR = 1.0
"""Bonus of an article that has the words next to each other, in units of the most that the words
can score apart. At 1 such articles always come first, which is a promise and not a measurement.
"""


def inverse_document_frequency(articles: int, with_term: int) -> float:
    """Return how telling a word is (Robertson and Sparck Jones, as Lucene smooths it)."""
    return math.log(1 + (articles - with_term + 0.5) / (with_term + 0.5))
