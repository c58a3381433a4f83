"""Which files there are to read: below folders, and behind addresses such as ``s3://…/*.warc.gz``."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from newssearch.archive.errors import StorageError, UsageError
from newssearch.indexer.exclusion import Patterns
from newssearch.indexer.folder_options import FolderOptions
from newssearch.indexer.report import Skip
from newssearch.indexer.scanning import scan_folders

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_PATTERN = re.compile(r"[*?\[]")


class ListedFile(NamedTuple):
    """A file to read: where its folder is, its path below that, and what tells of a change."""

    root: str
    relative: str
    place: str
    size_bytes: int
    stamp: str

    @property
    def remote(self) -> bool:
        """Whether it is read through fsspec."""
        return is_remote(self.place)


class Listing(NamedTuple):
    """The files of some places, in order, and what is no file."""

    files: list[ListedFile]
    skipped: list[Skip]


def is_remote(place: str) -> bool:
    """Say whether a place is an address and no path."""
    return _ADDRESS.match(place) is not None


def list_files(places: Sequence[str], options: FolderOptions) -> Listing:
    """List the files of folders, single files, addresses and patterns of addresses.

    How they are to be read is part of what tells of a change.

    Raises:
        UsageError: a place does not exist, or what reads its kind of address is not installed.
        StorageError: an address cannot be listed.
    """
    local = [str(Path(place).absolute()) for place in places if not is_remote(place)]
    for path in local:
        if not Path(path).exists():
            raise UsageError(f"there is no file or folder {path}")
    scan = scan_folders(dict.fromkeys(local, options.exclude))
    files = [
        ListedFile(
            *(one.root, one.relative, one.path, one.size_bytes),
            f"{one.size_bytes}-{one.mtime_ns}",
        )
        for one in scan
    ]
    for place in places:
        if is_remote(place):
            files += _taken_in(_remote_files(place), options.exclude)
    reading = _stamp_of_options(options)
    files = [file._replace(stamp=file.stamp + reading) for file in files]
    return Listing(sorted(set(files)), scan.skipped)


def _taken_in(files: list[ListedFile], exclude: Sequence[str]) -> list[ListedFile]:
    """Return the files that no pattern leaves out."""
    if not exclude:
        return files
    patterns = Patterns(exclude)
    return [file for file in files if not patterns.leaves_out(file.relative)]


def _stamp_of_options(options: FolderOptions) -> str:
    """Return what changes when files are to be read in another way; "" for the usual one."""
    reading = options.reading.encoded()
    if not reading:
        return ""
    written = json.dumps(reading, sort_keys=True).encode()
    return f"-{blake2b(written, digest_size=8).hexdigest()}"


def _remote_files(place: str) -> list[ListedFile]:
    filesystem, path = _opened(place)
    scheme = place.partition("://")[0]
    pattern = _PATTERN.search(path)
    root = path[: pattern.start()].rpartition("/")[0] if pattern else path
    try:
        found: dict[str, dict[str, Any]] = (
            filesystem.glob(path, detail=True) if pattern else filesystem.find(path, detail=True)
        )
    except (OSError, ValueError) as error:
        raise StorageError(f"cannot list {place}: {error}") from error
    files = [
        ListedFile(
            f"{scheme}://{root.lstrip('/') if scheme != 'file' else root}",
            name.removeprefix(root).lstrip("/") or name.rpartition("/")[2],
            filesystem.unstrip_protocol(name),
            int(about.get("size") or 0),
            _stamp(about),
        )
        for name, about in found.items()
        if about.get("type") == "file"
    ]
    if not files:
        raise UsageError(f"there is no file at {place}")
    return files


def _stamp(about: dict[str, Any]) -> str:
    """Return what changes when a file does: what the store calls its version, or size and time."""
    for name in ("ETag", "etag", "md5", "mtime", "LastModified", "last_modified", "created"):
        if about.get(name):
            return f"{about.get('size')}-{about[name]}"
    return str(about.get("size"))


def _opened(place: str) -> tuple[Any, str]:
    """Return the file system of an address, and the path in it."""
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 - only for addresses
    except ImportError as error:
        raise UsageError(
            f"reading {place} needs the package fsspec, which is not installed",
            hint="install it: pip install 'newssearch[cluster]'",
        ) from error
    try:
        filesystem, path = url_to_fs(place)
    except (ImportError, ValueError) as error:
        raise UsageError(f"{place} cannot be read: {error}") from error
    return filesystem, str(path)


def fetch(place: str, target: Path) -> None:
    """Copy a file behind an address into a local one.

    Raises:
        FileNotFoundError: it is gone.
        OSError: it cannot be read.
    """
    filesystem, path = _opened(place)
    with filesystem.open(path, "rb") as source, target.open("wb") as copy:
        while part := source.read(_PART_BYTES):
            copy.write(part)


_PART_BYTES = 1 << 20
