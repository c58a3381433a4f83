"""Files are read as streams: where a block ends makes no difference, and little is read ahead."""

from __future__ import annotations

import bz2
import csv
import gzip
import html
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from itertools import islice

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers import (
    byte_source,
    jsonstream,
    limits,
    named_records,
    read_records,
    textstream,
)
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.readers.detect import detect
from newssearch.indexer.readers.formats import READERS, Format
from newssearch.indexer.record import Found, Record, Remark, Skipped

TEXTS = [
    "Der Bürgermeister sagte: „Wir öffnen die Brücke.“",
    'She said "no", and left;\tthe others stayed.\n\nFrom here on it rained.',
    "Мост закрыт на две недели, сообщил совет.",
    "橋は二週間閉鎖される。 👩\u200d🚒 came, too.",
    "Back\\slash, {braces}, [brackets], <b>tags</b> & </item>, </page>, </DOC>.",
    "",
]


def rows(texts: list[str] = TEXTS) -> list[dict[str, str]]:
    return [
        {"title": f"Title {n}, “{text[:8]}”", "date": f"13/07/20{n:02d}", "text": text}
        for n, text in enumerate(texts, 10)
    ]


def table(delimiter: str = ",", line_end: str = "\r\n", encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows()[0]), delimiter=delimiter, lineterminator=line_end)
    writer.writeheader()
    writer.writerows(rows())
    return out.getvalue().encode(encoding)


def lines(line_end: str = "\n") -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + line_end for row in rows()).encode()


def message(text: str) -> str:
    return (
        "From a@b.example Thu Dec 13 10:00:00 2012\nFrom: Desk <desk@paper.example>\n"
        f"Subject: News\nDate: Thu, 13 Dec 2012 10:00:00 +0000\n"
        f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{text}\n\n"
    )


def page(text: str, number: int = 1) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return (
        f"<page><title>Page {number}</title><ns>0</ns><id>{number}</id><revision>"
        f"<timestamp>2012-12-13T10:00:00Z</timestamp><text>{text}</text></revision></page>\n"
    )


def response(text: str) -> bytes:
    body = f"<html><body><h1>News</h1><p>{text * 4}</p></body></html>".encode()
    held = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://paper.example/a\r\n"
        "WARC-Record-ID: <urn:uuid:1b2c>\r\nWARC-Date: 2012-12-13T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(held)}\r\n\r\n"
    )
    return head.encode() + held + b"\r\n\r\n"


