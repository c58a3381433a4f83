"""Worker processes: each takes tasks, makes articles of them, and builds segments of its own.

A worker asks for the next task when it is done with the last, so that fast and slow tasks even
out. Nothing is handed back but counts: articles go from the worker to the disk. A worker that
dies ends the build; the archive is as it was.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import traceback
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from newssearch.archive.article import Article
from newssearch.archive.errors import (
    NewsSearchError,
    StorageError,
    is_shortage,
    is_shortage_of_memory,
    refusal,
)
from newssearch.archive.platform.processes import leave_signals_to_parent, start_method, starting
from newssearch.indexer.effort import effort_limited
from newssearch.indexer.memory import COLLECTED_SELDOM
from newssearch.indexer.run_writer import WORKER_BYTES, Built, RunWriter

Make = Callable[[Any, Callable[[Article], None]], Any]
"""Carry out a task: hand each article on, and return what the parent is to know (plain data)."""


def how_many(most: int, memory_bytes: int) -> int:
    """Return how many workers memory has room for, ``most`` at the most and one at least."""
    return max(min(most, memory_bytes // WORKER_BYTES), 1)


class Workers:
    """Some processes at work in a folder, as a context manager that ends them.

    They are at most ``count``, and no more than ``memory_bytes`` has room for.
    """

    def __init__(self, make: Make, folder: Path, *, count: int, memory_bytes: int) -> None:
        self._pipes: list[Connection] = []
        self._processes: list[BaseProcess] = []
        self.built: list[Built] = []
        count = how_many(count, memory_bytes)
        try:
            for number in range(count):
                self._start(make, folder, f"run-{number}", memory_bytes // count)
        except BaseException:
            self.end()
            raise

    def _start(self, make: Make, folder: Path, name: str, memory_bytes: int) -> None:
        method = start_method()
        context: Any = multiprocessing.get_context(method)
        ours, theirs = context.Pipe()
        self._pipes.append(ours)
        inherited = self._pipes if method == "fork" else []
        process = context.Process(
            target=_work,
            args=(make, theirs, inherited, folder, name, memory_bytes),
            daemon=True,
        )
        with starting():
            process.start()
        theirs.close()
        self._processes.append(process)

    def run(self, tasks: Iterator[Any]) -> Iterator[Any]:
        """Hand out tasks; yield what came of each, in the order in which they are done."""
        busy = set(self._pipes)
        while busy:
            for pipe in wait(list(busy)):
                assert isinstance(pipe, Connection)
                kind, value = self._receive(pipe)
                if kind == "built":
                    self.built.append(value)
                    busy.discard(pipe)
                    continue
                if kind == "done":
                    yield value
                self._send(pipe, next(tasks, None))

    def _send(self, pipe: Connection, task: Any) -> None:
        try:
            pipe.send(task)
        except OSError as error:
            raise _died() from error

    def _receive(self, pipe: Connection) -> tuple[str, Any]:
        try:
            kind, value = pipe.recv()
        except (EOFError, OSError) as error:
            raise _died() from error
        if kind == "failed":
            if isinstance(value, NewsSearchError):
                raise value
            raise RuntimeError(f"a worker process failed:\n{value}")
        return str(kind), value

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """Let the processes end, and end those that do not."""
        for pipe in self._pipes:
            pipe.close()
        for process in self._processes:
            process.join(timeout=0.2)
            if process.is_alive():
                process.kill()
                process.join()


def _died() -> StorageError:
    return StorageError(
        "a worker process died; nothing was published",
        hint="the machine may be out of memory; try a smaller --memory",
    )


def _work(
    make: Make,
    pipe: Connection,
    inherited: list[Connection],
    folder: Path,
    name: str,
    memory_bytes: int,
) -> None:
    """Be a worker: take tasks until there are none, then tell what was built.

    The parent's ends of the pipes, which a forked process inherits, are closed: else no worker
    would ever learn that the parent has died. The lock is inherited too, and kept, so that no
    other run begins while a worker without a parent still writes. A spawned process inherits
    neither; without a parent it ends at its next task.
    """
    leave_signals_to_parent()
    for end in inherited:
        end.close()
    gc.freeze()
    gc.set_threshold(*COLLECTED_SELDOM)
    try:
        writer = RunWriter(folder, name, memory_bytes)
        pipe.send(("ready", None))
        with effort_limited():
            while (task := pipe.recv()) is not None:
                pipe.send(("done", make(task, writer.add)))
        writer.finish()
        pipe.send(("built", writer.built))
    except (EOFError, BrokenPipeError):
        pass
    except NewsSearchError as error:
        pipe.send(("failed", error))
    except Exception as error:  # noqa: BLE001 - the parent shows it as the bug that it is
        if isinstance(error, OSError) or is_shortage(error):
            hint = "see --memory" if is_shortage_of_memory(error) else None
            pipe.send(("failed", refusal(error, f"cannot write to {folder}", hint=hint)))
        else:
            pipe.send(("failed", traceback.format_exc()))
    finally:
        pipe.close()
        os._exit(0)
