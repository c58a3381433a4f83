"""Damage to an archive is reported with the file; nothing crashes, and no answer is wrong."""

from __future__ import annotations

import contextlib
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_archives import publish, read_articles

from newssearch.archive.columnar.files import SUFFIXES
from newssearch.archive.errors import ArchiveDamaged, ArchiveError
from newssearch.archive.generations import Generation
from newssearch.archive.news_layout import LAYOUT
from newssearch.search import open_archive

ARTICLES = read_articles(Path(__file__).parents[1] / "golden" / "news" / "articles.jsonl")
QUERIES = (
    "scud missile",
    '"weapons of mass destruction"',
    "scud w/s israel",
    "title:scud OR turn*",
    "misile~ -quokka",
    "quote:(mass speaker:powell)",
    "hlead:oil date:1991 words:1..99 lang:en path:news/*",
    "opec w/p vienna source:daily notes:correction",
    "nosuchword turnuot",
    "*",
)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    gone = ["tie1", "us4"]
    return publish(tmp_path_factory.mktemp("sound") / "a", [ARTICLES[::2], ARTICLES[1::2]], gone)


@pytest.fixture
def archive(sound: Path, tmp_path: Path) -> Path:
    shutil.copytree(sound, tmp_path / "a")
    return tmp_path / "a"


def generation_of(archive: Path) -> Path:
    with Generation(archive, LAYOUT) as generation:
        return generation.folder


def names() -> list[str]:
    segments = [f"s{number}.{suffix}" for number in range(2) for suffix in SUFFIXES]
    return [*segments, "s0.deletions", "groups"]


def answers(archive: Path) -> Iterator[object]:
    """Ask everything that reads files; yields what is answered."""
    with open_archive(archive) as news:
        for text in QUERIES:
            answer = news.search(text, limit=100, group=True)
            yield text, answer.total, answer.matches, answer.hits, answer.clauses
        yield news.coverage(), news.article("scud1"), news.marks("scud missile", "scud1")
        yield news.select("scud missile").explain("scud1")


@pytest.mark.parametrize("name", names())
def test_a_flipped_byte_is_found_when_it_is_read_and_when_it_is_verified(
    sound: Path, archive: Path, name: str
) -> None:
    right = list(answers(sound))
    path = generation_of(archive) / name
    content = path.read_bytes()
    places = random.Random(name)  # the same places in every run
    for place in [0, 8, len(content) - 1, *places.sample(range(len(content)), 5)]:
        path.write_bytes(content[:place] + bytes([content[place] ^ 0x20]) + content[place + 1 :])
        with pytest.raises(ArchiveError, match=name), Generation(archive, LAYOUT) as generation:
            generation.verify()
        given: list[object] = []
        failed: list[ArchiveError] = []
        try:
            given.extend(answers(archive))
        except ArchiveError as error:
            failed.append(error)
        assert all(name in error.message and error.exit_code == 3 for error in failed)
        assert given == right[: len(given)]


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("left", [0, 1, 60, -1])
def test_a_cut_file_is_found_when_the_archive_is_opened(
    archive: Path, name: str, left: int
) -> None:
    path = generation_of(archive) / name
    content = path.read_bytes()
    path.write_bytes(content[:left])
    with pytest.raises(ArchiveDamaged, match=name):
        open_archive(archive)


@pytest.mark.parametrize("name", names())
def test_a_missing_file_is_found_when_the_archive_is_opened(archive: Path, name: str) -> None:
    (generation_of(archive) / name).unlink()
    with pytest.raises(ArchiveDamaged, match=name):
        open_archive(archive)


def test_a_flipped_byte_in_the_pointer_or_the_manifest_is_found(archive: Path) -> None:
    for path in (archive / "CURRENT", generation_of(archive) / "MANIFEST"):
        content = path.read_bytes()
        for place in range(0, len(content) - 1, 7):
            path.write_bytes(
                content[:place] + bytes([content[place] ^ 0x01]) + content[place + 1 :]
            )
            with contextlib.suppress(ArchiveError), open_archive(archive) as news:
                assert news.search("scud").total == 3, (path, place)
        path.write_bytes(content)
