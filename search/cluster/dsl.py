"""The pieces of OpenSearch's query language that are used, as plain data.

What is sent keeps to what OpenSearch 2.16 and later have; ``unordered_no_overlap`` is never sent,
since it is exactly the two orders of ``ordered``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

Query: TypeAlias = dict[str, Any]
"""A query of articles."""

Source: TypeAlias = dict[str, Any]
"""A source of intervals: of stretches of positions of a text."""

NEVER = "\x01"
"""A word that no text has. A text without any word would make a shard fail instead."""

ALL: Query = {"match_all": {}}
NONE: Query = {"match_none": {}}


def match(token: str) -> Source:
    """Return the places of a token."""
    return {"match": {"query": token}}


NOWHERE = match(NEVER)


def any_of(parts: Iterable[Source]) -> Source:
    """Return the places of any of some sources."""
    some = list(parts)
    if not some:
        return NOWHERE
    return some[0] if len(some) == 1 else {"any_of": {"intervals": some}}


def ordered(parts: Sequence[Source], gaps: int = -1) -> Source:
    """Return stretches that hold all of some sources in order, ``gaps`` further positions between.

    -1 is any number of them.
    """
    if len(parts) == 1:
        return parts[0]
    return {"all_of": {"ordered": True, "max_gaps": gaps, "intervals": list(parts)}}


def unordered(parts: Sequence[Source], gaps: int) -> Source:
    """Return stretches that hold all of some sources in any order."""
    return {"all_of": {"ordered": False, "max_gaps": gaps, "intervals": list(parts)}}


def either_order(one: Source, other: Source, gaps: int = -1) -> Source:
    """Return stretches that hold two sources one after the other."""
    return any_of([ordered([one, other], gaps), ordered([other, one], gaps)])


def filtered(source: Source, kind: str, by: Source) -> Source:
    """Return the stretches of a source that are "contained_by" another, and so on."""
    return {
        "all_of": {
            "ordered": True,
            "max_gaps": -1,
            "intervals": [source],
            "filter": {kind: by},
        }
    }


def intervals(field: str, source: Source) -> Query:
    """Return the articles in whose field a source has a stretch."""
    return {"intervals": {field: source}}


def terms(field: str, values: Sequence[str]) -> Query:
    """Return the articles with any of some terms."""
    if not values:
        return NONE
    if len(values) == 1:
        return {"term": {field: {"value": values[0]}}}
    return {"terms": {field: list(values)}}


def all_satisfied(parts: Sequence[Query], without: Sequence[Query] = ()) -> Query:
    """Return the articles that satisfy all of some queries, and none of some others."""
    if len(parts) == 1 and not without:
        return parts[0]
    found: Query = {"filter": list(parts)} if parts else {}
    if without:
        found["must_not"] = list(without)
    return {"bool": found} if found else ALL


def any_satisfied(parts: Sequence[Query]) -> Query:
    """Return the articles that satisfy any of some queries.

    Terms of one field are one query, so that thousands of ids are no thousand clauses.
    """
    listed: dict[str, dict[str, None]] = {}
    others: list[Query] = []
    for part in parts:
        match part:
            case {"term": own}:
                ((field, one),) = own.items()
                listed.setdefault(field, {})[one["value"]] = None
            case {"terms": own}:
                ((field, values),) = own.items()
                listed.setdefault(field, {}).update(dict.fromkeys(values))
            case _:
                others.append(part)
    found = [terms(field, list(values)) for field, values in listed.items()] + others
    if not found:
        return NONE
    if len(found) == 1:
        return found[0]
    return {"bool": {"should": found, "minimum_should_match": 1}}


def span_term(field: str, token: str) -> Query:
    """Return the spans of a token."""
    return {"span_term": {field: token}}


def span_or(parts: Sequence[Query]) -> Query:
    """Return the spans of any of some queries."""
    return parts[0] if len(parts) == 1 else {"span_or": {"clauses": list(parts)}}


def span_ordered(parts: Sequence[Query], slop: int) -> Query:
    """Return the spans that hold all of some queries in order."""
    if len(parts) == 1:
        return parts[0]
    return {"span_near": {"clauses": list(parts), "slop": slop, "in_order": True}}
