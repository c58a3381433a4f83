"""Asking a cluster: requests go out, plain data comes back, failures become errors for people.

An answer is whole or there is none: a shard that failed, or a search that ran out of time, is an
error and never a shorter answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import orjson

from newssearch.archive.cluster import failures
from newssearch.archive.cluster.address import Address
from newssearch.archive.cluster.connecting import WHOLE
from newssearch.archive.cluster.failures import info_of, reason_of
from newssearch.archive.errors import ArchiveError
from newssearch.search.budget import too_dear
from newssearch.search.cluster.dsl import Query

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

SEARCH_SECONDS = 10
"""What one search of the cluster may take: a shard gives up then."""

KEEP_ALIVE = "10m"
"""How long the cluster keeps a view of the archive after it was last asked for."""

_AT_ONCE = 64
"""Searches of one request."""


_MOST_COUNTS = 4096
"""Numbers of documents that are kept."""


class Searching:
    """Searches in one index, all in one view of it: what is written meanwhile is not seen.

    So how many documents satisfy a query is asked once. Threads may share it.
    """

    def __init__(self, client: OpenSearch, address: Address, index: str) -> None:
        self._client = client
        self._address = address
        self._index = index
        self._view: str | None = None
        self._counts: dict[bytes, int] = {}

    def search(self, body: dict[str, Any], **parameters: Any) -> dict[str, Any]:
        """Return the answer to a search.

        Raises:
            ArchiveError: the cluster cannot be reached, or a shard did not answer.
            QueryBudgetExceeded: it took too long, or had too many words.
        """
        try:
            answer = self._ask(body, parameters)
        except _ViewLost:
            self._view = None
            self._counts = {}
            answer = self._ask(body, parameters)
        return self._whole(answer)

    def _ask(self, body: dict[str, Any], parameters: dict[str, Any]) -> dict[str, Any]:
        with translating(self._address):
            answer: dict[str, Any] = self._client.search(
                body=self._asked(body),
                params={**WHOLE, **parameters},
            )
        return answer

    def _asked(self, body: dict[str, Any]) -> dict[str, Any]:
        return {"timeout": f"{SEARCH_SECONDS}s", **body, "pit": self._pit()}

    def several(self, bodies: Sequence[dict[str, Any]], **parameters: Any) -> list[dict[str, Any]]:
        """Return the answers to some searches, asked together.

        Raises:
            ArchiveError: the cluster cannot be reached, or a shard did not answer.
            QueryBudgetExceeded: one took too long, or had too many words.
        """
        answers: list[dict[str, Any]] = []
        for start in range(0, len(bodies), _AT_ONCE):
            answers += self._together(bodies[start : start + _AT_ONCE], parameters)
        return answers

    def _together(
        self, bodies: Sequence[dict[str, Any]], parameters: dict[str, Any]
    ) -> list[dict[str, Any]]:
        if len(bodies) == 1:
            return [self.search(bodies[0], **parameters)]
        head = {"allow_partial_search_results": False, **parameters}
        lines: list[dict[str, Any]] = []
        for body in bodies:
            lines += [head, self._asked(body)]
        with translating(self._address):
            answers = self._client.msearch(body=lines)["responses"]
        return [
            self.search(body, **parameters) if "error" in answer else self._whole(answer)
            for body, answer in zip(bodies, answers, strict=True)
        ]

    def counts(self, queries: Sequence[Query]) -> list[int]:
        """Return how many documents satisfy each of some queries."""
        keys = [_key(query) for query in queries]
        kept = self._counts
        known = {key: kept[key] for key in keys if key in kept}
        new = {key: one for key, one in zip(keys, queries, strict=True) if key not in known}
        answers = self.several([_counting(query) for query in new.values()])
        known.update(zip(new, map(_total, answers), strict=True))
        self._keep(known)
        return [known[key] for key in keys]

    def first(
        self, body: dict[str, Any], query: Query, others: Sequence[Query] = (), **parameters: Any
    ) -> tuple[dict[str, Any], int]:
        """Return the answer to a search, and how many documents satisfy it: those of ``query``.

        How many satisfy some ``others`` is asked along, so that ``counts`` has it.
        """
        known = {_key(query), *self._counts}
        new = {_key(other): other for other in others if _key(other) not in known}
        bodies = [{**body, "track_total_hits": True}, *map(_counting, new.values())]
        answer, *counted = self.several(bodies, **parameters)
        total = _total(answer)
        self._keep({_key(query): total, **dict(zip(new, map(_total, counted), strict=True))})
        return answer, total

    def _keep(self, known: dict[bytes, int]) -> None:
        room = len(self._counts) + len(known) <= _MOST_COUNTS
        self._counts = {**self._counts, **known} if room else known

    def close(self) -> None:
        """Let go of the view."""
        view, self._view = self._view, None
        if view is not None:
            with suppress(Exception):  # the cluster lets go of it by itself
                self._client.delete_pit(body={"pit_id": [view]})

    def _pit(self) -> dict[str, str]:
        if self._view is None:
            with translating(self._address):
                made = self._client.create_pit(
                    index=self._index,
                    # otherwise a view leaves out the shards that are not there, and says nothing
                    params={"keep_alive": KEEP_ALIVE, "allow_partial_pit_creation": "false"},
                )
            self._check_shards(made["_shards"])
            self._view = str(made["pit_id"])
        return {"id": self._view, "keep_alive": KEEP_ALIVE}

    def _whole(self, answer: dict[str, Any]) -> dict[str, Any]:
        if answer.get("timed_out"):
            raise too_dear(
                f"the query takes the cluster more than {SEARCH_SECONDS} seconds",
                hint="add a date, a source or a rarer word",
            )
        self._check_shards(answer["_shards"])
        return answer

    def _check_shards(self, shards: dict[str, Any]) -> None:
        failed = int(shards["failed"])
        if failed:
            failures = shards.get("failures", [])
            reason = reason_of(failures[0]["reason"]) if failures else "it did not say why"
            raise ArchiveError(
                f"{failed} of {shards['total']} shards of {self._address} did not answer: {reason}",
                hint="ask again when the cluster is well: newssearch cluster status",
            )


def _key(query: Query) -> bytes:
    """Return what tells a query from all others."""
    try:
        return orjson.dumps(query)
    except TypeError:  # a string that is no Unicode text
        return repr(query).encode("utf-8", "surrogatepass")


def _counting(query: Query) -> dict[str, Any]:
    return {"size": 0, "track_total_hits": True, "query": query}


def _total(answer: dict[str, Any]) -> int:
    return int(answer["hits"]["total"]["value"])


_LOST = ("search_context_missing", "no node found for id")
"""What a cluster says if a node no longer has its part of a view, or is gone itself."""


class _ViewLost(ArchiveError):
    """The cluster no longer has a view: nobody asked for too long, or a node died."""


@contextmanager
def translating(address: Address) -> Iterator[None]:
    """Turn errors of the client into those for people."""
    try:
        with failures.translating(address):
            yield
    except ArchiveError as error:
        said = str(info_of(error.__cause__)) if isinstance(error.__cause__, Exception) else ""
        if any(sign in said for sign in _LOST):
            raise _ViewLost(error.message) from error
        if "too_many" in said or "maxClauseCount" in said:
            raise too_dear(
                "the query stands for more words than the cluster looks for at a time",
                hint="write more of a word, or have indices.query.bool.max_clause_count raised to"
                " 8192",
            ) from error
        raise
