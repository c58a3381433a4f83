"""Who carries tasks out: processes of this machine, behind an interface that others may have.

A task is given to other processes, file by file, if its own dies; a file that has cost four
processes their life is given up, and the rest goes on.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, NamedTuple, Protocol

from newssearch.archive.errors import NewsSearchError
from newssearch.archive.platform.processes import leave_signals_to_parent
from newssearch.indexer.cluster.tasks import FileDone, FilesTask
from newssearch.indexer.effort import effort_limited

MOST_TRIES = 4
"""Processes that may die of a task."""

Carry = Callable[[FilesTask], list[FileDone]]


class Scheduler(Protocol):
    """Carries out tasks somewhere."""

    def run(self, tasks: Iterable[FilesTask]) -> Iterator[FileDone]:
        """Yield what came of each task, in the order in which they are done.

        Raises:
            NewsSearchError: a task cannot be done, and neither could others.
        """


class _Worker(NamedTuple):
    process: BaseProcess
    pipe: Connection


class _Given(NamedTuple):
    """A task, and how many processes have been given it."""

    task: FilesTask
    tries: int


class LocalProcesses:
    """Processes of this machine."""

    def __init__(self, count: int, carry: Carry) -> None:
        self._count = count
        self._carry = carry
        self._context: Any = multiprocessing.get_context("spawn")
        self._idle: list[_Worker] = []
        self._busy: dict[Connection, tuple[_Worker, _Given]] = {}

    def run(self, tasks: Iterable[FilesTask]) -> Iterator[FileDone]:
        """Yield what came of each task, in the order in which they are done."""
        todo = (_Given(task, 0) for task in tasks)
        again: list[_Given] = []
        try:
            while True:
                while len(self._busy) < self._count:
                    given = again.pop() if again else next(todo, None)
                    if given is None:
                        break
                    self._give(given)
                if not self._busy:
                    return
                for pipe in wait(list(self._busy)):
                    assert isinstance(pipe, Connection)
                    worker, given = self._busy.pop(pipe)
                    answer = self._answer(worker)
                    if answer is not None:
                        yield from answer
                    elif given.tries < MOST_TRIES:
                        again += [_Given(one, given.tries) for one in given.task.single()]
                    else:
                        yield from given_up(given.task, given.tries)
        finally:
            self._end()

    def _give(self, given: _Given) -> None:
        """Give a task to a process that has nothing to do, or to a new one."""
        worker = self._idle.pop() if self._idle else self._start()
        try:
            worker.pipe.send(given.task)
        except OSError:  # it has died meanwhile, of nothing that we know of
            worker.process.join()
            worker = self._start()
            worker.pipe.send(given.task)
        self._busy[worker.pipe] = worker, given._replace(tries=given.tries + 1)

    def _answer(self, worker: _Worker) -> list[FileDone] | None:
        """Return what a process has to say, None if it died.

        Raises:
            NewsSearchError: that is what it says.
        """
        try:
            done = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join()
            return None
        self._idle.append(worker)
        if isinstance(done, NewsSearchError):
            raise done
        assert isinstance(done, list)
        return done

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_work, args=(theirs, self._carry), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _end(self) -> None:
        for worker in [*self._idle, *(worker for worker, _ in self._busy.values())]:
            worker.pipe.close()
            worker.process.join(timeout=1)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._idle.clear()
        self._busy.clear()


def given_up(task: FilesTask, tries: int) -> list[FileDone]:
    """Return what is to be said of files that have ended every process that read them."""
    reason = f"reading it ended the program, {tries} times"
    return [FileDone(keyed, 0, (reason,), failed=True) for keyed in task.files]


def _work(pipe: Connection, carry: Carry) -> None:
    leave_signals_to_parent()
    while True:
        try:
            task = pipe.recv()
        except EOFError:
            return
        try:
            with effort_limited():
                done = carry(task)
            pipe.send(done)
        except NewsSearchError as error:
            pipe.send(error)
        except OSError:
            return
