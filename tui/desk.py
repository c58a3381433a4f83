"""The desk: the one thread that talks to the search engine.

Keys must never wait for a search, and searches must never pile up. So there is one slot for each
kind of request, in which a newer request takes the place of one that waits, and one thread that
empties the slots and posts what it found. The engine sees one thread only, and a newer
generation is opened between two queries, never under one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from textual.message import Message

from newssearch.archive.errors import (
    ArchiveError,
    ArchiveMissing,
    NewsSearchError,
    QuerySyntaxError,
)
from newssearch.tui.article_page import article_page
from newssearch.tui.engine import Engine, OpenEngine, Selection
from newssearch.tui.hit_rows import hit_row
from newssearch.tui.messages import (
    Advised,
    Answered,
    Crashed,
    Failed,
    Fetched,
    NewGeneration,
    NotFetched,
    Opened,
    Overview,
    Question,
    Refused,
    Unavailable,
    Worked,
)

PAUSE_SECONDS = 0.3
"""Time without a key after which advice is worked out where a half-typed query finds nothing: that
may take longer than typing the rest of the word."""


@dataclass(frozen=True)
class _Open:
    """Open the archive, if it is not."""


@dataclass(frozen=True)
class _More:
    question: Question


@dataclass(frozen=True)
class _Fetch:
    question: Question
    article_id: str


@dataclass(frozen=True)
class _Work:
    """Something else to ask the engine, which returns what the screen does with it."""

    key: str
    do: Callable[[Engine], Callable[[], object]]


@dataclass(frozen=True)
class _Look:
    """See whether a newer generation is live."""


_Request: TypeAlias = _Open | Question | _Fetch | _More | _Work | _Look

_ORDER: tuple[type[_Request], ...] = (_Open, Question, _Fetch, _More, _Work, _Look)
"""What is done first of what waits."""


class Desk:
    """Takes requests from the screen and posts messages back. All methods return at once.

    ``post`` must be safe to call from another thread.
    """

    def __init__(
        self, path: Path | str | None, open_engine: OpenEngine, post: Callable[[Message], object]
    ) -> None:
        self._path = path
        self._open_engine = open_engine
        self._post = post
        self._engine: Engine | None = None
        self._kept: tuple[Engine, Question, Selection] | None = None
        self._waiting: dict[str, _Request] = {}
        self._busy = False
        self._stopping = False
        self._change = threading.Condition()
        # A daemon, so that a slow query does not keep a person who has left the program.
        self._thread = threading.Thread(target=self._run, name="search desk", daemon=True)

    @property
    def path(self) -> Path | str | None:
        """Where the archive is or would be."""
        return self._path

    def start(self) -> None:
        """Open the archive and wait for requests."""
        self._put(_Open())
        self._thread.start()

    def stop(self, patience_seconds: float = 0.5) -> None:
        """Close the archive when the request at hand is done, and wait for that a little."""
        with self._change:
            self._stopping = True
            self._change.notify_all()
        self._thread.join(patience_seconds)

    def open(self) -> None:
        """Try again to open the archive."""
        self._put(_Open())

    def ask(self, question: Question) -> None:
        """Search; a question that still waits is forgotten, and so is the wish for more hits."""
        with self._change:
            self._waiting.pop(_slot(_More), None)
        self._put(question)

    def ask_more(self, question: Question) -> None:
        """Search for a further page of the same answer, in the same generation."""
        self._put(_More(question))

    def fetch(self, question: Question, article_id: str) -> None:
        """Read an article, with the marks of a query."""
        self._put(_Fetch(question, article_id))

    def work(self, key: str, do: Callable[[Engine], Callable[[], object]]) -> None:
        """Ask the engine something else, in place of what waits under the same key.

        What ``do`` returns is called in the screen's thread.
        """
        self._put(_Work(key, do))

    def about(
        self,
        key: str,
        question: Question,
        do: Callable[[Engine, Selection], Callable[[], object]],
    ) -> None:
        """Ask something else about what a question finds, as ``work`` does."""
        self.work(key, lambda engine: do(engine, self._selected(engine, question)))

    def look(self) -> None:
        """See whether a newer generation is live."""
        self._put(_Look())

    @property
    def idle(self) -> bool:
        """Whether nothing is waiting or being done."""
        with self._change:
            return self._is_idle()

    def wait_idle(self, timeout_seconds: float) -> bool:
        """Block until nothing is waiting or being done; for tests."""
        with self._change:
            return self._change.wait_for(self._is_idle, timeout_seconds)

    def _is_idle(self) -> bool:
        return not self._busy and not self._waiting

    def _put(self, request: _Request) -> None:
        with self._change:
            self._waiting[_slot(type(request), request)] = request
            self._change.notify_all()

    def _run(self) -> None:
        while (request := self._take()) is not None:
            try:
                self._do(request)
            except Exception as error:  # noqa: BLE001  (a bug: raised again in the screen's thread)
                self._post(Crashed(error))
            with self._change:
                self._busy = False
                self._change.notify_all()
        if self._engine is not None:
            self._engine.close()

    def _take(self) -> _Request | None:
        with self._change:
            self._change.wait_for(lambda: self._waiting or self._stopping)
            if self._stopping:
                return None
            slot = min(self._waiting, key=lambda slot: _ORDER.index(type(self._waiting[slot])))
            self._busy = True
            return self._waiting.pop(slot)

    def _overtaken(self, within_seconds: float = 0) -> bool:
        """Say whether there is a newer question, or comes to be one in some time."""
        with self._change:
            self._change.wait_for(lambda: self._stopping or self._newer, within_seconds)
            return self._newer

    @property
    def _newer(self) -> bool:
        return _slot(Question) in self._waiting

    def _do(self, request: _Request) -> None:
        match request:
            case _Open():
                self._opened()
            case Question():
                self._answer(request, newest=True)
            case _More(question):
                self._answer(question, newest=False)
            case _Fetch(question, article_id):
                self._fetch(question, article_id)
            case _Work():
                self._work(request)
            case _Look():
                self._look()

    def _work(self, work: _Work) -> None:
        engine = self._opened()
        if engine is None:
            return
        try:
            then = work.do(engine)
        except NewsSearchError as error:
            self._post(Failed(work.key, error))
            return
        self._post(Worked(work.key, then))

    def _opened(self) -> Engine | None:
        if self._engine is None:
            try:
                self._engine, overview = self._open_live()
                self._post(Opened(overview))
            except NewsSearchError as error:
                self._post(Unavailable(error))
        return self._engine

    def _newest(self, engine: Engine) -> Engine:
        """Return the live generation, opened again if it is not the one at hand."""
        if not engine.changed():
            return engine
        newer, overview = self._open_live()
        engine.close()
        self._engine, self._kept = newer, None
        self._post(Opened(overview, again=True))
        return newer

    def _open_live(self) -> tuple[Engine, Overview]:
        if self._path is None:
            raise ArchiveMissing("no archive given, and none in the default folder")
        engine = self._open_engine(self._path)
        try:
            return engine, _overview(engine)
        except BaseException:
            engine.close()
            raise

    def _answer(self, question: Question, *, newest: bool) -> None:
        engine = self._opened()
        if engine is None:
            return
        try:
            if newest:
                engine = self._newest(engine)
            question, selection = self._read(engine, question)
            answer = selection.answer(limit=question.limit, offset=question.offset, advise=False)
            if self._overtaken():
                return
            self._post(Answered(question, answer, tuple(map(hit_row, answer.hits))))
            pause = PAUSE_SECONDS if question.half_typed else 0
            if not answer.total and not self._overtaken(pause):
                advised = selection.answer(limit=question.limit, offset=question.offset)
                self._post(Advised(question, advised))
        except NewsSearchError as error:
            self._post(Refused(question, error))

    def _fetch(self, question: Question, article_id: str) -> None:
        engine = self._opened()
        if engine is None:
            return
        try:
            article = engine.article(article_id)
            marks = self._selected(engine, question).marks(article_id)
            page = article_page(article, marks, engine.annotation(article_id))
        except NewsSearchError as error:
            self._post(NotFetched(article_id, error))
            return
        self._post(Fetched(question, article, page))

    def _read(self, engine: Engine, question: Question) -> tuple[Question, Selection]:
        """Return what a query finds, and the query as it was read: closed if it is half typed.

        Where the closed one finds nothing the fault is raised, so that what is shown stays.
        """
        try:
            return question, self._selected(engine, question)
        except QuerySyntaxError as error:
            if not question.half_typed or error.code != "unclosed_quote":
                raise
            closed = replace(question, text=question.text.rstrip() + '"')
            try:
                selection = self._selected(engine, closed)
            except QuerySyntaxError:
                raise error from None
            if not selection.total:
                raise
            return closed, selection

    def _selected(self, engine: Engine, question: Question) -> Selection:
        """Return what a query finds: kept for further pages and for the articles read."""
        kept = self._kept
        if kept is None or kept[0] is not engine or not _same_answer(kept[1], question):
            selection = engine.select(question.text, mode=question.mode, sort=question.sort)
            self._kept = kept = engine, question, selection
        return kept[2]

    def _look(self) -> None:
        try:
            if self._engine is not None and self._engine.changed():
                self._post(NewGeneration())
        except ArchiveError:
            return  # the next search meets the same error and shows it


def _slot(kind: type[_Request], request: _Request | None = None) -> str:
    """Return what a newer request of the same kind takes the place of."""
    return f"{kind.__name__} {request.key}" if isinstance(request, _Work) else kind.__name__


def _same_answer(one: Question, other: Question) -> bool:
    return (one.text, one.mode, one.sort) == (other.text, other.mode, other.sort)


def _overview(engine: Engine) -> Overview:
    first, last = engine.coverage()
    return Overview(
        where=engine.where,
        generation=engine.generation,
        published=engine.published,
        articles=engine.articles,
        first=first,
        last=last,
    )
