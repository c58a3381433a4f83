"""Relevance feedback: a query with the words of articles that answer it added.

The words come from articles that a person names, or from the first ones that the query finds
(pseudo-relevance feedback), by RM3: the relevance model of Lavrenko and Croft (2001, "Relevance
based language models"), mixed with the query (Abdul-Jaleel et al. 2004, "UMass at TREC 2004"). A
word weighs what it makes up of each article, saturated as in BM25, the articles weighed by a
power of their scores, times its rarity; those that weigh most are added. Nothing is added
silently: a note of the query names the words, and the query as it was read has them.

The constants were chosen among 350 combinations on halves of the questions of two collections, cran
and cisi; docs/ranking.md has the figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from newssearch.archive.errors import UsageError
from newssearch.search.ast import And, Boost, Everything, Node, Or, Parsed, Word
from newssearch.search.language import within
from newssearch.search.news import NewsArchive
from newssearch.search.ranking import inverse_document_frequency
from newssearch.search.similar import MAX_SHARE, MIN_ARTICLES, frequencies_of
from newssearch.search.stop_words import STOP_WORDS

ARTICLES = 10
"""The first articles that words are taken from."""

WORDS = 20
"""Words that are added."""

STEEPNESS = 3
"""The power of its score by which an article counts: the first ones count most, and a tenth that is
found by chance hardly does."""

SATURATION = 0.012
"""How soon further occurrences in an article stop to count, by its length: BM25's k1 of 1.2, for
an article of a hundred words."""

QUERY_SHARE = 0.6
"""What the words of the query that tell something weigh, of all words together."""

_TOLD = 12
"""Added words that the note names."""


def with_feedback(
    news: NewsArchive, query: Parsed, like: Sequence[str] = (), corpus: Node | None = None
) -> Parsed:
    """Return a query for any of its words, and those of articles that answer it.

    These are the ones whose ids, or beginnings of ids, are ``like``; without any the first of
    what the query finds within a ``corpus``. The corpus narrows the query returned, too. An empty
    query becomes one for the words of the articles alone.

    Raises:
        UsageError: there is no such article, or there are several; or the query is empty and no
            article is named.
        QueryBudgetExceeded: the query asks for too much.
    """
    whole = Everything() if corpus is None else corpus
    empty = isinstance(query.node, Everything)
    if like:
        weighted = [(news.article(one), 1.0) for one in like]
    elif empty:
        raise UsageError(
            "feedback needs words to search for", hint="or name articles: --more-like ID"
        )
    else:
        found = news.select(within(query, whole))
        hits = found.hits(limit=ARTICLES, snippets=False)
        weighted = [(hit.article, hit.score**STEEPNESS) for hit in hits]
    own: dict[str, float] = {}
    total = sum(score for _, score in weighted) or 1.0
    for article, score in weighted:
        frequencies = frequencies_of(article)
        length = sum(frequencies.values()) or 1
        for word, number in frequencies.items():
            if word.isalpha() and word not in STOP_WORDS:
                share = number / (number + SATURATION * length)
                own[word] = own.get(word, 0.0) + score / total * share
    added = _most_telling(news, own)
    if not added:
        return replace(within(query, whole), notes=(*query.notes, "feedback added no words"))
    parts = [] if empty else _parts(query.node)
    telling = sum(1 for part in parts if not _says_nothing(part))
    share = max(telling, 1) * (1 - QUERY_SHARE) / QUERY_SHARE / sum(w for _, w in added)
    new = [Boost(Word(word), max(round(share * w, 3), 0.001)) for word, w in added]
    node = Or((*parts, *new)) if len(parts) + len(new) > 1 else new[0]
    told = ", ".join(word for word, _ in added[:_TOLD])
    more = f" and {len(added) - _TOLD} more" if len(added) > _TOLD else ""
    note = f"feedback added the words {told}{more}"
    text = query.text if query.text.strip() else "*"
    return within(Parsed(text, node, (*query.notes, note), query.narrowed), whole)


def _parts(node: Node) -> list[Node]:
    """Return what of a query is searched as any of several."""
    return list(node.operands) if isinstance(node, Or | And) else [node]


def _says_nothing(part: Node) -> bool:
    """Say whether a part of a query is a function word."""
    while isinstance(part, Boost):
        part = part.operand
    return isinstance(part, Word) and part.text.lower() in STOP_WORDS


def _most_telling(news: NewsArchive, weights: Mapping[str, float]) -> list[tuple[str, float]]:
    """Return the ``WORDS`` with the greatest weight times rarity, greatest first, and that product.

    What only one article has, or more than ``MAX_SHARE`` of all, is left out.
    """
    words = sorted(weights)
    most = max(news.articles * MAX_SHARE, MIN_ARTICLES)
    size = news.engine.collection_size()
    worth = {
        word: weights[word] * inverse_document_frequency(size, count)
        for word, count in zip(words, news.engine.articles_with(words), strict=True)
        if MIN_ARTICLES <= count <= most
    }
    return sorted(worth.items(), key=lambda pair: (-pair[1], pair[0]))[:WORDS]
