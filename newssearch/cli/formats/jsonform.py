"""Hits and articles as JSON objects, schema 1.

A value that an article lacks is null, never "".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from newssearch.archive.article import SHOWN, Article, Quotation
from newssearch.cli.formats.schema import SCHEMA, dump
from newssearch.search import NewsArchive
from newssearch.search.answer import Clause, Hit, Marks, Snippet
from newssearch.search.selection import Selection

_LEAD_PARAGRAPHS = 2


def archive_object(news: NewsArchive) -> dict[str, object]:
    """Return which archive was searched, and its generation."""
    return {
        "path": news.where,
        "generation": news.generation,
        "published": news.published.isoformat(),
    }


def plain(value: Any) -> Any:
    """Return a value of an article as JSON; an empty string is null."""
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return None if value == "" else value


def _advice_object(found: Selection) -> dict[str, object]:
    """Return advice for a query without hits; every total is from a query that was run."""
    clauses, *queries = found.advice
    suggestion, any_word = (_clause(one) if one is not None else None for one in queries)
    return {
        "clauses": [_clause(clause) for clause in clauses],
        "suggestion": suggestion,
        "any_word": any_word,
    }


def _clause(clause: Clause) -> dict[str, object]:
    return {"query": clause.text, "total": clause.total}


def article_value(article: Article, name: str, words: int | None) -> object:
    """Return one of the values named in ``SHOWN`` as JSON; ``words`` is the word count."""
    if name == "words":
        return words
    if name == "lead":
        return lead_of(article)
    if name == "quotes":
        return [quotation_object(article.body, quotation) for quotation in article.quotes]
    return plain(getattr(article, name))


def _from_article(name: str) -> Callable[[Hit], object]:
    return lambda hit: article_value(hit.article, name, hit.words)


def _of_hit(*names: str) -> dict[str, Callable[[Hit], object]]:
    return {name: _from_article(name) for name in names}


HIT_FIELDS: dict[str, Callable[[Hit], object]] = {
    "rank": lambda hit: hit.rank,
    "score": lambda hit: hit.score,
    **_of_hit("id", "path", "title", "byline", "dateline", "date", "time", "source", "section"),
    **_of_hit("tags", "url", "words"),
    "matches": lambda hit: hit.matches,
    "matched": lambda hit: list(hit.matched),
    "title_spans": lambda hit: [[span.start, span.end] for span in hit.title_marks],
    "snippets": lambda hit: [_snippet(snippet) for snippet in hit.snippets],
    "group": lambda hit: (
        {"size": hit.group.size, "lead": hit.group.lead} if hit.group is not None else None
    ),
}
"""The keys of a hit, in order."""

MORE_FIELDS = _of_hit(*(name for name in SHOWN if name not in HIT_FIELDS))
"""Additional keys for --fields."""


TABLE_COLUMNS = (
    *("rank", "id", "date", "source", "section", "title", "byline", "dateline"),
    *("words", "matches", "url", "path"),
)
"""The default columns: what a spreadsheet of sources needs, on one line."""


def hit_object(hit: Hit, fields: Iterable[str] = HIT_FIELDS) -> dict[str, object]:
    """Return a hit with the requested fields, in that order."""
    return {name: (HIT_FIELDS.get(name) or MORE_FIELDS[name])(hit) for name in fields}


def answer_lines(
    news: NewsArchive, found: Selection, offset: int, hits: Iterable[Hit], fields: Iterable[str]
) -> Iterator[str]:
    """Yield the lines of one JSON object that holds the whole answer, one hit per line."""
    advice = {} if found.total else _advice_object(found)
    head = dump(
        {
            "schema": SCHEMA,
            "query": found.query.text,
            "parsed": found.parsed,
            "archive": archive_object(news),
            "total": found.total,
            "matches": found.matches,
            "offset": offset,
            **advice,
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
    content: dict[str, object] = {"schema": SCHEMA}
    content |= {name: article_value(article, name, words) for name in SHOWN}
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


def _snippet(snippet: Snippet) -> Mapping[str, Any]:
    spans = [[span.start, span.end] for span in snippet.spans]
    shown = {"field": snippet.field, "text": snippet.text, "spans": spans}
    return {**shown, "page": snippet.page} if snippet.page else shown
