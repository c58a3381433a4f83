"""Options beside a query, such as a first day, as parts of its tree."""

from __future__ import annotations

from dataclasses import replace

from newssearch.archive.fields import FIELD_BY_NAME
from newssearch.search.ast import And, Everything, InField, Node, Parsed, Phrase, Span
from newssearch.search.language.query_text import QueryText, quoted
from newssearch.search.language.refusals import empty_phrase
from newssearch.search.language.values import DATE_HINT, read_range
from newssearch.search.language.words import read_phrase

_NOWHERE = Span(0, 0)
"""Where an option is in the text of the query."""

_DATE, _SOURCE = "date:", "source:"


def narrow(
    parsed: Parsed,
    *,
    first_day: str | None = None,
    last_day: str | None = None,
    source: str | None = None,
) -> Parsed:
    """Return a query that is satisfied only by articles of some days, and of a source.

    Days and sources are written as behind ``date:`` and ``source:``; an empty one is none.

    Raises:
        QuerySyntaxError: one of them cannot be read; it shows the part that is wrong.
    """
    filters: list[Node] = []
    if first_day or last_day:
        filters.append(_read_days(f"{_bound(first_day)}..{_bound(last_day)}"))
    if source:
        filters.append(_read_source(source))
    if not filters:
        return parsed
    return within(parsed, And(tuple(filters)) if len(filters) > 1 else filters[0])


def within(parsed: Parsed, corpus: Node) -> Parsed:
    """Return a query that is satisfied only by articles that satisfy another tree, too."""
    if isinstance(corpus, Everything):
        return parsed
    if not parsed.text.strip():
        return replace(parsed, node=corpus, narrowed=True)
    parts = [part.operands if isinstance(part, And) else (part,) for part in (parsed.node, corpus)]
    return replace(parsed, node=And((*parts[0], *parts[1])), narrowed=True)


def _bound(day: str | None) -> str:
    """Return a day as a bound of a range: one of several words needs quotation marks."""
    if day is None:
        return ""
    return f'"{day}"' if " " in day.strip() else day.strip()


def _read_days(days: str) -> Node:
    """Read days as they are read behind ``date:``."""
    source = QueryText(_DATE + days)
    end_of_text = len(source.text)
    node, end = read_range(source, FIELD_BY_NAME["date"], len(_DATE))
    if end < end_of_text:
        message = f"cannot read {quoted(days)} as a date"
        raise source.refuse("bad_date", message, len(_DATE), end_of_text, DATE_HINT)
    return replace(node, span=_NOWHERE)


def _read_source(name: str) -> Node:
    """Read a name as it is read behind ``source:`` as a phrase; its quotation marks are text."""
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    source = QueryText(f'{_SOURCE}"{escaped}"')
    start, end = len(_SOURCE), len(source.text)
    parts = read_phrase(source, start + 1, end - 1)
    if not parts:
        raise empty_phrase(source, start, end)
    return InField("source", Phrase(tuple(replace(part, span=_NOWHERE) for part in parts)))
