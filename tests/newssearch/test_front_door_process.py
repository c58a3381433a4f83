"""The command as a process: pipes, closed streams, locales, signals. Each costs a third second."""

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "newssearch"]
ROOT = Path(__file__).parents[2]


def shell(script, tiny, **environment):
    """Run a shell script in which ``$N`` is the command; return (code, stdout, stderr)."""
    done = subprocess.run(
        ["bash", "-c", "set -o pipefail\n" + script],
        capture_output=True,
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "HOME": "/nonexistent",
            "N": " ".join(COMMAND),
            "NEWSSEARCH_ARCHIVE": str(tiny),
            **environment,
        },
        timeout=600,
    )
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_a_reader_that_leaves_is_no_failure(tiny):
    script = "for i in $(seq 300); do echo missile; done > /dev/null; $N query missile* | true"
    assert shell(script, tiny)[0] == 0
    code, out, _ = shell("$N query 'missile*' --limit 0 --format jsonl | head -1", tiny)
    assert code == 0
    assert len(out.splitlines()) == 1


@pytest.mark.parametrize("closing", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams(closing, tiny):
    assert shell(f"$N query scud {closing}", tiny)[0] == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_disk_under_stdout_is_told(tiny):
    code, _, err = shell("$N query scud > /dev/full", tiny)
    assert code == 7
    assert "No space left on device" in err


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"TERM": "dumb", "COLUMNS": "1"},
    ],
)
def test_poor_surroundings(environment, tiny):
    code, out, _ = shell("$N query 'missile*'", tiny, **environment)
    assert code == 0
    assert "Scud missile" in out


def test_an_empty_environment_as_in_cron(tiny):
    script = f"env -i $N query scud --archive {tiny} --count && env -i $N where > /dev/null"
    assert shell(script, tiny)[:2] == (0, "4\n")


def test_a_module_in_the_working_folder_is_not_ours(tiny, tmp_path):
    (tmp_path / "html.py").write_text("raise SystemExit('the wrong html')")
    (tmp_path / "config.toml").write_text("nonsense = 1")
    command = "import sys; sys.path.pop(0); from newssearch.cli.main import run; run()"
    done = subprocess.run(
        [sys.executable, "-c", command, "query", "scud", "--archive", str(tiny)],
        capture_output=True,
        cwd=tmp_path,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signals_end_it_cleanly(number, code, tiny, tmp_path):
    """A run that waits for the lock is surely under way when it says so to the lock file."""
    from newssearch.archive.lock import WriteLock

    with WriteLock(tiny, command="the test"):
        process = subprocess.Popen(
            [*COMMAND, "index", str(tmp_path), "--archive", str(tiny), "--wait", "50"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=_heed_interrupts,  # noqa: PLW1509
        )
        _wait_until_open(process, tiny / "LOCK")
        process.send_signal(number)
        _, err = process.communicate(timeout=600)
    assert process.returncode == code
    assert b"Traceback" not in err


def _heed_interrupts():
    """Let a child take SIGINT, which a shell lets what it runs in the background ignore."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _wait_until_open(process, path):
    """Return as soon as a process has a file open; fail if it ends before."""
    while process.poll() is None:
        for entry in Path(f"/proc/{process.pid}/fd").iterdir():
            with contextlib.suppress(FileNotFoundError):
                if entry.readlink() == path:
                    return
    raise AssertionError("it ended before it opened the file")
