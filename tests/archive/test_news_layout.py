"""An article that was stored is read back, and bytes that hold none are reported."""

from __future__ import annotations

import datetime as dt

import pytest
from article_strategies import articles
from hypothesis import given

from newssearch.archive.article import Article
from newssearch.archive.errors import ArchiveDamaged
from newssearch.archive.news_layout import heads_of, unpack_article


@given(articles("a"))
def test_an_article_comes_back(article: Article) -> None:
    (head,) = heads_of([article])
    assert unpack_article(head + article.body.encode("utf-8", "surrogatepass")) == article


@pytest.mark.parametrize("stored", [b"", b"[]", b"[]\n", b'["a","a"]\nbody', b"{}\nbody", b"\n"])
def test_bytes_that_are_no_article(stored: bytes) -> None:
    with pytest.raises(ArchiveDamaged, match="cannot be read"):
        unpack_article(stored)


def test_time_tags_and_extra_fields_come_back_as_they_were():
    article = Article(
        id="a",
        path="/a",
        body="Rain fell.",
        time=dt.time(18, 5, 30),
        tags=("grain", "natural gas"),
        extra={"party": "R", "cycle": (2012, 2014), "filed": dt.date(2012, 3, 4), "day": "day"},
    )
    (head,) = heads_of([article])
    assert unpack_article(head + article.body.encode()) == article
