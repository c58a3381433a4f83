"""Turn the words and options of a command into one query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache, partial

from newssearch.archive.fields import Field
from newssearch.cli.archive_folder import choose_folder
from newssearch.cli.narrowing import PLAIN_QUERY, QueryOptions
from newssearch.search import open_archive
from newssearch.search.ast import Parsed
from newssearch.search.language import OwnFields, narrow, parse_query


@cache
def _own_fields(archive: str | None) -> Mapping[str, Field]:
    place = choose_folder(archive)
    if not place.published:
        return {}
    with open_archive(place.place) as news:
        return news.own_fields()


def read_query(
    words: Iterable[str] | None,
    options: QueryOptions = PLAIN_QUERY,
    archive: str | None = None,
) -> Parsed:
    """Parse the query and its filter options.

    The ``archive`` is opened only if the query names a field that is not built in.

    Raises:
        QuerySyntaxError: one of them cannot be parsed; it marks the part that is wrong.
    """
    return read_text(" ".join(words or ()), options, partial(_own_fields, archive))


def read_text(text: str, options: QueryOptions, own_fields: OwnFields) -> Parsed:
    """Parse the text of a query and its filter options, with the fields that an archive has.

    Raises:
        QuerySyntaxError: one of them cannot be parsed; it marks the part that is wrong.
    """
    parsed = parse_query(
        text, any_word=options.any_word, literal=options.literal, own_fields=own_fields
    )
    return narrow(
        parsed, first_day=options.first_day, last_day=options.last_day, source=options.source
    )


def read_query_and_corpus(
    words: Iterable[str] | None, options: QueryOptions, archive: str | None
) -> tuple[Parsed, Parsed]:
    """Parse a query, and its filter options by themselves as a query for the articles they leave.

    Raises:
        QuerySyntaxError: one of them cannot be parsed.
    """
    unfiltered = replace(options, first_day=None, last_day=None, source=None)
    return read_query(words, unfiltered, archive), read_query((), options, archive)
