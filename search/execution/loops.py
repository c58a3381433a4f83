"""The one place of searching that chooses between compiled loops and plain Python.

The loops of ``search.compiled`` are there where newssearch was installed with a C compiler at
hand. What is found is the same either way; property tests hold it to that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from newssearch.search import compiled
from newssearch.search.execution import plain_loops

_Loop = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Loops:
    """What is done by loops; ``plain_loops`` says what each does.

    ``best_stretches`` finds the snippets of a body from positions; it is None where ``snippets``
    finds them from code points, by its own rule.
    """

    all_among: _Loop
    keys_among: _Loop
    count_places: _Loop
    pairs_by_article: _Loop
    intersect: _Loop
    merge: _Loop
    among: _Loop
    nearest_after: _Loop
    nearest_before: _Loop
    row_starts: _Loop
    in_first_zone: _Loop
    unite_postings: _Loop
    add_scores: _Loop
    best: _Loop
    characters_of: _Loop
    lay_out: _Loop
    count_marked: _Loop
    best_stretches: _Loop | None


PLAIN = Loops(
    plain_loops.all_among,
    plain_loops.keys_among,
    plain_loops.count_places,
    plain_loops.pairs_by_article,
    plain_loops.intersect,
    plain_loops.merge,
    plain_loops.among,
    plain_loops.nearest_after,
    plain_loops.nearest_before,
    plain_loops.row_starts,
    plain_loops.in_first_zone,
    plain_loops.unite_postings,
    plain_loops.add_scores,
    plain_loops.best,
    plain_loops.characters_of,
    plain_loops.lay_out,
    plain_loops.count_marked,
    None,
)


def _compiled() -> Loops | None:
    if not compiled.AVAILABLE:
        return None
    return Loops(
        compiled.occurrences.all_among,
        compiled.occurrences.keys_among,
        compiled.occurrences.count_places,
        compiled.occurrences.pairs_by_article,
        compiled.sets.intersect,
        compiled.sets.merge,
        compiled.sets.among,
        compiled.sets.nearest_after,
        compiled.sets.nearest_before,
        compiled.phrases.row_starts,
        compiled.occurrences.in_first_zone,
        compiled.postings.unite_postings,
        compiled.scoring.add_scores,
        compiled.scoring.best,
        compiled.paragraphs.characters_of,
        compiled.running_words.lay_out,
        compiled.running_words.count_marked,
        compiled.body_snippets.best_stretches,
    )


COMPILED = _compiled()
"""The compiled loops, None where there are none."""

_in_use = COMPILED or PLAIN


def loops() -> Loops:
    """Return the loops in use."""
    return _in_use
