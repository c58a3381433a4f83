"""The table of outcomes in docs/reliability.md, made from what the sweep of failing calls came to.

``python tests/faults/outcome_table.py`` (``make reliability``) runs the whole sweep and writes it.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from failing_runs import ACTIONS, KINDS, Point, compiled_library, sweep_of

DOCUMENT = Path(__file__).parents[2] / "docs" / "reliability.md"
BEGIN, END = "<!-- outcomes: made by make reliability -->\n", "<!-- end of outcomes -->"

OUTCOMES = {
    (None, "old"): "killed, old",
    (None, "new"): "killed, new",
    (7, "old"): "exit 7, old",
    (7, "new"): "exit 7, new",
    (0, "new"): "exit 0, new",
}
"""The only ways in which a command may end, by its exit code and the archive it leaves."""


def wrong(point: Point) -> str | None:
    """Return what is wrong with an outcome, None if nothing is."""
    if point.state not in ("old", "new"):
        return "the archive is neither the old nor the new one"
    if (point.code, point.state) not in OUTCOMES:
        return "it ended in a way that is not allowed"
    if "Traceback" in point.said:
        return "it printed a traceback"
    if "damaged" in point.said:
        return "it called a sound archive damaged"
    if point.code == 7 and not point.said.startswith("error: "):
        return "it did not say why it failed"
    switched = point.code == 7 and point.state == "new" and point.action != "saved"
    if switched and "is live" not in point.said:
        return "it did not say that the new generation is live"
    if point.again not in ("new", "not again"):
        return "running it again did not come to the new archive, with nothing left over"
    return None


def table(points: Iterable[Point]) -> str:
    """Return the outcomes as a Markdown table: a row a command and call."""
    rows: dict[tuple[str, str], Counter[str]] = {}
    numbers: dict[tuple[str, str], set[int]] = {}
    for point in points:
        key = point.action, point.kind
        rows.setdefault(key, Counter())[OUTCOMES[point.code, point.state]] += 1
        numbers.setdefault(key, set()).add(point.number)
    heads = ["command", "call", "calls", *OUTCOMES.values()]
    lines = [heads, ["---"] * len(heads)]
    for action in ACTIONS:
        for kind in KINDS:
            found = rows.get((action, kind))
            if found is not None:
                counts = [str(found[name] or "") for name in OUTCOMES.values()]
                lines.append([action, kind, str(len(numbers[action, kind])), *counts])
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def written(points: Iterable[Point]) -> str:
    """Return the document with a table."""
    text = DOCUMENT.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}{table(points)}{END}{after}"


def main() -> int:
    """Run the whole sweep, write the table, and say what was wrong."""
    points = []
    with tempfile.TemporaryDirectory() as folder:
        library = compiled_library(Path(folder))
        if library is None:
            sys.stderr.write("there is no C compiler\n")
            return 1
        for action in ACTIONS:
            place = Path(folder) / action
            place.mkdir()
            points += sweep_of(library, place, action)
    faults = [(fault, point) for point in points if (fault := wrong(point))]
    for fault, point in faults:
        sys.stderr.write(f"{fault}: {point}\n")
    if not faults:
        DOCUMENT.write_text(written(points), encoding="utf-8")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
