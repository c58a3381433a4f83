"""The text of a page as lines: plain data, so that it can be had without the parser."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageText:
    """Paragraphs of a page, a line each, and the numbers (from 0) of those that are headings."""

    lines: tuple[str, ...] = ()
    headings: frozenset[int] = frozenset()

    @property
    def text(self) -> str:
        """The lines as one string."""
        return "\n".join(self.lines)

    def keep(self, wanted: list[bool]) -> PageText:
        """Return the text with only the wanted lines, a verdict for each."""
        kept = [number for number, verdict in enumerate(wanted) if verdict]
        return PageText(
            tuple(self.lines[number] for number in kept),
            frozenset(place for place, number in enumerate(kept) if number in self.headings),
        )
