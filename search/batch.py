"""Many queries over one archive: an exact row for each, whatever becomes of the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from newssearch.archive.errors import QueryBudgetExceeded, UsageError
from newssearch.search.answer import Hit
from newssearch.search.ast import Node, Or, Parsed
from newssearch.search.engine import Order
from newssearch.search.news import NewsArchive
from newssearch.search.selection import Selection


@dataclass(frozen=True, slots=True)
class ListedQuery:
    """A query of a list: the line on which it begins, from 1, its label, and its text.

    ``refused`` says what is wrong with its place in the list, if anything is.
    """

    line: int
    label: str
    text: str
    refused: UsageError | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """What became of a listed query: what it selects, or why it was refused."""

    listed: ListedQuery
    found: Selection | None = None
    articles: int | None = None
    matches: int | None = None
    error: UsageError | QueryBudgetExceeded | None = None


def run_batch(
    news: NewsArchive,
    queries: Iterable[ListedQuery],
    read: Callable[[str], Parsed],
    *,
    sort: Order = "newest",
    once: bool = False,
) -> Iterator[Row]:
    """Yield a row for each query, in order; one that is refused stops no other.

    ``read`` turns the text of a query into its tree. Sorted by date no scores are computed. With
    ``once`` near-identical copies count as one article, the oldest of those found.

    Raises:
        ArchiveDamaged: a file of the archive is not as it was written.
    """
    for listed in queries:
        if listed.refused is not None:
            yield Row(listed, error=listed.refused)
            continue
        try:
            found = news.select(read(listed.text), sort=sort, group=once)
            row = Row(listed, found, found.rows, _matches(found))
        except (UsageError, QueryBudgetExceeded) as error:
            row = Row(listed, error=error)
        yield row


def _matches(found: Selection) -> int | None:
    if not found.group:
        return found.matches
    return sum(day.matches or 0 for day in found.days(matches=True))


@dataclass(frozen=True, slots=True)
class Matrix:
    """Which articles satisfy which queries: ``labels`` are the columns, an article is a row.

    ``total`` counts the articles that satisfy at least one query, which are the rows, the oldest
    first; ``rows`` reads the articles as it is iterated, once, each with one truth value a label.
    """

    labels: tuple[str, ...]
    total: int
    rows: Iterator[tuple[Hit, tuple[bool, ...]]]


def matrix_of(news: NewsArchive, rows: Iterable[Row]) -> Matrix:
    """Return which articles satisfy which of some queries; those refused have no column.

    The rows are iterated once, and none is kept.

    Raises:
        QueryBudgetExceeded: all of them together take too long.
    """
    labels: list[str] = []
    nodes: list[Node] = []
    having: dict[tuple[int, int], set[int]] = {}
    for row in rows:
        if row.found is None:
            continue
        for ref in row.found.refs():
            having.setdefault((ref.part, ref.number), set()).add(len(labels))
        labels.append(row.listed.label)
        nodes.append(row.found.query.node)
    if not nodes:
        return Matrix((), 0, iter(()))
    union = news.engine.evaluate(Or(tuple(nodes)) if len(nodes) > 1 else nodes[0], ranked=False)
    refs = union.page("oldest", limit=None).refs
    columns = range(len(labels))

    def read() -> Iterator[tuple[Hit, tuple[bool, ...]]]:
        for ref, hit in zip(refs, union.hits(refs, snippets=False), strict=True):
            mine = having[ref.part, ref.number]
            yield hit, tuple(column in mine for column in columns)

    return Matrix(tuple(labels), len(refs), read())
