"""``newssearch query``: one search, in one of nine output formats.

Standard output holds the hits and nothing else; the summary, the notes and the advice when nothing
was found go to standard error.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import partial
from typing import Annotated, Any

import typer
import typer.core

from newssearch.archive.cellwidth import width_of
from newssearch.archive.errors import UsageError
from newssearch.archive.safetext import safe_line
from newssearch.cli.application import command_app
from newssearch.cli.concordance import (
    ALL_AS_FOUND,
    ConcordanceOptions,
    Wanted,
    check_options,
    concordance,
)
from newssearch.cli.exits import ExitCode
from newssearch.cli.formats import jsonform, names, text
from newssearch.cli.formats.schema import dump
from newssearch.cli.ink import META, ink_for_stdout
from newssearch.cli.messages import say
from newssearch.cli.narrowing import (
    PLAIN_QUERY,
    SHOWN_AS_USUAL,
    QueryOptions,
    QuietOption,
    SnippetOptions,
    WordsArgument,
)
from newssearch.cli.option_groups import grouped
from newssearch.cli.options import ArchiveOption, ColourOption, ExcelOption, Sort, check_excel
from newssearch.cli.progress import steps
from newssearch.cli.querying import read_query, read_with_feedback
from newssearch.cli.recording import Recorder, RecordOption
from newssearch.cli.samples import archive_to_read
from newssearch.cli.streams import STANDARD_INPUT, refuse_piped_list, write_names
from newssearch.cli.summary import no_hit_lines, note_lines, summary_lines
from newssearch.search import NewsArchive, open_archive
from newssearch.search.answer import Hit
from newssearch.search.ast import Parsed
from newssearch.search.selection import Selection

DEFAULT_LIMIT = 20
READ_AHEAD = 100
"""Hits read before the first line is written: a damaged archive usually shows there."""
_AS_FITS = 0
"""The value of ``--kwic`` without a number."""

LARGEST_CONTEXT = 999
_CONTEXT_DIGITS = len(str(LARGEST_CONTEXT))


class Form(StrEnum):
    """The output formats."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    XLSX = "xlsx"
    PARQUET = "parquet"
    IDS = "ids"
    PATHS = "paths"


_TABLES = (Form.CSV, Form.TSV, Form.XLSX, Form.PARQUET)
_WITH_FIELDS = (Form.JSON, Form.JSONL, *_TABLES)
_FROM_MATCHES = ("matches", "matched", "snippets")
"""Fields that need match positions; an export without them need not compute any."""


class QueryCommand(typer.core.TyperCommand):
    """The command, with a ``--kwic`` whose number is optional."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Give ``--kwic`` its default number before Click parses the line."""
        return super().parse_args(ctx, _with_context(args))


def _with_context(args: Sequence[str]) -> list[str]:
    """Join ``--kwic`` and a number of at most 3 digits after it; a year remains a search term."""
    given = list(itertools.takewhile(lambda argument: argument != "--", args))
    rest = args[len(given) :]
    joined: list[str] = []
    for argument in given:
        number = argument.isascii() and argument.isdigit() and len(argument) <= _CONTEXT_DIGITS
        if joined and joined[-1] == "--kwic" and number:
            joined[-1] = f"--kwic={argument}"
        else:
            joined.append(argument)
    bare = f"--kwic={_AS_FITS}"
    return [*(bare if argument == "--kwic" else argument for argument in joined), *rest]


app = command_app()


