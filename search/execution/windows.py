"""The shortest stretches that hold all parts of a loose phrase, where parts span several positions.

Of such a part one span must be found whole. A stretch may have at most so many further positions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from newssearch.search.budget import check_time
from newssearch.search.execution.arrays import Keys, distinct
from newssearch.search.execution.occurrences import Spans

_Stretch = tuple[int, int]

_NEVER = np.iinfo(np.int64).max - 1


def windows_of(parts: Sequence[Spans], slop: int) -> Spans:
    """Return for each place the shortest stretch from there on that has a span of each part.

    The spans do not overlap, and leave at most ``slop`` positions of the stretch between them.
    """
    starts = distinct(np.concatenate([part.starts for part in parts]))
    widest = sum(int((part.ends - part.starts).max()) for part in parts) + slop
    near = starts.compress(_first_ends(parts, starts) - starts <= widest)
    found: list[_Stretch] = []
    for start in near.tolist():
        check_time()
        options = [_within(part, start, start + widest) for part in parts]
        end = next((end for end in _ends(options) if _fits(options, start, end, slop)), None)
        if end is not None:
            found.append((start, end))
    pairs = np.array(found, np.int64).reshape(-1, 2)
    return Spans(pairs[:, 0], pairs[:, 1])


def _first_ends(parts: Sequence[Spans], starts: Keys) -> Keys:
    """Return the first place at which a stretch from each start may hold a span of each part."""
    ends = np.zeros(len(starts), np.int64)
    for part in parts:
        earliest = np.append(np.minimum.accumulate(part.ends[::-1])[::-1], _NEVER)
        ends = np.maximum(ends, earliest[part.starts.searchsorted(starts)])
    return ends


def _within(part: Spans, first: int, last: int) -> list[_Stretch]:
    held = slice(*part.starts.searchsorted((first, last)).tolist())
    pairs = zip(part.starts[held].tolist(), part.ends[held].tolist(), strict=True)
    return [pair for pair in pairs if pair[1] <= last]


def _ends(options: Sequence[Sequence[_Stretch]]) -> list[int]:
    """Return where a stretch may end, the nearest first: not before each part has a span."""
    if not all(options):
        return []
    least = max(min(end for _, end in own) for own in options)
    return sorted({end for own in options for _, end in own if end >= least})


def _fits(options: Sequence[Sequence[_Stretch]], start: int, end: int, slop: int) -> bool:
    """Say whether spans of all parts have room in a stretch, side by side."""
    held = [[one for one in own if one[1] <= end] for own in options]
    wide = [own for own in held if any(last - first > 1 for first, last in own)]
    single = [own for own in held if not any(last - first > 1 for first, last in own)]
    least = end - start - len(single) - slop
    return any(
        sum(last - first for first, last in chosen) >= least and _have_places(single, chosen)
        for chosen in _side_by_side(wide)
    )


def _side_by_side(options: Sequence[Sequence[_Stretch]]) -> Iterator[tuple[_Stretch, ...]]:
    """Yield the choices of a span of each part that do not overlap."""
    choices: list[Iterator[_Stretch]] = [iter(options[0])] if options else []
    chosen: list[_Stretch] = []
    if not options:
        yield ()
    while choices:
        one = next(choices[-1], None)
        if one is None:
            choices.pop()
            if chosen:
                chosen.pop()
        elif all(one[1] <= first or last <= one[0] for first, last in chosen):
            if len(choices) == len(options):
                check_time()
                yield (*chosen, one)
            else:
                chosen.append(one)
                choices.append(iter(options[len(choices)]))


def _have_places(options: Sequence[Sequence[_Stretch]], taken: Sequence[_Stretch]) -> bool:
    """Say whether parts of one position each have a place of their own beside those taken.

    Places are given out by augmenting paths (Kuhn, 1955).
    """
    owners: dict[int, int] = {}
    return all(_give(number, options, taken, owners) for number in range(len(options)))


def _give(
    number: int,
    options: Sequence[Sequence[_Stretch]],
    taken: Sequence[_Stretch],
    owners: dict[int, int],
) -> bool:
    """Give a part a place, moving others on where that helps; the way is searched in breadth."""
    came_from: dict[int, tuple[int, int | None]] = {}
    waiting: list[tuple[int, int | None]] = [(number, None)]
    for part, held in waiting:
        for place, _ in options[part]:
            if place in came_from or any(first <= place < last for first, last in taken):
                continue
            came_from[place] = part, held
            if place not in owners:
                free: int | None = place
                while free is not None:
                    owners[free], free = came_from[free]
                return True
            waiting.append((owners[place], place))
    return False
