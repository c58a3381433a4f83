"""Which names open a field, and what to say about those that do not."""

from __future__ import annotations

from typing import NamedTuple

from newssearch.archive.errors import QuerySyntaxError
from newssearch.archive.fields import FIELD_BY_NAME, Field
from newssearch.search.language.lexer import Opening, chunk_at, opening_at, opens_address
from newssearch.search.language.query_text import QueryText, quoted

COMPARED_NAMES = {"after": ">", "before": "<"}
"""Names that are the field date with a comparison built in."""

_COMPARISONS = frozenset({">=", "<=", ">", "<"})


class Opened(NamedTuple):
    """A field's name as typed, with what introduces its value; ``end`` is where that begins."""

    field: Field
    name: str
    operator: str
    comparison: str
    start: int
    end: int


def read_opening(source: QueryText, start: int) -> Opened | None:
    """Read ``name:`` at a place; None if it is text, an error where no field has that name."""
    found = opening_at(source.marked, start)
    if found is None:
        return None
    name = found.name.lower()
    comparison = COMPARED_NAMES.get(name, "")
    field = source.field("date" if comparison else name)
    if field is None:
        _check_unknown(source, found)
        return None
    if found.operator in _COMPARISONS:
        if comparison:
            raise source.refuse(
                "bad_range",
                f"{found.name} is already a comparison",
                start,
                found.end,
                f"write {found.name}:2012, or date{found.operator}2012",
            )
        comparison = found.operator
    return Opened(field, found.name, found.operator, comparison, start, found.end)


def _check_unknown(source: QueryText, found: Opening) -> None:
    """Let text pass that only looks like a field; refuse what was meant as one."""
    name, operator, start, end = found
    following = source.marked[end : end + 1]
    has_value = bool(following) and not following.isspace() and following != ")"
    if operator in _COMPARISONS:
        if has_value:
            text = source.excerpt(start, start + len(chunk_at(source.marked, start)))
            source.note(f"{text} read as text, for there is no field {quoted(name)}")
        return
    if operator != "(" and (not has_value or opens_address(source.marked, found)):
        return
    raise _unknown_field(source, name, operator, start)


def _unknown_field(source: QueryText, name: str, operator: str, start: int) -> QuerySyntaxError:
    import difflib  # noqa: PLC0415 - half a millisecond that only a mistyped query should pay

    names = [*FIELD_BY_NAME, *COMPARED_NAMES]
    near = tuple(difflib.get_close_matches(name.lower()[:40], names, n=3, cutoff=0.6))
    end = start + len(chunk_at(source.marked, start))
    itself = "put a space before the (" if operator == "(" else f"write {source.itself(start, end)}"
    hint = f"to search the text itself {itself}"
    if near:
        hint = f"did you mean {', '.join(near)}? {hint}"
    else:
        hint += "; newssearch help fields lists the fields"
    return source.refuse(
        "unknown_field",
        f"unknown field {quoted(name)}",
        start,
        start + len(name),
        hint,
        near,
    )
