"""Snippets: whole sentences or words of the field, only true matches marked, always the same."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

import pytest
from article_strategies import WORDS
from brute_force import Scan
from hypothesis import given
from hypothesis import strategies as st
from made_archives import loose_segments
from plain_snippets import plain_snippets
from test_engine_brute_force import bare, batches, found_by, relaxed, several, trees
from without_loops import without_loops
from work import LINEAR, lines_run

from newssearch.archive.article import Article
from newssearch.archive.news_layout import TEXT_FIELDS, texts_of
from newssearch.search.answer import USUAL_SNIPPETS, Snippet, SnippetShape
from newssearch.search.ast import Node, Or, Span, Word
from newssearch.search.engine import Ref
from newssearch.search.local.corpus import Corpus
from newssearch.search.local.evaluation import LocalEvaluation
from newssearch.search.local.highlighting import ArticleText, merge_spans
from newssearch.search.local.snippets import (
    AFTER,
    BEFORE,
    snippets_of,
)


def check_snippet(snippet: Snippet, content: str, marks: set[tuple[int, int]]) -> None:
    text = snippet.text
    before = len(BEFORE) if text.startswith(BEFORE) else 0
    inner = text[before : len(text) - (len(AFTER) if text.endswith(AFTER) else 0)]
    assert 0 < len(inner) <= USUAL_SNIPPETS.width
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
        corpus = Corpus(segments)
        for node in data.draw(st.lists(trees, min_size=1, max_size=6)):
            evaluation = LocalEvaluation(corpus, node)
            found = found_by(evaluation)
            for one, shown in zip(found, evaluation.shown(found), strict=True):
                article = parts[one.part][one.number]
                text = ArticleText(article, segments[one.part], one.number, shown)
                scan = Scan(article)
                wanted: dict[str, list[tuple[int, int]]] = {}
                for span in scan.disjoint_marks(node):
                    if isinstance(span[0], str):
                        wanted.setdefault(span[0], []).append(scan.characters(span))
                contents = dict(zip(TEXT_FIELDS, texts_of(article), strict=True))
                for field in text.positions:
                    assert text.marks(field) == merge_spans(wanted[field])
                quoted = any(
                    quotation.start <= mark.start and mark.end <= quotation.end
                    for quotation in article.quotes
                    for mark in text.marks("body")
                )
                assert "quote" in text.matched() or not quoted
                snippets = snippets_of(text)
                again = ArticleText(article, segments[one.part], one.number, shown)
                assert snippets == snippets_of(again)
                assert len(snippets) <= USUAL_SNIPPETS.most
                assert len({snippet.field for snippet in snippets}) <= 1
                for snippet in snippets:
                    marks = {(m.start, m.end) for m in text.marks(snippet.field)}
                    check_snippet(snippet, contents[snippet.field], marks)
                    assert snippet.spans or not marks
                if "body" in wanted:
                    assert [s.field for s in snippets] == ["body"] * len(snippets) != []


LONG_WORDS = (
    *WORDS,
    *WORDS,
    "...",
    "-",
    "it's",
    "Opec’s",
    "don’t",
    "“U.S.",
    "al_oil",
    "naïve—oil",
    "internationalisation",
    "x" * 70,
    "y" * 300,
    "a.b.c" * 60,
)
BLANKS = (" ", "  ", "\n", "\t", "\xa0", "\n\n\n", "\x0b")


@st.composite
def long_articles(draw: Any) -> Article:
    """Draw an article of paragraphs that are shorter and longer than a snippet."""
    chance = draw(st.randoms(use_true_random=False))

    def text(most: int) -> str:
        blanks = (" ",) if chance.random() < 0.7 else (*BLANKS[:1] * 30, *BLANKS)
        words = chance.choices(chance.choice((LONG_WORDS, WORDS)), k=chance.randrange(most))
        joined = "".join(word + chance.choice(blanks) for word in words)
        return chance.choice((joined.strip(), joined.strip(), joined, joined.upper()))

    body = "\n\n".join(text(90 if chance.random() < 0.4 else 30) for _ in range(draw(sizes)))
    return Article(
        id="a",
        path="a",
        body=chance.choice(("", "", "\n\n", " ")) + body,
        title=text(4),
        dateline=text(4),
        caption=text(60),
        notes=tuple(text(30) for _ in range(draw(sizes))),
    )


sizes = st.integers(0, 6)
alternatives = several(bare).map(Or)


shapes = st.builds(SnippetShape, st.integers(0, 6), st.integers(20, 300), st.booleans())


@given(
    article=long_articles(),
    nodes=st.lists(alternatives | trees, min_size=1, max_size=6),
    shape=st.just(USUAL_SNIPPETS) | shapes,
)
@relaxed
def test_snippets_are_those_of_all_sentences_ranked(
    article: Article, nodes: list[Node], shape: SnippetShape
) -> None:
    with TemporaryDirectory() as folder:
        (segment,) = loose_segments(Path(folder), [[article]])
        corpus = Corpus([segment])
        for node in nodes:
            evaluation = LocalEvaluation(corpus, node)
            for shown in evaluation.shown(found_by(evaluation)):
                text = ArticleText(article, segment, 0, shown)
                matches = {field: text.marks(field) for field in text.positions}
                plain = plain_snippets(article, matches, shape)
                assert snippets_of(text, shape) == plain
                with without_loops():
                    assert snippets_of(text, shape) == plain


@pytest.mark.parametrize(
    ("most", "text", "spans"),
    [
        (1, "Oil rose.", [(0, 3)]),
        (2, "Oil rose. … Oil fell on the other …", [(0, 3), (12, 15)]),
        (
            3,
            "Oil rose. … Oil fell on the other … Tuesday, when oil sank.",
            [(0, 3), (12, 15), (50, 53)],
        ),
    ],
)
def test_joined_snippets_mark_what_was_passed_over(
    most: int, text: str, spans: list[tuple[int, int]], tmp_path: Path
) -> None:
    body = (
        "Oil rose. Wheat did not move at all.\n\n"
        "Oil fell on the other side of the wide ocean on a grey Tuesday, when oil sank."
    )
    article = Article("a", "a", body)
    (segment,) = loose_segments(tmp_path, [[article]])
    (shown,) = LocalEvaluation(Corpus([segment]), Word("oil")).shown([Ref(0, 0)])
    known = ArticleText(article, segment, 0, shown)
    (joined,) = snippets_of(known, SnippetShape(most, 24, joined=True))
    assert joined == Snippet("body", text, tuple(Span(*span) for span in spans))
    assert len(snippets_of(known, SnippetShape(most, 24))) == most


def test_joined_snippets_without_a_gap_have_no_ellipsis(tmp_path: Path) -> None:
    article = Article("a", "a", "Oil rose on Monday.\n\nOil fell on Tuesday.")
    (segment,) = loose_segments(tmp_path, [[article]])
    (shown,) = LocalEvaluation(Corpus([segment]), Word("oil")).shown([Ref(0, 0)])
    (joined,) = snippets_of(ArticleText(article, segment, 0, shown), SnippetShape(joined=True))
    assert joined.text == "Oil rose on Monday. Oil fell on Tuesday."


@pytest.mark.parametrize(
    "body", ["- oil", "... Oil rose", "... oil fell. He said oil", "  - oil", "-- - oil\n\n-"]
)
def test_paragraphs_that_begin_without_a_word(body: str, tmp_path: Path) -> None:
    article = Article("a", "a", body)
    (segment,) = loose_segments(tmp_path, [[article]])
    (shown,) = LocalEvaluation(Corpus([segment]), Word("oil")).shown([Ref(0, 0)])
    text = ArticleText(article, segment, 0, shown)
    plain = plain_snippets(article, {"body": text.marks("body")})
    assert snippets_of(text) == plain
    with without_loops():
        assert snippets_of(text) == plain


def test_work_on_an_article_of_many_paragraphs_grows_with_their_number_alone(
    tmp_path: Path,
) -> None:
    """Each holds two matches of one word, so none can be ruled out before it is read."""

    def make_snippets(count: int) -> int:
        body = "\n\n".join(["The oil price rose, and other oil too."] * count)
        article = Article(f"a{count}", "a", body)
        (segment,) = loose_segments(Path(mkdtemp(dir=tmp_path)), [[article]])
        (shown,) = LocalEvaluation(Corpus([segment]), Word("oil")).shown([Ref(0, 0)])
        text = ArticleText(article, segment, 0, shown)
        assert len(snippets_of(text)) == 2
        return lines_run(lambda: snippets_of(text))

    make_snippets(100)
    assert make_snippets(2_000) <= LINEAR * make_snippets(1_000) + 2_000
    with without_loops():
        assert make_snippets(2_000) <= LINEAR * make_snippets(1_000) + 2_000
