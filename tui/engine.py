"""What the screen asks of the search engine, and nothing more.

A protocol, so that tests put a small one in memory behind the screen, and so that the screen can
one day come before an engine that is elsewhere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from newssearch.archive.article import Article
from newssearch.search.annotations import Annotation
from newssearch.search.answer import Answer, Marks, QuotationHit
from newssearch.search.facets import FacetAnswer

if TYPE_CHECKING:
    from newssearch.search.saved import SavedQueries
    from newssearch.tui.messages import SavedState

Mode: TypeAlias = Literal["all", "any", "literal"]
"""How bare words are read: all must match, any may, or the whole text is plain words."""

MODES: tuple[Mode, ...] = ("all", "any", "literal")

Sort: TypeAlias = Literal["relevance", "newest", "oldest"]

SORTS: tuple[Sort, ...] = ("relevance", "newest", "oldest")


class Selection(Protocol):
    """The articles that satisfy one query: QueryBudgetExceeded, ArchiveDamaged."""

    @property
    def total(self) -> int:
        """How many articles satisfy it."""

    def answer(self, *, limit: int, offset: int = 0, advise: bool = True) -> Answer:
        """Return a page of hits."""

    def facets(self, by: Sequence[str], *, limit: int | None = None) -> FacetAnswer:
        """Count the articles by some of their fields."""

    def marks(self, article_id: str) -> Marks:
        """Return the spans of an article that satisfy the query: the ones that are counted."""


class Engine(Protocol):
    """One generation of an archive, open for reading. Used by one thread at a time."""

    @property
    def where(self) -> str:
        """Where the archive is."""

    @property
    def generation(self) -> str:
        """The name of the generation that is read."""

    @property
    def published(self) -> dt.datetime:
        """When that generation went live."""

    @property
    def articles(self) -> int:
        """How many articles it holds."""

    def select(self, query: str, *, mode: Mode = "all", sort: Sort = "relevance") -> Selection:
        """Evaluate a query: QuerySyntaxError, QueryBudgetExceeded, ArchiveDamaged.

        Near-identical copies are one hit.
        """

    def coverage(self) -> tuple[dt.date | None, dt.date | None]:
        """Return the first and the last day of the articles, None if none is dated."""

    def article(self, article_id: str) -> Article:
        """Return one stored article, whole."""

    def copies(self, article_id: str) -> list[Article]:
        """Return an article and its near-identical copies, the oldest first: UsageError."""

    def similar_query(self, article_id: str) -> str:
        """Return the query for articles like one, without itself: UsageError."""

    def said(self, query: str, *, mode: Mode, limit: int) -> tuple[int, int, list[QuotationHit]]:
        """Return how many quotations satisfy a query, in how many articles, and the first."""

    def quoted(self, query: str, *, mode: Mode, limit: int) -> tuple[int, int, list[QuotationHit]]:
        """Return how many hits a query has, of how many the quotations were read, and these.

        The best hits come first; at most ``limit`` quotations are returned.
        """

    def annotation(self, article_id: str) -> Annotation:
        """Return the labels and the note on an article: StorageError, ArchiveDamaged."""

    def annotate(
        self, article_id: str, *, labels: Sequence[str] | None = None, note: str | None = None
    ) -> None:
        """Give an article other labels or another note: UsageError, StorageError."""

    def saved(self) -> list[SavedState]:
        """Return the saved queries with what is new to them: StorageError, ArchiveDamaged."""

    def save(self, name: str, query: str, *, mode: Mode) -> None:
        """Save a query: UsageError, StorageError."""

    def remove_saved(self, name: str) -> None:
        """Forget a saved query: UsageError, StorageError."""

    def note_shown(self, name: str, ids: Sequence[str]) -> None:
        """Remember that articles were shown of a saved query: StorageError."""

    def changed(self) -> bool:
        """Whether a newer generation is live."""

    def close(self) -> None:
        """Let the files go."""


class OpenEngine(Protocol):
    """Opens an archive: ArchiveMissing, ArchiveVersionMismatch, ArchiveDamaged."""

    def __call__(self, path: Path | str) -> Engine:
        """Return the live generation of the archive at the path or the address."""


def default_opener(saved: Callable[[], SavedQueries] | None) -> OpenEngine:
    """Return what opens an archive with the engine of this program; see ``Personal``."""

    def open_engine(path: Path | str) -> Engine:
        from newssearch.tui.news_engine import NewsEngine  # noqa: PLC0415 - numpy, the index

        return NewsEngine(path, saved)

    return open_engine