@app.command(cls=QueryCommand, epilog="The query language on one screen: newssearch help syntax")
@grouped
def query(
    words: WordsArgument = None,
    form: Annotated[Form, typer.Option("--format", help="Output format.")] = Form.TEXT,
    sort: Annotated[Sort, typer.Option(help="Sort order of the hits.")] = Sort.RELEVANCE,
    limit: Annotated[
        int, typer.Option(min=0, help="Maximum number of hits; 0 for all.")
    ] = DEFAULT_LIMIT,
    offset: Annotated[int, typer.Option(min=0, help="Skip this many hits.")] = 0,
    count: Annotated[
        bool, typer.Option("--count", help="Print only the number of matching articles.")
    ] = False,
    options: QueryOptions = PLAIN_QUERY,
    fields: Annotated[
        str | None,
        typer.Option(metavar="A,B,…", help="Fields to write (json, jsonl and tables)."),
    ] = None,
    shape: SnippetOptions = SHOWN_AS_USUAL,
    kwic: Annotated[
        int | None,
        typer.Option(
            metavar="[N]",
            min=_AS_FITS,
            max=LARGEST_CONTEXT,
            help="Keyword in context: one line per match, N columns each side.",
        ),
    ] = None,
    lines: ConcordanceOptions = ALL_AS_FOUND,
    nul: Annotated[
        bool, typer.Option("-0", "--null", help="End each id or path with NUL, for xargs -0.")
    ] = False,
    excel: ExcelOption = False,
    group: Annotated[
        bool | None,
        typer.Option(
            "--group/--no-group",
            help="Collapse near-identical copies into one hit.",
            show_default=False,
        ),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show how the query was parsed and each hit scored.")
    ] = False,
    more_like: Annotated[
        list[str] | None,
        typer.Option("--more-like", metavar="ID", help="Add the words of an article; repeatable."),
    ] = None,
    feedback: Annotated[
        bool,
        typer.Option("--feedback", help="With --any: add words of the first articles found."),
    ] = False,
    record: RecordOption = None,
    colour: ColourOption = None,
    quiet: QuietOption = False,
    archive: ArchiveOption = None,
) -> int:
    """Search the archive and print the hits.

    Exits with 0 if there is a hit, 1 if there is none, 2 if the query cannot be parsed.
    """
    chosen = _chosen_fields(form, fields)
    if shape != SHOWN_AS_USUAL:
        _check_shown(form, kwic)
        chosen = chosen if fields or "snippets" in chosen else (*chosen, "snippets")
    if nul and form not in (Form.IDS, Form.PATHS):
        raise UsageError("-0 requires --format ids or --format paths")
    check_excel(form, excel=excel)
    check_options(lines, form.value, kwic=kwic is not None, fields=fields is not None)
    if explain and (form is not Form.TEXT or kwic is not None or count):
        raise UsageError("--explain works only with --format text")
    if (not words and options == PLAIN_QUERY) or words == [STANDARD_INPUT]:
        refuse_piped_list()
    expanded = bool(more_like or feedback)
    read = partial(read_with_feedback, like=more_like or ()) if expanded else read_query
    parsed = read(words, options, archive)
    given = {"sort": sort.value, "limit": limit, "offset": offset, "format": form.value}
    recorder = Recorder(record, "query", options, **given, count=count, group=group)
    if count:
        return _count(parsed, archive, recorder, group=bool(group), quiet=quiet)
    if kwic is not None and (form is not Form.TEXT or lines != ALL_AS_FOUND):
        wanted = Wanted(kwic, lines, form.value, limit or None, offset, excel, quiet)
        return concordance(parsed, wanted, recorder, archive, colour)
    snippets = _needs_matches(form, chosen)
    with archive_to_read(archive, quiet=quiet) as path, open_archive(path) as news:
        usual = form is Form.TEXT and kwic is None and news.knows_copies
        grouped = usual if group is None else group
        found = news.select(parsed, sort=sort.value, group=grouped)
        hits: Iterator[Hit] = iter(())
        if kwic is None:
            hits = found.hits(
                limit=limit or None,
                offset=offset,
                snippets=snippets,
                shape=shape.shape if _shows_snippets(form, chosen) else None,
            )
            expected = len(range(found.rows)[offset:][: limit or None])
            drawn = not quiet and not sys.stdout.isatty()
            hits = steps(_read_ahead(hits), expected, "articles", shown=drawn)
        recorder.add(news, found)
        if not found.total:
            say(*no_hit_lines(news, found))
        elif not quiet:
            say(*summary_lines(found, limit=limit, offset=offset))
        if kwic is not None:
            _write_context(found, limit or None, offset, kwic, colour)
        elif explain:
            _write_explained(found, hits, colour)
        else:
            _write(news, form, found, offset, hits, chosen, colour, nul=nul, excel=excel)
    return ExitCode.DONE if found.total else ExitCode.NO_HITS


def _count(
    query: Parsed, archive: str | None, recorder: Recorder, *, group: bool, quiet: bool
) -> int:
    """Print how many articles match, or how many groups of near-identical copies."""
    with archive_to_read(archive, quiet=quiet) as path, open_archive(path) as news:
        found = news.select(query, sort="newest", group=group)  # no scores needed
        recorder.add(news, found)
        sys.stdout.write(f"{found.rows}\n")
        if not found.total:
            say(*no_hit_lines(news, found))
        elif not quiet:
            say(*note_lines(found))
    return ExitCode.DONE if found.total else ExitCode.NO_HITS


