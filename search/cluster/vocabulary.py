"""The words of an archive in a cluster, from the index that holds each of them once.

What was asked is kept for as long as the archive is open. The rules for variants are those of
``execution.variants``, which looks words up here by numbers that this module gives them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from threading import RLock
from typing import Any

from newssearch.archive.analysis.folding import fold
from newssearch.search.ast import Fuzzy, Wildcard, Word
from newssearch.search.cluster.client import Searching
from newssearch.search.cluster.dsl import Query, all_satisfied
from newssearch.search.cluster.terms import Languages, Term
from newssearch.search.engine import TooManyTerms
from newssearch.search.execution.terms import compile_pattern, edit_distances, literal_of
from newssearch.search.execution.variants import find_variants
from newssearch.search.limits import MAX_PATTERN_WORDS

_PAGE = 10_000
"""Words of one request: as many as OpenSearch gives at a time."""

_MOST_READ = 200_000
"""Words that are read for one beginning, or one pattern."""

_KEPT = 4096
"""Answers that are kept."""


class Vocabulary:
    """See ``terms.Words``. Threads may share it."""

    def __init__(self, searching: Searching, known: Languages) -> None:
        self._searching = searching
        self.known = known
        self._found: dict[tuple[Any, ...], list[Term]] = {}
        self._lock = RLock()

    def exact(self, token: str, space: int) -> list[Term]:
        """Return a token itself."""
        return self._kept(("token", token, space), lambda: self._with(space, _is("token", token)))

    def word(self, word: Word, token: str, space: int) -> list[Term]:
        """Return a word's only token; with its variants, unless it is exact."""
        own = self.exact(token, space)
        if word.exact:
            return own
        key = ("word", token, word.text, space)
        return own + self._kept(key, lambda: self._variants(token, word.text, space))

    def _variants(self, token: str, typed: str, space: int) -> list[Term]:
        finder = _Finder(self, space)
        return [
            finder.terms[one.term]._replace(factor=one.factor, languages=one.languages, why=one.why)
            for one in find_variants(finder, token, typed)
        ]

    def wildcard(self, node: Wildcard, space: int) -> list[Term]:
        """Return the words that a pattern matches."""
        pattern = fold(node.pattern)
        found = self._kept(("pattern", pattern, space), lambda: self._matching(pattern, space))
        return _within_limit(node, found)

    def _matching(self, pattern: str, space: int) -> list[Term]:
        literal = literal_of(pattern)
        if pattern == literal + "*":
            return self.beginning(literal, space)
        if pattern.startswith("*") and not set(pattern[1:]) & set("*?"):
            return self._with(space, {"prefix": {"reversed": pattern[:0:-1]}})
        regex = compile_pattern(pattern)
        query = {"wildcard": {"token": {"value": _escaped(pattern)}}}
        found = self._with(space, query)
        return [term for term in found if regex.fullmatch(b"\x01" + term.token.encode())]

    def fuzzy(self, node: Fuzzy, space: int) -> list[Term]:
        """Return the words within so many edits of a word that share its first letter."""
        word = fold(node.text)
        key = ("fuzzy", word, node.distance, space)

        def within() -> list[Term]:
            found = self.near(word, word[:1], node.distance, space)
            distances = edit_distances(word, [term.token for term in found]).tolist()
            pairs = zip(found, distances, strict=True)
            return [term for term, distance in pairs if distance <= node.distance]

        return _within_limit(node, self._kept(key, within))

    def near(self, word: str, beginning: str, edits: int, space: int) -> list[Term]:
        """Return the words that begin in a way within so many edits of a word.

        Letters that changed places are one edit, so some may be more edits away.
        """
        common = next(
            (n for n, pair in enumerate(zip(word, beginning, strict=False)) if pair[0] != pair[1]),
            len(beginning),
        )
        fuzzy: Query = {
            "fuzzy": {
                "token": {
                    "value": word,
                    "fuzziness": edits,
                    "prefix_length": min(common, len(word)),
                    "rewrite": "constant_score",
                }
            }
        }
        wanted = [fuzzy, {"prefix": {"token": beginning}}] if beginning else [fuzzy]
        return self._with(space, all_satisfied(wanted))

    def beginning(self, begin: str, space: int) -> list[Term]:
        """Return the words that begin in a way, in order."""
        key = ("beginning", begin, space)
        return self._kept(key, lambda: self._with(space, {"prefix": {"token": begin}}))

    def stemmed(self, root: str, space: int) -> list[Term]:
        """Return the words with an English stem."""
        return self._kept(("stem", root, space), lambda: self._with(space, _is("stem", root)))

    def _kept(self, key: tuple[Any, ...], find: Any) -> list[Term]:
        with self._lock:
            found = self._found.get(key)
            if found is None:
                if len(self._found) >= _KEPT:
                    self._found.clear()
                found = self._found[key] = find()
            return found

    def _with(self, space: int, query: Query) -> list[Term]:
        """Return the words of a space that satisfy a query, in order."""
        widths: dict[str, list[int]] = {}
        in_space = [_is("space", space), query]
        for token, width in self._rows(all_satisfied(in_space)):
            widths.setdefault(token, []).append(width)
        return [Term(token, tuple(sorted(own))) for token, own in sorted(widths.items())]

    def _rows(self, query: Query) -> Iterator[tuple[str, int]]:
        after: list[Any] | None = None
        read = 0
        while True:
            body: dict[str, Any] = {
                "size": _PAGE,
                "query": query,
                "track_total_hits": False,
                "_source": ["token", "width"],
                "sort": [{"token": "asc"}, {"width": "asc"}],
            }
            if after is not None:
                body["search_after"] = after
            hits = self._searching.search(body)["hits"]["hits"]
            for hit in hits:
                yield hit["_source"]["token"], hit["_source"]["width"]
            read += len(hits)
            if len(hits) < _PAGE or read >= _MOST_READ:
                return
            after = hits[-1]["sort"]


