"""The same year of an archive on Linux and on what other systems are simulated as."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SIMULATED = Path(__file__).parent / "simulated"


def year(system, place):
    """Carry out the scenario in a process of its own; return what it saw."""
    environment = {
        **os.environ,
        "NEWSSEARCH_SIMULATE": system,
        "PYTHONPATH": str(SIMULATED),
        "XDG_CONFIG_HOME": str(place / "config"),
    }
    done = subprocess.run(
        [sys.executable, str(SIMULATED / "scenario.py"), str(place)],
        capture_output=True,
        text=True,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def on_linux(tmp_path_factory):
    return year("", tmp_path_factory.mktemp("linux"))


@pytest.mark.sweep
@pytest.mark.parametrize("system", ["windows", "macos"])
def test_every_system_gives_the_same_ids_and_answers(system, on_linux, tmp_path):
    assert year(system, tmp_path) == on_linux
    assert dict(on_linux[-2:])["kept"] == 1, "what readers held is deleted once they are gone"
