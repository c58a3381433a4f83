"""Archives that earlier versions of the format wrote, one of each, committed beside this file."""

from __future__ import annotations

import json
import shutil
import tarfile
from pathlib import Path
from typing import Any

import pytest

from newssearch.archive import fingerprint
from newssearch.archive.article import Article
from newssearch.archive.article_json import article_of
from newssearch.archive.errors import ArchiveDamaged, ArchiveVersionMismatch, StorageError
from newssearch.archive.generations import Generation, read_current
from newssearch.archive.manifest import FORMAT
from newssearch.archive.news_layout import LAYOUT
from newssearch.archive.older import READABLE, format2
from newssearch.cli.program import carry_out
from newssearch.indexer import index_paths, migrate, rebuild, write_articles
from newssearch.indexer.carrying import StoredGeneration
from newssearch.search import open_archive
from newssearch.search.saved import SavedQueries, id_hash

HERE = Path(__file__).parent
VERSIONS = sorted(int(path.name.removeprefix("archive_v")) for path in HERE.glob("archive_v*"))
OLD = [version for version in VERSIONS if version < FORMAT]
SOURCES = "/tmp/newssearch-compat/news"
"""Where the committed archives say that their sources are."""


def unpack(version: int, folder: Path) -> Path:
    with tarfile.open(HERE / f"archive_v{version}" / "archive.tar.gz") as tar:
        tar.extractall(folder, filter="data")
    return folder / "archive"


