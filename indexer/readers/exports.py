"""The exports of databases that are plain text: which one is it, whatever it was packed in.

Files, RTF, Word and mail all carry them; each asks here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers.databases import (
    is_press_database,
    read_press_database_text,
)
from newssearch.indexer.readers.factiva import is_factiva, read_factiva_text
from newssearch.indexer.readers.nexis import is_nexis, read_nexis_text
from newssearch.indexer.readers.press_archives import (
    is_apa,
    is_mediargus,
    read_apa_text,
    read_mediargus_text,
)
from newssearch.indexer.readers.proquest import is_proquest, read_proquest_text
from newssearch.indexer.record import Record, Skipped

ReadText = Callable[[str], Iterator[Record | Skipped]]

_EXPORTS: tuple[tuple[Callable[[str], bool], ReadText], ...] = (
    (is_nexis, read_nexis_text),
    (is_factiva, read_factiva_text),
    (is_proquest, read_proquest_text),
    (is_mediargus, read_mediargus_text),
    (is_apa, read_apa_text),
    (is_press_database, read_press_database_text),
)


def export_reader(text: str) -> ReadText | None:
    """Return what reads a text as an export, None if it is none."""
    return next((read for recognises, read in _EXPORTS if recognises(text)), None)


def records_of_text(text: str) -> Iterator[Record | Skipped]:
    """Read the text of a document, one line per paragraph: an export, or one article.

    Raises:
        ArticleError: there is no text in it.
    """
    if read := export_reader(text):
        yield from read(text)
        return
    lines = [line for written in text.split("\n") if (line := " ".join(written.split()))]
    if not lines:
        raise ArticleError("contains no text")
    yield Record("\n".join(lines), lines="paragraphs")
