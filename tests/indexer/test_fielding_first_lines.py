"""First lines that were shortened by a dateline which the file keeps elsewhere."""

from __future__ import annotations

from newssearch.indexer.fielding import read_fields
from newssearch.indexer.record import Declared, Record

TEXT = """The chairman of the Federal
Reserve Board, a man of few words and many figures, told
the committee that he would not stay for another term of
office, whatever the markets made of it in the meantime.
    Although his successor is known to be of the same mind,
doubts were heard in the foreign exchange markets as to
whether he would carry the same weight with the banks.
"""


def test_the_first_line_of_a_declared_article_is_no_title() -> None:
    title = (Declared("CHAIRMAN GOES", "TITLE"),)
    record = Record(TEXT, {"title": title}, complete=True)
    body = read_fields(record, id="a", path="a").body
    assert body.startswith("The chairman of the Federal Reserve Board, a man of few words")
    assert body.count("\n\n") == 1


def test_an_article_that_is_one_link_keeps_it() -> None:
    record = Record("Click here to watch the hearing on water", lines="paragraphs")
    article = read_fields(record, id="a", path="a")
    assert "watch the hearing" in f"{article.title} {article.body}"