@pytest.fixture(params=OLD)
def version(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def old(version: int, tmp_path: Path) -> Path:
    return unpack(version, tmp_path)


def expected(version: int) -> list[Article]:
    """Return what the archive's own version read from it."""
    lines = (HERE / f"archive_v{version}" / "articles.jsonl").read_text().splitlines()
    return [article_of(json.loads(line)) for line in lines]


def stored(archive: Path) -> list[Article]:
    with Generation(archive, LAYOUT) as generation:
        generation.verify()
        return sorted(StoredGeneration(generation), key=lambda article: article.id)


def by_id(articles: list[Article]) -> list[Article]:
    return sorted(articles, key=lambda article: article.id)


def test_there_is_an_archive_and_a_reader_of_every_older_format_since_the_second() -> None:
    assert OLD == list(range(2, FORMAT)) == list(READABLE)


def test_the_committed_archive_of_the_present_format_opens(tmp_path: Path) -> None:
    """Where files or analysis changed on purpose, ``make compat`` makes it again."""
    archive = unpack(FORMAT, tmp_path)
    assert stored(archive) == by_id(expected(FORMAT))
    assert carry_out(["check", "--archive", str(archive)]) == 0
    with open_archive(archive) as news:
        assert news.count("harbour") == 4
        assert news.count("speaker:calder") == 1
    assert SavedQueries(archive).shown("harbour-news").tolist()


def test_it_is_refused_with_both_versions_and_what_to_do(
    old: Path, version: int, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ArchiveVersionMismatch) as caught:
        open_archive(old)
    assert f"has format {version}, this newssearch reads format {FORMAT}" in caught.value.message
    with pytest.raises(ArchiveVersionMismatch):
        index_paths(old, workers=1)
    for command in (["query", "x"], ["index"], ["check"], ["saved", "list"], ["folders"]):
        assert carry_out([*command, "--archive", str(old)]) == 3
        assert f"hint: newssearch migrate --archive {old} " in capfd.readouterr().err


def test_migrate_carries_everything_over(old: Path, version: int) -> None:
    report = migrate(old, workers=1)
    articles = expected(version)
    assert (report.articles, report.carried) == (len(articles), len(articles))
    assert stored(old) == by_id(articles)
    with open_archive(old) as news:
        assert news.count("*") == len(articles)
        assert news.count("speaker:calder") == 1
        assert news.count("title:lighthouse AND title:lift") == 1
        assert news.count('id:"odd/id #7"') == 1
    saved = SavedQueries(old)
    assert saved.get("harbour-news").query == "harbour OR ferry"
    assert set(saved.shown("harbour-news").tolist()) == {id_hash("budget-1"), id_hash("short")}
    assert carry_out(["check", "--archive", str(old)]) == 0
    again = migrate(old, workers=1)
    assert (again.carried, again.generation) == (0, report.generation)
    with pytest.raises(StorageError, match=f"{SOURCES} is missing"):
        index_paths(old, workers=1)


def test_the_sources_are_read_again_after_migrating_and_keep_their_ids(
    old: Path, version: int, tmp_path: Path
) -> None:
    news = Path(shutil.copytree(HERE / "news", tmp_path / "news"))
    migrate(old, workers=1)
    report = index_paths(old, [news], workers=1, allow_empty=True)
    ids = {article.id for article in expected(version)}
    assert {article.id for article in stored(old)} == ids
    assert report.articles == len(ids)
    with open_archive(old) as archive:
        assert archive.article("585f1c2ab64a4446").path == str(news / "harbour.txt")
        # written through Python, and in place of an article of a file
        assert archive.article("short").body == "Nothing but another line."


def test_files_that_have_not_changed_are_not_read_again_after_migrating(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if the committed archive's sources were still where they were, as they were."""
    news = Path(shutil.copytree(HERE / "news", tmp_path / "news"))
    old = unpack(2, tmp_path)
    sources = format2.OldArchive.sources

    def here(archive: format2.OldArchive) -> dict[str, Any]:
        raw = sources(archive)
        files = raw["files"].pop(SOURCES)
        for name, file in files.items():
            status = (news / name).stat()
            times = status.st_mtime_ns, status.st_ctime_ns
            file[0] = [status.st_size, *times, status.st_ino]
        return {**raw, "roots": [str(news)], "files": {str(news): files}}

    monkeypatch.setattr(format2.OldArchive, "sources", here)
    migrate(old, workers=1)
    before = stored(old)
    report = index_paths(old, workers=1)
    assert (report.unchanged, report.changed, report.indexed) == (report.files, 0, 0)
    assert report.files > 1
    assert stored(old) == before
    changed = news / "harbour.txt"
    changed.write_text(changed.read_text() + "\nThe ferry was late.\n")
    report = index_paths(old, workers=1)
    assert (report.unchanged, report.changed) == (report.files - 1, 1)


def test_rebuild_reads_the_sources_and_carries_the_rest_over(
    old: Path, version: int, tmp_path: Path
) -> None:
    with pytest.raises(StorageError, match=f"{SOURCES} is missing"):
        rebuild(old, workers=1)
    report = rebuild(old, workers=1, allow_empty=True)
    python = [a for a in expected(version) if not a.path.startswith(SOURCES)]
    assert (report.articles, report.carried) == (len(python), len(python))
    assert stored(old) == by_id(python)
    assert carry_out(["check", "--archive", str(old)]) == 0


def test_what_is_damaged_in_an_old_archive_is_named_and_nothing_is_changed(
    old: Path,
) -> None:
    pointer = (old / "CURRENT").read_bytes()
    live = old / "generations" / json.loads(pointer)["generation"]
    for name in ("s000002.stored", "s000003.stored", "s000002.deletions", "MANIFEST"):
        content = (live / name).read_bytes()
        for place in (20, len(content) // 2, len(content) - 9):
            damaged = bytearray(content)
            damaged[place] ^= 0x04
            (live / name).unlink()  # it may be linked
            (live / name).write_bytes(damaged)
            (live / name).chmod(0o600)
            with pytest.raises(ArchiveDamaged, match=name):
                migrate(old, workers=1)
        (live / name).write_bytes(content)
    assert (old / "CURRENT").read_bytes() == pointer
    assert migrate(old, workers=1).carried > 0


def test_a_newer_format_asks_for_an_upgrade_and_is_never_touched(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    archive = tmp_path / "archive"
    write_articles(archive, [Article("a", "a", "Oil.")], workers=1)
    pointer = json.loads((archive / "CURRENT").read_bytes()) | {"format": FORMAT + 1}
    (archive / "CURRENT").write_text(json.dumps(pointer))
    before = sorted(archive.rglob("*"))
    commands = "query x,index,rebuild,migrate,export,check,check --repair,rollback,saved list"
    for command in commands.split(","):
        assert carry_out([*command.split(), "--archive", str(archive)]) == 3, command
        said = capfd.readouterr().err
        assert f"has format {FORMAT + 1}, which a newer newssearch wrote" in said
        assert "hint: upgrade the program: pip install --upgrade newssearch" in said
    assert sorted(archive.rglob("*")) == before
    assert json.loads((archive / "CURRENT").read_bytes()) == pointer


def test_an_archive_of_another_analysis_is_refused_and_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    archive = tmp_path / "archive"
    article = Article("a", "wire/a", "Crude oil rose.", title="Oil")
    with monkeypatch.context() as patch:
        patch.setattr(fingerprint, "WEIGHT_UNIT", 8)
        write_articles(archive, [article], workers=1)
        assert carry_out(["check", "--archive", str(archive)]) == 0
    capfd.readouterr()
    for command in (["query", "oil"], ["index"], ["check"]):
        assert carry_out([*command, "--archive", str(archive)]) == 3
        said = capfd.readouterr().err
        assert "was indexed with other weights or another text analysis" in said
        assert f"newssearch migrate --archive {archive}" in said
    live = read_current(archive)[0]
    assert migrate(archive, workers=1).carried == 1
    assert read_current(archive)[0] != live
    assert stored(archive) == [article]
    with open_archive(archive) as news:
        assert news.count("crude") == 1


def test_the_fingerprint_follows_weights_layout_and_analysis(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from dataclasses import replace

    found = {fingerprint.fingerprint(LAYOUT)}
    found.add(fingerprint.fingerprint(replace(LAYOUT, lead_weight=2.0)))
    found.add(fingerprint.fingerprint(replace(LAYOUT, weights=(1.0,) * len(LAYOUT.zones))))
    found.add(fingerprint.fingerprint(replace(LAYOUT, keywords=LAYOUT.keywords[::-1])))
    for name in ("stem", "fold"):
        with monkeypatch.context() as patch:
            patch.setattr(fingerprint, name, lambda token: token + "x")
            fingerprint._analysis.cache_clear()
            found.add(fingerprint.fingerprint(LAYOUT))
    fingerprint._analysis.cache_clear()
    assert len(found) == 6
    assert fingerprint.fingerprint(LAYOUT) in found
