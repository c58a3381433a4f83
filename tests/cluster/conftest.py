"""One node for the tests that need a cluster which is well."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from nodes import Cluster, missing_tools

_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if _HERE in item.path.parents and "cluster" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.cluster)


def pytest_runtest_setup(item: pytest.Item) -> None:
    missing = missing_tools() if item.get_closest_marker("cluster") else []
    if missing:
        pytest.skip(f"no cluster can be started: {', '.join(missing)} not found")


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """One node, for the whole session; a test makes indexes with names of its own."""
    with Cluster() as one:
        yield one
