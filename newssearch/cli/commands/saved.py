"""``newssearch saved``: named queries, and what is new for them."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from dataclasses import asdict, fields
from functools import partial
from typing import Annotated

import typer

from newssearch.archive.errors import ArchiveDamaged, QueryBudgetExceeded, UsageError
from newssearch.archive.safetext import safe_line
from newssearch.cli.application import command_app
from newssearch.cli.archive_folder import choose_folder
from newssearch.cli.completing import saved_name
from newssearch.cli.exits import ExitCode
from newssearch.cli.formats.mail import checked_recipient
from newssearch.cli.formats.saved import Finding, Form, headline, write_findings
from newssearch.cli.formats.schema import SCHEMA, dump
from newssearch.cli.ink import ink_for_stdout
from newssearch.cli.messages import counted, none_match, say
from newssearch.cli.narrowing import PLAIN_QUERY, QueryOptions, QuietOption
from newssearch.cli.option_groups import grouped
from newssearch.cli.options import (
    ArchiveOption,
    ColourOption,
    ExcelOption,
    Sort,
    TextOrJson,
    TextOrJsonOption,
    check_excel,
)
from newssearch.cli.querying import read_query
from newssearch.cli.saved_folder import open_saved
from newssearch.cli.streams import flush_all
from newssearch.search import NewsArchive, open_archive
from newssearch.search.ast import Parsed
from newssearch.search.saved import SavedQueries, SavedQuery, new_articles

NameArgument = Annotated[
    str,
    typer.Argument(metavar="NAME", help="Name of the saved query.", autocompletion=saved_name),
]

app = command_app()


@app.callback()
def saved() -> None:
    """Save queries under names, and run them again: everything, or only what is new."""


@app.command()
@grouped
def add(
    name: NameArgument,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TEXT]...", help="The query; omit for every article."),
    ] = None,
    options: QueryOptions = PLAIN_QUERY,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace a saved query of the same name.")
    ] = False,
    from_now: Annotated[
        bool,
        typer.Option("--from-now", help="Treat the articles now in the archive as already shown."),
    ] = False,
    archive: ArchiveOption = None,
) -> int:
    """Save a query under a name.

    Relative dates such as 7d.. are resolved at each run.
    """
    one = SavedQuery(
        name=name,
        query=" ".join(words or ()),
        **asdict(options),
    )
    query = _read(one, archive)
    queries = _queries(archive)
    shown: list[str] = []
    if from_now:
        with open_archive(choose_folder(archive).place) as news:
            found = news.select(query, sort="newest")
            shown = found.ids(found.refs())
    queries.add(one, replace=replace)
    if from_now:
        queries.add_shown(name, shown)
    return ExitCode.DONE


@app.command("list")
def list_all(form: TextOrJsonOption = TextOrJson.TEXT, archive: ArchiveOption = None) -> int:
    """List the saved queries: how many articles each has shown, and how many are new."""
    queries = _queries(archive)
    rows: list[tuple[SavedQuery, int, int | None]] = []
    with open_archive(choose_folder(archive).place) as news:
        for name in queries.names():
            one, shown = queries.get(name), queries.shown(name)
            new: int | None = None
            try:
                new = len(new_articles(news.select(_read(one, archive)), shown))
            except (UsageError, QueryBudgetExceeded) as error:
                say(f"error: cannot run '{name}': {error.message}")
            rows.append((one, len(shown), new))
    if form is TextOrJson.JSON:
        content = {"schema": SCHEMA, "saved": [_object(*row) for row in rows]}
        sys.stdout.write(dump(content) + "\n")
    else:
        for one, before, new in rows:
            more = "" if new is None else f", {new:,} new"
            told = f"{one.name}  {_as_typed(one)}  ({counted(before, 'article')} shown{more})"
            sys.stdout.write(safe_line(told) + "\n")
    return ExitCode.DONE


@app.command()
def run(
    some: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME]...",
            help="Saved queries to run; all of them by default.",
            autocompletion=saved_name,
        ),
    ] = None,
    new: Annotated[
        bool, typer.Option("--new", help="Only articles that no run with --new has shown before.")
    ] = False,
    form: Annotated[Form, typer.Option("--format", help="Output format.")] = Form.TEXT,
    excel: ExcelOption = False,
    sort: Annotated[Sort, typer.Option(help="Sort order of the hits.")] = Sort.NEWEST,
    limit: Annotated[
        int, typer.Option(min=0, help="Maximum number of hits per query; 0 for all.")
    ] = 0,
    recipient: Annotated[
        str | None,
        typer.Option("--to", metavar="ADDRESS", help="Recipient of the message (--format mail)."),
    ] = None,
    colour: ColourOption = None,
    quiet: QuietOption = False,
    archive: ArchiveOption = None,
) -> int:
    """Run saved queries, or print only what is new for them.

    --new is meant for cron: if nothing is new, text and mail print nothing and the exit code is 1.
    Only runs with --new mark articles as shown, and only those they printed; of several runs at
    once, one prints a given article and the others do not.
    """
    check_excel(form, excel=excel)
    if recipient is not None:
        checked_recipient(recipient)
    queries = _queries(archive)
    several = not some or len(some) > 1
    chosen = sorted({*some}) if some else queries.names()
    if not chosen:
        raise UsageError(
            "there are no saved queries", hint="save one: newssearch saved add NAME TEXT"
        )
    with contextlib.ExitStack() as held:
        if new:
            for name in chosen:
                held.enter_context(queries.showing(name))
        news = held.enter_context(open_archive(choose_folder(archive).place))
        search = partial(_find, news, queries, new=new, sort=sort, limit=limit, archive=archive)
        findings, code = _findings(search, chosen, several=several, new=new, quiet=quiet)
        if any(found.chosen for found in findings) or form not in (Form.TEXT, Form.MAIL):
            ink = ink_for_stdout(colour)
            write_findings(
                news,
                findings,
                form,
                ink,
                several=several,
                new=new,
                recipient=recipient,
                excel=excel,
            )
        flush_all()
        for found in findings if new else ():
            if found.chosen:
                queries.add_shown(found.saved.name, [id_ for _, id_ in found.chosen])
    if code != ExitCode.DONE:
        return code
    return ExitCode.DONE if any(found.articles for found in findings) else ExitCode.NO_HITS


def _find(
    news: NewsArchive,
    queries: SavedQueries,
    name: str,
    *,
    new: bool,
    sort: Sort,
    limit: int,
    archive: str | None,
) -> Finding:
    """Run one saved query."""
    one, shown = queries.get(name), queries.shown(name)
    found = news.select(_read(one, archive), sort=sort.value)
    articles = new_articles(found, shown if new else shown[:0])
    return Finding(one, found, articles, articles[: limit or None])


def _findings(
    search: Callable[[str], Finding], names: list[str], *, several: bool, new: bool, quiet: bool
) -> tuple[list[Finding], int]:
    """Run saved queries and report what each found; one that fails does not stop the others.

    Returns the findings to write, and the exit code of what failed.
    """
    findings = []
    code = int(ExitCode.DONE)
    for name in names:
        try:
            found = search(name)
        except (UsageError, QueryBudgetExceeded, ArchiveDamaged) as error:
            if not several:
                raise
            say(f"error: cannot run '{name}': {error.message}")
            code = max(code, error.exit_code)
            continue
        if found.articles and not quiet:
            say(f"{headline(found, new=new)}; showing {len(found.chosen):,}")
        elif not new and not quiet:
            say(none_match(_as_typed(found.saved)))
        if found.chosen or not several:
            findings.append(found)
    return findings, code


@app.command()
def remove(name: NameArgument, archive: ArchiveOption = None) -> int:
    """Remove a saved query and the record of what it has shown."""
    _queries(archive).remove(name)
    return ExitCode.DONE


def _queries(archive: str | None) -> SavedQueries:
    """Return the saved queries of an existing archive."""
    return open_saved(choose_folder(archive).place)


def _read(one: SavedQuery, archive: str | None) -> Parsed:
    options = {field.name: getattr(one, field.name) for field in fields(QueryOptions)}
    return read_query([one.query], QueryOptions(**options), archive)


def _as_typed(one: SavedQuery) -> str:
    """Return a saved query with its options as they are typed on the command line."""
    options = [
        "--any" if one.any_word else "",
        "--literal" if one.literal else "",
        f"--from {one.first_day}" if one.first_day else "",
        f"--to {one.last_day}" if one.last_day else "",
        f"--source {one.source}" if one.source else "",
    ]
    return " ".join(filter(None, [one.query or "*", *options]))


def _object(one: SavedQuery, shown: int, new: int | None) -> dict[str, object]:
    return {
        "name": one.name,
        "query": one.query,
        "any": one.any_word,
        "literal": one.literal,
        "from": one.first_day,
        "to": one.last_day,
        "source": one.source,
        "shown": shown,
        "new": new,
    }
