"""Who said what: single quotations whose words, and whose speaker, satisfy a query.

A search for articles says where something was said; this lists the quotations themselves, each
with its speaker and the sentence that names the speaker. Quotations satisfy a query just as they
do within ``quote:(weapons speaker:powell)``, so both agree on the articles.
"""

from __future__ import annotations

from collections.abc import Mapping

from newssearch.archive.errors import UsageError
from newssearch.search.answer import QuotationAnswer
from newssearch.search.arguments import check_count, check_order, check_query
from newssearch.search.ast import And, Everything, InField, Node, Parsed
from newssearch.search.engine import Order
from newssearch.search.folded_names import fold_people
from newssearch.search.language import parse_query, print_query
from newssearch.search.news import NewsArchive
from newssearch.search.selection import refusing_wide_patterns


def find_quotations(
    news: NewsArchive,
    query: Parsed | str,
    *,
    speaker: str | None = None,
    sort: Order | None = None,
    limit: int | None = 20,
    offset: int = 0,
) -> QuotationAnswer:
    """Find the quotations that satisfy a query and whose speaker has all words of ``speaker``.

    What speaks of whole articles (a date, a source) chooses among their quotations. An empty
    query is satisfied by all. The order is that of relevance if there are words to be relevant
    to, else of time, the newest first; a ``limit`` of None is all.

    Raises:
        QuerySyntaxError: the query cannot be read.
        UsageError: the speaker has no name, or an argument cannot be one.
        QueryBudgetExceeded: it asks for too much.
    """
    limit = None if limit is None else check_count("limit", limit)
    parsed = check_query(query)
    node = _group(parsed.node, speaker)
    words = None if isinstance(parsed.node, Everything) else parsed.node
    order: Order = ("newest" if words is None else "relevance") if sort is None else sort
    ranking = InField("quote", parsed.node) if check_order(order) == "relevance" else None
    with refusing_wide_patterns(parsed.text):
        found = news.engine.quotations(node, ranking)
    page = found.page(order, limit=limit, offset=check_count("offset", offset))
    return QuotationAnswer(
        parsed=print_query(node),
        notes=parsed.notes,
        total=page.total,
        articles=page.articles,
        offset=offset,
        shown=page.shown,
        speakers=() if speaker is None else _folded(found.speakers()),
        hits=page.hits,
    )


def _group(node: Node, speaker: str | None) -> InField:
    """Return the group that binds a query and a speaker to one quotation."""
    if speaker is None:
        return InField("quote", node)
    name = parse_query(speaker, literal=True).node
    if isinstance(name, Everything):
        raise UsageError("the speaker must not be empty")
    said_by = InField("speaker", name)
    if isinstance(node, Everything):
        return InField("quote", said_by)
    operands = node.operands if isinstance(node, And) else (node,)
    return InField("quote", And((*operands, said_by)))


def _folded(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Return speakers with their numbers of quotations, spellings of one name together."""
    folded = [(group[0], sum(counts[name] for name in group)) for group in fold_people(counts)]
    return tuple(sorted(folded, key=lambda pair: (-pair[1], pair[0])))
