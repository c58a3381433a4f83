"""The nodes that the other tests are run on start, die, and come back with what they held."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from nodes import VERSION, Cluster

pytestmark = pytest.mark.cluster


@pytest.fixture
def three() -> Iterator[Cluster]:
    with Cluster(3) as nodes:
        yield nodes


def test_a_node_answers_with_its_version_and_knows_the_analysis_we_need(cluster: Cluster) -> None:
    code, answer = cluster.ask("GET", "/")
    assert (code, answer["version"]["number"]) == (200, VERSION)
    analysis = {
        "tokenizer": "whitespace",
        "filter": [
            {"type": "pattern_capture", "preserve_original": False, "patterns": ["([^|]+)"]},
            {"type": "stop", "stopwords": ["_"]},
        ],
        "text": "a|b _ c",
    }
    code, answer = cluster.ask("POST", "/_analyze", analysis)
    assert code == 200
    assert [(one["token"], one["position"]) for one in answer["tokens"]] == [
        ("a", 0),
        ("b", 0),
        ("c", 2),
    ]


def test_what_three_nodes_hold_survives_the_death_of_one(three: Cluster) -> None:
    assert three.wait()["number_of_nodes"] == 3
    shards = {"index": {"number_of_shards": 3, "number_of_replicas": 1}}
    assert three.ask("PUT", "/kept", {"settings": shards})[0] == 200
    three.wait("green")
    for number in range(30):
        assert three.ask("PUT", f"/kept/_doc/{number}", {"n": number})[0] == 201
    assert three.ask("POST", "/kept/_refresh")[0] == 200

    three.kill(0)
    three.wait()
    assert _count(three) == 30

    three.start(0)
    three.wait("green")
    three.stop(1)
    three.start(1)
    assert three.wait("green")["number_of_nodes"] == 3
    assert _count(three) == 30


def _count(cluster: Cluster) -> int:
    """Return how many documents are found; all shards must answer."""
    path = "/kept/_search?size=0&track_total_hits=true&allow_partial_search_results=false"
    code, answer = cluster.ask("GET", path)
    assert (code, answer["_shards"]["failed"], answer["timed_out"]) == (200, 0, False)
    count: int = answer["hits"]["total"]["value"]
    return count
