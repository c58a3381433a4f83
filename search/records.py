"""The record of a query: what was asked of which archive, and what was found, to be asked again.

A record is a line of JSON. It holds the number of articles found and a hash of their ids, so that
whoever has the archive can tell whether the same question still finds the same articles.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from newssearch.archive.errors import QuerySyntaxError, UsageError
from newssearch.archive.manifest import FORMAT
from newssearch.search.ast import Parsed
from newssearch.search.language import narrow, parse_query
from newssearch.search.news import NewsArchive
from newssearch.search.selection import Selection

SCHEMA = 1

_MARK = "newssearch_record"
"""The key by which a line is known as a record; its value is the schema."""


@dataclass(frozen=True, slots=True)
class Record:
    """What was asked, when, of what, and what was found.

    ``query`` and ``options`` are as given, ``parsed`` is the query as it was read, with the days
    that relative dates meant. ``recorded`` is the time in UTC, ISO 8601. ``first_date`` and
    ``last_date`` are what the archive of ``archive_articles`` covered. ``ids`` is the hash of
    ``ids_hash``; near-identical copies are among the ``articles`` whether or not they were shown.
    """

    recorded: str
    program: str
    format: int
    command: str
    label: str | None
    query: str
    options: Mapping[str, Any]
    parsed: str
    archive: str
    generation: str
    published: str
    archive_articles: int
    first_date: str | None
    last_date: str | None
    articles: int
    ids: str


def ids_hash(ids: Iterable[str]) -> str:
    """Return "sha256:" and the SHA-256 of ids, sorted by code point, each with a newline behind it.

    ``newssearch query … --format ids --limit 0 | LC_ALL=C sort | sha256sum`` prints the same.
    """
    digest = hashlib.sha256()
    for one in sorted(id_.encode("utf-8", "surrogatepass") for id_ in ids):
        digest.update(one + b"\n")
    return f"sha256:{digest.hexdigest()}"


def record_of(
    news: NewsArchive,
    found: Selection,
    *,
    program: str,
    command: str,
    options: Mapping[str, Any],
    label: str | None = None,
) -> Record:
    """Return the record of a query that was run just now."""
    first, last = news.coverage()
    everything = news.select(found.query, sort="newest") if found.group else found
    return Record(
        recorded=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        program=program,
        format=FORMAT,
        command=command,
        label=label,
        query=found.query.text,
        options=dict(options),
        parsed=found.parsed,
        archive=news.where,
        generation=news.generation,
        published=news.published.isoformat(),
        archive_articles=news.articles,
        first_date=first.isoformat() if first else None,
        last_date=last.isoformat() if last else None,
        articles=everything.total,
        ids=ids_hash(everything.ids(everything.refs())),
    )


def line_of(record: Record) -> str:
    """Return a record as a line of JSON, without its end."""
    return json.dumps({_MARK: SCHEMA, **asdict(record)})


_KINDS: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "str | None": (str, type(None)),
    "int": (int,),
    "Mapping[str, Any]": (dict,),
}


def record_from(line: str) -> Record:
    """Return the record of a line.

    Raises:
        UsageError: it is no record, or one of a later version of newssearch.
    """
    try:
        content = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageError("not a record: no JSON") from error
    if not isinstance(content, dict) or _MARK not in content:
        raise UsageError("not a record of newssearch")
    if content.pop(_MARK) != SCHEMA:
        raise UsageError(
            "a record of another version of newssearch", hint="upgrade newssearch to read it"
        )
    for field in fields(Record):
        if not isinstance(content.get(field.name), _KINDS[str(field.type)]):
            raise UsageError(f"not a whole record: '{field.name}' is missing or of a wrong kind")
    return Record(**{field.name: content[field.name] for field in fields(Record)})


@dataclass(frozen=True, slots=True)
class Replay:
    """A record, and what its query finds now."""

    record: Record
    now: Record

    @property
    def same_articles(self) -> bool:
        """Whether the query finds the same articles."""
        return self.record.ids == self.now.ids

    def differences(self) -> list[tuple[str, Any, Any]]:
        """Return what differs: the name of each value, what it was, and what it is."""
        compared = ("articles", "ids", "parsed", "program", "format", "generation")
        of_archive = ("archive_articles", "first_date", "last_date")
        pairs = [
            (name, getattr(self.record, name), getattr(self.now, name))
            for name in (*compared, *of_archive)
        ]
        return [(name, was, is_) for name, was, is_ in pairs if was != is_]


def replay(news: NewsArchive, record: Record, *, program: str) -> Replay:
    """Run a record's query again, as it was read then.

    Raises:
        QuerySyntaxError: the query cannot be read any more, or a field that it names is gone.
        QueryBudgetExceeded: it asks for too much.
    """
    found = news.select(_query_of(news, record), sort="newest")
    now = record_of(news, found, program=program, command=record.command, options=record.options)
    return Replay(record, now)


def _query_of(news: NewsArchive, record: Record) -> Parsed:
    """Return a record's query as it was read; as it was given if that is longer than a query is."""
    try:
        return news.query(record.parsed)
    except QuerySyntaxError as error:
        if error.code != "too_long":
            raise
    given = record.options
    return narrow(
        parse_query(
            record.query,
            any_word=bool(given.get("any_word")),
            literal=bool(given.get("literal")),
            own_fields=news.own_fields,
        ),
        **{name: given.get(name) for name in ("first_day", "last_day", "source")},
    )
