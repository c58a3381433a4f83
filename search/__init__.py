"""How does a question become an answer? The query language, its execution, ranking, snippets."""

from newssearch.search.news import NewsArchive
from newssearch.search.opening import open_archive

__all__ = ["NewsArchive", "open_archive"]
