"""The text of the product uses plain words; habits once weeded out do not come back.

Each pattern names a better wording. Only patterns without a legitimate use are listed, so that a
failure always means a sentence to rewrite.
"""

from __future__ import annotations

import io
import re
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = ("archive", "indexer", "search", "tui", "newssearch/cli", "docs", "benchmarks")
DOCUMENTS = (
    *("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"),
    *("docs/query-language.md", "docs/output-schema.md", "docs/ranking.md"),
    *("docs/reliability.md", "docs/threads.md"),
)

_NOUNS = "array|article|block|column|core|entry|line|match|paragraph|posting|row|surface|term|token"
HABITS = {
    r"a (?=(?:article|array|archive|entry|index|error|element|id|object|option)s?\b)": "an",
    rf"(?:bytes|numbers?|objects?|values?|lines?) an? (?:{_NOUNS})\b": "per article, per line",
    r"anew\b": "again",
    r"seldom\b": "rarely",
    r"oftener\b": "more often",
    r"(?:told|tells?|telling) (?:\w+ ){0,4}apart\b": "distinguished, distinguish",
    r"(?:take|takes|taken|taking) (?:\w+ ){0,2}apart\b": "split, parse",
    r"(?:is|are) told by\b": "recognised by, reported by",
    r"(?:as|wherever) (?:it|they) stands?\b": "as it is, literally, wherever it occurs",
    r"stands? (?:before|behind|twice|once)\b": "comes before, comes after, occurs twice",
    r"lies (?:in|beyond|within|below|between|at|outside|there)\b": "is in, is beyond",
    r"(?:which|that) rise\b": "in ascending order",
    r"in silence\b": "silently",
    r"had better\b": "should",
    r"commonest\b": "most frequent",
    r"(?:in the )?form of the answer\b": "output format",
    r"hits to pass over\b": "skip this many hits",
    r"look whether\b": "check that",
    r"came through python\b": "were added through Python",
}
"""What is not written, and what is: patterns of whole words, in any case of letters."""


def prose(path: Path) -> list[tuple[int, str]]:
    """Return the prose of a file by line: comments and strings, or all of a document."""
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        return list(enumerate(text.splitlines(), 1))
    kinds = {tokenize.COMMENT, tokenize.STRING, getattr(tokenize, "FSTRING_MIDDLE", -1)}
    return [
        (token.start[0] + number, line)
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type in kinds
        for number, line in enumerate(token.string.splitlines())
    ]


def found_in(path: Path) -> list[str]:
    """Return each habit in a file with its place and the better words."""
    return [
        f"{path.relative_to(ROOT)}:{number}: {match[0]!r}, better: {better}"
        for number, line in prose(path)
        for habit, better in HABITS.items()
        for match in re.finditer(rf"\b{habit}", line, re.IGNORECASE)
    ]


def python_files(top: str) -> list[Path]:
    """Return the modules below a folder."""
    return sorted((ROOT / top).rglob("*.py"))


@pytest.mark.parametrize("top", CODE)
def test_code_is_written_in_plain_words(top: str) -> None:
    files = python_files(top)
    assert files
    assert [line for path in files for line in found_in(path)] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_are_written_in_plain_words(name: str) -> None:
    assert found_in(ROOT / name) == []


def test_a_habit_is_found_with_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "one.py"
    path.write_text(
        '"""Seldom needed."""\nANEW = "stems" # made Anew\nseldom = anew = 1\n', "utf-8"
    )
    monkeypatch.setitem(found_in.__globals__, "ROOT", tmp_path)
    assert found_in(path) == [
        "one.py:1: 'Seldom', better: rarely",
        "one.py:2: 'Anew', better: again",
    ]
