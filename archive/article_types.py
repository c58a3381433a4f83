"""Whether what claims to be an article is one: types, and ranges that are within the body.

Python checks no types, and a stored article may have been tampered with. The same rule holds
for what is written and for what is read, so that all that was written can be read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import cast

from newssearch.archive.article import Article, Quotation

_TEXT_OR_NONE = (str, type(None))
_NUMBER_OR_NONE = (int, type(None))
_SEVERAL = (tuple, list)
_EXTRA = (str, int, dt.date)

_Types = type | tuple[type, ...]

_TYPES: dict[str, _Types] = {
    **dict.fromkeys(("id", "path", "body"), str),
    **dict.fromkeys(("title", "credit", "dateline", "source", "section"), _TEXT_OR_NONE),
    **dict.fromkeys(("url", "lang", "caption"), _TEXT_OR_NONE),
    **dict.fromkeys(("byline", "contributors", "notes", "tags"), _SEVERAL),
    **dict.fromkeys(("headings", "quotes", "pages"), _SEVERAL),
    "date": (dt.date, type(None)),
    "time": (dt.time, type(None)),
    **dict.fromkeys(("provenance", "extra"), Mapping),
}
_TYPES_IN_ORDER = tuple(_TYPES[field] for field in Article._fields)


def is_well_formed(article: Article) -> bool:
    """Say whether all values of an article are of the types that ``Article`` names."""
    return _fit(tuple(map(type, article))) and _are_strings(_strings_of(article)) and _fits(article)


def are_well_formed(articles: Sequence[Article]) -> bool:
    """Say whether all values of all of some articles are."""
    return (
        all(map(_fit, {tuple(map(type, article)) for article in articles}))
        and _are_strings(chain.from_iterable(map(_strings_of, articles)))
        and all(map(_fits, articles))
    )


def _strings_of(article: Article) -> tuple[object, ...]:
    """Return what must be strings among the values of an article's attributes."""
    return (
        *article.byline,
        *article.contributors,
        *article.notes,
        *article.tags,
        *article.provenance,
        *article.provenance.values(),
    )


def _fits(article: Article) -> bool:
    """Say whether ranges, quotations, fields of one's own and pages are what they must be."""
    return (
        (not article.headings or _are_ranges(article.headings, len(article.body)))
        and (not article.quotes or _are_quotations(article.quotes, len(article.body)))
        and (not article.extra or _are_extra(article.extra))
        and (not article.pages or _are_pages(article.pages, len(article.body)))
    )


@lru_cache(maxsize=256)
def _fit(types: tuple[type, ...]) -> bool:
    """Say whether an article's fields may have these types; most articles have one of a few."""
    return all(map(issubclass, types, _TYPES_IN_ORDER))


def _are_strings(values: Iterable[object]) -> bool:
    try:
        "".join(cast("Iterable[str]", values))
    except TypeError:
        return False
    return True


def _are_ranges(ranges: Iterable[tuple[int, int]], size: int) -> bool:
    return all(_is_range(start, end, size) for start, end in ranges)


def _are_pages(pages: Iterable[tuple[int, int]], size: int) -> bool:
    return all(_is_range(start, 0, size) and isinstance(page, int) for start, page in pages)


def _is_range(start: object, end: object, size: int) -> bool:
    return (
        isinstance(start, int) and isinstance(end, int) and 0 <= start <= size and 0 <= end <= size
    )


def _are_quotations(quotes: Iterable[Quotation], size: int) -> bool:
    return all(
        _is_range(one.start, one.end, size)
        and isinstance(one.speaker, _TEXT_OR_NONE)
        and isinstance(one.speaker_as_written, _TEXT_OR_NONE)
        and isinstance(one.description, _TEXT_OR_NONE)
        and isinstance(one.cue, _TEXT_OR_NONE)
        and isinstance(one.confidence, _TEXT_OR_NONE)
        and isinstance(one.cue_start, _NUMBER_OR_NONE)
        for one in quotes
    )


def _are_extra(extra: Mapping[str, object]) -> bool:
    return _are_strings(extra) and all(
        all(isinstance(one, _EXTRA) for one in (value if isinstance(value, tuple) else (value,)))
        for value in extra.values()
    )
