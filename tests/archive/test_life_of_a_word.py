"""What ``docs/life-of-a-word.md`` says of its sentence is so."""

from __future__ import annotations

import re
from pathlib import Path

from newssearch.archive.analysis import analyse_surface, tokenise
from newssearch.archive.analysis.characters import classes_of
from newssearch.archive.article import Article
from newssearch.indexer import write_articles
from newssearch.search import open_archive

TEXT = (Path(__file__).parents[2] / "docs" / "life-of-a-word.md").read_text("utf-8")
SENTENCE = re.search(r"^> (.*)$", TEXT, re.MULTILINE)


def _sentence() -> str:
    assert SENTENCE is not None
    return SENTENCE[1]


def test_the_table_of_surfaces() -> None:
    rows = re.findall(r"^   \| `(.+?)` \| (\d) \| (.+?) \|$", TEXT, re.MULTILINE)
    assert [row[0] for row in rows] == _sentence().split()
    for shown, width, tokens in rows:
        surface = analyse_surface(shown)
        assert surface.width == int(width)
        said = re.findall(r"(\w+) (\d)(?: \(spans (\d)\))?", tokens)
        assert [(text, int(at), int(wide or 1)) for text, at, wide in said] == [
            (token.text, token.offset, token.width) for token in surface.tokens
        ]


def test_the_positions() -> None:
    listed = re.search(r"Counted through the entry:\s+(.*?)\. `", TEXT, re.DOTALL)
    assert listed is not None
    pairs = [pair.split() for pair in listed[1].replace("\n", " ").split(", ")]
    stream = tokenise(_sentence())
    found = sorted(zip(stream.positions, stream.tokens, strict=True))
    assert sorted((int(at), token) for token, at in pairs) == found
    assert [position for position, _ in stream.sentences] == [0, 6]


def test_classes_and_the_match(tmp_path: Path) -> None:
    assert f"`{classes_of('F-16’s')}`" in TEXT
    write_articles(tmp_path / "archive", [Article(id="a", path="a", body=_sentence())])
    with open_archive(tmp_path / "archive") as news:
        (hit,) = news.search('"f16 pilot"').hits
    (span,) = hit.snippets[0].spans
    assert hit.snippets[0].text[span.start : span.end] == "F-16’s pilot"
