import os
import signal

import pytest
from front_door import make_archive

from newssearch.cli.program import carry_out


@pytest.fixture(scope="session")
def tiny(tmp_path_factory):
    """An archive of a few articles."""
    return make_archive(tmp_path_factory.mktemp("tiny") / "archive")


@pytest.fixture(autouse=True)
def _no_surroundings(monkeypatch, tmp_path):
    """Keep the user's own settings and terminal out of the tests."""
    for name in ("NEWSSEARCH_ARCHIVE", "NO_COLOR", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    before = signal.getsignal(signal.SIGTERM)
    yield
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.fixture
def call(tiny, capfd):
    """Run a command line on the tiny archive: (exit code, stdout, stderr)."""

    def run(command, *arguments, archive=tiny):
        where = ["--archive", os.fspath(archive)] if archive else []
        code = carry_out([command, *where, *arguments])
        out, err = capfd.readouterr()
        return code, out, err

    return run
