"""Mail as relays, programs and senders of newsletters leave it."""

import pytest

from newssearch.indexer.readers import read_records
from newssearch.indexer.readers.detect import detect
from newssearch.indexer.readers.formats import Format
from newssearch.indexer.record import Record

FIRST = "The bridge at Marlow Bay will be shut for two weeks while its cables are measured again."
SECOND = "Nobody on the council spoke against the plan, and the ferry will run every half hour."
HEAD = (
    "From: Marlow Letter <letter@marlow.example>\nTo: r@example.org\nSubject: Bridge to be shut\n"
    "Date: Mon, 14 May 2018 09:00:00 +0000\nMessage-ID: <1@marlow.example>\nMIME-Version: 1.0\n"
)
PLAIN = "Content-Type: text/plain; charset=utf-8\n\n"


def read(content, name="a.eml"):
    content = content.encode() if isinstance(content, str) else content
    return list(read_records(content, name))


def value(record, field):
    return [item.value for item in record.declared.get(field, ())]


def alternative(plain, markup):
    return (
        f'{HEAD}Content-Type: multipart/alternative; boundary="B"\n\n--B\n{PLAIN}{plain}\n--B\n'
        f"Content-Type: text/html; charset=utf-8\n\n{markup}\n--B--\n"
    )


@pytest.mark.parametrize(
    "before",
    [
        "".join(f"X-Trace-{n}: relay{n}.example; ok\n\tby next{n}.example\n" for n in range(80)),
        "X-Spam-Level:\nX-Spam-Flag: NO\n",
        "\ufeff",
        "".join(f"X-Trace-{n}: {'y' * 900}\n" for n in range(90)),
    ],
    ids=["many", "empty", "mark", "longer than the opening"],
)
def test_a_message_is_known_whatever_relays_put_before_it(before):
    for name in ("a.eml", "saved"):
        (record,) = read(f"{before}{HEAD}{PLAIN}{FIRST}\n", name)
        assert value(record, "title") == ["Bridge to be shut"]
        assert value(record, "source") == ["Marlow Letter"]
        assert value(record, "date") == ["2018-05-14"]
        assert record.text.strip() == FIRST


def test_lines_of_an_article_that_look_like_headers_are_none():
    text = f"Weather: fine\nFerry: late\nBridge: shut\n\n{FIRST}\n"
    assert detect(text.encode(), "a.txt") is Format.PLAIN


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        (b"Subject: =?x-marlow?Q?Bridge_shut?=", "Bridge shut"),
        ("Subject: Café schließt früh".encode(), "Café schließt früh"),
        ("Subject: Café schließt früh".encode("latin-1"), "Café schließt früh"),
        (b"Subject: =?utf-8?B?Q2Fmw6k=?= =?iso-8859-1?Q?_shut=E9?=", "Café shuté"),
    ],
)
def test_subjects_are_read_as_far_as_they_can_be(subject, title):
    content = HEAD.encode().replace(b"Subject: Bridge to be shut", subject)
    (record,) = read(content + PLAIN.encode() + FIRST.encode())
    assert value(record, "title") == [title]


LETTER = f"<html><body><p>{FIRST}</p><p>{SECOND}</p><p>{FIRST}</p></body></html>"


def test_html_wins_over_a_stub():
    (record,) = read(alternative("View this email in your browser: https://x.example/1", LETTER))
    assert record.text.split("\n") == [FIRST, SECOND, FIRST]


def test_a_plain_part_that_says_as_much_is_read():
    (record,) = read(alternative(f"{FIRST}\n\n{SECOND}\n\n{FIRST}", LETTER))
    assert record.lines == "unknown"
    assert record.text.strip() == f"{FIRST}\n\n{SECOND}\n\n{FIRST}"


def test_a_letter_of_many_items_keeps_them_all():
    items = "".join(
        f"<table><tr><td><h2>Item {n}</h2><p>{SECOND} Number {n}.</p></td></tr></table>"
        for n in range(8)
    )
    (record,) = read(alternative("", f"<html><body>{items}</body></html>"))
    assert [f"Number {n}." in record.text for n in range(8)] == [True] * 8


@pytest.mark.parametrize(
    "footer",
    [
        "You are receiving this email because you signed up.\nUnsubscribe: https://x.example/u",
        "Unsubscribe\n12 Pier Road, Marlow",
        "Newsletter abbestellen: https://x.example",
        "-- \nIda Lund\nEditor",
    ],
)
def test_footers_are_no_text(footer):
    (record,) = read(
        f"{HEAD}{PLAIN}View in browser: https://x.example\n\n{FIRST}\n\n{SECOND}\n\n{footer}\n"
    )
    assert record.text.strip() == f"{FIRST}\n\n{SECOND}"


