"""What a run does for a file that has not changed, counted: next to nothing."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from newssearch.indexer import changes, compact, index_paths

FILES = 200

pytestmark = pytest.mark.usefixtures("_quick_disk")


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive of many files in four folders, none of them young."""
    monkeypatch.setattr(changes, "YOUNG_NS", -(1 << 60))
    make_files(tmp_path / "news", 0, FILES)
    index_paths(tmp_path / "archive", [tmp_path / "news"], workers=1)
    index_paths(tmp_path / "archive", workers=1)  # what is imported once is
    return tmp_path / "archive"


def make_files(folder: Path, first: int, last: int) -> None:
    for number in range(first, last):
        path = folder / str(number % 4) / f"{number:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Report {number}\n\nThe harbour of town {number} was closed on Friday.\n")


def calls(work: Callable[[], object]) -> Counter[str]:
    """Count the calls that some work makes in this thread: of Python, and of what is in C."""
    counted: Counter[str] = Counter()

    def count(_frame: FrameType, event: str, _argument: Any) -> None:
        counted[event] += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return counted


def growth(archive: Path, work: Callable[[], object]) -> tuple[float, float]:
    """Return how many more calls, of Python and in C, some work makes per file that is added."""
    few = calls(work)
    make_files(archive.parent / "news", FILES, 3 * FILES)
    index_paths(archive, workers=1)
    compact(archive)  # one segment, as before
    many = calls(work)
    return tuple((many[event] - few[event]) / (2 * FILES) for event in ("call", "c_call"))  # type: ignore[return-value]


def test_finding_nothing_changed_calls_for_a_file_only_the_system(archive: Path) -> None:
    def work() -> None:
        assert not index_paths(archive, workers=1).changed

    python, in_c = growth(archive, work)
    assert python < 0.05
    assert in_c < 3.5  # is it a folder, what is its state, where its name ends


def test_publishing_one_changed_file_does_little_for_the_others(archive: Path) -> None:
    path = archive.parent / "news" / "0" / "00000.txt"
    written = 0

    def work() -> None:
        nonlocal written
        written += 1
        path.write_text(f"Report\n\nThe harbour was closed {written} times.\n")
        assert index_paths(archive, workers=1).changed == 1

    python, in_c = growth(archive, work)
    assert python < 0.5
    assert in_c < 5
