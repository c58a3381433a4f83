"""Queries that are worth trying on an archive, made from its own words.

A name that many of its articles hold, a person it quotes, a name within a year: each query is run
before it is shown, so that none of them finds nothing.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from newssearch.archive.errors import NewsSearchError
from newssearch.search.news import NewsArchive
from newssearch.search.stop_words import STOP_WORDS

EXAMPLES = 3

_READ = 150
"""Articles that are read for names, spread evenly over the newest of the archive."""

_NEWEST = 3_000
_BODY_LENGTH = 1_500
_CANDIDATES = 12
"""Names and words that are looked up in the whole archive."""

_LETTERS = re.compile(r"[^\W\d_]+")
_LONG_WORD = 4
_SHORTEST_NAME = 3
"""Letters of each word of a name: what has fewer is an initial, or was read wrongly from print."""

_LONGEST_NAME = 3
_SPEAKERS = 10
_COMMON_SHARE = 0.5
"""What over half of the articles hold says where they come from, not what they are about."""


@dataclass(frozen=True, slots=True)
class Example:
    """A query, and the number of articles it finds."""

    query: str
    articles: int


def example_queries(news: NewsArchive) -> list[Example]:
    """Return up to ``EXAMPLES`` queries that find something in the archive, most telling first.

    Raises:
        ArchiveDamaged: a file of the archive is not as it was written.
    """
    speaker = _speaker(news)
    topics = [topic for topic in _topics(news) if f"speaker:{topic}" not in speaker]
    found: dict[str, int] = {}
    for query in (*topics[:1], *speaker, *_within_a_year(news, topics), *topics[1:]):
        if len(found) < EXAMPLES and query not in found and (articles := _count(news, query)):
            found[query] = articles
    return [Example(query, articles) for query, articles in found.items()]


def _count(news: NewsArchive, query: str) -> int:
    """Return how many articles a query finds; 0 where it asks for too much or cannot be read."""
    try:
        return news.count(query)
    except NewsSearchError as error:
        if error.exit_code in (2, 6):
            return 0
        raise


def _topics(news: NewsArchive) -> list[str]:
    """Return names, or else words, as queries; those that most articles hold come first."""
    selection = news.select("*", sort="newest")
    refs = selection.refs(limit=_NEWEST)
    sample = refs[:: max(len(refs) // _READ, 1)][:_READ]
    names: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for hit in selection.hits_of(sample, snippets=False):
        names.update(set(_names(hit.article.body[:_BODY_LENGTH])))
        words.update(set(_words(hit.article.title or hit.article.body[:100])))
    candidates = [f'"{name}"' for name, _ in _most_frequent(names)]
    candidates += [word for word, _ in _most_frequent(words)]
    telling = _COMMON_SHARE * news.articles if news.articles > EXAMPLES else news.articles
    counts = {query: _count(news, query) for query in candidates}
    ranked = sorted(counts, key=lambda query: (query[0] != '"', -counts[query]))
    return [query for query in ranked if 0 < counts[query] <= telling] or [
        query for query in ranked if counts[query]
    ]


def _most_frequent(counted: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:_CANDIDATES]


def _names(text: str) -> Iterator[str]:
    """Yield the runs of two or three capitalised words, less those that only begin a sentence."""
    run: list[str] = []
    end = 0
    for match in _LETTERS.finditer(text):
        word = match.group()
        if run and text[end : match.start()] != " ":
            yield from _as_name(run)
            run = []
        if word.istitle():
            run.append(word)
        else:
            yield from _as_name(run)
            run = []
        end = match.end()
    yield from _as_name(run)


def _as_name(run: list[str]) -> Iterator[str]:
    words = run[1:] if run and run[0].lower() in STOP_WORDS else run
    if 2 <= len(words) <= _LONGEST_NAME and all(len(word) >= _SHORTEST_NAME for word in words):
        yield " ".join(words)


def _words(text: str) -> Iterator[str]:
    return (
        word
        for word in _LETTERS.findall(text.lower())
        if len(word) >= _LONG_WORD and word not in STOP_WORDS
    )


def _speaker(news: NewsArchive) -> list[str]:
    """Return the query for the person with a full name whom most articles quote."""
    (facet,) = news.select("*", sort="newest").facets(["speaker"], limit=_SPEAKERS).facets
    full = (one.value for one in facet.values if list(_names(one.value)) == [one.value])
    return [f'speaker:"{name}"' for name in itertools.islice(full, 1)]


def _within_a_year(news: NewsArchive, topics: list[str]) -> list[str]:
    """Return the first two topics, each within the year in which most articles hold it."""
    queries = []
    for topic in topics[1::-1]:
        (facet,) = news.select(topic, sort="newest").facets(["year"]).facets
        if facet.values:
            year = max(facet.values, key=lambda one: (one.articles, one.value))
            queries.append(f"{topic} date:{year.value}")
    return queries
