"""The query as typed, and what is said about it while it is read.

All parts of the parser share one ``QueryText``: it knows the text, collects the notes, and makes
every refusal, so that a position always means a place in the text as the person typed it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TypeAlias

from newssearch.archive.analysis.characters import with_gershayim
from newssearch.archive.errors import QuerySyntaxError
from newssearch.archive.fields import FIELD_BY_NAME, Field
from newssearch.archive.safetext import safe_in_place

OwnFields: TypeAlias = Callable[[], Mapping[str, Field]]
"""What the archive's own fields are asked of; it is called only where a name is in no table."""

QUOTE_MARKS = "“”„‟«»＂"
"""Marks that open or close a phrase like the straight one; single marks do not (don’t)."""

_STRAIGHTEN = {ord(mark): '"' for mark in QUOTE_MARKS}

_LONGEST_EXCERPT = 40
"""A message quotes at most so many characters: the caret line shows the rest."""


class QueryText:
    """A query text with its notes.

    ``text`` is as typed, but for the marks within Hebrew abbreviations, which are no phrase marks;
    ``marked`` is the text with every phrase mark straightened. ``any_word`` says that it is prose
    that was pasted, in which few things are operators.
    """

    __slots__ = ("_capitals", "_notes", "_own_fields", "_today", "any_word", "marked", "text")

    def __init__(
        self,
        text: str,
        *,
        any_word: bool = False,
        today: dt.date | None = None,
        own_fields: OwnFields | None = None,
    ) -> None:
        self._own_fields = own_fields
        self.text = with_gershayim(text)
        self.marked = self.text.translate(_STRAIGHTEN)
        self.any_word = any_word
        self._capitals = text.isupper()
        self._today = today
        self._notes: dict[str, None] = {}

    @property
    def capitals(self) -> bool:
        """Whether all of the text is in capitals, so that AND, OR and NOT are words like others."""
        return self._capitals

    def field(self, name: str) -> Field | None:
        """Return the field with a name, one of the table or one of the archive's own."""
        name = name.lower()
        known = FIELD_BY_NAME.get(name)
        if known is None and self._own_fields is not None:
            return self._own_fields().get(name)
        return known

    @property
    def today(self) -> dt.date:
        """The day that relative dates are counted from: given, or the calendar's."""
        if self._today is None:
            self._today = dt.date.today()  # noqa: DTZ011 - the reader's own calendar day is meant
        return self._today

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user should know, each thing once, in the order of reading."""
        return tuple(self._notes)

    def note(self, text: str) -> None:
        """Remember something to tell the person."""
        self._notes[safe_in_place(text)] = None

    def excerpt(self, start: int, end: int) -> str:
        """The text between two places in quotation marks, shortened for a message."""
        return quoted(self.text[start:end])

    def itself(self, start: int, end: int) -> str:
        """The text between two places as a phrase, shortened for a hint."""
        return f'"{shortened(self.text[start:end])}"'

    def refuse(
        self,
        code: str,
        message: str,
        start: int,
        end: int,
        hint: str | None = None,
        suggestions: tuple[str, ...] = (),
    ) -> QuerySyntaxError:
        """Make (not raise) the error that points at ``start`` to ``end``."""
        position = max(0, min(start, len(self.text) - 1))
        return QuerySyntaxError(
            message,
            code=code,
            text=self.text,
            position=position,
            length=max(1, min(end, len(self.text)) - position),
            hint=hint,
            suggestions=suggestions,
        )


def quoted(text: str) -> str:
    """Put a piece of a query between single quotation marks, shortened for a message."""
    return f"'{shortened(text)}'"


def shortened(text: str) -> str:
    """A piece of a query, printable and no longer than a message can bear."""
    shown = text if len(text) <= _LONGEST_EXCERPT else text[: _LONGEST_EXCERPT - 1] + "…"
    return safe_in_place(shown)
