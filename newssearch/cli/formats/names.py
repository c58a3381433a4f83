"""Hits as bare names for other programs: ids, or the files they came from."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from newssearch.archive.article import Article
from newssearch.archive.safetext import safe_line
from newssearch.search.answer import Hit


def id_lines(hits: Iterable[Hit], end: bytes) -> Iterator[bytes]:
    """Yield the ids, each with its end."""
    for hit in hits:
        yield hit.article.id.encode("utf-8", "backslashreplace") + end


def path_lines(hits: Iterable[Hit], end: bytes, *, for_people: bool) -> Iterator[bytes]:
    """Yield the files' names as the operating system has them, a line a hit.

    On a terminal (``for_people``) they are made safe to look at instead.
    """
    for hit in hits:
        path = file_of(hit.article)
        name = safe_line(path).encode("utf-8", "replace") if for_people else _raw(path)
        yield name + end


def file_of(article: Article) -> str:
    """Return the file of an article: its path without the number of the article in the file."""
    _, number_sign, number = article.id.rpartition("#")
    return article.path.removesuffix(number_sign + number) if number_sign else article.path


def _raw(path: str) -> bytes:
    try:
        return os.fsencode(path)
    except UnicodeEncodeError:
        return path.encode("utf-8", "surrogatepass")
