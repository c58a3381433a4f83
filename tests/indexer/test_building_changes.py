"""What an update takes up, what it leaves alone, and what it refuses."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from newssearch.archive.errors import ArchiveDamaged, ArchiveMissing, StorageError, UsageError
from newssearch.archive.generations import Generation, read_current
from newssearch.archive.news_layout import LAYOUT
from newssearch.indexer import Report, index_paths, rebuild
from newssearch.indexer.comparing import find_changes
from newssearch.indexer.scanning import scan_folders
from newssearch.indexer.state import SourcesState
from newssearch.search import open_archive

pytestmark = pytest.mark.usefixtures("_quick_disk")


def text_of(word: str) -> str:
    return f"{word.title()} rises\n\nLONDON, March 3 - {word.title()} rose on Tuesday, he said.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number, word in enumerate(("oil", "tin", "gas")):
        (folder / f"{number}.txt").write_text(text_of(word))
    return folder


@pytest.fixture
def archive(tmp_path: Path, folder: Path) -> Path:
    index_paths(tmp_path / "archive", [folder], workers=1)
    return tmp_path / "archive"


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.removed, report.unchanged


def count(archive: Path, query: str) -> int:
    with open_archive(archive) as news:
        return news.count(query)


def ids(archive: Path) -> list[str]:
    with open_archive(archive) as news:
        return sorted(hit.article.id for hit in news.search("NOT zzz", limit=99).hits)


def test_nothing_changed_makes_no_generation(archive: Path, folder: Path) -> None:
    before = read_current(archive)
    for paths in ([], [folder], [folder / "0.txt"], [folder, folder]):
        assert counts(index_paths(archive, paths, workers=1)) == (0, 0, 0, 3)
    assert read_current(archive) == before


def test_new_changed_and_gone(archive: Path, folder: Path) -> None:
    (folder / "new.txt").write_text(text_of("fur"))
    (folder / "0.txt").write_text(text_of("silver"))
    (folder / "1.txt").unlink()
    report = index_paths(archive, workers=1)
    assert counts(report) == (1, 1, 1, 1)
    assert report.indexed == 2
    assert report.articles == 3
    assert [count(archive, word) for word in ("oil", "silver", "tin", "gas", "fur")] == [
        0,
        1,
        0,
        1,
        1,
    ]


def test_an_edit_of_the_same_size_within_the_clocks_tick(archive: Path, folder: Path) -> None:
    """A file system with coarse clocks may give an edit the times of the one before."""
    path = folder / "0.txt"
    status = path.stat()
    with Generation(archive, LAYOUT) as generation:
        state = SourcesState.load(generation.folder)
    path.write_text(text_of("fur"))
    os.utime(path, ns=(status.st_mtime_ns, status.st_mtime_ns))

    scan = scan_folders([folder.path for folder in state.folders])
    source = next(iter(scan))
    known = state.folders[0].files["0.txt"]
    assert known.young
    state.folders[0].files["0.txt"] = replace(known, key=source.key)
    changes = find_changes(scan, state, fresh=False, allow_empty=False)
    assert [source.relative for source, _ in changes.files] == ["0.txt"]


@pytest.mark.parametrize("how", ["removed", "emptied", "hidden behind a file system"])
def test_a_remembered_folder_that_is_gone_changes_nothing(
    archive: Path, folder: Path, how: str
) -> None:
    before = read_current(archive)
    shutil.rmtree(folder)
    if how != "removed":
        folder.mkdir()
    if how.startswith("hidden"):
        (folder / ".lost+found").mkdir()
    for run in (index_paths, rebuild):
        with pytest.raises(StorageError, match=r"nothing was changed") as caught:
            run(archive, workers=1)
        assert caught.value.exit_code == 7
        assert "--allow-empty" in str(caught.value.hint)
    assert read_current(archive) == before
    assert count(archive, "oil") == 1
    report = index_paths(archive, workers=1, allow_empty=True)
    assert (report.articles, report.removed) == (0, 3)
    assert count(archive, "oil") == 0
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "0.txt").write_text(text_of("oil"))
    assert index_paths(archive, workers=1).articles == 1


def test_one_of_two_folders_that_is_gone(archive: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "x.txt").write_text(text_of("fur"))
    index_paths(archive, [other], workers=1)
    shutil.rmtree(other)
    with pytest.raises(StorageError, match="other is missing"):
        index_paths(archive, workers=1)
    assert index_paths(archive, workers=1, allow_empty=True).articles == 3


def test_two_folders_with_the_same_paths_keep_their_articles_apart(tmp_path: Path) -> None:
    """The second folder sorts before the first, and was once given the ids of the first."""
    archive = tmp_path / "archive"
    for name in ("b", "a", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.txt").write_text(text_of("oil") + name)
        index_paths(archive, [tmp_path / name], workers=1)
    assert len(set(ids(archive))) == 3
    before = ids(archive)
    (tmp_path / "a" / "x.txt").write_text(text_of("tin"))
    index_paths(archive, workers=1)
    assert ids(archive) == before
    assert (count(archive, "oil"), count(archive, "tin")) == (2, 1)
    rebuild(archive, workers=1)
    assert ids(archive) == before
    (tmp_path / "b" / "x.txt").unlink()
    (tmp_path / "b" / "y.txt").write_text(text_of("fur"))
    assert index_paths(archive, workers=1).articles == 3
    assert (count(archive, "oil"), count(archive, "tin"), count(archive, "fur")) == (1, 1, 1)


def test_a_folder_around_a_remembered_one(archive: Path, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "more.txt").write_text(text_of("fur"))
    report = index_paths(archive, [tmp_path], workers=1)
    assert report.articles == 4
    assert report.files == 4
    assert index_paths(archive, [folder], workers=1).unchanged == 4


def test_an_empty_folder_is_remembered(archive: Path, tmp_path: Path) -> None:
    later = tmp_path / "later"
    later.mkdir()
    index_paths(archive, [later], workers=1)
    (later / "x.txt").write_text(text_of("fur"))
    assert index_paths(archive, workers=1).articles == 4


def test_an_empty_archive(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    report = index_paths(tmp_path / "archive", [tmp_path / "news"], workers=1)
    assert (report.articles, report.files) == (0, 0)
    assert count(tmp_path / "archive", "oil") == 0
    assert rebuild(tmp_path / "archive", workers=1).articles == 0


def test_another_mapping_reads_all_files_again(tmp_path: Path) -> None:
    news, archive = tmp_path / "news", tmp_path / "archive"
    news.mkdir()
    (news / "x.jsonl").write_text('{"kop": "Oil rises", "tekst": "Oil rose."}\n')
    index_paths(archive, [news], workers=1)
    report = index_paths(archive, mapping={"title": "kop", "body": "tekst"}, workers=1)
    assert report.changed == 1
    assert count(archive, "title:oil") == 1
    assert index_paths(archive, workers=1).unchanged == 1
    assert count(archive, "title:oil") == 1


def test_what_a_run_needs(tmp_path: Path, archive: Path) -> None:
    with pytest.raises(UsageError, match="no file or folder"):
        index_paths(archive, [tmp_path / "nowhere"])
    with pytest.raises(UsageError, match="the archive remembers none"):
        index_paths(tmp_path / "fresh")
    with pytest.raises(UsageError, match="no file or folder"):
        index_paths(tmp_path / "fresh", [tmp_path / "nowhere"])
    with pytest.raises(UsageError, match="at least one generation"):
        index_paths(tmp_path / "fresh", [tmp_path], keep=0)
    assert not (tmp_path / "fresh").exists()
    with pytest.raises(ArchiveMissing):
        rebuild(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_many_small_updates_keep_few_segments(archive: Path, folder: Path) -> None:
    for number in range(12):
        (folder / f"late{number}.txt").write_text(text_of("fur"))
        index_paths(archive, workers=1)
    with Generation(archive, LAYOUT) as generation:
        generation.verify()
        assert len(generation.segments) <= 4
    assert count(archive, "fur") == 12


@pytest.mark.parametrize(
    "changed",
    [
        {"folders": {}},
        {"skipped": {}},
        {"gone": "x"},
        {"overwritten": {}},
        {"outside": -1},
        {"scan_started_ns": -1},
    ],
    ids=str,
)
def test_a_state_of_other_types_or_of_negative_numbers_is_damage(
    changed: dict[str, object],
) -> None:
    sound = json.loads(SourcesState().encode())
    SourcesState.decode(json.dumps(sound).encode(), Path("sources.json"))
    with pytest.raises(ArchiveDamaged):
        SourcesState.decode(json.dumps(sound | changed).encode(), Path("sources.json"))


def test_a_file_of_a_negative_number_of_articles_is_damage(archive: Path) -> None:
    with Generation(archive, LAYOUT) as generation:
        state = json.loads(SourcesState.load(generation.folder).encode())
    for file in state["folders"][0]["files"].values():
        file[2] = -1
    with pytest.raises(ArchiveDamaged):
        SourcesState.decode(json.dumps(state).encode(), archive)


@pytest.mark.parametrize("file", ["CURRENT", "MANIFEST", "sources.json", "s000001.docs"])
def test_a_damaged_archive_can_be_rebuilt(archive: Path, folder: Path, file: str) -> None:
    (folder / "late.txt").write_text(text_of("fur"))
    index_paths(archive, workers=1)
    with Generation(archive, LAYOUT) as generation:
        live = generation.folder
    path = archive / file if file == "CURRENT" else live / file
    if file.startswith("s0"):
        path = next(live.glob("*.docs"))
    path.write_bytes(path.read_bytes()[:-7] + b"#")
    if file == "CURRENT":
        with pytest.raises(ArchiveDamaged):
            Generation(archive, LAYOUT)
    else:
        with pytest.raises(ArchiveDamaged):
            index_paths(archive, workers=1)
    assert rebuild(archive, workers=1).articles == 4
    with Generation(archive, LAYOUT) as generation:
        generation.verify()
    assert index_paths(archive, workers=1).unchanged == 4
    assert len(list((archive / "generations").iterdir())) <= 2


def test_a_bit_that_flips_in_the_memory_of_sources_is_noticed(archive: Path) -> None:
    with Generation(archive, LAYOUT) as generation:
        path = generation.folder / "sources.json"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(ArchiveDamaged, match=r"sources\.json"):
        index_paths(archive, workers=1)


def test_an_archive_that_tells_no_folders_says_what_to_do(archive: Path, folder: Path) -> None:
    for path in (archive / "generations").glob("*/sources.json"):
        path.write_bytes(b"[]")
    with pytest.raises(ArchiveDamaged) as caught:
        rebuild(archive, workers=1)
    assert "newssearch index FOLDER" in str(caught.value.hint)
    archive.rename(archive.with_name("damaged"))
    assert index_paths(archive, [folder], workers=1).articles == 3
