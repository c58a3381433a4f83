"""An article that was stored comes back, and bytes that hold none are told."""

from __future__ import annotations

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
