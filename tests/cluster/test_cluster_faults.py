"""Three nodes, one of which dies: an answer is whole, or an error says what is missing."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_archives import read_articles
from nodes import Cluster
from test_cluster_building import CORPUS, InThisProcess, held, wanted

from newssearch.archive.cluster.address import Address, read_address
from newssearch.archive.cluster.connecting import PATIENCE
from newssearch.archive.errors import ArchiveError, NewsSearchError
from newssearch.indexer.cluster import building
from newssearch.indexer.cluster.generations import Shape
from newssearch.indexer.cluster.tasks import FileDone, FilesTask
from newssearch.search import open_archive

pytestmark = pytest.mark.cluster

GOLDEN = Path(__file__).parents[1] / "golden" / "news" / "articles.jsonl"
QUERIES = ("*", "scud", '"white house"', "oil w/5 price*", "speaker:powell", "caps(iraq)")


@pytest.fixture(scope="module")
def three() -> Iterator[Cluster]:
    with Cluster(3) as nodes:
        yield nodes


def made(three: Cluster, name: str, replicas: int) -> Address:
    address = read_address(f"opensearch://{three.hosts}/{name}")
    building.init(address, Shape(3, replicas))
    building.index(address, [str(GOLDEN)], InThisProcess())
    return address


def answers(place: str) -> list[tuple[int, list[str]]]:
    found = []
    with open_archive(place) as news:
        for query in QUERIES:
            selection = news.select(query, sort="newest")
            found.append((selection.total, [hit.article.id for hit in selection.hits(limit=20)]))
    return found


def test_with_a_replica_nothing_is_missing_when_a_node_dies(three: Cluster) -> None:
    assert len(read_articles(GOLDEN)) == 44
    address = str(made(three, "safe", 1))
    three.wait("green")
    whole = answers(address)
    with open_archive(address) as news:
        before = news.count("oil")
        three.kill(0)
        three.wait()
        assert news.search("oil").total == before
    assert answers(address) == whole
    three.start(0)
    three.wait("green")
    assert answers(address) == whole


def test_without_replicas_a_missing_shard_is_an_error(three: Cluster) -> None:
    address = str(made(three, "unsafe", 0))
    whole = answers(address)
    for number in range(3):  # whatever a node holds: shards of the articles, of the words
        three.kill(number)
        three.wait("red")
        with pytest.raises(ArchiveError):
            answers(address)
        three.start(number)
        three.wait("green")
    assert answers(address) == whole


class Asking(threading.Thread):
    """Asks again and again, as many people do: what is found, and which errors there are."""

    def __init__(self, place: str) -> None:
        super().__init__()
        self._place = place
        self._ended = threading.Event()
        self.found: list[tuple[int, list[str]]] = []
        self.errors: list[NewsSearchError] = []

    def run(self) -> None:
        while not self._ended.is_set():
            try:
                with open_archive(self._place) as news:
                    selection = news.select("oil OR scud", sort="newest")
                    hits = [hit.article.id for hit in selection.hits(limit=20)]
                    self.found.append((selection.total, hits))
            except NewsSearchError as error:
                self.errors.append(error)

    def wait_for_more(self, count: int) -> None:
        wanted = len(self.found) + len(self.errors) + count
        while self.is_alive() and len(self.found) + len(self.errors) < wanted:
            time.sleep(0.05)

    def end(self) -> None:
        self._ended.set()
        self.join()


def test_queries_while_a_node_dies_are_right_or_errors_and_never_short(three: Cluster) -> None:
    address = str(made(three, "asked", 1))
    three.wait("green")
    asking = Asking(address)
    asking.start()
    try:
        asking.wait_for_more(3)
        three.kill(1)
        asking.wait_for_more(12)
        three.start(1)
        three.wait("green")
        asking.wait_for_more(3)
    finally:
        asking.end()
    assert len(asking.found) > len(asking.errors)
    assert [one for one in asking.found if one != asking.found[0]] == []
    for error in asking.errors:
        assert error.exit_code == ArchiveError.exit_code
        assert error.hint


def test_a_node_that_hangs_is_waited_for_a_time_and_then_the_next_is_asked(
    three: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = made(three, "hanging", 1)
    three.wait("green")
    whole = answers(str(address))
    first = str(address._replace(nodes=address.nodes[:1]))
    three.freeze(0)
    try:
        monkeypatch.setenv(PATIENCE, "1")
        with pytest.raises(ArchiveError, match="has not answered for 1 second"):
            open_archive(first)
        three.wait("red")  # shards without a replica, of other tests, may be missing
        monkeypatch.setenv(PATIENCE, "20")
        assert answers(str(address)) == whole
    finally:
        three.kill(0)
        three.start(0)
    monkeypatch.setenv(PATIENCE, "900")
    three.wait("green")
    assert answers(first) == whole


class KillsANode:
    """Carries tasks out where it is; after the first file a node dies, and it comes back later."""

    def __init__(self, nodes: Cluster) -> None:
        self._nodes = nodes

    def run(self, tasks: Iterator[FilesTask]) -> Iterator[FileDone]:
        singles = [one for task in tasks for one in task.single()]
        for number, task in enumerate(singles):
            if number == 1:
                self._nodes.kill(2)
            if number == len(singles) // 2:
                self._nodes.start(2)
            yield from InThisProcess().run(iter([task]))


def test_a_run_goes_on_while_a_node_dies_and_comes_back(three: Cluster, tmp_path: Path) -> None:
    address = read_address(f"opensearch://{three.hosts}/going")
    building.init(address, Shape(3, 1))
    folder = tmp_path / "news"
    folder.mkdir()
    for path in sorted(CORPUS.iterdir())[:10]:
        (folder / path.name).write_bytes(path.read_bytes())
    building.index(address, [str(folder)], KillsANode(three))
    three.wait("green")
    assert held(str(address)) == wanted(folder, tmp_path)
    assert building.check(address) == len(held(str(address)))
