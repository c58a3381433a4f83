"""docs/errors.md has a row for every message of the program, and no row without a message."""

import ast
import re
from pathlib import Path

from newssearch.archive import errors

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "errors.md"
CODE = ("archive", "indexer", "search", "tui", "newssearch/cli")
ERRORS = {
    name: error.exit_code
    for name, error in vars(errors).items()
    if isinstance(error, type) and issubclass(error, errors.NewsSearchError)
}
ANYTHING = "…"
"""Stands for what differs from message to message, on the page and below."""
NOT_OURS = "no such option"
"""A message of Typer's that the page explains, as ``cli.program`` prints it."""


TEXTS = (ast.Constant, ast.JoinedStr, ast.BinOp)
NODES = [
    node
    for top in CODE
    for path in sorted((ROOT / top).rglob("*.py"))
    for node in ast.walk(ast.parse(path.read_text("utf-8")))
    if isinstance(node, (ast.Call, *TEXTS))
]


def text_of(node: ast.expr) -> str:
    """Return a message as the source writes it, with ``…`` for everything that is put into it."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(text_of(value) for value in values)
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            return text_of(left) + text_of(right)
        case _:
            return ANYTHING


def messages() -> set[tuple[str, int]]:
    """Return what the errors made in the source say, each with its exit code.

    Messages made elsewhere and handed over are not seen here: they have no words of their own.
    """
    found = set()
    for node in NODES:
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            text = text_of(node.args[0])
            if name in ERRORS and re.search("[a-z]{2}", text):
                found.add((text, ERRORS[name]))
    return found


def patterns() -> list[tuple[str, set[int]]]:
    """Return the messages on the page, each with the exit codes that its section names."""
    found = []
    codes: set[int] = set()
    for line in PAGE.read_text("utf-8").splitlines():
        if line.startswith("## "):
            codes = {int(code) for code in re.findall(r"\d+", line)}
        elif line.startswith("| `"):
            cell = line.split(" | ")[0]
            found += [(pattern, codes) for pattern in re.findall("`([^`]+)`", cell)]
    return found


def parts_of(pattern: str) -> list[str]:
    return [part.strip() for part in pattern.split(ANYTHING) if part.strip()]


def covers(pattern: str, message: str) -> bool:
    """Tell whether all parts of a pattern occur in a message, in their order."""
    place = 0
    for part in parts_of(pattern):
        place = message.find(part, place) + len(part)
        if place < len(part):
            return False
    return True


def test_every_message_of_the_program_has_a_row_under_its_exit_code():
    known, said = patterns(), messages()
    lacking = [
        f"{code}: {message}"
        for message, code in sorted(said)
        if not any(code in codes and covers(pattern, message) for pattern, codes in known)
    ]
    assert len(said) > 250
    assert lacking == []


def test_every_row_is_of_a_message_of_the_program():
    raised = {message for message, _ in messages()} | {NOT_OURS}
    rows = {pattern for pattern, _ in patterns()}
    others = {row for row in rows if not any(covers(row, message) for message in raised)}
    texts = {text_of(node) for node in NODES if isinstance(node, TEXTS)}
    assert {row for row in others if not any(covers(row, text) for text in texts)} == set()


def test_no_row_is_so_general_that_it_explains_nothing():
    rows = {pattern for pattern, _ in patterns()}
    assert [row for row in sorted(rows) if sum(map(len, parts_of(row))) < len("keys:")] == []
