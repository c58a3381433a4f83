"""An archive as researchers use it from Python: tables, concordances, curves, collocates.

The doctests below are run by a test, on an archive of eight short articles about oil and wheat.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from newssearch.archive.errors import UsageError
from newssearch.search.answer import Hit
from newssearch.search.arguments import check_count
from newssearch.search.ast import Parsed
from newssearch.search.engine import Order
from newssearch.search.news import NewsArchive

if TYPE_CHECKING:
    from newssearch.search.concordance import ContextUnit, Line
    from newssearch.search.lexis.collocates import Collocates, Measure
    from newssearch.search.lexis.keywords import Keywords
    from newssearch.search.matches import MatchKey
    from newssearch.search.periods import Unit
    from newssearch.search.trend import Trend
    from newssearch.search.word_counts import Unit as NearUnit


def _attribute(name: str) -> Callable[[Hit], Any]:
    def value(hit: Hit) -> Any:
        found = getattr(hit.article, name)
        return list(found) if isinstance(found, tuple) else found

    return value


_COLUMNS: dict[str, Callable[[Hit], Any]] = {
    "id": _attribute("id"),
    "date": _attribute("date"),
    "source": _attribute("source"),
    "section": _attribute("section"),
    "title": _attribute("title"),
    "byline": _attribute("byline"),
    "words": lambda hit: hit.words,
    "matches": lambda hit: hit.matches,
    "score": lambda hit: hit.score,
    "url": _attribute("url"),
    "path": _attribute("path"),
}

_MORE = {name: _attribute(name) for name in ("body", "lang", "dateline", "tags", "time", "credit")}

COLUMNS = tuple(_COLUMNS)
"""The columns of a frame, unless others are chosen."""


class ResearchArchive(NewsArchive):
    """What ``open_archive`` returns: one generation of an archive, read-only.

    >>> news.search("crude oil", limit=1).total
    4
    >>> [hit.article.title for hit in news.search("crude", limit=2, sort="oldest").hits]
    ['Oil rises', 'Oil falls']
    """

    def frame(
        self,
        query: Parsed | str = "",
        *,
        columns: Sequence[str] = COLUMNS,
        sort: Order = "relevance",
        limit: int | None = None,
    ) -> dict[str, list[Any]]:
        """Return the articles of a query as columns: what ``pandas.DataFrame`` and polars take.

        Dates are ``datetime.date``, lists are lists, and what an article lacks is None. ``body``,
        ``lang``, ``dateline``, ``tags``, ``time`` and ``credit`` can be chosen too. A ``limit`` of
        None is all.

        >>> table = news.frame("wheat", columns=["date", "source", "matches"], sort="oldest")
        >>> table["date"][0], table["source"], table["matches"]
        (datetime.date(2001, 3, 4), ['Gazette', 'Courier', 'Gazette'], [3, 1, 1])
        >>> sum(table["matches"]) == news.select("wheat").matches
        True

        Raises:
            UsageError: there is no such column.
            QuerySyntaxError: the query cannot be read.
            QueryBudgetExceeded: it asks for too much.
        """
        known = {**_COLUMNS, **_MORE}
        for name in columns:
            if name not in known:
                raise UsageError(f"no column '{name}'", hint=f"known: {', '.join(known)}")
        found = self.select(query, sort=sort)
        limit = None if limit is None else check_count("limit", limit)
        hits = found.hits(limit=limit, snippets="matches" in columns, shape=None)
        table: dict[str, list[Any]] = {name: [] for name in columns}
        for hit in hits:
            for name, values in table.items():
                values.append(known[name](hit))
        return table

    def concordance(
        self,
        query: Parsed | str,
        *,
        context: int = 8,
        unit: ContextUnit = "words",
        sort: Sequence[MatchKey] = (),
        sample: int | None = None,
        seed: int = 0,
        limit: int | None = None,
    ) -> list[Line]:
        """Return the matches of a query as lines; see ``concordance.make_concordance``.

        >>> for line in news.concordance("wheat", context=2, sort=["1R"], limit=3):
        ...     print(f"{line.left} [{line.match}] {line.right}")
        said that [wheat] and corn
         [Wheat] falls
        price of [wheat] fell again.
        """
        from newssearch.search.concordance import make_concordance  # noqa: PLC0415 - rarely used

        made = make_concordance(
            self.select(query, sort="newest"),
            context=context,
            unit=unit,
            sort=sort,
            sample=sample,
            seed=seed,
            limit=limit,
        )
        return list(made.lines)

    def trend(self, *queries: str, by: Unit = "month", matches: bool = False) -> Trend:
        """Count the articles of queries over time; see ``trend.find_trend``.

        >>> trend = news.trend("oil", "wheat", by="year")
        >>> [period.name for period in trend.periods]
        ['2001', '2002', '2003']
        >>> [curve.articles for curve in trend.curves]
        [(3, 0, 1), (2, 0, 1)]
        """
        from newssearch.search.trend import find_trend  # noqa: PLC0415 - as above

        return find_trend(self, [(query, query) for query in queries], by=by, matches=matches)

    def collocates(
        self,
        query: Parsed | str,
        *,
        corpus: Parsed | str = "",
        left: int = 5,
        right: int = 5,
        unit: NearUnit = "words",
        measure: Measure = "log-likelihood",
        least: int = 5,
        stop_words: bool = True,
        limit: int | None = 50,
    ) -> Collocates:
        """Return the words near the matches of a query; see ``lexis.collocates``.

        >>> found = news.collocates("crude", least=2, left=0, right=1)
        >>> [(row.word, row.near) for row in found.rows]
        [('oil', 5)]
        """
        from newssearch.search.lexis.collocates import find_collocates  # noqa: PLC0415 - as above
        from newssearch.search.word_counts import Window  # noqa: PLC0415

        return find_collocates(
            self,
            query,
            corpus=corpus,
            window=Window(left, right, unit),
            measure=measure,
            least=least,
            stop_words=stop_words,
            limit=limit,
        )

    def keywords(
        self,
        query: Parsed | str,
        against: Parsed | str | None = None,
        *,
        least: int = 5,
        stop_words: bool = True,
        limit: int | None = 50,
    ) -> Keywords:
        """Return the words that set the articles of a query apart; see ``lexis.keywords``.

        >>> [row.word for row in news.keywords("wheat", least=3, limit=1).rows]
        ['wheat']
        """
        from newssearch.search.lexis.keywords import find_keywords  # noqa: PLC0415 - as above

        return find_keywords(self, query, against, least=least, stop_words=stop_words, limit=limit)
