"""How does a question become an answer? The query language, its execution, ranking, snippets."""

from newssearch.search.news import NewsArchive, open_archive

__all__ = ["NewsArchive", "open_archive"]
