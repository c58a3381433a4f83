"""After any history of changes to the sources, an update equals an archive made afresh."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newssearch.archive.generations import Generation
from newssearch.archive.news_layout import LAYOUT, unpack_article
from newssearch.indexer import index_paths, rebuild
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
    st.tuples(st.just("rebuild"), names, words),
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
        duplicates = generation.groups.duplicates
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
            updated = index_paths(archive, workers=1)
            if any(change[0] == "rebuild" for change in step):
                rebuild(archive, workers=1)
            nothing = index_paths(archive, workers=1)
            assert (nothing.indexed, nothing.new, nothing.changed, nothing.removed) == (0, 0, 0, 0)
            assert not any(skip.new for skip in nothing.skipped)
            assert len(nothing.skipped) == len(updated.skipped)
        fresh = Path(temporary, "fresh")
        report = index_paths(fresh, [folder], workers=1)
        assert len(report.skipped) == len(nothing.skipped)
        assert state_of(archive) == state_of(fresh)


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
@settings(max_examples=150, deadline=None, suppress_health_check=fixture_is_constant)
@given(history(8))
def test_long_histories_equal_a_fresh_archive(steps: list[list[tuple[str, str, str]]]) -> None:
    run_history(steps)
