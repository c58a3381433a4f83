"""The address of an archive in a cluster: ``opensearch://host:9200/news``.

``opensearchs`` is the same over TLS. Several nodes may be named, with commas between. A name and a
password are never part of an address, so that it can be printed and kept.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from newssearch.archive.cluster.naming import check_archive_name
from newssearch.archive.errors import UsageError

_SCHEMES = {"opensearch": False, "opensearchs": True}
_SCHEME = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<rest>.*)", re.DOTALL)
_NODE = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(?P<port>[0-9]{1,5}))?")
_PORT = 9200
_HERE = frozenset({"localhost", "127.0.0.1", "[::1]"})

FORM = "an address is opensearch://HOST:PORT/NAME, or opensearchs://… with TLS"


class Node(NamedTuple):
    """A node that answers for the cluster."""

    host: str
    port: int


class Address(NamedTuple):
    """Where an archive in a cluster is."""

    nodes: tuple[Node, ...]
    name: str
    tls: bool

    @property
    def is_here(self) -> bool:
        """Whether all nodes are on this machine."""
        return all(node.host in _HERE for node in self.nodes)

    def __str__(self) -> str:
        scheme = "opensearchs" if self.tls else "opensearch"
        return f"{scheme}://{','.join(f'{n.host}:{n.port}' for n in self.nodes)}/{self.name}"


def is_address(text: str) -> bool:
    """Say whether a text is meant as an address rather than as a path."""
    found = _SCHEME.match(text)
    return found is not None and found["scheme"].lower() in _SCHEMES


def read_address(text: str) -> Address:
    """Return the address that a text is.

    Raises:
        UsageError: it is none, or it holds a name and a password.
    """
    found = _SCHEME.fullmatch(text)
    if found is None or found["scheme"].lower() not in _SCHEMES:
        raise UsageError("this is not the address of a cluster", hint=FORM)
    nodes, _, name = found["rest"].partition("/")
    if "@" in nodes:
        raise UsageError(
            "the address of an archive must not hold a name or a password",
            hint="set NEWSSEARCH_CLUSTER_USER and NEWSSEARCH_CLUSTER_PASSWORD, or use ~/.netrc",
        )
    return Address(
        tuple(_node(node) for node in nodes.split(",")),
        check_archive_name(name.removesuffix("/")),
        _SCHEMES[found["scheme"].lower()],
    )


def _node(text: str) -> Node:
    found = _NODE.fullmatch(text)
    if found is None or not 0 < int(found["port"] or _PORT) < 1 << 16:
        raise UsageError(f"{text!r} is not a host and a port", hint=FORM)
    return Node(found["host"], int(found["port"] or _PORT))
