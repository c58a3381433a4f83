"""The article: the one record that flows from the indexer through the archive to the screen.

It is plain, frozen data; named tuples, since those are made five times as fast as frozen
dataclasses. Offsets are code points into ``body``, half-open.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping
from operator import itemgetter
from typing import Any, Literal, NamedTuple

Confidence = Literal["high", "medium", "low"]

ExtraValue = str | int | dt.date | tuple[str | int | dt.date, ...]
"""A value of a field of one's own: a name, a whole number, a day, or several of a kind."""

_NOTHING: Mapping[str, Any] = {}


class Quotation(NamedTuple):
    """Words that an article puts between quotation marks, and who is said to have said them.

    ``start`` and ``end`` leave the marks out. ``speaker`` is the fullest name the article gives,
    or the description of an unnamed source; ``speaker_as_written`` is the mention beside the
    quotation ("he"); ``description`` is the title or role given to the speaker anywhere in the
    article. ``cue`` is the attributing word as written ("said") and ``cue_start`` its place.
    ``confidence`` speaks of the speaker, and is None if there is none. ``partial`` quotations
    are part of a longer sentence of the reporter's.
    """

    start: int
    end: int
    speaker: str | None = None
    speaker_as_written: str | None = None
    description: str | None = None
    cue: str | None = None
    cue_start: int | None = None
    confidence: Confidence | None = None
    partial: bool = False


SHOWN = (
    *("id", "path", "title", "byline", "contributors", "credit", "dateline", "date", "time"),
    *("source", "section", "tags", "url", "lang", "words", "caption", "notes", "lead", "body"),
    *("headings", "pages", "quotes", "extra", "provenance"),
)
"""What is shown of an article, in order: its attributes, and ``words`` and ``lead``, which are made
from its body."""

MEMBER = "member"
"""The key of ``provenance`` under which the place of an article in a container is kept."""


class Article(NamedTuple):
    """One news article, cleaned and in fields.

    ``body`` holds the paragraphs, each separated from the next by one blank line; ``headings``
    are the (start, end) offsets of those paragraphs of it that are sub-headings. ``title`` is
    None if the article has none of its own; ``display_title`` always has something to show.
    ``byline`` are the authors as printed above the text, ``contributors`` those named below it,
    ``credit`` is the agency. ``path`` is the source's file as a person would name it, ``id`` is
    short, stable, and unique in an archive. ``provenance`` says of each field where it came
    from, in a few words for people ("JSON-LD", "first line"). ``time`` is the time of day on the
    clock that the source printed, without a time zone; ``tags`` are topics, keywords and subject
    codes as the source gives them; ``extra`` holds fields of one's own, by name (see
    ``archive.extra_fields``). ``pages`` says of a source with pages where in ``body`` the first
    paragraph of each begins: pairs of (offset, number of the page).
    """

    id: str
    path: str
    body: str
    title: str | None = None
    byline: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    credit: str | None = None
    dateline: str | None = None
    date: dt.date | None = None
    source: str | None = None
    section: str | None = None
    url: str | None = None
    lang: str | None = None
    caption: str | None = None
    notes: tuple[str, ...] = ()
    headings: tuple[tuple[int, int], ...] = ()
    quotes: tuple[Quotation, ...] = ()
    provenance: Mapping[str, str] = _NOTHING
    time: dt.time | None = None
    tags: tuple[str, ...] = ()
    extra: Mapping[str, ExtraValue] = _NOTHING
    pages: tuple[tuple[int, int], ...] = ()

    @property
    def file(self) -> str:
        """The file that the article came from: its path without its place in the file."""
        if member := self.provenance.get(MEMBER):
            return self.path.removesuffix(f"#{member}")
        _, sign, number = self.id.rpartition("#")
        return self.path.removesuffix(sign + number) if sign else self.path

    def page_at(self, offset: int) -> int | None:
        """Return the page on which the paragraph at an offset of the body begins, if it has one."""
        place = bisect_right(self.pages, offset, key=itemgetter(0))
        return self.pages[place - 1][1] if place else None

    @property
    def display_title(self) -> str:
        """The title, or else the opening words of the body, cut at 100 characters."""
        if self.title:
            return self.title
        opening = self.body.split("\n", 1)[0].strip()
        if len(opening) <= 100:
            return opening or "(untitled)"
        return opening[:99].rsplit(" ", 1)[0] + "…"
