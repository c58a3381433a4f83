"""Every regular expression of the program against hostile text: steps grow as the text does."""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

import newssearch
from tests.indexer.regex_attacks import ENDS, attacks, bounded
from tests.indexer.regex_work import Tree, tree_of, tree_steps

TIMES = 40
"""How often a character is repeated first, longer pieces less often; then twice as often."""

LEAST_TIMES = 16

MOST_GROWTH = 2.6
"""Twice the text may take so many times the steps: 2 for what is linear, 4 for a square."""

FEW = 6
"""Steps per character below which nothing can have grown."""

MOST = 60_000

_SEARCHING = {"search", "finditer", "findall", "sub", "subn", "split"}
_USES = re.compile(r"\b([A-Za-z_]\w*)\.(search|finditer|findall|subn?|split|(?:full)?match)\b")


class Use(NamedTuple):
    """A pattern, and a way in which it is used."""

    name: str
    pattern: re.Pattern[Any]
    search: bool
    whole: bool


SAFE = {
    "newssearch.indexer.knowledge.authors._BETWEEN": "values are a line of at most 400 letters",
    "newssearch.indexer.knowledge.authors._IN_BRACKETS": "values are a line of at most 400 letters",
    "newssearch.indexer.readers.mediawiki._TEXT": "the text is cut behind the last </text>",
}
"""Patterns that would grow, and why the texts that they meet do not let them."""


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(newssearch.__path__, "newssearch."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def patterns_in(value: object, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 3 and isinstance(value, tuple | list):
        for one in value:
            yield from patterns_in(one, depth + 1)
    elif depth < 3 and isinstance(value, dict):
        yield from patterns_in(list(value.values()), depth)


def uses() -> list[Use]:
    """Return all patterns of modules, and how their modules use them."""
    found: dict[tuple[Any, ...], Use] = {}
    for module in modules():
        ways: dict[str, set[str]] = {}
        source = Path(module.__file__ or "")
        text = source.read_text("utf-8") if source.suffix == ".py" else ""
        for name, way in _USES.findall(text):
            ways.setdefault(name, set()).add(way)
        for name, value in vars(module).items():
            if name.startswith("__"):
                continue
            for pattern in patterns_in(value):
                known = ways.get(name, {"search"})
                for search, whole in (
                    (True, False),
                    (False, False),
                    (False, True),
                ):
                    way = "search" if search else "fullmatch" if whole else "match"
                    if way in known or (search and known & _SEARCHING):
                        use = Use(f"{module.__name__}.{name}", pattern, search, whole)
                        found.setdefault((pattern.pattern, pattern.flags, search, whole), use)
    return list(found.values())


def growth(use: Use, ends: Sequence[str]) -> str | None:
    """Return the first attack whose steps grow faster than its text, None if there is none."""
    tree = bounded(tree_of(use.pattern.pattern, use.pattern.flags), whole=use.whole)
    for (before, piece), end in product(attacks(tree), ends):
        times = max(LEAST_TIMES, TIMES // len(piece))

        def work(
            times: int, tree: Tree = tree, text: tuple[str, ...] = (before, piece, end)
        ) -> int:
            whole = text[0] + text[1] * times + text[2]
            return tree_steps(tree, whole, search=use.search, most=MOST)

        first = work(times)
        if first <= FEW * times * len(piece):
            continue
        second = work(2 * times)
        if second > MOST_GROWTH * first or second >= MOST:
            return f"{use.name}: {before!r} {piece!r} {end!r}: {first:,} to {second:,} steps"
    return None


@pytest.fixture(autouse=True)
def _deep() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)
    yield
    sys.setrecursionlimit(before)


def check_all(ends: Sequence[str]) -> None:
    found = {use.name: said for use in uses() if (said := growth(use, ends)) is not None}
    assert [said for name, said in found.items() if name not in SAFE] == []
    assert found.keys() == SAFE.keys(), "what is safe anyway need not be listed"


def test_no_pattern_takes_steps_as_the_square_of_the_text() -> None:
    check_all(ENDS[:1])


@pytest.mark.sweep
def test_no_pattern_takes_steps_as_the_square_of_the_text_whatever_its_end() -> None:
    check_all(ENDS)


@pytest.mark.parametrize(
    ("pattern", "search", "whole"),
    [
        (r"\s*\n", True, False),
        (r"<[^>]*>", True, False),
        (r"<script.*?</script>", True, False),
        (r"(\w+\s?)+!", False, False),
        (r"(a|b|ab)*", False, True),
        (r"\w+@", True, False),
        (r"x.*y.*z", False, False),
        (r"By\s+\S+\s+\S*\s*;", False, False),
    ],
)
def test_what_grows_as_a_square_is_found(pattern: str, search: bool, whole: bool) -> None:
    assert growth(Use("known", re.compile(pattern), search, whole), ENDS) is not None