def test_a_word_of_footers_in_the_first_half_is_text():
    text = f"Unsubscribe, said the mayor.\n\n{FIRST}\n\n{SECOND}"
    (record,) = read(f"{HEAD}{PLAIN}{text}\n")
    assert record.text.strip() == text


def test_from_at_the_start_of_a_line_of_the_text_begins_no_message():
    begins = "From letter@marlow.example Mon May 14 09:00:00 2018\n"
    inner = "From the pier one sees it.\n\n>From May on it is shut.\n\n>>From here."
    text = f"{FIRST}\n\n{inner}\n\n{SECOND}\n"
    mbox = f"{begins}{HEAD}{PLAIN}{text}\n{begins}{HEAD}{PLAIN}{SECOND}\n"
    first, second = read(mbox, "news.mbox")
    assert "\n\nFrom the pier one sees it.\n\nFrom May on it is shut.\n\n>From here." in first.text
    assert (first.number, second.number) == (1, 2)
    assert second.text.strip() == SECOND


def test_attachments_are_counted():
    message = (
        f'{HEAD}Content-Type: multipart/mixed; boundary="B"\n\n--B\n{PLAIN}{FIRST}\n--B\n'
        'Content-Type: application/pdf\nContent-Disposition: attachment; filename="a.pdf"\n\n'
        "%PDF\n--B--\n"
    )
    (record,) = read(message)
    assert record.remarks == ("an attachment was not read",)


def test_an_export_sent_by_mail_is_read_as_one():
    part = (
        f"{'_' * 60}\n\nTitle: {{}}\n\nAuthor: Lund, Ida\n\nFull text: {FIRST}\n\n{SECOND}\n\n"
        "Publication title: Courier\n\nPublication date: May 14, 2018\n\nDatabase: News\n\n"
    )
    results = read(f"{HEAD}{PLAIN}{part.format('A')}{part.format('B')}")
    assert [value(r, "title") for r in results if isinstance(r, Record)] == [["A"], ["B"]]


def test_messages_of_apple_mail_are_counted_and_have_notes_behind_them():
    message = f"{HEAD}{PLAIN}{FIRST}\n"
    content = f"{len(message.encode())}\n{message}<?xml version='1.0'?><plist><dict/></plist>"
    for name in ("1.emlx", "1"):
        (record,) = read(content, name)
        assert value(record, "title") == ["Bridge to be shut"]
        assert record.text.strip() == FIRST


@pytest.mark.parametrize(("delsp", "between"), [("", " "), ("; delsp=yes", "")])
def test_lines_that_were_broken_for_sending_are_joined(delsp, between):
    kind = f"Content-Type: text/plain; format=flowed{delsp}; charset=utf-8\n\n"
    text = "The bridge at \nMarlow Bay \nis shut.\n From here on \nit is open.\n"
    text += "> quoted \nnot so\n-- \nIda\n"
    (record,) = read(HEAD + kind + text)
    assert record.text.split("\n")[:4] == [
        f"The bridge at{between}Marlow Bay{between}is shut.",
        f"From here on{between}it is open.",
        "> quoted ",
        "not so",
    ]


def test_an_export_that_was_sent_as_html_is_read_as_one():
    lines = ["Bridge to be shut", "Marlow Courier", "May 14, 2018 Monday", "Length: 42 words"]
    lines += ["Byline: Ida Lund", "Body", FIRST, SECOND, "Load-Date: May 15, 2018"]
    markup = "".join(f"<p>{line}</p>" for line in [*lines, "End of Document"])
    records = read(f"{HEAD}Content-Type: text/html; charset=utf-8\n\n{markup}{markup}")
    assert [value(record, "byline") for record in records] == [["Ida Lund"]] * 2
    assert [value(record, "source") for record in records] == [["Marlow Courier"]] * 2


def test_an_export_of_plain_lines_that_came_by_mail_has_none_of_the_mail_in_it():
    article = (
        f"Bridge to be shut\nBy Ida Lund\n1,120 words\n14 May 2018\nMarlow Courier\nEnglish\n"
        f"(c) 2018 Bay Press\n\n{FIRST}\n\n{SECOND}\n\nDocument MARLC00020180514ee5e0000a\n\n"
    )
    records = read(f"{HEAD}{PLAIN}{article * 2}")
    assert [value(record, "title") for record in records] == [["Bridge to be shut"]] * 2
