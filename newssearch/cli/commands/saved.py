"""``newssearch saved``: queries under a name, and what is new to them."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from newssearch.archive.generations import read_current
from newssearch.archive.safetext import safe_line
from newssearch.cli.application import command_app
from newssearch.cli.exits import ExitCode
from newssearch.cli.formats import jsonform, names, tables, text
from newssearch.cli.formats.quotations import listed
from newssearch.cli.formats.schema import SCHEMA, dump
from newssearch.cli.ink import ink_for_stdout
from newssearch.cli.messages import counted, say
from newssearch.cli.narrowing import (
    AnyOption,
    FromOption,
    LiteralOption,
    QuietOption,
    SourceOption,
    ToOption,
)
from newssearch.cli.options import ArchiveOption, ColourOption, TextOrJson, TextOrJsonOption
from newssearch.cli.places import choose_place, own_saved_queries
from newssearch.cli.querying import read_query
from newssearch.cli.streams import flush_all, write_names, write_utf8
from newssearch.search import NewsArchive, open_archive
from newssearch.search.ast import Parsed
from newssearch.search.engine import Ref
from newssearch.search.saved import SavedQueries, SavedQuery, new_articles
from newssearch.search.selection import Selection


class Form(StrEnum):
    """The forms of an answer."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    IDS = "ids"
    PATHS = "paths"


