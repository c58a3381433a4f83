"""More like this: the articles that share an article's most telling words.

The words are those with the greatest tf·idf (Sparck Jones 1972; Salton and Buckley 1988, with the
logarithm of the frequency), the article's title counted as its field does. They are searched as
any of them, so that ranking is the ordinary one. The article itself, and the near-identical
copies of its group, are left out: they are the same news, not more of it.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

import numpy as np

from newssearch.archive.analysis import tokenise
from newssearch.archive.article import Article
from newssearch.archive.fields import FIELD_BY_NAME
from newssearch.archive.groups import NO_GROUP
from newssearch.search.answer import Hit
from newssearch.search.ast import Boost, Node, Or, Word
from newssearch.search.execution.engine import Found
from newssearch.search.execution.matching import FilteredMatch, Match
from newssearch.search.execution.terms import word_tokens
from newssearch.search.language import print_query
from newssearch.search.news import NewsArchive
from newssearch.search.ranking import inverse_document_frequency

MAX_WORDS = 25
"""Words that are searched: Lucene's MoreLikeThis and Elasticsearch take as many."""

MAX_CHARACTERS = 200_000
"""Characters of the body that are read; what an article is about stands in its first pages."""

MIN_ARTICLES = 2
"""Articles that must have a word: what only this one has finds nothing else."""

MIN_LETTERS = 3
"""Most words of two letters are grammar, which in a small archive is as rare as anything."""

MAX_SHARE = 0.5
"""Words of more than half of the archive's articles tell nothing."""


@dataclass(frozen=True, slots=True)
class Similar:
    """The articles most like another one, best first; ``words`` are what was searched."""

    article: Article
    words: tuple[str, ...]
    parsed: str
    total: int
    copies: int
    hits: tuple[Hit, ...]


def find_similar(news: NewsArchive, id_prefix: str, *, limit: int = 10, offset: int = 0) -> Similar:
    """Find the articles most like one; ``copies`` is how many near-identical ones are left out.

    Raises:
        UsageError: there is no such article, or there are several.
        QueryBudgetExceeded: it asks for too much.
    """
    found = news.find(id_prefix)
    article = news.read(found)
    weighted = telling_words(news, article)
    words = tuple(word for word, _ in weighted)
    if not words:
        return Similar(article, (), "", 0, 0, ())
    node = _query(weighted)
    with_copies = news.engine.matches(node)
    matches = _others(news, found, with_copies)
    copies = sum(len(match.docs) for match in with_copies) - sum(len(m.docs) for m in matches)
    total = sum(len(match.docs) for match in matches)
    result = news.engine.first(matches, limit=limit or total, offset=offset, order="relevance")
    return Similar(
        article=article,
        words=words,
        parsed=print_query(node),
        total=total,
        copies=max(copies - 1, 0),
        hits=tuple(news.hits(node, result.found, offset)),
    )


def telling_words(news: NewsArchive, article: Article) -> list[tuple[str, float]]:
    """Return the words that tell an article from others, with their weights, greatest first."""
    frequencies = Counter[str]()
    for text, weight in (
        (article.title or "", FIELD_BY_NAME["title"].weight),
        (article.body[:MAX_CHARACTERS], FIELD_BY_NAME["body"].weight),
    ):
        for token, number in Counter(tokenise(text).tokens).items():
            frequencies[token] += round(number * weight)
    most = max(news.articles * MAX_SHARE, MIN_ARTICLES)
    weighted = []
    for token, number in frequencies.items():
        if len(token) < MIN_LETTERS or not _is_word(token):
            continue
        articles = _articles_with(news, token)
        if MIN_ARTICLES <= articles <= most:
            idf = inverse_document_frequency(news.engine.collection.articles, articles)
            weighted.append((token, (1 + math.log(number)) * idf))
    weighted.sort(key=lambda pair: (-pair[1], pair[0]))
    return weighted[:MAX_WORDS]


def _is_word(token: str) -> bool:
    """Say whether a token has letters and, typed as a word, is that token again."""
    letters = any(map(str.isalpha, token))
    return letters and word_tokens(Word(token)) == ([token], None)


def _articles_with(news: NewsArchive, token: str) -> int:
    number = 0
    for segment in news.engine.segments:
        term = segment.term(token)
        if term >= 0:
            start, end = segment.postings(term)
            number += end - start
    return number


def _query(weighted: list[tuple[str, float]]) -> Node:
    """Return any of the words; how often the article has one counts, its rarity ranking knows."""
    most = weighted[0][1]
    parts = [Boost(Word(word, exact=True), round(weight / most, 2)) for word, weight in weighted]
    return Or(tuple(parts)) if len(parts) > 1 else parts[0]


def _others(news: NewsArchive, found: Found, matches: list[Match]) -> list[Match]:
    """Leave out an article and those of its group."""
    group = int(news.groups.of(found.segment, np.array([found.number]))[0])
    others: list[Match] = []
    for number, match in enumerate(matches):
        kept = np.ones(len(match.docs), bool)
        if number == found.segment:
            kept &= match.docs != found.number
        if group != NO_GROUP:
            kept &= news.groups.of(number, match.docs) != group
        others.append(FilteredMatch(match, np.flatnonzero(kept)))
    return others
