"""Files of news as a scan found them."""

from __future__ import annotations

from hashlib import blake2b
from typing import NamedTuple
from unicodedata import normalize

LARGE_FILE_BYTES = 8 << 20
"""A file from this size on is split by the parent, so that all workers share it, and read as
a stream; a smaller one is in a worker's memory as a whole."""


class SourceFile(NamedTuple):
    """A file as the scan found it.

    ``path`` is its whole path, as the operating system gave it; ``root`` the remembered folder it
    belongs to and ``relative`` its path below that, or its name where it is remembered itself.
    """

    root: str
    relative: str
    path: str
    size_bytes: int
    mtime_ns: int
    ctime_ns: int
    inode: int

    @property
    def key(self) -> tuple[int, int, int, int]:
        """Size, times and inode: a file whose key is the same has not changed."""
        return self.size_bytes, self.mtime_ns, self.ctime_ns, self.inode


def article_key(relative: str, root: str | None = None) -> str:
    """Return the stable part of the ids of a file's articles: 16 hexadecimal digits.

    It depends on the path below the root only, whatever the system and the form in which that
    writes accents (NFC or NFD); with ``root``, where another file has that key already, on that and
    on the form too.
    """
    name = normalize("NFC", relative) if root is None else f"{root}\0{relative}"
    return blake2b(name.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
