"""Composition: a record in, an article out.

::

    record → clean lines → text twice → paragraphs → head → tail → body → quotations → Article

What the file declares is cleaned and used; what it does not declare is looked for in the text,
unless the record is complete. A value that is not sure is left empty. Only this module knows the
order; each step is a module of its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from newssearch.archive.article import Article
from newssearch.indexer.fielding.boilerplate import is_boilerplate
from newssearch.indexer.fielding.characters import decode_entities, normalise, one_line
from newssearch.indexer.fielding.datelines import Dateline, read_declared_dateline
from newssearch.indexer.fielding.declared import DeclaredValues, note_of_guess
from newssearch.indexer.fielding.head import Head, read_head
from newssearch.indexer.fielding.headings import is_heading
from newssearch.indexer.fielding.hyphens import HyphenJoiner
from newssearch.indexer.fielding.labels import take_labels
from newssearch.indexer.fielding.language import guess_language
from newssearch.indexer.fielding.paragraphs import Paragraph, find_paragraphs, line_paragraphs
from newssearch.indexer.fielding.repeated_text import cut_spans, repeated_spans
from newssearch.indexer.fielding.tail import Tail, read_tail, take_sign_off
from newssearch.indexer.knowledge.dates import (
    Day,
    DayOrder,
    is_plausible,
    order_of_language,
    read_day,
)
from newssearch.indexer.knowledge.languages import language_code
from newssearch.indexer.quotations import find_quotations
from newssearch.indexer.quotations.transcripts import is_transcript
from newssearch.indexer.record import Declared, Record


def field_article(
    record: Record,
    *,
    id: str,  # noqa: A002 - the name of the article's field
    path: str,
    file_time: dt.date | None = None,
    day_order: DayOrder | None = None,
) -> Article:
    """Make the article of a record, with its quotations.

    ``file_time`` is the day of the source file: a publication date more than a day later is
    dropped, and ``provenance["date"]`` says so. ``day_order`` says how the collection writes
    "03/04/2012". Where it is None and a date can be read both ways, the order of the article's
    language is taken, and ``provenance["date"]`` says that it was guessed.
    """
    article = read_fields(record, id=id, path=path, file_time=file_time, day_order=day_order)
    return article._replace(quotes=find_quotations(article.body, article.headings, article.lang))


def read_fields(
    record: Record,
    *,
    id: str,  # noqa: A002 - the name of the article's field
    path: str,
    file_time: dt.date | None = None,
    day_order: DayOrder | None = None,
) -> Article:
    """Make the article of a record as ``field_article`` does, but without its quotations."""
    plain = record.lines == "unknown" and not record.headings and not record.pages
    lines = _clean_lines(record)
    values = _decoded(record) if _holds_entities(record) else record.declared
    if plain and not record.complete:
        values = {**take_labels(lines), **values}
    declared = DeclaredValues(values)
    provenance = declared.provenance
    spans = repeated_spans("\n".join(lines))
    if spans:
        lines = cut_spans(lines, spans)
        provenance["body"] = "the text occurs twice; the later copy was dropped"
    dateline = declared.read("dateline", read_declared_dateline)
    if dateline is not None and dateline.rest:
        _put_first(lines, dateline.rest)
    signed = take_sign_off(lines)
    if plain:
        paragraphs = find_paragraphs(lines, has_head=not record.complete)
    else:
        paragraphs = line_paragraphs(lines, record.headings, record.pages)

    title = declared.text("title")
    byline = declared.people("byline")
    contributors = declared.people("contributors")
    credit = declared.text("credit")
    if record.complete:
        head = Head(paragraphs)
    else:
        head = read_head(
            paragraphs, title=title, byline=byline.names, source=declared.text("source")
        )
    tail = read_tail(head.paragraphs, byline=byline.names or head.byline)

    _note_origins(provenance, head, tail)
    credits_ = (
        (credit, provenance.get("credit", "")),
        (byline.credit, provenance.get("byline", provenance.get("credit", "byline"))),
        (dateline.agency if dateline else None, provenance.get("dateline", "")),
        (head.credit, "byline or dateline"),
        (tail.credit, "lines below the text"),
        (signed, "last line"),
    )
    credit, origin = next(((name, origin) for name, origin in credits_ if name), (None, ""))
    if credit is not None:
        provenance["credit"] = origin
    left = tail.paragraphs or [p for p in paragraphs if is_boilerplate(p.text)]
    body, headings, pages = _body(left, guess=plain and not record.complete)
    language = declared.read("lang", language_code)
    if language is None and (language := guess_language(body)) is not None:
        provenance["lang"] = "frequent words"
    guess = order_of_language(declared.first("lang") or language)
    date = declared.date(file_time, day_order, guess)
    if date is None:
        day, origin = _found_day(head, dateline, file_time, day_order, guess)
        if day is not None:
            provenance["date"] = f"{origin}{note_of_guess(day)}"
            date = day.date
    return Article(
        id=id,
        path=path,
        body=body,
        title=title or head.title,
        byline=byline.names or head.byline or tail.byline,
        contributors=tuple(
            dict.fromkeys((*contributors.names, *(person.name for person in tail.contributors)))
        ),
        credit=credit,
        dateline=_dateline_text(dateline) or _dateline_text(head.dateline),
        date=date,
        source=declared.text("source"),
        section=declared.text("section") or head.section,
        url=declared.url(),
        lang=language,
        caption="\n".join(declared.texts("caption")) or None,
        notes=tuple(dict.fromkeys((*declared.texts("notes"), *head.notes, *tail.notes))),
        headings=headings,
        provenance=provenance,
        time=declared.time() if date is not None else None,
        tags=tuple(dict.fromkeys((*declared.texts("tags"), *head.tags, *tail.tags))),
        pages=pages,
    )


def _holds_entities(record: Record) -> bool:
    """Return whether ``&amp;`` may still be an entity: readers of markup have decoded theirs."""
    return record.lines == "unknown" and not record.complete


def _decoded(record: Record) -> dict[str, tuple[Declared, ...]]:
    return {
        name: tuple(Declared(decode_entities(each.value), each.origin) for each in values)
        for name, values in record.declared.items()
    }


def _clean_lines(record: Record) -> list[str]:
    """Return the lines of the text, normalised; line numbers stay where the file counts on them."""
    if record.headings or record.pages:
        return [one_line(line) for line in record.text.split("\n")]
    text = decode_entities(record.text) if _holds_entities(record) else record.text
    return normalise(text).split("\n")


def _put_first(lines: list[str], opening: str) -> None:
    """Put what came after a declared dateline before the first words of the text."""
    first = next((place for place, line in enumerate(lines) if line.strip()), None)
    if first is None:
        lines.append(opening)
    elif opening.endswith("-"):
        lines[first] = HyphenJoiner(lines).join(opening, lines[first].lstrip())
    else:
        lines[first] = f"{opening} {lines[first].lstrip()}"


def _found_day(
    head: Head,
    declared: Dateline | None,
    file_time: dt.date | None,
    order: DayOrder | None,
    guess: DayOrder,
) -> tuple[Day | None, str]:
    """Return the day that the text gives, and where."""
    days = []
    if head.date_line is not None:
        days.append((read_day(head.date_line, order=order, guess=guess), "date line"))
    for dateline in (declared, head.dateline):
        if dateline is not None and dateline.date is not None:
            days.append((read_day(dateline.date, order=order, guess=guess), "dateline"))
    for day, origin in days:
        if day is not None and is_plausible(day.date, file_time):
            return day, origin
    return None, ""


def _note_origins(provenance: dict[str, str], head: Head, tail: Tail) -> None:
    if head.title:
        provenance["title"] = "first line"
    if head.byline:
        provenance.setdefault("byline", "line above the text")
    if head.dateline and head.dateline.text:
        provenance.setdefault("dateline", "opening of the text")
    if tail.byline and "byline" not in provenance:
        provenance["byline"] = "line below the text"
    if head.section:
        provenance.setdefault("section", "line above the title")
    if head.tags or tail.tags:
        provenance.setdefault("tags", "line of topics")
    if tail.contributors:
        provenance.setdefault("contributors", "lines below the text")
    if head.notes or tail.notes:
        provenance.setdefault("notes", "the text")


def _dateline_text(dateline: Dateline | None) -> str | None:
    return (dateline.text or None) if dateline is not None else None


def _body(
    paragraphs: Sequence[Paragraph], *, guess: bool
) -> tuple[str, tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """Join the paragraphs; return the body, the offsets of its headings, and where pages begin."""
    headings = []
    pages: list[tuple[int, int]] = []
    guess = guess and not is_transcript(paragraph.text for paragraph in paragraphs)
    offset = 0
    last = len(paragraphs) - 1
    for number, (text, marked, page) in enumerate(paragraphs):
        if page and (not pages or page > pages[-1][1]):
            pages.append((offset, page))
        if marked or (
            guess
            and 0 < number < last
            and is_heading(text, paragraphs[number - 1].text, paragraphs[number + 1].text)
        ):
            headings.append((offset, offset + len(text)))
        offset += len(text) + 2
    return "\n\n".join(paragraph.text for paragraph in paragraphs), tuple(headings), tuple(pages)
