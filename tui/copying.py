"""What is copied: texts made of what is seen, clean of everything that a terminal would obey.

Nothing here knows a widget or a clipboard.
"""

from __future__ import annotations

import shlex
from bisect import bisect_right
from collections.abc import Sequence

from newssearch.archive.analysis.textmap import TextMap
from newssearch.archive.article import Article, Quotation
from newssearch.search.ast import Span
from newssearch.search.citing import cite
from newssearch.tui.cells import clean_line, clean_text, wrapped
from newssearch.tui.messages import Question

MEASURE = 80
"""Columns of a text that leaves the program: what is comfortable to read."""


def sentence_at(text: str, offset: int) -> Span:
    """Return the sentence of clean text that holds an offset, within its line."""
    start = text.rfind("\n", 0, offset) + 1
    stop = text.find("\n", offset)
    paragraph = text[start : len(text) if stop < 0 else stop]
    starts = TextMap(paragraph).sentences()
    number = bisect_right(starts, offset - start)
    first = starts[number - 1] if number else 0
    last = starts[number] if number < len(starts) else len(paragraph)
    first, last = _with_opening_marks(paragraph, first), _with_opening_marks(paragraph, last)
    return Span(start + first, start + first + len(paragraph[first:last].rstrip()))


def _with_opening_marks(text: str, place: int) -> int:
    """Return where a sentence begins whose first word is at a place: at the mark that opens it."""
    while place and text[place - 1] in "“„«\"'‘([":
        place -= 1
    return place


def quoted_with_source(article: Article, quotation: Quotation) -> str:
    """Return a quotation with who said it and where: fit to be pasted into a text."""
    words = " ".join(clean_line(article.body[quotation.start : quotation.end]).split())
    speaker = clean_line(quotation.speaker or quotation.speaker_as_written or "speaker unknown")
    described = clean_line(quotation.description or "")
    who = f"{speaker}, {described}" if described else speaker
    return f"“{words}” ({who}; {cite(article, 'plain').removesuffix('.')})"


def place_near(places: Sequence[Span], offset: int) -> int | None:
    """Return the number of the place that holds an offset, or the next one, or the last one."""
    for number, place in enumerate(places):
        if place.end > offset:
            return number
    return len(places) - 1 if places else None


def article_text(article: Article) -> str:
    """Return an article as plain text, for a pager or an editor."""
    about = [
        article.title,
        "By " + ", ".join(article.byline) if article.byline else None,
        " · ".join(
            part
            for part in (article.source, article.date.isoformat() if article.date else None)
            if part
        ),
        article.url,
    ]
    head = "\n".join(clean_line(line) for line in about if line)
    notes = "\n\n".join(clean_text(note) for note in (article.caption, *article.notes) if note)
    parts = (head, clean_text(article.body), notes)
    lines = "\n\n".join(part for part in parts if part).split("\n")
    return "\n".join(line for one in lines for line in wrapped(one, MEASURE)) + "\n"


def query_arguments(question: Question, archive: str) -> list[str]:
    """Return the arguments of the command that asks a question of an archive."""
    arguments = ["query"]
    if question.mode != "all":
        arguments.append(f"--{question.mode}")
    if question.sort != "relevance":
        arguments += ("--sort", question.sort)
    return [*arguments, "--archive", archive, "--", question.text]


def as_typed(arguments: list[str]) -> str:
    """Return a command as it is typed into a shell, on one line whatever the arguments hold."""
    return shlex.join(["newssearch", *map(clean_line, arguments)])
