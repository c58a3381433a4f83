"""Positions as text: what a cluster is sent of a zone, a quotation or a name.

A text has a *slot* for each position, with spaces between. A slot is the tokens at the position
with ``|`` between them, or ``_`` where there are none; the cluster splits it there and does nothing
else. Beside tokens there are marks, of characters that no token has:

``(`` ``)``, ``()``
    the first and the last position of a sentence, or the only one of it; ``[`` ``]`` ``[]`` of
    paragraphs;
``<zone`` ``zone>``
    positions of their own before and after a zone; ``lead>`` at the last position of the lead;
``<2<covid19`` ``>2>covid19``
    the first and the last position of a token that spans two; such a token has these instead of
    itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

SEPARATOR = "|"
HOLE = "_"
SENTENCE = ("(", ")", "()")
PARAGRAPH = ("[", "]", "[]")


def zone_marks(name: str) -> tuple[str, str]:
    """Return the marks before and after a zone."""
    return f"<{name}", f"{name}>"


def wide_marks(token: str, width: int) -> tuple[str, str]:
    """Return the marks at the first and the last position of a token that spans several."""
    return f"<{width}<{token}", f">{width}>{token}"


class Slots:
    """The tokens of a stretch of positions, from ``first`` to before ``last``."""

    def __init__(self, first: int, last: int) -> None:
        self.first = first
        self._slots: list[list[str]] = [[] for _ in range(last - first)]

    def __len__(self) -> int:
        return len(self._slots)

    def put(self, position: int, token: str) -> None:
        """Put a token at a position, which must be one of the stretch."""
        self._slots[position - self.first].append(token)

    def put_wide(self, position: int, token: str, width: int) -> None:
        """Put a token that spans several positions, if all of them are in the stretch."""
        begin = position - self.first
        if begin + width <= len(self._slots):
            opening, closing = wide_marks(token, width)
            self._slots[begin].append(opening)
            self._slots[begin + width - 1].append(closing)

    def bound(self, openings: Iterable[int], marks: Sequence[str]) -> None:
        """Mark the units that begin at some positions, in order; each ends where the next begins.

        What comes before the first of them that is in the stretch is a unit too.
        """
        if not self._slots:
            return
        opening, closing, alone = marks
        begins = {max(position - self.first, 0) for position in openings}
        cuts = sorted({0, *(begin for begin in begins if begin < len(self._slots))})
        for begin, end in zip(cuts, [*cuts[1:], len(self._slots)], strict=True):
            if end - begin == 1:
                self._slots[begin].append(alone)
            else:
                self._slots[begin].append(opening)
                self._slots[end - 1].append(closing)

    def text(self) -> str:
        """Return the stretch as text."""
        return " ".join([SEPARATOR.join(slot) if slot else HOLE for slot in self._slots])

    def zone_text(self, name: str) -> str:
        """Return the stretch as text with the marks of its zone around."""
        before, after = zone_marks(name)
        return f"{before} {self.text()} {after}"
