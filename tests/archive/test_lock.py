"""One writer at a time; the error that the second gets names the first."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from newssearch.archive import lock
from newssearch.archive.errors import ArchiveLocked, StorageError
from newssearch.archive.lock import WriteLock

HOLD = """
import sys, time
from pathlib import Path
from newssearch.archive.lock import WriteLock
with WriteLock(Path(sys.argv[1]), command="newssearch rebuild"):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def holder(archive: Path, seconds: float) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", HOLD, str(archive), str(seconds)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_the_second_is_told_who_holds_it(tmp_path: Path) -> None:
    with holder(tmp_path, 60) as first:
        try:
            with (
                pytest.raises(ArchiveLocked) as caught,
                WriteLock(tmp_path, command="newssearch index"),
            ):
                pass
        finally:
            first.kill()
    assert f"pid {first.pid} on " in caught.value.message
    assert "newssearch rebuild" in caught.value.message
    assert "--wait" in str(caught.value.hint)
    assert caught.value.exit_code == 75


def test_it_is_free_once_its_holder_is_killed(tmp_path: Path) -> None:
    with holder(tmp_path, 60) as first:
        first.send_signal(signal.SIGKILL)
        first.wait()
        with WriteLock(tmp_path, command="newssearch index"):
            said = (tmp_path / "LOCK").read_text()
    assert f"pid {os.getpid()} on " in said
    assert str(first.pid) not in said
    assert (tmp_path / "LOCK").read_text() == ""


def test_waiting_takes_it_when_it_is_free(tmp_path: Path) -> None:
    lock = WriteLock(tmp_path, command="newssearch index", wait_seconds=600)
    with holder(tmp_path, 0.3), lock:
        assert f"pid {os.getpid()} on " in (tmp_path / "LOCK").read_text()


def test_waiting_ends(tmp_path: Path) -> None:
    with WriteLock(tmp_path, command="one"), pytest.raises(ArchiveLocked, match="one"):
        WriteLock(tmp_path, command="two", wait_seconds=0.1).__enter__()


def test_a_lock_whose_file_was_deleted_is_not_taken_for_the_new_one(tmp_path: Path) -> None:
    with WriteLock(tmp_path, command="one"):
        (tmp_path / "LOCK").unlink()
        with WriteLock(tmp_path, command="two"), pytest.raises(ArchiveLocked, match="two"):
            WriteLock(tmp_path, command="three").__enter__()


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: path.symlink_to("elsewhere")])
def test_what_is_no_lock_file_is_not_written_through(tmp_path: Path, make: object) -> None:
    make(tmp_path / "LOCK")  # type: ignore[operator]
    with pytest.raises(StorageError, match="LOCK"):
        WriteLock(tmp_path, command="one").__enter__()
    assert not (tmp_path / "elsewhere").exists()


def test_an_archive_that_is_missing_cannot_be_locked(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        WriteLock(tmp_path / "none", command="one").__enter__()


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_who_may_only_read_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def denied(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(lock, "FileLock", denied)
    with pytest.raises(StorageError, match=os.strerror(number)) as caught:
        WriteLock(tmp_path, command="one").__enter__()
    assert caught.value.hint == lock.READ_ONLY


def test_a_full_disk_leaves_out_the_message_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with WriteLock(tmp_path, command="one"), pytest.raises(ArchiveLocked, match="owner unknown"):
        WriteLock(tmp_path, command="two").__enter__()
    with WriteLock(tmp_path, command="three"):
        pass
