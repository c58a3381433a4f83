from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from newssearch.archive.article import Article
from newssearch.archive.errors import ArchiveDamaged, StorageError, UsageError
from newssearch.indexer import write_articles
from newssearch.search import open_archive
from newssearch.search.engine import Ref
from newssearch.search.saved import SavedQueries, SavedQuery, id_hash, new_articles


def queries(tmp_path: Path) -> SavedQueries:
    return SavedQueries(tmp_path)


def test_a_query_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    saved = queries(tmp_path)
    one = SavedQuery(
        "oil", 'crude "oil price" “x”', any_word=True, last_day="yesterday", source="AFP"
    )
    saved.add(one)
    saved.add(SavedQuery("älter", "x"))
    assert saved.get("oil") == one
    assert saved.names() == ["oil", "älter"]


def test_what_was_shown_adds_up_and_only_hashes_are_kept(tmp_path: Path) -> None:
    saved = queries(tmp_path)
    saved.add(SavedQuery("oil", "oil"))
    assert len(saved.shown("oil")) == 0
    saved.add_shown("oil", ["secret-1", "secret-2"])
    saved.add_shown("oil", ["secret-2", "secret-3", "\ud800"])
    expected = sorted(map(id_hash, ("secret-1", "secret-2", "secret-3", "\ud800")))
    assert saved.shown("oil").tolist() == expected
    assert all(b"secret" not in file.read_bytes() for file in (tmp_path / "saved").iterdir())


def test_replacing_forgets_what_was_shown(tmp_path: Path) -> None:
    saved = queries(tmp_path)
    saved.add(SavedQuery("oil", "oil"))
    saved.add_shown("oil", ["a"])
    with pytest.raises(UsageError, match="already"):
        saved.add(SavedQuery("oil", "gas"))
    saved.add(SavedQuery("oil", "gas"), replace=True)
    assert saved.get("oil").query == "gas"
    assert len(saved.shown("oil")) == 0


def test_a_replacement_forgets_what_was_shown_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The two files are replaced one after the other; a run may end between them."""
    saved = queries(tmp_path)
    saved.add(SavedQuery("oil", "oil"))
    saved.add_shown("oil", ["a"])
    (tmp_path / "saved" / "old.json").write_bytes((tmp_path / "saved" / "oil.json").read_bytes())
    (tmp_path / "saved" / "old.shown").write_bytes(id_hash("a").to_bytes(8, "little"))
    assert saved.shown("old").tolist() == [id_hash("a")]  # as it was kept before format 3
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", _refuse)
        for name in ("oil", "old"):
            with pytest.raises(StorageError):
                saved.add(SavedQuery(name, "gas"), replace=True)
    for name in ("oil", "old"):
        assert (saved.get(name).query, len(saved.shown(name))) == ("gas", 0)
    saved.remove("oil")
    saved.add(SavedQuery("oil", "oil"))
    assert len(saved.shown("oil")) == 0


def _refuse(*_: object, **__: object) -> None:
    raise OSError(5, "Input/output error")


def test_removing_leaves_nothing(tmp_path: Path) -> None:
    saved = queries(tmp_path)
    saved.add(SavedQuery("oil", "oil"))
    saved.add_shown("oil", ["a"])
    saved.remove("oil")
    assert saved.names() == []
    assert [entry.name for entry in (tmp_path / "saved").iterdir()] == [".lock"]
    with pytest.raises(UsageError, match="no saved query"):
        saved.remove("oil")


@pytest.mark.parametrize(
    "name", ["", ".", "../x", "a/b", "-x", "_x", ".x", "a b", "x" * 65, "a\n", "a\0"]
)
def test_names_that_are_none(tmp_path: Path, name: str) -> None:
    saved = queries(tmp_path)
    with pytest.raises(UsageError, match="cannot be the name"):
        saved.add(SavedQuery(name, "x"))
    with pytest.raises(UsageError):
        saved.get(name)
    assert not (tmp_path / "saved" / "x.json").exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"schema": 2, "query": "x"}',
        b'{"schema": 1}',
        b"\xff",
        b'{"schema": 1, "query": 7}',
        b'{"schema": 1, "query": "x", "more": 1}',
        b'{"schema": 1, "query": "x", "any_word": "no"}',
    ],
)
def test_damage_is_told(tmp_path: Path, content: bytes) -> None:
    saved = queries(tmp_path)
    saved.add(SavedQuery("oil", "oil"))
    (tmp_path / "saved" / "oil.json").write_bytes(content)
    with pytest.raises(ArchiveDamaged, match=r"oil\.json"):
        saved.get("oil")


def test_a_torn_list_of_what_was_shown_is_told(tmp_path: Path) -> None:
    saved = queries(tmp_path)
    saved.add(SavedQuery("oil", "oil"))
    (tmp_path / "saved" / "oil.shown").write_bytes(b"123")
    with pytest.raises(ArchiveDamaged):
        saved.shown("oil")


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    saved = queries(tmp_path)
    saved.add(SavedQuery("oil", "oil"))
    (tmp_path / "saved" / "bad.json").symlink_to(tmp_path / "saved" / "oil.json")
    with pytest.raises(StorageError):
        saved.get("bad")


def test_a_write_that_fails_leaves_the_old_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = queries(tmp_path)
    saved.add(SavedQuery("oil", "oil"))
    saved.add_shown("oil", ["a"])

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="No space left"):
        saved.add_shown("oil", ["b"])
    monkeypatch.undo()
    assert saved.shown("oil").tolist() == [id_hash("a")]
    assert not list((tmp_path / "saved").glob(".tmp-*"))


def test_only_articles_that_were_not_shown_are_new(tmp_path: Path) -> None:
    articles = [
        Article(id=f"a{n}", path="p", body="Oil news." if n % 2 else "Gas.") for n in range(6)
    ]
    write_articles(tmp_path / "a", articles, workers=1)
    none = np.zeros(0, np.uint64)
    with open_archive(tmp_path / "a") as news:
        oil = news.select("oil", sort="newest")
        assert _ids(new_articles(oil, none)) == [
            "a1",
            "a3",
            "a5",
        ]
        shown = np.array([id_hash("a3")], np.uint64)
        assert _ids(new_articles(oil, shown)) == [
            "a1",
            "a5",
        ]
        assert new_articles(news.select("coal", sort="newest"), none) == []


def _ids(found: list[tuple[Ref, str]]) -> list[str]:
    return [id_ for _, id_ in found]
