"""Articles as hits: read from their segments, with their marks and snippets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newssearch.archive.article import Article
from newssearch.archive.news_layout import BODY
from newssearch.search.answer import USUAL_SNIPPETS, Hit, Marks, SnippetShape
from newssearch.search.engine import Ref
from newssearch.search.execution.matched_spans import Shown
from newssearch.search.local.corpus import Corpus
from newssearch.search.local.highlighting import ArticleText
from newssearch.search.local.snippets import snippets_of

_PAGE = 16
"""Hits made together, step by step: then the code of a step stays in the processor's caches. Ten
hits of a query for four words on Reuters-21578, spans included, take 1.24 ms one by one and
1.07 ms together; 32 or 64 at a time gain nothing more."""


def hits_of(
    corpus: Corpus,
    refs: Sequence[Ref],
    shown: Sequence[Shown] | None,
    offset: int,
    shape: SnippetShape | None = USUAL_SNIPPETS,
) -> Iterator[Hit]:
    """Yield articles as hits; ``shown`` are the spans of each, None for no snippets."""
    spans = [{} for _ in refs] if shown is None else shown
    for start in range(0, len(refs), _PAGE):
        page = slice(start, start + _PAGE)
        wanted = None if shown is None else shape
        yield from _page(corpus, refs[page], spans[page], offset + start, wanted)


def _page(
    corpus: Corpus,
    refs: Sequence[Ref],
    shown: Sequence[Shown],
    offset: int,
    shape: SnippetShape | None,
) -> Iterator[Hit]:
    segments = corpus.segments
    texts = _texts(corpus, refs, shown)
    snippets = [() if shape is None else snippets_of(text, shape) for text in texts]
    matched = [text.matched() for text in texts]
    groups = [corpus.group(ref) for ref in refs]
    pieces = zip(refs, texts, matched, snippets, groups, strict=True)
    for rank, (ref, text, fields, own, group) in enumerate(pieces, offset + 1):
        words_there = segments[ref.part].places.words(ref.number, BODY)
        marks = text.marks("title") if "title" in fields else ()
        number = sum(map(len, text.shown.values()))
        head = rank, round(ref.score, 4), text.article, words_there
        yield Hit(*head, fields, own, group, marks, number)


def marks_of(
    corpus: Corpus, refs: Sequence[Ref], shown: Sequence[Shown]
) -> Iterator[tuple[Article, Marks]]:
    """Yield articles, each with its marks by field."""
    for ref, spans in zip(refs, shown, strict=True):
        (text,) = _texts(corpus, [ref], [spans])
        yield text.article, {field: text.marks(field) for field in text.marked_fields()}


def _texts(corpus: Corpus, refs: Sequence[Ref], shown: Sequence[Shown]) -> list[ArticleText]:
    return [
        ArticleText(article, corpus.segments[ref.part], ref.number, spans)
        for article, ref, spans in zip(map(corpus.read, refs), refs, shown, strict=True)
    ]
