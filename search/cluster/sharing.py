"""Which words may stand at one position of a text: there a distance between them means nothing."""

from __future__ import annotations

from collections.abc import Sequence

from newssearch.search.cluster.terms import Term


def may_coincide(slots: Sequence[Sequence[Term]]) -> bool:
    """Say whether different slots of a loose phrase may ask for the same place.

    The same single word twice may not: it must then be there twice.
    """
    tokens = [[term.token for term in terms] for terms in slots]
    return any(
        coincide(one, other) and not (set(one) == set(other) and len(set(one)) == 1)
        for number, one in enumerate(tokens)
        for other in tokens[:number]
    )


def coincide(some: Sequence[str], others: Sequence[str]) -> bool:
    """Say whether two words may stand at one position.

    A joined form stands where its first part does, an abbreviation where its form without full
    stops does, and a word after an article that is joined to it where both together do.
    """
    mine, theirs = set(map(_letters, some)), set(map(_letters, others))
    return _one_holds(mine, theirs) or _one_holds(theirs, mine)


def _letters(token: str) -> str:
    return "".join(filter(str.isalnum, token))


def _one_holds(some: set[str], others: set[str]) -> bool:
    """Say whether a word of ``some`` begins or ends one of ``others``."""
    return any(
        word[:size] in some or word[-size:] in some
        for word in others
        for size in range(1, len(word) + 1)
    )
