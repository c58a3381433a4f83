"""Connecting to a cluster: who asks, over what, and what it means that nobody answers."""

from __future__ import annotations

import netrc
import os
import ssl
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newssearch.archive.cluster.address import Address
from newssearch.archive.errors import ArchiveError, NewsSearchError, SettingsError, UsageError

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

USER, PASSWORD = "NEWSSEARCH_CLUSTER_USER", "NEWSSEARCH_CLUSTER_PASSWORD"
CERTIFICATES = "NEWSSEARCH_CLUSTER_CA"
"""The environment variables for the name, the password, and a file of certificates to trust."""

PATIENCE = "NEWSSEARCH_CLUSTER_TIMEOUT"
"""The environment variable for the seconds that a node may take to answer a request."""

WHOLE = {"allow_partial_search_results": "false"}
"""Parameters of a search whose answer is whole, or an error."""

CONNECTIONS = 4
"""Requests that may be on their way to a node at one time."""

_USUAL_PATIENCE_SECONDS = 60.0
_TRIES_ELSEWHERE = 2
"""How often a request goes to the next node where one cannot be reached."""


def connect(address: Address, *, reading: bool = False) -> OpenSearch:
    """Return a client of a cluster; nothing is sent yet.

    For ``reading`` the next node is asked also where one is silent: nothing is done twice by it.

    Raises:
        UsageError: the library for it is not installed, only half of a login is known, or the
            variables ``PATIENCE`` or ``CERTIFICATES`` hold no seconds or no certificates.
    """
    try:
        from opensearchpy import OpenSearch  # noqa: PLC0415 - only for an archive in a cluster
    except ImportError as error:
        raise UsageError(
            "an archive in a cluster needs the package opensearch-py, which is not installed",
            hint="install it: pip install 'newssearch[cluster]'",
        ) from error
    from newssearch.archive.cluster.serializing import FastSerializer  # noqa: PLC0415 - as above

    options: dict[str, Any] = {}
    if address.tls:
        options = {"use_ssl": True, "verify_certs": True, "ssl_show_warn": False}
        if certificates := os.environ.get(CERTIFICATES):
            options["ca_certs"] = _checked_certificates(certificates)
    return OpenSearch(
        hosts=[{"host": node.host, "port": node.port} for node in address.nodes],
        http_auth=login(address),
        http_compress=not address.is_here,
        serializer=FastSerializer(),
        pool_maxsize=CONNECTIONS,
        timeout=patience_seconds(),
        max_retries=min(_TRIES_ELSEWHERE, len(address.nodes) - 1) if reading else _TRIES_ELSEWHERE,
        retry_on_timeout=reading,
        **options,
    )


def _checked_certificates(path: str) -> str:
    """Return the path of a file of certificates.

    Raises:
        UsageError: it cannot be read, or holds none.
    """
    try:
        ssl.create_default_context(cafile=path)
    except OSError as error:
        reason = error.reason if isinstance(error, ssl.SSLError) else error.strerror
        raise UsageError(
            f"{path} cannot be read as a file of certificates: {reason}",
            hint=f"{CERTIFICATES} names a file of certificates in PEM form",
        ) from error
    return path


def patience_seconds() -> float:
    """Return how long an answer is waited for.

    Raises:
        UsageError: the variable ``PATIENCE`` holds no number of seconds.
    """
    text = os.environ.get(PATIENCE)
    if not text:
        return _USUAL_PATIENCE_SECONDS
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= _LONGEST_PATIENCE_SECONDS:
        raise UsageError(
            f"{PATIENCE} is {text!r}, not a number of seconds from 1 to"
            f" {_LONGEST_PATIENCE_SECONDS:,.0f}",
        )
    return seconds


_LONGEST_PATIENCE_SECONDS = 3600.0


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
    if isinstance(error, exceptions.ConnectionTimeout):
        seconds = patience_seconds()
        return ArchiveError(
            f"{address} has not answered for {seconds:g} second{'' if seconds == 1 else 's'}",
            hint="a node may hang: ask again in a minute, or name further nodes in the address",
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
