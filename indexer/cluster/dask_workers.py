"""Workers of a Dask cluster: each reads files and sends what they have by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from newssearch.archive.errors import NewsSearchError, UsageError
from newssearch.indexer.cluster.scheduling import MOST_TRIES, Carry, given_up
from newssearch.indexer.cluster.tasks import FileDone, FilesTask

_AHEAD = 2
"""Tasks of a worker that are under way: one being done, and one that waits for it."""

_PATIENCE_SECONDS = 30


class DaskWorkers:
    """The workers of a scheduler such as ``tcp://host:8786``; see ``scheduling.Scheduler``.

    They must have newssearch installed, read the same paths, and reach the cluster.

    Raises:
        UsageError: the library is not installed, or the scheduler cannot be reached.
    """

    def __init__(self, scheduler: str, carry: Carry) -> None:
        try:
            from distributed import Client  # noqa: PLC0415 - only where there is a scheduler
        except ImportError as error:
            raise UsageError(
                "working with Dask needs the package distributed, which is not installed",
                hint="install it: pip install 'newssearch[dask]'",
            ) from error
        self._carry = carry
        try:
            self._client: Any = Client(scheduler, timeout=_PATIENCE_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise UsageError(
                f"cannot reach a Dask scheduler at {scheduler}: {error}",
                hint="start one: dask scheduler; then workers: dask worker ADDRESS",
            ) from error

    def run(self, tasks: Iterable[FilesTask]) -> Iterator[FileDone]:
        """Yield what came of each task, in the order in which they are done.

        Dask gives a task of a worker that died to another one, and gives it up when it has cost
        several their life.
        """
        from distributed import KilledWorker, as_completed  # noqa: PLC0415 - as above

        todo, again = iter(tasks), list[FilesTask]()
        under_way: dict[Any, FilesTask] = {}
        completed = as_completed(loop=self._client.loop)

        def feed() -> None:
            workers = len(self._client.ncores())
            while len(under_way) < max(workers, 1) * _AHEAD:
                task = again.pop() if again else next(todo, None)
                if task is None:
                    return
                future = self._client.submit(self._carry, task, pure=False)
                under_way[future] = task
                completed.add(future)

        try:
            feed()
            for future in completed:
                task = under_way.pop(future)
                error = future.exception() if future.status == "error" else None
                if isinstance(error, KilledWorker):
                    if len(task.files) > 1:
                        again += task.single()
                    else:
                        yield from given_up(task, MOST_TRIES)
                elif isinstance(error, NewsSearchError):
                    raise error
                else:
                    yield from future.result()
                future.release()
                feed()
        finally:
            self._client.cancel(list(under_way))
            self._client.close()
