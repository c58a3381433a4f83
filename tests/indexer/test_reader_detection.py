import subprocess
import sys

import pytest

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers import read_records
from newssearch.indexer.readers.detect import detect
from newssearch.indexer.readers.formats import Format
from newssearch.indexer.record import Record

PAGE = b"<!DOCTYPE html><html><head><title>t</title></head><body><p>x</p></body></html>"


@pytest.mark.parametrize(
    ("content", "name", "found"),
    [
        (b"Rain fell on Monday.\n\nThe river rose.", "a.txt", Format.PLAIN),
        (b"[The editors' note] Rain fell.", "a", Format.PLAIN),
        (b"{We begin with a brace} and go on.", "a", Format.PLAIN),
        (b"<Rain> fell < 5 mm", "a.txt", Format.PLAIN),
        (PAGE, "a.txt", Format.HTML),
        (b"\n <!-- saved --> <html><body>x</body></html>", "a", Format.HTML),
        (PAGE.decode().encode("utf-16"), "a", Format.HTML),
        (b'{"title": "A", "text": "B"}', "a", Format.JSON),
        (b'[{"title": "A"}]', "a", Format.JSON),
        (b'{"title": "A"}\n{"title": "B"}\n', "a.txt", Format.JSON_LINES),
        (b'{"title": "A"}\n', "a.jsonl", Format.JSON_LINES),
        (b"title,date,text\nA,2012-12-13,B\n", "a", Format.TABLE),
        (b"Naslov;Text\nA;B\n", "a.csv", Format.TABLE),
        (b"Rain, wind, and snow\nfell on Monday", "a", Format.PLAIN),
        (b'<!DOCTYPE lewis SYSTEM "lewis.dtd">\n<REUTERS NEWID="1">', "a", Format.REUTERS),
        (b"   1 of 20 DOCUMENTS\n\n  The Paper\n", "a.txt", Format.NEXIS),
        (b"Title\nThe Paper\nLoad-Date: May 1, 2012\n\nEnd of Document\n", "a.txt", Format.NEXIS),
        (
            b"HD\nTitle\nWC\n20 words\nPD\n1 May 2012\nSN\nThe Paper\nLP\nText\n",
            "a",
            Format.FACTIVA,
        ),
        (b'<?xml version="1.0"?><nitf><head/></nitf>', "a", Format.NITF),
        (b'<?xml version="1.0"?><newsItem xmlns="x"></newsItem>', "a", Format.NEWSML),
        (b'<?xml version="1.0"?><rss version="2.0"></rss>', "a", Format.FEED),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"></feed>', "a", Format.FEED),
        (b"WARC/1.0\r\nWARC-Type: response\r\n", "a", Format.WARC),
        (b"From a@b Thu Dec 13 2012\nSubject: x\n\ntext", "a", Format.MBOX),
        (b"Message-ID: <1>\nFrom: a@b\nSubject: x\n\ntext", "a", Format.MAIL),
        (b"From Beirut comes news\nthat rain fell", "a", Format.PLAIN),
        (b"PAR1....", "a", Format.PARQUET),
        (b"{\\rtf1 x}", "a.doc", Format.RTF),
        (b"\x1f\x8b\x08", "a", Format.GZIP),
    ],
)
def test_the_content_tells_the_format(content, name, found):
    assert detect(content, name) is found


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "a.txt", "empty file"),
        (b" \n\t\n", "a.txt", "empty file"),
        (b"\xef\xbb\xbf", "a.txt", "empty file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a.html", "PNG"),
        (bytes(range(256)) * 4, "a.html", "binary file"),
        (b"<?xml version='1.0'?><svgx/>", "a.xml", "no known news format"),
        (b"not json", "a.json", "broken JSON"),
    ],
)
def test_what_no_reader_can_read_is_refused_with_a_reason(content, name, reason):
    with pytest.raises(ArticleError, match=reason):
        list(read_records(content, name))


def test_a_plain_file_is_one_record_with_its_lines_as_they_stood():
    (record,) = read_records("Rain fell\non “Monday”.\r\n".encode(), "a.txt")
    assert record == Record("Rain fell\non “Monday”.\r\n", lines="unknown")


def test_a_long_text_is_refused():
    with pytest.raises(ArticleError, match="over 5 MB"):
        list(read_records(b"x " * 10_000_000, "a.txt"))


def test_importing_the_readers_loads_no_parser():
    code = (
        "import sys; from newssearch.indexer.readers import read_records;"
        "list(read_records(b'rain fell', 'a.txt'));"
        "assert not {'bs4', 'lxml', 'trafilatura', 'warcio'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
