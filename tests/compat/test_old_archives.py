"""Archives that earlier versions of the format wrote, one of each, committed beside this file."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from newssearch.archive.errors import ArchiveVersionMismatch
from newssearch.archive.manifest import FORMAT
from newssearch.search import open_archive

HERE = Path(__file__).parent
OLD = sorted(path.name for path in HERE.glob("archive_v*"))


@pytest.fixture(params=OLD)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Unpack an old archive."""
    with tarfile.open(HERE / request.param / "archive.tar.gz") as tar:
        tar.extractall(tmp_path, filter="data")
    return tmp_path / "archive"


def test_there_is_one_of_every_older_format_since_the_second() -> None:
    versions = {int(name.removeprefix("archive_v")) for name in OLD}
    assert versions >= set(range(2, FORMAT))


def test_it_is_refused_with_both_versions_and_what_to_do(
    old: Path, request: pytest.FixtureRequest
) -> None:
    version = request.node.callspec.params["old"].removeprefix("archive_v")
    if int(version) == FORMAT:
        pytest.skip("it is of the present format")
    with pytest.raises(ArchiveVersionMismatch) as caught:
        open_archive(old)
    assert f"has format {version}, this newssearch reads format {FORMAT}" in caught.value.message
    assert "newssearch rebuild" in (caught.value.hint or "")
