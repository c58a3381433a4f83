"""Without Java a test that needs a node is skipped with a reason; where it must run it fails."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from nodes import REQUIRED

HERE = Path(__file__).parent


def run_without_java(**variables: str) -> tuple[int, str]:
    """Run one test that needs a node where no programs are found."""
    own = {name: value for name, value in os.environ.items() if name not in ("JAVA_HOME", REQUIRED)}
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "-k",
            "a_node_answers",
            HERE,
        ],
        env={**own, "PATH": "/nowhere", **variables},
        cwd=HERE.parents[1],
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize(
    ("variables", "code", "closing"), [({}, 0, "1 skipped"), ({REQUIRED: "1"}, 1, "1 error")]
)
def test_without_java_a_test_is_skipped_or_fails_where_it_must_run(
    variables: dict[str, str], code: int, closing: str
) -> None:
    ended, printed = run_without_java(**variables)
    assert "mvn, java, javac not found" in printed
    assert closing in printed.splitlines()[-1]
    assert ended == code
