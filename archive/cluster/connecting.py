"""Connecting to a cluster: who asks, over what, and what it means that nobody answers."""

from __future__ import annotations

import netrc
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newssearch.archive.cluster.address import Address
from newssearch.archive.errors import ArchiveError, NewsSearchError, SettingsError, UsageError

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

USER, PASSWORD = "NEWSSEARCH_CLUSTER_USER", "NEWSSEARCH_CLUSTER_PASSWORD"
CERTIFICATES = "NEWSSEARCH_CLUSTER_CA"
"""The environment variables for the name, the password, and a file of certificates to trust."""

TIMEOUT_SECONDS = 60.0
_TRIES_ELSEWHERE = 2
"""How often a request goes to the next node where one cannot be reached."""


def connect(address: Address, *, timeout_seconds: float = TIMEOUT_SECONDS) -> OpenSearch:
    """Return a client of a cluster; nothing is sent yet.

    Raises:
        UsageError: the library for it is not installed, or only half of a login is known.
    """
    try:
        from opensearchpy import OpenSearch  # noqa: PLC0415 - only for an archive in a cluster
    except ImportError as error:
        raise UsageError(
            "an archive in a cluster needs the package opensearch-py, which is not installed",
            hint="install it: pip install 'newssearch[cluster]'",
        ) from error
    options: dict[str, Any] = {}
    if address.tls:
        options = {"use_ssl": True, "verify_certs": True, "ssl_show_warn": False}
        if certificates := os.environ.get(CERTIFICATES):
            options["ca_certs"] = certificates
    return OpenSearch(
        hosts=[{"host": node.host, "port": node.port} for node in address.nodes],
        http_auth=login(address),
        http_compress=True,
        timeout=timeout_seconds,
        max_retries=_TRIES_ELSEWHERE,
        retry_on_timeout=False,
        **options,
    )


def login(address: Address) -> tuple[str, str] | None:
    """Return name and password: of the environment, or else those of netrc for the first node."""
    user, password = os.environ.get(USER), os.environ.get(PASSWORD)
    if user and password:
        return user, password
    if user or password:
        missing = PASSWORD if user else USER
        raise UsageError(f"{missing} is not set", hint=f"set both {USER} and {PASSWORD}")
    path = Path(os.environ.get("NETRC") or Path.home() / ".netrc")
    if not path.is_file():
        return None
    try:
        found = netrc.netrc(path).authenticators(address.nodes[0].host)
    except (OSError, netrc.NetrcParseError) as error:
        raise SettingsError(
            f"cannot read {path}: {getattr(error, 'msg', None) or error}"
        ) from error
    return (found[0], found[2] or "") if found else None


def unreachable(error: Exception, address: Address) -> NewsSearchError:
    """Return the error for a cluster that cannot be reached, or that does not let us in."""
    from opensearchpy import exceptions  # noqa: PLC0415 - only for an archive in a cluster

    if isinstance(error, exceptions.AuthenticationException):
        return ArchiveError(
            f"{address} asks for a name and a password, or refuses those given",
            hint=f"set {USER} and {PASSWORD}, or name the host in ~/.netrc",
        )
    if isinstance(error, exceptions.AuthorizationException):
        return ArchiveError(
            f"{address} does not allow it", hint="ask its administrator for the permission"
        )
    if isinstance(error, exceptions.SSLError):
        return ArchiveError(
            f"{address} has no certificate that is trusted here: {_short(error)}",
            hint=f"name a file with the certificate of its authority in {CERTIFICATES}",
        )
    return ArchiveError(
        f"cannot reach {address}: {_short(error)}",
        hint="is the cluster running, and the address right?",
    )


def _short(error: Exception) -> str:
    """Return the last part of what a chain of errors of connections says."""
    cause = getattr(error, "info", None) or error
    while isinstance(cause, BaseException):
        deeper = getattr(cause, "reason", None) or cause.__cause__
        if not isinstance(deeper, BaseException):
            break
        cause = deeper
    said = str(cause)
    return said.rpartition(": ")[2][:200] or type(error).__name__
