"""Hits as bare names for other programs: ids, or the files they came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newssearch.archive.article import Article
from newssearch.search.answer import Hit


def ids_of(hits: Iterable[Hit]) -> Iterator[str]:
    """Yield the ids."""
    for hit in hits:
        yield hit.article.id


def files_of(hits: Iterable[Hit]) -> Iterator[str]:
    """Yield the files' names, one per hit."""
    for hit in hits:
        yield file_of(hit.article)


def file_of(article: Article) -> str:
    """Return the file of an article: its path without the number of the article in the file."""
    _, number_sign, number = article.id.rpartition("#")
    return article.path.removesuffix(number_sign + number) if number_sign else article.path
