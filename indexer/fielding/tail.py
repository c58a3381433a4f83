"""What is in and below the body and is not body: sign-offs, credits, notes, boilerplate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from newssearch.indexer.fielding.boilerplate import is_boilerplate, is_contact, is_end_mark
from newssearch.indexer.fielding.bylines import read_last_byline
from newssearch.indexer.fielding.contributors import (
    Contributor,
    read_contributors,
    split_glued_credits,
    split_source,
)
from newssearch.indexer.fielding.labels import read_topics
from newssearch.indexer.fielding.notes import is_note
from newssearch.indexer.fielding.paragraphs import Paragraph
from newssearch.indexer.knowledge.agencies import sign_off

MAX_TAIL_PARAGRAPHS = 5
"""Contributors are named in the last paragraphs."""
LAST_BYLINE_PARAGRAPHS = 2
"""A byline below the text is its last line, or has one more below it."""
NOTE_PARAGRAPHS_ABOVE = 3
NOTE_PARAGRAPHS_BELOW = 6
"""A note is above or below an article; in the middle "Correction:" may be a subject."""

_CONTINUED = re.compile(r"\W{0,3}more\W{0,4}", re.IGNORECASE)
_GLUED_SIGN_OFF = re.compile(r"(?<=[.!?\"”’)\d])\s{1,4}(?:Reuters?|REUTERS?)\.{0,3}$")


@dataclass(slots=True)
class Tail:
    """What was found; ``paragraphs`` are the body's."""

    paragraphs: list[Paragraph]
    contributors: list[Contributor] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    byline: tuple[str, ...] = ()
    credit: str | None = None


def take_sign_off(lines: list[str]) -> str | None:
    """Remove the wire's last line (" Reuter") from ``lines``; return the agency it names."""
    last = _last_line(lines)
    if last > 0 and len(lines[last]) < 12 and _CONTINUED.fullmatch(lines[last].strip()):
        lines[last] = ""
        last = _last_line(lines)
    if last < 0:
        return None
    agency = sign_off(lines[last]) if last > 0 else None
    if agency is not None:
        lines[last] = ""
        return agency
    line = lines[last].rstrip()
    lines[last] = _GLUED_SIGN_OFF.sub("", line)
    return "Reuters" if lines[last] != line else None


def _last_line(lines: Sequence[str]) -> int:
    """Return the number of the last line that is not blank, or -1."""
    last = len(lines) - 1
    while last >= 0 and not lines[last].strip():
        last -= 1
    return last


def read_tail(paragraphs: Sequence[Paragraph], *, byline: Sequence[str] = ()) -> Tail:
    """Take boilerplate, notes, topics, a byline and contributor lines out of ``paragraphs``.

    ``byline`` are the authors that are known; of those whom a last line names besides, it makes
    contributors.
    """
    tail = Tail([])
    kept: list[Paragraph] = []
    ended = False
    for number, paragraph in enumerate(paragraphs):
        late = len(paragraphs) - number <= MAX_TAIL_PARAGRAPHS
        furniture = is_boilerplate(paragraph.text)
        topics = read_topics(paragraph.text) if furniture or late else ()
        tail.tags += topics
        ended = ended or is_end_mark(paragraph.text)
        if ended and is_contact(paragraph.text):
            tail.notes.append(paragraph.text)
            continue
        if not (furniture or topics):
            kept.append(paragraph)
    _take_last_byline(tail, kept, byline)
    if kept:
        text, credits_ = split_glued_credits(kept[-1].text)
        if credits_ and read_contributors(credits_):
            kept[-1:] = [Paragraph(text, kept[-1].heading), Paragraph(credits_)]
    label = ""
    for number, paragraph in enumerate(kept):
        if label:
            tail.notes.append(f"{label} {paragraph.text}")
            label = ""
            continue
        below = len(kept) - number
        if below <= MAX_TAIL_PARAGRAPHS and (found := read_contributors(paragraph.text)):
            tail.contributors += found
            tail.credit = tail.credit or split_source(paragraph.text)[1] or None
        elif (number < NOTE_PARAGRAPHS_ABOVE or below <= NOTE_PARAGRAPHS_BELOW) and is_note(
            paragraph.text
        ):
            if paragraph.text[-1] == ":" and paragraph is not kept[-1]:
                label = paragraph.text
            else:
                tail.notes.append(paragraph.text)
        else:
            tail.paragraphs.append(paragraph)
    return tail


def _take_last_byline(tail: Tail, kept: list[Paragraph], known: Sequence[str]) -> None:
    """Take a byline off the last lines ("-- Ada Holm, Ellery Newsroom")."""
    above = kept[-2].text if len(kept) > 1 else ""
    for place in range(len(kept) - 1, max(0, len(kept) - 1 - LAST_BYLINE_PARAGRAPHS), -1):
        authors = read_last_byline(kept[place].text, above if place == len(kept) - 1 else "")
        if authors is None:
            continue
        del kept[place]
        if known:
            tail.contributors += [Contributor(name) for name in authors.names if name not in known]
        else:
            tail.byline = authors.names
        tail.credit = authors.credit
        return
