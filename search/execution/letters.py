"""Which words are printed with the capitals that a query asks for.

The index keeps no capitals, so the texts of the articles in question are read: those that satisfy
the query with any capitals.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from newssearch.archive.columnar.segment import Segment
from newssearch.archive.news_layout import read_article
from newssearch.search.ast import Form
from newssearch.search.budget import check_time, too_dear
from newssearch.search.execution.arrays import POSITION_BITS, POSITION_MASK, changes
from newssearch.search.execution.entry_text import EntryText
from newssearch.search.execution.occurrences import NO_SPANS, Spans
from newssearch.search.printed import fits

MAX_READ = 20_000
"""Articles of a segment that are read for one word."""

_STEP = 256
"""Articles between two looks at the clock."""


def printed_so(segment: Segment, space: int, spans: Spans, forms: Sequence[Form]) -> Spans:
    """Return those of some spans of a space that are printed in all of some forms.

    Raises:
        QueryBudgetExceeded: they stand in more than ``MAX_READ`` articles, or it takes too long.
        ArchiveDamaged: an article cannot be read.
    """
    if not forms or not len(spans):
        return spans
    articles = int(np.count_nonzero(changes(spans.docs)))
    if articles > MAX_READ:
        raise too_dear(
            f"{articles:,} articles would have to be read to check capitals; the limit is"
            f" {MAX_READ:,}",
            hint="add a rarer word, a date or a field: only articles that match these are read",
        )
    starts, widths = spans.starts.tolist(), (spans.ends - spans.starts).tolist()
    found: list[bool] = []
    pairs = zip(starts, widths, strict=True)
    for count, (number, own) in enumerate(
        groupby(pairs, key=lambda pair: pair[0] >> POSITION_BITS)
    ):
        if count % _STEP == 0:
            check_time()
        text = EntryText(read_article(segment, number), segment, number)
        places = [(key & POSITION_MASK, (key & POSITION_MASK) + width) for key, width in own]
        for printed in text.printed(space, places):
            found.append(all(fits(printed, form) for form in forms))
    kept = np.array(found)
    return spans.where(kept) if kept.any() else NO_SPANS
