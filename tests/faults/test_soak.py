"""Runs go on and on while readers in processes, in threads and on the screen ask."""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from soaking import ARTICLES, Resources, write_version

from newssearch.indexer import index_paths
from newssearch.tui.app import NewsApp
from newssearch.tui.engine import default_opener

HERE = Path(__file__).parent
KINDS = ("read", "read", "threads", "write")
ANSWER = re.compile(r"(\d+) articles?, (\d+) match")


def start(kind: str, folder: Path, seconds: float, runs: int) -> subprocess.Popen[str]:
    command = [sys.executable, str(HERE / "soaking.py"), kind, str(folder), str(seconds), str(runs)]
    path = os.pathsep.join([str(HERE.parents[1]), str(HERE)])
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )


async def look(archive: Path, writer: subprocess.Popen[str], resources: Resources) -> list[str]:
    """Search on the screen until the writer is done; return the answers that were wrong."""
    wrong, answers = [], 0
    app = NewsApp(
        archive,
        default_opener(None),
        query="steady",
        debounce_seconds=0.001,
        complaint_seconds=0.001,
    )
    async with app.run_test(size=(80, 24)) as pilot:
        while writer.poll() is None or not answers:
            for key in (" ", "s", "t", "e", "a", "d", "y", *["backspace"] * 7):
                await pilot.press(key)
            for _ in range(500):
                await pilot.pause()
                if not app.search.busy:
                    break
                await asyncio.to_thread(app.search.desk.wait_idle, 5)
            strips = app.screen._compositor.render_strips()
            lines = [strip.text for strip in strips]
            found = [match for line in lines if (match := ANSWER.search(line))]
            if len(found) != 1 or int(found[0][1]) != ARTICLES:
                wrong.append("\n".join(lines[:4]))
            answers += 1
            resources.look()
    return wrong


def soak(folder: Path, seconds: float, runs: int) -> list[dict[str, Any]]:
    news = folder / "news"
    news.mkdir()
    write_version(news, 0)
    index_paths(folder / "archive", [news], workers=1)
    processes = [start(kind, folder, seconds, runs) for kind in KINDS]
    resources = Resources()
    try:
        wrong = asyncio.run(look(folder / "archive", processes[-1], resources))
        (folder / "end").touch()
        ended = [process.communicate() for process in processes]
    finally:
        for process in processes:
            process.kill()
            process.wait()
    assert [process.returncode for process in processes] == [0] * len(KINDS), ended
    found = [json.loads(out) for out, _ in ended]
    return [*found, {"kind": "screen", "wrong": wrong, **resources.summary()}]


def check(found: list[dict[str, Any]], most_memory_kib: int) -> None:
    for one in found:
        assert one["wrong"] == [], one["kind"]
        files, files_late = one["files"]
        assert files_late <= 2 * files + 20, one  # maps wait for the garbage collector
        memory, memory_late = one["memory_kib"]
        assert memory_late <= memory + most_memory_kib, one


def test_a_short_soak(tmp_path: Path) -> None:
    found = soak(tmp_path, 0, 3)
    check(found, 200_000)
    assert found[-2]["versions"] == 3


@pytest.mark.sweep
@pytest.mark.exhaustive
def test_two_minutes_of_runs_and_readers(tmp_path: Path) -> None:
    found = soak(tmp_path, 120, 20)
    print(json.dumps(found, indent=1))
    check(found, 60_000)
    assert all(one["rounds"] > 10 for one in found)
