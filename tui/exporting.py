"""Hits written to a file in the formats of the command line, by the command line itself.

A process of its own opens the archive again, so an export of everything keeps nobody waiting, and
there is one place where formats are made.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from newssearch.archive.errors import StorageError, UsageError
from newssearch.archive.platform.files import CREATING, open_no_link
from newssearch.archive.platform.names import name_new_file
from newssearch.archive.safetext import safe_line
from newssearch.tui.copying import query_arguments
from newssearch.tui.messages import Question

FORMATS: dict[str, tuple[str, tuple[str, ...]]] = {
    "csv": ("csv", ("--format", "csv")),
    "excel": ("csv", ("--format", "csv", "--excel")),
    "tsv": ("tsv", ("--format", "tsv")),
    "json": ("json", ("--format", "json")),
    "jsonl": ("jsonl", ("--format", "jsonl")),
    "text": ("txt", ("--format", "text", "--no-color")),
    "ids": ("ids.txt", ("--format", "ids")),
    "paths": ("paths.txt", ("--format", "paths")),
}
"""By name: how the file's name ends, and the options of ``newssearch query``."""


@dataclass(frozen=True, slots=True)
class Export:
    """What is written: the answer to a question, or only the articles with some ids."""

    question: Question
    ids: tuple[str, ...]
    archive: str
    form: str

    def arguments(self) -> list[str]:
        """Return the arguments of the command that writes it."""
        _, options = FORMATS[self.form]
        question = self.question
        if self.ids:
            query = Question(0, ids_query(self.ids), "all", question.sort, limit=0)
        else:
            query = question
        command, *rest = query_arguments(query, self.archive)
        return [command, *options, "--quiet", "--limit", "0", *rest]


def ids_query(ids: Sequence[str]) -> str:
    """Return the query for the articles with some ids."""
    return "id:(" + " OR ".join(f'"{one}"' for one in ids) + ")"


def suggested_name(export: Export) -> str:
    """Return a name for the file, made of the query's words."""
    words = re.findall(r"\w+", export.question.text.lower())
    name = "-".join(words)[:40].strip("-") or "articles"
    return f"{'marked' if export.ids else name}.{FORMATS[export.form][0]}"


def write_export(export: Export, name: str) -> Path:
    """Write the file, whole or not at all, and return its path; a file that is there is kept.

    Raises:
        UsageError: the name is no new file's, or the command refuses the query.
        StorageError: the file cannot be written.
    """
    try:
        path = Path(name).expanduser().absolute()
    except RuntimeError as error:
        raise UsageError(f"cannot find the home directory for {name}") from error
    if os.path.lexists(path):
        raise UsageError(f"there is already a file {path}", hint="choose another name")
    temporary = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with os.fdopen(open_no_link(temporary, CREATING), "wb") as file:
            done = subprocess.run(
                [sys.executable, "-m", "newssearch", *export.arguments()],
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.PIPE,
                check=False,
            )
        if done.returncode:
            said = safe_line(done.stderr.decode("utf-8", "replace")).strip()
            raise UsageError(said.removeprefix("error: ") or "nothing was written")
        name_new_file(temporary, path)
    except (OSError, ValueError) as error:
        raise StorageError(f"cannot write {path}: {error}") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    return path
