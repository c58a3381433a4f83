"""The other engines, each with title, byline and body indexed with positions, and all stored."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any, Protocol

from benchmarks.queries import BenchQuery
from newssearch.archive.article import Article


class Peer(Protocol):
    """An engine under measurement."""

    name: str

    def index(self, articles: list[Article], folder: Path) -> None:
        """Index articles into an empty folder and open the index."""

    def prepare(self, query: BenchQuery) -> Any:
        """Return a query in the engine's own form, or None if it has none of the kind."""

    def run(self, prepared: Any) -> int:
        """Rank the ten best articles and return the exact number of all."""

    def snippets(self, prepared: Any) -> int:
        """Make snippets for the ten best articles; return how many."""


class Tantivy:
    """tantivy-py with two indexing threads; its default tokenizer does not stem, en_stem does."""

    name = "tantivy"

    def __init__(self, threads: int = 2, tokenizer: str = "default") -> None:
        self._threads = threads
        self._tokenizer = tokenizer

    def index(self, articles: list[Article], folder: Path) -> None:
        """Index and open."""
        import tantivy  # noqa: PLC0415

        self._tantivy = tantivy
        builder = tantivy.SchemaBuilder()
        for field in ("title", "byline", "body"):
            builder.add_text_field(field, stored=True, tokenizer_name=self._tokenizer)
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, path=str(folder))
        writer = self._index.writer(heap_size=500_000_000, num_threads=self._threads)
        for article in articles:
            writer.add_document(
                tantivy.Document(
                    title=article.title or "",
                    byline=" ".join(article.byline),
                    body=article.body,
                    id=article.id,
                )
            )
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def prepare(self, query: BenchQuery) -> Any:
        """Return a query over title, byline and body.

        Its AND NOT over several fields finds nothing, so exclusion is written with signs; and its
        slop keeps the order of the words, so a distance is asked for both ways round.
        """
        words = query.words
        text = {
            "term": words[0],
            "and": " AND ".join(words),
            "or": " OR ".join(words),
            "phrase": f'"{" ".join(words)}"',
            "title": f"title:{words[0]}",
            "prefix": None,
            "not": f"+{words[0]} -{words[-1]}",
            "near": f'"{" ".join(words)}"~4 OR "{" ".join(reversed(words))}"~4',
            "pattern phrase": None,
        }[query.kind]
        if text is not None:
            return self.parse(text)
        if query.kind == "prefix":
            patterns = [
                (
                    self._tantivy.Occur.Should,
                    self._tantivy.Query.regex_query(self._schema, field, f"{words[0]}.*"),
                )
                for field in ("title", "byline", "body")
            ]
            return self._tantivy.Query.boolean_query(patterns)
        return None

    def parse(self, text: str) -> Any:
        """Return a query over title, byline and body that is written in tantivy's own language."""
        return self._index.parse_query(text, ["title", "byline", "body"])

    def run(self, prepared: Any) -> int:
        """Rank and count."""
        return int(self._searcher.search(prepared, 10, count=True).count)

    def answer(self, text: str) -> int:
        """Do all that a person is shown of an answer: from the text to ten hits and the count."""
        prepared = self.parse(text)
        found = self._searcher.search(prepared, 10, count=True)
        generator = self._tantivy.SnippetGenerator.create(
            self._searcher, prepared, self._schema, "body"
        )
        generator.set_max_num_chars(480)
        for _, address in found.hits:
            document = self._searcher.doc(address)
            document.get_first("title")
            generator.snippet_from_doc(document).to_html()
        return int(found.count)

    def snippets(self, prepared: Any) -> int:
        """Use tantivy's snippet generator on the body."""
        generator = self._tantivy.SnippetGenerator.create(
            self._searcher, prepared, self._schema, "body"
        )
        generator.set_max_num_chars(480)
        found = 0
        for _, address in self._searcher.search(prepared, 10, count=False).hits:
            snippet = generator.snippet_from_doc(self._searcher.doc(address))
            found += bool(snippet.to_html())
        return found


