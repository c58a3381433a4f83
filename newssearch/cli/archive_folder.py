"""Which archive a command works on, and which rule chose it.

``--archive`` takes precedence over NEWSSEARCH_ARCHIVE, then the settings file, then the platform's
data folder. Only if no archive was named and there is none in the default folder do the reading
commands fall back on the bundled sample articles: a named archive that is missing is an error.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from newssearch.archive.cluster.address import is_address, read_address
from newssearch.archive.errors import UsageError
from newssearch.cli.settings import expanded, path_fault, read_settings, settings_path

VARIABLE = "NEWSSEARCH_ARCHIVE"


class Rule(Enum):
    """What chose the archive's folder, as ``where`` reports it."""

    OPTION = "--archive"
    VARIABLE = f"the environment variable {VARIABLE}"
    SETTINGS = "the settings file"
    DEFAULT = "the platform's data folder"


@dataclass(frozen=True, slots=True)
class ArchiveFolder:
    """The folder of the archive, or its address in a cluster, and the rule that chose it."""

    place: Path | str
    rule: Rule

    @property
    def path(self) -> Path:
        """The folder.

        Raises:
            UsageError: the archive is in a cluster.
        """
        if isinstance(self.place, str):
            raise UsageError(
                f"this command is for an archive in a folder, and {self.place} is in a cluster",
                hint="name a folder with --archive, or see newssearch help cluster",
            )
        return self.place

    @property
    def named(self) -> bool:
        """Whether the user named it."""
        return self.rule is not Rule.DEFAULT

    @property
    def published(self) -> bool:
        """Whether there is an archive, even one that has lost its pointer.

        Of an address it is taken for granted: nobody is asked.
        """
        if isinstance(self.place, str):
            return True
        if os.path.lexists(self.path / "CURRENT"):
            return True
        try:
            return any(True for _ in (self.path / "generations").iterdir())
        except OSError:
            return False


def choose_folder(option: str | None) -> ArchiveFolder:
    """Return the folder of the archive to work on.

    Raises:
        UsageError: the given value is not a valid path or address.
        SettingsError: the settings file is invalid.
    """
    if option is not None:
        return ArchiveFolder(_folder(option, Rule.OPTION), Rule.OPTION)
    variable = os.environ.get(VARIABLE)
    if variable:
        return ArchiveFolder(_folder(variable, Rule.VARIABLE), Rule.VARIABLE)
    configured = read_settings(settings_path()).archive
    if configured is not None:
        return ArchiveFolder(configured, Rule.SETTINGS)
    return ArchiveFolder(default_archive(), Rule.DEFAULT)


def _folder(path: str, rule: Rule) -> Path | str:
    if not path:
        raise UsageError(f"{rule.value} needs the path of a folder")
    if is_address(path):
        return str(read_address(path))
    folder = expanded(path).absolute()
    if fault := path_fault(folder):
        raise UsageError(f"{rule.value} is not a valid path: {fault}")
    return folder


def default_archive() -> Path:
    """Return the folder of the archive if none is named."""
    return _data_folder() / "archive"


def own_saved_queries(archive: Path) -> Path | None:
    """Return the folder for saved queries of users who may not write to the archive, else None."""
    if os.access(archive, os.W_OK):
        return None
    name = hashlib.sha256(os.fsencode(archive.resolve())).hexdigest()[:16]
    return _data_folder() / "saved" / name


def folder_for_address(address: str) -> Path:
    """Return the folder for what this machine keeps of an archive in a cluster."""
    name = hashlib.sha256(address.encode()).hexdigest()[:16]
    return _data_folder() / "clusters" / name


def folder_of_screen(place: Path | str) -> Path:
    """Return the folder for what the search screen remembers of an archive."""
    name = os.fsencode(place.absolute() if isinstance(place, Path) else place)
    return _data_folder() / "screen" / hashlib.sha256(name).hexdigest()[:16]


def _data_folder() -> Path:
    from platformdirs import user_data_path  # noqa: PLC0415 - 15 ms that a named archive saves

    return user_data_path("newssearch", appauthor=False)
