"""After any history of changes to the sources, an update equals an archive made afresh."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newssearch.archive.errors import StorageError, UsageError
from newssearch.archive.generations import Generation, read_current
from newssearch.archive.news_layout import LAYOUT, unpack_article
from newssearch.indexer import Report, compact, forget_folders, index_paths, rebuild
from newssearch.indexer.folder_options import FolderOptions
from newssearch.indexer.state import SourcesState
from newssearch.search import open_archive

NAMES = ("a.txt", "b.txt", "sub/a.txt", "sub/c.txt", "d.jsonl", "sub/-e\udce9.txt")
WORDS = ("oil", "tin", "gas", "fur")
"""Of one length, so that an edit may keep a file's size."""
QUERIES = (*WORDS, '"oil rose"', "oil AND tin", "NOT gas", "title:fur", "date:1987")
LONG_AGO_NS = 536_457_600 * 10**9

names = st.sampled_from(NAMES)
words = st.sampled_from(WORDS)
changes = st.one_of(
    st.tuples(st.just("write"), names, words),
    st.tuples(st.just("write"), names, words),
    st.tuples(st.just("edit in place"), names, words),
    st.tuples(st.just("edit and keep the time"), names, words),
    st.tuples(st.just("delete"), names, words),
    st.tuples(st.just("rename"), names, names),
    st.tuples(st.just("touch"), names, words),
    st.tuples(st.just("keep a copy"), names, words),
    st.tuples(st.just("put the copy back"), names, words),
    st.tuples(st.just("empty"), names, words),
    st.tuples(st.just("chmod"), names, words),
    st.tuples(st.just("copy anew"), names, words),
    st.tuples(st.just("swap"), names, names),
    st.tuples(st.just("rebuild"), names, words),
    st.tuples(st.just("move the folder"), names, words),
    st.tuples(st.just("other names"), names, words),
    st.tuples(st.just("usual names"), names, words),
    st.tuples(st.just("names for a part"), names, words),
    st.tuples(st.just("leave some out"), names, words),
    st.tuples(st.just("take all in"), names, words),
    st.tuples(st.just("compact"), names, words),
    st.tuples(st.just("forget a part"), names, words),
    st.tuples(st.just("forget all"), names, words),
)


def text_of(name: str, word: str) -> str:
    if name.endswith(".jsonl"):
        lines = [
            f'{{"title": "{word}", "body": "{other} rose.", "id": "{word}{other}"}}'
            for other in WORDS
        ]
        return "\n".join([*lines, "{broken"])
    opening = f"LONDON, March 3, 1987 - {word} rose. {word}."
    return f"{word} news\n\n{opening}\n\n“More {word},” said Tom Fox.\n"


def carry_out(folder: Path, change: tuple[str, str, str]) -> None:
    kind, name, other = change
    path, copy = folder / name, folder.parent / f"copy-{NAMES.index(name)}"
    if kind == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text_of(name, other))
    elif not path.exists() and kind != "put the copy back":
        return
    elif kind.startswith("edit"):
        times = path.stat().st_mtime_ns
        with path.open("r+") as file:
            file.write(text_of(name, other))
        if kind == "edit and keep the time":
            os.utime(path, ns=(times, times))
    elif kind == "delete":
        path.unlink()
    elif kind == "rename":
        (folder / other).parent.mkdir(exist_ok=True)
        path.rename(folder / other)
    elif kind == "touch":
        os.utime(path, ns=(LONG_AGO_NS, LONG_AGO_NS))
    elif kind == "keep a copy":
        shutil.copy2(path, copy)
    elif kind == "put the copy back" and copy.exists():
        path.parent.mkdir(exist_ok=True)
        shutil.copy2(copy, path)
    elif kind == "empty":
        path.write_text("")
    else:
        carry_out_more(folder, kind, path, folder / other)


def carry_out_more(folder: Path, kind: str, path: Path, other: Path) -> None:
    if kind == "chmod":
        path.chmod(path.stat().st_mode ^ 0o040)
    elif kind == "copy anew":
        shutil.copy2(path, folder.parent / "copy")
        (folder.parent / "copy").rename(path)
    elif kind == "swap" and other.exists() and other != path:
        path.rename(folder.parent / "swapped")
        other.rename(path)
        (folder.parent / "swapped").rename(other)


