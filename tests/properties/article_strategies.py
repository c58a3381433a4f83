"""Small articles of few words, so that random queries find something."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from hypothesis import strategies as st

from newssearch.archive.article import Article, Quotation

WORDS = (
    "oil prices the of a rose Opec US us U.S. covid-19 COVID said don't Russia’s CO-OP coop "
    "example.com AT&T 3.14 café re-election — market, market. “We We” Mr. end. 19 u.s."
).split()
"""Words, marks and all, that exercise every rule of the analysis."""

NAMES = ("John Smith", "Smith", "Mary O'Neill", "the U.S. envoy", "Jean-Luc Café")
LANGUAGES = ("en", "fr", "en-GB")
DAYS = (dt.date(1987, 2, 26), dt.date(1987, 3, 1), dt.date(2001, 9, 11), dt.date(1, 1, 1))


def words(most: int = 8) -> st.SearchStrategy[str]:
    """Return lines of a few words, all-capital ones among them."""
    lines = st.lists(st.sampled_from(WORDS), min_size=1, max_size=most).map(" ".join)
    return st.one_of(lines, lines, lines.map(str.upper))


EXTRA_NAMES = ("party", "cycle", "desk_")
EXTRA_VALUES = st.one_of(
    st.sampled_from(("R", "d", "Élan vital", "")), st.integers(-3, 3000), st.sampled_from(DAYS)
)


@st.composite
def articles(draw: Any, id_: str) -> Article:
    """Draw an article with this id; any of its fields may be missing."""
    body = "\n\n".join(draw(st.lists(words(), max_size=4)))
    names = st.lists(st.sampled_from(NAMES), max_size=2).map(tuple)
    maybe = st.one_of(st.none(), words(4))
    return Article(
        id=id_,
        path=draw(st.sampled_from(("/news/a", "/news/b", "/old/ä", "c"))) + "/" + id_,
        body=body,
        title=draw(maybe),
        byline=draw(names),
        contributors=draw(names),
        credit=draw(maybe),
        dateline=draw(maybe),
        date=draw(st.one_of(st.none(), st.sampled_from(DAYS))),
        source=draw(maybe),
        section=draw(maybe),
        lang=draw(st.one_of(st.none(), st.sampled_from(LANGUAGES))),
        caption=draw(maybe),
        notes=tuple(draw(st.lists(words(4), max_size=2))),
        quotes=draw(quotations(body)),
        time=draw(st.one_of(st.none(), st.times().map(lambda time: time.replace(microsecond=0)))),
        tags=draw(st.lists(words(3), max_size=3).map(tuple)),
        extra=draw(st.dictionaries(st.sampled_from(EXTRA_NAMES), EXTRA_VALUES, max_size=3)),
    )


@st.composite
def quotations(draw: Any, body: str) -> tuple[Quotation, ...]:
    """Draw quotations: any runs of words of the body, marks cut off or not."""
    surfaces = [match.span() for match in re.finditer(r"\S+", body)]
    if not surfaces:
        return ()
    drawn = []
    for _ in range(draw(st.integers(0, 3))):
        first = draw(st.integers(0, len(surfaces) - 1))
        last = draw(st.integers(first, len(surfaces) - 1))
        start, end = surfaces[first][0], surfaces[last][1]
        if end - start > 2:
            start += draw(st.integers(0, 1))
            end -= draw(st.integers(0, 1))
        speaker = draw(st.one_of(st.none(), st.sampled_from(NAMES)))
        drawn.append(Quotation(start, end, speaker))
    return tuple(drawn)


@st.composite
def batches(draw: Any) -> list[list[Article]]:
    """Draw one to three batches of articles, one for each segment."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=3))
    numbers = iter(range(sum(sizes)))
    return [[draw(articles(f"a{next(numbers)}")) for _ in range(size)] for size in sizes]
