"""An archive in a cluster holds what one in a folder made of the same files does, whatever dies."""

from __future__ import annotations

import gzip
import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from nodes import Cluster

from newssearch.archive.article import Article
from newssearch.archive.cluster.address import Address, read_address
from newssearch.archive.errors import ArchiveLocked, StorageError, UsageError
from newssearch.cli.program import carry_out
from newssearch.indexer import index_paths
from newssearch.indexer.cluster import building
from newssearch.indexer.cluster import lock as locking
from newssearch.indexer.cluster.building import ClusterReport
from newssearch.indexer.cluster.generations import ClusterArchive, Shape
from newssearch.indexer.cluster.ledger import FAILED, Ledger
from newssearch.indexer.cluster.lock import ClusterLock
from newssearch.indexer.cluster.scheduling import LocalProcesses
from newssearch.indexer.cluster.tasks import FileDone, FilesTask, read_files
from newssearch.indexer.folder_options import FolderOptions
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


def wanted(folder: Path, tmp_path: Path, **options: Any) -> dict[str, Article]:
    """Return what an archive in a folder holds of the same files."""
    archive = tmp_path / f"local{next(_NUMBERS)}"
    index_paths(archive, [folder], workers=1, **options)
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


def test_what_changes_in_an_object_store_is_read_again(address: Address, folder: Path) -> None:
    from fsspec.implementations.memory import MemoryFileSystem

    store = MemoryFileSystem()
    bucket = f"/bucket{next(_NUMBERS)}/news"
    for path in folder.iterdir():
        store.pipe_file(f"{bucket}/{path.name}", path.read_bytes())
    packed = gzip.compress(b"Packed headline\n\nThis text about a zeppelin was packed.\n")
    store.pipe_file(f"{bucket}/deep/packed.txt.gz", packed)
    pattern, whole = f"memory:/{bucket}/*.txt", f"memory:/{bucket}"
    texts = len(list(folder.glob("*.txt")))
    assert building.index(address, [pattern], InThisProcess()).read == texts
    before = held(str(address))
    report = building.index(address, [whole], InThisProcess())
    assert (report.read, report.unchanged) == (13 - texts, texts)
    assert {name: held(str(address))[name] for name in before} == before
    store.rm_file(f"{bucket}/deep/packed.txt.gz")
    changed = sorted(folder.glob("*.txt"))[0].name
    store.pipe_file(f"{bucket}/{changed}", b"Other headline\n\nOther text about the ferry.\n")
    report = building.index(address, [whole], InThisProcess())
    assert (report.read, report.removed) == (1, 1)
    with open_archive(str(address)) as news:
        assert news.count("zeppelin packed") == 0
        assert news.search("title:other").hits[0].article.path == f"memory://{bucket}/{changed}"


def test_reading_options_are_those_of_a_folder(
    address: Address, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "news"
    (folder / "drafts").mkdir(parents=True)
    row = {"kopf": "Flood in the harbour", "text": "The water rose.", "date": "03/04/2012"}
    (folder / "rows.json").write_text(json.dumps([{**row, "desk": "foreign"}]))
    (folder / "letter.txt").write_bytes(
        "Вода поднялась\n\nПорт закрыт, сказал Иванов.\n".encode("koi8-r")
    )
    (folder / "drafts" / "one.txt").write_text("A draft\n\nNot to be read.\n")
    options: dict[str, Any] = {
        "mapping": {"title": "kopf"},
        "encoding": "koi8-r",
        "dates": "mdy",
        "own": ("desk",),
        "exclude": ("drafts/",),
    }
    expected = wanted(folder, tmp_path, **options)
    usual = wanted(folder, tmp_path)
    assert expected != usual
    given = FolderOptions(**options)

    def run(how: FolderOptions, place: str = str(folder)) -> ClusterReport:
        return building.index(address, [place], InThisProcess(), options=how)

    assert run(given).read == 2
    assert held(str(address)) == expected
    assert (run(given).read, run(given).unchanged) == (0, 2)
    with open_archive(str(address)) as news:
        assert news.count("desk:foreign") == 1
    assert run(FolderOptions()).read == 3
    assert held(str(address)) == usual
    away = run(FolderOptions(exclude=("drafts/",)), f"file://{folder}/**")
    assert away.files == 2


def test_there_is_one_writer_at_a_time(address: Address, folder: Path, capfd: Any) -> None:
    archive = ClusterArchive(address)
    with ClusterLock(archive.client, address, command="cluster index") as lock:
        for command in ("index", "rebuild"):
            code = carry_out(["cluster", command, str(folder), "--archive", str(address)])
            assert code == ArchiveLocked.exit_code
            said = f"another run is writing to {address}: pid {os.getpid()} on "
            assert said in capfd.readouterr().err
        assert "newssearch cluster index" in building.status(address).writer
        lock.check()
        lock._lasts_until = 0.0  # as if the cluster had not answered for a long time
        lock.check()
        assert lock._lasts_until > time.monotonic()
    assert building.status(address).writer == ""
    assert building.index(address, [str(folder)], InThisProcess()).read == 12
    archive.close()


def test_the_lock_of_a_run_that_died_is_taken_over(
    address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = ClusterArchive(address)
    with ClusterLock(archive.client, address, command="one") as first:
        monkeypatch.setattr(locking, "is_running", lambda _: False)
        with ClusterLock(archive.client, address, command="two") as second:
            first._renew_once()
            with pytest.raises(ArchiveLocked, match="could not renew"):
                first.check()
            second.check()
            monkeypatch.setattr(locking, "_machine", lambda: "another machine")
            with pytest.raises(ArchiveLocked, match="newssearch two"):
                ClusterLock(archive.client, address, command="three").__enter__()
            later = time.time() + 2 * locking.LASTS_SECONDS
            monkeypatch.setattr(locking.time, "time", lambda: later)
            with ClusterLock(archive.client, address, command="four"):
                pass
    archive.close()


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
