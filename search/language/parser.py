"""From a query's text to its tree, by recursive descent.

Tightest first: brackets; fields and atleast; proximity; NOT; AND (or a space); OR. Factiva,
Lucene and notmuch bind in this order; Nexis binds OR tighter, so a query that mixes AND and OR
without brackets is read back in a note.
"""

from __future__ import annotations

import datetime as dt
import re

from newssearch.search.ast import And, Everything, Node, Not, Or, Parsed, Span, Word
from newssearch.search.language.lexer import SPACE, chunk_at, has_word_character
from newssearch.search.language.operands import OperandReader
from newssearch.search.language.printer import print_query
from newssearch.search.language.query_text import OwnFields, QueryText
from newssearch.search.language.refusals import (
    nothing_before,
    nothing_to_search,
    too_deep,
    unexpected_bracket,
)
from newssearch.search.language.structure import deepest, is_bare

LONGEST_QUERY = 4096
"""Characters. A page of text; longer ones are pasted by mistake."""

DEEPEST_TREE = 160
"""Nodes from root to leaf. Brackets alone stay far below; the engine recurses over the tree, and
Python allows 1,000 calls."""

_LITERAL_WORD = re.compile(r"\S+")


def parse_query(
    text: str,
    *,
    literal: bool = False,
    any_word: bool = False,
    today: dt.date | None = None,
    own_fields: OwnFields | None = None,
) -> Parsed:
    """Read a query.

    ``literal`` takes the whole text as plain words, ``any_word`` joins the bare words of the top
    level with OR, ``today`` is the day that relative dates count from. ``own_fields`` returns the
    archive's own fields by name; it is called where a query names a field that is not in the table.

    Raises:
        QuerySyntaxError: the text is not a query; its code, place and hint say why.
    """
    source = QueryText(text, any_word=any_word, today=today, own_fields=own_fields)
    if len(text) > LONGEST_QUERY:
        raise source.refuse(
            "too_long",
            f"this query has {len(text):,} characters; the limit is {LONGEST_QUERY:,}",
            LONGEST_QUERY,
            len(text),
            "search for a few distinctive words of it",
        )
    node = _read_literal(source) if literal else Parser(source).read()
    return Parsed(text, node, source.notes)


class Parser(OperandReader):
    """Reads the connectives AND, OR, NOT and the space between the operands."""

    def __init__(self, source: QueryText) -> None:
        super().__init__(source)
        self._mixed = False

    def read(self) -> Node:
        """Read the whole text."""
        self.skip_blank()
        if self.at_end():
            return self._read_nothing()
        node = self.read_or()
        if not self.at_end():
            raise unexpected_bracket(self.source, self.position)
        self._check_depth(node)
        if self._mixed:
            self.source.note(f"read as ({print_query(node)})")
        return node

    def read_or(self) -> Node:
        """Read operands of OR, each a run of operands of AND."""
        operands: list[Node] = []
        after: Span | None = None
        mixed = False
        while True:
            run = self._read_and(after)
            joined = self._join(run)
            mixed = mixed or (len(run) > 1 and isinstance(joined[0], And))
            operands.extend(joined)
            after = self._connective("or")
            if after is None:
                break
        if len(operands) == 1:
            return operands[0]
        self._mixed = self._mixed or mixed
        return Or(tuple(operands), span=_around(operands))

    def _read_and(self, after: Span | None) -> list[tuple[Node, bool]]:
        """Operands up to an OR or a bracket; True with those that a written AND asks for."""
        run: list[tuple[Node, bool]] = []
        required = False
        while True:
            node = self._read_not(after)
            after = self._connective("and")
            run.append((node, required or after is not None))
            required = after is not None
            if after is None and (self.at_end_of_group() or self.at_connective("or")):
                return run

    def _join(self, run: list[tuple[Node, bool]]) -> list[Node]:
        """One node for a run; with any_word, at the top level, perhaps several for an OR."""
        operands = [node for node, _ in run]
        if self.source.any_word and not self.depth:
            operands = _any_of(run)
            if len(run) > 1 and all(not required and is_bare(node) for node, required in run):
                return [node for node, _ in run]
        if len(operands) == 1:
            return operands
        return [And(tuple(operands), span=_around(operands))]

    def _read_not(self, after: Span | None) -> Node:
        self._expect_operand(after)
        operator = self._connective("not")
        if operator is None:
            return self.read_proximity()
        with self.deeper(operator.start):
            operand = self._read_not(operator)
        return Not(operand, span=Span(operator.start, operand.span.end))

    def _expect_operand(self, after: Span | None) -> None:
        self.skip_blank()
        if after is not None and self.at_end_of_group():
            raise self.missing_operand(after)
        if self.at_end_of_group():
            raise unexpected_bracket(self.source, self.position)
        for word in ("and", "or"):
            if self.at_connective(word):
                end = self.position + len(word)
                raise nothing_before(self.source, Span(self.position, end))

    def _connective(self, word: str) -> Span | None:
        """Read a connective if it stands here."""
        self.skip_blank()
        if word == "and" and (but := self._but_not()) is not None:
            return but
        if not self.at_connective(word):
            return None
        start, end = self.position, self.position + len(self._present_chunk())
        typed = self.source.text[start:end]
        if typed != word.upper():
            self.source.note(f"'{typed}' read as {word.upper()}; quote it to search the word")
        self.position = end
        return Span(start, end)

    def _but_not(self) -> Span | None:
        """Read the BUT of Nexis' BUT NOT, which is AND NOT."""
        start = self.position
        if self.source.any_word or self._present_chunk().lower() != "but":
            return None
        after = SPACE.match(self.source.marked, start + len("but"))
        assert after is not None
        if chunk_at(self.source.marked, after.end()).lower() != "not":
            return None
        self.source.note("BUT NOT read as AND NOT; quote it to search the words")
        self.position = after.end()
        return Span(start, start + len("but"))

    def _check_depth(self, node: Node) -> None:
        depth, span = deepest(node)
        if depth > DEEPEST_TREE:
            raise too_deep(self.source, span.start)

    def _read_nothing(self) -> Node:
        if self.source.text.strip():
            raise nothing_to_search(self.source)
        return Everything()


def _read_literal(source: QueryText) -> Node:
    words: list[Node] = [
        Word(chunk.group(), span=Span(chunk.start(), chunk.end()))
        for chunk in _LITERAL_WORD.finditer(source.text)
        if has_word_character(chunk.group())
    ]
    if not words:
        if source.text.strip():
            raise nothing_to_search(source)
        return Everything()
    if len(words) == 1:
        return words[0]
    joined = Or if source.any_word else And
    return joined(tuple(words), span=_around(words))


def _any_of(run: list[tuple[Node, bool]]) -> list[Node]:
    """The operands of a run, its bare words gathered in one OR where the first of them stood."""
    bare = [node for node, required in run if not required and is_bare(node)]
    if len(bare) < 2:
        return [node for node, _ in run]
    gathered = Or(tuple(bare), span=_around(bare))
    operands: list[Node] = []
    for node, required in run:
        if node is bare[0]:
            operands.append(gathered)
        elif required or not is_bare(node):
            operands.append(node)
    return operands


def _around(nodes: list[Node]) -> Span:
    return Span(nodes[0].span.start, nodes[-1].span.end)
