"""Connectors of other people's query languages: read, with a note, or refused, with our way.

None is ever searched as a word. What is only a connector in their capitals or with their marks
("N5", "+5", "NEAR", "%") is one here too, between two operands and outside of pasted text; a
backslash or quotation marks make it a word. Sources: the search help of Westlaw (``/s`` ``/p``
``/5`` ``+s`` ``+p`` ``+5`` ``%``), Nexis (``w/sent`` ``w/para`` ``w/seg`` ``pre/``, ``BUT NOT``),
ProQuest (``N/5`` ``NEAR/5`` ``P/5`` ``PRE/5``), EBSCO (``N5`` ``W5``), dtSearch (``w/5
xfirstword``, ``XOR``), Europresse (``%5``, ``ET`` ``OU`` ``SAUF``) and GENIOS (``UND`` ``ODER``
``NICHT``).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from newssearch.search.language.lexer import LARGEST_DISTANCE, SPACE, Proximity, chunk_at
from newssearch.search.language.query_text import QueryText


class Foreign(NamedTuple):
    """A connector: what it is read as, or why it is not; and how one writes it here.

    ``weak`` ones may as well be a word, and are connectors only between two operands.
    """

    proximity: Proximity | None
    ours: str
    weak: bool = False
    why: str = ""


_SENTENCE = Proximity("sentence", None, ordered=False)
_PARAGRAPH = Proximity("paragraph", None, ordered=False)

_FIXED: dict[str, Foreign] = {
    "/s": Foreign(_SENTENCE, "w/s"),
    "w/sent": Foreign(_SENTENCE, "w/s"),
    "/p": Foreign(_PARAGRAPH, "w/p"),
    "w/para": Foreign(_PARAGRAPH, "w/p"),
}

_IN_ORDER = "order within a sentence or a paragraph cannot be searched"
_REFUSED: dict[str, Foreign] = {
    "+s": Foreign(None, "w/s for any order, or pre/20 for this one", why=_IN_ORDER),
    "+p": Foreign(None, "w/p for any order, or pre/100 for this one", why=_IN_ORDER),
    "pre/s": Foreign(None, "w/s for any order, or pre/20 for this one", why=_IN_ORDER),
    "pre/p": Foreign(None, "w/p for any order, or pre/100 for this one", why=_IN_ORDER),
    "w/seg": Foreign(
        None, "the field once, with both in it: title:(oil opec)", why="it is not a field"
    ),
    "xfirstword": Foreign(None, "lead:WORD for the opening paragraphs", True, "it is not a word"),
    "xlastword": Foreign(None, "body:WORD", True, "it is not a word"),
}

_NUMBERED = re.compile(
    r"(?P<ordered>\+|[Pp]/|W|P|PRE)(?P<distance>[0-9]{1,4})|(?P<near>[Nn]/|N|%)(?P<any>[0-9]{1,4})"
)
_BARE_NEAR = Foreign(None, "near/5, or another number of words", True, "it has no distance")
_XOR = Foreign(
    None, "(oil OR opec) NOT (oil AND opec)", True, "exactly one of two cannot be asked for"
)
_BUT_NOT = Foreign(None, "NOT, as in: oil NOT opec", True, "it is a Westlaw operator")


def foreign_at(chunk: str) -> Foreign | None:
    """Return what a chunk means elsewhere where a connector may stand; None if it is none."""
    if chunk in ("NEAR", "WITHIN"):
        return _BARE_NEAR
    if chunk == "%":
        return _BUT_NOT
    if chunk == "XOR":
        return _XOR
    lowered = chunk.lower()
    if fixed := _FIXED.get(lowered) or _REFUSED.get(lowered):
        return fixed
    found = _NUMBERED.fullmatch(chunk)
    if found is None:
        return None
    ordered = found["ordered"] is not None
    distance = int(found["distance"] or found["any"])
    if not 1 <= distance <= LARGEST_DISTANCE:
        return None
    name = f"{'pre' if ordered else 'w'}/{distance}"
    return Foreign(Proximity("word", distance, ordered), name, weak="/" not in chunk)


def read_foreign(source: QueryText, chunk: str, place: int) -> Proximity | None:
    """Read a connector of another query language, with a note; None if there is none.

    Raises:
        QuerySyntaxError: it cannot be read; the hint is our way of writing it.
    """
    if source.any_word:
        return None
    refuse_date_word(source, chunk, place)
    found = foreign_at(chunk)
    end = place + len(chunk)
    if found is None or (found.weak and not _operand_follows(source, end)):
        return None
    shown = source.excerpt(place, end)
    if found.proximity is None:
        raise source.refuse(
            "bad_operand",
            f"{shown} cannot be read here: {found.why}",
            place,
            end,
            f"write {found.ours}; for the text itself {source.itself(place, end)}",
        )
    source.note(f"{shown} read as {found.ours}; quote it to search the text itself")
    return found.proximity


CONNECTIVES = {
    **dict.fromkeys(("ET", "UND"), "and"),
    **dict.fromkeys(("OU", "ODER"), "or"),
    **dict.fromkeys(("SAUF", "NICHT", "ANDNOT"), "not"),
}
"""Connectives of databases in other languages, in capitals and between two operands only."""


def is_connective(source: QueryText, chunk: str, place: int, word: str) -> bool:
    """Return whether a connective of another language, or of one word, is at a place."""
    if CONNECTIVES.get(chunk) != word or source.any_word or source.capitals:
        return False
    before = source.marked[:place].rstrip()
    return before[-1:] not in ("", "(") and _operand_follows(source, place + len(chunk))


_DATE_WORDS = {
    "geq": ">=",
    "gtr": ">",
    "aft": ">",
    "after": ">",
    "leq": "<=",
    "lss": "<",
    "bef": "<",
    "before": "<",
}
"""Nexis' comparisons of dates, as in ``date aft 3/1/1987``."""

_AFTER_DATE = re.compile(r"(?:^|[\s(])date\s+\Z", re.I)


def refuse_date_word(source: QueryText, chunk: str, place: int) -> None:
    """Refuse Nexis' comparison of dates, whose words would else be searched.

    Raises:
        QuerySyntaxError: it is at the place, behind "date" and before a number.
    """
    sign = _DATE_WORDS.get(chunk.lower())
    if sign is None or not _AFTER_DATE.search(source.marked, 0, place):
        return
    end = place + len(chunk)
    if source.marked[end:].lstrip()[:1].isdigit():
        shown = source.excerpt(place, end)
        raise source.refuse(
            "bad_operand",
            f"{shown} cannot be read here: dates are compared with signs",
            place,
            end,
            f"write date:{sign}1987-03-01; for the text itself {source.itself(place, end)}",
        )


def refuse_lone_percent(source: QueryText, place: int) -> None:
    """Refuse Westlaw's BUT NOT, which would else be skipped as a mark by itself.

    Raises:
        QuerySyntaxError: it is at the place, between two operands.
    """
    space = SPACE.match(source.marked, place)
    assert space is not None
    if chunk_at(source.marked, space.end()) == "%":
        read_foreign(source, "%", space.end())


def _operand_follows(source: QueryText, place: int) -> bool:
    """Return whether a word, a phrase, a bracket comes next, and not the end or a connective."""
    space = SPACE.match(source.marked, place)
    assert space is not None
    following = source.marked[space.end() : space.end() + 1]
    chunk = chunk_at(source.marked, space.end())
    return following not in ("", ")") and chunk.lower() not in ("and", "or")
