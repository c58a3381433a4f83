"""From links between texts to groups of articles, without chains.

Texts with half of their shingles in common (J >= 1/2) are one *story*; its lead is its first
article: the earliest, of these the longest, of these the one with the lowest id. A link by
containment alone joins a story only to the lead of an earlier one that is not itself joined to
another, the likeliest where there are several. So a digest of ten stories does not make one group
of them, and what comes out does not depend on the order of anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.columns import KeywordColumn
from newssearch.archive.columnar.dictionary import take_terms
from newssearch.archive.columnar.files import NO_NUMBER
from newssearch.archive.columnar.writing.strings import (
    EncodedStrings,
    number_strings,
    strings_of_terms,
)
from newssearch.archive.groups import GroupArrays
from newssearch.archive.news_layout import BODY_COUNT
from newssearch.indexer.near_duplicates.components import components
from newssearch.indexer.near_duplicates.links import LEAST_JACCARD, Links
from newssearch.indexer.near_duplicates.texts import NO_TEXT, Texts

_UNDATED = 1 << 40

Ints = NDArray[Any]


@dataclass(frozen=True, slots=True)
class _Copies:
    """The articles that may be in groups, first ones first, with the text of each."""

    articles: Ints
    texts: Ints


def link(texts: Texts, links: Links) -> GroupArrays:
    """Return the groups of the articles of some texts."""
    copies = _copies(texts, links)
    order = np.full(len(texts), len(copies.texts), np.int64)
    np.minimum.at(order, copies.texts, np.arange(len(copies.texts)))
    strong = links.jaccard >= LEAST_JACCARD
    stories = components(len(texts), links.first[strong], links.second[strong])
    story_order = np.full(len(texts), len(copies.texts), np.int64)
    np.minimum.at(story_order, stories, order)
    heads = _join(links.take(~strong), stories, order, story_order)
    found = [heads.get(story, story) for story in stories[copies.texts].tolist()]
    return _arrays(copies, np.array(found, np.int64))


def _copies(texts: Texts, links: Links) -> _Copies:
    """Find the articles whose text stands more than once or has a link, in order."""
    text_of = np.concatenate([np.zeros(0, np.int64), *texts.text_of])
    wanted = np.bincount(text_of[text_of != NO_TEXT], minlength=len(texts)) > 1
    wanted[links.first] = wanted[links.second] = True
    live = np.flatnonzero(text_of != NO_TEXT)
    articles = live[wanted[text_of[live]]]
    dates, words, ids = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], []
    for number, segment in enumerate(texts.segments):
        first, end = texts.firsts[number : number + 2]
        own = articles[(articles >= first) & (articles < end)] - first
        days = segment.numbers("date")[own].astype(np.int64)
        dates.append(np.where(days == NO_NUMBER, _UNDATED, days))
        words.append(segment.text(BODY_COUNT)[own].astype(np.int64))
        ids.append(_ids(segment.keywords("id"), own))
    ranks = number_strings(ids).ordinals
    order = np.lexsort((ranks, -np.concatenate(words), np.concatenate(dates)))
    return _Copies(articles[order], text_of[articles[order]])


def _ids(column: KeywordColumn, entries: Ints) -> EncodedStrings:
    """Return the ids of some entries."""
    ordinals = column.ordinals[entries].astype(np.int64)
    there = ordinals > 0
    given = strings_of_terms(take_terms(column.values.encoded(), ordinals[there] - 1))
    sizes = np.full(len(entries), -1, np.int64)
    sizes[there] = given.sizes
    return EncodedStrings(given.content, sizes)


def _join(parts: Links, stories: Ints, order: Ints, story_order: Ints) -> dict[int, int]:
    """Join later stories to the leads of earlier ones; return the head of each that was joined."""
    offers: dict[int, list[tuple[float, float, int, int]]] = {}
    rows = zip(
        parts.first.tolist(),
        parts.second.tolist(),
        parts.jaccard.tolist(),
        parts.contained.tolist(),
        strict=True,
    )
    for first, second, jaccard, contained in rows:
        for text, lead in ((first, second), (second, first)):
            story, head = int(stories[text]), int(stories[lead])
            leads = order[lead] == story_order[head]
            if story != head and leads and story_order[head] < story_order[story]:
                offer = (-jaccard, -contained, int(story_order[head]), head)
                offers.setdefault(story, []).append(offer)
    heads: dict[int, int] = {}
    for story in sorted(offers, key=story_order.__getitem__):
        for *_, head in sorted(offers[story]):
            if head not in heads:
                heads[story] = head
                break
    return heads


def _arrays(copies: _Copies, heads: Ints) -> GroupArrays:
    """Number the groups by their leads."""
    _, first, groups, sizes = np.unique(
        heads, return_index=True, return_inverse=True, return_counts=True
    )
    kept = np.flatnonzero(sizes > 1)
    kept = kept[np.argsort(first[kept])]
    number = np.full(len(sizes), -1, np.int64)
    number[kept] = np.arange(len(kept))
    members = np.flatnonzero(number[groups] >= 0)
    order = np.argsort(copies.articles[members])
    return GroupArrays(
        article=copies.articles[members][order],
        group=number[groups[members]][order],
        lead=copies.articles[first[kept]],
    )
