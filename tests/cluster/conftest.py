"""One node for the tests that need a cluster which is well.

Where no node can be started these tests are skipped with the reason; where ``REQUIRED`` is set,
as in the continuous integration, a skip is a failure.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from nodes import REQUIRED, Cluster, why_none

from newssearch.archive.cluster.connecting import PATIENCE
from newssearch.search.cluster import client

_HERE = Path(__file__).parent

os.environ.setdefault(PATIENCE, "900")
client.SEARCH_SECONDS = 600  # nothing here is to fail because a machine has much else to do


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if _HERE in item.path.parents and "cluster" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.cluster)


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("cluster") and (reason := why_none()):
        pytest.skip(f"no cluster can be started: {reason}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and os.environ.get(REQUIRED) and item.get_closest_marker("cluster"):
        report.outcome = "failed"
        report.longrepr = f"{REQUIRED} is set, and this test was skipped: {call.excinfo}"
    return report


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """One node, for the whole session; a test makes indexes with names of its own."""
    with Cluster() as one:
        yield one
