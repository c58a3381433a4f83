"""What is remembered of folders: their options, where they are, and how one is dropped."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from newssearch.archive.article import Article
from newssearch.archive.errors import StorageError, UsageError
from newssearch.archive.generations import read_current
from newssearch.indexer import forget_folders, index_paths, rebuild, tasks, write_articles
from newssearch.indexer.previous import remembered_folders
from newssearch.search import open_archive

pytestmark = pytest.mark.usefixtures("_quick_disk")


def line_of(word: str) -> str:
    return f'{{"kop": "{word.title()} rises", "title": "Page one", "text": "{word} rose."}}\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    (folder / "sub").mkdir(parents=True)
    for name, word in (("a.jsonl", "oil"), ("b.jsonl", "tin"), ("sub/c.jsonl", "gas")):
        (folder / name).write_text(line_of(word))
    return folder


@pytest.fixture
def archive(tmp_path: Path, folder: Path) -> Path:
    index_paths(tmp_path / "archive", [folder], workers=1)
    return tmp_path / "archive"


def found(archive: Path, query: str) -> dict[str, str]:
    """Return path and id of what a query finds."""
    with open_archive(archive) as news:
        hits = news.search(query, limit=99).hits
        return {hit.article.path: hit.article.id for hit in hits}


def names(archive: Path) -> dict[str, dict[str, str]]:
    return {f.path: dict(f.options.mapping) for f in remembered_folders(archive)}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"mapping": {"topic": "party"}}, "an article has no field 'topic'"),
        ({"mapping": {"title": " "}}, "the name is empty"),
        ({"reset": ["titel"]}, "folders have no such option"),
        ({"mapping": {"title": "kop"}, "reset": ["map"]}, "both given and reset"),
    ],
)
def test_options_are_checked_before_anything_is_done(
    archive: Path, tmp_path: Path, options: dict[str, object], message: str
) -> None:
    before = read_current(archive)
    for act in (index_paths, rebuild):
        with pytest.raises(UsageError, match=message):
            act(archive, **options)  # type: ignore[operator]
    with pytest.raises(UsageError):
        index_paths(tmp_path / "other", [tmp_path / "news"], **options)  # type: ignore[arg-type]
    assert not (tmp_path / "other").exists()
    assert read_current(archive) == before
    assert index_paths(archive, workers=1).unchanged == 3


def test_a_mapping_is_kept_changed_and_reset(archive: Path, folder: Path) -> None:
    assert found(archive, "title:oil") == {}
    assert index_paths(archive, mapping={"title": "kop"}, workers=1).changed == 3
    assert len(found(archive, "title:oil")) == 1
    assert names(archive) == {str(folder): {"title": "kop"}}
    assert index_paths(archive, [folder], workers=1).unchanged == 3
    assert index_paths(archive, [folder], mapping={"section": "kop"}, workers=1).changed == 3
    assert (len(found(archive, "title:page")), len(found(archive, "section:oil"))) == (3, 1)
    assert index_paths(archive, reset=["map"], workers=1).changed == 3
    assert found(archive, "section:oil") == {}
    assert names(archive) == {str(folder): {}}
    assert index_paths(archive, reset=["all"], workers=1).unchanged == 3


def test_a_part_of_a_folder_has_options_of_its_own(archive: Path, folder: Path) -> None:
    before = found(archive, "page")
    report = index_paths(archive, [folder / "sub"], mapping={"title": "kop"}, workers=1)
    assert (report.changed, report.unchanged, report.new, report.removed) == (1, 2, 0, 0)
    assert len(found(archive, "title:gas")) == 1
    assert found(archive, "title:oil") == {}
    assert found(archive, "rose") == before
    assert names(archive) == {str(folder): {}, str(folder / "sub"): {"title": "kop"}}
    report = index_paths(archive, [folder / "sub"], reset=["map"], workers=1)
    assert (report.changed, report.unchanged) == (1, 2)
    assert names(archive) == {str(folder): {}}
    assert found(archive, "rose") == before


def test_an_option_that_takes_most_articles_out_is_asked_about(archive: Path) -> None:
    nothing = {"text": "nowhere", "title": "nowhere"}
    for act in (index_paths, rebuild):
        with pytest.raises(UsageError, match=r"3 of 3 articles would be removed") as caught:
            act(archive, mapping=nothing, workers=1)
        assert "--allow-empty" in str(caught.value.hint)
    assert len(found(archive, "rose")) == 3
    assert list(names(archive).values()) == [{}]
    assert index_paths(archive, mapping=nothing, workers=1, allow_empty=True).articles == 0
    assert index_paths(archive, reset=["map"], workers=1).articles == 3


def test_files_that_give_nothing_all_at_once_are_asked_about(archive: Path, folder: Path) -> None:
    for path in folder.rglob("*.jsonl"):
        path.write_text("")
    for act in (index_paths, rebuild):
        with pytest.raises(StorageError, match="now yield none; nothing was changed"):
            act(archive, workers=1)
    assert len(found(archive, "rose")) == 3
    assert index_paths(archive, workers=1, allow_empty=True).articles == 0


def test_a_folder_that_became_a_file_is_asked_about(archive: Path, folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text(line_of("fur"))
    with pytest.raises(StorageError, match="is a file now; nothing was changed"):
        index_paths(archive, workers=1)
    assert len(found(archive, "rose")) == 3
    assert index_paths(archive, workers=1, allow_empty=True).articles == 1
    folder.write_text(line_of("hat"))
    assert index_paths(archive, workers=1).changed == 1


def test_a_file_that_is_emptied_is_an_edit(archive: Path, folder: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        (folder / name).write_text("")
    assert index_paths(archive, workers=1).articles == 1


def test_forgetting_a_folder_takes_its_articles_out(
    archive: Path, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "x.jsonl").write_text(line_of("fur"))
    index_paths(archive, [other], workers=1)
    shutil.rmtree(folder)
    with pytest.raises(StorageError, match="is missing") as caught:
        index_paths(archive, [other], workers=1)
    assert f"newssearch forget {folder}" in str(caught.value.hint)
    report = forget_folders(archive, [folder])
    assert (report.forgotten, report.articles_removed, report.articles) == ([str(folder)], 3, 1)
    assert list(found(archive, "rose")) == [f"{other}/x.jsonl#1"]
    assert index_paths(archive, workers=1).unchanged == 1
    with pytest.raises(UsageError, match="is not remembered") as missing:
        forget_folders(archive, [folder])
    assert str(other) in str(missing.value.hint)


def test_a_folder_without_articles_may_be_missing(archive: Path, folder: Path) -> None:
    """Otherwise a run with --allow-empty would help once, and the next would fail again."""
    shutil.rmtree(folder)
    assert index_paths(archive, workers=1, allow_empty=True).articles == 0
    assert index_paths(archive, workers=1).articles == 0


def test_articles_made_in_python_outlive_the_folder_they_replaced(
    archive: Path, folder: Path
) -> None:
    id_ = found(archive, "oil")[f"{folder}/a.jsonl#1"]
    write_articles(archive, [Article("own", "wire/own", "Oil rose.")], workers=1)
    write_articles(archive, [Article(id_, "wire/again", "Oil fell.")], workers=1)
    assert forget_folders(archive, [folder]).articles == 1
    assert found(archive, "oil") == {"wire/own": "own"}
    assert rebuild(archive, workers=1).articles == 1
    assert found(archive, "oil") == {"wire/own": "own"}


def test_what_is_forgotten_and_indexed_again_has_its_ids(archive: Path, folder: Path) -> None:
    before = sorted(found(archive, "rose").values())
    forget_folders(archive, [folder])
    index_paths(archive, [folder.parent / "news" / "sub"], workers=1)
    index_paths(archive, [folder], workers=1)
    assert sorted(found(archive, "rose").values()) == before


def test_files_that_are_moved_keep_their_ids(archive: Path, folder: Path) -> None:
    before = found(archive, "rose")
    (folder / "1987").mkdir()
    for name in ("a.jsonl", "b.jsonl"):
        (folder / name).rename(folder / "1987" / name)
    (folder / "sub" / "c.jsonl").rename(folder / "d.jsonl")
    report = index_paths(archive, workers=1)
    assert (report.moved, report.new, report.removed, report.changed) == (3, 0, 0, 0)
    after = found(archive, "rose")
    assert sorted(after.values()) == sorted(before.values())
    assert after[f"{folder}/1987/a.jsonl#1"] == before[f"{folder}/a.jsonl#1"]
    (folder / "a.jsonl").write_text(line_of("fur"))
    report = index_paths(archive, workers=1)
    assert (report.moved, report.new) == (0, 1)
    assert len(set(found(archive, "rose").values())) == 4
    assert rebuild(archive, workers=1).articles == 4
    assert after.items() <= found(archive, "rose").items()


def test_files_that_change_places_change_ids(archive: Path, folder: Path) -> None:
    before = found(archive, "rose")
    (folder / "a.jsonl").rename(folder / "x")
    (folder / "b.jsonl").rename(folder / "a.jsonl")
    (folder / "x").rename(folder / "b.jsonl")
    assert index_paths(archive, workers=1).changed == 2
    after = found(archive, "rose")
    assert after[f"{folder}/a.jsonl#1"] == before[f"{folder}/b.jsonl#1"]
    assert after[f"{folder}/b.jsonl#1"] == before[f"{folder}/a.jsonl#1"]


def test_a_file_that_was_away_for_some_runs_keeps_its_id(archive: Path, folder: Path) -> None:
    before = found(archive, "oil")
    (folder / "a.jsonl").rename(folder.parent / "a")
    assert index_paths(archive, workers=1).removed == 1
    assert index_paths(archive, workers=1).removed == 0
    (folder.parent / "a").rename(folder / "later.jsonl")
    assert index_paths(archive, workers=1).moved == 1
    assert list(found(archive, "oil").values()) == list(before.values())


def test_a_copy_is_an_article_of_its_own(archive: Path, folder: Path) -> None:
    shutil.copy(folder / "a.jsonl", folder / "copy.jsonl")
    report = index_paths(archive, workers=1)
    assert (report.new, report.moved) == (1, 0)
    assert len(set(found(archive, "oil").values())) == 2


def read_files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note which files are read to be indexed."""
    read: list[str] = []
    file_tasks = tasks.file_tasks

    def noting(files, *rest):
        files = list(files)
        read.extend(source.path for _, source, _ in files)
        return file_tasks(iter(files), *rest)

    monkeypatch.setattr(tasks, "file_tasks", noting)
    return read


