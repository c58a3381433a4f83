"""More like this: the articles that share an article's most distinctive words.

The words are those with the greatest tf·idf (Sparck Jones 1972; Salton and Buckley 1988, with the
logarithm of the frequency), the article's title counted as its field does. They are searched as
any of them, so that ranking is the ordinary one. The article itself, and the near-identical
copies of its group, are left out: they are the same news, not more of it.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

from newssearch.archive.analysis import tokenise
from newssearch.archive.article import Article
from newssearch.archive.fields import FIELD_BY_NAME
from newssearch.search.answer import Hit
from newssearch.search.arguments import check_count
from newssearch.search.ast import Boost, Node, Or, Word
from newssearch.search.language import print_query
from newssearch.search.news import NewsArchive
from newssearch.search.ranking import inverse_document_frequency
from newssearch.search.tokens import word_tokens

MAX_WORDS = 25
"""Words that are searched: Lucene's MoreLikeThis and Elasticsearch take as many."""

MAX_CHARACTERS = 200_000
"""Characters of the body that are read; what an article is about is in its first pages."""

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


def find_similar(
    news: NewsArchive, id_prefix: str, *, limit: int | None = 10, offset: int = 0
) -> Similar:
    """Find the articles most like one; ``copies`` is how many near-identical ones are left out.

    A ``limit`` of None is all.

    Raises:
        UsageError: there is no such article, or there are several.
        QueryBudgetExceeded: it asks for too much.
    """
    limit = None if limit is None else check_count("limit", limit)
    ref = news.find(id_prefix)
    article = news.engine.read(ref).article
    weighted = telling_words(news, article)
    words = tuple(word for word, _ in weighted)
    if not words:
        return Similar(article, (), "", 0, 0, ())
    node = _query(weighted)
    evaluation = news.engine.evaluate(node)
    page = evaluation.page(
        "relevance", limit=limit, offset=check_count("offset", offset), without=ref
    )
    return Similar(
        article=article,
        words=words,
        parsed=print_query(node),
        total=page.rows,
        copies=max(evaluation.total - page.rows - 1, 0),
        hits=tuple(evaluation.hits(page.refs, offset=offset)),
    )


def telling_words(news: NewsArchive, article: Article) -> list[tuple[str, float]]:
    """Return the words that tell an article from others, with their weights, greatest first."""
    frequencies = frequencies_of(article)
    most = max(news.articles * MAX_SHARE, MIN_ARTICLES)
    tokens = list(frequencies)
    weighted = []
    size = news.engine.collection_size()
    for token, articles in zip(tokens, news.engine.articles_with(tokens), strict=True):
        if MIN_ARTICLES <= articles <= most:
            idf = inverse_document_frequency(size, articles)
            weighted.append((token, (1 + math.log(frequencies[token])) * idf))
    weighted.sort(key=lambda pair: (-pair[1], pair[0]))
    return weighted[:MAX_WORDS]


def frequencies_of(article: Article) -> Counter[str]:
    """Return how often each word that may tell something is in an article, weighted by field."""
    frequencies = Counter[str]()
    for text, weight in (
        (article.title or "", FIELD_BY_NAME["title"].weight),
        (article.body[:MAX_CHARACTERS], FIELD_BY_NAME["body"].weight),
    ):
        for token, number in Counter(tokenise(text).tokens).items():
            if len(token) >= MIN_LETTERS and _is_word(token):
                frequencies[token] += round(number * weight)
    return frequencies


def _is_word(token: str) -> bool:
    """Return whether a token has letters and, typed as a word, is that token again."""
    letters = any(map(str.isalpha, token))
    return letters and word_tokens(Word(token)).tokens == [token]


def _query(weighted: list[tuple[str, float]]) -> Node:
    """Return any of the words; how often the article has one counts, its rarity ranking knows."""
    most = weighted[0][1]
    parts = [Boost(Word(word, exact=True), round(weight / most, 2)) for word, weight in weighted]
    return Or(tuple(parts)) if len(parts) > 1 else parts[0]
