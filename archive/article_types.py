"""Whether what claims to be an article is one: types, and stretches that lie in the body.

Python asks nobody for types, and a stored article may have been tampered with. The same rule holds
for what is written and for what is read, so that all that was written can be read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from newssearch.archive.article import Article, Quotation

_TEXT_OR_NONE = (str, type(None))
_NUMBER_OR_NONE = (int, type(None))
_EXTRA = (str, int, dt.date)
_SEVERAL = (tuple, list)

_Types = type | tuple[type, ...]


def is_well_formed(article: Article) -> bool:
    """Say whether all values of an article are of the types that ``Article`` names."""
    size = len(article.body) if isinstance(article.body, str) else -1
    return (
        _all((article.id, article.path, article.body), str)
        and _all(
            (article.title, article.credit, article.dateline, article.source, article.section),
            _TEXT_OR_NONE,
        )
        and _all((article.url, article.lang, article.caption), _TEXT_OR_NONE)
        and all(
            isinstance(several, _SEVERAL) and _all(several, str)
            for several in (article.byline, article.contributors, article.notes, article.tags)
        )
        and all(_lies_in(start, end, size) for start, end in article.headings)
        and all(_is_quotation(quotation, size) for quotation in article.quotes)
        and isinstance(article.date, (dt.date, type(None)))
        and isinstance(article.time, (dt.time, type(None)))
        and isinstance(article.provenance, Mapping)
        and _all((*article.provenance, *article.provenance.values()), str)
        and _are_extra(article.extra)
    )


def _all(values: Iterable[object], types: _Types) -> bool:
    return all(isinstance(value, types) for value in values)


def _lies_in(start: object, end: object, size: int) -> bool:
    return (
        isinstance(start, int) and isinstance(end, int) and 0 <= start <= size and 0 <= end <= size
    )


def _is_quotation(one: Quotation, size: int) -> bool:
    return (
        _lies_in(one.start, one.end, size)
        and _all(
            (one.speaker, one.speaker_as_written, one.description, one.cue, one.confidence),
            _TEXT_OR_NONE,
        )
        and isinstance(one.cue_start, _NUMBER_OR_NONE)
    )


def _are_extra(extra: object) -> bool:
    if not isinstance(extra, Mapping):
        return False
    return _all(extra, str) and all(
        _all(value if isinstance(value, tuple) else (value,), _EXTRA) for value in extra.values()
    )