class Sort(StrEnum):
    """The orders of an answer."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The name it is saved under.")]

app = command_app()


@app.callback()
def saved() -> None:
    """Save queries under a name, and run them again: all of it, or only what is new."""


@app.command()
def add(
    name: NameArgument,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[TEXT]...", help="The query; none is all.")
    ] = None,
    any_word: AnyOption = False,
    literal: LiteralOption = False,
    first_day: FromOption = None,
    last_day: ToOption = None,
    source: SourceOption = None,
    replace: Annotated[bool, typer.Option("--replace", help="Write over one there is.")] = False,
    from_now: Annotated[
        bool, typer.Option("--from-now", help="Count what the archive holds now as shown.")
    ] = False,
    archive: ArchiveOption = None,
) -> int:
    """Save a query under a name.

    Days such as 7d.. are counted anew at each run.
    """
    one = SavedQuery(
        name=name,
        query=" ".join(words or ()),
        any_word=any_word,
        literal=literal,
        first_day=first_day,
        last_day=last_day,
        source=source,
    )
    query = _read(one, archive)
    queries = _queries(archive)
    shown: list[str] = []
    if from_now:
        with open_archive(choose_place(archive).path) as news:
            found = news.select(query, sort="newest")
            shown = found.ids(found.refs())
    queries.add(one, replace=replace)
    if from_now:
        queries.add_shown(name, shown)
    return ExitCode.DONE


@app.command("list")
def list_all(form: TextOrJsonOption = TextOrJson.TEXT, archive: ArchiveOption = None) -> int:
    """List the saved queries, and how many articles each has shown."""
    queries = _queries(archive)
    rows = [(queries.get(name), len(queries.shown(name))) for name in queries.names()]
    if form is TextOrJson.JSON:
        content = {"schema": SCHEMA, "saved": [_object(one, shown) for one, shown in rows]}
        sys.stdout.write(dump(content) + "\n")
    else:
        for one, shown in rows:
            told = f"{one.name}  {_as_typed(one)}  ({counted(shown, 'article')} shown)"
            sys.stdout.write(safe_line(told) + "\n")
    return ExitCode.DONE


@app.command()
def run(
    name: NameArgument,
    new: Annotated[
        bool, typer.Option("--new", help="Only what no run with --new has shown before.")
    ] = False,
    form: Annotated[Form, typer.Option("--format", help="Form of the answer.")] = Form.TEXT,
    sort: Annotated[Sort, typer.Option(help="Order of the hits.")] = Sort.NEWEST,
    limit: Annotated[int, typer.Option(min=0, help="Most hits; 0 is all.")] = 0,
    colour: ColourOption = None,
    quiet: QuietOption = False,
    archive: ArchiveOption = None,
) -> int:
    """Run a saved query, or print only what is new to it.

    --new is made for cron: where nothing is new, text has no output, and the exit code is 1. Only
    runs with --new count as having shown something, and only what they printed.
    """
    queries = _queries(archive)
    one = queries.get(name)
    query = _read(one, archive)
    with open_archive(choose_place(archive).path) as news:
        found = news.select(query, sort=sort.value)
        shown = queries.shown(name)
        articles = new_articles(found, shown if new else shown[:0])
        chosen = articles[: limit or None]
        if articles and not quiet:
            kind = "new article" if new else "article"
            say(f"{counted(len(articles), kind)} for '{name}'; showing {len(chosen):,}")
        elif not new and not quiet:
            say(f"no articles match: {_as_typed(one)}")
        if chosen or form is not Form.TEXT:
            _write(news, form, one, found, [ref for ref, _ in chosen], colour)
        flush_all()
        if new and chosen:
            queries.add_shown(name, [id_ for _, id_ in chosen])
    return ExitCode.DONE if articles else ExitCode.NO_HITS


@app.command()
def remove(name: NameArgument, archive: ArchiveOption = None) -> int:
    """Forget a saved query, and what it has shown."""
    _queries(archive).remove(name)
    return ExitCode.DONE


def _queries(archive: str | None) -> SavedQueries:
    """Return the saved queries of an archive that is there."""
    path = choose_place(archive).path
    read_current(path)
    return SavedQueries(path, own_saved_queries(path))


def _read(one: SavedQuery, archive: str | None) -> Parsed:
    return read_query(
        [one.query],
        any_word=one.any_word,
        literal=one.literal,
        first_day=one.first_day,
        last_day=one.last_day,
        source=one.source,
        archive=archive,
    )


def _as_typed(one: SavedQuery) -> str:
    """Return a saved query with its options, as one would type it."""
    options = [
        "--any" if one.any_word else "",
        "--literal" if one.literal else "",
        f"--from {one.first_day}" if one.first_day else "",
        f"--to {one.last_day}" if one.last_day else "",
        f"--source {one.source}" if one.source else "",
    ]
    return " ".join(filter(None, [one.query or "*", *options]))


def _object(one: SavedQuery, shown: int) -> dict[str, object]:
    return {
        "name": one.name,
        "query": one.query,
        "any": one.any_word,
        "literal": one.literal,
        "from": one.first_day,
        "to": one.last_day,
        "source": one.source,
        "shown": shown,
    }


def _write(
    news: NewsArchive,
    form: Form,
    one: SavedQuery,
    found: Selection,
    refs: list[Ref],
    colour: bool | None,
) -> None:
    """Write the hits in the form asked for, as they are read."""
    hits = found.hits_of(refs)
    match form:
        case Form.TEXT:
            ink = ink_for_stdout(colour)
            for hit in hits:
                lines = text.hit_lines(hit, ink, grouped=False)
                sys.stdout.writelines(line + "\n" for line in lines)
        case Form.JSON:
            head = {
                "schema": SCHEMA,
                "name": one.name,
                "query": one.query,
                "archive": jsonform.archive_object(news),
                "total": len(refs),
            }
            lines = listed(head, "hits", map(jsonform.hit_object, hits))
            sys.stdout.writelines(line + "\n" for line in lines)
        case Form.JSONL:
            for hit in hits:
                sys.stdout.write(dump(jsonform.hit_object(hit)) + "\n")
        case Form.CSV:
            write_utf8()
            sys.stdout.writelines(tables.csv_rows(hits, jsonform.TABLE_COLUMNS, excel=False))
        case Form.TSV:
            write_utf8()
            sys.stdout.writelines(tables.tsv_rows(hits, jsonform.TABLE_COLUMNS))
        case Form.IDS:
            write_names(names.ids_of(hits))
        case Form.PATHS:
            write_names(names.files_of(hits))
