"""Articles into an index of a test's own, straight from what is prepared for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nodes import Cluster

from newssearch.archive.article import Article
from newssearch.archive.cluster.address import Address, Node
from newssearch.archive.cluster.connecting import connect
from newssearch.archive.cluster.documents import prepare
from newssearch.archive.cluster.mapping import articles_index, words_index
from newssearch.search.ranking import K1, B

if TYPE_CHECKING:
    from opensearchpy import OpenSearch


def client_of(cluster: Cluster) -> OpenSearch:
    """Return a client of a cluster."""
    return connect(Address((Node("127.0.0.1", cluster.port),), "any", tls=False))


def load(cluster: Cluster, name: str, articles: Sequence[Article], shards: int = 2) -> None:
    """Make an index of articles and one of their words, ``name`` and ``name.words``."""
    from opensearchpy import helpers

    client = client_of(cluster)
    client.indices.create(index=name, body=articles_index(shards, K1 * 4.5, B))
    client.indices.create(index=f"{name}.words", body=words_index(1))
    prepared = prepare(articles)
    rows = [
        {"_index": name, "_id": document["keyword"]["id"], "_source": document}
        for document in prepared.documents
    ]
    rows += [
        {"_index": f"{name}.words", "_id": form.key, "_source": form.document()}
        for form in prepared.words
    ]
    helpers.bulk(client, rows)
    client.indices.refresh(index=f"{name},{name}.words")
