"""Where spans are in a block of words."""

import numpy as np

from newssearch.search.execution.arrays import POSITION_BITS
from newssearch.search.execution.occurrences import Spans
from newssearch.search.execution.running_words import Block
from newssearch.search.local.word_counts import places_of


def test_what_is_beyond_an_article_has_no_place() -> None:
    block = Block(np.array([3, 5]), np.array([0, 4, 6]))

    def places(*spans: tuple[int, int, int]) -> list[int]:
        starts = np.array([(doc << POSITION_BITS) + start for doc, start, _ in spans])
        ends = np.array([(doc << POSITION_BITS) + end for doc, _, end in spans])
        return places_of(block, Spans(starts, ends)).tolist()

    assert places((3, 1, 3), (5, 0, 1)) == [1, 2, 4]
    assert places((3, 3, 9)) == [3], "cut at the article's end"
    assert places((3, 900, 901), (5, 1, 2)) == [5]
