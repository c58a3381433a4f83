"""Turn the words and options of a command into one query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial

from newssearch.archive.errors import UsageError
from newssearch.archive.fields import Field
from newssearch.cli.archive_folder import choose_folder
from newssearch.cli.narrowing import PLAIN_QUERY, QueryOptions
from newssearch.cli.samples import archive_to_read
from newssearch.search import open_archive
from newssearch.search.annotations import Annotations, parse_annotated
from newssearch.search.ast import Parsed
from newssearch.search.language import OwnFields, narrow


@cache
def _own_fields(archive: str | None) -> Mapping[str, Field]:
    place = choose_folder(archive)
    if not place.published:
        return {}
    with open_archive(place.place) as news:
        return news.own_fields()


def _annotations(archive: str | None) -> Annotations:
    from newssearch.cli.saved_folder import open_saved  # noqa: PLC0415 - rarely asked for

    return Annotations(open_saved(choose_folder(archive).place))


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
    return read_text(" ".join(words or ()), options, partial(_own_fields, archive), archive)


def read_text(
    text: str, options: QueryOptions, own_fields: OwnFields, archive: str | None
) -> Parsed:
    """Parse the text of a query and its filter options, with the fields that an archive has.

    The labels and notes on the articles of the ``archive`` are read only if the query names them.

    Raises:
        QuerySyntaxError: one of them cannot be parsed; it marks the part that is wrong.
    """
    parsed = parse_annotated(
        text,
        any_word=options.any_word,
        literal=options.literal,
        own_fields=own_fields,
        annotations=partial(_annotations, archive),
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


def read_with_feedback(
    words: Iterable[str] | None, options: QueryOptions, archive: str | None, like: Sequence[str]
) -> Parsed:
    """Parse a query, and add the words of articles that answer it; see ``search.feedback``.

    Raises:
        UsageError: an article is not there, or the query is not for any of its words.
        QuerySyntaxError: the query cannot be parsed.
    """
    from newssearch.search.feedback import with_feedback  # noqa: PLC0415 - rarely asked for

    query, corpus = read_query_and_corpus(words, options, archive)
    if not options.any_word and query.text.strip():
        raise UsageError(
            "--feedback and --more-like search for any of the words", hint="add --any to the query"
        )
    with archive_to_read(archive, quiet=True) as path, open_archive(path) as news:
        return with_feedback(news, query, like, corpus.node)
