"""Hits as bare names for other programs: ids, or the files they come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newssearch.search.answer import Hit


def ids_of(hits: Iterable[Hit]) -> Iterator[str]:
    """Yield the ids."""
    for hit in hits:
        yield hit.article.id


def files_of(hits: Iterable[Hit]) -> Iterator[str]:
    """Yield the file names, one per hit."""
    for hit in hits:
        yield hit.article.file
