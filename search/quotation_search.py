"""Who said what: single quotations whose words, and whose speaker, satisfy a query.

A search for articles says where something was said; this lists the quotations themselves, each
with its speaker and the sentence that names the speaker. Quotations satisfy a query just as they
do within ``quote:(weapons speaker:powell)``, so both agree on the articles.
"""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.article import Article, Quotation
from newssearch.archive.columnar.files import NO_NUMBER
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.errors import UsageError
from newssearch.search.ast import And, Everything, InField, Node, Parsed, Span
from newssearch.search.execution.arrays import POSITION_BITS, POSITION_MASK, Keys, changes
from newssearch.search.execution.budget import time_limit
from newssearch.search.execution.engine import Found
from newssearch.search.execution.evaluation import Evaluation, SegmentEvaluation
from newssearch.search.execution.matching import Match
from newssearch.search.execution.ordering import Order
from newssearch.search.execution.quotations import quotation_keys
from newssearch.search.folded_names import fold_people
from newssearch.search.local.highlighting import ArticleText
from newssearch.search.language import parse_query, print_query
from newssearch.search.news import NewsArchive, refusing_wide_patterns

MAX_CUE_SENTENCE = 400
"""Characters of a cue sentence; a longer one is cut around the cue."""

READ_STEP = 500
"""Quotations whose articles are looked up at a time."""

_LAST_DAY = 1 << 30
_NOTHING = Match(np.zeros(0, np.intp))


@dataclass(frozen=True, slots=True)
class QuotationHit:
    """One quotation of a result; ``rank`` counts from 1.

    ``marks`` are the matches, code points into ``text``. ``cue_sentence`` is the sentence of the
    body that holds the cue, None where there is no cue.
    """

    rank: int
    article: Article
    quotation: Quotation
    marks: tuple[Span, ...]
    cue_sentence: str | None

    @property
    def text(self) -> str:
        """The words between the marks."""
        return self.article.body[self.quotation.start : self.quotation.end]


@dataclass(frozen=True, slots=True)
class QuotationAnswer:
    """How many quotations of how many articles satisfy a query, exactly, and those asked for.

    ``speakers`` are those whom a speaker's name fits, with their numbers of quotations, the most
    quoted first; none where no speaker was named. ``hits`` reads the articles as it is iterated,
    once.
    """

    parsed: str
    notes: tuple[str, ...]
    total: int
    articles: int
    offset: int
    shown: int
    speakers: tuple[tuple[str, int], ...]
    hits: Iterator[QuotationHit]


@dataclass(frozen=True, slots=True)
class _Place:
    """A quotation: its article, and its number there."""

    article: Found
    number: int


def find_quotations(
    news: NewsArchive,
    text: str,
    *,
    speaker: str | None = None,
    sort: Order | None = None,
    limit: int = 20,
    offset: int = 0,
    any_word: bool = False,
    literal: bool = False,
) -> QuotationAnswer:
    """Find the quotations that satisfy ``text`` and whose speaker has all words of ``speaker``.

    What speaks of whole articles (a date, a source) chooses among their quotations. An empty
    text is satisfied by all. The order is that of relevance if there are words to be relevant
    to, else of time, the newest first; a ``limit`` of 0 is all.

    Raises:
        QuerySyntaxError: the query cannot be read.
        UsageError: the speaker has no name.
        QueryBudgetExceeded: it asks for too much.
    """
    parsed = parse_query(text, literal=literal, any_word=any_word)
    node = _group(parsed.node, speaker)
    order: Order = sort or ("newest" if isinstance(parsed.node, Everything) else "relevance")
    keys = _quotations(news, text, node)
    matches = (
        news.matches(Parsed(text, InField("quote", parsed.node)))
        if order == "relevance"
        else [_NOTHING for _ in keys]
    )
    total = sum(map(len, keys))
    end = offset + limit if limit else total
    ranked = [
        _ranked(segment, number, match, own, order, end)
        for number, (segment, match, own) in enumerate(
            zip(news.engine.segments, matches, keys, strict=True)
        )
    ]
    places = [place for _, place in heapq.merge(*ranked)][offset:end]
    return QuotationAnswer(
        parsed=print_query(node),
        notes=parsed.notes,
        total=total,
        articles=sum(int(np.count_nonzero(changes(own >> POSITION_BITS))) for own in keys),
        offset=offset,
        shown=len(places),
        speakers=_speakers(news, keys) if speaker is not None else (),
        hits=_hits(news, node, places, offset),
    )


