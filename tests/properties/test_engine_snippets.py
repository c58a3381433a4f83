"""Snippets: whole sentences or words of the field, only true matches marked, always the same."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from brute_force import Scan
from hypothesis import given
from hypothesis import strategies as st
from made_archives import loose_segments
from test_engine_brute_force import batches, relaxed, trees

from archive.analysis.textmap import ParagraphMap, TextMap
from archive.article import Article
from archive.news_layout import TEXT_FIELDS, texts_of
from search.answer import Snippet
from search.execution.engine import Engine, Found
from search.highlighting import ArticleText, merge_spans
from search.snippets import AFTER, BEFORE, MAX_CHARACTERS, MAX_SNIPPETS, snippets_of

lines = st.lists(
    st.sampled_from("The oil price rose. Mr. U.S. Opec’s said, end? AT&T 3.14".split())
)


def check_snippet(snippet: Snippet, content: str, marks: set[tuple[int, int]]) -> None:
    text = snippet.text
    before = len(BEFORE) if text.startswith(BEFORE) else 0
    inner = text[before : len(text) - (len(AFTER) if text.endswith(AFTER) else 0)]
    assert 0 < len(inner) <= MAX_CHARACTERS
    assert "\n" not in inner
    flat = re.sub(r"\s", " ", content)
    places = [m.start() for m in re.finditer(f"(?={re.escape(inner)})", flat)]
    assert places
    ends = [0]
    for span in snippet.spans:
        assert ends[-1] <= span.start < span.end <= len(text)
        ends.append(span.end)
    assert any(
        all((span.start - before + at, span.end - before + at) in marks for span in snippet.spans)
        for at in places
    )


@given(parts=batches(), data=st.data())
@relaxed
def test_snippets_show_true_matches(parts: list[list[Article]], data: Any) -> None:
    with TemporaryDirectory() as folder:
        segments = loose_segments(Path(folder), parts)
        engine = Engine(segments)
        for node in data.draw(st.lists(trees, min_size=1, max_size=6)):
            found = [
                Found(number, int(doc), 0.0)
                for number, match in enumerate(engine.matches(node))
                for doc in match.docs
            ]
            for one, shown in zip(found, engine.spans(node, found), strict=True):
                article = parts[one.segment][one.number]
                text = ArticleText(article, segments[one.segment], one.number, shown)
                scan = Scan(article)
                wanted: dict[str, list[tuple[int, int]]] = {}
                for span in scan.disjoint_marks(node):
                    if isinstance(span[0], str):
                        wanted.setdefault(span[0], []).append(scan.characters(span))
                contents = dict(zip(TEXT_FIELDS, texts_of(article), strict=True))
                for field in text.positions:
                    assert text.marks(field) == merge_spans(wanted[field])
                snippets = snippets_of(text)
                again = ArticleText(article, segments[one.segment], one.number, shown)
                assert snippets == snippets_of(again)
                assert len(snippets) <= MAX_SNIPPETS
                assert len({snippet.field for snippet in snippets}) <= 1
                for snippet in snippets:
                    marks = {(m.start, m.end) for m in text.marks(snippet.field)}
                    check_snippet(snippet, contents[snippet.field], marks)
                    assert snippet.spans or not marks
                if "body" in wanted:
                    assert [s.field for s in snippets] == ["body"] * len(snippets) != []


@given(lines, st.sampled_from((" ", "  ", "\n", " \t")))
@relaxed
def test_a_paragraph_is_read_as_a_text_is(words: list[str], blank: str) -> None:
    content = blank.join(words)
    one, other = ParagraphMap(content), TextMap(content)
    assert one.sentences() == other.sentences().tolist()
    for first in range(other.length):
        for last in range(first + 1, min(first + 4, other.length + 1)):
            assert one.characters(first, last) == other.characters(first, last)
