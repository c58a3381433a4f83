"""An archive in a cluster holds what one in a folder made of the same files does, whatever dies."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from nodes import Cluster

from newssearch.archive.article import Article
from newssearch.archive.cluster.address import Address, read_address
from newssearch.archive.errors import StorageError, UsageError
from newssearch.indexer import index_paths
from newssearch.indexer.cluster import building
from newssearch.indexer.cluster.generations import ClusterArchive, Shape
from newssearch.indexer.cluster.ledger import FAILED, Ledger
from newssearch.indexer.cluster.scheduling import LocalProcesses
from newssearch.indexer.cluster.tasks import FileDone, FilesTask, read_files
from newssearch.search import open_archive

pytestmark = pytest.mark.cluster

CORPUS = Path(__file__).parents[1] / "quality" / "corpus" / "articles"
POISON = "poison.txt"
_NUMBERS = itertools.count()


class InThisProcess:
    """Carries tasks out where it is."""

    def run(self, tasks: Iterator[FilesTask]) -> Iterator[FileDone]:
        for task in tasks:
            yield from read_files(task)


def read_and_die_of_poison(task: FilesTask) -> list[FileDone]:
    """Read files, and be killed by one of them after the others have been sent."""
    done = read_files(task)
    if any(keyed.file.relative == POISON for keyed in task.files):
        os.kill(os.getpid(), signal.SIGKILL)
    return done


@pytest.fixture
def address(cluster: Cluster) -> Address:
    found = read_address(cluster.url(f"built{next(_NUMBERS)}"))
    building.init(found, Shape(2, 0))
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twelve files of several formats."""
    made = tmp_path / "news"
    made.mkdir()
    for path in sorted(CORPUS.iterdir())[:12]:
        shutil.copy(path, made)
    return made


def held(place: Path | str) -> dict[str, Article]:
    with open_archive(place) as news:
        articles = [hit.article for hit in news.select("*").hits(snippets=False)]
        assert len(articles) == news.articles
        return {article.id: article for article in articles}


def wanted(folder: Path, tmp_path: Path) -> dict[str, Article]:
    """Return what an archive in a folder holds of the same files."""
    archive = tmp_path / f"local{next(_NUMBERS)}"
    index_paths(archive, [folder], workers=1)
    return held(archive)


def test_a_run_takes_what_is_new_changed_and_gone(
    address: Address, folder: Path, tmp_path: Path
) -> None:
    report = building.index(address, [str(folder)], InThisProcess())
    assert held(str(address)) == wanted(folder, tmp_path)
    assert (report.read, report.unchanged, report.articles) == (12, 0, len(held(str(address))))

    names = sorted(folder.iterdir())
    names[0].unlink()
    names[1].write_text("Another headline\n\nThis is another text about the harbour.\n")
    (folder / "more.txt").write_text("One more\n\nA text about one more ferry.\n")
    with open_archive(str(address)) as news:
        before = news.articles
        report = building.index(address, [str(folder)], InThisProcess())
        assert news.articles == before
    assert (report.read, report.unchanged, report.removed) == (2, 10, 1)
    assert held(str(address)) == wanted(folder, tmp_path)
    assert building.check(address) == report.articles
    with open_archive(str(address)) as news:
        assert news.count("ferry") >= 1


def test_a_rebuild_is_seen_when_it_is_complete(
    address: Address, folder: Path, tmp_path: Path
) -> None:
    building.index(address, [str(folder)], InThisProcess())
    shutil.copy(sorted(CORPUS.iterdir())[20], folder)
    with open_archive(str(address)) as old:
        total = old.count("*")
        building.rebuild(address, [str(folder)], InThisProcess())
        assert (old.count("*"), old.changed()) == (total, True)
    assert held(str(address)) == wanted(folder, tmp_path)
    building.rebuild(address, [str(folder)], InThisProcess())
    archive = ClusterArchive(address)
    assert [one.number for one in archive.generations()] == [2, 3]
    assert archive.live().number == 3
    archive.close()


def test_addresses_are_read_through_fsspec(address: Address, folder: Path) -> None:
    report = building.index(address, [f"file://{folder}/*.txt"], InThisProcess())
    assert report.read == len(list(folder.glob("*.txt")))
    places = {article.path for article in held(str(address)).values()}
    assert all(place.startswith(f"file://{folder}/") for place in places)
    with pytest.raises(UsageError, match="no file at"):
        building.index(address, [f"file://{folder}/*.none"], InThisProcess())


def test_a_file_that_kills_its_readers_is_given_up_and_the_rest_is_there(
    address: Address, folder: Path, tmp_path: Path
) -> None:
    expected = wanted(folder, tmp_path)
    (folder / POISON).write_text("Poison\n\nWho reads this text dies of it.\n")
    report = building.index(address, [str(folder)], LocalProcesses(2, read_and_die_of_poison))
    (skip,) = [one for one in report.skipped if "ended the program" in one.reason]
    assert skip.path == str(folder / POISON)
    assert held(str(address)) == expected
    archive = ClusterArchive(address)
    ledger = Ledger(archive.client, address, archive.live())
    assert [e.relative for e in ledger.entries.values() if e.state == FAILED] == [POISON]
    archive.close()


def test_a_run_that_was_killed_goes_on_where_it_was(
    address: Address, folder: Path, tmp_path: Path
) -> None:
    for path in sorted(CORPUS.iterdir())[12:40]:
        shutil.copy(path, folder)
    body = min(folder.iterdir()).read_text(errors="replace")
    for number in range(300):
        (folder / f"copy{number}.txt").write_text(f"Copy {number}\n\n{body}")
    command = ["-m", "newssearch", "cluster", "index", str(folder), "--workers", "1"]
    run = subprocess.Popen(
        [sys.executable, *command, "--archive", str(address)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    archive = ClusterArchive(address)
    while run.poll() is None and not Ledger(archive.client, address, archive.live()).entries:
        time.sleep(0.05)
    run.kill()
    run.wait()
    done = len(Ledger(archive.client, address, archive.live()).entries)
    archive.close()
    assert 0 < done < len(list(folder.iterdir()))
    report = building.index(address, [str(folder)], InThisProcess())
    assert report.unchanged >= done
    assert held(str(address)) == wanted(folder, tmp_path)


def test_nothing_is_published_where_the_counts_do_not_agree(address: Address, folder: Path) -> None:
    building.index(address, [str(folder)], InThisProcess())
    archive = ClusterArchive(address)
    live = archive.live()
    with pytest.raises(StorageError, match="nothing was published"):
        archive.publish(live, 1, 0)
    archive.close()


def test_there_is_one_archive_of_a_name(address: Address) -> None:
    with pytest.raises(UsageError, match="already"):
        building.init(address, Shape(1, 0))
