"""Patterns that meet hostile text: the steps they take grow as the text does, not as its square."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

import pytest

from newssearch.archive.analysis.surfaces import SurfaceKind, analyse_surface
from newssearch.indexer.fielding import bylines, contributors, labels
from newssearch.indexer.html import agreement, headline, jsonld, page
from newssearch.indexer.quotations import paragraphs
from newssearch.indexer.readers import (
    coverage,
    europresse,
    feed,
    mediawiki,
    proquest,
    values,
)
from tests.indexer.regex_work import steps

MOST = 4_000_000

PATTERNS: dict[str, tuple[re.Pattern[str], str, str, str]] = {
    "names in capitals": (contributors._GROUP, "", "A", ""),
    "names of initials": (contributors._GROUP, "", "A.", " x"),
    "names without an end": (contributors._GROUP, "", "Ann ", "\0"),
    "lists of names": (contributors._GROUP, "", "Ann Lee, ", ""),
    "digits": (bylines._TAIL, "", "1", "\n"),
    "signs": (bylines._TAIL, "", "@", "\n"),
    "blanks between topics": (labels._BETWEEN_TOPICS, "", " ", ""),
    "blanks before a bar": (agreement._MARKER, "x", " ", "x"),
    "blanks without a newline": (page._PARAGRAPH_BREAK, "x", " ", "x"),
    "blanks without a separator": (headline._SEPARATOR, "x", " ", "x"),
    "lines of blanks": (paragraphs._LINE, "", " ", "\n"),
    "blanks in an origin": (proquest._ORIGIN_CUT, "", " ", "x"),
    "signs in an origin": (proquest._ORIGIN_CUT, "", ";", "\nx"),
    "numbers of issues": (europresse._NUMBER, "", " no 1", "\nx"),
    "digits of words": (europresse._SECTION, "", "1", ""),
    "pages": (europresse._SECTION, "", "p.", " x"),
    "names of a feed": (feed._MEDIA, "{", "mrss", ""),
    "blanks behind a script": (jsonld._WRAPPER, "", "]]> ", "x"),
    "blanks behind a comment": (jsonld._WRAPPER, "-->", " ", "x"),
    "digits of a document": (coverage._SURE_MARKS, "Document AAA", "1", "."),
    "newlines in a list": (values._LIST_BETWEEN, "'", "\n", ""),
}


@pytest.fixture(autouse=True)
def _deep() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)
    yield
    sys.setrecursionlimit(before)


@pytest.mark.parametrize("name", PATTERNS)
def test_steps_grow_as_the_text(name: str) -> None:
    pattern, before, piece, after = PATTERNS[name]

    def work(times: int) -> int:
        return steps(pattern, before + piece * times + after, search=True, most=MOST)

    counts = [work(times) for times in (200, 400, 800)]
    assert counts[2] < MOST
    assert counts[2] <= 2.3 * counts[1], counts


def test_the_counting_sees_a_quadratic_pattern() -> None:
    counts = [
        steps(re.compile(r"\s*\n"), " " * times + "x", search=True, most=MOST)
        for times in (100, 200)
    ]
    assert counts[1] > 3.5 * counts[0]
    for pattern, text in (
        (r"(a|b)*?c\1?", "abab"),
        (r"(?>x+)(?!x)y{2,3}\b", "xxyyy"),
        ("^$|[^a]", ""),
    ):
        assert steps(re.compile(pattern), text, search=True, most=MOST) > 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a<!-- b --> c <!-- d", "a c <!-- d"),
        ("a<ref name=x/>b<ref>c</ref>d<ref e", "abd<ref e"),
        ("a<gallery x>b</gallery>c<ref>d", "ac<ref>d"),
        ("<ref>a</gallery>b<gallery>c</ref>d", "d"),
    ],
)
def test_what_wikitext_leaves_out_is_closed(text: str, shown: str) -> None:
    assert " ".join(mediawiki._without_elements(text).split()) == shown


def test_what_is_never_closed_is_looked_for_once() -> None:
    class Text(str):
        looked_at = 0

        def find(self, *arguments: object) -> int:
            Text.looked_at += 1
            return super().find(*arguments)  # type: ignore[arg-type]

    text = Text("<ref>" * 500 + "<!--" * 500 + "<gallery" * 500)
    assert mediawiki._without_elements(text) == text
    assert Text.looked_at <= 3


@pytest.mark.parametrize(
    ("surface", "ends", "firm"),
    [
        ("rose.", True, False),
        ('rose."', True, True),
        ("rose?!", True, True),
        ('rose."x', False, False),
        ("rose...)", True, True),
        ('."rose', False, False),
        ("rose", False, False),
    ],
)
def test_how_a_surface_ends_a_sentence(surface: str, ends: bool, firm: bool) -> None:
    kind = analyse_surface(surface).kind
    assert bool(kind & SurfaceKind.ENDER) is ends
    assert bool(kind & SurfaceKind.FIRM) is firm
