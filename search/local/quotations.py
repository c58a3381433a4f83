"""Single quotations whose words, and whose speaker, satisfy a group, from the segments."""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np

from newssearch.archive.article import Quotation
from newssearch.archive.columnar.segment import Segment
from newssearch.search.answer import QuotationHit
from newssearch.search.ast import InField, Node, Span
from newssearch.search.budget import time_limit
from newssearch.search.engine import Order, QuotationPage, Ref
from newssearch.search.execution.arrays import POSITION_BITS, POSITION_MASK, Keys, changes
from newssearch.search.execution.ordering import moments
from newssearch.search.execution.scorers import Scores
from newssearch.search.execution.scoring import QueryScoring
from newssearch.search.local.corpus import Corpus
from newssearch.search.local.evaluation import LocalEvaluation
from newssearch.search.local.highlighting import ArticleText

MAX_CUE_SENTENCE = 400
"""Characters of a cue sentence; a longer one is cut around the cue."""

READ_STEP = 500
"""Quotations whose articles are looked up at a time."""


class _QuotationRef(NamedTuple):
    """A quotation: its article, and its number there."""

    article: Ref
    number: int


class LocalQuotations:
    """The quotations of live articles that satisfy a group; see ``engine.QuotationEvaluation``."""

    def __init__(self, corpus: Corpus, node: InField, ranking: Node | None) -> None:
        self._corpus = corpus
        self._evaluation = evaluation = LocalEvaluation(corpus, node, ranked=False)
        with time_limit():
            self._keys = [_live_keys(m.segment, m.quotations(node)) for m in evaluation.matchers]
            self._scores = [np.zeros(segment.size, np.float32) for segment in corpus.segments]
            if ranking is not None:
                scoring = QueryScoring(corpus.collection)
                scorers = [scoring.scorer(m, ranking) for m in evaluation.matchers]
                corpus.recount(scoring.clauses.values())
                for scores, scorer in zip(self._scores, scorers, strict=True):
                    scores[scorer.docs] = scorer.scores()

    def page(self, order: Order, *, limit: int | None, offset: int = 0) -> QuotationPage:
        """Return the quotations from ``offset`` on, in order."""
        total = sum(map(len, self._keys))
        end = total if limit is None else offset + limit
        firsts = [
            _ranked(segment, part, keys, scores, order, end)
            for part, (segment, keys, scores) in enumerate(
                zip(self._corpus.segments, self._keys, self._scores, strict=True)
            )
        ]
        refs = [ref for _, ref in heapq.merge(*firsts)][offset:end]
        articles = sum(int(np.count_nonzero(changes(keys >> POSITION_BITS))) for keys in self._keys)
        return QuotationPage(total, articles, len(refs), self._hits(refs, offset))

    def speakers(self) -> dict[str, int]:
        """Return how many of the quotations each speaker has; "" where there is none."""
        counts = Counter[str]()
        for segment, keys in zip(self._corpus.segments, self._keys, strict=True):
            column = segment.lists("speaker")
            ordinals = column.at(keys >> POSITION_BITS, keys & POSITION_MASK)
            for ordinal, number in zip(*np.unique(ordinals, return_counts=True), strict=True):
                counts[column.name(int(ordinal)) or ""] += int(number)
        return counts

    def _hits(self, refs: Sequence[_QuotationRef], offset: int) -> Iterator[QuotationHit]:
        """Yield the quotations, an article read once for those of it that stand together."""
        rank = offset
        for start in range(0, len(refs), READ_STEP):
            step = refs[start : start + READ_STEP]
            articles = [article for article, _ in groupby(step, key=lambda ref: ref.article)]
            shown = dict(zip(articles, self._evaluation.shown(articles), strict=True))
            for article, group in groupby(step, key=lambda ref: ref.article):
                segment = self._corpus.segments[article.part]
                spans = shown[article]
                text = ArticleText(self._corpus.read(article), segment, article.number, spans)
                for ref in group:
                    rank += 1
                    yield _hit(rank, text, ref.number)


def _live_keys(segment: Segment, keys: Keys) -> Keys:
    return keys if segment.deleted is None else keys[~segment.deleted[keys >> POSITION_BITS]]


def _ranked(
    segment: Segment, part: int, keys: Keys, scores: Scores, order: Order, count: int
) -> list[tuple[tuple[float, int, str, int], _QuotationRef]]:
    """Return the first ``count`` quotations of a segment in order, each after its sort key."""
    docs = (keys >> POSITION_BITS).astype(np.intp)
    when = moments(segment, docs, order)
    own = scores[docs] if order == "relevance" else np.zeros(len(keys), np.float32)
    ids = segment.keywords("id")
    ordinals = ids.ordinals[docs]
    chosen = np.lexsort((keys, ordinals, when, -own))[:count]
    return [
        (
            (-score, moment, ids.name(ordinal) or "", key & POSITION_MASK),
            _QuotationRef(Ref(part, key >> POSITION_BITS, score), key & POSITION_MASK),
        )
        for score, moment, ordinal, key in zip(
            own[chosen].tolist(),
            when[chosen].tolist(),
            ordinals[chosen].tolist(),
            keys[chosen].tolist(),
            strict=True,
        )
    ]


def _hit(rank: int, text: ArticleText, number: int) -> QuotationHit:
    if number >= len(text.article.quotes):
        raise text.unfit()
    quotation = text.article.quotes[number]
    marks = tuple(
        Span(mark.start - quotation.start, mark.end - quotation.start)
        for mark in text.marks("body")
        if quotation.start <= mark.start and mark.end <= quotation.end
    )
    return QuotationHit(rank, text.article, quotation, marks, _cue_sentence(text, quotation))


def _cue_sentence(text: ArticleText, quotation: Quotation) -> str | None:
    if quotation.cue_start is None:
        return None
    start, end = sentence_at(text, quotation.cue_start)
    if end - start > MAX_CUE_SENTENCE:
        start = max(start, quotation.cue_start - MAX_CUE_SENTENCE // 2)
        end = min(end, start + MAX_CUE_SENTENCE)
    return " ".join(text.article.body[start:end].split()) or None


def sentence_at(text: ArticleText, place: int) -> tuple[int, int]:
    """Return where the sentence of the body that holds a code point begins and ends."""
    body = text.article.body
    starts = text.sentences
    number = bisect_right(starts, place)
    start = starts[number - 1] if number else 0
    end = starts[number] if number < len(starts) else len(body)
    return start, start + len(body[start:end].rstrip())
