"""NOT w/n as spans of OpenSearch, which alone can say it: intervals know of no distance to keep."""

from __future__ import annotations

from collections.abc import Sequence

from newssearch.archive.cluster.slots import wide_marks
from newssearch.search.ast import Boost, Near, Node, Or, Part, Phrase, Printed, Word
from newssearch.search.cluster.dsl import NEVER, Query, span_or, span_ordered, span_term
from newssearch.search.cluster.sources import Doubt, Sources
from newssearch.search.cluster.terms import Term
from newssearch.search.printed import leaves
from newssearch.search.tokens import word_tokens


class Spans(Sources):
    """Makes spans of the parts of a query in one place; what is in doubt is so for both."""

    def alone(self, node: Near) -> Query:
        """Return the articles in which the left side stands with nothing of the right side near.

        Raises:
            Doubt: Lucene might answer otherwise.
        """
        if node.distance is None:
            raise AssertionError("sentences and paragraphs are intervals")
        self.disjoint_sides(node)
        left, right = (
            self.place.spans_inside(self._spans(side)) for side in (node.left, node.right)
        )
        before = 0 if node.ordered else node.distance
        return {
            "span_not": {"include": left, "exclude": right, "pre": before, "post": node.distance}
        }

    def _spans(self, node: Node) -> Query:
        field = self.place.field
        words = self.single(node)
        if words is not None:
            return _any_span(field, words)
        match node:
            case Word():
                return self._part_spans(node)
            case Phrase(slop=None, sentence=False):
                return span_ordered([self._part_spans(part) for part in node.parts], 0)
            case Or():
                return span_or([self._spans(part) for part in dict.fromkeys(node.operands)])
            case Boost():
                return self._spans(node.operand)
        raise Doubt("NOT w/n of windows")

    def _part_spans(self, part: Part) -> Query:
        field = self.place.field
        self.part(part)  # it doubts what cannot be said
        if isinstance(part, Printed):
            return span_or([self._part_spans(leaf) for leaf in leaves(part)])
        if not isinstance(part, Word):
            return _any_span(field, self.slot(part))
        word = word_tokens(part)
        if len(word.tokens) < 2:
            exact = self.words.exact(word.tokens[0], self.space) if word.tokens else []
            return _any_span(field, exact)
        apart = span_ordered([span_term(field, token) for token in word.tokens], 0)
        if word.joined is None:
            return apart
        return span_or([apart, _any_span(field, self.words.exact(word.joined, self.space))])


def _any_span(field: str, terms: Sequence[Term]) -> Query:
    spans = [
        span_term(field, term.token)
        if width == 1
        else span_ordered(
            [span_term(field, mark) for mark in wide_marks(term.token, width)], width - 2
        )
        for term in terms
        for width in term.widths
    ]
    return span_or(spans) if spans else span_term(field, NEVER)
