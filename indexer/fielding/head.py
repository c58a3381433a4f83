"""The head of a plain text: what is above and at the opening of its first real paragraph.

Title, byline, agency, date line, notes and dateline are taken off in one walk, because each is
distinguished from the others by what the others are not, and by its place.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from newssearch.indexer.fielding.boilerplate import is_boilerplate, is_contact, is_label
from newssearch.indexer.fielding.bylines import read_byline
from newssearch.indexer.fielding.datelines import Dateline, read_dateline
from newssearch.indexer.fielding.labels import read_topics
from newssearch.indexer.fielding.letterheads import count_letterhead
from newssearch.indexer.fielding.notes import is_note
from newssearch.indexer.fielding.paragraphs import Paragraph
from newssearch.indexer.fielding.titles import is_labelled_title, is_title
from newssearch.indexer.knowledge.agencies import credit_name, is_agency
from newssearch.indexer.knowledge.authors import Authors
from newssearch.indexer.knowledge.dates import is_day, read_day
from newssearch.indexer.knowledge.people import is_role

MAX_HEAD_PARAGRAPHS = 8
MIN_TEXT_WORDS = 14
"""A paragraph with so many words is the article's text and ends the head."""
MAX_DATELINE_PARAGRAPH = 4
"""A dateline may follow a summary or two; further down it is an item of a round-up."""
MIN_SUMMARY_WORDS = 5
"""Shorter paragraphs above a dateline are names and telephone numbers, and do not count."""
MAX_KICKER_WORDS = 2
MIN_WORDS_BELOW_KICKER = 4
MAX_TITLE_PLACE = 4
"""Paragraphs among which a declared title may occur once more."""

_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(slots=True)
class Head:
    """What was found; ``paragraphs`` are those left for the body."""

    paragraphs: list[Paragraph]
    title: str | None = None
    byline: tuple[str, ...] = ()
    credit: str | None = None
    date_line: str | None = None
    dateline: Dateline | None = None
    notes: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    section: str | None = None


def read_head(
    paragraphs: Collection[Paragraph],
    *,
    title: str | None = None,
    byline: Collection[str] = (),
    source: str | None = None,
) -> Head:
    """Take the head off ``paragraphs``.

    ``title`` and ``byline`` are what the file declares, if anything: where the text repeats them
    they are taken off, and nothing else is taken for them. ``source`` is the newspaper that the
    file declares: its name above the text is no title.
    """
    head = Head(list(paragraphs))
    labelled = _drop_labels(head)
    if title is None:
        _take_title(head, labelled=labelled, source=source)
    repeated = title or head.title
    if repeated is not None:
        _drop_repeated_title(head, repeated)
    _take_lines(head, byline)
    _take_dateline(head)
    return head


def folded(text: str) -> str:
    """Return the letters and digits of a line only, for telling whether two lines say the same."""
    return _NOT_WORD.sub("", text).casefold()


def _drop_labels(head: Head) -> bool:
    """Drop "Press release" and its like above all else; say whether there was anything."""
    paragraphs = head.paragraphs
    first = 0
    while first < len(paragraphs):
        text = paragraphs[first].text
        following = paragraphs[first + 1].text if first + 1 < len(paragraphs) else None
        if not is_label(text) and (not is_boilerplate(text) or is_labelled_title(text, following)):
            break
        head.tags += read_topics(text)
        first += 1
    del paragraphs[:first]
    return first > 0


def _take_title(head: Head, *, labelled: bool, source: str | None) -> None:
    texts = [paragraph.text for paragraph in head.paragraphs]
    place = count_letterhead(texts[:MAX_HEAD_PARAGRAPHS], sure=labelled)
    if source and place < len(texts) and folded(texts[place]) == folded(source):
        place += 1
    if len(texts) < place + 2 or len(texts[place]) > 200:
        return
    rest = sum(text.count(" ") + 1 for text in texts[place + 1 :])
    if _is_kicker(texts[place], texts[place + 1 : place + 3], rest):
        head.section = texts[place]
        del head.paragraphs[place], texts[place]
    if is_title(texts[place], texts[place + 1], rest):
        head.title = texts[place]
        del head.paragraphs[place]


def _is_kicker(text: str, below: list[str], rest: int) -> bool:
    """Return whether a word or two in capitals name the section of a headline ``below``."""
    return (
        text.isupper()
        and text.count(" ") < MAX_KICKER_WORDS
        and len(below) == 2
        and not below[0].isupper()
        and below[0].count(" ") >= MIN_WORDS_BELOW_KICKER - 1
        and below[0][-1] not in ".!?:;,"
        and is_title(below[0], below[1], rest)
        and below[1].count(" ") < MIN_TEXT_WORDS - 1
    )


def _drop_repeated_title(head: Head, title: str) -> None:
    wanted = folded(title)
    if not wanted:
        return
    for place, paragraph in enumerate(head.paragraphs[:MAX_TITLE_PLACE]):
        if len(paragraph.text) < 2 * len(title) + 20 and folded(paragraph.text) == wanted:
            del head.paragraphs[place]
            return


def _take_lines(head: Head, declared: Collection[str]) -> None:
    place = 0
    for _ in range(MAX_HEAD_PARAGRAPHS):
        if place >= len(head.paragraphs):
            return
        text = head.paragraphs[place].text
        if _takes(head, text, declared):
            del head.paragraphs[place]
            continue
        if read_dateline(text) is not None:
            return
        if text.count(" ") + 1 >= MIN_TEXT_WORDS and (place > 0 or not _is_deck(head)):
            return
        place += 1


def _is_deck(head: Head) -> bool:
    """Return whether a long first paragraph is a summary, with the byline or dateline below it."""
    return any(
        read_byline(paragraph.text) is not None or read_dateline(paragraph.text) is not None
        for paragraph in head.paragraphs[1:MAX_DATELINE_PARAGRAPH]
    )


def _takes(head: Head, text: str, declared: Collection[str]) -> bool:
    """Put a line of the head where it belongs; False if it is the body's."""
    byline = read_byline(text)
    if byline is not None:
        return _takes_byline(head, byline, declared)
    if is_day(text):
        head.date_line = head.date_line or (text if read_day(text) is not None else None)
        return True
    if head.byline and is_role(text):
        return True
    if is_agency(text):
        head.credit = head.credit or credit_name(text)
        return True
    if is_note(text):
        head.notes.append(text)
        return True
    if topics := read_topics(text):
        head.tags += topics
        return True
    return is_label(text) or (is_boilerplate(text) and not is_contact(text))


def _takes_byline(head: Head, byline: Authors, declared: Collection[str]) -> bool:
    if declared:
        surnames = {name.split()[-1].casefold() for name in declared}
        if not any(name.split()[-1].casefold() in surnames for name in byline.names):
            return False
    head.byline += tuple(name for name in byline.names if name not in head.byline)
    head.credit = head.credit or byline.credit
    return True


def _take_dateline(head: Head) -> None:
    passed = 0
    for place, paragraph in enumerate(head.paragraphs[:MAX_HEAD_PARAGRAPHS]):
        dateline = read_dateline(paragraph.text)
        if dateline is not None:
            head.dateline = dateline
            head.credit = head.credit or dateline.agency
            rest = paragraph.text[dateline.end :].lstrip()
            head.paragraphs[place : place + 1] = [Paragraph(rest)] if rest else []
            return
        passed += paragraph.text.count(" ") >= MIN_SUMMARY_WORDS - 1
        if passed == MAX_DATELINE_PARAGRAPH:
            return
