"""An article read piece by piece is the article that was stored."""

from __future__ import annotations

import copy
import pickle
from dataclasses import fields, replace

import pytest
from article_strategies import articles
from hypothesis import given
from hypothesis import strategies as st

from archive.article import Article
from archive.errors import ArchiveDamaged
from archive.news_layout import pack_article, read_article, unpack_article

NAMES = [field.name for field in fields(Article)]


@given(articles("a"), st.sampled_from(NAMES))
def test_fields_come_when_asked_for(article: Article, name: str) -> None:
    stored = pack_article(article)
    assert unpack_article(stored) == article
    read = read_article(stored)
    assert read.body == article.body
    assert getattr(read, name) == getattr(article, name)
    assert read == article
    assert article == read
    assert read_article(stored) == read
    assert read_article(stored).display_title == article.display_title
    assert replace(read_article(stored), title="other") == replace(article, title="other")
    assert copy.copy(read_article(stored)) == article
    assert pickle.loads(pickle.dumps(read_article(stored))) == article


def test_what_an_article_does_not_have() -> None:
    read = read_article(pack_article(Article("a", "a", "Words.")))
    assert not hasattr(read, "colour")
    with pytest.raises(AttributeError):
        read.title = "other"  # type: ignore[misc]
    assert read != replace(read, title="other")
    assert read != "a"


@pytest.mark.parametrize("stored", [b"", b"[]", b'["a","a"]', b'["a","a",3]', b'["a","a","b"]'])
def test_bytes_that_are_no_article(stored: bytes) -> None:
    with pytest.raises(ArchiveDamaged, match="cannot be read"):
        print(read_article(stored).title)
