"""Seeded text like news: Zipf words, sentences, paragraphs, quotations, lengths of real articles.

The same number of articles is the same text on every machine. Words follow the Zipf-Mandelbrot
law (rank + 2.7)^-1.07, a common fit for English; new words keep coming as the collection grows,
as in real news (Heaps' law). Body lengths are log-normal around 350 words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np

from newssearch.archive.article import Article, Quotation

_SEED = 1991
_VOCABULARY = 400_000
_SYLLABLES = (
    "ba be bi bo ca ce co da de di do fa fe fi ga go ha he in ka ke la le li lo ma me mi mo na"
    " ne ni no on pa pe po ra re ri ro sa se si so ta te ti to un va ve vi wa we"
).split()
COMMON = (
    "the of to and in a said for that on is was it with as by at from he be his has have its"
    " are an will not who which been were their but more they government oil prices crude state"
    " president year percent market trade dollar federal reserve board minister"
).split()


def _words() -> list[str]:
    """Return the vocabulary by rank: common English words, then made-up ones."""
    words = list(COMMON)
    known = set(words)
    number = 0
    while len(words) < _VOCABULARY:
        letters, rest = "", number
        while not letters or rest:
            rest, syllable = divmod(rest, len(_SYLLABLES))
            letters += _SYLLABLES[syllable]
        number += 1
        if letters not in known:
            known.add(letters)
            words.append(letters)
    return words


def generate(count: int) -> Iterator[Article]:
    """Yield ``count`` articles."""
    random = np.random.default_rng(_SEED)
    words = _words()
    weights = (np.arange(_VOCABULARY) + 3.7) ** -1.07
    limits = np.cumsum(weights / weights.sum())
    first_day = dt.date(1990, 1, 1).toordinal()
    for number in range(count):
        length = int(np.clip(random.lognormal(5.75, 0.55), 40, 3000))
        ranks = np.minimum(np.searchsorted(limits, random.random(length + 8)), _VOCABULARY - 1)
        drawn = [words[rank] for rank in ranks.tolist()]
        body, quotation = _body(drawn[8:])
        yield Article(
            id=f"gen{number:08d}",
            path=f"generated/{number:08d}",
            title=" ".join(drawn[:8]).capitalize(),
            byline=(f"{drawn[0].capitalize()} {drawn[-1].capitalize()}",),
            dateline=words[60 + number % 300].upper(),
            date=dt.date.fromordinal(first_day + number % 12_000),
            source=f"Paper {number % 40}",
            body=body,
            quotes=(quotation,),
        )


def _body(words: list[str]) -> tuple[str, Quotation]:
    """Return sentences of 20 words in paragraphs of 3, and a quotation in the first sentence."""
    sentences = [words[i : i + 20] for i in range(0, len(words), 20)]
    texts = [" ".join(sentence).capitalize() + "." for sentence in sentences]
    opening = f"“{texts[0][:-1]},” said {words[-1].capitalize()}."
    texts[0] = opening
    paragraphs = [" ".join(texts[i : i + 3]) for i in range(0, len(texts), 3)]
    speaker = words[-1].capitalize()
    return "\n\n".join(paragraphs), Quotation(1, opening.index("”"), speaker=speaker, cue="said")
