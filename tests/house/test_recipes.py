"""The recipes of CONTRIBUTING name real files, and all that must be touched."""

from __future__ import annotations

import ast
import re
from dataclasses import fields
from importlib import import_module
from pathlib import Path

from newssearch.archive.article import Article
from newssearch.archive.fields import FIELDS, Field, FieldKind
from newssearch.archive.news_layout import LAYOUT
from newssearch.indexer.readers.formats import READERS, Format
from newssearch.tui.actions import ACTIONS

RECIPES = (
    "Adding a reader of a format",
    "Adding a field of articles",
    "Adding a key to the screen",
    "Adding an operator to the query language",
    "Adding an engine",
)
ROOT = Path(__file__).parents[2]


def section(title: str) -> str:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    _, _, rest = text.partition(f"## {title}\n")
    assert rest, title
    return rest.partition("\n## ")[0]


def named(text: str) -> set[str]:
    tops = "archive|search|indexer|tui|tests|docs"
    return set(re.findall(rf"`((?:{tops})/[\w/.-]+)`", text))


def test_the_files_of_the_recipes_are_there() -> None:
    for title in RECIPES:
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


def test_every_recipe_is_held_here() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert tuple(re.findall(r"^## (Adding .*)$", text, re.MULTILINE)) == RECIPES


def test_a_reader_is_a_row_and_a_module() -> None:
    recipe = named(section(RECIPES[0]))
    assert {"indexer/readers/formats.py", "indexer/readers/detect.py"} <= recipe
    assert {reader.format for reader in READERS} == set(Format)
    for reader in READERS:
        module = import_module(f"newssearch.indexer.readers.{reader.module}")
        assert callable(getattr(module, reader.function))
        assert reader.known_by
        assert reader.taken
    detection = (ROOT / "indexer" / "readers" / "detect.py").read_text(encoding="utf-8")
    signs = {one.name for one in Format if f"Format.{one.name}" in detection}
    assert len(signs) > 20


def test_every_list_of_all_attributes_is_named() -> None:
    """A module that lists every attribute of an article has to know of a new one."""
    listing = set()
    for top in ("archive", "search", "indexer", "newssearch/cli", "tui"):
        for path in (ROOT / top).rglob("*.py"):
            tree = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
            texts = {node.value for node in tree if isinstance(node, ast.Constant)}
            names = {node.id for node in tree if isinstance(node, ast.Name)}
            names |= {node.arg for node in tree if isinstance(node, ast.keyword)}
            if {*Article._fields} <= texts or {*Article._fields} - {"quotes", "extra"} <= names:
                listing.add(str(path.relative_to(ROOT)))
    assert listing - {"archive/older/format2.py"} <= named(section(RECIPES[1]))
    assert "archive/article_json.py" in listing


def test_the_layout_is_made_from_the_table() -> None:
    """A field has the row and nothing else; what columns there are beside the fields is said."""
    rows = {field.name for field in FIELDS}
    text = {field.name for field in FIELDS if field.kind is FieldKind.TEXT and not field.parts}
    kept = {*LAYOUT.fields, *LAYOUT.by_space, LAYOUT.lead, LAYOUT.ranges}
    assert kept == text
    assert {*LAYOUT.numbers, *LAYOUT.keywords, *LAYOUT.lists} - rows == {"time", "extra"}
    columns = [(field.column.kind, field.column.number) for field in FIELDS if field.column]
    assert len(columns) == len(set(columns))
    for field in FIELDS:
        assert field.parts or {*field.made_from} <= {*Article._fields}
    recipe = section(RECIPES[1])
    assert {"positions", "column"} <= {one.name for one in fields(Field)}
    assert all(f"`{name}`" in recipe for name in ("positions", "column", "_FROM_JSON"))


def test_a_key_is_a_row_and_a_method() -> None:
    recipe = named(section(RECIPES[2]))
    assert "tui/actions.py" in recipe
    screens = sorted((ROOT / "tui").glob("*_screen.py"))
    methods = {
        path.name: set(re.findall(r"def action_(\w+)", path.read_text(encoding="utf-8")))
        for path in screens
    }
    assert {action.name for action in ACTIONS} - {"run_query"} <= set().union(*methods.values())
    panes = methods["search_screen.py"] | methods["panes_screen.py"]
    assert {"next_sort", "next_mark"} <= panes
    assert {"tui/search_screen.py", "tui/panes_screen.py"} <= recipe
