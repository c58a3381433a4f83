"""A run that is ended at any change of the file system leaves the old archive or the new one.

The next run then comes to the same archive as an undisturbed one, with nothing left over.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from kill_harness import Ended, content_of, inodes, leftovers, lose_power, run_aside

from newssearch.archive.article import Article
from newssearch.archive.errors import UsageError
from newssearch.indexer import (
    compact,
    forget_folders,
    index_paths,
    publishing,
    rebuild,
    write_articles,
)

QUICK_POINTS = 10
"""Changes at which the quick tests end a run; the sweep takes all of them."""


def write(folder: Path, name: str, title: str, words: str) -> None:
    text = f"{title}\n\nLONDON, March 3 - {words} rose.\n\n“Crude oil rose,” John Smith said.\n"
    (folder / name).write_text(text, encoding="utf-8")


class Scene:
    """Sources, the archive as it was, and an action that brings it up to date."""

    def __init__(self, folder: Path, kind: str) -> None:
        self.kind = kind
        self.sources = folder / "sources"
        self.start = folder / "start"
        self.archive = folder / "archive"
        self.sources.mkdir()
        for number in range(5):
            write(self.sources, f"{number}.txt", f"Title {number}", "Oil prices")
        if kind == "first":
            self.start.mkdir(mode=0o700)
        else:
            index_paths(self.start, [self.sources], workers=1)
            write(self.sources, "late.txt", "Late", "Gold")
            with pytest.MonkeyPatch.context() as patched:
                if kind == "compact":
                    patched.setattr(publishing, "MOST_LOOSE", 1)
                index_paths(self.start, workers=1)
        self.old = content_of(self.start)
        write(self.sources, "1.txt", "Changed", "Gold and silver")
        write(self.sources, "new.txt", "New", "Coffee")
        (self.sources / "2.txt").unlink()
        if kind == "forget":
            (folder / "other").mkdir()
            write(folder / "other", "x.txt", "Other", "Tea")
            index_paths(self.start, [folder / "other"], workers=1)
            self.old = content_of(self.start)
        elif kind == "moved":
            self.sources = self.sources.rename(folder / "moved")
        self.renew()
        self.undisturbed = run_aside(self.act, self.archive, kill_at=0, workers=False)
        self.new = content_of(self.archive)
        assert self.new is not None
        assert (self.old == self.new) == (kind == "compact")
        assert not leftovers(self.archive)

    def renew(self) -> None:
        shutil.rmtree(self.archive, ignore_errors=True)
        shutil.copytree(self.start, self.archive)

    def act(self) -> None:
        if self.kind == "rebuild":
            rebuild(self.archive, workers=1, wait_seconds=20)
        elif self.kind == "articles":
            articles = [
                Article(f"a{n}", f"wire/{n}", f"Crude oil {n}.", title="Wire") for n in "12"
            ]
            write_articles(self.archive, articles, workers=1, wait_seconds=20)
        elif self.kind == "forget":
            with contextlib.suppress(UsageError):  # it was forgotten before the run was ended
                forget_folders(self.archive, [self.sources], wait_seconds=20)
        elif self.kind == "compact":
            compact(self.archive, wait_seconds=20)
        else:
            index_paths(self.archive, [self.sources], workers=1, wait_seconds=20)

    def fail_at(self, point: int) -> None:
        """Let a change fail as on a full disk; check the error and that nothing is left over."""
        self.renew()
        ended = run_aside(self.act, self.archive, kill_at=point, fails=True)
        assert os.WIFEXITED(ended.status)
        assert os.WEXITSTATUS(ended.status) in {0, 7}, ended.events[point - 1]
        found = content_of(self.archive)
        assert found in (self.old, self.new), ended.events[point - 1]
        assert found == self.new or os.WEXITSTATUS(ended.status) == 7
        if found is not None and os.WEXITSTATUS(ended.status) == 7:
            assert not leftovers(self.archive), ended.events[point - 1]
        self.act()
        assert content_of(self.archive) == self.new
        assert not leftovers(self.archive), ended.events[point - 1]

    def end_at(self, point: int, *, power: bool = False, workers: bool = False) -> Ended:
        """End the action at a point; check the archive, the next run, and what that leaves."""
        self.renew()
        before = inodes(self.archive)
        pointer = self.archive / "CURRENT"
        old_pointer = pointer.read_bytes() if pointer.exists() else None
        ended = run_aside(self.act, self.archive, kill_at=point, workers=workers)
        if power:
            lose_power(self.archive, ended, before, old_pointer)
        found = content_of(self.archive)
        assert found in (self.old, self.new), ended.events[-1:]
        self.act()
        assert content_of(self.archive) == self.new, ended.events[-1:]
        assert not leftovers(self.archive), ended.events[-1:]
        return ended


@pytest.fixture(params=["first", "update", "rebuild", "articles", "forget", "moved", "compact"])
def scene(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)  # the harness plays the disk
    return Scene(tmp_path, request.param)


def some_points(scene: Scene) -> Iterator[int]:
    """Yield the points around the switch of the pointer, and some evenly among the others."""
    events = scene.undisturbed.events
    switch = next(n for n, event in enumerate(events, 1) if event.endswith("/CURRENT"))
    near = range(switch - 2, min(switch + 3, len(events) + 1))
    step = max(len(events) // (QUICK_POINTS - len(near)), 1)
    yield from sorted({*near, *range(1, len(events), step)})


def test_a_kill_leaves_the_old_or_the_new_archive(scene: Scene) -> None:
    for point in some_points(scene):
        assert scene.end_at(point, power=bool(point % 2)).killed


@pytest.mark.parametrize("scene", ["first", "update", "rebuild"], indirect=True)
def test_a_worker_that_is_killed_ends_the_run_with_nothing_published(scene: Scene) -> None:
    for point in (1, 4, 9):
        ended = scene.end_at(point, workers=True)
        assert os.WEXITSTATUS(ended.status) == 7
        assert not ended.killed


def test_a_change_that_fails_leaves_the_old_or_the_new_archive(scene: Scene) -> None:
    for point in some_points(scene):
        scene.fail_at(point)


@pytest.mark.sweep
def test_every_change_that_fails(scene: Scene) -> None:
    for point in range(1, len(scene.undisturbed.events) + 1):
        scene.fail_at(point)


@pytest.mark.sweep
@pytest.mark.parametrize("power", [False, True], ids=["kill", "power"])
def test_a_kill_at_every_change(scene: Scene, power: bool) -> None:
    for point in range(1, len(scene.undisturbed.events) + 1):
        assert scene.end_at(point, power=power).killed
