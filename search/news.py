"""An archive opened for searching: a query goes in, an ``Answer`` comes out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import TracebackType

from newssearch.archive.article import Article
from newssearch.archive.errors import UsageError
from newssearch.archive.fields import Field
from newssearch.search.answer import Answer, Hit, Marks
from newssearch.search.arguments import check_query
from newssearch.search.ast import Parsed
from newssearch.search.engine import Engine, Order, Ref
from newssearch.search.selection import Selection, find
from newssearch.search.statistics import Statistics


class NewsArchive:
    """One generation of an archive, read-only; a context manager.

    Queries are given as typed, or as ``parse_query`` reads them. Threads may share it.

    Raises:
        UsageError: an argument cannot be one, or the archive has been closed.
        ArchiveDamaged: a file of the archive is not as it was written; any method may raise it.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._closed = False

    def __repr__(self) -> str:
        state = "closed" if self._closed else f"generation {self._engine.generation}"
        return f"<newssearch archive at {self._engine.where}: {state}>"

    @property
    def engine(self) -> Engine:
        """The engine below."""
        if self._closed:
            raise UsageError(
                f"the archive has been closed: {self._engine.where}",
                hint="open it again with open_archive",
            )
        return self._engine

    @property
    def where(self) -> str:
        """Where the archive is: its folder."""
        return self._engine.where

    @property
    def generation(self) -> str:
        """The name of the generation that answers."""
        return self._engine.generation

    @property
    def published(self) -> dt.datetime:
        """When it was published, with its time zone."""
        return self._engine.published

    @property
    def articles(self) -> int:
        """How many articles it holds."""
        return self._engine.articles

    def changed(self) -> bool:
        """Return whether a newer generation is published; open the archive again to read it."""
        return self.engine.changed()

    def query(self, query: Parsed | str) -> Parsed:
        """Read a query with the fields that this archive has, unless it was read already.

        Raises:
            QuerySyntaxError: it cannot be read.
        """
        return check_query(query, self.engine.own_fields)

    def own_fields(self) -> Mapping[str, Field]:
        """Return by name the fields that this archive has beside those every archive has."""
        return self.engine.own_fields()

    @property
    def knows_copies(self) -> bool:
        """Whether near-identical copies can be one hit."""
        return self.engine.knows_copies

    def check_copies(self) -> None:
        """Make sure that near-identical copies can be one hit.

        Raises:
            UsageError: which articles are copies is not known.
        """
        if not self.knows_copies:
            raise UsageError(
                "which articles are near-identical copies is not known in a cluster",
                hint="leave out --once or --group; an archive in a folder knows them",
            )

    def select(
        self, query: Parsed | str, *, sort: Order = "relevance", group: bool = False
    ) -> Selection:
        """Find the articles that satisfy a query; all that is to be known of them is asked there.

        With ``group`` near-identical copies are one hit, the one that comes first in the order.

        Raises:
            QuerySyntaxError: the query cannot be read, or a pattern matches too many words.
            QueryBudgetExceeded: it asks for too much.
            UsageError: with ``group``, where copies are not known: in a cluster.
        """
        if group:
            self.check_copies()
        return Selection(self.engine, self.query(query), sort=sort, group=group)

    def search(
        self,
        text: str,
        *,
        limit: int | None = 10,
        offset: int = 0,
        sort: Order = "relevance",
        any_word: bool = False,
        literal: bool = False,
        snippets: bool = True,
        group: bool = False,
    ) -> Answer:
        """Answer a query: the exact total, and ``limit`` (None: all) hits from ``offset`` on.

        With ``group``, ``limit`` and ``offset`` count groups; ``total`` still counts articles.

        Raises:
            QuerySyntaxError: the query cannot be read, or a pattern matches too many words.
            QueryBudgetExceeded: it asks for too much.
        """
        query = check_query(text, self.engine.own_fields, literal=literal, any_word=any_word)
        selection = self.select(query, sort=sort, group=group)
        return selection.answer(limit=limit, offset=offset, snippets=snippets)

    def count(self, query: Parsed | str) -> int:
        """Return the exact number of articles that satisfy a query; their scores are not found."""
        return self.select(query, sort="newest").total

    def article(self, id_prefix: str) -> Article:
        """Return the article with an id, or with the only id that begins so.

        Raises:
            UsageError: there is none, or there are several.
        """
        return self.hit(id_prefix).article

    def hit(self, id_prefix: str) -> Hit:
        """Return an article with its number of words and its group, as a hit without snippets.

        Raises:
            UsageError: there is none, or there are several.
        """
        return self.engine.read(self.find(id_prefix))

    def find(self, id_prefix: str) -> Ref:
        """Return a reference to the article with an id, or with the only id that begins so.

        Raises:
            UsageError: there is none, or there are several.
        """
        return find(self.engine, id_prefix)

    def marks(self, query: Parsed | str, article_id: str) -> Marks:
        """Return by field the stretches of an article that satisfy a query, none if it does not."""
        return self.select(query).marks(article_id)

    def coverage(self) -> tuple[dt.date | None, dt.date | None]:
        """Return the first and the last day of the articles, None if none is dated."""
        return self.engine.day_range()

    def statistics(self) -> Statistics:
        """Return what the archive holds, in numbers."""
        return self.engine.statistics()

    def close(self) -> None:
        """Let go of the generation."""
        if not self._closed:
            self._closed = True
            self._engine.close()

    def __enter__(self) -> NewsArchive:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
