"""The record: one article as its file holds it, before anything is cleaned.

Readers make records, fielding turns them into articles. Nothing else passes between the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Declared:
    """A value that the file itself names as a field, and where it was ("JSON-LD", "BYLINE")."""

    value: str
    origin: str


@dataclass(frozen=True, slots=True)
class Record:
    """One article as found.

    ``text`` is the running text with its line breaks as they stood. ``declared`` maps a field of
    the article (title, byline, contributors, credit, dateline, date, time, source, section, tags,
    url, lang, caption, notes) to the values the file gives it, in order. ``lines`` says what a line
    break in ``text`` means: "paragraphs" (every line is one), or "unknown" (plain text, to be found
    out);
    ``headings`` are the line numbers of ``text`` that the file marks as sub-headings.
    ``number`` is the article's place in a file that holds several, counted from 1, else None.
    ``complete`` says that the file's declarations are all there is: nothing is to be looked for
    in the text (a Reuters SGML record has its TITLE tag or has no title). ``kind`` is "" for an
    article like any other, and "unprocessed" for one that its collection itself calls untagged
    raw text, so that the report can count these separately. ``remarks`` are what a person should
    know of how the article was read ("its longest text is in `x`, which went into no field");
    ``guesses`` what had to be guessed for it ({"encoding": "KOI8-R"}), a part of its provenance.
    ``member`` is where a container holds it ("news/board.html", or "news/all.jsonl#3");
    ``pages`` are the numbers of the pages on which the lines of ``text`` begin, one for each line,
    counted from 1, where the source has pages. ``own`` maps fields of one's own to their values as
    written.
    """

    text: str
    declared: Mapping[str, tuple[Declared, ...]] = field(default_factory=dict)
    lines: str = "unknown"
    headings: frozenset[int] = frozenset()
    number: int | None = None
    complete: bool = False
    kind: str = ""
    remarks: tuple[str, ...] = ()
    guesses: Mapping[str, str] = field(default_factory=dict)
    member: str = ""
    pages: tuple[int, ...] = ()
    own: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Skipped:
    """One article of a file that could not be read, while the rest of the file went on.

    ``number`` is its place in the file (of a JSON Lines file: the line), counted from 1, or None
    where it has none; ``reason`` is a few words for people ("broken JSON").
    """

    number: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What a person should know of a file, or of one article of it, that was read all the same."""

    text: str
    number: int | None = None


Found = Record | Skipped | Remark
"""What readers yield."""
