"""Transcripts: texts in which every turn opens with its speaker's name and a colon.

"HOST: Should that change?" / "QUILL: It will." The words behind the colon are quoted as surely as
between marks. A text is a transcript if several of its paragraphs open so and names return; a lone
"CORRECTION:" or a list of days makes none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from newssearch.indexer.quotations.marks import Stretch
from newssearch.indexer.quotations.paragraphs import BodyParagraph


class Turn(NamedTuple):
    """One turn: what is said, and the label before it with its offsets."""

    stretch: Stretch
    speaker: str
    start: int
    end: int


MIN_TURNS = 3
MAX_PARAGRAPHS = 5_000
_NAME = r"[A-Z][\w.'’-]{0,20}(?: (?:[A-Z][\w.'’-]{0,20}|de|van|von|al|bin)){0,4}"
_TURN = re.compile(
    rf"(?P<speaker>{_NAME})(?: ?\([^()\n]{{1,40}}\))?: {{1,3}}(?=[\"“‘'(\[…]{{0,3}}[^\W\d_])"
)
_LONGEST_LABEL = 200
"""Code points within which the colon of a label is."""
_NO_SPEAKERS = frozenset(
    """
    correction clarification update updated note notes editor's editor’s source sources date photo
    video watch read related contact monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november december where
    when what who why how cost price address tickets phone email result results score
    """.split()
)


def turn_at(paragraph: str) -> re.Match[str] | None:
    """Return the label that opens a paragraph, if it can be a speaker's name."""
    if paragraph.find(": ", 0, _LONGEST_LABEL) < 0:
        return None
    match = _TURN.match(paragraph)
    if match is None or match["speaker"].split()[0].casefold() in _NO_SPEAKERS:
        return None
    return match


def is_transcript(paragraphs: Iterable[str]) -> bool:
    """Return whether a text has turns: three or more, by two or more, one of whom returns."""
    turns: Counter[str] = Counter()
    for paragraph in islice(paragraphs, MAX_PARAGRAPHS):
        if (match := turn_at(paragraph)) is not None:
            turns[match["speaker"]] += 1
    return turns.total() >= MIN_TURNS and len(turns) > 1 and max(turns.values()) > 1


def find_turns(body: str, paragraphs: Sequence[BodyParagraph]) -> dict[int, Turn]:
    """Return the turns of a transcript by their paragraphs' numbers, none of any other text.

    "Q" and "A" name nobody, so that what follows them is left to the marks inside.
    """
    texts = [body[paragraph.start : paragraph.end] for paragraph in paragraphs[:MAX_PARAGRAPHS]]
    if not is_transcript(texts):
        return {}
    turns = {}
    for number, (text, paragraph) in enumerate(zip(texts, paragraphs, strict=False)):
        label = turn_at(text)
        if label is None or len(label["speaker"]) == 1:
            continue
        start, end = paragraph.start + label.end(), paragraph.end
        spoken = Stretch(start, end, number, False, start, end)
        label_end = paragraph.start + label.end("speaker")
        turns[number] = Turn(spoken, label["speaker"], paragraph.start, label_end)
    return turns
