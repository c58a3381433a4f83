"""The settings file: TOML, in the user's own configuration folder and nowhere else.

A file in the working directory or beside the news is never read: whoever can write there could
then control the program. An unknown key is an error, so that a misspelt key is not silently
ignored.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newssearch.archive.cluster.address import is_address, read_address
from newssearch.archive.errors import SettingsError, UsageError
from newssearch.archive.platform.files import READING_WITHOUT_WAITING

KEYS = {
    "archive": "folder of the archive, or its address in a cluster",
    "keep": "number of generations to keep",
    "theme": "theme of the search screen",
    "history": "whether the search screen remembers queries",
    "keys": "table of other keys for the search screen",
}
"""Every key that the file may hold, and what it means."""


MOST_KEPT = 1000
"""Upper limit of generations to keep."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in the file; None for those it does not set."""

    archive: Path | str | None = None
    keep: int | None = None
    theme: str | None = None
    history: bool | None = None
    keys: Mapping[str, str] = field(default_factory=dict)


def settings_path() -> Path:
    """Return the path of the settings file."""
    from platformdirs import user_config_path  # noqa: PLC0415 - 15 ms that a named archive saves

    return user_config_path("newssearch", appauthor=False) / "config.toml"


def read_settings(path: Path) -> Settings:
    """Read the settings file; a missing file sets nothing.

    Raises:
        SettingsError: it cannot be read, or has an unknown key or an invalid value.
    """
    content = _content(path)
    if content is None:
        return Settings()
    import tomllib  # noqa: PLC0415 - for those who have a settings file

    try:
        values = tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SettingsError(f"{path} is not valid TOML: {error}") from error
    except ValueError as error:  # Python refuses numbers of more than 4,300 digits
        raise SettingsError(f"{path} contains a number with too many digits") from error
    for key in values:
        if key not in KEYS:
            known = ", ".join(f"{name} ({meaning})" for name, meaning in KEYS.items())
            raise SettingsError(f"{path} has an unknown key '{key}'", hint=f"known: {known}")
    archive = values.get("archive")
    if archive is not None and not (isinstance(archive, str) and archive):
        raise SettingsError(f"{path}: archive must be the path of a folder, in quotation marks")
    address = archive if archive and is_address(archive) else None
    if address is not None:
        check_address(address, path)
    folder = expanded(archive) if archive and address is None else None
    if folder is not None and not folder.is_absolute():
        raise SettingsError(
            f"{path}: archive must be an absolute path or begin with ~, not {archive}"
        )
    if folder is not None and (fault := path_fault(folder)):
        raise SettingsError(f"{path}: archive is not a valid path: {fault}")
    keep = values.get("keep")
    if keep is not None and not (type(keep) is int and 1 <= keep <= MOST_KEPT):
        raise SettingsError(f"{path}: keep must be a whole number from 1 to {MOST_KEPT:,}")
    return Settings(address or folder, keep, **_of_the_screen(path, values))


def _of_the_screen(path: Path, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings of the search screen, which knows what its themes and actions are."""
    theme, history, keys = values.get("theme"), values.get("history"), values.get("keys", {})
    if theme is not None and not isinstance(theme, str):
        raise SettingsError(f"{path}: theme must be the name of a theme, in quotation marks")
    if history is not None and not isinstance(history, bool):
        raise SettingsError(f"{path}: history must be true or false")
    named = isinstance(keys, dict) and all(isinstance(key, str) for key in keys.values())
    if not named:
        raise SettingsError(
            f"{path}: keys must be a table of actions and their keys",
            hint='for example: [keys] and below it: similar = "ctrl+l"',
        )
    return {"theme": theme, "history": history, "keys": keys}


def check_address(address: str, path: Path) -> None:
    """Hold the address of an archive in a cluster against what one may be.

    Raises:
        SettingsError: it is none.
    """
    try:
        read_address(address)
    except UsageError as error:
        raise SettingsError(f"{path}: archive: {error.message}", hint=error.hint) from error


_MOST_BYTES = 64 * 1024


def _content(path: Path) -> bytes | None:
    try:
        descriptor = os.open(path, READING_WITHOUT_WAITING)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise SettingsError(f"{path} is not a file")
            content = file.read(_MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise SettingsError(f"cannot read {path}: {error.strerror}") from error
    if len(content) > _MOST_BYTES:
        raise SettingsError(f"{path} is larger than {_MOST_BYTES:,} bytes")
    return content


def path_fault(path: Path) -> str | None:
    """Return why the operating system rejects a path; None if it is valid."""
    try:
        os.lstat(path)
    except ValueError:
        return "it contains a NUL character"
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return "it is too long"
    return None


def expanded(path: str | Path) -> Path:
    """Return a path with ``~`` expanded, which cron and TOML do not do."""
    try:
        return Path(path).expanduser()
    except RuntimeError as error:
        raise SettingsError(f"cannot find the home directory for {path}") from error
