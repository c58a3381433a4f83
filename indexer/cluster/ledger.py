"""The ledger of an archive in a cluster: which files were read, and what came of each.

An entry is written when the cluster has all articles of a file, so a run that died goes on where
it was: files that are done and have not changed are not read again.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

from newssearch.archive.cluster.address import Address
from newssearch.archive.cluster.connecting import WHOLE
from newssearch.archive.cluster.failures import translating
from newssearch.archive.cluster.naming import IndexNames
from newssearch.indexer.cluster.listing import ListedFile
from newssearch.indexer.sources import article_key

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

DONE, FAILED = "done", "failed"

_PAGE = 5000


class Entry(NamedTuple):
    """What is known of a file: ``key`` begins the ids of its articles."""

    root: str
    relative: str
    key: str
    stamp: str
    state: str = DONE
    articles: int = 0
    skips: tuple[str, ...] = ()

    def stands_for(self, file: ListedFile) -> bool:
        """Say whether the file was read as it is now."""
        return self.state == DONE and self.stamp == file.stamp


class Ledger:
    """The entries of a generation, by root and path below it."""

    def __init__(self, client: OpenSearch, address: Address, names: IndexNames) -> None:
        self._client = client
        self._address = address
        self._index = names.files
        self.entries = {(entry.root, entry.relative): entry for entry in self._read()}
        self._keys = {entry.key for entry in self.entries.values()}

    def _read(self) -> Iterable[Entry]:
        after: list[Any] | None = None
        with translating(self._address):
            self._client.indices.refresh(index=self._index)
        while True:
            body: dict[str, Any] = {"size": _PAGE, "sort": [{"root": "asc"}, {"relative": "asc"}]}
            if after is not None:
                body["search_after"] = after
            with translating(self._address):
                answer = self._client.search(index=self._index, body=body, params=WHOLE)
            hits = answer["hits"]["hits"]
            for hit in hits:
                row = hit["_source"]
                yield Entry(**{**row, "skips": tuple(row.get("skips", ()))})
            if len(hits) < _PAGE:
                return
            after = hits[-1]["sort"]

    @property
    def articles(self) -> int:
        """How many articles the files have given."""
        return sum(entry.articles for entry in self.entries.values())

    def key_of(self, file: ListedFile) -> str:
        """Return what the ids of a file's articles begin with: always the same for a file."""
        known = self.entries.get((file.root, file.relative))
        if known is not None:
            return known.key
        key = article_key(file.relative)
        if key in self._keys:
            key = article_key(file.relative, file.root)
        self._keys.add(key)
        return key

    def write(self, entry: Entry) -> None:
        """Write what came of a file."""
        with translating(self._address):
            self._client.index(index=self._index, id=_id_of(entry), body=entry._asdict())
        self.entries[entry.root, entry.relative] = entry

    def remove(self, entry: Entry) -> None:
        """Forget a file."""
        with translating(self._address):
            self._client.delete(index=self._index, id=_id_of(entry), params={"ignore": 404})
        self.entries.pop((entry.root, entry.relative), None)


def _id_of(entry: Entry) -> str:
    name = f"{entry.root}\0{entry.relative}"
    return blake2b(name.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