def _read_ahead(hits: Iterator[Hit]) -> Iterator[Hit]:
    """Return the same hits, with the first of them already read."""
    return itertools.chain(list(itertools.islice(hits, READ_AHEAD)), hits)


def _needs_matches(form: Form, fields: tuple[str, ...]) -> bool:
    """Return whether a format shows where the query matched, which takes time to compute."""
    if form is Form.TEXT:
        return True
    return form in _WITH_FIELDS and any(name in fields for name in _FROM_MATCHES)


def _shows_snippets(form: Form, fields: tuple[str, ...]) -> bool:
    """Return whether a format shows snippets, and not only where the query matched."""
    return form is Form.TEXT or "snippets" in fields


def _check_shown(form: Form, kwic: int | None) -> None:
    """Refuse a choice of snippets where none are shown.

    Raises:
        UsageError: the format has none.
    """
    if kwic is not None or form in (Form.IDS, Form.PATHS):
        other = "--kwic" if kwic is not None else f"--format {form.value}"
        raise UsageError(f"--snippets, --width and --joined cannot be combined with {other}")


def _chosen_fields(form: Form, fields: str | None) -> tuple[str, ...]:
    """Return the fields to write.

    Raises:
        UsageError: a field is unknown, or the format has no choice of fields.
    """
    if fields is None:
        tabular = form in _TABLES
        return jsonform.TABLE_COLUMNS if tabular else tuple(jsonform.HIT_FIELDS)
    if form not in _WITH_FIELDS:
        raise UsageError("--fields requires --format json, jsonl, csv, tsv, xlsx or parquet")
    chosen = tuple(name.strip() for name in fields.split(","))
    known = (*jsonform.HIT_FIELDS, *jsonform.MORE_FIELDS)
    for name in chosen:
        if name not in known:
            raise UsageError(f"unknown field '{name}'", hint=f"known: {', '.join(known)}")
    return chosen


def _write(
    news: NewsArchive,
    form: Form,
    found: Selection,
    offset: int,
    hits: Iterator[Hit],
    fields: tuple[str, ...],
    colour: bool | None,
    *,
    nul: bool,
    excel: bool,
) -> None:
    """Write the hits in the requested format as they are read."""
    end = "\0" if nul else "\n"
    match form:
        case Form.TEXT:
            ink = ink_for_stdout(colour)
            for hit in hits:
                lines = text.hit_lines(hit, ink, grouped=found.group)
                sys.stdout.writelines(line + "\n" for line in lines)
        case Form.JSON:
            lines = jsonform.answer_lines(news, found, offset, hits, fields)
            sys.stdout.writelines(line + "\n" for line in lines)
        case Form.JSONL:
            for hit in hits:
                sys.stdout.write(dump(jsonform.hit_object(hit, fields)) + "\n")
        case Form.CSV | Form.TSV | Form.XLSX | Form.PARQUET:
            from newssearch.cli.formats.tables import write_table  # noqa: PLC0415 - 3 ms

            objects = (jsonform.hit_object(hit, fields) for hit in hits)
            write_table(objects, fields, form, excel=excel)
        case Form.IDS:
            write_names(names.ids_of(hits), end)
        case Form.PATHS:
            write_names(names.files_of(hits), end)


def _write_context(
    found: Selection, limit: int | None, offset: int, context: int, colour: bool | None
) -> None:
    """Write one line per match."""
    ink = ink_for_stdout(colour)
    ids = found.ids(found.refs(limit=limit, offset=offset))
    id_columns = max((width_of(safe_line(one)) for one in ids), default=0)
    context = context or text.context_that_fits(ink, id_columns)
    for article, marks in found.marked(limit=limit, offset=offset):
        lines = text.context_lines(article, marks, ink, context, id_columns)
        sys.stdout.writelines(line + "\n" for line in lines)


def _write_explained(found: Selection, hits: Iterator[Hit], colour: bool | None) -> None:
    """Write how the query was parsed, then each hit with how its score was computed."""
    from newssearch.cli.formats.explanations import (  # noqa: PLC0415 - rarely asked for
        explanation_lines,
        score_line,
    )

    ink = ink_for_stdout(colour)
    sys.stdout.writelines(line + "\n" for line in explanation_lines(found.explain()))
    for hit in hits:
        *lines, empty = text.hit_lines(hit, ink, grouped=found.group)
        score = found.explain_score(hit.article.id)
        lines += ink.lines(score_line(score), indent="   ", style=META)
        sys.stdout.writelines(line + "\n" for line in (*lines, empty))