def _group(node: Node, speaker: str | None) -> InField:
    """Return the group that binds a query and a speaker to one quotation."""
    if speaker is None:
        return InField("quote", node)
    name = parse_query(speaker, literal=True).node
    if isinstance(name, Everything):
        raise UsageError("the speaker needs a name")
    said_by = InField("speaker", name)
    if isinstance(node, Everything):
        return InField("quote", said_by)
    operands = node.operands if isinstance(node, And) else (node,)
    return InField("quote", And((*operands, said_by)))


def _quotations(news: NewsArchive, text: str, node: InField) -> list[Keys]:
    """Return for each segment the quotations of live articles that satisfy a group."""
    evaluation = Evaluation(node, news.engine.collection)
    found: list[Keys] = []
    with refusing_wide_patterns(text), time_limit():
        for segment in news.engine.segments:
            keys = quotation_keys(SegmentEvaluation(evaluation, segment), node)
            if segment.deleted is not None:
                keys = keys[~segment.deleted[keys >> POSITION_BITS]]
            found.append(keys)
    return found


def _speakers(news: NewsArchive, keys: Sequence[Keys]) -> tuple[tuple[str, int], ...]:
    """Count quotations by speaker, spellings of one name together."""
    counts = Counter[str]()
    for segment, own in zip(news.engine.segments, keys, strict=True):
        column = segment.lists("speaker")
        ordinals = column.at(own >> POSITION_BITS, own & POSITION_MASK)
        for ordinal, number in zip(*np.unique(ordinals, return_counts=True), strict=True):
            counts[column.name(int(ordinal)) or ""] += int(number)
    folded = [(group[0], sum(counts[name] for name in group)) for group in fold_people(counts)]
    return tuple(sorted(folded, key=lambda pair: (-pair[1], pair[0])))


def _ranked(
    segment: Segment, number: int, match: Match, keys: Keys, order: Order, count: int
) -> list[tuple[tuple[float, int, str, int], _Place]]:
    """Return the first ``count`` quotations of a segment in order, each after its sort key."""
    docs = (keys >> POSITION_BITS).astype(np.intp)
    days = _days(segment, docs, order)
    scores = np.zeros(len(keys), np.float32)
    if order == "relevance":
        everywhere = np.zeros(segment.size, np.float32)
        everywhere[match.docs] = match.scores()
        scores = everywhere[docs]
    ids = segment.keywords("id")
    ordinals = ids.ordinals[docs]
    chosen = np.lexsort((keys, ordinals, days, -scores))[:count]
    return [
        (
            (-score, day, ids.name(ordinal) or "", key & POSITION_MASK),
            _Place(Found(number, key >> POSITION_BITS, score), key & POSITION_MASK),
        )
        for score, day, ordinal, key in zip(
            scores[chosen].tolist(),
            days[chosen].tolist(),
            ordinals[chosen].tolist(),
            keys[chosen].tolist(),
            strict=True,
        )
    ]


def _days(segment: Segment, docs: NDArray[np.intp], order: Order) -> NDArray[np.int64]:
    days = segment.numbers("date")[docs].astype(np.int64)
    return np.where(days == NO_NUMBER, _LAST_DAY, days if order == "oldest" else -days)


def _hits(
    news: NewsArchive, node: Node, places: Sequence[_Place], offset: int
) -> Iterator[QuotationHit]:
    """Yield the quotations, an article read once for those of it that stand together."""
    rank = offset
    for start in range(0, len(places), READ_STEP):
        step = places[start : start + READ_STEP]
        articles = [found for found, _ in groupby(step, key=lambda place: place.article)]
        shown = dict(zip(articles, news.engine.spans(node, articles), strict=True))
        for found, group in groupby(step, key=lambda place: place.article):
            segment = news.engine.segments[found.segment]
            text = ArticleText(news.read(found), segment, found.number, shown[found])
            for place in group:
                rank += 1
                yield _hit(rank, text, place.number)


def _hit(rank: int, text: ArticleText, number: int) -> QuotationHit:
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
    starts = text.map("body").sentences().tolist()
    number = bisect_right(starts, place)
    start = starts[number - 1] if number else 0
    end = starts[number] if number < len(starts) else len(body)
    return start, start + len(body[start:end].rstrip())
