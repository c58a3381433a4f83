"""The one place that chooses between compiled loops and plain Python.

The loops of ``archive.columnar.compiled`` are there where newssearch was installed with a C
compiler at hand. Elsewhere the specification runs as it is written: the files are the same, byte
for byte, and indexing is slower; ``newssearch where`` says which of the two it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from newssearch.archive.columnar import compiled
from newssearch.archive.columnar.layout import Layout
from newssearch.archive.columnar.writing import plain_loops
from newssearch.archive.columnar.writing.batch import Analyser
from newssearch.archive.columnar.writing.compiled_analysis import CompiledAnalyser
from newssearch.archive.columnar.writing.plain_analysis import PlainAnalyser

_Loop = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Loops:
    """What is done by loops; ``plain_loops`` says what each but the analyser does."""

    analyser: Callable[[Layout], Analyser]
    count_terms: _Loop
    distribute: _Loop
    make_postings: _Loop
    number_strings: _Loop
    count_shared: _Loop


PLAIN = Loops(
    PlainAnalyser,
    plain_loops.count_terms,
    plain_loops.distribute,
    plain_loops.make_postings,
    plain_loops.number_strings,
    plain_loops.count_shared,
)


def _compiled() -> Loops | None:
    if not compiled.AVAILABLE:
        return None
    return Loops(
        CompiledAnalyser,
        compiled.postings.count_terms,
        compiled.postings.distribute,
        compiled.postings.make_postings,
        compiled.strings.number_strings,
        compiled.batches.count_shared,
    )


COMPILED = _compiled()
"""The compiled loops, None if there are none."""

_in_use = COMPILED or PLAIN


def loops() -> Loops:
    """Return the loops in use."""
    return _in_use
