"""The page of benchmarks is what was printed, a section per table."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import page

PRINTED = "\nQueries, tiny: milliseconds\nquery  ours\nrare   0.1\n\nIndexing tiny\nours   5\n"


def test_what_is_printed_is_written_as_a_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "benchmarks.md"
    with page.written_to(path, "python -m benchmarks querying"):
        print(PRINTED, end="")
    assert capsys.readouterr().out == PRINTED
    written = path.read_text()
    assert written.startswith("# Benchmarks\n\nThis page is the output of `python -m benchmarks q")
    assert page.machine().split(",")[0] in written
    assert written.endswith(
        "## Queries, tiny: milliseconds\n\n```text\nquery  ours\nrare   0.1\n```\n\n"
        "## Indexing tiny\n\n```text\nours   5\n```\n"
    )


def test_a_run_that_fails_leaves_the_page_alone(tmp_path: Path) -> None:
    path = tmp_path / "benchmarks.md"
    path.write_text("as it was")
    with pytest.raises(ZeroDivisionError), page.written_to(path, "python -m benchmarks"):
        raise ZeroDivisionError
    assert path.read_text() == "as it was"
