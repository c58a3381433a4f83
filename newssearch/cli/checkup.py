"""What ``newssearch doctor`` looks at: the program, the machine and the archive.

Every check looks at one thing, changes nothing, and says what was found and what to do about it.
"""

from __future__ import annotations

import locale
import os
import platform
import re
import shutil
import sys
import sysconfig
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata, util
from pathlib import Path

from newssearch.archive.columnar import compiled
from newssearch.archive.errors import ArchiveMissing, NewsSearchError
from newssearch.archive.locks import FileLock
from newssearch.archive.manifest import FORMAT
from newssearch.archive.platform import systems
from newssearch.archive.platform.processes import open_file_limits
from newssearch.cli.archive_folder import ArchiveFolder
from newssearch.cli.exits import ExitCode
from newssearch.cli.formats.bytesizes import size_on_disk, size_text
from newssearch.cli.messages import counted
from newssearch.cli.settings import read_settings, settings_path

_DISTRIBUTION = "newssearch"
_FOR_DEVELOPMENT = frozenset({"test", "bench", "docs"})
_LITTLE_ROOM_BYTES = 1_000_000_000
_FEW_FILES = 1_024
"""Open files below which merging a large archive may be refused: ten a segment are mapped."""


class State(StrEnum):
    """How a check ended: as it should be, good to know, or in need of mending."""

    OK = "ok"
    NOTE = "note"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found; ``do`` is what to do next, empty where there is nothing to do.

    ``code`` is the exit code of a problem.
    """

    name: str
    state: State
    found: str
    do: str = ""
    code: ExitCode = ExitCode.DONE


def findings(place: ArchiveFolder) -> Iterator[Finding]:
    """Yield what every check found about the program, the machine and an archive's folder."""
    checks: tuple[Callable[[], Finding], ...] = (
        _program,
        loops,
        _extras,
        _settings,
        _encoding,
        _open_files,
        lambda: _archive(place),
        lambda: _rights(place.path),
        lambda: _locks(place.path),
        lambda: _disk(place.path),
    )
    return (check() for check in checks)


def program_version() -> str:
    """Return the version of the program."""
    return metadata.version(_DISTRIBUTION)


def _program() -> Finding:
    python = f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    return Finding(
        "program", State.OK, f"newssearch {program_version()}, archive format {FORMAT}, {python}"
    )


def loops() -> Finding:
    """Say whether the loops of indexing and searching are compiled."""
    if compiled.AVAILABLE:
        return Finding("loops", State.OK, "compiled")
    found = "not compiled: indexing takes about twenty times as long"
    headers = Path(sysconfig.get_path("include")) / "Python.h"
    lacking = [
        name
        for name, there in (
            ("a C compiler", shutil.which("cc") or shutil.which("gcc") or shutil.which("cl")),
            ("the headers of Python", headers.exists()),
        )
        if not there
    ]
    first = f"install {' and '.join(lacking)}, then: " if lacking else ""
    again = "pip install --force-reinstall --no-binary newssearch newssearch"
    return Finding("loops", State.NOTE, found, first + again)


def _extras() -> Finding:
    missing = dict(_missing_extras())
    if not missing:
        return Finding("extras", State.OK, "all installed")
    found = "; ".join(f"{extra} lacks {', '.join(names)}" for extra, names in missing.items())
    wanted = ",".join(missing)
    return Finding(
        "extras",
        State.NOTE,
        f"not installed, and needed only for some tasks: {found}",
        f"pip install 'newssearch[{wanted}]'",
    )


def _missing_extras() -> Iterator[tuple[str, list[str]]]:
    """Yield every optional extra of which packages are missing, with their names."""
    about = metadata.metadata(_DISTRIBUTION)
    lines = about.get_all("Requires-Dist") or []
    for extra in about.get_all("Provides-Extra") or []:
        marked = re.compile(rf"extra == ['\"]{re.escape(extra)}['\"]")
        needed = [
            re.split(r"[\s<>=!~;\[(]", line, maxsplit=1)[0] for line in lines if marked.search(line)
        ]
        missing = [name for name in needed if not _installed(name)]
        if missing and extra not in _FOR_DEVELOPMENT:
            yield extra, missing


def _installed(name: str) -> bool:
    try:
        metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return util.find_spec(name.replace("-", "_")) is not None
    return True


def _settings() -> Finding:
    path = settings_path()
    try:
        read_settings(path)
    except NewsSearchError as error:
        return _problem("settings", error)
    there = "read" if path.exists() else "none, and none is needed"
    return Finding("settings", State.OK, f"{there} ({path})")


