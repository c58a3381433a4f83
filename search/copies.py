"""The near-identical copies of an article: the others of its group."""

from __future__ import annotations

import datetime as dt
from typing import Protocol, runtime_checkable

from newssearch.archive.article import Article
from newssearch.archive.errors import UsageError
from newssearch.search.engine import Ref
from newssearch.search.news import NewsArchive


@runtime_checkable
class KnowsCopies(Protocol):
    """An engine that can list the groups of near-identical articles."""

    def copies(self, ref: Ref) -> list[Ref]:
        """Return the articles of an article's group, itself among them; none if it has none."""


def find_copies(news: NewsArchive, id_prefix: str) -> list[Article]:
    """Return an article and its near-identical copies, the oldest first, undated ones last.

    Raises:
        UsageError: there is no such article, or there are several, or the engine keeps no groups.
    """
    ref = news.find(id_prefix)
    engine = news.engine
    if not isinstance(engine, KnowsCopies):
        raise UsageError(f"which articles are copies is not known at {engine.where}")
    refs = engine.copies(ref) or [ref]
    return sorted((engine.read(one).article for one in refs), key=_by_time)


def _by_time(article: Article) -> tuple[bool, dt.date, dt.time, str]:
    return (
        article.date is None,
        article.date or dt.date.max,
        article.time or dt.time.max,
        article.id,
    )
