"""The query set: one query a kind, for every engine in its own words.

The words are taken from the collection by how many articles hold them, so that "rare" means the
same everywhere. Words are exact (no stemming) in all engines.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from newssearch.archive.analysis import tokenise
from newssearch.archive.article import Article

Kind = Literal["term", "and", "or", "phrase", "title", "prefix", "not", "near", "pattern phrase"]


@dataclass(frozen=True, slots=True)
class BenchQuery:
    """A query: its name for the table, its kind, its words."""

    name: str
    kind: Kind
    words: tuple[str, ...]


def query_set(articles: list[Article]) -> list[BenchQuery]:
    """Return the queries for a collection."""
    holders: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    triples: Counter[tuple[str, str, str]] = Counter()
    for article in articles[:: max(1, len(articles) // 4000)]:
        stream = tokenise(article.body)
        at = dict(zip(reversed(stream.positions), reversed(stream.tokens), strict=True))
        words = {position: token for position, token in at.items() if token.isalpha()}
        holders.update(set(words.values()))
        for position, word in words.items():
            following = words.get(position + 1)
            if following:
                pairs[word, following] += 1
                third = words.get(position + 2)
                if third:
                    triples[word, following, third] += 1
    ranked = [word for word, _ in holders.most_common()]
    sampled = len(articles[:: max(1, len(articles) // 4000)])

    def near(share: float, skip: int = 0) -> str:
        """Return a word that about this share of the articles hold."""
        below = [word for word in ranked if holders[word] <= share * sampled and len(word) > 3]
        return below[min(skip, len(below) - 1)]

    telling = {word for word in ranked if holders[word] < 0.2 * sampled and len(word) > 3}
    pair = next(p for p, _ in pairs.most_common() if set(p) <= telling)
    triple = next(t for t, _ in triples.most_common() if set(t) <= telling)
    common = pairs.most_common(1)[0][0]
    middle = [near(0.1, skip) for skip in range(4)]
    return [
        BenchQuery("rare term", "term", (near(0.001),)),
        BenchQuery("middling term", "term", (near(0.05),)),
        BenchQuery("common term", "term", (near(0.6),)),
        BenchQuery("AND of 2", "and", (middle[0], middle[1])),
        BenchQuery("AND of 3", "and", (middle[0], middle[1], near(0.3))),
        BenchQuery("OR of 2", "or", (middle[0], middle[1])),
        BenchQuery("OR of 4", "or", tuple(middle)),
        BenchQuery("phrase of 2", "phrase", pair),
        BenchQuery("phrase of 3", "phrase", triple),
        BenchQuery("phrase of common words", "phrase", common),
        BenchQuery("title field", "title", (near(0.1),)),
        BenchQuery("prefix", "prefix", (near(0.05)[:4],)),
        BenchQuery("NOT", "not", (middle[0], middle[1])),
        BenchQuery("within 5 words", "near", (middle[0], middle[1])),
        BenchQuery("phrase with a wildcard", "pattern phrase", (pair[0], pair[1][:3])),
    ]