def update(archive: Path, folder: Path, kinds: set[str]) -> tuple[Path, Report]:
    """Bring the archive up to date after some changes; return where its folder is now."""
    if "move the folder" in kinds:
        moved = folder.with_name(folder.name + "x")
        folder.rename(moved)
        try:
            index_paths(archive, [moved], workers=1)
        except StorageError:  # most files changed besides, so it is not known to be the same
            forget_folders(archive, [folder])
        folder = moved
    if "other names" in kinds:
        index_paths(archive, mapping={"title": "id"}, workers=1, allow_empty=True)
    if "names for a part" in kinds and (folder / "sub").exists():
        index_paths(archive, [folder / "sub"], mapping={"section": "id"}, workers=1)
    if "usual names" in kinds:
        index_paths(archive, reset=["map"], workers=1)
    if "leave some out" in kinds:
        index_paths(archive, exclude=["a.txt", "*.jsonl"], workers=1, allow_empty=True)
    if "take all in" in kinds:
        index_paths(archive, reset=["exclude"], workers=1)
    if "forget a part" in kinds:
        with contextlib.suppress(UsageError):
            forget_folders(archive, [folder / "sub"])
    if "forget all" in kinds:
        forget_folders(archive, [folder])
    report = index_paths(archive, [folder], workers=1, allow_empty=True)
    for kind, act in (("compact", compact), ("rebuild", rebuild_it)):
        if kind in kinds:
            before = state_of(archive)
            act(archive)
            assert state_of(archive) == before
    return folder, report


def rebuild_it(archive: Path) -> None:
    rebuild(archive, workers=1, allow_empty=True)


def options_of(archive: Path) -> dict[str, FolderOptions]:
    state = SourcesState.load(archive / "generations" / read_current(archive)[0])
    return {folder.path: folder.options for folder in state.folders}


def state_of(archive: Path) -> Any:
    """Return the articles, some answers, and the groups of an archive, and verify it."""
    articles = []
    with Generation(archive, LAYOUT) as generation:
        generation.verify()
        for segment in generation.segments:
            for number in range(segment.size):
                if segment.deleted is None or not segment.deleted[number]:
                    article = unpack_article(segment.stored[number])
                    articles.append((article.path, article.title, article.body, article.id))
        groups = generation.groups
        duplicates = sum(groups.size(group) - 1 for group in range(len(groups)))
    with open_archive(archive) as news:
        assert news.articles == len(articles)
        answers = [
            sorted(hit.article.path for hit in news.search(query, limit=100).hits)
            for query in QUERIES
        ]
    return sorted(articles), answers, duplicates


def run_history(history: list[list[tuple[str, str, str]]]) -> None:
    with TemporaryDirectory() as temporary:
        folder, archive = Path(temporary, "news"), Path(temporary, "archive")
        folder.mkdir()
        (folder / "always.txt").write_text(text_of("x", "oil"))
        index_paths(archive, [folder], workers=1)
        for step in history:
            for change in step:
                carry_out(folder, change)
            folder, updated = update(archive, folder, {change[0] for change in step})
            nothing = index_paths(archive, workers=1)
            assert (nothing.indexed, nothing.new, nothing.changed, nothing.removed) == (0, 0, 0, 0)
            assert nothing.moved == 0
            assert not any(skip.new for skip in nothing.skipped)
            assert len(nothing.skipped) == len(updated.skipped)
        fresh = Path(temporary, "fresh")
        for path, options in sorted(options_of(archive).items()):
            report = index_paths(
                fresh,
                [Path(path)],
                mapping=options.mapping,
                exclude=options.exclude,
                workers=1,
                allow_empty=True,
            )
        assert len(report.skipped) == len(nothing.skipped)
        assert without_ids(state_of(archive)) == without_ids(state_of(fresh))
        before = state_of(archive)
        rebuild_it(archive)
        assert state_of(archive) == before


def without_ids(state: Any) -> Any:
    """Return a state without the ids: a file that was moved keeps the ids of its old name."""
    articles, answers, duplicates = state
    return sorted(article[:-1] for article in articles), answers, duplicates


def history(steps: int) -> Any:
    return st.lists(st.lists(changes, min_size=1, max_size=4), min_size=1, max_size=steps)


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)


fixture_is_constant = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(max_examples=8, deadline=None, suppress_health_check=fixture_is_constant)
@given(history(4))
def test_a_history_equals_a_fresh_archive(steps: list[list[tuple[str, str, str]]]) -> None:
    run_history(steps)


@pytest.mark.sweep
@pytest.mark.exhaustive
@settings(max_examples=150, deadline=None, suppress_health_check=fixture_is_constant)
@given(history(8))
def test_long_histories_equal_a_fresh_archive(steps: list[list[tuple[str, str, str]]]) -> None:
    run_history(steps)