class _Finder:
    """Looks words up for ``find_variants``; see ``execution.variants.Lookup``."""

    def __init__(self, vocabulary: Vocabulary, space: int) -> None:
        self._vocabulary = vocabulary
        self._space = space
        self.known = vocabulary.known
        self.terms: list[Term] = []
        self._numbers: dict[str, int] = {}
        self._read: dict[str, dict[str, int]] = {}

    def _numbered(self, found: Iterable[Term]) -> list[int]:
        numbers = []
        for term in found:
            number = self._numbers.setdefault(term.token, len(self.terms))
            if number == len(self.terms):
                self.terms.append(term)
            numbers.append(number)
        return numbers

    def word(self, token: str) -> list[int]:
        """Return the term of a token, if there is one."""
        for begin, names in self._read.items():
            if token.startswith(begin):
                return [names[token]] if token in names else []
        return self._numbered(self._vocabulary.exact(token, self._space))

    def forms(self, root: str) -> list[int]:
        """Return the terms with an English stem."""
        return self._numbered(self._vocabulary.stemmed(root, self._space))

    def read(self, begins: Iterable[str]) -> None:
        """Read the terms with any of some beginnings."""
        for begin in sorted(begins, key=len):
            if not begin.startswith(tuple(self._read)):
                found = self._vocabulary.beginning(begin, self._space)
                numbers = self._numbered(found)
                self._read[begin] = {
                    term.token: number for term, number in zip(found, numbers, strict=True)
                }

    def beginning(self, begins: tuple[str, ...]) -> dict[str, int]:
        """Return the terms, by their tokens, that were read and have any of some beginnings."""
        return {
            name: number
            for names in self._read.values()
            for name, number in names.items()
            if name.startswith(begins)
        }

    def name(self, term: int) -> str:
        """Return the token of a term."""
        return self.terms[term].token


def _is(field: str, value: str | int) -> Query:
    return {"term": {field: {"value": value}}}


def _escaped(pattern: str) -> str:
    return pattern.replace("\\", "\\\\")


def _within_limit(node: Wildcard | Fuzzy, found: list[Term]) -> list[Term]:
    if len(found) > MAX_PATTERN_WORDS:
        raise TooManyTerms(node, len(found))
    return found
