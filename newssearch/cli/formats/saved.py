"""What one or several saved queries found, in each output format of ``saved run``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from newssearch.cli.formats import jsonform, names, tables, text
from newssearch.cli.formats.mail import message_of
from newssearch.cli.formats.quotations import listed
from newssearch.cli.formats.schema import SCHEMA, dump
from newssearch.cli.ink import TITLE, Ink
from newssearch.cli.messages import counted
from newssearch.cli.streams import write_bytes, write_names
from newssearch.search import NewsArchive
from newssearch.search.answer import Hit
from newssearch.search.engine import Ref
from newssearch.search.saved import SavedQuery
from newssearch.search.selection import Selection

MAIL_COLUMNS = 72
"""Line width in mail, which leaves room for quoting (RFC 3676 recommends at most 78)."""


class Form(StrEnum):
    """The output formats."""

    TEXT = "text"
    MAIL = "mail"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    IDS = "ids"
    PATHS = "paths"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one saved query found: the ids of all articles, and those to be written."""

    saved: SavedQuery
    selection: Selection
    articles: list[tuple[Ref, str]]
    chosen: list[tuple[Ref, str]]

    def hits(self) -> Iterator[Hit]:
        """Yield the hits to write, reading them one at a time."""
        return self.selection.hits_of([ref for ref, _ in self.chosen])


def write_findings(
    news: NewsArchive,
    findings: Sequence[Finding],
    form: Form,
    ink: Ink,
    *,
    several: bool,
    new: bool,
    recipient: str | None = None,
    excel: bool = False,
) -> None:
    """Write what was found; with ``several``, every hit names the query that found it."""
    columns = ("saved", *jsonform.TABLE_COLUMNS) if several else jsonform.TABLE_COLUMNS
    match form:
        case Form.TEXT:
            sys.stdout.writelines(line + "\n" for line in _lines(findings, ink, several, new))
        case Form.MAIL:
            lines = _lines(findings, Ink(colour=False, columns=MAIL_COLUMNS), several, new)
            write_bytes(message_of(_subject(findings, new), lines, recipient))
        case Form.JSON:
            sys.stdout.writelines(line + "\n" for line in _json(news, findings, several))
        case Form.JSONL:
            for content in _objects(findings, several):
                sys.stdout.write(dump(content) + "\n")
        case Form.CSV | Form.TSV:
            tables.write_table(_objects(findings, several), columns, form, excel=excel)
        case Form.IDS:
            write_names(_once(names.ids_of(hit for one in findings for hit in one.hits())))
        case Form.PATHS:
            write_names(_once(names.files_of(hit for one in findings for hit in one.hits())))


def headline(finding: Finding, *, new: bool) -> str:
    """Return how many articles a query found: ``3 new articles for 'spills'``."""
    kind = "new article" if new else "article"
    return f"{counted(len(finding.articles), kind)} for '{finding.saved.name}'"


def _subject(findings: Sequence[Finding], new: bool) -> str:
    if len(findings) == 1:
        return headline(findings[0], new=new)
    total = sum(len(one.articles) for one in findings)
    kind = "new article" if new else "article"
    return f"{counted(total, kind)} for {counted(len(findings), 'saved query', 'saved queries')}"


def _lines(findings: Sequence[Finding], ink: Ink, several: bool, new: bool) -> Iterator[str]:
    for number, one in enumerate(findings):
        if several:
            yield from [""] * bool(number)
            yield ink.styled(headline(one, new=new), TITLE)
            yield ""
        for hit in one.hits():
            yield from text.hit_lines(hit, ink, grouped=False)


def _objects(findings: Sequence[Finding], several: bool) -> Iterator[dict[str, object]]:
    for one in findings:
        for hit in one.hits():
            content = jsonform.hit_object(hit)
            yield {"saved": one.saved.name, **content} if several else content


def _json(news: NewsArchive, findings: Sequence[Finding], several: bool) -> Iterator[str]:
    archive = jsonform.archive_object(news)
    if several:
        head: dict[str, object] = {"schema": SCHEMA, "archive": archive}
        yield from listed(head, "saved", map(_object, findings))
        return
    for one in findings:
        head = {
            "schema": SCHEMA,
            "name": one.saved.name,
            "query": one.saved.query,
            "archive": archive,
            "total": len(one.chosen),
        }
        yield from listed(head, "hits", map(jsonform.hit_object, one.hits()))


def _object(finding: Finding) -> dict[str, object]:
    return {
        "name": finding.saved.name,
        "query": finding.saved.query,
        "total": len(finding.chosen),
        "hits": [jsonform.hit_object(hit) for hit in finding.hits()],
    }


def _once(lines: Iterable[str]) -> Iterator[str]:
    return iter(dict.fromkeys(lines))
