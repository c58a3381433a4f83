"""Commands run in forked processes: how they ended, and what of an archive they read."""

from __future__ import annotations

import functools
import gc
import importlib
import io
import json
import os
import pkgutil
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from hostile_harness import ids_of

import newssearch.cli
import newssearch.search
from newssearch.archive.columnar.arrayfile import ArrayFile, CheckedArray
from newssearch.cli import application, program
from newssearch.search import budget

READING = (
    ["query", "scud missile"],
    ["query", '"oil prices" OR title:report* OR misile~', "--format", "json"],
    ["query", "quote:(oil speaker:smith)", "--sort", "newest"],
    ["query", "oil w/10 prices hlead:oil -quokka", "--group"],
    ["query", "*", "--limit", "50", "--format", "jsonl"],
    ["query", "lead:oil date:1991..2020 words:1..999 source:wire", "--sort", "oldest"],
    ["quotes", "oil"],
    ["quotes", "speaker:smith", "--format", "json"],
    ["first", "oil"],
    ["facets", "oil", "--by", "source"],
    ["facets", "*", "--by", "year"],
    ["facets", "*", "--by", "speaker"],
    ["similar", "ID"],
    ["collocates", "oil"],
    ["keywords", "oil"],
    ["ngrams", "oil", "--least", "1"],
    ["frequencies", "oil", "--by", "year"],
    ["dispersion", "oil"],
    ["diff", "ID", "OTHER"],
    ["show", "ID"],
    ["show", "ID", "--fields"],
    ["show", "ID", "--raw"],
    ["export"],
    ["stats"],
    ["folders"],
    ["log"],
    ["where"],
    ["saved", "list"],
    ["check"],
)
WRITING = (
    ["index"],
    ["rebuild"],
    ["compact"],
    ["forget", "FOLDER"],
    ["check", "--repair"],
    ["rollback"],
    ["migrate"],
)


def commands_on(archive: Path, commands: Iterable[Sequence[str]]) -> list[list[str]]:
    """Return commands with what an archive has in the places of ID, OTHER and FOLDER."""
    first, second = ids_of(archive)
    names = {"ID": first, "OTHER": second, "FOLDER": str(archive.parent / "news")}
    return [[names.get(one, one) for one in command] for command in commands]


def import_everything() -> None:
    """Import and build what commands do when they are called, so that forked processes need not."""
    for package in (newssearch.search, newssearch.cli):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    if not hasattr(program.application, "cache_info"):
        program.application = functools.cache(application.application)
        table = application.CommandTable
        table.get_command = _once_a_name(table.get_command)
    budget._allowed_seconds = 3600.0  # on a busy machine no query is to end for want of time
    gc.collect()
    gc.freeze()  # else a collection in the forked process touches, and copies, all of this


def _once_a_name(build: Callable[[Any, Any, str], Any]) -> Callable[[Any, Any, str], Any]:
    built: dict[str, Any] = {}

    def get_command(table: Any, context: Any, name: str) -> Any:
        if name not in built:
            built[name] = build(table, context, name)
        return built[name]

    return get_command


def outcomes_of(commands: Sequence[Sequence[str]], archive: Path) -> list[str]:
    """Run commands in a forked process; return of each its exit code and what it said.

    Instead of the code stands "raised" where an exception got out, and "signal N" where the
    interpreter crashed; no command is run after that.
    """
    return _aside(commands, lambda command: _outcome(command, archive))


def reads_of(commands: Sequence[Sequence[str]], archive: Path) -> list[frozenset[str]]:
    """Return of each command what it reads of an archive: files by name, arrays as "file array"."""
    read = [_aside([command], lambda one: _reads(one, archive))[0] for command in commands]
    for command, found in zip(commands, read, strict=True):
        assert isinstance(found, list), (command, found)
    return [frozenset(found) for found in read]


def _reads(command: Sequence[str], archive: Path) -> list[str] | str:
    """Return what a command reads, or how it ended where that is no answer."""
    read = set()
    array_of = ArrayFile.__getitem__

    def noted(file: ArrayFile, name: str) -> CheckedArray:
        read.add(f"{file.path.name} {name}")
        return array_of(file, name)

    def heard(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
            read.add(Path(os.fsdecode(arguments[0])).name)

    ArrayFile.__getitem__ = noted
    sys.addaudithook(heard)  # for good, but this process ends soon
    outcome = _outcome(command, archive)
    return sorted(read) if outcome.startswith(("0: ", "1: ")) else outcome


def _aside(commands: Sequence[Sequence[str]], act: Callable[[Sequence[str]], Any]) -> list[Any]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            with os.fdopen(writing, "w", encoding="utf-8", errors="replace") as results:
                for command in commands:
                    results.write(json.dumps(act(command)) + "\n")
                    results.flush()
            os._exit(0)
        finally:
            os._exit(1)  # an exception ends this process, and goes on in no second test run
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as results:
        outcomes = [json.loads(line) for line in results]
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        outcomes.append(f"signal {os.WTERMSIG(status)}")
    elif status:
        outcomes.append(f"raised: status {status}")
    return outcomes


def _outcome(arguments: Sequence[str], archive: Path) -> str:
    with tempfile.TemporaryFile() as said:
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, 1)
        os.close(nowhere)
        os.dup2(said.fileno(), 2)
        sys.stdout = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), "utf-8")
        sys.stderr = io.TextIOWrapper(io.FileIO(2, "w", closefd=False), "utf-8")
        try:
            code = program.carry_out([*arguments, "--archive", str(archive)])
        except BaseException as error:  # noqa: BLE001 - what gets out is what is looked for
            return f"raised: {error!r}\n{traceback.format_exc(limit=-3)}"
        said.seek(0)
        return f"{code}: {said.read().decode('utf-8', 'replace')}"
