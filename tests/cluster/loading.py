"""Articles into an index of a test's own, straight from what is prepared for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from nodes import Cluster

from newssearch.archive.article import Article
from newssearch.archive.cluster.address import Address, Node
from newssearch.archive.cluster.connecting import connect
from newssearch.archive.cluster.documents import prepare
from newssearch.archive.cluster.manifest import ClusterManifest
from newssearch.archive.cluster.mapping import articles_index, words_index
from newssearch.archive.cluster.naming import IndexNames, new_generation

if TYPE_CHECKING:
    from opensearchpy import OpenSearch


def client_of(cluster: Cluster) -> OpenSearch:
    """Return a client of a cluster."""
    return connect(Address((Node("127.0.0.1", cluster.port),), "any", tls=False))


def load(cluster: Cluster, name: str, articles: Sequence[Article], shards: int = 2) -> IndexNames:
    """Make an archive of articles; return the names of its indexes."""
    from opensearchpy import helpers

    client = client_of(cluster)
    names = new_generation(name, 0)
    client.indices.create(index=names.articles, body=articles_index(shards))
    client.indices.create(index=names.words, body=words_index(1))
    prepared = prepare(articles)
    rows = [
        {"_index": names.articles, "_id": document["keyword"]["id"], "_source": document}
        for document in prepared.documents
    ]
    rows += [
        {"_index": names.words, "_id": form.key, "_source": form.document()}
        for form in prepared.words
    ]
    helpers.bulk(client, rows)
    client.indices.refresh(index=f"{names.articles},{names.words}")
    manifest = ClusterManifest(dt.datetime(1991, 1, 17, tzinfo=dt.UTC), len(articles))
    client.indices.put_mapping(index=names.articles, body={"_meta": manifest.meta()})
    client.indices.put_alias(index=names.articles, name=name)
    return names
