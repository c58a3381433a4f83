"""Options of ``query --kwic`` that make it a concordance, and its output."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import typer

from newssearch.archive.cellwidth import width_of
from newssearch.archive.errors import UsageError
from newssearch.archive.safetext import safe_line
from newssearch.cli.exits import ExitCode
from newssearch.cli.formats.jsonform import archive_object
from newssearch.cli.formats.quotations import listed
from newssearch.cli.formats.schema import SCHEMA, dump
from newssearch.cli.ink import MARK, META, Ink, ink_for_stdout
from newssearch.cli.messages import counted, say
from newssearch.cli.progress import steps, watched
from newssearch.cli.recording import Recorder
from newssearch.cli.samples import archive_to_read
from newssearch.cli.summary import no_hit_lines, note_lines
from newssearch.search import NewsArchive, open_archive
from newssearch.search.ast import Parsed
from newssearch.search.concordance import Concordance, Line, make_concordance
from newssearch.search.matches import MATCH_KEYS, MatchKey, check_keys
from newssearch.search.selection import Selection

_COLUMNS, _WORDS = 40, 8
"""What is on either side of a match unless it is said: columns of a screen, or words."""


@dataclass(frozen=True, slots=True)
class ConcordanceOptions:
    """How the lines of a concordance are made and sorted, and which of them are wanted."""

    in_words: Annotated[
        bool, typer.Option("--kwic-words", help="With --kwic: count N in words, not columns.")
    ] = False
    line_sort: Annotated[
        str | None,
        typer.Option(
            "--kwic-sort",
            metavar="A,B,…",
            help="With --kwic: sort lines by 1L to 5L or 1R to 5R (words left or right), match,"
            " date, source, speaker.",
        ),
    ] = None
    sample: Annotated[
        int | None,
        typer.Option(metavar="N", min=0, help="With --kwic: only N lines, drawn at random."),
    ] = None
    seed: Annotated[
        int, typer.Option(metavar="N", help="Draw another sample; the same N draws the same.")
    ] = 0


ALL_AS_FOUND = ConcordanceOptions()
"""The defaults: every match in the order of the hits."""


def check_options(options: ConcordanceOptions, form: str, *, kwic: bool, fields: bool) -> None:
    """Refuse options that do not go together; ``kwic`` and ``fields`` say whether these were given.

    Raises:
        UsageError: they do not.
    """
    if not kwic and options != ALL_AS_FOUND:
        raise UsageError("--kwic-words, --kwic-sort, --sample and --seed require --kwic")
    if kwic and form in ("ids", "paths"):
        raise UsageError(f"--kwic cannot be combined with --format {form}")
    if kwic and fields:
        raise UsageError("--fields cannot be combined with --kwic")
    if options.seed != ALL_AS_FOUND.seed and options.sample is None:
        raise UsageError("--seed requires --sample")
    _keys(options)


def _keys(options: ConcordanceOptions) -> list[MatchKey]:
    """Return what lines are sorted by; 1l is 1L."""
    given = [key.strip() for key in (options.line_sort or "").split(",") if key.strip()]
    check_keys([_KEYS.get(key.lower(), key) for key in given])
    return [_KEYS[key.lower()] for key in given]


_KEYS: dict[str, MatchKey] = {key.lower(): key for key in MATCH_KEYS}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines of a concordance are wanted, and in which format.

    A ``context`` of 0 is the usual one; ``limit`` (None: all) and ``offset`` count lines.
    """

    context: int
    options: ConcordanceOptions
    form: str
    limit: int | None
    offset: int
    excel: bool
    quiet: bool


def concordance(
    query: Parsed, wanted: Wanted, recorder: Recorder, archive: str | None, colour: bool | None
) -> int:
    """Write the concordance of a query, and return the exit code."""
    options = wanted.options
    with archive_to_read(archive, quiet=wanted.quiet) as path, open_archive(path) as news:
        found = news.select(query, sort="newest")  # no scores needed
        recorder.add(news, found)
        with watched(shown=not wanted.quiet):
            made = make_concordance(
                found,
                context=wanted.context or (_WORDS if options.in_words else _COLUMNS),
                unit="words" if options.in_words else "columns",
                sort=_keys(options),
                sample=options.sample,
                seed=options.seed,
                limit=wanted.limit,
                offset=wanted.offset,
            )
        if not found.total:
            say(*no_hit_lines(news, found))
        elif not wanted.quiet:
            say(_summary(found, made, wanted.offset), *note_lines(found))
        _write(news, found, made, wanted, colour)
    return ExitCode.DONE if found.total else ExitCode.NO_HITS


def _write(
    news: NewsArchive, found: Selection, made: Concordance, wanted: Wanted, colour: bool | None
) -> None:
    """Write the lines in the requested format as they are read; as text, all at once."""
    drawn = not wanted.quiet and not sys.stdout.isatty()
    lines = steps(made.lines, made.shown, "lines", shown=drawn)
    rows = (line._asdict() for line in lines)
    match wanted.form:
        case "text":
            _write_text(list(lines), ink_for_stdout(colour))
        case "json":
            head = {
                "schema": SCHEMA,
                "query": found.query.text,
                "parsed": found.parsed,
                "archive": archive_object(news),
                "total": found.total,
                "matches": made.matches,
                "drawn": made.drawn,
                "offset": wanted.offset,
            }
            sys.stdout.writelines(line + "\n" for line in listed(head, "lines", rows))
        case "jsonl":
            sys.stdout.writelines(dump(row) + "\n" for row in rows)
        case _:
            from newssearch.cli.formats.tables import write_table  # noqa: PLC0415 - 3 ms

            write_table(rows, Line._fields, wanted.form, excel=wanted.excel)


def _summary(found: Selection, made: Concordance, offset: int) -> str:
    total = f"{counted(found.total, 'article')}, {counted(made.matches, 'match', 'matches')}"
    drawn = f", {made.drawn:,} of them drawn" if made.drawn < made.matches else ""
    lines = f"lines {offset + 1:,}-{offset + made.shown:,}"
    return f"{total}{drawn}; {lines if made.shown else f'none beyond {offset:,}'}"


def _write_text(lines: Sequence[Line], ink: Ink) -> None:
    """Write lines with the matches below each other."""
    ids = max((width_of(safe_line(line.article)) for line in lines), default=0)
    lefts = max((width_of(line.left) for line in lines), default=0)
    for line in lines:
        name = safe_line(line.article)
        front = f"{line.date or 'undated':<10}  {name}{' ' * (ids - width_of(name) + 2)}"
        left = " " * (lefts - width_of(line.left)) + line.left
        match = ink.styled(line.match, MARK)
        sys.stdout.write(f"{ink.styled(front, META)}{left} {match} {line.right}".rstrip() + "\n")
