"""Every module is named where people look for it, and whatever is named is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from newssearch.cli.commands import COMMANDS

ROOT = Path(__file__).parents[2]
TOP = ("archive", "indexer", "search", "tui", "newssearch/cli")
COMMAND_FOLDER = ROOT / "newssearch" / "cli" / "commands"
"""Its table is code: help, completion and tests read it."""


def packages() -> list[Path]:
    """Return the folders of all packages but that of the commands."""
    found = [path.parent for top in TOP for path in (ROOT / top).rglob("__init__.py")]
    return sorted(folder for folder in found if folder != COMMAND_FOLDER)


def inside(folder: Path) -> set[str]:
    """Return the names of a package's modules and packages."""
    modules = {path.stem for ending in ("py", "pyx") for path in folder.glob(f"*.{ending}")}
    below = {path.parent.name for path in folder.glob("*/__init__.py")}
    return (modules | below) - {"__init__"}


def rows(folder: Path) -> list[str]:
    """Return the rows of the table in a package's docstring: what is between its last rules."""
    docstring = ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8"))) or ""
    _, *table = re.split(r"^=+  =+$", docstring, flags=re.MULTILINE)
    assert len(table) == 3, "a package has one table of its modules"
    return table[1].strip().splitlines()


@pytest.mark.parametrize("folder", packages(), ids=lambda folder: str(folder.relative_to(ROOT)))
def test_a_package_names_its_modules(folder: Path) -> None:
    table = rows(folder)
    first = [match[1] for row in table if (match := re.match(r"``(\w+)`` ", row))]
    named = {name for row in table for name in re.findall(r"``(\w+)``", row)}
    there = inside(folder)
    assert there
    assert there - named == set(), "modules without a line in the table"
    assert set(first) - there == set(), "lines of the table without a module"
    assert len(first) == len(set(first))


def test_every_command_is_a_module_with_a_row() -> None:
    modules = {path.stem for path in COMMAND_FOLDER.glob("*.py")} - {"__init__"}
    assert {command.module for command in COMMANDS.values()} == modules


def test_the_architecture_names_every_package_and_no_other() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    names = set(re.findall(r"`(?:[\w/]*/)?(\w+)/`", text))
    for folder in packages():
        assert folder.name in names, f"{folder.relative_to(ROOT)}/ is not in ARCHITECTURE.md"


def test_modules_in_the_architecture_are_there() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    files = {str(path.relative_to(ROOT)) for top in TOP for path in (ROOT / top).rglob("*.py*")}
    files |= {str(path.relative_to(ROOT)) for path in (ROOT / "tests").rglob("*.py")}
    named = re.findall(r"`([\w/]+\.py)`", text)
    assert len(named) > 40
    ends = {f"/{one}" for one in files}
    assert [name for name in named if not any(one.endswith(f"/{name}") for one in ends)] == []
