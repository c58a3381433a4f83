"""An article as a page: what is above the text, the text, what is below it.

The marks of each field move with its words. Quotations are in italics, and the people quoted are
named above the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TypeAlias

from newssearch.archive.article import Article, Quotation
from newssearch.search.annotations import Annotation
from newssearch.search.answer import Marks
from newssearch.search.ast import Span
from newssearch.tui.cells import Marked, clean_line, clean_marked
from newssearch.tui.page import Page, PageWriter, Run

MOST_SPEAKERS = 4
"""Speakers named above the text; the quotations view lists them all."""

LONGEST_QUOTATION = 2000
"""Characters of a quotation in a list; more than fit in its lines on any screen."""

_BODY_ZONES = ("body", "lead", "quote")
"""Fields whose spans are in the body (archive/fields.py). How the texts of other fields are joined
before their spans are counted is in archive/news_layout.py."""


_Part: TypeAlias = tuple[str, Sequence[Span]]
"""A text and the spans in it."""


def article_page(article: Article, marks: Marks, annotation: Annotation | None = None) -> Page:
    """Lay the article out, with the spans of ``marks`` to jump between, and what is written on it.

    The places of the page are the article's quotations, in their order.
    """
    writer = PageWriter()
    _write_head(writer, article, marks, annotation or Annotation())
    _write_body(writer, article, _body_spans(marks))
    _write_foot(writer, article, marks)
    return writer.page()


def _write_head(writer: PageWriter, article: Article, marks: Marks, annotation: Annotation) -> None:
    title = article.title
    shown = title or article.display_title
    writer.line(
        clean_marked(shown, marks.get("title", ()) if title else (), one_line=True), "title"
    )
    authors, _contributors = _people(article, marks)
    if article.byline:
        writer.write("By ", "meta")
        _write_parts(writer, authors, ", ")
    day = article.date.isoformat() if article.date else "undated"
    about = [(day, ())] + [
        (value, marks.get(name, ()))
        for name, value in (
            ("source", article.source),
            ("section", article.section),
            ("credit", article.credit if article.credit != article.source else None),
        )
        if value
    ]
    _write_parts(writer, about, " · ")
    if article.dateline:
        _write_parts(writer, [(article.dateline, marks.get("dateline", ()))], "")
    speakers = speaker_counts(article.quotes)
    if speakers:
        named = [f"{name} ({count})" for name, count in speakers[:MOST_SPEAKERS]]
        more = [f"{len(speakers) - MOST_SPEAKERS} more"] if len(speakers) > MOST_SPEAKERS else []
        writer.line(clean_line(f"Quoted: {', '.join(named + more)}"), "meta")
    if annotation.labels:
        writer.line(clean_line(f"Labels: {', '.join(annotation.labels)}"), "key")
    if annotation.note:
        writer.line(clean_line(f"Note: {annotation.note}"), "note")
    writer.line()


def _write_parts(writer: PageWriter, parts: Sequence[_Part], between: str) -> None:
    for number, (text, spans) in enumerate(parts):
        if number:
            writer.write(between, "meta")
        writer.write(clean_marked(text, spans, one_line=True), "meta")
    writer.line()


def _people(article: Article, marks: Marks) -> tuple[list[_Part], list[_Part]]:
    """Return the authors and the contributors, who are one text to the index."""
    names = (*article.byline, *article.contributors)
    parts = _split(names, "; ", marks.get("byline", ()))
    return parts[: len(article.byline)], parts[len(article.byline) :]


def _split(texts: Sequence[str], between: str, spans: Sequence[Span]) -> list[_Part]:
    """Return each of the texts with its spans, which were counted in all of them joined."""
    parts: list[_Part] = []
    start = 0
    for text in texts:
        end = start + len(text)
        own = [
            Span(s.start - start, s.end - start) for s in spans if start <= s.start < s.end <= end
        ]
        parts.append((text, own))
        start = end + len(between)
    return parts


def _write_body(writer: PageWriter, article: Article, spans: Sequence[Span]) -> None:
    body = clean_marked(article.body, spans, one_line=False)
    start = writer.line(body)
    moved = _Moves(article.body, body.text)
    writer.ink(
        Run(start + moved(a), start + moved(b), "heading") for a, b in article.headings if a < b
    )
    for quotation in article.quotes:
        writer.quote(start + moved(quotation.start), start + moved(quotation.end))


def _write_foot(writer: PageWriter, article: Article, marks: Marks) -> None:
    if article.caption:
        writer.line()
        writer.line(clean_marked(article.caption, marks.get("caption", ()), one_line=False), "note")
    _authors, contributors = _people(article, marks)
    if contributors:
        writer.line()
        writer.write("Contributors: ", "meta")
        _write_parts(writer, contributors, ", ")
    for note, spans in _split(article.notes, "\n\n", marks.get("notes", ())):
        writer.line()
        writer.line(clean_marked(note, spans, one_line=False), "note")
    writer.line()
    for name, value in (("url", article.url), ("path", article.path), ("id", article.id)):
        if value:
            writer.line(clean_line(f"{name}: {value}"), "meta")


def _body_spans(marks: Marks) -> list[Span]:
    """Unite the spans of the fields that are parts of the body."""
    united: list[Span] = []
    spans = (span for zone in _BODY_ZONES for span in marks.get(zone, ()))
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if not united or span.start >= united[-1].end:
            united.append(span)
        elif span.end > united[-1].end:
            united[-1] = Span(united[-1].start, span.end)
    return united


class _Moves:
    """Where an offset of a text is after cleaning, asked in ascending order more or less."""

    def __init__(self, text: str, cleaned: str) -> None:
        self._text = text
        self._same = len(text) == len(cleaned)
        self._known: tuple[int, int] = (0, 0)

    def __call__(self, offset: int) -> int:
        offset = max(0, min(offset, len(self._text)))
        if self._same:
            return offset
        known, moved = self._known if self._known[0] <= offset else (0, 0)
        between = clean_marked(self._text[known:offset], (), one_line=False)
        self._known = (offset, moved + len(between.text))
        return self._known[1]


def speaker_counts(quotations: Sequence[Quotation]) -> list[tuple[str, int]]:
    """Return who is quoted and how often, the most quoted first, then as they appear."""
    return Counter(q.speaker for q in quotations if q.speaker).most_common()


def quotation_text(article: Article, quotation: Quotation) -> Marked:
    """Return the words of a quotation on one line, or as many as a list has room for."""
    end = min(quotation.end, quotation.start + LONGEST_QUOTATION)
    return clean_marked(article.body[quotation.start : end], (), one_line=True)
