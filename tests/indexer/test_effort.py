"""A file that takes more time or memory than it may is a skip with its reason; the rest goes on."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newssearch.archive.errors import ArticleError
from newssearch.indexer import effort, index_paths, reading, tasks
from newssearch.indexer.effort import Effort, effort_limited
from newssearch.indexer.readers import limits, mail, plain
from newssearch.indexer.record import Record
from newssearch.search import open_archive

pytestmark = pytest.mark.usefixtures("_quick_disk")


@pytest.fixture(autouse=True)
def _little(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set limits that are soon passed."""
    monkeypatch.setattr(effort, "TICK_SECONDS", 0.01)
    monkeypatch.setattr(limits, "ITEM_SECONDS", 0.6)
    monkeypatch.setattr(limits, "FILE_SECONDS", 1.6)


def endless() -> Iterator[int]:
    while True:
        sum(range(1000))
    yield 1


def keeps_growing() -> Iterator[int]:
    kept = []
    while True:
        kept.append(bytearray(1_000_000))
    yield 1


def test_an_item_that_is_never_made_is_given_up() -> None:
    with (
        effort_limited(),
        pytest.raises(ArticleError, match="needs over 1 s of processor time to read"),
    ):
        list(Effort(0).each(endless()))


def test_an_item_that_takes_all_memory_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ITEM_SECONDS", 1_000)
    monkeypatch.setattr(limits, "FILE_SECONDS", 1_000)
    monkeypatch.setattr(limits, "MEMORY_BYTES", 20_000_000)
    with effort_limited(), pytest.raises(ArticleError, match="needs over 20 MB of memory to read"):
        list(Effort(0).each(keeps_growing()))


def test_many_items_that_take_long_together_are_given_up() -> None:
    def items() -> Iterator[int]:
        number = 0
        while True:
            sum(range(100_000))
            number += 1
            yield number

    with effort_limited(), pytest.raises(ArticleError, match="to read as a whole"):
        list(Effort(0).each(items()))


def test_what_is_done_with_an_item_is_never_interrupted() -> None:
    made = Effort(0)
    with effort_limited():
        for _ in made.each([1]):
            for _ in range(400):
                sum(range(100_000))
    assert list(made.each([2])) == [2]


def test_a_larger_file_may_take_longer() -> None:
    small, large = Effort(1_000), Effort(100_000_000)
    for _ in range(60):  # as long as one may take
        small.tick()
        large.tick()
    large.tick()
    with pytest.raises(ArticleError):
        small.tick()


def test_beside_the_main_thread_there_are_no_limits_and_no_failure() -> None:
    found: list[list[int]] = []

    def read() -> None:
        with effort_limited():
            found.append(list(Effort(0).each([1, 2])))

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    assert found == [[1, 2]]


@pytest.mark.parametrize("size", [1, 10_000_000], ids=["by a worker", "by the parent"])
def test_a_file_that_is_never_read_is_listed_and_the_others_are_indexed(
    size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_plain = plain.read_plain

    def hangs(source: object) -> Iterator[object]:
        if "slow" in source.name:  # type: ignore[attr-defined]
            yield from endless()
        yield from read_plain(source)  # type: ignore[arg-type]

    monkeypatch.setattr(plain, "read_plain", hangs)
    monkeypatch.setattr(limits, "ITEM_SECONDS_A_MEGABYTE", 0)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "slow.txt").write_text("Rain fell. " + " " * size)
    (tmp_path / "news" / "other.txt").write_text("Rain fell on Monday.")
    report = index_paths(tmp_path / "archive", [tmp_path / "news"], workers=1)
    assert [(Path(skip.path).name, skip.reason) for skip in report.skipped] == [
        ("slow.txt", "needs over 1 s of processor time to read")
    ]
    with open_archive(tmp_path / "archive") as news:
        assert news.search("rain").total == 1


def test_one_message_that_takes_too_long_is_one_skip_of_its_mailbox(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record_of = mail._record

    def hangs(*arguments: Any) -> object:
        return next(endless()) if arguments[-1] == 2 else record_of(*arguments)

    monkeypatch.setattr(mail, "_record", hangs)
    (tmp_path / "news").mkdir()
    message = "From a@b Thu Dec 13 2012\nSubject: Rain {}\nDate: Thu, 13 Dec 2012\n\nIt fell.\n\n"
    (tmp_path / "news" / "a.mbox").write_text("".join(message.format(n) for n in range(3)))
    report = index_paths(tmp_path / "archive", [tmp_path / "news"], workers=1)
    assert [skip.reason for skip in report.skipped] == ["needs over 1 s of processor time to read"]
    with open_archive(tmp_path / "archive") as news:
        assert news.search("rain").total == 2


@pytest.mark.parametrize("large_bytes", [1_000_000, 1], ids=["by a worker", "by the parent"])
def test_a_fault_of_the_program_is_a_skip_of_its_record(
    large_bytes: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    field_article = reading.field_article

    def fails(record: Record, **options: Any) -> object:
        if "Snow" in record.text:
            return record.text[1_000_000]
        return field_article(record, **options)

    monkeypatch.setattr(reading, "field_article", fails)
    monkeypatch.setattr(tasks, "LARGE_FILE_BYTES", large_bytes)
    (tmp_path / "news").mkdir()
    rows = [{"title": what, "body": f"{what} fell."} for what in ("Rain", "Snow", "Hail")]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "news" / "a.jsonl").write_text(lines)
    (tmp_path / "news" / "b.txt").write_text("Rain fell on Monday.")
    report = index_paths(tmp_path / "archive", [tmp_path / "news"], workers=1)
    (skip,) = report.skipped
    assert skip.path.endswith("a.jsonl#2")
    assert re.fullmatch(
        r"a fault of newssearch \(IndexError in indexer/test_effort\.py, line \d+\); "
        "please report this",
        skip.reason,
    )
    with open_archive(tmp_path / "archive") as news:
        assert news.search("fell").total == 3
