"""newssearch behind the interface of the peers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.queries import BenchQuery
from newssearch.archive.article import Article
from newssearch.indexer import write_articles
from newssearch.search import open_archive
from newssearch.search.language import parse_query


class NewsSearch:
    """Our own archive, built by two processes; all our fields are indexed, quotations too."""

    name = "newssearch"

    def index(self, articles: list[Article], folder: Path) -> None:
        """Index, publish (with fsync) and open; quotations are not looked for, as by no peer."""
        write_articles(folder / "archive", articles, workers=2, quotations=False)
        self.news = open_archive(folder / "archive")

    def text(self, query: BenchQuery) -> str:
        """Return the query as a person would type it; quotation marks make words exact."""
        words = [f'"{word}"' for word in query.words]
        return {
            "term": words[0],
            "and": " AND ".join(words),
            "or": " OR ".join(words),
            "phrase": f'"{" ".join(query.words)}"',
            "title": f"title:{words[0]}",
            "prefix": f"{query.words[0]}*",
            "not": f"{words[0]} NOT {words[-1]}",
            "near": f"{words[0]} w/5 {words[-1]}",
            "pattern phrase": f'"{query.words[0]} {query.words[-1]}*"',
        }[query.kind]

    def prepare(self, query: BenchQuery) -> Any:
        """Return the tree of the query, as the other engines are given parsed queries."""
        return parse_query(self.text(query)).node

    def run(self, prepared: Any) -> int:
        """Rank and count."""
        return self.news.engine.evaluate(prepared).page("relevance", limit=10).rows

    def bare(self, query: BenchQuery) -> str:
        """Return the query as most people type it, its words without quotation marks."""
        return self.text(query).replace('"', "")

    def answer(self, text: str) -> int:
        """Do all that a person is shown of an answer: from the text to ten hits and both counts."""
        return self.news.search(text, limit=10).total

    def snippets(self, prepared: Any) -> int:
        """Make the hits with their snippets."""
        found = self.news.engine.evaluate(prepared)
        refs = found.page("relevance", limit=10).refs
        return sum(bool(hit.snippets) for hit in found.hits(refs))
