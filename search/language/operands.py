"""The operands of a query: words, phrases, fields, brackets, and proximity between them.

A reader of operands keeps the place in the text, the field whose brackets it is in, and how deep
it is; the parser of AND, OR and NOT is built on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from newssearch.archive.errors import QuerySyntaxError
from newssearch.archive.fields import Field, FieldKind
from newssearch.search.ast import (
    AtLeast,
    Boost,
    Everything,
    Form,
    HasValue,
    InField,
    Near,
    Node,
    Not,
    Phrase,
    Span,
)
from newssearch.search.language import lexer, refusals
from newssearch.search.language.connectors import is_connective, read_foreign, refuse_lone_percent
from newssearch.search.language.forms import form_at, note_form_apart, printed
from newssearch.search.language.names import Opened, read_opening
from newssearch.search.language.numbers import read_atleast, read_boost, read_phrase_tail
from newssearch.search.language.query_text import QueryText, quoted
from newssearch.search.language.structure import kind_of, not_positional
from newssearch.search.language.values import (
    RAW_FIELDS,
    read_keyword,
    read_range,
    read_raw,
    refuse_range,
)
from newssearch.search.language.words import has_wildcard, read_phrase, read_word

_BARS = ("|", "||")
"""OR, as Lucene and Europresse write it."""

_LUCENE = {
    "'&&'": "'&&' is not an operator and was ignored; a space is AND",
}


class OperandReader:
    """Reads one operand at a time; ``read_or``, for what stands in brackets, comes from above."""

    def __init__(self, source: QueryText) -> None:
        self.source = source
        self.position = 0
        self.depth = 0
        self._field: Field | None = None
        self._comparison = ""
        self._chunk_place = self._not_blank = -1
        self._chunk = ""
        self._brackets: list[int] = []

    def read_or(self) -> Node:
        """Read a whole query, up to the end or a closing bracket."""
        raise NotImplementedError

    def at_end(self) -> bool:
        """Whether the whole text was read."""
        return self.position >= len(self.source.text)

    def at_end_of_group(self) -> bool:
        """Whether nothing more comes before a closing bracket or the end."""
        return self.at_end() or self.source.text[self.position] == ")"

    def at_connective(self, word: str) -> bool:
        """Whether and, or, not stands here; pasted text (any_word) must write it large."""
        chunk = self._present_chunk()
        if self.source.any_word:
            return chunk == word.upper() and not self.source.capitals
        if chunk.lower() == word or (word == "or" and chunk in _BARS):
            return True
        return is_connective(self.source, chunk, self.position, word)

    def skip_blank(self) -> None:
        """Pass over white space and marks that stand alone: they hold nothing to search."""
        while self._not_blank != self.position:
            space = lexer.SPACE.match(self.source.marked, self.position)
            assert space is not None
            self.position = space.end()
            chunk = self._present_chunk()
            if not chunk or not self._is_blank(chunk):
                self._not_blank = self.position
                return
            start, self.position = self.position, self.position + len(chunk)
            if not self.source.any_word:
                shown = self.source.excerpt(start, self.position)
                self.source.note(
                    _LUCENE.get(shown, f"{shown} has no letter or digit and was ignored")
                )

    def _present_chunk(self) -> str:
        """The chunk at the present place: it is asked for by every operator that may stand here."""
        if self._chunk_place != self.position:
            self._chunk_place = self.position
            self._chunk = lexer.chunk_at(self.source.marked, self.position)
        return self._chunk

    def _is_blank(self, chunk: str) -> bool:
        if lexer.has_word_character(chunk):
            return False
        if chunk in _BARS and not self.source.any_word:
            return False
        if chunk == "-" and self.source.marked.startswith(('"', "("), self.position + 1):
            return False
        if self._field is not None and self._field.name in RAW_FIELDS:
            return False
        return not self._holds_wildcard(chunk)

    def _holds_wildcard(self, chunk: str) -> bool:
        """Whether a chunk without letters asks for something: in pasted text ``?`` does not."""
        return has_wildcard(chunk, "*" if self.source.any_word else "*?")

    @contextmanager
    def deeper(self, start: int) -> Iterator[None]:
        """One step further in; refused where no person can follow."""
        if self.depth >= refusals.DEEPEST:
            raise refusals.too_deep(self.source, start)
        self.depth += 1
        yield
        self.depth -= 1

    def missing_operand(self, operator: Span) -> QuerySyntaxError:
        """Make the error for an operator with nothing behind it.

        Where the text ends inside brackets, those are what is missing first.
        """
        if self.at_end() and self._brackets:
            return refusals.unclosed_bracket(self.source, self._brackets[-1])
        return refusals.nothing_after(self.source, operator)

    # -- proximity ---------------------------------------------------------------------------

    def read_proximity(self) -> Node:
        """Read operands joined by w/5, pre/5, w/s and their like, from left to right."""
        start = self.position
        left = self._read_unit()
        left_end = self.position
        links = 0
        while (operator := self._proximity_operator()) is not None:
            found, negated, place = operator
            self._expect_positional(left, Span(start, left_end), place)
            self._expect_right_side(place)
            links += 1
            if links + self.depth > refusals.DEEPEST:
                raise refusals.too_deep(self.source, place.start)
            begin = self.position
            right = self._read_unit()
            left_end = self.position
            self._expect_positional(right, Span(begin, left_end), place)
            left = Near(
                left,
                right,
                found.distance,
                ordered=found.ordered,
                unit=found.unit,
                negated=negated,
                span=Span(left.span.start, right.span.end),
            )
        return left

    def _proximity_operator(self) -> tuple[lexer.Proximity, bool, Span] | None:
        refuse_lone_percent(self.source, self.position)
        self.skip_blank()
        start = place = self.position
        chunk = self._present_chunk()
        negated = self.at_connective("not")
        if negated:
            space = lexer.SPACE.match(self.source.marked, place + len(chunk))
            assert space is not None
            place = space.end()
            chunk = lexer.chunk_at(self.source.marked, place)
        found = read_foreign(self.source, chunk, place) or lexer.proximity(chunk)
        if found is None:
            return None
        self.position = place + len(chunk)
        if found.misshapen:
            raise self.source.refuse(
                "bad_distance",
                f"{self.source.excerpt(place, self.position)} is not a distance",
                place,
                self.position,
                "use w/5 or pre/5 (1 to 255 words), w/s (same sentence) or w/p (same paragraph); "
                f"to search the text itself write {self.source.itself(place, self.position)}",
            )
        return found, negated, Span(start, self.position)

    def _expect_right_side(self, operator: Span) -> None:
        self.skip_blank()
        if self.at_end_of_group() or self.at_connective("and") or self.at_connective("or"):
            raise self.missing_operand(operator)
        if self.at_connective("not"):
            name = self.source.text[operator.start : operator.end]
            raise self.source.refuse(
                "bad_operand",
                f"NOT cannot follow '{name}'",
                self.position,
                self.position + len("not"),
                f'write NOT {name} for "not that near", or AND NOT for "nowhere"',
            )

    def _expect_positional(self, node: Node, typed: Span, operator: Span) -> None:
        wrong = not_positional(node)
        if wrong is None:
            return
        name = self.source.excerpt(operator.start, operator.end)
        raise self.source.refuse(
            "bad_operand",
            f"{name} needs words or phrases on both sides, and {kind_of(wrong)} is neither",
            typed.start,
            typed.end,
            "use OR between words in the brackets, or put AND, NOT and fields outside of them",
        )

    # -- one operand -------------------------------------------------------------------------

    def _read_unit(self) -> Node:
        start = self.position
        if self._negates():
            self.position += 1
            operand = self._read_boosted()
            return Not(operand, span=Span(start, operand.span.end))
        return self._read_boosted()

    def _negates(self) -> bool:
        """Whether a - stands here for NOT; two of them are a dash."""
        marked = self.source.marked
        if not marked.startswith("-", self.position) or marked.startswith("--", self.position):
            return False
        return self.position + 1 < len(marked) and not marked[self.position + 1].isspace()

    def _read_boosted(self) -> Node:
        node = self._read_primary()
        while self.source.marked.startswith("^", self.position):
            start = self.position
            factor, self.position = read_boost(self.source, start)
            node = Boost(node, factor, span=Span(node.span.start, self.position))
        return node

    def _read_primary(self) -> Node:
        marked, start = self.source.marked, self.position
        first = marked[start] if start < len(marked) else ""
        if first == "(":
            return self._read_group(start)
        if first == "^" or lexer.is_operator_with_slash(self._present_chunk()):
            end = start + max(1, len(self._present_chunk()))
            raise refusals.nothing_before(self.source, Span(start, end))
        if self._field is not None and self._field.name in RAW_FIELDS:
            return self._read_value(self._field)
        atleast = lexer.atleast_at(marked, start)
        if atleast is not None:
            return self._read_atleast(*atleast)
        form = form_at(marked, start)
        if form is not None:
            return self._read_printed(*form)
        opened = read_opening(self.source, start)
        if opened is not None:
            return self._read_field(opened)
        if self._field is not None and self._field.kind is not FieldKind.TEXT:
            return self._read_value(self._field)
        return self._read_text(self._field)

    def _read_group(self, opening: int) -> Node:
        with self.deeper(opening):
            self.position = opening + 1
            self._brackets.append(opening)
            self.skip_blank()
            if self.at_end():
                raise refusals.unclosed_bracket(self.source, opening)
            if self.source.text[self.position] == ")":
                raise refusals.empty_group(self.source, opening, self.position + 1)
            node = self.read_or()
            if self.at_end():
                raise refusals.unclosed_bracket(self.source, opening)
            self._brackets.pop()
            self.position += 1
        return node

    def _read_atleast(self, digits: str, end: int) -> Node:
        start = self.position
        count = read_atleast(self.source, digits, start, end)
        self.position = end
        self.skip_blank()
        operator = Span(start, end)
        if self.at_end_of_group() or any(map(self.at_connective, ("and", "or", "not"))):
            raise self.missing_operand(operator)
        begin = self.position
        operand = self._read_primary()
        self._expect_positional(operand, Span(begin, self.position), operator)
        return AtLeast(count, operand, span=Span(start, operand.span.end))

    def _read_printed(self, form: Form, bracket: int) -> Node:
        """Read the group whose words must be printed in a form."""
        start = self.position
        node = self._read_group(bracket)
        return printed(self.source, node, form, Span(start, self.position))

    def _read_field(self, opened: Opened) -> Node:
        """Read the value behind a field's opening."""
        start, self.position = self.position, opened.end
        if opened.operator == "(":
            self.position -= 1
        elif self.at_end_of_group() or self.source.text[self.position].isspace():
            raise refusals.empty_value(self.source, opened.name, start, opened.end, has_value=False)
        outer = self._field, self._comparison
        self._field, self._comparison = opened.field, opened.comparison
        node = self._read_field_value(opened)
        self._field, self._comparison = outer
        return node

    def _read_field_value(self, opened: Opened) -> Node:
        field, start = opened.field, opened.start
        if opened.comparison and field.kind in (FieldKind.TEXT, FieldKind.KEYWORD):
            operator = opened.start + len(opened.name)
            value = self._present_chunk()
            refuse_range(self.source, field, f"{opened.comparison}{value}", operator)
        if self.source.marked.startswith("(", self.position):
            node = self._read_group(self.position)
        elif field.kind is FieldKind.TEXT and (form := form_at(self.source.marked, self.position)):
            node = self._read_printed(*form)
        elif field.kind is FieldKind.TEXT:
            node = self._read_text(field, direct=opened)
        else:
            node = self._read_value(field)
        if field.kind is FieldKind.TEXT and not _is_presence(node, field):
            return InField(field.name, node, span=Span(start, self.position))
        return node

    def _read_value(self, field: Field) -> Node:
        if field.name in RAW_FIELDS:
            node, self.position = read_raw(self.source, field, self.position)
        elif field.kind is FieldKind.KEYWORD:
            node, self.position = read_keyword(self.source, field, self.position)
        else:
            node, self.position = read_range(self.source, field, self.position, self._comparison)
        return node

    def _read_text(self, field: Field | None, direct: Opened | None = None) -> Node:
        """Read a word or a phrase; ``direct`` is the field's opening right before it."""
        start = self.position
        if self.source.marked.startswith('"', start):
            return self._read_phrase()
        length = len(self._present_chunk())
        end = start + length
        chunk = self.source.text[start:end]
        if chunk == "*":
            self.position = end
            span = Span(start, end)
            return HasValue(field.name, field.own, span=span) if field else Everything(span=span)
        if field is not None:
            self._check_value(field, chunk, direct)
        elif len(chunk) > 1 and chunk[0] == "!" and not self.source.any_word:
            self.source.note("! before a word is not NOT; write - or NOT")
        self.position = end
        note_form_apart(self.source, chunk, end)
        return read_word(self.source, chunk, start)

    def _check_value(self, field: Field, chunk: str, direct: Opened | None) -> None:
        start = self.position
        refuse_range(self.source, field, chunk, start)
        if direct is None:
            return
        if not lexer.has_word_character(chunk) and not self._holds_wildcard(chunk):
            raise refusals.empty_value(self.source, direct.name, start, start + len(chunk))
        if chunk.startswith("-"):
            name = direct.name
            self.source.note(f"- inside a value is not NOT; that would be -{name}:{chunk[1:]}")
        inner = lexer.opening_at(chunk, 0)
        if inner is not None and self.source.field(inner.name) is not None:
            self.source.note(f"{quoted(chunk)} inside a value is text, not another field")

    def _read_phrase(self) -> Node:
        start = self.position
        found = lexer.PHRASE.match(self.source.marked, start)
        if found is None:
            raise refusals.unclosed_quote(self.source, start)
        parts = read_phrase(self.source, found.start(1), found.end(1))
        if not parts:
            raise refusals.empty_phrase(self.source, start, found.end())
        if (self.source.text[start] == '"') != (self.source.text[found.end() - 1] == '"'):
            phrase = self.source.excerpt(start, found.end())
            self.source.note(f"{phrase} read as a phrase, although its quotation marks differ")
        tail = read_phrase_tail(self.source, found.end())
        self.position = tail.end
        return Phrase(parts, tail.slop, tail.sentence, span=Span(start, self.position))


def _is_presence(node: Node, field: Field) -> bool:
    return isinstance(node, HasValue) and node.field == field.name
