"""From the words and options of a command to one query."""

from __future__ import annotations

from collections.abc import Iterable

from newssearch.search.ast import Parsed
from newssearch.search.language import narrow, parse_query


def read_query(
    words: Iterable[str] | None,
    *,
    any_word: bool = False,
    literal: bool = False,
    first_day: str | None = None,
    last_day: str | None = None,
    source: str | None = None,
) -> Parsed:
    """Read the query and the filters beside it.

    Raises:
        QuerySyntaxError: one of them cannot be read; it shows the part that is wrong.
    """
    parsed = parse_query(" ".join(words or ()), any_word=any_word, literal=literal)
    return narrow(parsed, first_day=first_day, last_day=last_day, source=source)
