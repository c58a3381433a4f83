"""What is remembered of files as arrays: nothing is lost, nothing wrong is believed."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newssearch.archive.columnar.arrayfile import ArrayFile, ArrayFileWriter
from newssearch.archive.errors import ArchiveDamaged
from newssearch.indexer.files import Files, FileState, keys_of, read_files, write_files
from newssearch.indexer.folder_options import FolderOptions
from newssearch.indexer.state import Folder, SourcesState

NAMES = ["a", "a.txt", "a/b", "a/b.txt", "z", "\udcff.txt", "é/x", "\U0001f600", "b"]
LARGEST = (1 << 63) - 1

names = st.sampled_from(NAMES)
whole = st.integers(-LARGEST - 1, LARGEST)
hexadecimal = "0123456789abcdef"
states = st.builds(
    FileState,
    key=st.just(()) | st.tuples(whole, whole, whole, whole),
    article_key=st.text(hexadecimal, min_size=16, max_size=16),
    articles=st.integers(0, (1 << 32) - 1),
    digest=st.sampled_from(["", None]) | st.text(hexadecimal, min_size=32, max_size=32),
    young=st.booleans(),
    skips=st.lists(st.tuples(st.none() | st.integers(0, 9), st.text(max_size=3)), max_size=2),
)
contents = st.dictionaries(names, states)


@settings(max_examples=100)
@given(contents, st.lists(st.tuples(names, st.none() | states, st.booleans()), max_size=12), names)
def test_files_are_a_dictionary(
    before: dict[str, FileState], steps: list[tuple[str, FileState | None, bool]], asked: str
) -> None:
    expected, files = dict(before), Files(before)
    for name, state, settle in steps:
        if state is None:
            assert (expected.pop(name, None)) == files.pop(name, None)
        else:
            expected[name] = files[name] = state
        if settle:
            assert len(files.rows) == len(expected)
        assert len(files) == len(expected)
        assert files.get(asked) == expected.get(asked)
        assert (asked in files) is (asked in expected)
    assert dict(files.items()) == expected
    assert list(files) == sorted(expected)
    assert files.articles == sum(state.articles for state in expected.values())
    assert list(files.article_keys()) == [expected[name].article_key for name in sorted(expected)]
    files.forget_keys()
    assert all(state.stale for state in files.values())


@settings(max_examples=60)
@given(st.lists(contents, max_size=3))
def test_a_state_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, folders: list[dict[str, FileState]]
) -> None:
    state = SourcesState(
        [Folder(f"/{n}", FolderOptions(), Files(files)) for n, files in enumerate(folders)],
        outside=3,
    )
    folder = tmp_path_factory.mktemp("state")
    state.write(folder)
    for read in (
        SourcesState.load(folder),
        SourcesState.decode(state.encode(), Path("an export")),
    ):
        assert [one.path for one in read.folders] == [one.path for one in state.folders]
        assert [dict(one.files.items()) for one in read.folders] == folders
        assert read.outside == 3


@settings(max_examples=100)
@given(contents, st.dictionaries(names, st.none() | st.tuples(whole, whole, whole, whole)))
def test_comparing_in_bulk_is_comparing_each(
    known: dict[str, FileState], found: dict[str, tuple[int, ...] | None]
) -> None:
    keys = {
        name: key or (known[name].key if name in known else ()) or (1, 2, 3, 4)
        for name, key in found.items()
    }
    order = sorted(keys)
    compared = Files(known).compare(order, keys_of([keys[name] for name in order]))
    for place, name in enumerate(order):
        state = known.get(name)
        assert bool(compared.rows[place] >= 0) is (state is not None)
        trusted = state is not None and not state.young and state.digest != ""
        assert bool(compared.same[place]) is (trusted and state.key == keys[name])
    assert compared.gone == sorted(known.keys() - keys.keys())


def test_numbers_beyond_int64_are_kept_modulo() -> None:
    rows = keys_of([(1, 1 << 63, -(1 << 63), (1 << 64) - 1), (5, 6, 7, 8)])
    assert rows.tolist() == [[1, -(1 << 63), -(1 << 63), -1], [5, 6, 7, 8]]


@pytest.mark.parametrize(
    "wrong",
    [
        {"article_key": "1"},
        {"article_key": "g" * 16},
        {"digest": "ab"},
        {"articles": -1},
        {"articles": 1 << 32},
    ],
)
def test_what_is_no_state_of_a_file_is_refused(wrong: dict[str, Any]) -> None:
    state = FileState(**{"key": (1, 2, 3, 4), "article_key": "0" * 16, **wrong})
    with pytest.raises((ValueError, OverflowError)):
        Files({"a": state})
    with pytest.raises((ValueError, OverflowError)):
        Files({"a\0b": FileState((), "0" * 16)})


def _make(**changed: Any) -> Any:
    def change(arrays: dict[str, Any]) -> None:
        arrays.update({name: values(arrays[name]) for name, values in changed.items()})

    return change


@pytest.mark.parametrize(
    "change",
    [
        _make(names=lambda v: v[::-1].copy()),
        _make(names=lambda v: np.where(v == 0, 1, v).astype("u1")),
        _make(names=lambda v: v * 0),
        _make(flags=lambda v: v + np.uint8(16)),
        _make(keys=lambda v: v[:-1]),
        _make(digests=lambda v: v.astype("<i8")),
        lambda arrays: arrays.pop("articles"),
    ],
    ids=["out of order", "fewer names", "no names", "flags", "keys", "types", "missing"],
)
def test_arrays_that_do_not_fit_are_damage_of_their_file(tmp_path: Path, change: Any) -> None:
    files = Files({name: FileState((1, 2, 3, 4), "0" * 16, 1, "1" * 32) for name in "abc"})
    path = tmp_path / "sources.files"
    write_files(path, [files])
    file = ArrayFile(path)
    arrays = {name: file[name].all().copy() for name in file}
    change(arrays)
    path.unlink()
    with ArrayFileWriter(path) as writer:
        for name, values in arrays.items():
            writer.add(name, values)
    with pytest.raises(ArchiveDamaged, match=r"sources\.files"):
        read_files(path, [(3, 5)])[0].compare(["a", "b", "d"], keys_of([(1, 2, 3, 4)] * 3))


def test_folders_of_the_earlier_form_are_read(tmp_path: Path) -> None:
    file = [[1, 2, 3, 4], "00000000000000ff", 2, "a" * 32, 1, [[None, "why"]]]
    folder = {"path": "/n", "options": {}, "met": [], "files": {"\udcff": file}}
    text = json.dumps({"folders": [folder]})
    (tmp_path / "sources.json").write_text(text)
    (read,) = SourcesState.load(tmp_path).folders
    expected = FileState((1, 2, 3, 4), "00000000000000ff", 2, "a" * 32, True, [(None, "why")])
    assert dict(read.files.items()) == {os.fsdecode(b"\xff"): expected}
