"""A disk that is full, whenever it becomes so, leaves the last generation live and nothing else."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from kill_harness import content_of, leftovers

from newssearch.archive.errors import StorageError
from newssearch.indexer import index_paths, rebuild

CHECKOUT = Path(__file__).parents[2]
COMMAND = "import sys; from newssearch.cli.main import run; sys.exit(run())"


def write_news(folder: Path, word: str) -> None:
    folder.mkdir(exist_ok=True)
    for number in range(30):
        body = " ".join(f"{word}{number * n % 101}" for n in range(150))
        (folder / f"{number}.txt").write_text(f"Report {number}\n\nLONDON, March 3 - {body}.\n")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m,mode=700", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("a small file system cannot be mounted here")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_disk_with_less_and_less_room(small_disk: Path, tmp_path: Path) -> None:
    archive, news = small_disk / "archive", tmp_path / "news"
    write_news(news, "oil")
    index_paths(archive, [news], workers=1)
    old = content_of(archive)
    write_news(news, "tin")
    said = []
    for room in range(0, 400_000, 40_000):
        ballast = small_disk / "ballast"
        status = os.statvfs(small_disk)
        ballast.write_bytes(bytes(max(status.f_bavail * status.f_frsize - room, 0)))
        try:
            rebuild(archive, workers=1)
        except StorageError as error:
            said.append(error.message)
            assert content_of(archive) == old
            assert not leftovers(archive)
        else:
            break
        finally:
            ballast.unlink()
    assert said
    assert all("No space left on device" in message for message in said)
    report = rebuild(archive, workers=1)
    assert (report.articles, len(report.skipped)) == (30, 0)
    assert content_of(archive) != old


@pytest.mark.parametrize("limit", [300, 4000])
def test_a_limit_on_the_size_of_files(tmp_path: Path, limit: int) -> None:
    archive, news = tmp_path / "archive", tmp_path / "news"
    write_news(news, "oil")
    index_paths(archive, [news], workers=1)
    old = content_of(archive)
    write_news(news, "tin")
    run = subprocess.run(
        [sys.executable, "-c", COMMAND, "rebuild", "--archive", str(archive)],
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert run.returncode == 7, run.stderr
    assert "Traceback" not in run.stderr
    assert run.stderr.startswith("error: cannot write")
    assert content_of(archive) == old
    assert not leftovers(archive)
    assert index_paths(archive, workers=1).changed == 30
