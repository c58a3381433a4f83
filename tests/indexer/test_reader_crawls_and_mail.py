import contextlib
import gzip
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from work import assert_linear

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers import read_records

PAGE = (
    "<html><head><title>Rain falls on Beirut | The Daily</title></head><body><h1>Rain falls on"
    " Beirut</h1>"
    + "<p>Rain fell on Monday, and the café was full of people, he said.</p>" * 8
    + "</body></html>"
)


def response(url, body, kind="text/html", status="200 OK"):
    size = len(body)
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {size}\r\n\r\n"
    block = head.encode() + body
    return (
        (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
            f"WARC-Date: 2012-12-13T00:00:00Z\r\nWARC-Target-URI: {url}\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(block)}\r\n\r\n"
        ).encode()
        + block
        + b"\r\n\r\n"
    )


def values(record, field):
    return [item.value for item in record.declared.get(field, ())]


def test_pages_of_a_crawl_in_their_declared_encoding():
    crawl = (
        response("https://example.org/2012/12/13/rain", PAGE.encode())
        + response("https://example.org/p.png", b"\x89PNG", "image/png")
        + response("https://example.org/gone", PAGE.encode(), status="404 Not Found")
        + response(
            "https://example.org/b", PAGE.encode("cp1252"), "text/html; charset=windows-1252"
        )
    )
    for content in (crawl, gzip.compress(crawl)):
        first, second, rest = read_records(io.BytesIO(content), "a.warc")
        assert values(first, "url") == ["https://example.org/2012/12/13/rain"]
        assert values(first, "date") == ["2012-12-13"]
        assert "café" in first.text
        assert "café" in second.text
        assert second.number == 2
        assert rest.text == "passed over in the crawl: 1 image/png, 1 of status 404"


MESSAGE = """Message-ID: <1@example.org>
From: The Daily <news@example.org>
Subject: =?utf-8?q?Rain_in_Beirut_=E2=80=93_again?=
Date: Thu, 13 Dec 2012 10:00:00 +0000
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Rain fell – again.
"""


def test_a_message():
    (record,) = read_records(MESSAGE.encode(), "a.eml")
    assert values(record, "title") == ["Rain in Beirut – again"]
    assert values(record, "source") == ["The Daily"]
    assert values(record, "date") == ["2012-12-13"]
    assert record.text == "Rain fell – again.\n"


def test_a_mailbox_and_messages_in_html():
    page = MESSAGE.replace("text/plain", "text/html").replace("Rain fell – again.", PAGE)
    mailbox = f"From a@b Thu Dec 13 2012\n{MESSAGE}\nFrom a@b Thu Dec 13 2012\n{page}"
    first, second = read_records(mailbox.encode(), "news.mbox")
    assert (first.number, second.number) == (1, 2)
    assert values(second, "title") == ["Rain in Beirut – again"]
    assert second.text.startswith("Rain fell on Monday")


@pytest.mark.parametrize(
    "unit", ["=?utf-8?q?a?= ", '"', "((", "a, ", "<a@b>, ", "=?", "a\n ", ";a="]
)
@pytest.mark.parametrize("name", ["Subject", "From", "Date", "Content-Type"])
def test_work_on_headers_without_end_grows_with_their_length_alone(name, unit):
    def read(header):
        content = f"Message-ID: 1\nSubject: Rain\n{name}: {header}\n\nRain fell."
        list(read_records(content.encode(), "a.eml"))

    assert_linear(read, unit, 20_000)


BROKEN = {
    "a year beyond all": ("Date", "1 Jan 99999999999999999999 10:00:00"),
    "a zone beyond all": ("Date", "1 Jan 2012 10:11:12 +99999999999999999999"),
    "digits without end": ("Date", f"1 Jan 2012 {'9' * 5000}:00:00"),
    "brackets in brackets": ("From", "(" * 1_900),
    "colons": ("From", ":" * 2_000),
    "an encoding that nobody knows": ("Subject", "=?klingon?q?Rain=20fell?="),
    "a NUL in an encoding": ("Subject", "=?iso-8859\x00-1?b?YQ==?="),
    "what is no base 64": ("Subject", "=?utf-8?b?a?="),
}


@pytest.mark.parametrize(("name", "value"), BROKEN.values(), ids=BROKEN)
def test_a_broken_header_costs_the_header_and_not_the_message(name, value):
    headers = {"Message-ID": "1", "Subject": "Rain", "From": "Ann Lee <ann@example.org>"}
    content = "".join(f"{key}: {text}\n" for key, text in {**headers, name: value}.items())
    (record,) = read_records(f"{content}\nRain fell.".encode(), "a.eml")
    assert record.text == "Rain fell."
    assert values(record, "title") == ["Rain"] or name == "Subject"
    assert values(record, "source") == ["Ann Lee"] or name == "From"
    assert "date" not in record.declared


@given(st.text(st.sampled_from('0123456789 +-:,.()JanFebGMT"<>[]=?\\²٣'), max_size=60))
def test_any_date_is_read_or_left_out(date):
    content = f"Message-ID: 1\nSubject: Rain\nDate: Thu, 13 Dec 2012 {date}\n\nRain fell."
    (record,) = read_records(content.encode(), "a.eml")
    assert record.text == "Rain fell."


def test_a_message_of_too_many_parts_is_refused_before_they_are_made():
    opening = b"Message-ID: 1\nSubject: Rain\nContent-Type: multipart/mixed; boundary=a\n\n"
    with pytest.raises(ArticleError, match="over 2,000 parts"):
        list(read_records(opening + b"--a\n\n" * 100_000, "a.eml"))
    nested = b"Content-Type: multipart/mixed; boundary=a\n\n--a\n"
    with pytest.raises(ArticleError, match="over 100 nested parts"):
        list(read_records(opening + nested * 200, "a.eml"))


@pytest.mark.parametrize(
    "unit", ["--a\n", "\n--a--\n", "X: y\n", " y\n", "\n", "From x\n", ">From\n"]
)
def test_work_on_what_messages_are_made_of_grows_with_their_length_alone(unit):
    def read(body):
        opening = "Message-ID: 1\nSubject: Rain\nContent-Type: multipart/mixed; boundary=a\n"
        with contextlib.suppress(ArticleError):
            list(read_records((opening + body).encode(), "a.eml"))
            list(read_records(f"From x\n{opening}\n--a\n{body}".encode(), "a.mbox"))

    assert_linear(read, unit, 4_000)
