"""What stands in and below the body and is not body: sign-offs, credits, notes, boilerplate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from newssearch.indexer.fielding.boilerplate import is_boilerplate
from newssearch.indexer.fielding.contributors import (
    Contributor,
    read_contributors,
    split_glued_credits,
)
from newssearch.indexer.fielding.notes import is_note
from newssearch.indexer.fielding.paragraphs import Paragraph
from newssearch.indexer.knowledge.agencies import sign_off

MAX_TAIL_PARAGRAPHS = 5
"""Contributors are named in the last paragraphs."""
NOTE_PARAGRAPHS_ABOVE = 3
NOTE_PARAGRAPHS_BELOW = 6
"""A note stands above or below an article; in the middle "Correction:" may be a subject."""

_CONTINUED = re.compile(r"\W{0,3}more\W{0,4}", re.IGNORECASE)
_GLUED_SIGN_OFF = re.compile(r"(?<=[.!?\"”’)\d])\s{1,4}(?:Reuters?|REUTERS?)\.{0,3}$")


@dataclass(slots=True)
class Tail:
    """What was found; ``paragraphs`` are the body's."""

    paragraphs: list[Paragraph]
    contributors: list[Contributor] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


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


def read_tail(paragraphs: Sequence[Paragraph]) -> Tail:
    """Take boilerplate, notes and contributor lines out of ``paragraphs``."""
    tail = Tail([])
    kept = [paragraph for paragraph in paragraphs if not is_boilerplate(paragraph.text)]
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
