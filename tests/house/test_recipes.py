"""The recipes of CONTRIBUTING name real files, and all that a new operator must touch."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def section(title: str) -> str:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    _, _, rest = text.partition(f"## {title}\n")
    assert rest, title
    return rest.partition("\n## ")[0]


def named(text: str) -> set[str]:
    return set(re.findall(r"`((?:search|tests|docs)/[\w/.-]+)`", text))


def test_the_files_of_the_recipes_are_there() -> None:
    for title in ("Adding an operator to the query language", "Adding an engine"):
        files = named(section(title)) - {"search/remote"}
        assert files
        assert [name for name in sorted(files) if not (ROOT / name).exists()] == []


def test_every_walk_over_the_tree_is_named() -> None:
    """A walk that handles every node ends in ``assert_never``."""
    walks = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "search").rglob("*.py")
        if "assert_never(" in path.read_text(encoding="utf-8")
    }
    assert len(walks) > 10
    assert walks <= named(section("Adding an operator to the query language"))


def test_an_operator_is_a_dozen_files() -> None:
    table = section("Adding an operator to the query language").partition("\n\nWhat is a word")[0]
    code = [name for name in named(table) if name.endswith(".py")]
    assert len(code) <= 14
