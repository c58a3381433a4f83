"""The n-th call of the system fails, or kills the command, in every command that writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from failing_runs import ACTIONS, ERRORS, KILL, KINDS, Point, compiled_library, sweep_of
from outcome_table import BEGIN, DOCUMENT, END, OUTCOMES, wrong


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    library = compiled_library(tmp_path_factory.mktemp("library"))
    if library is None:
        pytest.skip("there is no C compiler for the library that lets calls fail")
    return library


def check(points: list[Point], action: str) -> None:
    faults = [f"{fault}: {point}" for point in points if (fault := wrong(point))]
    assert not faults, "\n".join(faults[:5])
    assert any(point.code is None and point.state == "old" for point in points)
    assert {point.action for point in points} == {action}


@pytest.mark.parametrize(
    ("action", "every", "first"),
    [("update", 50, 20), ("saved", 3, 2), ("rollback", 4, 2), ("migrate", 70, 30)],
)
def test_some_calls_fail(
    library: Path, tmp_path: Path, action: str, every: int, first: int
) -> None:
    points = sweep_of(library, tmp_path, action, every=every, from_=first)
    assert len({point.number for point in points}) >= 2
    check(points, action)


@pytest.mark.sweep
@pytest.mark.parametrize("action", ACTIONS)
def test_every_call_fails(library: Path, tmp_path: Path, action: str) -> None:
    points = sweep_of(library, tmp_path, action)
    check(points, action)
    numbers = {point.number for point in points}
    assert numbers == set(range(1, max(numbers) + 1))
    assert {point.error for point in points} >= {KILL, "EIO", "ENOSPC", "EMFILE", "EINTR"} or (
        len(numbers) < 30
    )


def test_the_document_tells_of_every_command() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    rows = text.partition(BEGIN)[2].partition(END)[0].splitlines()[2:]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    assert [*dict.fromkeys(row[0] for row in cells)] == list(ACTIONS)
    assert {row[1] for row in cells} == {*KINDS} == {*ERRORS}
    assert all(len(row) == 3 + len(OUTCOMES) for row in cells)
    for row in cells:
        assert sum(int(cell or 0) for cell in row[3:]) >= int(row[2])
