"""What a query means, as a tree of frozen data: the seam between the language and the engine.

The language package makes it, the engine carries it out, and neither knows the other. A node's
``span`` is its place in the query as typed; it takes no part in comparisons, so that printing a
tree and reading it again gives an equal tree.

==============  ==========================================================
leaves          Word, Wildcard, Fuzzy, Printed, Phrase, Keyword, Range, HasValue, Everything
positional      Word, Wildcard, Fuzzy, Printed, Phrase, Near, and Or of these
around others   And, Or, Not, InField, AtLeast, Boost
==============  ==========================================================

Whoever walks over a tree handles every node: a walk ends in ``assert_never``, so that the type
check names each place that a new node must be added to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from typing import Literal, NamedTuple, TypeAlias, assert_never, get_args

from newssearch.archive.fields import FieldKind


class Span(NamedTuple):
    """A stretch of text: code points, half-open."""

    start: int
    end: int


_NOWHERE = Span(0, 0)


def _span() -> Span:
    return dataclass_field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Word:
    """One word as typed. Bare words find their variants; ``exact`` ones only themselves.

    The text may fall into several tokens ("covid-19"); the engine asks the analysis.
    """

    text: str
    exact: bool = False
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Wildcard:
    """A pattern of one token: ``?`` is one character, ``*`` any number of them."""

    pattern: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A word and all words within ``distance`` (1 or 2) edits of it that share its first letter."""

    text: str
    distance: int
    span: Span = _span()


Form: TypeAlias = Literal["caps", "allcaps", "nocaps", "singular", "plural"]
"""How a word may be asked to be printed, as Nexis names it."""

FORMS: tuple[Form, ...] = get_args(Form)


@dataclass(frozen=True, slots=True)
class Printed:
    """A word where it is printed in a certain way: in all of some ``forms``, the outermost first.

    Words are exact ones. Only a word has a singular or a plural; then ``forms`` has one of them.
    """

    part: Word | Wildcard | Fuzzy
    forms: tuple[Form, ...]
    span: Span = _span()


Part: TypeAlias = Word | Wildcard | Fuzzy | Printed
"""What stands for one word, and so may be a part of a phrase."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Adjacent words in order; with ``slop``, any order within that many further words.

    ``sentence`` ones lie within one sentence; others may go on after its end.
    """

    parts: tuple[Part, ...]
    slop: int | None = None
    sentence: bool = False
    span: Span = _span()


Unit: TypeAlias = Literal["word", "sentence", "paragraph"]


@dataclass(frozen=True, slots=True)
class Near:
    """``left`` with a ``right`` near it.

    ``distance`` is the greatest difference of positions (None for a sentence or a paragraph);
    ``ordered`` wants the left one first; ``negated`` keeps the left ones with no right near.
    """

    left: Node
    right: Node
    distance: int | None
    ordered: bool = False
    unit: Unit = "word"
    negated: bool = False
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least ``count`` distinct occurrences of the operand in the article."""

    count: int
    operand: Node
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class And:
    """Articles that satisfy every operand."""

    operands: tuple[Node, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Or:
    """Articles that satisfy at least one operand."""

    operands: tuple[Node, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Not:
    """Articles that do not satisfy the operand."""

    operand: Node
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class InField:
    """The operand, looked for in one text field (its canonical name) instead of the bare fields.

    Around an And that holds ``InField("speaker", …)`` and inside ``quote``, all parts are bound
    to one and the same quotation.
    """

    field: str
    operand: Node
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Keyword:
    """A keyword field with exactly this value, or a value that begins with it.

    ``own`` says that the field is the archive's own; its values have no case.
    """

    field: str
    value: str
    prefix: bool = False
    own: bool = False
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Range:
    """A number or date field within bounds, both inclusive; None is open.

    Dates are proleptic ordinals (``datetime.date.toordinal``). ``own`` is the kind of a field
    that is the archive's own, None for the fields that every archive has.
    """

    field: str
    low: int | None
    high: int | None
    own: FieldKind | None = None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class HasValue:
    """Articles in which the field, perhaps one of the archive's own, holds anything."""

    field: str
    own: bool = False
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Boost:
    """The operand, its score multiplied by ``factor`` (> 0)."""

    operand: Node
    factor: float
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Everything:
    """All articles."""

    span: Span = _span()


Node: TypeAlias = (
    Word
    | Wildcard
    | Fuzzy
    | Printed
    | Phrase
    | Near
    | AtLeast
    | And
    | Or
    | Not
    | InField
    | Keyword
    | Range
    | HasValue
    | Boost
    | Everything
)


Text: TypeAlias = Part | Phrase
"""What is found at positions of a text by itself."""

Value: TypeAlias = Keyword | Range | HasValue | Everything
"""What holds for an article as a whole, whatever its texts say."""


NotPlaced: TypeAlias = And | AtLeast | Not | InField | Value
"""What holds for articles, and stands at no positions that could be near to others."""


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes right below a node; the parts of a phrase belong to it."""
    if isinstance(node, And | Or):
        return node.operands
    if isinstance(node, Near):
        return node.left, node.right
    if isinstance(node, Not | AtLeast | InField | Boost):
        return (node.operand,)
    if isinstance(node, Text | Value):
        return ()
    assert_never(node)


def map_children(node: Node, change: Callable[[Node], Node]) -> Node:
    """Return a node with each child replaced by what ``change`` makes of it."""
    if isinstance(node, And | Or):
        return replace(node, operands=tuple(map(change, node.operands)))
    if isinstance(node, Near):
        return replace(node, left=change(node.left), right=change(node.right))
    if isinstance(node, Not | AtLeast | InField | Boost):
        return replace(node, operand=change(node.operand))
    if isinstance(node, Text | Value):
        return node
    assert_never(node)


def binds(node: InField) -> bool:
    """Say whether the parts of a field's group are bound to one quotation.

    They are if the group asks for words and their speaker, or for several things of a speaker.
    """
    if node.field == _SPEAKER:
        return _combines(node.operand)
    return node.field == "quote" and _names_speaker(node.operand)


_SPEAKER = "speaker"


def _combines(node: Node) -> bool:
    if isinstance(node, And | Not):
        return True
    if isinstance(node, Or | Boost):
        return any(map(_combines, children(node)))
    if isinstance(node, Text | Value | Near | AtLeast | InField):
        return False
    assert_never(node)


def _names_speaker(node: Node) -> bool:
    if isinstance(node, InField | HasValue):
        return node.field == _SPEAKER
    return any(map(_names_speaker, children(node)))


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query that was understood.

    ``text`` is as typed, ``node`` its meaning, ``notes`` what a person should be told about how
    it was read, in sentences without a trailing full stop. ``narrowed`` says that options beside
    the text, such as a first day, have become part of the meaning.
    """

    text: str
    node: Node
    notes: tuple[str, ...] = ()
    narrowed: bool = False
