"""A whole archive as lines of JSON, and back without loss.

::

    {"newssearch_export": 1, "articles": 2, "sources": {…}, "saved": […]}
    {"id": "…", "path": "…", "body": "…", "title": "…", …}
    {"id": "…", "path": "…", "body": "…", …}
    {"newssearch_end": 2}

The lines between the first and the last are articles, as ``archive.article_json`` has them, so that
any program can read them. The first line holds what only an archive needs: the remembered folders
with their files, and the saved queries with the hashes of what they have shown. A file that ends
early is refused; a file of articles alone is taken as articles that somebody wrote.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from newssearch.archive.article import Article
from newssearch.archive.article_json import article_json, article_of
from newssearch.archive.errors import ArchiveDamaged, UsageError
from newssearch.indexer.carrying import Outside, Stored
from newssearch.indexer.finished import why_unfit
from newssearch.indexer.state import SourcesState

VERSION = 1

_START, _END = "newssearch_export", "newssearch_end"

MAX_LINE_CHARACTERS = 1 << 28


def export_lines(stored: Stored, saved: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield the lines of an export, each with its newline, in ASCII.

    Raises:
        ArchiveDamaged: a file of the archive is not as it was written.
    """
    yield _line(
        {
            _START: VERSION,
            "articles": stored.articles,
            "sources": json.loads(stored.state.encode()),
            "saved": [*saved],
        }
    )
    count = 0
    for article in stored:
        count += 1
        yield _line(article_json(article))
    yield _line({_END: count})


def _line(content: dict[str, Any]) -> str:
    return json.dumps(content, separators=(",", ":")) + "\n"


class ExportFile:
    """The lines of an export, read once: ``stored`` articles, and the saved queries.

    ``whole`` says that they are a whole archive, and not articles alone. ``name`` is for messages.

    Raises:
        UsageError: a line is not what it should be, or the file ends early.
    """

    def __init__(self, lines: Iterable[str], name: str) -> None:
        self._name = name
        self._lines = enumerate(lines, start=1)
        self._first: tuple[int, Any] | None = self._next()
        self.state = SourcesState()
        self.saved: list[dict[str, Any]] = []
        self.articles = 0
        head = self._first[1] if self._first else {}
        self.whole = isinstance(head, dict) and _START in head
        if self.whole:
            self._first = None
            self._read_head(head)

    def _read_head(self, head: dict[str, Any]) -> None:
        if head[_START] != VERSION:
            raise UsageError(
                f"{self._name} is an export of version {head[_START]!r}, and this newssearch reads"
                f" version {VERSION}",
                hint="upgrade the program: pip install --upgrade newssearch",
            )
        try:
            self.articles = int(head["articles"])
            self.saved = [dict(one) for one in head["saved"]]
            content = json.dumps(head["sources"]).encode()
            self.state = SourcesState.decode(content, Path(self._name))
        except (ValueError, TypeError, KeyError, ArchiveDamaged) as error:
            raise self._wrong(1, "it is not the first line of an export") from error

    def __iter__(self) -> Iterator[Article]:
        """Yield the articles; each id must be there once."""
        ids: set[str] = set()
        outside, found = Outside(self.state), 0
        ended = not self.whole
        while (line := self._first or self._next()) is not None:
            self._first = None
            number, raw = line
            if ended and self.whole:
                raise self._wrong(number, "there is text after the end of the export")
            if self.whole and isinstance(raw, dict) and _END in raw:
                ended = raw[_END] == len(ids) == self.articles
                if not ended:
                    raise self._wrong(number, f"it should be after {self.articles:,} articles")
                continue
            article = self._article(number, raw)
            if article.id in ids:
                raise self._wrong(number, f"another article has the id {article.id}")
            ids.add(article.id)
            found += article in outside
            yield article
        if not ended:
            raise UsageError(
                f"{self._name} ends after {len(ids):,} of {self.articles:,} articles; nothing was"
                " imported",
                hint="copy it again; to import only some articles, delete the first line",
            )
        if self.whole and found != self.state.outside:
            raise self._wrong(1, "it does not match the articles that follow")

    def _article(self, number: int, raw: Any) -> Article:
        try:
            article = article_of(raw)
        except (TypeError, ValueError) as error:
            raise self._wrong(number, str(error)) from error
        reason = why_unfit(article)
        if reason is not None:
            raise self._wrong(number, reason)
        return article

    def _next(self) -> tuple[int, Any] | None:
        for number, line in self._lines:
            if len(line) > MAX_LINE_CHARACTERS:
                raise self._wrong(number, "it is too long")
            if line.strip():
                try:
                    return number, json.loads(line)
                except (ValueError, RecursionError) as error:
                    raise self._wrong(number, "it is not JSON") from error
        return None

    def _wrong(self, number: int, reason: str) -> UsageError:
        return UsageError(
            f"{self._name}, line {number:,}: {reason}; nothing was imported",
            hint="import expects what newssearch export writes, or articles as JSON lines",
        )
