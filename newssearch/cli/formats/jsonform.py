"""Hits and articles as JSON objects, schema 1.

What an article does not have is null, never "".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from newssearch.archive.article import Article, Quotation
from newssearch.cli.formats.schema import SCHEMA, dump
from newssearch.search import NewsArchive
from newssearch.search.answer import Answer, Hit, Marks, Snippet

_LEAD_PARAGRAPHS = 2


def archive_object(news: NewsArchive) -> dict[str, object]:
    """Return which archive answered, and in which state."""
    return {
        "path": str(news.path),
        "generation": news.generation,
        "published": news.published.isoformat(),
    }


HIT_FIELDS: dict[str, Callable[[Hit], object]] = {
    "rank": lambda hit: hit.rank,
    "score": lambda hit: hit.score,
    "id": lambda hit: hit.article.id,
    "path": lambda hit: hit.article.path,
    "title": lambda hit: hit.article.title or None,
    "byline": lambda hit: list(hit.article.byline),
    "dateline": lambda hit: hit.article.dateline or None,
    "date": lambda hit: _day(hit.article),
    "source": lambda hit: hit.article.source or None,
    "section": lambda hit: hit.article.section or None,
    "url": lambda hit: hit.article.url or None,
    "words": lambda hit: hit.words,
    "matched": lambda hit: list(hit.matched),
    "snippets": lambda hit: [_snippet(snippet) for snippet in hit.snippets],
    "group": lambda hit: (
        {"size": hit.group.size, "lead": hit.group.lead} if hit.group is not None else None
    ),
}
"""What a hit is made of, in order."""

MORE_FIELDS: dict[str, Callable[[Hit], object]] = {
    "contributors": lambda hit: list(hit.article.contributors),
    "credit": lambda hit: hit.article.credit or None,
    "caption": lambda hit: hit.article.caption or None,
    "lang": lambda hit: hit.article.lang or None,
    "notes": lambda hit: list(hit.article.notes),
    "lead": lambda hit: lead_of(hit.article),
    "body": lambda hit: hit.article.body or None,
    "quotes": lambda hit: _quotations(hit.article),
}
"""What --fields may ask for beyond that."""


TABLE_COLUMNS = (
    *("rank", "id", "date", "source", "section", "title", "byline", "dateline"),
    *("words", "url", "path"),
)
"""The columns where none are asked for: what a spreadsheet of sources needs, on one line."""


def hit_object(hit: Hit, fields: Iterable[str] = HIT_FIELDS) -> dict[str, object]:
    """Return a hit with the fields asked for, in that order."""
    return {name: (HIT_FIELDS.get(name) or MORE_FIELDS[name])(hit) for name in fields}


def answer_lines(
    news: NewsArchive, query: str, answer: Answer, hits: Iterable[Hit], fields: Iterable[str]
) -> Iterator[str]:
    """Yield the lines of one object that holds a whole answer, a hit a line."""
    head = dump(
        {
            "schema": SCHEMA,
            "query": query,
            "parsed": answer.parsed,
            "archive": archive_object(news),
            "total": answer.total,
            "matches": answer.matches,
            "offset": answer.offset,
        }
    )
    chosen = tuple(fields)
    yield head[:-1] + ', "hits": ['
    waiting = ""
    for hit in hits:
        if waiting:
            yield waiting + ","
        waiting = dump(hit_object(hit, chosen))
    if waiting:
        yield waiting
    yield "]}"


def article_object(
    article: Article, words: int | None, marks: Marks | None = None
) -> dict[str, object]:
    """Return an article with every field; offsets are code points into ``body``."""
    content: dict[str, object] = {
        "schema": SCHEMA,
        "id": article.id,
        "path": article.path,
        "title": article.title or None,
        "byline": list(article.byline),
        "contributors": list(article.contributors),
        "credit": article.credit or None,
        "dateline": article.dateline or None,
        "date": _day(article),
        "source": article.source or None,
        "section": article.section or None,
        "url": article.url or None,
        "lang": article.lang or None,
        "words": words,
        "caption": article.caption or None,
        "notes": list(article.notes),
        "lead": lead_of(article),
        "body": article.body or None,
        "headings": [list(heading) for heading in article.headings],
        "quotes": _quotations(article),
        "provenance": dict(article.provenance),
    }
    if marks is not None:
        content["marks"] = {
            field: [[span.start, span.end] for span in spans]
            for field, spans in marks.items()
            if spans
        }
    return content


def quotation_object(body: str, quotation: Quotation) -> dict[str, object]:
    """Return a quotation with its words."""
    return {
        "text": body[quotation.start : quotation.end],
        "start": quotation.start,
        "end": quotation.end,
        "speaker": quotation.speaker or None,
        "speaker_as_written": quotation.speaker_as_written or None,
        "cue": quotation.cue or None,
        "confidence": quotation.confidence,
        "partial": quotation.partial,
    }


def lead_of(article: Article) -> str | None:
    """Return the first two paragraphs of the body, which is what ``lead:`` searches."""
    return "\n\n".join(article.body.split("\n\n", _LEAD_PARAGRAPHS)[:_LEAD_PARAGRAPHS]) or None


def _quotations(article: Article) -> list[dict[str, object]]:
    return [quotation_object(article.body, quotation) for quotation in article.quotes]


def _day(article: Article) -> str | None:
    return article.date.isoformat() if article.date else None


def _snippet(snippet: Snippet) -> Mapping[str, Any]:
    spans = [[span.start, span.end] for span in snippet.spans]
    return {"field": snippet.field, "text": snippet.text, "spans": spans}