def test_content_decides_what_changed(
    archive: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = read_files(monkeypatch)
    (folder / "a.jsonl").chmod(0o600)
    os.link(folder / "b.jsonl", folder.parent / "linked")
    shutil.copy2(folder / "sub" / "c.jsonl", folder.parent / "copied")
    (folder.parent / "copied").rename(folder / "sub" / "c.jsonl")
    os.utime(folder / "sub" / "c.jsonl", (0, 0))
    before = read_current(archive)
    report = index_paths(archive, workers=1)
    assert (report.unchanged, report.indexed, read) == (3, 0, [])
    assert read_current(archive) != before, "the new keys are kept, so that they tell next time"
    now = read_current(archive)
    assert index_paths(archive, workers=1).unchanged == 3
    assert read_current(archive) == now


def test_a_folder_that_was_moved_is_followed(
    archive: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An archive and its sources are moved to another disk, together."""
    index_paths(archive, [folder], mapping={"title": "kop"}, workers=1)
    before = found(archive, "rose")
    disk = tmp_path / "disk"
    disk.mkdir()
    shutil.copytree(folder, disk / "news")
    shutil.rmtree(folder)
    archive = archive.rename(disk / "archive")
    (disk / "news" / "b.jsonl").write_text(line_of("fur"))
    read = read_files(monkeypatch)
    with pytest.raises(StorageError, match="is missing"):
        index_paths(archive, workers=1)
    report = index_paths(archive, [disk / "news"], workers=1)
    assert report.folders_moved == [(str(folder), str(disk / "news"))]
    assert (report.unchanged, report.changed, report.new) == (2, 1, 0)
    assert read == [f"{disk}/news/b.jsonl"]
    after = found(archive, "rose")
    assert {path.replace(str(disk), str(tmp_path)): id_ for path, id_ in after.items()} == before
    assert list(found(archive, f"path:{disk}/news/a.jsonl*")) == [f"{disk}/news/a.jsonl#1"]
    assert names(archive) == {str(disk / "news"): {"title": "kop"}}
    assert rebuild(archive, workers=1).articles == 3
    assert found(archive, "rose") == after


def test_a_single_file_that_was_moved_is_followed(archive: Path, tmp_path: Path) -> None:
    one = tmp_path / "one.jsonl"
    one.write_text(line_of("fur"))
    index_paths(archive, [one], workers=1)
    before = found(archive, "fur")
    one.rename(tmp_path / "two.jsonl")
    with pytest.raises(StorageError, match=r"one\.jsonl is missing"):
        index_paths(archive, workers=1)
    report = index_paths(archive, [tmp_path / "two.jsonl"], workers=1)
    assert report.folders_moved == [(str(one), f"{tmp_path}/two.jsonl")]
    assert list(found(archive, "fur")) == [f"{tmp_path}/two.jsonl#1"]
    assert list(found(archive, "fur").values()) == list(before.values())


def test_another_folder_is_not_taken_for_one_that_is_missing(
    archive: Path, folder: Path, tmp_path: Path
) -> None:
    shutil.rmtree(folder)
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.jsonl").write_text(line_of("fur"))
    with pytest.raises(StorageError, match=f"{folder} is missing"):
        index_paths(archive, [other], workers=1)


def test_the_archive_is_no_folder_of_news(archive: Path) -> None:
    with pytest.raises(UsageError, match="the archive itself"):
        index_paths(archive, [archive / "generations"])
    other = archive.with_name("other")
    with pytest.raises(UsageError, match="is an archive, not a folder of news"):
        index_paths(other, [archive])
    assert not other.exists()
