"""The rows of a list of queries, and the articles by queries, as text, JSON and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newssearch.archive.safetext import safe_line
from newssearch.cli.formats.jsonform import article_value, hit_object, plain
from newssearch.cli.formats.text import day_of, hit_lines
from newssearch.cli.ink import META, TITLE, Ink
from newssearch.cli.messages import brief, failure_object
from newssearch.search.answer import Hit
from newssearch.search.batch import Matrix, Row

COLUMNS = (
    *("line", "label", "query", "parsed", "articles", "matches", "first_date", "last_date"),
    *("undated", "sources", "top_sources", "error", "position"),
)
"""The columns of a table: what was asked, what was found, or what is wrong and where."""

HIT_COLUMNS = ("rank", "id", "date", "source", "title", "url", "path")
"""The further columns of a table with hits."""

ARTICLE_COLUMNS = ("id", "date", "source", "title", "path")
"""The first columns of a table of articles by queries."""

_TOP_SOURCES = 5

_HEAD = f"{'articles':>9} {'matches':>9}  {'first':<10}  {'last':<10} {'sources':>7}  label"


def row_object(row: Row) -> dict[str, object]:
    """Return a row as a JSON object; what a refused query has not is null."""
    found = row.found
    content: dict[str, object] = {
        "line": row.listed.line,
        "label": row.listed.label,
        "query": row.listed.text,
    }
    content |= dict.fromkeys(COLUMNS[3:])
    if found is not None:
        extent = found.extent
        content |= {
            "parsed": found.parsed,
            "articles": row.articles,
            "matches": row.matches,
            "first_date": plain(extent.first),
            "last_date": plain(extent.last),
            "undated": extent.undated,
            "sources": len(extent.sources),
            "top_sources": [
                {"source": name, "articles": number}
                for name, number in extent.sources[:_TOP_SOURCES]
            ],
        }
    if row.error is not None:
        failure = failure_object(row.error)
        content |= {"error": failure, "position": failure["position"]}
    return content


def row_with_hits(row: Row, hits: Iterable[Hit]) -> dict[str, object]:
    """Return a row as a JSON object, with its first hits."""
    return row_object(row) | {"hits": [hit_object(hit) for hit in hits]}


def table_rows(row: Row, hits: Iterable[Hit] | None) -> Iterator[dict[str, object]]:
    """Yield a row for tables; with ``hits`` one a hit, or one without any."""
    content = row_object(row)
    if row.found is not None:
        sources = row.found.extent.sources[:_TOP_SOURCES]
        content["top_sources"] = [f"{name} ({number})" for name, number in sources]
    if row.error is not None:
        content["error"] = brief(row.error.message)
    if hits is None:
        yield content
        return
    rows = [hit_object(hit, HIT_COLUMNS) for hit in hits]
    for more in rows or [dict.fromkeys(HIT_COLUMNS)]:
        yield content | more


def head_line(ink: Ink) -> str:
    """Return the line that names the columns of the text form."""
    return ink.styled(_HEAD, META)


def row_lines(row: Row, hits: Iterable[Hit], ink: Ink) -> Iterator[str]:
    """Yield the line of a row, and its first hits below it."""
    label = safe_line(brief(row.listed.label))
    if row.found is None:
        assert row.error is not None
        message = safe_line(brief(row.error.message))
        yield f"{'refused':>9} line {row.listed.line}: {ink.styled(label, TITLE)}: {message}"
        return
    extent = row.found.extent
    first, last = (day.isoformat() if day else "" for day in (extent.first, extent.last))
    matches = "" if row.matches is None else f"{row.matches:,}"
    numbers = f"{row.articles:>9,} {matches:>9}  {first:<10}  {last:<10}"
    yield f"{numbers} {len(extent.sources):>7,}  {ink.styled(label, TITLE)}"
    shown = list(hits)
    for hit in shown:
        yield from hit_lines(hit, ink, grouped=False)


def matrix_columns(matrix: Matrix) -> tuple[str, ...]:
    """Return the columns of a table of articles by queries."""
    return (*ARTICLE_COLUMNS, *_distinct(matrix.labels, ARTICLE_COLUMNS))


def _distinct(labels: Iterable[str], taken: Iterable[str] = ()) -> Iterator[str]:
    """Yield labels as names of columns: one that is taken already gets a number behind it."""
    used = set(taken)
    for label in labels:
        name, number = label, 1
        while name in used:
            number += 1
            name = f"{label} ({number})"
        used.add(name)
        yield name


def matrix_rows(matrix: Matrix) -> Iterator[dict[str, object]]:
    """Yield the articles for a table: 1 for each query that an article satisfies, 0 for others."""
    labels = matrix_columns(matrix)[len(ARTICLE_COLUMNS) :]
    for hit, marks in matrix.rows:
        yield _article(hit) | dict(zip(labels, map(int, marks), strict=True))


def matrix_objects(matrix: Matrix) -> Iterator[dict[str, object]]:
    """Yield the articles as JSON objects, each with the labels of the queries it satisfies."""
    for hit, marks in matrix.rows:
        having = [label for label, mark in zip(matrix.labels, marks, strict=True) if mark]
        yield _article(hit) | {"labels": having}


def _article(hit: Hit) -> dict[str, object]:
    return {name: article_value(hit.article, name, hit.words) for name in ARTICLE_COLUMNS}


def matrix_lines(matrix: Matrix, ink: Ink) -> Iterator[str]:
    """Yield the articles as text, each with the labels of the queries it satisfies below it."""
    for hit, marks in matrix.rows:
        article = hit.article
        first = "  ".join(filter(None, [day_of(article), article.source, article.id]))
        yield from ink.lines(first, style=META)
        yield from ink.lines(article.display_title, indent="   ", style=TITLE)
        having = [label for label, mark in zip(matrix.labels, marks, strict=True) if mark]
        yield from ink.lines("; ".join(having), indent="   ")
