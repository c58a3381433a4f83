"""Random queries made of a collection's own words, with every operator; the same for a seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from newssearch.archive.analysis import tokenise
from newssearch.archive.article import Article
from newssearch.search.ast import (
    And,
    AtLeast,
    Boost,
    Form,
    Fuzzy,
    HasValue,
    InField,
    Keyword,
    Near,
    Node,
    Not,
    Or,
    Part,
    Phrase,
    Printed,
    Range,
    Wildcard,
    Word,
)

_FIELDS = ("title", "byline", "dateline", "body", "lead", "hlead", "quote", "title", "body")


class QueryMaker:
    """Makes queries from the contents of some articles."""

    def __init__(self, articles: Sequence[Article], seed: int) -> None:
        self._random = random.Random(seed)
        self._articles = articles

    def make(self) -> Node:
        """Return a query of a few parts."""
        kinds = (self._part, self._part, self._and, self._and_not, self._or, self._quoted)
        return self._random.choice(kinds)()

    def _words(self, count: int) -> list[str]:
        """Return some words that follow one another in an article, as they are indexed."""
        while True:
            article = self._random.choice(self._articles)
            tokens = tokenise(self._random.choice((article.body, article.title or ""))).tokens
            if len(tokens) > count:
                start = self._random.randrange(len(tokens) - count)
                return tokens[start : start + count]

    def _word(self) -> Word | Phrase:
        (word,) = self._words(1)
        exact = self._random.random() < 0.3
        return Phrase((Word(word, exact=True),)) if exact else Word(word)

    def _long(self) -> str:
        while True:
            for word in self._words(5):
                if len(word) >= 5 and word.isalpha():
                    return word

    def _wildcard(self) -> Wildcard:
        word = self._long()
        cut = self._random.randrange(3, len(word))
        return Wildcard(self._random.choice((word[:cut] + "*", word[:cut] + "?" + word[cut + 1 :])))

    def _fuzzy(self) -> Fuzzy:
        word = self._long()
        cut = self._random.randrange(1, len(word))
        return Fuzzy(word[:cut] + word[cut + 1 :], self._random.choice((1, 1, 2)))

    def _printed(self) -> Printed:
        """Return a word with a form that it may have in some of the texts."""
        letters: Form = self._random.choice(("caps", "allcaps", "nocaps"))
        number: Form = self._random.choice(("singular", "plural"))
        chosen = self._random.random()
        forms = (letters,) if chosen < 0.6 else (number,) if chosen < 0.8 else (letters, number)
        if forms == (letters,) and self._random.random() < 0.2:
            return Printed(self._wildcard(), forms)
        (word,) = self._words(1)
        return Printed(Word(word, exact=True), forms)

    def _phrase(self) -> Phrase:
        words = self._words(self._random.choice((2, 2, 3, 4)))
        parts: list[Part] = [Word(word, exact=True) for word in words]
        if self._random.random() < 0.2:
            word = words[-1]
            parts[-1] = Wildcard(word[:3] + "*") if len(word) > 3 else parts[-1]
        if self._random.random() < 0.2:
            chosen = self._random.randrange(len(parts))
            form: Form = self._random.choice(("caps", "nocaps"))
            parts[chosen] = Printed(Word(words[chosen], exact=True), (form,))
        if self._random.random() < 0.25:
            self._random.shuffle(parts)
            return Phrase(tuple(parts), slop=self._random.randrange(6))
        return Phrase(tuple(parts))

    def _leaf(self) -> Node:
        kinds: tuple[Callable[[], Node], ...] = (
            self._word,
            self._word,
            self._phrase,
            self._wildcard,
            self._fuzzy,
            self._printed,
        )
        return self._random.choice(kinds)()

    def _positional(self) -> Node:
        if self._random.random() < 0.6:
            return self._leaf()
        if self._random.random() < 0.4:
            return Or((self._leaf(), self._leaf()))
        return self._near()

    def _near(self) -> Near:
        negated = self._random.random() < 0.2
        first, *_, last = self._words(self._random.choice((2, 4, 6, 12)))
        left: Node = Word(first) if self._random.random() < 0.7 else self._positional()
        right: Node = Word(last) if self._random.random() < 0.7 else self._positional()
        if self._random.random() < 0.4:
            unit = "sentence" if self._random.random() < 0.5 else "paragraph"
            return Near(left, right, None, unit=unit, negated=negated)  # type: ignore[arg-type]
        distance = self._random.choice((1, 3, 8, 40, 255))
        return Near(left, right, distance, ordered=self._random.random() < 0.4, negated=negated)

    def _part(self) -> Node:
        kinds: tuple[Callable[[], Node], ...] = (
            self._positional,
            self._positional,
            self._near,
            lambda: InField(self._random.choice(_FIELDS), self._positional()),
            lambda: AtLeast(self._random.randrange(1, 5), self._positional()),
            lambda: Boost(self._leaf(), 2.0),
            self._value,
        )
        return self._random.choice(kinds)()

    def _value(self) -> Node:
        article = self._random.choice(self._articles)
        day = article.date.toordinal() if article.date else None
        count = len(article.body.split())
        values: tuple[Node, ...] = (
            Range("date", day, None if day is None else day + 3) if day else HasValue("date"),
            Range("words", count, count + 30),
            HasValue(self._random.choice(("title", "byline", "dateline", "quote", "date", "lang"))),
            Keyword("id", article.id[:4], prefix=True),
        )
        return self._random.choice(values)

    def _and(self) -> Node:
        return And(tuple(self._part() for _ in range(self._random.choice((2, 2, 3)))))

    def _or(self) -> Node:
        return Or((self._part(), self._random.choice((self._part, self._and))()))

    def _and_not(self) -> Node:
        return And((self._part(), Not(self._part())))

    def _quoted(self) -> Node:
        """Return words and the speaker of a quotation, bound together or not."""
        quoted = [
            a for a in self._random.sample(self._articles, min(60, len(self._articles))) if a.quotes
        ]
        if not quoted:
            return self._part()
        article = self._random.choice(quoted)
        quotation = self._random.choice(article.quotes)
        words = tokenise(article.body[quotation.start : quotation.end]).tokens or ["said"]
        name = tokenise(quotation.speaker or "").tokens or ["he"]
        word = Word(self._random.choice(words))
        speaker = InField("speaker", Word(self._random.choice(name)))
        part = Not(speaker) if self._random.random() < 0.2 else speaker
        if self._random.random() < 0.3:
            return And((InField("quote", word), part))
        return InField("quote", And((word, part)))
