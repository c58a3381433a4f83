"""What is said of a file that was read: text that went nowhere, articles in one, what was guessed.

Nothing here changes what is indexed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.readers.coverage import (
    articles_of_page,
    export_marks,
    little_taken,
    running_characters,
)
from newssearch.indexer.readers.formats import Format
from newssearch.indexer.record import Found, Record, Remark

_EXPORTS = frozenset(
    {
        *(Format.NEXIS, Format.FACTIVA, Format.FACTIVA_PAGE, Format.PROQUEST),
        *(Format.EUROPRESSE, Format.MEDIARGUS, Format.APA, Format.PRESS_DATABASE),
    }
)
_TAKEN_WHOLE = frozenset(
    {
        *(
            Format.PLAIN,
            Format.RTF,
            Format.WORD,
            Format.PDF,
            Format.OPENDOCUMENT,
            Format.EPUB,
            Format.EXCEL,
            Format.RIS,
            Format.JSON,
            Format.JSON_LINES,
        ),
        *(Format.TABLE, Format.PARQUET, Format.REUTERS),
    }
)
"""Formats of which every text goes into the article, or is watched value by value."""

_MAY_BE_EXPORTS = frozenset(
    {Format.PLAIN, Format.HTML, Format.RTF, Format.WORD, Format.MAIL, Format.MBOX}
)
"""Formats as which an export of an unknown layout would be read."""

_SUFFIXES = {
    Format.HTML: (".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx"),
    Format.TABLE: (".csv", ".tsv", ".tab"),
    Format.MAIL: (".eml", ".emlx", ".msg", ".mht", ".mhtml"),
    Format.MBOX: (".mbox", ".mbx"),
} | dict.fromkeys(_EXPORTS, ())
"""The endings of names that promise a format; of other formats the content leaves no doubt."""


class Guard:
    """Watches what is read from one source."""

    def __init__(self, source: ByteSource, found: Format) -> None:
        self._source = source
        self._format = found
        self._taken = 0
        self._by_content = _by_content(found, source.name)
        self._may_be_export = found in _MAY_BE_EXPORTS
        self._measured = found not in _TAKEN_WHOLE

    def check(self, result: Found) -> Found:
        """Return what was read, with what is to be said of it."""
        if not isinstance(result, Record):
            return result
        if self._measured:
            self._taken += len(result.text) + sum(
                len(each.value) for values in result.declared.values() for each in values
            )
        guesses = {**self._source.guesses, **result.guesses}
        if self._by_content:
            guesses["format"] = f"{self._format.value}, by its content"
        marks = export_marks(result.text) if self._may_be_export else None
        if not guesses and not marks:
            return result
        remarks = (*result.remarks, marks) if marks else result.remarks
        return replace(result, guesses=guesses, remarks=remarks)

    def remarks(self) -> Iterator[Remark]:
        """Yield what is to be said of the whole source, once it has been read."""
        yield from map(Remark, self._source.remarks)
        if self._measured and (little := self._little_taken()):
            yield Remark(little)
        if self._format is Format.HTML and (several := articles_of_page(self._source.whole)):
            yield Remark(several)

    def _little_taken(self) -> str | None:
        source = self._source
        if source.most_running is not None:
            most = source.running + source.most_running
            if little_taken(most, self._taken) is None:
                return None
        running = source.running + running_characters(source.whole)
        return little_taken(running, self._taken)


def _by_content(found: Format, name: str) -> bool:
    suffixes = _SUFFIXES.get(found)
    return suffixes is not None and PurePosixPath(name.lower()).suffix not in suffixes
