"""One writer of an archive at a time: a document that its owner renews for as long as it works.

A run that died leaves its document behind. Another may replace it when it has expired by the clock
of the machine that looks (clocks may differ by less than ``LASTS_SECONDS``), or at once where the
machine is the same and the process is gone. A document is only ever replaced as it was read, so of
two that try one fails.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import threading
import time
import uuid
from types import TracebackType
from typing import TYPE_CHECKING, Any

from newssearch.archive.cluster.address import Address
from newssearch.archive.cluster.failures import translating
from newssearch.archive.cluster.mapping import lock_index
from newssearch.archive.cluster.naming import lock_name
from newssearch.archive.errors import ArchiveLocked, NewsSearchError
from newssearch.archive.platform.processes import is_running

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

LASTS_SECONDS = 120.0
"""How long a lock lasts that is not renewed."""

_RENEWED_SECONDS = 15.0
_POLL_SECONDS = 1.0
_ID = "writer"


class ClusterLock:
    """Hold an archive in a cluster for writing, as a context manager.

    Waits up to ``wait_seconds`` for another owner.

    Raises:
        ArchiveLocked: another run is writing; the message says who.
        ArchiveError: the cluster cannot be reached, or refuses.
    """

    def __init__(
        self, client: OpenSearch, address: Address, *, command: str, wait_seconds: float = 0.0
    ) -> None:
        self._client = client
        self._address = address
        self._index = lock_name(address.name)
        self._command = command
        self._wait_seconds = wait_seconds
        self._own: dict[str, Any] = {}
        self._place: dict[str, int] = {}
        self._lasts_until = 0.0
        self._ended = threading.Event()
        self._lost = False
        self._one_at_a_time = threading.Lock()
        self._thread = threading.Thread(target=self._renew, daemon=True)

    def __enter__(self) -> ClusterLock:
        deadline = time.monotonic() + self._wait_seconds
        with translating(self._address):
            self._client.indices.create(
                index=self._index, body=lock_index(), params={"ignore": 400}
            )
        self._own = {
            "token": secrets.token_hex(8),
            "machine": _machine(),
            "pid": os.getpid(),
            "who": f"pid {os.getpid()} on {socket.gethostname()} since"
            f" {time.strftime('%Y-%m-%d %H:%M:%S')}: newssearch {self._command}",
        }
        while not self._take():
            if time.monotonic() >= deadline:
                raise ArchiveLocked(
                    f"another run is writing to {self._address}:"
                    f" {writer_of(self._client, self._address) or 'it has just begun'}",
                    hint="try again when it has finished, or wait for it with --wait SECONDS; the"
                    f" lock of a run that died ends after {LASTS_SECONDS:.0f} seconds",
                )
            time.sleep(_POLL_SECONDS)
        self._thread.start()
        return self

    def check(self) -> None:
        """Make sure that the lock is still held.

        Raises:
            ArchiveLocked: it had expired, and another run has begun.
        """
        if time.monotonic() >= self._lasts_until:  # the cluster did not answer: is it still ours?
            self._renew_once()
        if self._lost:
            raise ArchiveLocked(
                f"this run could not renew its lock of {self._address} in time, and another one has"
                " taken it",
                hint="run the same command again: what has been sent is not sent again",
            )

    def _take(self) -> bool:
        """Write the document if there is none, or none that counts; say whether it is ours."""
        held = _read(self._client, self._address)
        if held is None:
            return self._write({"op_type": "create"})
        if not _is_over(held["_source"]):
            return False
        return self._write(_as_read(held))

    def _write(self, condition: dict[str, Any]) -> bool:
        """Write the document on a condition; say whether it held."""
        from opensearchpy import exceptions  # noqa: PLC0415 - only for an archive in a cluster

        until = time.monotonic() + LASTS_SECONDS
        body = {**self._own, "expires": time.time() + LASTS_SECONDS}
        with translating(self._address):
            try:
                done = self._client.index(index=self._index, id=_ID, body=body, params=condition)
            except exceptions.ConflictError:
                # an answer may have been lost, and the request repeated by the client
                done = _read(self._client, self._address)
                if done is None or done["_source"]["token"] != self._own["token"]:
                    return False
        self._place = _as_read(done)
        self._lasts_until = until
        return True

    def _renew(self) -> None:
        while not (self._lost or self._ended.wait(_RENEWED_SECONDS)):
            self._renew_once()

    def _renew_once(self) -> None:
        with self._one_at_a_time, contextlib.suppress(NewsSearchError):  # it will be tried again
            self._lost = self._lost or not self._write(self._place)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._thread.join()
        if not self._lost:
            with contextlib.suppress(NewsSearchError), translating(self._address):  # it will expire
                self._client.delete(
                    index=self._index, id=_ID, params={**self._place, "ignore": (404, 409)}
                )


def writer_of(client: OpenSearch, address: Address) -> str:
    """Return who is writing to an archive, "" if nobody is.

    Raises:
        ArchiveError: the cluster cannot be reached, or refuses.
    """
    held = _read(client, address)
    return "" if held is None or _is_over(held["_source"]) else str(held["_source"]["who"])


def _read(client: OpenSearch, address: Address) -> dict[str, Any] | None:
    with translating(address):
        found = client.get(index=lock_name(address.name), id=_ID, params={"ignore": 404})
    return found if found.get("found") else None


def _as_read(document: dict[str, Any]) -> dict[str, int]:
    """Return the condition that a document is as it was."""
    return {
        "if_seq_no": document["_seq_no"],
        "if_primary_term": document["_primary_term"],
    }


def _is_over(lock: dict[str, Any]) -> bool:
    """Say whether the owner of a lock is known to be gone."""
    if time.time() >= lock["expires"]:
        return True
    return lock["machine"] == _machine() and not is_running(lock["pid"])


def _machine() -> str:
    return f"{socket.gethostname()}-{uuid.getnode():012x}"
