"""What is sent arrives once, whatever becomes of the answers; a busy cluster is waited for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from opensearchpy import exceptions

from newssearch.archive.article import Article
from newssearch.archive.cluster.address import Address, Node
from newssearch.archive.cluster.naming import IndexNames
from newssearch.archive.errors import ArchiveError
from newssearch.indexer.cluster import sink as sending
from newssearch.indexer.cluster.sink import Sink

ADDRESS = Address((Node("host", 9200),), "news", tls=False)
NAMES = IndexNames("news-000001-00000000")
Answer = Callable[[list[dict[str, Any]]], dict[str, Any]]


class FakeCluster:
    """Keeps what bulk requests bring by id; what it answers may be decided by a test."""

    def __init__(self, *answers: Answer | Exception) -> None:
        self.documents: dict[tuple[str, str], Any] = {}
        self.requests: list[int] = []
        self._answers = list(answers)

    def bulk(self, body: list[dict[str, Any]]) -> dict[str, Any]:
        lines = iter(body)
        items = []
        for line in lines:
            ((kind, about),) = line.items()
            place = about["_index"], about["_id"]
            document = None if kind == "delete" else next(lines)
            status = 409 if kind == "create" and place in self.documents else 200
            if document is not None and status == 200:
                self.documents[place] = document
            items.append({kind: {"_id": about["_id"], "status": status}})
        self.requests.append(len(items))
        answer = self._answers.pop(0) if self._answers else None
        if isinstance(answer, Exception):
            raise answer
        return answer(items) if answer else {"items": items}


def articles(count: int) -> list[Article]:
    return [Article(id=f"a#{n}", path="a", body=f"word{n} and more") for n in range(count)]


def send(cluster: FakeCluster, count: int) -> tuple[Sink, list[float]]:
    pauses: list[float] = []
    sink = Sink(cluster, ADDRESS, NAMES, pauses.append)  # type: ignore[arg-type]
    for article in articles(count):
        sink.add(article)
    sink.flush()
    return sink, pauses


def lost() -> Exception:
    return exceptions.ConnectionError("N/A", "connection reset", None)


def stored(cluster: FakeCluster) -> list[str]:
    return sorted(one for index, one in cluster.documents if index == NAMES.articles)


def test_a_request_whose_answer_is_lost_is_sent_again_and_changes_nothing() -> None:
    cluster = FakeCluster(lost(), lost())
    sink, pauses = send(cluster, 3)
    assert stored(cluster) == ["a#0", "a#1", "a#2"]
    assert len(pauses) == 2
    assert not sink.refused
    assert sorted(form for index, form in cluster.documents if index == NAMES.words) == sorted(
        {"0:1:and", "0:1:more", "0:1:word0", "0:1:word1", "0:1:word2"}
    )


def test_only_what_there_was_no_room_for_is_sent_again() -> None:
    def half(items: list[dict[str, Any]]) -> dict[str, Any]:
        for item in items[::2]:
            next(iter(item.values()))["status"] = 429
        return {"items": items}

    cluster = FakeCluster(half)
    send(cluster, 4)
    words = 2 + 4
    assert cluster.requests == [words, words // 2, 4]


def test_pauses_grow_and_end_with_an_error_for_people() -> None:
    busy = exceptions.TransportError(429, "busy", {})
    cluster = FakeCluster(*[busy] * 100)
    with pytest.raises(ArchiveError, match=r"has had no room for \d+ minutes"):
        send(cluster, 1)
    pauses: list[float] = []
    sink = Sink(FakeCluster(*[busy] * 8), ADDRESS, NAMES, pauses.append)  # type: ignore[arg-type]
    sink.delete(["a#0"])
    assert len(pauses) == 8
    assert all(pause <= 2**n for n, pause in enumerate(pauses))
    assert all(pause >= min(2**n, 60) / 2 for n, pause in enumerate(pauses))


def test_an_article_that_is_refused_for_itself_is_a_skip_with_its_reason() -> None:
    def refuse(items: list[dict[str, Any]]) -> dict[str, Any]:
        items[1]["index"].update(status=400, error={"reason": "too many quotations"})
        return {"items": items}

    cluster = FakeCluster(lambda items: {"items": items}, refuse)
    sink, pauses = send(cluster, 3)
    assert sink.refused == {"a#1": "too many quotations"}
    assert not pauses


def test_requests_have_a_bounded_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "MOST_BYTES", 4000)
    cluster = FakeCluster()
    send(cluster, 40)
    assert stored(cluster) == sorted(f"a#{n}" for n in range(40))
    assert max(cluster.requests) < 40
    assert len(cluster.requests) > 4
