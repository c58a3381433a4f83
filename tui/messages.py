"""What the desk tells the screen. Workers touch no widget; they post one of these."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from textual.message import Message

from newssearch.archive.article import Article
from newssearch.archive.errors import NewsSearchError
from newssearch.search.answer import Answer
from newssearch.tui.engine import Mode, Sort
from newssearch.tui.hit_rows import HitRow
from newssearch.tui.page import Page

ARTICLE = "article"
"""What a dialog is expected under that needs the article; others have the key of their work."""


@dataclass(frozen=True)
class Overview:
    """What the open archive is, for the screen that shows no answer. Days are None if undated."""

    where: str
    generation: str
    published: dt.datetime
    articles: int
    first: dt.date | None
    last: dt.date | None


@dataclass(frozen=True)
class SavedState:
    """A saved query as it is searched for, and how many of its articles were not shown yet.

    ``new_ids`` are the first of these. A query that cannot be carried out has a ``fault``.
    """

    name: str
    text: str
    mode: Mode = "all"
    total: int = 0
    new: int = 0
    new_ids: tuple[str, ...] = ()
    fault: str = ""


Place: TypeAlias = Literal["first", "after", "before", "first of all", "last of all"]
"""Where hits belong: the first of a new answer, or next to those that are shown, or the beginning
or end of the whole answer, which takes the place of those that are shown."""


@dataclass(frozen=True)
class Question:
    """One request for hits. ``number`` rises with every new query; an older one is stale.

    A ``half_typed`` query ends where the person is still typing: a quotation mark that is not yet
    closed is closed for it.
    """

    number: int
    text: str
    mode: Mode
    sort: Sort
    limit: int
    offset: int = 0
    place: Place = "first"
    half_typed: bool = False


@dataclass
class Opened(Message):
    """An archive is open; ``again`` when a newer generation took the place of an older one."""

    overview: Overview
    again: bool = False


@dataclass
class Unavailable(Message):
    """No archive could be opened."""

    error: NewsSearchError


@dataclass
class Answered(Message):
    """A page of hits; ``rows`` are the answer's hits as they are shown."""

    question: Question
    answer: Answer
    rows: tuple[HitRow, ...]

    @property
    def total(self) -> int:
        """How many hits the whole answer has: articles, or groups of near-identical copies."""
        return self.answer.total if self.answer.groups is None else self.answer.groups


@dataclass
class Advised(Message):
    """The answer again to a question without hits, with what helps."""

    question: Question
    answer: Answer


@dataclass
class Refused(Message):
    """A question could not be answered."""

    question: Question
    error: NewsSearchError


@dataclass
class Fetched(Message):
    """An article to read, laid out with the marks of a query."""

    question: Question
    article: Article
    page: Page


@dataclass
class NotFetched(Message):
    """An article could not be read."""

    article_id: str
    error: NewsSearchError


@dataclass
class Worked(Message):
    """Something else was asked of the engine; ``then`` shows what it found.

    ``key`` is the one it was asked under.
    """

    key: str
    then: Callable[[], object]


@dataclass
class Failed(Message):
    """Something else that was asked could not be answered."""

    key: str
    error: NewsSearchError


@dataclass
class NewGeneration(Message):
    """A newer generation is live; the next search will open it."""


@dataclass
class Crashed(Message):
    """A bug: the screen raises it, so that its traceback is seen."""

    error: Exception