class SqliteFts5:
    """SQLite's FTS5, its unicode61 tokenizer, ordered by its bm25."""

    name = "SQLite FTS5"

    def index(self, articles: list[Article], folder: Path) -> None:
        """Index and open."""
        self._database = sqlite3.connect(folder / "fts5.db")
        self._database.execute(
            "CREATE VIRTUAL TABLE news USING fts5(id UNINDEXED, title, byline, body)"
        )
        with self._database:
            self._database.executemany(
                "INSERT INTO news VALUES (?, ?, ?, ?)",
                ((a.id, a.title or "", " ".join(a.byline), a.body) for a in articles),
            )
            self._database.execute("INSERT INTO news(news) VALUES('optimize')")

    def prepare(self, query: BenchQuery) -> Any:
        """Return a MATCH expression."""
        words = query.words
        return {
            "term": words[0],
            "and": " AND ".join(words),
            "or": " OR ".join(words),
            "phrase": f'"{" ".join(words)}"',
            "title": f"title : {words[0]}",
            "prefix": f"{words[0]}*",
            "not": f"{words[0]} NOT {words[-1]}",
            "near": f"NEAR({' '.join(words)}, 4)",
            "pattern phrase": f'"{words[0]} {words[-1]}" *',
        }[query.kind]

    def run(self, prepared: Any) -> int:
        """Rank, and count in a second statement, as SQL has it."""
        self._database.execute(
            "SELECT id, bm25(news) FROM news WHERE news MATCH ? ORDER BY rank LIMIT 10", (prepared,)
        ).fetchall()
        row = self._database.execute("SELECT count(*) FROM news WHERE news MATCH ?", (prepared,))
        return int(row.fetchone()[0])

    def snippets(self, prepared: Any) -> int:
        """Use FTS5's snippet function on the body."""
        rows = self._database.execute(
            "SELECT snippet(news, 3, '<', '>', '…', 60) FROM news WHERE news MATCH ?"
            " ORDER BY rank LIMIT 10",
            (prepared,),
        ).fetchall()
        return len(rows)


class StockWhoosh:
    """Whoosh 2.7.4 as it comes, but uncompounded, and with stop words kept."""

    name = "stock Whoosh"

    def index(self, articles: list[Article], folder: Path) -> None:
        """Index and open."""
        from whoosh import analysis, fields, index  # noqa: PLC0415

        analyzer = analysis.StandardAnalyzer(stoplist=None, minsize=1)
        schema = fields.Schema(
            id=fields.ID(stored=True),
            title=fields.TEXT(analyzer=analyzer, stored=True),
            byline=fields.TEXT(analyzer=analyzer, stored=True),
            body=fields.TEXT(analyzer=analyzer, stored=True),
        )
        made = index.create_in(folder, schema)
        writer = made.writer(limitmb=512)
        writer.compound = False
        for article in articles:
            writer.add_document(
                id=article.id,
                title=article.title or "",
                byline=" ".join(article.byline),
                body=article.body,
            )
        writer.commit()
        self._searcher = made.searcher()

    def prepare(self, query: BenchQuery) -> Any:
        """Return a query tree over title, byline and body."""
        from whoosh import query as q  # noqa: PLC0415
        from whoosh.query import spans  # noqa: PLC0415

        fields = ("title", "byline", "body")

        def anywhere(word: str) -> Any:
            return q.Or([q.Term(field, word) for field in fields])

        words = list(query.words)
        match query.kind:
            case "term":
                return anywhere(words[0])
            case "and":
                return q.And([anywhere(word) for word in words])
            case "or":
                return q.Or([anywhere(word) for word in words])
            case "phrase":
                return q.Or([q.Phrase(field, words) for field in fields])
            case "title":
                return q.Term("title", words[0])
            case "prefix":
                return q.Or([q.Prefix(field, words[0]) for field in fields])
            case "not":
                return q.And([anywhere(words[0]), q.Not(anywhere(words[-1]))])
            case "near":
                # 2.7.4 fails on this query inside of another, so it is asked of the body alone
                terms = [q.Term("body", word) for word in words]
                return spans.SpanNear2(terms, slop=5, ordered=False)
        return None

    def run(self, prepared: Any) -> int:
        """Rank and count."""
        results = self._searcher.search(prepared, limit=10)
        return len(results)

    def snippets(self, prepared: Any) -> int:
        """Use Whoosh's highlighter on the body."""
        results = self._searcher.search(prepared, limit=10)
        return sum(bool(hit.highlights("body")) for hit in results)
