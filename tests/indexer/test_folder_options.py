"""Options of reading: what each does, that it is remembered, changed and reset."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from newssearch.archive.errors import UsageError
from newssearch.indexer import index_paths, rebuild
from newssearch.indexer.previous import remembered_folders
from newssearch.search import open_archive

pytestmark = pytest.mark.usefixtures("_quick_disk")

RUSSIAN = "Нефть подорожала\n\nМОСКВА. Нефть подорожала на бирже, сказал Иванов.\n"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    return tmp_path / "news"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "archive"


def count(archive: Path, query: str) -> int:
    with open_archive(archive) as found:
        return found.count(query)


def given(archive: Path) -> list[list[tuple[str, str]]]:
    return [list(folder.options.given()) for folder in remembered_folders(archive)]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"encoding": "klingon"}, "unknown text encoding"),
        ({"encoding": "rot13"}, "unknown text encoding"),
        ({"encoding": "unicode_escape"}, "unknown text encoding"),
        ({"dates": "ydm"}, "--dates ydm"),
        ({"file_format": "gzip"}, "--read-as gzip"),
        ({"exclude": [""]}, "not a valid pattern"),
        ({"exclude": ["!"]}, "not a valid pattern"),
    ],
)
def test_a_value_that_means_nothing_is_refused(
    archive: Path, news: Path, options: dict[str, object], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        index_paths(archive, [news], **options)  # type: ignore[arg-type]
    assert not archive.exists()


@pytest.mark.parametrize("codec", ["koi8-r", "cp866", "iso8859-5", "mac-cyrillic", "utf-16-be"])
def test_encoding_is_what_text_is_in(archive: Path, news: Path, codec: str) -> None:
    (news / "a.txt").write_bytes(RUSSIAN.encode(codec))
    (news / "b.csv").write_bytes(f"title,text\nОлово,{RUSSIAN.splitlines()[-1]}\n".encode(codec))
    (news / "c.txt").write_text(RUSSIAN)
    (news / "d.txt.gz").write_bytes(gzip.compress(RUSSIAN.encode(codec)))
    index_paths(archive, [news], encoding=codec, workers=1)
    assert count(archive, "нефть") == 4, "what is plainly UTF-8 is read as that"
    assert given(archive) == [[("encoding", codec)]]
    assert index_paths(archive, [news], workers=1).unchanged == 4
    report = index_paths(archive, encoding="cp1252", workers=1, allow_empty=True)
    assert (report.changed, count(archive, "нефть")) == (4, 1)
    assert rebuild(archive, encoding=codec, workers=1).articles == 4
    assert count(archive, "нефть") == 4


def test_an_encoding_of_ascii_bytes(archive: Path, news: Path) -> None:
    (news / "a.txt").write_bytes(
        "石油が値上がり\n\n東京で石油が値上がりした。\n".encode("iso2022_jp")
    )
    index_paths(archive, [news], encoding="iso-2022-jp", workers=1)
    with open_archive(archive) as found:
        assert found.search("NOT zzz").hits[0].article.title == "石油が値上がり"


@pytest.mark.parametrize(("order", "day"), [("dmy", "2012-04-03"), ("mdy", "2012-03-04")])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", '{"title": "Oil", "text": "Oil rose.", "date": "03/04/2012"}\n'),
        (
            "a.html",
            '<html><head><title>Oil</title><meta name="date" content="03/04/2012"></head>'
            "<body><article><p>Oil rose on the market, he said.</p></article></body></html>",
        ),
        ("a.txt", "Oil rises\n03/04/2012\n\nLONDON - Oil rose, he said.\n"),
    ],
)
def test_dates_says_which_number_is_the_day(
    archive: Path, news: Path, order: str, day: str, name: str, content: str
) -> None:
    (news / name).write_text(content)
    index_paths(archive, [news], dates=order, workers=1)
    assert count(archive, f"date:{day}") == 1
    other = {"dmy": "mdy", "mdy": "dmy"}[order]
    assert index_paths(archive, dates=other, workers=1).changed == 1
    assert count(archive, f"date:{day}") == 0


def test_a_format_holds_for_every_file(archive: Path, news: Path) -> None:
    (news / "a.txt").write_text("<p>Oil</p> <b>rose</b> <div>again</div>\n\nHe said <i>oil</i>.\n")
    (news / "b.gz").write_bytes(gzip.compress(b"<p>Tin</p> <b>rose</b>\n\nHe said so.\n"))
    index_paths(archive, [news], file_format="plain", workers=1)
    with open_archive(archive) as found:
        assert all("<b>" in repr(hit.article) for hit in found.search("rose").hits)
        assert found.search("rose").total == 2
    assert given(archive) == [[("read-as", "plain")]]
    assert index_paths(archive, reset=["format"], workers=1).changed == 2
    with open_archive(archive) as found:
        assert not any("<b>" in repr(hit.article) for hit in found.search("rose").hits)


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}\n\nOil rose in {path.stem}, he said.\n")


def paths(archive: Path, news: Path) -> list[str]:
    with open_archive(archive) as found:
        hits = found.search("oil", limit=99, group=False).hits
        return sorted(hit.article.path.removeprefix(f"{news}/") for hit in hits)


def test_what_is_passed_over_by_default_is_counted(archive: Path, news: Path) -> None:
    write(news, "a.txt", "page.html", "page_files/part.txt", "other_files/kept.txt")
    write(news, "Seite.htm", "Seite-Dateien/teil.txt", "code/x.js", "code/y.PY", "code/kept.php")
    write(news, ".git/HEAD", ".hidden/x.txt", ".x.txt", "CVS/Root", "sub/CVS/Root")
    write(news, "robots.txt", "site/sitemap.xml", "about-robots.txt")
    write(news, "old/CURRENT", "old/generations/1/x.txt", "old/more.txt", "js")
    report = index_paths(archive, [news], workers=1)
    assert report.passed_over == {
        "page_parts": 2,
        "code": 2,
        "site_files": 2,
        "version_control": 3,
        "hidden": 2,
        "archives": 1,
    }
    assert paths(archive, news) == sorted(
        [
            "a.txt",
            "page.html",
            "other_files/kept.txt",
            "Seite.htm",
            "code/kept.php",
            "js",
            "about-robots.txt",
        ]
    )
    assert index_paths(archive, workers=1).passed_over == report.passed_over


def test_exclude_is_remembered_changed_and_reset(archive: Path, news: Path) -> None:
    write(news, "a.txt", "b.txt", "b.bak", "c.bak", "drafts/d.txt", "e/drafts/f.txt", "x.js")
    index_paths(archive, [news], workers=1)
    report = index_paths(
        archive, [news], exclude=["*.bak", "drafts/", "!x.js"], workers=1, allow_empty=True
    )
    assert (report.removed, report.new, report.changed, report.unchanged) == (4, 1, 0, 2)
    assert report.passed_over == {"exclude": 4}
    assert paths(archive, news) == ["a.txt", "b.txt", "x.js"]
    assert index_paths(archive, workers=1).unchanged == 3
    assert given(archive) == [[("exclude", "*.bak"), ("exclude", "drafts/"), ("exclude", "!x.js")]]
    index_paths(archive, exclude=["/b.*"], workers=1, allow_empty=True)
    assert paths(archive, news) == ["a.txt", "c.bak", "drafts/d.txt", "e/drafts/f.txt"]
    index_paths(archive, reset=["exclude"], workers=1)
    assert len(paths(archive, news)) == 6
    with pytest.raises(UsageError, match="6 of 6 articles would be removed"):
        index_paths(archive, exclude=["*.*"], workers=1)


def test_lists_of_patterns_in_folders(archive: Path, news: Path) -> None:
    write(news, "a.txt", "b.tmp", "sub/c.tmp", "sub/d.txt", "sub/e.txt", "sub/deep/d.txt")
    (news / ".newssearchignore").write_text("# temporary\n*.tmp\n")
    (news / "sub" / ".newssearchignore").write_text("/d.txt\n!c.tmp\n")
    report = index_paths(archive, [news], workers=1)
    assert paths(archive, news) == ["a.txt", "sub/c.tmp", "sub/deep/d.txt", "sub/e.txt"]
    assert report.passed_over == {"newssearchignore": 2}
    (news / ".newssearchignore").unlink()
    assert index_paths(archive, workers=1).new == 1
    (news / ".newssearchignore").write_text("!\n")
    (skip,) = index_paths(archive, workers=1).skipped
    assert skip.path == f"{news}/.newssearchignore"
    assert skip.reason.startswith("not a list of patterns")


def test_a_name_that_no_record_has_is_told(archive: Path, news: Path) -> None:
    (news / "a.jsonl").write_text('{"kop": "Oil rises", "text": "Oil rose."}\n')
    mapping = {"title": "kop", "section": "rubriek", "body": "tekst"}
    report = index_paths(archive, [news], mapping=mapping, workers=1)
    said = [(note.path, note.text) for note in report.remarks if "--map" in note.text]
    assert (str(news), "no record has the name 'rubriek' that --map gives to section") in said
    assert (str(news), "no record has the name 'tekst' that --map gives to body") in said
    assert not any("'kop'" in text for path, text in said if path == str(news))
    (news / "b.jsonl").write_text('{"rubriek": "Economy", "title": "x", "tekst": "Tin rose."}\n')
    report = index_paths(archive, workers=1)
    assert [note for note in report.remarks if note.path == str(news)] == []
