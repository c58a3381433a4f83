"""What the indexes of an archive in a cluster are called.

The archive ``news`` is an alias that points to the index of its live generation,
``news-000002-9f3a12bc``. Beside it are ``….words``, the words it has, and ``….files``, the ledger
of the files that its articles are made from. ``news-lock`` says who is writing.
"""

from __future__ import annotations

import re
import secrets
from typing import NamedTuple

from newssearch.archive.errors import UsageError

NAME = re.compile(r"[a-z0-9][a-z0-9_]{0,99}")
"""What an archive may be called: of what OpenSearch allows, what needs no care in patterns."""

_GENERATION = re.compile(r"(?P<archive>[a-z0-9][a-z0-9_]*)-(?P<number>\d{6,12})-[0-9a-f]{8}")


class IndexNames(NamedTuple):
    """The indexes of one generation."""

    articles: str

    @property
    def words(self) -> str:
        """The index of its words."""
        return f"{self.articles}.words"

    @property
    def files(self) -> str:
        """The index of the files it is made from."""
        return f"{self.articles}.files"

    @property
    def number(self) -> int:
        """The number of the generation: later ones have greater numbers."""
        found = _GENERATION.fullmatch(self.articles)
        return int(found["number"]) if found else 0


def check_archive_name(name: str) -> str:
    """Return a name that an archive in a cluster can have.

    Raises:
        UsageError: it has other characters.
    """
    if not NAME.fullmatch(name):
        raise UsageError(
            f"an archive in a cluster cannot be called {name!r}",
            hint="a name is a lower-case letter or a digit, then lower-case letters, digits or _",
        )
    return name


def new_generation(archive: str, after: int) -> IndexNames:
    """Return names that no generation has had."""
    return IndexNames(f"{archive}-{after + 1:06d}-{secrets.token_hex(4)}")


def lock_name(archive: str) -> str:
    """Return the index that says who is writing to an archive."""
    return f"{archive}-lock"


def is_generation_of(index: str, archive: str) -> bool:
    """Say whether an index holds the articles of a generation of an archive."""
    found = _GENERATION.fullmatch(index)
    return found is not None and found["archive"] == archive
