"""What is packed: tar archives, compressed files, crawls; where each article is from, and bombs."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile

import brotli
import pytest
import zstandard

from newssearch.archive.errors import ArticleError
from newssearch.indexer import index_paths
from newssearch.indexer.readers import read_records
from newssearch.indexer.record import Record, Remark, Skipped
from newssearch.search import open_archive

LINE = json.dumps({"title": "Rain", "text": "Rain fell."}).encode() + b"\n"
SENTENCE = "The harbour board voted on Tuesday to dredge the channel before the storms come. "
PAGE = (
    "<html><head><title>Harbour board votes</title></head><body><h1>Harbour board votes</h1>"
    + "".join(f"<p>On day {n} it rained. {SENTENCE}</p>" for n in range(5))
    + "</body></html>"
)


def read(content, name="a"):
    return list(read_records(content, name))


def tar(members, **options):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", **options) as folder:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            if content is None:
                entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
            else:
                entry.size = len(content)
            folder.addfile(entry, io.BytesIO(content or b""))
    return packed.getvalue()


def folder(members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


COMPRESSED = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstandard.compress,
}


@pytest.mark.parametrize("kind", COMPRESSED)
def test_a_compressed_file_of_any_format(kind):
    pack = COMPRESSED[kind]
    assert [r.number for r in read(pack(LINE * 3), f"a.jsonl.{kind}")] == [1, 2, 3]
    (record,) = read(pack(b"Rain fell."), f"a.txt.{kind}")
    assert record.text == "Rain fell."
    assert [r.number for r in read(pack(LINE) + pack(LINE), f"a.jsonl.{kind}")] == [1, 2]


@pytest.mark.parametrize("kind", COMPRESSED)
def test_what_is_cut_off_keeps_what_came_before_and_says_so(kind):
    import random

    noise = random.Random(1)
    lines = [
        json.dumps({"title": str(n), "text": hex(noise.getrandbits(8000))}).encode()
        for n in range(1000)
    ]
    whole = COMPRESSED[kind](b"\n".join(lines))
    *records, last = read(whole[: len(whole) // 2], f"a.jsonl.{kind}")
    assert len(records) > 100
    assert "data ends too early" in last.reason


@pytest.mark.parametrize("kind", COMPRESSED)
def test_damage_and_bombs(kind):
    pack = COMPRESSED[kind]
    damaged = bytearray(pack(LINE * 100))
    damaged[10:] = b"\xff" * (len(damaged) - 10)
    with pytest.raises(ArticleError, match=r"damaged|ends too early|no article"):
        read(bytes(damaged), f"a.jsonl.{kind}")
    bomb = pack(b'{"title": "' + b" " * 40_000_000 + b'"}\n')
    try:
        results = read(bomb, f"a.jsonl.{kind}")
    except ArticleError:
        return
    assert isinstance(results[-1], Skipped)


@pytest.mark.parametrize("kind", ["", *COMPRESSED])
@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_a_tar_archive_counts_its_articles_through(kind, form):
    content = tar(
        {
            "news/a.txt": b"Rain fell.",
            "news/link.txt": None,
            "news/b.jsonl": LINE * 2,
            "../x.txt": b"Rain",
            "news/e.txt": b"",
            "news/._a.txt": b"x",
        },
        format=form,
    )
    name = f"a.tar.{kind}" if kind else "a.tar"
    results = read(COMPRESSED[kind](content) if kind else content, name)
    assert [r.number for r in results] == [1, 2, 3, 4, 5]
    assert [r.member for r in results[:3]] == ["news/a.txt", "news/b.jsonl#1", "news/b.jsonl#2"]
    assert [r.reason for r in results[3:]] == [
        "../x.txt: its name leads out of the tar archive",
        "news/e.txt: empty file",
    ]


def test_a_tar_archive_that_is_cut_off_keeps_what_came_before():
    content = tar({"a.txt": b"Rain fell.", "b.txt": b"Sun shone. " * 1000})
    first, *rest = read(content[:5000], "a.tar")
    assert first.text == "Rain fell."
    assert any("ends too early" in r.reason for r in rest if isinstance(r, Skipped))


def test_what_nests_deeper_than_the_limit_is_named():
    content = b"Rain fell."
    for depth in range(4):
        content = folder({f"{depth}.zip" if depth else "a.txt": content})
    (result,) = read(content, "a.zip")
    assert result == Skipped(1, "3.zip#1: 2.zip#1: 1.zip: packed more than 3 times")


def test_places_in_containers_in_containers():
    inner = folder({"2019/a.txt": "Rain fell.", "2019/b.jsonl": LINE})
    results = read(tar({"week.zip": inner, "c.txt": b"Sun shone."}), "a.tar")
    assert [r.member for r in results] == [
        *("week.zip#2019/a.txt", "week.zip#2019/b.jsonl#1"),
        "c.txt",
    ]


def test_paths_name_the_member_and_the_file_is_found_again(tmp_path):
    news = tmp_path / "news"
    news.mkdir()
    (news / "week#1.zip").write_bytes(folder({"a.txt": "Rain fell.", "b.jsonl": LINE * 2}))
    index_paths(tmp_path / "archive", [news])
    with open_archive(tmp_path / "archive") as archive:
        articles = [hit.article for hit in archive.search("NOT zzz", limit=9).hits]
    path = str(news / "week#1.zip")
    assert sorted(a.path for a in articles) == [
        f"{path}#{place}" for place in ("a.txt", "b.jsonl#1", "b.jsonl#2")
    ]
    assert {a.file for a in articles} == {path}


def warc(kind, url, content, media_type, *headers):
    head = "".join(f"{line}\r\n" for line in (f"Content-Type: {media_type}", *headers))
    response = kind == "response"
    block = (f"HTTP/1.1 200 OK\r\n{head}\r\n" if response else "").encode() + content
    own = "application/http; msgtype=response" if response else media_type
    return (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"WARC-Date: 2012-12-13T00:00:00Z\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: {own}\r\nContent-Length: {len(block)}\r\n\r\n"
    ).encode() + (block + b"\r\n\r\n")


FEED = (
    "<rss version='2.0'><channel><title>The Gazette</title>"
    f"<item><title>One</title><description>{SENTENCE}</description></item>"
    f"<item><title>Two</title><description>{SENTENCE}</description></item></channel></rss>"
).encode()


def test_each_response_of_a_crawl_goes_to_the_reader_of_its_kind():
    crawl = (
        warc("response", "https://e.example/a", PAGE.encode(), "text/html")
        + warc("response", "https://e.example/b.txt", SENTENCE.encode(), "text/plain")
        + warc("response", "https://e.example/feed", FEED, "application/rss+xml")
        + warc("response", "https://e.example/x.png", b"\x89PNG", "image/png")
        + warc("response", "https://e.example/x.js", b"let x", "text/javascript")
        + warc("response", "https://e.example/y.js", b"let y", "text/javascript")
        + warc("conversion", "https://e.example/wet", SENTENCE.encode(), "text/plain")
    )
    *records, rest = read(gzip.compress(crawl), "a.warc.gz")
    assert [r.number for r in records] == [1, 2, 3, 4, 5]
    assert [r.declared["url"][0].value for r in records if "url" in r.declared] == [
        *("https://e.example/a", "https://e.example/b.txt"),
        *("https://e.example/feed",) * 2,
        "https://e.example/wet",
    ]
    assert rest == Remark("passed over in the crawl: 2 text/javascript, 1 image/png")


def test_pages_packed_with_brotli():
    packed = brotli.compress(PAGE.encode())
    for content in (packed, PAGE.encode()):  # crawlers may unpack and leave the header
        crawl = warc(
            "response", "https://e.example/a", content, "text/html", "Content-Encoding: br"
        )
        (record,) = read(crawl, "a.warc")
        assert record.text.startswith("On day 0 it rained.")
    crawl = warc(
        "response", "https://e.example/a", packed[:90], "text/html", "Content-Encoding: br"
    )
    (skipped,) = read(crawl, "a.warc")
    assert skipped.reason == "https://e.example/a: brotli data ends too early"


def test_a_bomb_of_brotli_is_stopped():
    bomb = brotli.compress(bytes(110_000_000), quality=1)
    crawl = warc("response", "https://e.example/a", bomb, "text/html", "Content-Encoding: br")
    (skipped,) = read(crawl, "a.warc")
    assert skipped.reason == "https://e.example/a: unpacks to over 100 MB"


@pytest.mark.parametrize("between", ["", "\n", "\n\n"])
def test_arc_whatever_is_between_its_entries(between):
    entries = ["filedesc://x.arc 0.0.0.0 20080101000000 text/plain 19\n1 0 ExampleArchive\n"]
    for number in (1, 2):
        got = f"HTTP/1.1 200 OK\nContent-Type: text/html\n\n{PAGE}"
        entries.append(
            f"http://e.example/{number} 10.0.0.1 20080102000000 text/html {len(got)}\n{got}"
        )
    entries.append("dns:e.example 10.0.0.1 20080102000000 text/dns 5\nabcd\n")
    results = read(between.join(entries).encode(), "a.arc")
    assert [r.declared["url"][0].value for r in results] == [
        "http://e.example/1",
        "http://e.example/2",
    ]


def test_of_a_web_archive_only_the_crawls_are_read():
    crawl = gzip.compress(warc("response", "https://e.example/a", PAGE.encode(), "text/html"))
    (record,) = read(
        folder(
            {
                "datapackage.json": "{}",
                "pages/pages.jsonl": LINE,
                "indexes/index.cdx": "example,e)/a 2012",
                "archive/data.warc.gz": crawl,
            }
        ),
        "a.wacz",
    )
    assert record.member == "archive/data.warc.gz#1"


def test_pictures_written_into_a_page_do_not_count_as_its_size():
    picture = "A" * 6_000_000
    page = PAGE.replace("</h1>", f"</h1><img src='data:image/png;base64,{picture}'>")
    (record,) = read(page.encode(), "a.html")
    assert isinstance(record, Record)
    assert record.text.startswith("On day 0 it rained.")
    with pytest.raises(ArticleError, match="over 5 MB"):
        read(PAGE.replace("</h1>", "</h1>" + "<p>rain</p>" * 600_000).encode(), "a.html")
