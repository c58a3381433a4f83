"""The engine for an archive in a cluster; see ``engine.Engine``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from newssearch.archive import extra_fields
from newssearch.archive.cluster.address import Address
from newssearch.archive.cluster.connecting import connect
from newssearch.archive.cluster.manifest import read_manifest
from newssearch.archive.cluster.naming import IndexNames, is_generation_of
from newssearch.archive.errors import ArchiveError, ArchiveMissing
from newssearch.archive.fields import Field
from newssearch.archive.kept import kept
from newssearch.search.answer import Hit
from newssearch.search.ast import Fuzzy, InField, Node, Part, Printed, Wildcard, Word
from newssearch.search.cluster import statistics
from newssearch.search.cluster.client import Searching, translating
from newssearch.search.cluster.compiling import in_main, languages_query
from newssearch.search.cluster.dsl import ALL, Query, all_satisfied, terms
from newssearch.search.cluster.evaluation import ClusterEvaluation
from newssearch.search.cluster.facets import Facets
from newssearch.search.cluster.fetching import ID, Fetching, Numbers
from newssearch.search.cluster.pages import plain_hits
from newssearch.search.cluster.parts import Parts
from newssearch.search.cluster.places import Place
from newssearch.search.cluster.quotations import quotations_of
from newssearch.search.cluster.sources import index_tokens
from newssearch.search.cluster.terms import Term
from newssearch.search.cluster.vocabulary import Vocabulary
from newssearch.search.engine import ExpandedTerm, Ref, Spelling
from newssearch.search.execution.scorers import CollectionStatistics
from newssearch.search.execution.terms import edit_distances
from newssearch.search.local.quotations import LocalQuotations
from newssearch.search.printed import leaves
from newssearch.search.statistics import Statistics
from newssearch.search.tokens import word_tokens

_MOST_IDS = 10
"""Articles that are named where an id is not unique."""

_MOST_LANGUAGES = 1000


class ClusterEngine:
    """The live generation of an archive in a cluster of OpenSearch nodes.

    Raises:
        UsageError: the library for it is not installed.
        ArchiveMissing: there is none.
        ArchiveVersionMismatch: another version of newssearch wrote it.
        ArchiveError: the cluster cannot be reached, or does not let us in.
    """

    def __init__(self, address: Address) -> None:
        self._address = address
        self._client = connect(address, reading=True)
        names = IndexNames(self._live())
        with translating(address):
            found = self._client.indices.get_mapping(index=names.articles)
        meta = found[names.articles]["mappings"].get("_meta", {})
        self._manifest = read_manifest(meta, f"{address} ({names.articles})")
        self._names = names
        self._searching = Searching(self._client, address, names.articles)
        self._word_searching = Searching(self._client, address, names.words)
        self._fetching = Fetching(self._searching)
        self._numbers = Numbers()

    def _live(self) -> str:
        """Return the index that the alias of the archive points to."""
        with translating(self._address):
            found = list(self._client.indices.get_alias(name=self._address.name))
        live = [index for index in found if is_generation_of(index, self._address.name)]
        if not live:
            raise ArchiveMissing(
                f"{self._address.name} is no archive of newssearch",
                hint="make one: newssearch cluster init",
            )
        if len(live) > 1:
            raise ArchiveError(
                f"the alias {self._address.name} points to several indexes: {', '.join(live)}",
                hint="remove all but the newest from the alias",
            )
        return live[0]

    @property
    def where(self) -> str:
        """The address of the archive."""
        return str(self._address)

    @property
    def generation(self) -> str:
        """The name of the generation that answers."""
        return self._names.articles

    @property
    def published(self) -> dt.datetime:
        """When it was published, with its time zone."""
        return self._manifest.published

    @property
    def articles(self) -> int:
        """How many articles it holds."""
        return self._manifest.articles

    @property
    def knows_copies(self) -> bool:
        """No: groups of copies are found where all articles are at hand."""
        return False

    @kept
    def _parts(self) -> Parts:
        """What evaluations share; it takes a request to know."""
        body = {
            "size": 0,
            "track_total_hits": True,
            "query": ALL,
            "aggs": {
                "lengths": {"sum": {"field": "number.length"}},
                "words": {"sum": {"field": "number.counted"}},
                "languages": {"terms": {"field": "keyword.lang", "size": _MOST_LANGUAGES}},
                "unknown": {"missing": {"field": "keyword.lang"}},
            },
        }
        answer = self._searching.search(body)
        found = answer["aggregations"]
        known: set[str | None] = {one["key"] for one in found["languages"]["buckets"]}
        if found["unknown"]["doc_count"]:
            known.add(None)
        collection = CollectionStatistics(
            int(answer["hits"]["total"]["value"]),
            int(found["lengths"]["value"]),
            int(found["words"]["value"]),
        )
        words = Vocabulary(self._word_searching, frozenset(known))
        return Parts(self._searching, words, self._fetching, self._numbers, collection)

    def evaluate(self, node: Node, *, ranked: bool = True) -> ClusterEvaluation:
        """Find the articles that satisfy a tree."""
        return ClusterEvaluation(self._parts, node, ranked=ranked)

    def quotations(self, node: InField, ranking: Node | None) -> LocalQuotations:
        """Find the quotations that satisfy a group."""
        return quotations_of(self._parts, node, ranking)

    @kept
    def _own_fields(self) -> dict[str, Field]:
        found = Facets(self._searching).values(ALL, "own")
        fields = map(extra_fields.field_of, sorted(found))
        return {field.name: field for field in fields}

    def own_fields(self) -> Mapping[str, Field]:
        """Return by name the fields that this archive has beside those of the table."""
        return self._own_fields

    def find_id(self, prefix: str) -> list[tuple[Ref, str]]:
        """Return some of the articles whose id begins so, with their ids."""
        own = terms(ID, [prefix])
        begins: Query = {"prefix": {ID: prefix}}
        by_id = [{ID: "asc"}]
        found = {one for one, _ in self._fetching.ids(own, by_id, most=1)}
        if "#" not in prefix:
            found |= {one for one, _ in self._fetching.ids(begins, by_id, most=_MOST_IDS)}
        ids = sorted(found, key=lambda one: (one != prefix, one))
        return [(self._numbers.ref(one), one) for one in ids]

    def read(self, ref: Ref) -> Hit:
        """Return an article as a hit by itself, without snippets."""
        return next(plain_hits(self._parts, [ref], 0))

    def expansions(self, node: Part, field: str | None) -> list[ExpandedTerm]:
        """Return the words that a part stands for, by weight, then by frequency."""
        place = Place(field)
        found = list(_expand(self._parts.words, node, place.space))
        counted = self._searching.counts([_having(place, term) for term in found])
        expanded = [
            ExpandedTerm(
                term.token,
                number,
                term.factor,
                term.why,
                tuple(sorted(name or "unknown" for name in term.languages or ())),
            )
            for term, number in zip(found, counted, strict=True)
            if number
        ]
        return sorted(expanded, key=lambda one: (-one.factor, -one.articles, one.term))

    def spelled_near(
        self, token: str, field: str | None, *, beginning: str, edits: int
    ) -> list[Spelling]:
        """Return the words of letters within so many edits of a token that begin in a way."""
        place = Place(field)
        near = self._parts.words.near(token, beginning, edits, place.space)
        swapped = {
            token[:i] + token[i + 1] + token[i] + token[i + 2 :] for i in range(len(token) - 1)
        }
        distances = edit_distances(token, [term.token for term in near]).tolist()
        found = [
            (term, 1 if term.token in swapped else distance)
            for term, distance in zip(near, distances, strict=True)
            if term.token.isalpha() and (distance <= edits or term.token in swapped)
        ]
        counted = self._searching.counts([_having(place, term) for term, _ in found])
        return [
            Spelling(term.token, distance, number)
            for (term, distance), number in zip(found, counted, strict=True)
        ]

    def articles_with(self, tokens: Sequence[str]) -> list[int]:
        """Return for each token how many articles have it."""
        return self._searching.counts([in_main(self._parts.words, token) for token in tokens])

    def collection_size(self) -> int:
        """Return the number of articles."""
        return self._parts.collection.articles

    def statistics(self) -> Statistics:
        """Return what the archive holds, in numbers."""
        return statistics.statistics_of(self._searching)

    def day_range(self) -> tuple[dt.date | None, dt.date | None]:
        """Return the first and the last day of the articles, None where none is dated."""
        return statistics.day_range(self._searching)

    def changed(self) -> bool:
        """Say whether a newer generation has been published."""
        try:
            return self._live() != self._names.articles
        except ArchiveError:
            return False

    def close(self) -> None:
        """Let go of the generation."""
        self._searching.close()
        self._word_searching.close()
        self._client.close()


def _expand(words: Vocabulary, node: Part, space: int) -> list[Term]:
    match node:
        case Word():
            tokens = word_tokens(node).tokens
            return list(words.word(node, tokens[0], space)) if len(tokens) == 1 else []
        case Wildcard():
            return list(words.wildcard(node, space))
        case Fuzzy():
            return list(words.fuzzy(node, space))
        case Printed():
            return [one for leaf in leaves(node) for one in _expand(words, leaf, space)]


def _having(place: Place, term: Term) -> Query:
    """Return the articles that have a word where it counts."""
    query = terms(place.field, index_tokens([term]))
    if term.languages is None:
        return query
    return all_satisfied([query, languages_query(term.languages)])
