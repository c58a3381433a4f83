"""Which articles of a segment satisfy a query? What they are worth, ``scoring`` says."""

from __future__ import annotations

from typing import assert_never

import numpy as np

from newssearch.archive.columnar.segment import Segment
from newssearch.search.ast import (
    And,
    AtLeast,
    Boost,
    InField,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Text,
    Value,
    Word,
    binds,
)
from newssearch.search.budget import check_time
from newssearch.search.execution.arrays import (
    POSITION_BITS,
    Docs,
    Keys,
    changes,
    marked,
    unite,
)
from newssearch.search.execution.frequencies import Frequencies, Scored, frequencies_of
from newssearch.search.execution.positional import Positions
from newssearch.search.execution.quotations import quotation_keys
from newssearch.search.execution.regions import BARE, FieldRegion, region_of
from newssearch.search.execution.sets import intersect, intersect_all
from newssearch.search.execution.values import value_docs
from newssearch.search.printed import asks_for_letters, without_letters

_Key = tuple[int, str | None]
"""A part of a query, by identity, and the field it is looked for in."""


class Matcher:
    """Which articles of one segment satisfy the parts of a query, deleted ones too.

    A part is looked up once, however many ask: the query as a whole, scores, marks, and other
    trees that share the part.
    """

    def __init__(self, segment: Segment) -> None:
        self.segment = segment
        self.positions = Positions(segment)
        self._docs: dict[_Key, tuple[Node, Docs]] = {}
        self._frequencies: dict[_Key, tuple[Scored, Frequencies]] = {}
        self._quotations: dict[int, tuple[InField, Keys]] = {}
        self._adjacent: dict[_Key, tuple[And, list[tuple[Phrase, Docs]]]] = {}

    def docs(self, node: Node, region: FieldRegion = BARE) -> Docs:
        """Return the articles that satisfy a part of the query, looked for in a field.

        Raises:
            TooManyTerms: a pattern stands for too many words.
            QueryBudgetExceeded: it takes too long, or matches at too many places.
        """
        key = id(node), region.field
        if key not in self._docs:
            check_time()
            self._docs[key] = node, self._find(node, region)
        return self._docs[key][1]

    def frequencies(self, node: Scored, region: FieldRegion) -> Frequencies:
        """Return how often a part that is scored as one stands in each article that has it."""
        key = id(node), region.field
        if key not in self._frequencies:
            check_time()
            self._frequencies[key] = node, frequencies_of(self.positions, node, region)
        return self._frequencies[key][1]

    def articles(self, node: Scored, region: FieldRegion) -> int:
        """Return how many articles have a part that is scored as one, with any capitals.

        A part is worth the same whatever stands beside it, and is not read for in all of them.
        """
        if self.positions.read_in is not None and asks_for_letters(node):
            return len(self.docs(without_letters(node), region))
        return len(self.frequencies(node, region).docs)

    def read_only_for(self, node: Node) -> None:
        """Let texts be read only where a query may hold that asks for letters.

        It must be said of every such query before it or its parts are asked for.
        """
        self.positions.read_in = self.live_docs_without_letters(node)

    def that_may_read_for(self, node: Node) -> Matcher:
        """Return a matcher for another query: this one, or a new one that may read more texts."""
        read_in = self.positions.read_in
        if not asks_for_letters(node) or read_in is None:
            return self
        wanted = self.live_docs_without_letters(node)
        if len(intersect(wanted, read_in)[0]) == len(wanted):
            return self
        other = Matcher(self.segment)
        other.positions.read_in = wanted
        return other

    def live_docs_without_letters(self, node: Node) -> Docs:
        """Return the live articles that satisfy a query with any capitals."""
        docs = self.docs(without_letters(node))
        deleted = self.segment.deleted
        return docs if deleted is None else docs[~deleted[docs]]

    def adjacent(self, node: And, region: FieldRegion, docs: Docs) -> list[tuple[Phrase, Docs]]:
        """Return the bare words that stand side by side in a query, and who has them so.

        ``docs`` are the articles that satisfy it; others may come too.
        """
        key = id(node), region.field
        if key not in self._adjacent:
            found = []
            for run in adjacent_words(node):
                owners = self.positions.spans(run, region, docs).docs
                found.append((run, owners[changes(owners)]))
            self._adjacent[key] = node, found
        return self._adjacent[key][1]

    def quotations(self, node: InField) -> Keys:
        """Return the quotations that satisfy a group whose parts are bound, see ``ast.binds``."""
        if id(node) not in self._quotations:
            found = quotation_keys(self.positions, self.docs, node)
            self._quotations[id(node)] = node, found
        return self._quotations[id(node)][1]

    def kept(self, node: And, region: FieldRegion, docs: Docs) -> Docs | None:
        """Return the indices of the articles that no NOT of a query leaves out, None for all.

        All are left out together: one inside the other, a thousand of them would nest as deep.
        """
        unwanted = dict.fromkeys(part.operand for part in node.operands if isinstance(part, Not))
        if not unwanted:
            return None
        parts = [self.docs(part, region) for part in unwanted]
        return (~marked(parts, self.segment.size).take(docs)).nonzero()[0]

    def _find(self, node: Node, region: FieldRegion) -> Docs:
        if isinstance(node, Text | Near | AtLeast):
            return self.frequencies(node, region).docs
        if isinstance(node, Value):
            return value_docs(self.segment, node)
        match node:
            case And():
                return self._all_of(node, region)
            case Or():
                parts = [self.docs(part, region) for part in dict.fromkeys(node.operands)]
                return unite(parts, self.segment.size)
            case Not():
                unwanted = marked([self.docs(node.operand, region)], self.segment.size)
                return (~unwanted).nonzero()[0]
            case Boost():
                return self.docs(node.operand, region)
            case InField() if binds(node):
                owners = self.quotations(node) >> POSITION_BITS
                return owners[changes(owners)].astype(np.intp)
            case InField():
                return self.docs(node.operand, region_of(self.segment.layout, node.field))
            case _:
                assert_never(node)

    def _all_of(self, node: And, region: FieldRegion) -> Docs:
        size = self.segment.size
        wanted = [self.docs(part, region) for part in node.operands if not isinstance(part, Not)]
        found = intersect_all(sorted(wanted, key=len))[0] if wanted else np.arange(size)
        kept = self.kept(node, region, found)
        return found if kept is None else found[kept]


def adjacent_words(node: And) -> list[Phrase]:
    """Return the runs of two or more bare words that stand side by side in a query, as phrases.

    Their parts are the same objects that the query holds.
    """
    runs: list[list[Word]] = [[]]
    for part in node.operands:
        if isinstance(part, Word) and not part.exact:
            runs[-1].append(part)
        else:
            runs.append([])
    return [Phrase(tuple(run)) for run in runs if len(run) > 1]


def phrase_of_all(node: Node) -> Phrase | None:
    """Return the phrase that a query makes which is bare words side by side, None of another."""
    if not isinstance(node, And):
        return None
    runs = adjacent_words(node)
    return runs[0] if len(runs) == 1 and len(runs[0].parts) == len(node.operands) else None


def among_docs(docs: Docs, others: Docs) -> Docs:
    """Return those of ``docs`` that stand among ``others`` too."""
    here, _ = intersect(docs, others)
    return docs[here]
