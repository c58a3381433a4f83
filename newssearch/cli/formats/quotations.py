"""Quotations with their speakers, as text, JSON and rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newssearch.archive.article import Article
from newssearch.cli.formats.jsonform import archive_object, quotation_object
from newssearch.cli.formats.schema import SCHEMA, dump
from newssearch.cli.formats.text import day_of
from newssearch.cli.ink import META, TITLE, Ink
from newssearch.search import NewsArchive
from newssearch.search.answer import QuotationAnswer, QuotationHit
from newssearch.search.ast import Span

COLUMNS = (
    *("date", "source", "speaker", "description", "text", "cue_sentence", "confidence"),
    *("partial", "id", "title", "path", "speaker_as_written", "url"),
    *("start", "end"),
)
"""The columns of a table: who said what, then where."""

_INDENT = "   "
_TEXT_INDENT = "     "
_OPENING = "“"


def quotation_hit_object(hit: QuotationHit) -> dict[str, object]:
    """Return a quotation with its article as a JSON object."""
    return {
        **quotation_object(hit.article.body, hit.quotation),
        "description": hit.quotation.description or None,
        "cue_sentence": hit.cue_sentence,
        "article": _article_object(hit.article),
    }


def _article_object(article: Article) -> dict[str, object]:
    return {
        "id": article.id,
        "path": article.path,
        "title": article.title or None,
        "date": article.date.isoformat() if article.date else None,
        "source": article.source or None,
        "url": article.url or None,
    }


def row_object(hit: QuotationHit) -> dict[str, object]:
    """Return a quotation and its article as one flat object."""
    whole = quotation_hit_object(hit)
    article = _article_object(hit.article)
    return {**whole, **article}


def answer_lines(news: NewsArchive, query: str, answer: QuotationAnswer) -> Iterator[str]:
    """Yield the lines of one JSON object that holds the whole answer, one quotation per line."""
    head = {
        "schema": SCHEMA,
        "query": query,
        "parsed": answer.parsed,
        "archive": archive_object(news),
        "total": answer.total,
        "articles": answer.articles,
        "speakers": [{"speaker": name, "quotations": number} for name, number in answer.speakers],
        "offset": answer.offset,
    }
    yield from listed(head, "quotations", map(quotation_hit_object, answer.hits))


def listed(
    head: dict[str, object], name: str, objects: Iterable[dict[str, object]]
) -> Iterator[str]:
    """Yield the lines of a JSON object whose last value is a list, one element per line."""
    yield f'{dump(head)[:-1]}, "{name}": ['
    waiting = ""
    for content in objects:
        if waiting:
            yield waiting + ","
        waiting = dump(content)
    if waiting:
        yield waiting
    yield "]}"


def quotation_lines(hit: QuotationHit, ink: Ink) -> Iterator[str]:
    """Yield a quotation as text, followed by an empty line."""
    article = hit.article
    first = "  ".join(filter(None, [f"{hit.rank}.", day_of(article), article.source]))
    yield from ink.lines(first, style=META)
    yield from ink.lines(_speaker_line(hit), indent=_INDENT, style=TITLE)
    marks = [Span(mark.start + len(_OPENING), mark.end + len(_OPENING)) for mark in hit.marks]
    yield from ink.lines(f"{_OPENING}{hit.text}”", marks, indent=_TEXT_INDENT)
    if hit.cue_sentence:
        yield from ink.lines(f"cue: {hit.cue_sentence}", indent=_TEXT_INDENT)
    yield from ink.lines(article.display_title, indent=_INDENT)
    yield from ink.lines("  ".join((article.id, article.path)), indent=_INDENT, style=META)
    yield ""


def _speaker_line(hit: QuotationHit) -> str:
    quotation = hit.quotation
    if not quotation.speaker:
        return "(speaker unknown)"
    name = ", ".join(filter(None, [quotation.speaker, quotation.description]))
    written = quotation.speaker_as_written
    remarks = [
        f"as “{written}”" if written and written != quotation.speaker else None,
        f"{quotation.confidence} confidence" if quotation.confidence else None,
    ]
    remark = "; ".join(filter(None, remarks))
    return f"{name} ({remark})" if remark else name
