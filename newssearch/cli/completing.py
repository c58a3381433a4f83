"""What the shell completes beside options: fields, and values that the archive holds.

``source:Da<TAB>`` gives the sources that begin so. Nothing is ever printed and no completion fails:
where there is no archive there are no values. Shells evaluate what a completion returns, and what
an archive holds comes from strangers, so values with any other mark than those of names are left
out.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress

import typer

from newssearch.archive.errors import NewsSearchError
from newssearch.archive.fields import FIELDS
from newssearch.cli.archive_folder import choose_folder, own_saved_queries
from newssearch.search import NewsArchive, open_archive
from newssearch.search.facets import FACETS, FacetValue
from newssearch.search.language.names import COMPARED_NAMES

_MOST = 60
_LOOKED_AT = 2_000
"""Values of a field that are looked at, those of most articles first."""

_SAFE = re.compile(r"\w(?:[\w .-]{0,78}[\w.])?")
"""What is evaluated as itself by every shell."""
_FIELD_AND_VALUE = re.compile(r"(?:^|[\s(-])(\w+):(\S*)$")
_BEGUN = re.compile(r"(?:^|[\s(-])(\w+)$")
_NAMES = {other: field.name for field in FIELDS for other in field.aliases}


def query_word(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete the last word of a query: a field's name, or a value of one word after ``field:``.

    Values of several words need quotation marks, which no shell can add in front of what was typed.
    """
    cut = _cut_by_the_shell(ctx, incomplete)
    if cut is not None:
        return _words(ctx, *cut)
    if found := _FIELD_AND_VALUE.search(incomplete):
        before = incomplete[: found.start(2)]
        return [before + one for one in _words(ctx, found[1], found[2])]
    if found := _BEGUN.search(incomplete):
        before = incomplete[: found.start(1)]
        return [f"{before}{one}:" for one in _field_names(ctx) if one.startswith(found[1])]
    return []


def _words(ctx: typer.Context, field: str, begun: str) -> list[str]:
    return [value for value in _values(ctx, field, begun) if " " not in value]


def _cut_by_the_shell(ctx: typer.Context, incomplete: str) -> tuple[str, str] | None:
    """Return field and value where bash has made three words of ``field:value``; else None."""
    words = [str(one) for one in ctx.params.get("words") or ()]
    return (words[-2], incomplete) if len(words) > 1 and words[-1] == ":" else None


def source_name(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete the name of a source."""
    return _escaped(_values(ctx, "source", incomplete))


def speaker_name(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete the name of a speaker."""
    return _escaped(_values(ctx, "speaker", incomplete))


def facet_names(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete the last of some names of facets, separated by commas."""
    before, comma, begun = incomplete.rpartition(",")
    names = (*FACETS, *_own_fields(ctx))
    return [f"{before}{comma}{name}" for name in names if name.startswith(begun)]


def saved_name(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete the name of a saved query."""
    from newssearch.search.saved import SavedQueries  # noqa: PLC0415 - for its names only

    with suppress(NewsSearchError, OSError):
        path = choose_folder(ctx.params.get("archive")).path
        known = SavedQueries(path, own_saved_queries(path)).names()
        return [name for name in known if name.startswith(incomplete)]
    return []


def _field_names(ctx: typer.Context) -> Iterator[str]:
    yield from (field.name for field in FIELDS)
    yield from COMPARED_NAMES
    yield from _own_fields(ctx)


def _own_fields(ctx: typer.Context) -> list[str]:
    with suppress(NewsSearchError, OSError), _archive(ctx) as news:
        return list(news.own_fields())
    return []


def _values(ctx: typer.Context, field: str, begun: str) -> list[str]:
    """Return the values of a field that begin as typed, those of most articles first."""
    by = "year" if field == "date" else _NAMES.get(field, field)
    values: tuple[FacetValue, ...] = ()
    with suppress(NewsSearchError, OSError), _archive(ctx) as news:
        (facet,) = news.select("*", sort="newest").facets([by], limit=_LOOKED_AT).facets
        values = facet.values
    fitting = (one.value for one in values if one.value.startswith(begun))
    return [value for value in fitting if _SAFE.fullmatch(value)][:_MOST]


def _escaped(values: list[str]) -> list[str]:
    """Return values as the shell takes them: only bash leaves it to the program to escape them."""
    if os.environ.get("_NEWSSEARCH_COMPLETE", "").endswith("_bash"):
        return [value.replace(" ", "\\ ") for value in values]
    return values


def _archive(ctx: typer.Context) -> NewsArchive:
    return open_archive(choose_folder(ctx.params.get("archive")).path)
