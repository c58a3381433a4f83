"""An archive opened once and shared: threads, forked and spawned processes all answer alike."""

from __future__ import annotations

import multiprocessing
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from multiprocessing.context import BaseContext
from pathlib import Path

import pytest
from made_archives import publish, read_articles

from newssearch.archive.article import Article
from newssearch.archive.columnar import stored
from newssearch.search import NewsArchive, open_archive
from newssearch.search.answer import Answer
from newssearch.search.local.engine import LocalEngine

THREADS = 8
ROUNDS = 3
GOLDEN = read_articles(Path(__file__).parents[1] / "golden" / "news" / "articles.jsonl")
QUERIES = (
    "scud missile",
    '"weapons of mass destruction"',
    "scud w/s israel",
    "title:scud OR turn*",
    "misile~ -quokka",
    "quote:(mass speaker:powell)",
    "hlead:oil date:1991",
    "opec w/p vienna",
    "talks OR ministers OR sessions",
    "*",
)


def _varied(article: Article, number: int) -> Article:
    """Return an article with an id and an ending of its own, so that no two blocks are alike."""
    ending = " ".join(f"turn{number}x{word}" for word in range(400))
    return article._replace(
        id=f"{article.id}-{number}",
        path=f"news/{number}/{article.id}.txt",
        body=f"{article.body}\n\nMinisters ended session {number}. {ending}.",
    )


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    articles = [_varied(article, number) for number in range(8) for article in GOLDEN]
    folder = tmp_path_factory.mktemp("shared") / "a"
    return publish(folder, [articles[::2], articles[1::2]], [articles[0].id, articles[7].id])


@pytest.fixture(autouse=True)
def _small_cache_and_quick_switches(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let blocks be unpacked and dropped all the time, and threads take turns very often."""
    monkeypatch.setattr(stored, "CACHE_BYTES", 4 * stored.BLOCK_BYTES)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


def _answers(news: NewsArchive, first: int = 0) -> dict[str, list[Answer]]:
    """Ask all queries, beginning with another one each time, and page by page."""
    found: dict[str, list[Answer]] = {}
    for place in range(len(QUERIES)):
        query = QUERIES[(first + place) % len(QUERIES)]
        pages = [news.search(query, limit=15, offset=offset) for offset in (0, 15, 30)]
        pages.append(news.search(query, group=True, sort="newest"))
        found[query] = [replace(page, seconds=0.0) for page in pages]
    return found


def _all_at_once(work: Callable[[int], object]) -> list[object]:
    start = threading.Barrier(THREADS)

    def run(number: int) -> list[object]:
        start.wait()
        return [work(number + turn) for turn in range(ROUNDS)]

    with ThreadPoolExecutor(THREADS) as pool:
        return [one for own in pool.map(run, range(THREADS)) for one in own]


@pytest.fixture(scope="module")
def alone(archive: Path) -> dict[str, list[Answer]]:
    with open_archive(archive) as news:
        found = _answers(news)
    assert sum(len(page.hits) for pages in found.values() for page in pages) > 200
    return found


def test_threads_that_share_an_archive(archive: Path, alone: dict[str, list[Answer]]) -> None:
    with open_archive(archive) as news:
        found = _all_at_once(lambda number: _answers(news, number))
    assert len(found) == THREADS * ROUNDS
    assert all(one == alone for one in found)


def test_threads_with_an_archive_each(archive: Path, alone: dict[str, list[Answer]]) -> None:
    def work(number: int) -> object:
        with open_archive(archive) as news:
            return _answers(news, number)

    assert all(one == alone for one in _all_at_once(work))


def test_threads_that_read_one_store(archive: Path) -> None:
    for segment in LocalEngine(archive).corpus.segments:
        entries = [segment.stored[number] for number in range(segment.size)]

        def work(
            number: int, read: stored.StoredEntries = segment.stored, wanted: object = entries
        ) -> bool:
            step = (7, 11, 13, 17)[number % 4]
            order = [(number + step * place) % len(read) for place in range(len(read))]
            return all(read[place] == wanted[place] for place in order)  # type: ignore[index]

        assert all(_all_at_once(work))
        assert segment.stored.cached_bytes == sum(
            len(content) for _, content in segment.stored._kept.blocks.values()
        )


def _ask(archive: Path, results: multiprocessing.SimpleQueue[object]) -> None:
    """Answer in a process of its own with an archive of its own."""
    with open_archive(archive) as news:
        results.put(_answers(news))


def _ask_inherited(news: NewsArchive, results: multiprocessing.SimpleQueue[object]) -> None:
    results.put(_answers(news))


def _in_processes(context: BaseContext, work: Callable[..., None], given: object) -> list[object]:
    queues = [context.SimpleQueue() for _ in range(3)]
    processes = [context.Process(target=work, args=(given, queue)) for queue in queues]
    for process in processes:
        process.start()
    found = [queue.get() for queue in queues]
    for process in processes:
        process.join()
        assert process.exitcode == 0
    return found


def test_spawned_processes(archive: Path, alone: dict[str, list[Answer]]) -> None:
    found = _in_processes(multiprocessing.get_context("spawn"), _ask, archive)
    assert all(one == alone for one in found)


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
def test_processes_forked_with_an_archive_open(
    archive: Path, alone: dict[str, list[Answer]]
) -> None:
    """Threads of the parent read while it forks; nothing that they hold may stop the child."""
    stop = threading.Event()
    with open_archive(archive) as news, ThreadPoolExecutor(2) as pool:

        def read(number: int) -> bool:
            turns = 0
            while not stop.is_set():
                if _answers(news, number + turns) != alone:
                    return False
                turns += 1
            return True

        readers = [pool.submit(read, number) for number in range(2)]
        try:
            context = multiprocessing.get_context("fork")
            found = _in_processes(context, _ask_inherited, news)
        finally:
            stop.set()
        assert all(one == alone for one in found)
        assert all(reader.result() for reader in readers)
