"""Generations in a cluster: made aside, published by one request, deleted when they are old."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, NamedTuple

from newssearch.archive.cluster.address import Address
from newssearch.archive.cluster.connecting import WHOLE, connect
from newssearch.archive.cluster.failures import translating
from newssearch.archive.cluster.manifest import ClusterManifest, check_meta, unpublished
from newssearch.archive.cluster.mapping import (
    MAX_CLAUSES,
    articles_index,
    files_index,
    words_index,
)
from newssearch.archive.cluster.naming import IndexNames, is_generation_of, new_generation
from newssearch.archive.errors import ArchiveError, ArchiveMissing, StorageError, UsageError

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

_CLAUSES = "indices.query.bool.max_clause_count"


class Shape(NamedTuple):
    """How the index of articles is divided: shards, and further copies of each."""

    shards: int
    replicas: int


class ClusterArchive:
    """The generations of an archive, for those who write it.

    Raises:
        UsageError: the library for it is not installed.
    """

    def __init__(self, address: Address) -> None:
        self.address = address
        self.client: OpenSearch = connect(address)

    def close(self) -> None:
        """Close the connections."""
        self.client.close()

    def generations(self) -> list[IndexNames]:
        """Return all generations, the newest last, unpublished ones too."""
        with translating(self.address):
            found = self.client.indices.get(
                index=f"{self.address.name}-*", params={"expand_wildcards": "all"}
            )
        names = [IndexNames(one) for one in found if is_generation_of(one, self.address.name)]
        return sorted(names, key=lambda one: (one.number, one.articles))

    def live(self) -> IndexNames:
        """Return the live generation.

        Raises:
            ArchiveMissing: there is none.
        """
        with translating(self.address):
            found = list(self.client.indices.get_alias(name=self.address.name))
        live = [one for one in found if is_generation_of(one, self.address.name)]
        if len(live) != 1:
            raise ArchiveMissing(
                f"{self.address.name} is no archive of newssearch",
                hint="make one: newssearch cluster init",
            )
        return IndexNames(live[0])

    def exists(self) -> bool:
        """Say whether anything has the name of the archive."""
        with translating(self.address):
            return bool(self.client.indices.exists(index=self.address.name))

    def create(self, shape: Shape, after: int = 0) -> IndexNames:
        """Make a generation that nobody sees yet."""
        names = new_generation(self.address.name, after)
        articles = articles_index(shape.shards)
        articles["mappings"]["_meta"] = unpublished()
        bodies = {
            names.files: files_index(),
            names.words: words_index(max(shape.shards // 4, 1)),
            names.articles: articles,
        }
        for index, body in bodies.items():
            with translating(self.address):
                self.client.indices.create(
                    index=index, body=body, params={"wait_for_active_shards": "1"}
                )
        return names

    def check_readable(self, names: IndexNames) -> dict[str, Any]:
        """Return what a generation says of itself.

        Raises:
            ArchiveVersionMismatch: another version of newssearch wrote it.
        """
        with translating(self.address):
            found = self.client.indices.get_mapping(index=names.articles)
        meta = found[names.articles]["mappings"].get("_meta", {})
        return dict(check_meta(meta, f"{self.address} ({names.articles})"))

    def shape(self, names: IndexNames) -> Shape:
        """Return how a generation is divided."""
        with translating(self.address):
            found = self.client.indices.get_settings(index=names.articles)
        settings = found[names.articles]["settings"]["index"]
        return Shape(int(settings["number_of_shards"]), int(settings["number_of_replicas"]))

    def refresh(self, names: IndexNames) -> None:
        """Let what was written be found.

        Raises:
            ArchiveError: a shard did not do it.
        """
        with translating(self.address):
            answer = self.client.indices.refresh(index=",".join((*names, names.words, names.files)))
        if answer["_shards"]["failed"]:
            raise ArchiveError(
                f"{answer['_shards']['failed']} shards of {self.address} could not be refreshed",
                hint="run the same command again when the cluster is well",
            )

    def count(self, names: IndexNames) -> int:
        """Return how many articles can be found."""
        body = {"size": 0, "track_total_hits": True}
        with translating(self.address):
            answer = self.client.search(index=names.articles, body=body, params=WHOLE)
        return int(answer["hits"]["total"]["value"])

    def publish(self, names: IndexNames, articles: int, replicas: int) -> None:
        """Make a generation the live one, if it holds as many articles as were sent.

        Raises:
            StorageError: it does not; what was live is live.
        """
        self.refresh(names)
        found = self.count(names)
        if found != articles:
            raise StorageError(
                f"the cluster holds {found:,} articles and should hold {articles:,};"
                " nothing was published",
                hint="run the same command again; newssearch cluster check says what is missing",
            )
        manifest = ClusterManifest(dt.datetime.now(dt.UTC).replace(microsecond=0), articles)
        every = ",".join((names.articles, names.words, names.files))
        copies = {"index": {"number_of_replicas": replicas}}
        add = {"index": names.articles, "alias": self.address.name}
        actions: list[dict[str, Any]] = [{"add": add}]
        others = [one for one in self.generations() if one != names]
        if others:
            indices = [one.articles for one in others]
            remove = {"indices": indices, "alias": self.address.name, "must_exist": False}
            actions.insert(0, {"remove": remove})
        with translating(self.address):
            self.client.indices.put_settings(index=every, body=copies)
            if replicas < self._data_nodes():
                self._wait_for_copies(every)
            self.client.indices.put_mapping(index=names.articles, body={"_meta": manifest.meta()})
            self.client.indices.update_aliases(body={"actions": actions})

    def _wait_for_copies(self, indexes: str) -> None:
        """Wait until all copies are there, or half a minute: without them it can be read too."""
        wanted = {"wait_for_status": "green", "ignore": 408}
        self.client.cluster.health(index=indexes, params=wanted)

    def _data_nodes(self) -> int:
        return int(self.client.cluster.health()["number_of_data_nodes"])

    def delete(self, names: IndexNames) -> None:
        """Delete a generation that is not live."""
        if names == self.live():
            raise UsageError(f"{names.articles} is the live generation")
        for index in (names.articles, names.words, names.files):
            with translating(self.address):
                self.client.indices.delete(index=index, params={"ignore": 404})

    def allow_many_words(self) -> bool:
        """Let queries stand for as many words as ours may; return whether we were let."""
        settings = {"persistent": {_CLAUSES: MAX_CLAUSES}}
        try:
            with translating(self.address):
                self.client.cluster.put_settings(body=settings)
        except ArchiveError:
            return False
        return True
