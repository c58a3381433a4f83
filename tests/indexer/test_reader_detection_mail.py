"""Messages saved without the headers that only mail has."""

from newssearch.indexer.readers.detect import detect
from newssearch.indexer.readers.formats import Format

HEADERS = b"From: ed@example.org\nTo: a@example.org\nSubject: Letter\nDate: Thu, 13 Dec 2012\n"


def test_a_message_of_four_headers():
    assert detect(HEADERS + b"\nGood morning.\n", "a.txt") is Format.MAIL


def test_a_message_by_its_suffix():
    assert detect(b"Subject: Letter\n\nGood morning.\n", "a.EML") is Format.MAIL


def test_labelled_text_is_no_message():
    text = b"Subject: Budget\nDate: December 13\n\nThe council voted.\n"
    assert detect(text, "a.txt") is Format.PLAIN
