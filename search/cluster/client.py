"""Asking a cluster: requests go out, plain data comes back, failures become errors for people.

An answer is whole or there is none: a shard that failed, or a search that ran out of time, is an
error and never a shorter answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

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


class Searching:
    """Searches in one index, all in one view of it: what is written meanwhile is not seen."""

    def __init__(self, client: OpenSearch, address: Address, index: str) -> None:
        self._client = client
        self._address = address
        self._index = index
        self._view: str | None = None

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

    def several(self, bodies: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the answers to some searches, asked together.

        Raises:
            ArchiveError: the cluster cannot be reached, or a shard did not answer.
            QueryBudgetExceeded: one took too long, or had too many words.
        """
        answers: list[dict[str, Any]] = []
        for start in range(0, len(bodies), _AT_ONCE):
            answers += self._together(bodies[start : start + _AT_ONCE])
        return answers

    def _together(self, bodies: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        if len(bodies) == 1:
            return [self.search(bodies[0])]
        lines: list[dict[str, Any]] = []
        for body in bodies:
            lines += [{"allow_partial_search_results": False}, self._asked(body)]
        with translating(self._address):
            answers = self._client.msearch(body=lines)["responses"]
        return [
            self.search(body) if "error" in answer else self._whole(answer)
            for body, answer in zip(bodies, answers, strict=True)
        ]

    def counts(self, queries: Sequence[Query]) -> list[int]:
        """Return how many documents satisfy each of some queries."""
        bodies = [{"size": 0, "track_total_hits": True, "query": query} for query in queries]
        return [int(answer["hits"]["total"]["value"]) for answer in self.several(bodies)]

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
