"""The same articles in a stock Whoosh index: the measure of what our index must find.

The schema is the archive's, the codec and the writer are Whoosh's own. Every text field is given
its tokens and positions ready made, by a few plain lines over ``archive.analysis`` that share
nothing with the columnar format.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from whoosh.analysis import Token, Tokenizer
from whoosh.fields import TEXT
from whoosh.filedb.filestore import RamStorage

from newssearch.archive.analysis.stream import quieten, tokenise
from newssearch.archive.analysis.surfaces import PARAGRAPH_END, analyse_surface, surfaces_of
from newssearch.archive.article import Article
from newssearch.archive.whoosh.schema import news_schema

ZONE_GAP = 256
ITEM_WIDTH = 32

Placed = list[tuple[str, int]]
"""Tokens with their positions in a field."""


def stock_index(*batches: Iterable[Article], deleted: Collection[str] = ()) -> Any:
    """Return a stock index in memory: a segment a batch, with the articles of some ids deleted."""
    index = OwnStorage().create_index(stock_schema())
    for batch in batches:
        writer = index.writer(limitmb=4096)
        for article in batch:
            writer.add_document(**stock_document(article))
        writer.commit(merge=False)
    if deleted:
        writer = index.writer()
        for id_ in deleted:
            writer.delete_by_term("id", id_)
        writer.commit(merge=False)
    return index


class OwnStorage(RamStorage):
    """Memory that also holds what is temporary.

    Whoosh's own puts that into one folder for all processes, and they take it from each other.
    A writer must not run out of its ``limitmb``.
    """

    def temp_storage(self, name: str | None = None) -> Any:
        return RamStorage()


def stock_schema() -> Any:
    """Return the archive's schema with text fields that take their tokens ready made."""
    schema = news_schema()
    for _, field in schema.items():
        if isinstance(field, TEXT):
            field.analyzer = ReadyMade()
    return schema


def stock_document(article: Article) -> dict[str, Any]:
    """Return the fields that Whoosh's writer is given for an article."""
    document: dict[str, Any] = {
        "id": article.id,
        "path": article.path,
        "lang": article.lang,
        "words": word_count(article.body),
    }
    if article.date:
        document["date"] = dt.datetime.combine(article.date, dt.time())
    for name, placed in placed_tokens(article).items():
        if placed:
            document[name] = json.dumps(placed)
            document[f"_stored_{name}"] = getattr(article, name, None)
    return document


class ReadyMade(Tokenizer):
    """Yields the tokens that a JSON list names, at their positions."""

    def __call__(self, value: str, mode: str = "", **options: Any) -> Iterator[Any]:
        token = Token(positions=True, mode=mode)
        for token.text, token.pos in json.loads(value):
            token.boost = 1.0
            yield token


def placed_tokens(article: Article) -> dict[str, Placed]:
    """Return the tokens of every text field of an article, in order of position."""
    body = tokens_of(article.body)
    lead_end = _lead_end(article.body)
    fields = {
        "title": tokens_of(article.title or ""),
        "byline": _byline(article),
        "credit": tokens_of(article.credit or ""),
        "dateline": tokens_of(article.dateline or ""),
        "caption": tokens_of(article.caption or ""),
        "body": body,
        "lead": [(token, place) for token, place in body if place < lead_end],
        "quote": _quoted(article, body),
        "speaker": _items([quotation.speaker or "" for quotation in article.quotes]),
        "notes": tokens_of(PARAGRAPH_END.join(article.notes)),
        "source": tokens_of(article.source or ""),
        "section": tokens_of(article.section or ""),
        "tags": _items(article.tags),
    }
    return {name: sorted(set(placed), key=lambda pair: pair[1]) for name, placed in fields.items()}


def tokens_of(text: str, base: int = 0) -> Placed:
    """Return the tokens of a text, positions counted from ``base``."""
    stream = tokenise(text)
    return [(token, base + n) for token, n in zip(stream.tokens, stream.positions, strict=True)]


def word_count(text: str) -> int:
    """Return the number of words of a text."""
    return tokenise(text).length - text.count(PARAGRAPH_END)


def _byline(article: Article) -> Placed:
    names = "; ".join((*article.byline, *article.contributors))
    length = tokenise(names).length
    return tokens_of(names) + tokens_of(article.credit or "", length + ZONE_GAP if length else 0)


def _lead_end(body: str) -> int:
    stream = tokenise(body)
    return stream.paragraphs[2][0] if len(stream.paragraphs) > 2 else stream.length


def _quoted(article: Article, body: Placed) -> Placed:
    ranges = [
        range(_position(article.body, quotation.start), _position(article.body, quotation.end))
        for quotation in article.quotes
    ]
    return [(token, place) for token, place in body if any(place in range_ for range_ in ranges)]


def _position(text: str, place: int) -> int:
    """Return how many positions a text has before a code point."""
    position = 0
    quiet = quieten(text)
    for start, end in surfaces_of(quiet):
        if start >= place:
            break
        position += analyse_surface(quiet[start : min(end, place)]).width
    return position


def _items(names: Sequence[str]) -> Placed:
    return [
        pair
        for number, name in enumerate(names)
        for pair in tokens_of(" ".join(name.split()), number * ITEM_WIDTH)
    ]
