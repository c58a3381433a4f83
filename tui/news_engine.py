"""The engine of this program as the screen asks it: one open archive."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.article import Article
from newssearch.archive.errors import QueryBudgetExceeded, QuerySyntaxError, UsageError
from newssearch.search import open_archive
from newssearch.search.annotations import Annotation, Annotations, parse_annotated
from newssearch.search.answer import QuotationHit
from newssearch.search.ast import Parsed
from newssearch.search.copies import find_copies
from newssearch.search.language import narrow, print_query
from newssearch.search.quotation_search import find_quotations
from newssearch.search.saved import SavedQueries, SavedQuery, new_articles
from newssearch.search.selection import Selection
from newssearch.search.similar import find_similar
from newssearch.tui.engine import Mode, Sort
from newssearch.tui.messages import SavedState

HITS_READ = 50
"""Hits whose quotations are read at once."""


class NewsEngine:
    """Fulfils ``tui.engine.Engine``; raises what ``open_archive`` raises."""

    def __init__(self, path: Path | str, saved: Callable[[], SavedQueries] | None = None) -> None:
        self._news = open_archive(path)
        self._open_saved = saved

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
        """Evaluate a query; near-identical copies are one hit, where they are known."""
        parsed = self._parsed(query, mode)
        return self._news.select(parsed, sort=sort, group=self._news.knows_copies)

    def coverage(self) -> tuple[dt.date | None, dt.date | None]:
        """Return the first and the last day of the articles, None if none is dated."""
        return self._news.coverage()

    def article(self, article_id: str) -> Article:
        """Return one stored article, whole."""
        return self._news.article(article_id)

    def copies(self, article_id: str) -> list[Article]:
        """Return an article and its near-identical copies, the oldest first."""
        return find_copies(self._news, article_id)

    def similar_query(self, article_id: str) -> str:
        """Return the query for articles like one, without itself."""
        found = find_similar(self._news, article_id, limit=0)
        if not found.parsed:
            raise UsageError("this article has no words that tell it from others")
        return f'({found.parsed}) -id:"{found.article.id}"'

    def said(self, query: str, *, mode: Mode, limit: int) -> tuple[int, int, list[QuotationHit]]:
        """Return how many quotations satisfy a query, in how many articles, and the first."""
        found = find_quotations(self._news, self._parsed(query, mode), limit=limit)
        return found.total, found.articles, list(found.hits)

    def quoted(self, query: str, *, mode: Mode, limit: int) -> tuple[int, int, list[QuotationHit]]:
        """Return how many hits a query has, of how many the quotations were read, and these."""
        selection = self.select(query, mode=mode)
        found: list[QuotationHit] = []
        read = total = 0
        while not read or (read < total and len(found) < limit):
            answer = selection.answer(limit=HITS_READ, offset=read, advise=False)
            total = answer.total if answer.groups is None else answer.groups
            if not answer.hits:
                break
            read += len(answer.hits)
            pairs = [(hit.article, one) for hit in answer.hits for one in hit.article.quotes]
            found += [
                QuotationHit(rank, article, one, (), None)
                for rank, (article, one) in enumerate(pairs, len(found) + 1)
            ]
        return total, read, found[:limit]

    def _parsed(self, query: str, mode: Mode) -> Parsed:
        return parse_annotated(
            query,
            any_word=mode == "any",
            literal=mode == "literal",
            own_fields=self._news.own_fields,
            annotations=self._annotations,
        )

    def _annotations(self) -> Annotations:
        return Annotations(self._saved)

    def annotation(self, article_id: str) -> Annotation:
        """Return the labels and the note on an article."""
        if self._open_saved is None:
            return Annotation()
        return self._annotations().all().get(article_id, Annotation())

    def annotate(
        self, article_id: str, *, labels: Sequence[str] | None = None, note: str | None = None
    ) -> None:
        """Give an article other labels or another note."""
        if labels is not None:
            self._annotations().set_labels(article_id, tuple(labels))
        if note is not None:
            self._annotations().set_note(article_id, note)

    @property
    def _saved(self) -> SavedQueries:
        if self._open_saved is None:
            raise UsageError("queries cannot be saved here")
        return self._open_saved()

    def saved(self) -> list[SavedState]:
        """Return the saved queries with what is new to them."""
        saved = self._saved
        return [self._state(saved.get(name), saved.shown(name)) for name in saved.names()]

    def _state(self, one: SavedQuery, shown: NDArray[np.uint64]) -> SavedState:
        mode: Mode = "literal" if one.literal else "any" if one.any_word else "all"
        try:
            plain = self._parsed(one.query, mode)
            parsed = narrow(
                plain, first_day=one.first_day, last_day=one.last_day, source=one.source
            )
            selection = self._news.select(parsed, sort="newest")
            new = new_articles(selection, shown)
        except (QuerySyntaxError, QueryBudgetExceeded) as error:
            return SavedState(one.name, one.query, mode, fault=error.message)
        text, mode = (
            (one.query or "*", mode) if parsed == plain else (print_query(parsed.node), "all")
        )
        ids = tuple(name for _, name in new)
        return SavedState(one.name, text, mode, selection.total, len(ids), ids)

    def save(self, name: str, query: str, *, mode: Mode) -> None:
        """Save a query."""
        self._saved.add(SavedQuery(name, query, any_word=mode == "any", literal=mode == "literal"))

    def remove_saved(self, name: str) -> None:
        """Forget a saved query."""
        self._saved.remove(name)

    def note_shown(self, name: str, ids: Sequence[str]) -> None:
        """Remember that articles were shown of a saved query."""
        self._saved.add_shown(name, ids)

    def changed(self) -> bool:
        """Whether a newer generation is live."""
        return self._news.changed()

    def close(self) -> None:
        """Let the files go."""
        self._news.close()
