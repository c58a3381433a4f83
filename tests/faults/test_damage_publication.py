"""Whatever file of a published archive is damaged, opening or checking it says so, and names it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from kill_harness import content_of

from newssearch.archive.errors import ArchiveDamaged
from newssearch.archive.generations import Generation
from newssearch.archive.news_layout import LAYOUT
from newssearch.indexer import index_paths, rebuild


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x10
    path.write_bytes(content)


DAMAGES: dict[str, Callable[[Path], None]] = {
    "flipped": flip,
    "cut": lambda path: os.truncate(path, path.stat().st_size // 2),
    "emptied": lambda path: os.truncate(path, 0),
    "longer": lambda path: path.write_bytes(path.read_bytes() + b"\0"),
    "missing": Path.unlink,
}


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    news = tmp_path / "news"
    news.mkdir()
    for number in range(40):  # so many that one deletion is no reason to merge
        text = (
            f"Report {number}\n\nLONDON, March 3 - Crude oil rose {number}, “sharply,” he said.\n"
        )
        (news / f"{number}.txt").write_text(text)
    index_paths(tmp_path / "archive", [news], workers=1)
    (news / "0.txt").unlink()
    index_paths(tmp_path / "archive", workers=1)
    return tmp_path / "archive"


@pytest.mark.parametrize("damage", DAMAGES)
def test_every_damaged_file_is_noticed_and_named(archive: Path, damage: str) -> None:
    with Generation(archive, LAYOUT) as generation:
        folder, names = generation.folder, sorted({*generation.manifest.files, "MANIFEST"})
    assert any(name.endswith(".deletions") for name in names)
    for name in names:
        path = folder / name
        content = path.read_bytes()
        DAMAGES[damage](path)
        with pytest.raises(ArchiveDamaged) as caught:
            content_of(archive)
        assert name in caught.value.message
        assert "rebuild" in str(caught.value.hint)
        path.unlink(missing_ok=True)
        path.write_bytes(content)
    assert content_of(archive) is not None


def test_a_rebuild_mends_what_is_damaged(archive: Path) -> None:
    whole = content_of(archive)
    for name in ("s000001.docs", "MANIFEST", "groups", "sources.json"):
        with Generation(archive, LAYOUT) as generation:
            segment = generation.segments[0].name
            flip(generation.folder / name.replace("s000001", segment))
        assert rebuild(archive, workers=1).articles == 39
        assert content_of(archive) == whole
