"""Which files of a folder are passed over: by default, by ``--exclude``, by ``.newssearchignore``.

What lies beside news and is none is left out without being asked: the parts of saved pages,
scripts, styles and code, what a web site says to robots, the folders of version control, other
archives, hidden names. Patterns are those of ``.gitignore`` (the library pathspec); one that begins
with ``!`` takes in again what a default, or a pattern before it, leaves out. ``--exclude`` is asked
first, then the ``.newssearchignore`` of the folder and of those around it, the innermost first,
then the defaults.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

from newssearch.archive.errors import UsageError
from newssearch.archive.platform import files

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

FILE_NAME = ".newssearchignore"
MAX_BYTES = 1 << 20

HIDDEN = "hidden"
VERSION_CONTROL = "version_control"
PAGE_PARTS = "page_parts"
CODE = "code"
SITE_FILES = "site_files"
ARCHIVES = "archives"
EXCLUDED = "exclude"
IGNORED = "newssearchignore"
GROUPS = {
    HIDDEN: "hidden",
    VERSION_CONTROL: "of version control",
    PAGE_PARTS: "with parts of saved pages",
    CODE: "scripts, styles or code",
    SITE_FILES: "of web sites for programs",
    ARCHIVES: "archives",
    EXCLUDED: "by --exclude",
    IGNORED: f"by {FILE_NAME}",
}
"""What is passed over, as reports call it."""

_VERSION_CONTROL = frozenset({".git", ".hg", ".svn", ".bzr", "CVS", "_darcs"})
_PAGE_SUFFIXES = (".html", ".htm", ".xhtml")
_PART_ENDINGS = (
    *(
        "_files",
        ".files",
        "-files",
        "-Dateien",
        "_fichiers",
        "_archivos",
        "_arquivos",
        "_bestanden",
    ),
    *("-bestanden", "-filer", "_filer", "_file", "_pliki", "_soubory"),
)
"""How browsers call the folder beside a page that they save, in the languages they speak."""

_CODE = frozenset(
    "js mjs cjs jsx ts tsx css scss sass less map wasm py pyc pyi c cc cpp h hpp cs java class go"
    " rs rb sh bash zsh bat ps1 vbs lua swift kt scala".split()
)
"""Endings of what no newsroom writes news in. Those of pages that programs make (php, asp, jsp) are
not among them: a saved page often has the ending of its address."""

_SITE_FILES = frozenset(
    "robots.txt ads.txt app-ads.txt humans.txt security.txt llms.txt sitemap.xml".split()
)
"""What the root of a web site holds for programs, and a copy of the site with it."""


class Patterns:
    """Patterns of one list, for paths below the folder it is about."""

    def __init__(self, lines: Sequence[str]) -> None:
        """Read the patterns.

        Raises:
            ValueError: one is no pattern.
        """
        from pathspec import GitIgnoreSpec  # noqa: PLC0415 - most folders have no patterns

        self._spec: GitIgnoreSpec = GitIgnoreSpec.from_lines(lines)

    def leaves_out(self, relative: str) -> bool | None:
        """Say whether a path is left out, False if it is taken in, None if nothing is said."""
        return self._spec.check_file(relative).include


def checked_patterns(patterns: object) -> tuple[str, ...]:
    """Return the patterns of ``--exclude`` as they are kept.

    Raises:
        UsageError: one is no pattern.
    """
    if not isinstance(patterns, list | tuple):
        raise UsageError("--exclude requires a list of patterns")
    kept = tuple(str(pattern) for pattern in patterns)
    for pattern in kept:
        if not _is_pattern(pattern):
            raise UsageError(
                f"--exclude '{pattern}': not a valid pattern",
                hint="write it as in .gitignore: '*.bak', 'drafts/', '!drafts/final.txt'",
            )
    return kept


def _is_pattern(text: str) -> bool:
    try:
        Patterns([text])
    except ValueError:
        return False
    return bool(text.strip())


def read_patterns(folder: str) -> Patterns:
    """Read the file of patterns of a folder.

    Raises:
        OSError, ValueError: it cannot be read, or a line is no pattern.
    """
    path = os.path.join(folder, FILE_NAME)  # noqa: PTH118 - paths of bytes
    descriptor = files.open_no_link(path, files.READING_WITHOUT_WAITING)
    with os.fdopen(descriptor, "rb") as file:
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise ValueError(f"over {MAX_BYTES >> 20} MB")
    return Patterns(content.decode("utf-8-sig", "surrogateescape").splitlines())


def is_archive(names: Set[str]) -> bool:
    """Say whether a folder with these names in it is an archive of this program."""
    return "CURRENT" in names and "generations" in names


def are_ordinary(names: Sequence[str]) -> bool:
    """Say whether nothing is passed over by default of some files, whose names are in order."""
    hidden = bisect_left(names, ".")
    if hidden < len(names) and names[hidden][0] == ".":
        return False
    if not _SITE_FILES.isdisjoint(names):
        return False
    endings = {name.rpartition(".")[2] for name in names}
    return _CODE.isdisjoint(map(str.lower, endings))


def default_group(name: str, *, folder: bool, beside: Set[str]) -> str | None:
    """Return the group of a name that is passed over by default, None of one that is not.

    ``beside`` are the names in the same folder.
    """
    if not folder and name[0] != ".":  # of 100,000 names nearly all
        dot = name.rfind(".")
        if dot > 0 and name[dot + 1 :].lower() in _CODE:
            return CODE
        return SITE_FILES if name in _SITE_FILES else None
    if folder and name in _VERSION_CONTROL:
        return VERSION_CONTROL
    if name[0] == ".":
        return HIDDEN
    for ending in _PART_ENDINGS:
        page = name.removesuffix(ending)
        if page != name and any(page + suffix in beside for suffix in _PAGE_SUFFIXES):
            return PAGE_PARTS
    return None
