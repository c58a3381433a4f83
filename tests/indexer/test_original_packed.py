"""The original of an article that is in a gzipped file of its own."""

import gzip

import pytest

from newssearch.archive.errors import StorageError
from newssearch.indexer import index_paths
from newssearch.indexer.originals import original_of
from newssearch.search import open_archive

STORY = b"Storm hits coast\nBy Carl Oak\n\nA storm hit the coast on Sunday and felled trees.\n"


def test_a_gzipped_text_is_shown_unpacked(tmp_path):
    path = tmp_path / "news" / "a b.txt.gz"
    path.parent.mkdir()
    path.write_bytes(gzip.compress(STORY))
    index_paths(tmp_path / "archive", [path.parent])
    with open_archive(tmp_path / "archive") as news:
        article = news.search("storm").hits[0].article
    original = original_of(tmp_path / "archive", article)
    assert original.content == STORY
    assert not original.changed
    path.write_bytes(gzip.compress(STORY)[:40])
    with pytest.raises(StorageError, match="cannot read"):
        original_of(tmp_path / "archive", article)
