"""What errors of the client of a cluster mean to people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from newssearch.archive.cluster.address import Address
from newssearch.archive.cluster.connecting import unreachable
from newssearch.archive.errors import ArchiveError, ArchiveMissing, NewsSearchError


@contextmanager
def translating(address: Address) -> Iterator[None]:
    """Turn errors of the client into those for people.

    Raises:
        ArchiveMissing: an index is not there.
        ArchiveError: the cluster cannot be reached, or refuses what it is asked.
    """
    try:
        yield
    except Exception as error:
        found = translated(error, address)
        if found is None:
            raise
        raise found from error


def translated(error: Exception, address: Address) -> NewsSearchError | None:
    """Return what an error of the client means to people, None of other errors."""
    from opensearchpy import exceptions  # noqa: PLC0415 - only for an archive in a cluster

    if not isinstance(error, exceptions.TransportError):
        return None
    if isinstance(
        error,
        exceptions.ConnectionError
        | exceptions.AuthenticationException
        | exceptions.AuthorizationException,
    ):
        return unreachable(error, address)
    reason = reason_of(info_of(error))
    if error.status_code == 429:
        return ArchiveError(
            f"{address} is too busy to answer: {reason}",
            hint="ask again in a while, or give its nodes more memory",
        )
    if isinstance(error, exceptions.NotFoundError):
        return ArchiveMissing(
            f"there is no archive at {address}: {reason}",
            hint="make one: newssearch cluster init, then newssearch cluster index",
        )
    if error.status_code == 503 or "Node not connected" in reason:
        return ArchiveError(
            f"{address} cannot answer, nodes of it are gone: {_MEANS.get(reason, reason)}",
            hint="start them again; what is missing is said by newssearch cluster status",
        )
    return ArchiveError(
        f"{address} did not do what it was asked: {reason}",
        hint="look at the cluster: newssearch cluster status",
    )


_MEANS = {
    f"{name}_not_discovered_exception": "too many of them to have a cluster manager"
    for name in ("cluster_manager", "master")
}
"""What some reasons mean to people."""


def info_of(error: Exception) -> Any:
    """Return what a cluster says of an error."""
    return getattr(error, "info", None) or ""


def reason_of(info: Any) -> str:
    """Return the innermost reason that a failure names."""
    if isinstance(info, dict):
        error = info.get("error", info)
        if isinstance(error, dict):
            for shard in error.get("failed_shards", []):
                return reason_of(shard.get("reason", {}))
            if isinstance(error.get("caused_by"), dict):
                return reason_of(error["caused_by"])
            return str(error.get("reason") or error.get("type") or "it did not say why")[:300]
        return str(error)[:300]
    return str(info)[:300] or "it did not say why"