def tar_of(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as folder:
        for name, held in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(held)
            folder.addfile(member, io.BytesIO(held))
    return out.getvalue()


def zip_of(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, held in files.items():
            folder.writestr(name, held)
    return out.getvalue()


REUTERS = (
    '<!DOCTYPE lewis SYSTEM "lewis.dtd">\n<REUTERS TOPICS="NO" NEWID="{0}">\n'
    "<DATE>26-FEB-1987 15:01:01.79</DATE>\n<TEXT>\n<TITLE>TITLE {0}</TITLE>\n"
    "<BODY>{1}\n Reuter\n</BODY></TEXT>\n</REUTERS>\n"
)
DOCUMENT = (
    "<DOC>\n<DOCNO> AP880212-000{0} </DOCNO>\n<HEAD>Head {0}</HEAD>\n<TEXT>\n{1}\n</TEXT>\n</DOC>\n"
)
PLAIN = ["Rain fell on the bridge & the ferry.", "It rose again, the council said.", "No."]


def nothing_but_ascii(form: str) -> str:
    return "".join(form.format(number, text) for number, text in enumerate(PLAIN, 1))


def newsitem(text: str) -> str:
    return (
        f'<newsitem itemid="2330" date="1996-08-20" xml:lang="en"><headline>H</headline>'
        f"<text><p>{html.escape(text)}</p></text></newsitem>\n"
    )


def item(text: str) -> str:
    return (
        f"<item><title>On {html.escape(text[:9])}</title><dc:creator>Ann Lee</dc:creator>"
        f"<description><![CDATA[<p>{text}</p>]]></description></item>\n"
    )


FEED = (
    '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" '
    "xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>The Paper</title>\n"
    f"{''.join(map(item, TEXTS))}</channel></rss>"
)

SAMPLES: dict[str, bytes] = {
    "lines.jsonl": lines(),
    "crlf.jsonl": lines("\r\n"),
    "marked.jsonl": b"\xef\xbb\xbf" + lines(),
    "broken.jsonl": lines() + b'{"title": "cut\n' + lines(),
    "windows.jsonl": json.dumps(rows()[0], ensure_ascii=False).encode("cp1252") + b"\n" + lines(),
    "wide.jsonl": lines().decode().encode("utf-16"),
    "list.json": json.dumps(rows(), ensure_ascii=False).encode(),
    "pretty.json": json.dumps(rows(), ensure_ascii=False, indent=2).encode(),
    "escaped.json": json.dumps(rows()).encode(),
    "wide.json": json.dumps(rows(), ensure_ascii=False).encode("utf-16-le"),
    "latin.json": json.dumps(rows(TEXTS[:2]), ensure_ascii=False)
    .encode("cp1252", "ignore")
    .replace(b"\x84", b'\\"'),
    "cut.json": json.dumps(rows(), ensure_ascii=False).encode()[:-200],
    "numbers.json": json.dumps([*rows(), 12, -3.5e6, None, True, [1, 2], "x" * 40]).encode(),
    "behind.json": json.dumps(rows()).encode() + b"\n\nand so on",
    "wrapped.json": json.dumps({"status": "ok", "articles": rows()}).encode(),
    "row.json": b" ".join(json.dumps(row, indent=1).encode() for row in rows()),
    "table.csv": table(),
    "table.tsv": table("\t", "\n"),
    "semicolon.csv": b"sep=;\r\n" + table(";"),
    "unicode.csv": table("\t", "\r\n", "utf-16"),
    "mac.csv": table(",", "\r").replace(b"\n\n", b" "),
    "windows.csv": table().decode().encode("cp1252", "ignore"),
    "unpaired.csv": b'title,date,text\n"Not again,2012-12-13,rain\nSun,2012-12-14,"it ""rose"""\n',
    "news.mbox": "".join(map(message, TEXTS)).encode(),
    "crlf.mbox": "".join(map(message, TEXTS)).replace("\n", "\r\n").encode(),
    "crawl.warc": b"".join(map(response, TEXTS[:4])),
    "reuters.sgm": nothing_but_ascii(REUTERS).encode(),
    "trec.sgml": nothing_but_ascii(DOCUMENT).encode(),
    "latin.sgml": nothing_but_ascii(DOCUMENT).replace("rose", "montré à l'été").encode("cp1252"),
    "dump.xml": (
        '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.10/"><siteinfo><sitename>Wiki'
        f"</sitename></siteinfo>\n{''.join(map(page, TEXTS))}</mediawiki>"
    ).encode(),
    "feed.xml": FEED.encode(),
    "wide.xml": FEED.replace('"utf-8"', '"utf-16"').encode("utf-16"),
    "latin.xml": FEED.replace('"utf-8"', '"windows-1252"').encode("cp1252", "xmlcharrefreplace"),
    "atom.xml": (
        '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>The Paper</a:title>'
        + "".join(
            f"<a:entry><a:title>T</a:title><a:content>{html.escape(text)}</a:content></a:entry>\n"
            for text in TEXTS
        )
        + "</a:feed>"
    ).encode(),
    "rcv1.xml": "".join(["<news>", *map(newsitem, TEXTS), "</news>"]).encode(),
    "lines.jsonl.gz": gzip.compress(lines(), mtime=0),
    "lines.jsonl.bz2": bz2.compress(lines()),
    "lines.jsonl.xz": lzma.compress(lines()),
    "lines.jsonl.zst": zstandard.compress(lines()),
    "news.tar": tar_of({"a.jsonl": lines(), "b.csv": table(), "c.txt": TEXTS[0].encode()}),
    "news.zip": zip_of({"a.jsonl": lines(), "b/list.json": json.dumps(rows()).encode()}),
}


def found_in(content: bytes, name: str, **options: int) -> list[Found] | str:
    try:
        return list(read_records(content, name, **options))
    except ArticleError as error:
        return error.message


def small_blocks(monkeypatch: pytest.MonkeyPatch, size: int, head: int | None = None) -> None:
    """Let sources be read in small blocks, and JSON be parsed as early as that."""
    monkeypatch.setattr(byte_source, "BLOCK_BYTES", size)
    monkeypatch.setattr(textstream, "BLOCK_BYTES", size)
    monkeypatch.setattr(jsonstream, "_LEAST_CHARACTERS", size)


@pytest.mark.parametrize("size", [1, 2, 7, 4096])
@pytest.mark.parametrize("name", SAMPLES)
def test_where_a_block_ends_makes_no_difference(
    name: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = found_in(SAMPLES[name], name)
    assert isinstance(whole, list)
    assert any(isinstance(one, Record) and one.text for one in whole)
    small_blocks(monkeypatch, size)
    assert found_in(SAMPLES[name], name) == whole


WRITTEN = st.text(
    st.sampled_from(list('ab"\\,;\t\n\r{}[]:<>&é„“жд橋 👩0-')), min_size=0, max_size=60
)


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.csv", "a.tsv", "a.mbox", "wide.csv"])
@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    texts=st.lists(WRITTEN, min_size=1, max_size=4), size=st.integers(1, 9), cut=st.integers(0, 30)
)
def test_any_text_is_read_alike_in_blocks_of_any_size(
    name: str, texts: list[str], size: int, cut: int
) -> None:
    records = [{"title": f"T{n}", "text": text} for n, text in enumerate(texts)]
    out = io.StringIO()
    if name.endswith("json"):
        out.write(json.dumps(records, ensure_ascii=False, indent=size % 3 or None))
    elif name.endswith("jsonl"):
        out.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in records)
    elif name.endswith("mbox"):
        out.writelines(map(message, texts))
    else:
        writer = csv.writer(out, delimiter="\t" if "tsv" in name or "wide" in name else ",")
        writer.writerows([["title", "text"], *(one.values() for one in records)])
    content = out.getvalue().encode("utf-16" if name.startswith("wide") else "utf-8")
    content = content[: len(content) - cut]
    whole = found_in(content, name)
    with pytest.MonkeyPatch.context() as patched:
        small_blocks(patched, size)
        assert found_in(content, name) == whole


class Made(io.RawIOBase):
    """A file that is made while it is read, and counts what was asked of it at once."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        super().__init__()
        self._parts = parts
        self._rest = b""
        self.given_bytes = 0
        self.largest_bytes = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        self.largest_bytes = max(self.largest_bytes, len(buffer))
        while not self._rest and (part := next(self._parts, None)) is not None:
            self._rest = part
        taken = self._rest[: len(buffer)]
        self._rest = self._rest[len(taken) :]
        buffer[: len(taken)] = taken
        self.given_bytes += len(taken)
        return len(taken)


BODY = "The council met at the bridge again and nobody said a word about the ferry. " * 100
COUNT = 300
"""Articles of 7,500 characters: 2.2 MB."""


def json_of(number: int) -> bytes:
    return json.dumps({"title": f"T {number}", "text": f"{number} {BODY}"}).encode()


def between(first: bytes, make: Callable[[int], bytes], last: bytes = b"") -> Iterator[bytes]:
    yield first
    for number in range(COUNT):
        yield make(number)
    yield last


LONG: dict[str, Callable[[], Iterator[bytes]]] = {
    "a.jsonl": lambda: between(b"", lambda n: json_of(n) + b"\n"),
    "list.json": lambda: between(b"[", lambda n: (b"," if n else b"") + json_of(n), b"]"),
    "wrapped.json": lambda: between(
        b'{"status": "ok", "response": {"pages": 1, "docs": [',
        lambda n: (b"," if n else b"") + json_of(n),
        b"]}}",
    ),
    "keyed.json": lambda: between(
        b"{", lambda n: (b"," if n else b"") + b'"k%d": ' % n + json_of(n), b"}"
    ),
    "row.json": lambda: between(b"", lambda n: json_of(n).replace(b", ", b",\n") + b" "),
    "a.csv": lambda: between(b"title,text\n", lambda n: f'T {n},"{n}\n{BODY}"\n'.encode()),
    "unicode.csv": lambda: between(
        "\ufefftitle\ttext\r\n".encode("utf-16-le"),
        lambda n: f"T {n}\t{n} {BODY[:4000]}\r\n".encode("utf-16-le"),
    ),
    "a.mbox": lambda: between(b"", lambda n: message(f"{n} {BODY}").encode()),
    "a.warc": lambda: between(b"", lambda n: response(f"{n} {BODY[:2000]}")),
    "a.sgm": lambda: between(b"", lambda n: REUTERS.format(n, BODY).encode()),
    "b.sgml": lambda: between(b"", lambda n: DOCUMENT.format(n, BODY).encode()),
    "feed.xml": lambda: between(
        b'<rss xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>P</title>',
        lambda n: item(f"{n} {BODY}").encode(),
        b"</channel></rss>",
    ),
    "rcv1.xml": lambda: between(b"<n>", lambda _: newsitem(BODY).encode(), b"</n>"),
    "dump.xml": lambda: between(b"<mediawiki>", lambda n: page(BODY, n).encode(), b"</mediawiki>"),
}
AHEAD_BYTES = 900_000
"""What may be read before the first article is given: rows whose dates are looked at together."""


@pytest.mark.parametrize("name", LONG)
def test_articles_come_while_the_file_is_read(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WHOLE_BYTES", 100_000)
    monkeypatch.setattr(named_records, "_LOOKED_AT_CHARACTERS", 300_000)
    file = Made(LONG[name]())
    count = 0
    for record in read_records(file, name, allowance_bytes=1_000_000):
        assert isinstance(record, Record)
        if not count:
            assert file.given_bytes <= AHEAD_BYTES
        count += 1
    assert count == COUNT
    assert file.given_bytes > AHEAD_BYTES + 300_000
    assert file.largest_bytes <= byte_source.BLOCK_BYTES


def test_the_formats_that_are_called_streamed_are_those_that_are() -> None:
    shown = {detect(b"".join(islice(LONG[name](), 9)), name) for name in LONG}
    packed = {Format.GZIP, Format.BZIP2, Format.XZ, Format.ZSTANDARD, Format.ZIP, Format.TAR}
    like_rcv1 = {Format.TEI, Format.EXTRACTED, Format.FACTIVA_XML}
    streamed = {row.format for row in READERS if row.streamed}
    assert streamed == shown | packed | like_rcv1 | {Format.PARQUET}


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "list.json"])
def test_articles_come_while_a_packed_file_is_read(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(named_records, "_LOOKED_AT_CHARACTERS", 300_000)
    packed = gzip.compress(b"".join(LONG[name]()), 0, mtime=0)
    places = iter(range(0, len(packed), 1000))
    file = Made(packed[place : place + 1000] for place in places)
    first = next(iter(read_records(file, f"{name}.gz", allowance_bytes=1_000_000)))
    assert isinstance(first, Record)
    assert file.given_bytes < len(packed) / 2


def test_what_must_be_read_as_a_whole_and_does_not_fit_names_the_option(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "WHOLE_BYTES", 1_000)
    columns = {"title": dict.fromkeys(map(str, range(500)), "T")}
    columns["text"] = dict.fromkeys(columns["title"], BODY)
    content = json.dumps(columns).encode()
    assert len(list(read_records(content, "a.json"))) == 500
    hint = "more --memory takes larger ones"
    results = list(read_records(content, "a.json", allowance_bytes=1_000_000))
    assert results == [Skipped(1, f"over 0 MB at once ({hint})")]
    for name, whole in (
        ("a.rtf", b"{\\rtf1 " + b"x" * 200_000),
        ("a.xml", b"<nitf>" + b" " * 200_000),
    ):
        with pytest.raises(ArticleError, match="too much to read as a whole") as raised:
            list(read_records(whole, name, allowance_bytes=1_000_000))
        assert raised.value.hint == hint


def test_a_value_that_is_too_long_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LINE_BYTES", 5_000)
    small_blocks(monkeypatch, 100)
    long = {"title": "Long", "text": '"quoted" \\ {[ ' * 2_000}
    content = json.dumps([rows()[0], long, rows()[2]]).encode()
    first, second, third = read_records(content, "a.json")
    assert isinstance(first, Record)
    assert second == Skipped(2, "over 0 MB at once")
    assert isinstance(third, Record)
    assert third.text == TEXTS[2]


def test_an_encoding_that_shows_late_holds_for_what_is_no_utf8() -> None:
    head = json.dumps([{"title": "T", "text": "Ascii only."}] * 3_000)[:-1]
    assert len(head) > limits.HEAD_BYTES
    text = "Совет закрыл мост на две недели, а паром ходит каждые полчаса."
    late = json.dumps({"title": "Мост", "text": text}, ensure_ascii=False).encode("koi8-r")
    *_, last = read_records(head.encode() + b"," + late + b"]", "a.json")
    assert isinstance(last, Record)
    assert last.text == text
    assert last.guesses["encoding"] == "KOI8-R"


def test_what_was_looked_at_ahead_is_still_to_be_read() -> None:
    content = bytes(range(256)) * 400
    made = ByteSource(content, "a")
    assert made.peek(100_000) == content[:100_000]
    assert made.read(10) == content[:10]
    assert made.peek(20) == content[10:30]
    assert made.read(1_000_000) == content[10:]
    assert made.peek(1) == b""


@pytest.mark.parametrize("size", [1, 7, 4096])
@pytest.mark.parametrize("name", ["feed.xml", "wide.xml", "latin.xml", "atom.xml", "rcv1.xml"])
def test_xml_that_does_not_fit_gives_the_articles_of_one_that_does(
    name: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = found_in(SAMPLES[name], name)
    assert isinstance(whole, list)
    assert len(whole) >= len(TEXTS)
    monkeypatch.setattr(limits, "WHOLE_BYTES", 700)
    small_blocks(monkeypatch, size)
    assert found_in(SAMPLES[name], name, allowance_bytes=0) == whole


def test_an_element_that_is_broken_or_too_long_touches_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "WHOLE_BYTES", 900)
    long = item("rain " * 300)
    broken = item("The bridge is shut.").replace("</title>", "</title")
    written = FEED.replace("</channel>", f"{long}{broken}{item('Last of all.')}</channel>")
    results = found_in(written.encode(), "feed.xml", allowance_bytes=0)
    assert isinstance(results, list)
    records = [one for one in results if isinstance(one, Record)]
    assert records[-1].text == "Last of all."
    assert records[-1].number == len(TEXTS) + 3
    assert Skipped(len(TEXTS) + 1, "over 0 MB") in results
    assert Remark(f"broken XML in the article with number {len(TEXTS) + 2}") in results


def test_little_taken_of_a_feed_is_said_while_it_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    lost = f"<lost>{'Nobody reads this line of the item at all. ' * 30}</lost></item>"
    written = FEED.replace("</item>", lost)
    whole = found_in(written.encode(), "feed.xml")
    monkeypatch.setattr(limits, "WHOLE_BYTES", 2_000)
    for results in (whole, found_in(written.encode(), "feed.xml", allowance_bytes=0)):
        (remark,) = [one for one in results if isinstance(one, Remark)]
        assert "of its running text" in remark.text


@pytest.mark.parametrize("told", ["koi8-r", None])
def test_the_articles_of_a_collection_are_in_one_encoding(told: str | None) -> None:
    texts = ["Совет закрыл мост на две недели, а паром ходит каждые полчаса.", "Мост.", "Да."]
    content = "".join(DOCUMENT.format(number, text) for number, text in enumerate(texts, 1))
    results = list(read_records(content.encode("koi8-r"), "a.sgml", encoding=told))
    assert [one.text for one in results if isinstance(one, Record)] == texts
    guesses = {} if told else {"encoding": "KOI8-R"}
    assert all(one.guesses == guesses for one in results if isinstance(one, Record))
