"""Terminal output without a library: a few styles, highlighted matches, wrapped lines.

Rich could do this, but takes longer to import than a search takes to run. All article text passes
through ``archive.safetext`` here; every escape sequence written is ours.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from newssearch.archive.platform.terminals import understands_escapes
from newssearch.archive.safetext import safe_line
from newssearch.search.ast import Span
from newssearch.search.textwidth import wrapped

TITLE = "1"
META = "2"
MARK = "1;31"
"""Select Graphic Rendition (ECMA-48): bold, faint, bold red as grep marks its matches."""

MIN_COLUMNS = 20
"""On narrower terminals lines have this width, and the terminal breaks them."""


@dataclass(frozen=True, slots=True)
class Ink:
    """Whether to use colour, and the width at which lines wrap (None: they do not)."""

    colour: bool
    columns: int | None

    def styled(self, text: str, style: str) -> str:
        """Return text in a style; the text must be safe."""
        return f"\x1b[{style}m{text}\x1b[0m" if self.colour and text else text

    def lines(
        self, text: str, marks: Sequence[Span] = (), *, indent: str = "", style: str = ""
    ) -> Iterator[str]:
        """Yield untrusted text as lines: made safe, highlighted, wrapped and indented."""
        safe, safe_marks = safe_and_marked(text, marks)
        room = max((self.columns or 0) - len(indent), MIN_COLUMNS)
        for line in wrapped(safe, room) if self.columns else _whole(safe):
            yield indent + "".join(self._drawn(safe, line, safe_marks, style))

    def _drawn(self, text: str, line: Span, marks: Sequence[Span], style: str) -> Iterator[str]:
        at = line.start
        for mark in marks:
            start, end = max(mark.start, line.start), min(mark.end, line.end)
            if start >= end:
                continue
            yield self._plain(text[at:start], style)
            yield self.styled(text[start:end], MARK)
            at = end
        yield self._plain(text[at : line.end], style)

    def _plain(self, text: str, style: str) -> str:
        return self.styled(text, style) if style else text


def _whole(text: str) -> Iterator[Span]:
    if text.strip():
        yield Span(0, len(text.rstrip()))


def safe_and_marked(text: str, marks: Iterable[Span]) -> tuple[str, list[Span]]:
    """Return text as one safe line, with the positions of its marks in that line."""
    parts: list[str] = []
    moved: list[Span] = []
    length = at = 0
    for mark in marks:
        before, marked = safe_line(text[at : mark.start]), safe_line(text[mark.start : mark.end])
        parts += (before, marked)
        start = length + len(before)
        length = start + len(marked)
        if marked:
            moved.append(Span(start, length))
        at = mark.end
    parts.append(safe_line(text[at:]))
    return "".join(parts), moved


def ink_for_stdout(colour: bool | None) -> Ink:
    """Return how to draw on standard output; with ``colour`` None the terminal decides.

    Colour needs a terminal that is not dumb and no NO_COLOR (no-color.org); lines wrap only on a
    terminal, so that in a pipe each text stays on one line.
    """
    terminal = sys.stdout.isatty()
    if colour is None:
        colour = not os.environ.get("NO_COLOR") and understands_escapes(sys.stdout)
    return Ink(colour, _columns() if terminal else None)


def _columns() -> int:
    import shutil  # noqa: PLC0415 - for terminals only

    return shutil.get_terminal_size().columns
