"""The hits of a query one after the other, however many: for exports and for key words in context.

An answer holds one page. Here the query is carried out and put in order once, and the articles
are read as they are asked for, so that an export of everything needs memory for the order only.
"""

from __future__ import annotations

from collections.abc import Iterator

from newssearch.archive.article import Article
from newssearch.search.answer import Hit, Marks
from newssearch.search.ast import Node
from newssearch.search.execution.collapsing import collapse
from newssearch.search.execution.engine import Found
from newssearch.search.execution.ordering import Order
from newssearch.search.local.highlighting import ArticleText
from newssearch.search.language import parse_query
from newssearch.search.news import NewsArchive, order_of

_STEP = 1000
"""Articles whose matches are looked up at a time: the cost of a step is lost among as many, and
their text is a few megabytes."""


class Stream:
    """A query whose hits have an order, from ``offset`` on, ``limit`` of them or (0) all.

    The options are those of ``NewsArchive.search``, and so are the errors.
    """

    def __init__(
        self,
        news: NewsArchive,
        text: str,
        *,
        limit: int = 0,
        offset: int = 0,
        sort: Order = "relevance",
        any_word: bool = False,
        literal: bool = False,
        group: bool = False,
    ) -> None:
        parsed = parse_query(text, literal=literal, any_word=any_word)
        order = order_of(parsed.node, sort)
        matches = news.matches(parsed)
        if group:
            matches = collapse(news.engine.segments, matches, news.groups, order)
        wanted = limit or sum(len(match.docs) for match in matches)
        result = news.engine.first(matches, limit=wanted, offset=offset, order=order)
        self._news = news
        self._node: Node = parsed.node
        self._offset = offset
        self._found = result.found

    def hits(self, *, snippets: bool = True) -> Iterator[Hit]:
        """Yield the hits in order."""
        for start, found in self._steps():
            yield from self._news.hits(self._node, found, self._offset + start, snippets=snippets)

    def marks(self) -> Iterator[tuple[Article, Marks]]:
        """Yield the articles in order, each with what satisfies the query in its fields."""
        for _, found in self._steps():
            shown = self._news.engine.spans(self._node, found)
            for one, spans in zip(found, shown, strict=True):
                segment = self._news.engine.segments[one.segment]
                text = ArticleText(self._news.read(one), segment, one.number, spans)
                yield text.article, {field: text.marks(field) for field in text.positions}

    def _steps(self) -> Iterator[tuple[int, list[Found]]]:
        for start in range(0, len(self._found), _STEP):
            yield start, self._found[start : start + _STEP]
