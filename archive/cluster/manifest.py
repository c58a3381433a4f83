"""What an index in a cluster says of itself: kept in its mapping, so that one request tells all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from newssearch.archive.errors import ArchiveTooNew, ArchiveVersionMismatch
from newssearch.archive.fingerprint import fingerprint
from newssearch.archive.news_layout import LAYOUT

CLUSTER_FORMAT = 1
"""Version of the documents and the mapping."""

_KEY = "newssearch"


class ClusterManifest(NamedTuple):
    """The generation that an index is: when it was published, and of how many articles."""

    published: dt.datetime
    articles: int

    def meta(self) -> dict[str, Any]:
        """Return what the mapping keeps of it."""
        return {
            _KEY: {
                **unpublished()[_KEY],
                "published": self.published.isoformat(),
                "articles": self.articles,
            }
        }


def unpublished() -> dict[str, Any]:
    """Return what the mapping of an index says before it is published."""
    return {_KEY: {"format": CLUSTER_FORMAT, "fingerprint": fingerprint(LAYOUT)}}


def check_meta(meta: Mapping[str, Any], where: str) -> Mapping[str, Any]:
    """Return what an index says of itself, if this program can read it.

    Raises:
        ArchiveTooNew: a later version of newssearch wrote it.
        ArchiveVersionMismatch: an earlier one did, or one with another analysis, or none.
    """
    own = meta.get(_KEY)
    again = "make it again: newssearch cluster rebuild"
    if not isinstance(own, Mapping):
        raise ArchiveVersionMismatch(f"{where} was not made by newssearch", hint=again)
    if int(own.get("format", 0)) > CLUSTER_FORMAT:
        raise ArchiveTooNew(
            f"a later version of newssearch wrote {where}", hint="upgrade newssearch"
        )
    if own.get("format") != CLUSTER_FORMAT or own.get("fingerprint") != fingerprint(LAYOUT):
        raise ArchiveVersionMismatch(
            f"{where} was indexed with other weights or another text analysis than this"
            " newssearch has",
            hint=again,
        )
    return own


def read_manifest(meta: Mapping[str, Any], where: str) -> ClusterManifest:
    """Return the manifest of a published index.

    Raises:
        ArchiveVersionMismatch: this program cannot read it, or it was never published.
    """
    own = check_meta(meta, where)
    try:
        published = dt.datetime.fromisoformat(own["published"])
        return ClusterManifest(published, int(own["articles"]))
    except (KeyError, ValueError, TypeError) as error:
        raise ArchiveVersionMismatch(
            f"{where} was never published", hint="finish it: newssearch cluster index"
        ) from error
