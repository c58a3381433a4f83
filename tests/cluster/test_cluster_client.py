"""An answer of a cluster is whole, or there is none: what fails is said, and never left out."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from opensearchpy import JSONSerializer, exceptions

from newssearch.archive.cluster.address import Address, Node
from newssearch.archive.cluster.serializing import FastSerializer
from newssearch.archive.errors import ArchiveError, NewsSearchError, QueryBudgetExceeded
from newssearch.search.cluster import client as asking
from newssearch.search.cluster.client import Searching

ADDRESS = Address((Node("host", 9200),), "news", tls=False)
SHARDS = {"total": 12, "successful": 12, "failed": 0}
WHOLE = {"_shards": SHARDS, "timed_out": False, "hits": {"total": {"value": 7}}}
FAILED = {**SHARDS, "failed": 1, "failures": [{"reason": {"reason": "the disk is gone"}}]}


class Scripted:
    """Answers as a test says, and counts the views that it was asked to make."""

    def __init__(self, *answers: dict[str, Any] | Exception) -> None:
        self._answers = list(answers)
        self.views = 0

    def create_pit(self, params: dict[str, str], **_: Any) -> dict[str, Any]:
        assert params["allow_partial_pit_creation"] == "false"
        self.views += 1
        return {"pit_id": f"view{self.views}", "_shards": SHARDS}

    def search(self, **_: Any) -> dict[str, Any]:
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def asked(*answers: dict[str, Any] | Exception) -> tuple[Scripted, Searching]:
    client = Scripted(*answers)
    return client, Searching(client, ADDRESS, "news-000001-00000000")  # type: ignore[arg-type]


def refused(status: int, kind: str, reason: str) -> Exception:
    info = {"error": {"type": kind, "reason": reason}}
    return exceptions.TransportError(status, kind, info)


@pytest.mark.parametrize(
    ("answer", "kind", "said"),
    [
        ({**WHOLE, "_shards": FAILED}, ArchiveError, "1 of 12 shards .* the disk is gone"),
        (
            {**WHOLE, "timed_out": True},
            QueryBudgetExceeded,
            f"more than {asking.SEARCH_SECONDS} seconds",
        ),
        (refused(503, "search_phase", "all shards failed"), ArchiveError, "all shards failed"),
        (
            refused(503, "cluster_manager_not_discovered_exception", ""),
            *(ArchiveError, "nodes of it are gone: too many of them to have a cluster manager"),
        ),
        (refused(500, "node", "[n2] Node not connected"), ArchiveError, "nodes of it are gone"),
        (refused(400, "too_many_nested_clauses", "1024"), QueryBudgetExceeded, "more words than"),
        (refused(429, "circuit_breaking", "too large"), ArchiveError, "too busy"),
    ],
)
def test_what_is_not_whole_is_an_error(
    answer: dict[str, Any] | Exception, kind: type[NewsSearchError], said: str
) -> None:
    _, searching = asked(answer)
    with pytest.raises(kind, match=said):
        searching.counts([{"match_all": {}}])


def lost() -> Exception:
    kind = "search_context_missing_exception"
    return exceptions.NotFoundError(404, kind, {"error": {"type": kind, "reason": "no context"}})


def test_a_view_that_was_lost_is_made_again_once() -> None:
    client, searching = asked(WHOLE, lost(), WHOLE)
    assert [searching.counts([{"term": {"x": n}}]) for n in range(2)] == [[7], [7]]
    assert client.views == 2
    assert searching.counts([{"term": {"x": 1}}]) == [7]  # nothing is left to be answered
    gone = refused(500, "search_phase_execution_exception", "no node found for id: n1")
    client, searching = asked(gone, WHOLE)
    assert searching.counts([{"match_all": {}}]) == [7]
    client, searching = asked(lost(), lost())
    with pytest.raises(ArchiveError):
        searching.counts([{"match_all": {}}])
    assert client.views == 2


def test_json_is_read_and_written_as_by_the_client_itself() -> None:
    own, usual = FastSerializer(), JSONSerializer()
    for data in (
        {"a": ["Größe", 1, 1.5, None, True]},
        ["lone \ud800"],
        {"day": dt.date(1991, 1, 17)},
    ):
        assert usual.loads(own.dumps(data)) == usual.loads(usual.dumps(data))
    for text in ('{"a": [1, 2.5, "\\u00e9"]}', '"\\ud800"', "[9007199254740993]", "[NaN]"):
        assert repr(own.loads(text)) == repr(usual.loads(text))
    assert own.dumps('{"as": "it is"}') == '{"as": "it is"}'
    for broken in ("{", ""):
        with pytest.raises(exceptions.SerializationError):
            own.loads(broken)
    with pytest.raises(exceptions.SerializationError):
        own.dumps({"a": object()})
