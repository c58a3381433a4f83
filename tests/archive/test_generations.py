"""Generations: published whole, held while read, swept when nobody holds them."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from made_archives import publish

from newssearch.archive.article import Article
from newssearch.archive.drafts import Draft
from newssearch.archive.errors import (
    ArchiveDamaged,
    ArchiveError,
    ArchiveMissing,
    ArchiveTooNew,
    ArchiveVersionMismatch,
    StorageError,
)
from newssearch.archive.garbage import collect_garbage
from newssearch.archive.generations import Generation, create_archive, read_current
from newssearch.archive.lock import WriteLock
from newssearch.archive.manifest import FORMAT, Manifest
from newssearch.archive.news_layout import LAYOUT

ARTICLES = [Article(f"a{n}", f"news/{n}", f"Oil rose {n}.", title=f"Title {n}") for n in range(6)]


def names(archive: Path) -> list[str]:
    return sorted(path.name for path in (archive / "generations").iterdir())


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return publish(tmp_path / "archive", [ARTICLES[:4], ARTICLES[4:]], {"a1"})


def test_an_archive_is_private_to_its_user(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        create_archive(tmp_path / "deep" / "archive")
    finally:
        os.umask(before)
    for path in ("deep/archive", "deep/archive/generations"):
        assert stat.S_IMODE((tmp_path / path).stat().st_mode) == 0o700


@pytest.mark.parametrize("mode", [0o720, 0o702, 0o777])
def test_an_archive_that_others_can_write_to_is_refused(archive: Path, mode: int) -> None:
    archive.chmod(mode)
    with pytest.raises(ArchiveError, match="other users may write") as caught:
        Generation(archive, LAYOUT)
    assert str(caught.value.hint).startswith("chmod -R go-w ")
    with pytest.raises(ArchiveError, match="other users may write"):
        create_archive(archive)


def test_a_file_in_the_place_of_an_archive(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("not one")
    with pytest.raises(StorageError, match="cannot create"):
        create_archive(tmp_path / "archive")
    with pytest.raises(ArchiveMissing):
        Generation(tmp_path / "archive", LAYOUT)


def test_no_archive_and_an_empty_one(tmp_path: Path) -> None:
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(ArchiveMissing, match="no archive") as caught:
            Generation(path, LAYOUT)
        assert "newssearch index" in str(caught.value.hint)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", ArchiveDamaged),
        (b"null", ArchiveDamaged),
        (b"[]", ArchiveDamaged),
        (b"\xff\xfe", ArchiveDamaged),
        (b'{"format": %d}' % FORMAT, ArchiveDamaged),
        (b'{"generation": "000002-00000000"}', ArchiveDamaged),
        (
            b'{"format": %d, "generation": "../evil", "manifest_sha256": ""}' % FORMAT,
            ArchiveDamaged,
        ),
        (
            b'{"format": %d, "generation": "000009-00000000", "manifest_sha256": ""}' % FORMAT,
            ArchiveDamaged,
        ),
        (b'{"format": %d, "pointer": "of a later version"}' % (FORMAT + 1), ArchiveTooNew),
        (b'{"format": 0, "generation": "000001-00000000"}', ArchiveVersionMismatch),
    ],
)
def test_pointers_that_cannot_be_followed(
    archive: Path, content: bytes, error: type[ArchiveError]
) -> None:
    (archive / "CURRENT").write_bytes(content)
    with pytest.raises(error) as caught:
        Generation(archive, LAYOUT)
    assert str(archive) in caught.value.message
    wanted = "upgrade" if isinstance(caught.value, ArchiveTooNew) else "rebuild"
    assert wanted in str(caught.value.hint)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b"\xff",
        b'{"format": %d}' % FORMAT,
        b'{"format": %d, "segments": 3, "files": {}}' % FORMAT,
    ],
)
def test_manifests_that_cannot_be_read(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(ArchiveDamaged, match="MANIFEST"):
        Manifest.decode(content, tmp_path / "MANIFEST")


def test_a_manifest_of_another_version(tmp_path: Path) -> None:
    content = json.dumps({"format": 99, "shape": "unknown"}).encode()
    with pytest.raises(ArchiveVersionMismatch, match="format 99"):
        Manifest.decode(content, tmp_path / "MANIFEST")


def test_deletions_are_seen(archive: Path) -> None:
    with Generation(archive, LAYOUT) as generation:
        generation.verify()
        assert [segment.live for segment in generation.segments] == [3, 2]
        assert generation.manifest.articles == 5
        assert generation.published.tzinfo is not None


def test_what_is_not_published_leaves_nothing(archive: Path) -> None:
    before = names(archive)
    with Draft(archive, None) as draft:
        (draft.folder / "part").write_text("half")
    assert names(archive) == before


def test_a_draft_with_the_wrong_number_of_articles_is_not_published(archive: Path) -> None:
    before = read_current(archive), names(archive)
    with Generation(archive, LAYOUT) as previous, Draft(archive, previous) as draft:
        draft.keep_segment(previous.segments[0], None)
        with pytest.raises(ArchiveError, match="nothing was published"):
            draft.publish(LAYOUT, 3, {})
    assert (read_current(archive), names(archive)) == before


def test_where_links_cannot_be_made_files_are_copied_and_synced(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    synced: set[int] = set()
    sync = os.fsync

    def fsync(descriptor: int) -> None:
        synced.add(os.fstat(descriptor).st_ino)
        sync(descriptor)

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    monkeypatch.setattr(os, "fsync", fsync)
    with Generation(archive, LAYOUT) as previous, Draft(archive, previous) as draft:
        for segment in previous.segments:
            draft.keep_segment(segment, segment.deleted)
        draft.publish(LAYOUT, 5, {})
    with Generation(archive, LAYOUT) as generation:
        generation.verify()
        for name in generation.manifest.files:
            assert (generation.folder / name).stat().st_ino in synced
            assert (generation.folder / name).stat().st_nlink == 1


def test_a_held_generation_is_not_swept(archive: Path) -> None:
    with Generation(archive, LAYOUT) as held:
        for _ in range(3):
            with (
                WriteLock(archive, command="test"),
                Generation(archive, LAYOUT) as previous,
                Draft(archive, previous) as draft,
            ):
                draft.keep_segment(previous.segments[0], None)
                draft.publish(LAYOUT, 4, {})
            collect_garbage(archive)
        assert held.superseded()
        assert len(names(archive)) == 3
        assert held.name in names(archive)
        held.verify()
    collect_garbage(archive)
    assert len(names(archive)) == 2
    collect_garbage(archive, keep=1)
    assert names(archive) == [read_current(archive)[0]]


def test_only_what_is_ours_is_swept(archive: Path) -> None:
    foreign = [
        archive / ".tmp-notes",
        archive / ".tmp-1-zzzzzzzz",
        archive / "saved",
        archive / "generations" / "trash-can",
        archive / "generations" / "mine",
    ]
    for path in foreign:
        path.mkdir()
    ours = [archive / ".tmp-77-0123abcd", archive / "generations" / "trash-0123abcd"]
    ours[0].write_text("half")
    ours[1].mkdir()
    dead = archive / "generations" / "000009-00000000"
    dead.mkdir()
    collect_garbage(archive)
    assert [path.exists() for path in foreign] == [True] * 5
    assert not any(path.exists() for path in (*ours, dead))
    with Generation(archive, LAYOUT) as generation:
        generation.verify()


def test_nothing_is_swept_where_the_pointer_cannot_be_read(archive: Path) -> None:
    before = names(archive)
    (archive / "CURRENT").write_bytes(b"?")
    collect_garbage(archive)
    assert names(archive) == before


def test_a_generation_that_goes_between_pointer_and_lock_is_not_taken(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from newssearch.archive import generations

    old = read_current(archive)
    read = generations.read_current

    def late(path: Path) -> tuple[str, str]:
        monkeypatch.setattr(generations, "read_current", read)
        with Generation(archive, LAYOUT) as previous, Draft(archive, previous) as draft:
            draft.keep_segment(previous.segments[1], None)
            draft.publish(LAYOUT, 2, {})
        collect_garbage(archive, keep=1)
        return old

    monkeypatch.setattr(generations, "read_current", late)
    with Generation(archive, LAYOUT) as generation:
        assert generation.name == read(archive)[0] != old[0]
        generation.verify()