def _encoding() -> Finding:
    names = {
        "output": getattr(sys.stdout, "encoding", None) or "unknown",
        "file names": sys.getfilesystemencoding(),
        "locale": locale.getpreferredencoding(False),
    }
    odd = {what: name for what, name in names.items() if _plain(name) != "utf8"}
    if not odd:
        return Finding("encoding", State.OK, "UTF-8")
    found = ", ".join(f"{what} in {name}" for what, name in odd.items())
    do = (
        "characters the terminal lacks are approximated; set PYTHONUTF8=1"
        if systems.WINDOWS
        else "characters the terminal lacks are approximated; set LANG to a UTF-8 locale"
    )
    return Finding("encoding", State.NOTE, found, do)


def _plain(name: str) -> str:
    return name.lower().replace("-", "").replace("_", "")


def _open_files() -> Finding:
    limits = open_file_limits()
    if limits is None:
        return Finding("files", State.OK, "no limit of open files is known")
    now, most = limits
    if not most or most >= _FEW_FILES:
        limit = f"up to {most:,}" if most else "no limit"
        return Finding("files", State.OK, f"{now:,} open files, raised where needed: {limit}")
    return Finding(
        "files",
        State.NOTE,
        f"only {most:,} open files are allowed",
        "large archives need more: ulimit -n 4096, or nofile in /etc/security/limits.conf",
    )


def _archive(place: ArchiveFolder) -> Finding:
    from newssearch.search import open_archive  # noqa: PLC0415 - where it is looked at

    chosen = f"chosen by {place.rule.value}"
    try:
        with open_archive(place.path) as news:
            found = f"{counted(news.articles, 'article')}, generation {news.generation}"
            size = size_text(size_on_disk(place.path))
    except ArchiveMissing as error:
        state = State.PROBLEM if place.named else State.NOTE
        code = ExitCode.ARCHIVE if place.named else ExitCode.DONE
        return Finding("archive", state, f"{error.message} ({chosen})", error.hint or "", code)
    except NewsSearchError as error:
        return _problem("archive", error)
    return Finding("archive", State.OK, f"{place.path}: {found}, {size} ({chosen})")


def _rights(path: Path) -> Finding:
    if not path.exists():
        above = _existing(path)
        if os.access(above, os.W_OK | os.X_OK):
            return Finding("rights", State.OK, f"this user may create the archive in {above}")
        return _refused(f"this user may not write to {above}")
    if not os.access(path, os.R_OK | os.X_OK):
        return _refused(f"this user may not read {path}")
    if os.access(path, os.W_OK):
        return Finding("rights", State.OK, "this user may read and update the archive")
    found = "this user may read the archive and not update it"
    return Finding("rights", State.NOTE, found, "saved queries are kept among this user's own data")


def _refused(found: str) -> Finding:
    do = "ask for permission, or name another archive: --archive DIR"
    return Finding("rights", State.PROBLEM, found, do, ExitCode.STORAGE)


def _locks(path: Path) -> Finding:
    free = Finding("locks", State.OK, "nobody is writing to the archive")
    lock = path / "LOCK"
    try:
        if not lock.exists() or not lock.read_bytes():  # a run that ends empties the file
            return free
        with FileLock(lock) as held:
            if held.take(shared=True):
                return free
    except NewsSearchError as error:
        return _problem("locks", error)
    except OSError as error:
        return Finding("locks", State.NOTE, f"cannot read {lock}: {error.strerror}")
    found = "another run is writing to the archive"
    return Finding("locks", State.NOTE, found, "wait for it: newssearch index --wait SECONDS")


def _disk(path: Path) -> Finding:
    there = _existing(path)
    try:
        free = shutil.disk_usage(there).free
        needed = (
            max(size_on_disk(path), _LITTLE_ROOM_BYTES) if path.is_dir() else _LITTLE_ROOM_BYTES
        )
    except OSError as error:
        return Finding("disk", State.PROBLEM, f"{there}: {error.strerror}", code=ExitCode.STORAGE)
    found = f"{size_text(free)} free at {there}"
    if free >= needed:
        return Finding("disk", State.OK, found)
    return Finding(
        "disk",
        State.NOTE,
        f"{found}; a rebuild may need {size_text(needed)}",
        "free some space, or keep fewer generations: newssearch compact --keep 1",
    )


def _existing(path: Path) -> Path:
    """Return the nearest folder that is there: the path itself or one above it."""
    return next((one for one in (path, *path.parents) if one.exists()), Path(path.anchor))


def _problem(name: str, error: NewsSearchError) -> Finding:
    return Finding(name, State.PROBLEM, error.message, error.hint or "", ExitCode(error.exit_code))
