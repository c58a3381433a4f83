"""Workers of a Dask cluster read the files: one dies with its nanny, one file kills its readers."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from nodes import Cluster, free_ports
from test_cluster_building import CORPUS, POISON, held, read_and_die_of_poison, wanted

from newssearch.archive.cluster.address import read_address
from newssearch.archive.errors import UsageError
from newssearch.indexer.cluster import building
from newssearch.indexer.cluster.dask_workers import DaskWorkers
from newssearch.indexer.cluster.generations import Shape
from newssearch.indexer.cluster.tasks import FileDone, FilesTask

pytestmark = [
    pytest.mark.cluster,
    pytest.mark.filterwarnings("ignore::Warning:distributed"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


class Machines:
    """A scheduler and workers, each a process group of its own."""

    def __init__(self, folder: Path, workers: int) -> None:
        (port,) = free_ports(1)
        self.address = f"tcp://127.0.0.1:{port}"
        self._folder = folder
        scheduler = ["--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
        self._groups = [self._start("dask_scheduler", *scheduler)]
        for number in range(workers):
            self.add_worker(number)

    def add_worker(self, number: int) -> None:
        self._groups.append(
            self._start(
                *("dask_worker", self.address, "--nthreads", "1", "--nworkers", "1"),
                *("--memory-limit", "0", "--host", "127.0.0.1", "--no-dashboard"),
                *("--local-directory", str(self._folder / f"worker{number}")),
            )
        )

    def _start(self, name: str, *arguments: str) -> subprocess.Popen[bytes]:
        paths = os.pathsep.join([str(Path(__file__).parent), *sys.path])
        return subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", f"distributed.cli.{name}", *arguments],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": paths},
        )

    def kill_worker(self, number: int) -> None:
        os.killpg(self._groups[number + 1].pid, signal.SIGKILL)

    def close(self) -> None:
        for group in reversed(self._groups):
            if group.poll() is None:
                os.killpg(group.pid, signal.SIGKILL)
            group.wait()


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    made = Machines(tmp_path, 3)
    yield made
    made.close()


class KillsAWorker:
    """Passes tasks on one file at a time; a machine dies when the first file is done."""

    def __init__(self, machines: Machines) -> None:
        self._machines = machines
        self.killed = False

    def run(self, tasks: Iterator[FilesTask]) -> Iterator[FileDone]:
        singles = [one for task in tasks for one in task.single()]
        workers = DaskWorkers(self._machines.address, read_and_die_of_poison)
        for done in workers.run(singles):
            if not self.killed:
                self.killed = True
                self._machines.kill_worker(0)
            yield done


def test_a_run_on_dask_ends_as_one_on_this_machine(
    cluster: Cluster, machines: Machines, tmp_path: Path
) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for path in sorted(CORPUS.iterdir())[:15]:
        shutil.copy(path, folder)
    expected = wanted(folder, tmp_path)
    (folder / POISON).write_text("Poison\n\nWho reads this text dies of it.\n")
    address = read_address(cluster.url("dask"))
    building.init(address, Shape(1, 0))
    scheduler: Any = KillsAWorker(machines)
    report = building.index(address, [str(folder)], scheduler)
    assert scheduler.killed
    assert [s.path for s in report.skipped if "ended the program" in s.reason] == [
        str(folder / POISON)
    ]
    assert held(str(address)) == expected


def test_a_scheduler_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    from newssearch.indexer.cluster import dask_workers

    monkeypatch.setattr(dask_workers, "_PATIENCE_SECONDS", 1)
    with pytest.raises(UsageError, match="cannot reach a Dask scheduler"):
        DaskWorkers("tcp://127.0.0.1:9", read_and_die_of_poison)
