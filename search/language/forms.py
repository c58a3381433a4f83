"""How words must be printed: ``caps(us)``, ``plural(missile)``, as Nexis writes it.

A form around a group holds for each of its words, so that the tree has it at the words only.
"""

from __future__ import annotations

import re
from typing import assert_never

from newssearch.search.ast import (
    FORMS,
    And,
    AtLeast,
    Boost,
    Form,
    InField,
    Near,
    Node,
    Not,
    Or,
    Part,
    Phrase,
    Printed,
    Span,
    Value,
    Wildcard,
    Word,
    map_children,
)
from newssearch.search.language.query_text import QueryText

_NAMES = f"({'|'.join(FORMS)})"
_OPENING = re.compile(rf"{_NAMES}\(", re.IGNORECASE)
_CHUNK = re.compile(rf"{_NAMES}\((.*)\)", re.IGNORECASE | re.DOTALL)

_NUMBERS = frozenset({"singular", "plural"})
_CAPITALS = frozenset({"caps", "allcaps"})


def form_at(text: str, position: int) -> tuple[Form, int] | None:
    """Return the form that opens at a place, and where its bracket stands."""
    found = _OPENING.match(text, position)
    return (_form(found.group(1)), found.end() - 1) if found else None


def note_form_apart(source: QueryText, chunk: str, end: int) -> None:
    """Tell that a form's name is a word where a space follows it, and a bracket that."""
    if chunk.lower() in FORMS and re.compile(r"\s+\(").match(source.marked, end):
        source.note(
            f"'{chunk} (' read as a word; {chunk.lower()}( without a space asks for letters"
        )


def forms_of_chunk(chunk: str) -> tuple[tuple[Form, ...], str]:
    """Return the forms around a word within a phrase, the outermost first, and the word."""
    forms: list[Form] = []
    while (found := _CHUNK.fullmatch(chunk)) is not None and not _ends_escaped(chunk):
        forms.append(_form(found.group(1)))
        chunk = found.group(2)
    return tuple(forms), chunk


def _ends_escaped(chunk: str) -> bool:
    body = chunk[:-1]
    return (len(body) - len(body.rstrip("\\"))) % 2 == 1


def _form(name: str) -> Form:
    return next(form for form in FORMS if form == name.lower())


def printed(source: QueryText, node: Node, form: Form, span: Span) -> Node:
    """Return a group with a form at each of its words.

    ``span`` is the place of the form with its brackets.

    Raises:
        QuerySyntaxError: something in the group is no word, or cannot be printed so.
    """
    if isinstance(node, Value):
        raise _refuse(source, form, span, "takes words and phrases", f"{form}(word) AND date:2012")
    if isinstance(node, And | Or | Not | Near | AtLeast | InField | Boost):
        return map_children(node, lambda part: printed(source, part, form, span))
    if isinstance(node, Phrase):
        if form in _NUMBERS and len(node.parts) > 1:
            raise _refuse(source, form, span, "takes single words", f'"missile {form}(launcher)"')
        return Phrase(
            tuple(part_printed(source, part, (form,), span) for part in node.parts),
            node.slop,
            node.sentence,
            span=node.span,
        )
    if isinstance(node, Part):
        return part_printed(source, node, (form,), span)
    assert_never(node)


def part_printed(source: QueryText, part: Part, forms: tuple[Form, ...], span: Span) -> Printed:
    """Return a word with some forms around it, the outermost first.

    Raises:
        QuerySyntaxError: it cannot be printed so.
    """
    inner = part.part if isinstance(part, Printed) else part
    if isinstance(inner, Word):
        inner = Word(inner.text, exact=True, span=inner.span)
    own = part.forms if isinstance(part, Printed) else ()
    every = tuple(dict.fromkeys((*forms, *own)))
    if len(_NUMBERS & set(every)) > 1 or ("nocaps" in every and _CAPITALS & set(every)):
        others = " and ".join(f"{form}( )" for form in every[1:])
        raise _refuse(source, every[0], span, f"and {others} cannot both hold", "one of them")
    if _NUMBERS & set(every) and not isinstance(inner, Word):
        kind = "pattern" if isinstance(inner, Wildcard) else "word with ~"
        wanted = f"takes plain words, and no {kind}"
        raise _refuse(source, every[0], span, wanted, "the word in full")
    if isinstance(inner, Word) and _CAPITALS & set(every) and not _has_case(inner.text):
        source.note(f"{source.excerpt(*inner.span)} has no letters that could be capitals")
    return Printed(inner, every, span=span)


def _has_case(text: str) -> bool:
    return text.lower() != text or text.upper() != text


def _refuse(source: QueryText, form: Form, span: Span, wanted: str, way: str) -> Exception:
    return source.refuse("bad_operand", f"{form}( ) {wanted}", *span, f"write {way}")
