"""The report of an indexing run, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator

from newssearch.cli.formats.schema import SCHEMA
from newssearch.cli.messages import counted
from newssearch.indexer import Note, Report, Skip
from newssearch.indexer.exclusion import GROUPS

_SHOWN = 3
"""Files named individually for one remark; if there are more, they are counted."""


def report_object(report: Report) -> dict[str, object]:
    """Return a report as JSON, schema 1; it lists every skipped file, even with --quiet."""
    return {
        "schema": SCHEMA,
        "files": report.files,
        "articles": report.articles,
        "indexed": report.indexed,
        "new": report.new,
        "changed": report.changed,
        "removed": report.removed,
        "unchanged": report.unchanged,
        "moved": report.moved,
        "folders_moved": [{"from": old, "to": new} for old, new in report.folders_moved],
        "passed_over": {group: report.passed_over.get(group, 0) for group in GROUPS},
        "duplicates": report.duplicates,
        "unprocessed": report.unprocessed,
        "skipped": [{"path": skip.path, "reason": skip.reason} for skip in report.skipped],
        "newly_skipped": sum(skip.new for skip in report.skipped),
        "remarks": [
            {"path": note.path, "remark": note.text, "articles": note.articles, "first": note.first}
            for note in report.remarks
        ],
        "without": {**report.without},
        "seconds": round(report.seconds, 3),
        "carried": report.carried,
        "repaired": report.repaired,
        "generation": report.generation,
    }


def report_lines(report: Report) -> Iterator[str]:
    """Yield the summary as text."""
    for old, new in report.folders_moved:
        yield f"folder {old} is now {new}, with the same files"
    moved = f" {report.moved:,} moved," if report.moved else ""
    yield (
        f"{counted(report.files, 'file')}: {report.new:,} new, {report.changed:,} changed,{moved}"
        f" {report.removed:,} removed, {report.unchanged:,} unchanged"
    )
    passed = [f"{report.passed_over[g]:,} {GROUPS[g]}" for g in GROUPS if report.passed_over.get(g)]
    if passed:
        yield f"ignored: {', '.join(passed)}"
    speed = (
        f", {report.indexed / report.seconds:,.0f}/s"
        if 0 < report.seconds <= report.indexed
        else ""
    )
    yield f"{counted(report.indexed, 'article')} indexed in {report.seconds:.1f} s{speed}"
    if report.carried:
        yield f"{counted(report.carried, 'article')} kept as stored"
    lacking = [f"{field} {number:,}" for field, number in report.without.items() if number]
    if lacking:
        yield f"missing: {', '.join(lacking)}"
    if report.unprocessed:
        yield f"{report.unprocessed:,} marked as unprocessed by their collection"
    if report.duplicates:
        yield f"{report.duplicates:,} near-identical to another article"
    if report.skipped:
        yield f"{len(report.skipped):,} skipped"
    holds = f"the archive holds {counted(report.articles, 'article')}"
    yield f"{holds}, generation {report.generation}" if report.generation else holds


def skip_lines(skips: list[Skip], *, only_new: bool) -> Iterator[str]:
    """Yield one line per skipped file, with the reason."""
    for skip in skips:
        if skip.new or not only_new:
            yield f"skipped: {skip.path}: {skip.reason}"


def remark_lines(remarks: list[Note]) -> Iterator[str]:
    """Yield the remarks on files that were read; many files with one remark share a line."""
    by_text: dict[str, list[Note]] = {}
    for note in remarks:
        by_text.setdefault(note.text, []).append(note)
    for text, notes in by_text.items():
        if len(notes) > _SHOWN:
            articles = sum(note.articles for note in notes)
            counts = f" ({counted(articles, 'article')})" if articles else ""
            yield f"note: {len(notes):,} files, first {notes[0].path}: {text}{counts}"
            continue
        for note in notes:
            yield f"note: {_place(note)}: {text}"


def _place(note: Note) -> str:
    if note.first is None:
        return note.path
    more = f" and {note.articles - 1:,} more" if note.articles > 1 else ""
    return f"{note.path}#{note.first}{more}"
