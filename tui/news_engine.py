"""The engine of this program as the screen asks it: one open archive."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from newssearch.archive.article import Article
from newssearch.search import open_archive
from newssearch.search.copies import find_copies
from newssearch.search.language import parse_query
from newssearch.search.selection import Selection
from newssearch.tui.engine import Mode, Sort


class NewsEngine:
    """Fulfils ``tui.engine.Engine``; raises what ``open_archive`` raises."""

    def __init__(self, path: Path | str) -> None:
        self._news = open_archive(path)

    @property
    def where(self) -> str:
        """Where the archive is."""
        return self._news.where

    @property
    def generation(self) -> str:
        """The name of the generation that is read."""
        return self._news.generation

    @property
    def published(self) -> dt.datetime:
        """When that generation went live."""
        return self._news.published

    @property
    def articles(self) -> int:
        """How many articles it holds."""
        return self._news.articles

    def select(self, query: str, *, mode: Mode = "all", sort: Sort = "relevance") -> Selection:
        """Evaluate a query; near-identical copies are one hit."""
        parsed = parse_query(
            query,
            any_word=mode == "any",
            literal=mode == "literal",
            own_fields=self._news.own_fields,
        )
        return self._news.select(parsed, sort=sort, group=True)

    def coverage(self) -> tuple[dt.date | None, dt.date | None]:
        """Return the first and the last day of the articles, None if none is dated."""
        return self._news.coverage()

    def article(self, article_id: str) -> Article:
        """Return one stored article, whole."""
        return self._news.article(article_id)

    def copies(self, article_id: str) -> list[Article]:
        """Return an article and its near-identical copies, the oldest first."""
        return find_copies(self._news, article_id)

    def changed(self) -> bool:
        """Whether a newer generation is live."""
        return self._news.changed()

    def close(self) -> None:
        """Let the files go."""
        self._news.close()
