"""From the segments that workers built to a published generation.

Small segments are merged so that their number stays small: a segment is merged with those that
are smaller than itself as soon as these together come to half of its size (a log-structured
merge, after O'Neil and others, 1996). So every article is rewritten a bounded number of times, and
what is loose, small segments and deleted articles, is never more than a tenth of the archive.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence, Set
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from newssearch.archive.columnar.columns import KeywordColumn
from newssearch.archive.columnar.dictionary import encode_terms
from newssearch.archive.columnar.files import STEMS, SUFFIXES
from newssearch.archive.columnar.layout import Layout
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.columnar.writing.merge import merge_segments
from newssearch.archive.columnar.writing.segment_writer import write_stems
from newssearch.archive.drafts import Draft
from newssearch.archive.manifest import BY_SOURCE, DUPLICATES, Manifest
from newssearch.archive.platform.names import move_file
from newssearch.archive.platform.processes import allow_many_files, give_back_memory
from newssearch.indexer.changes import Changes, key_of
from newssearch.indexer.near_duplicates import MadeShingles, form_groups, take_groups

WHOOSH = "newssearch.archive.whoosh.schema"
"""What publishing imports for Whoosh's table of contents: with Whoosh, some 30 ms."""

MOST_LOOSE = 0.1
"""The share of an archive's articles that may be deleted ones, or in segments beside the largest,
before all is merged into one. After 200 updates of single files an archive of 300 was 1.06 times as
large as a rebuilt one (1.35 without this), and an update had rewritten 14 articles (3 without)."""

_LOOKUP = 20
"""Ids that are gone through in the time in which one is looked up."""

_THREADS = 4
"""Threads that make files durable: mostly they wait for the disk."""


@dataclass(slots=True)
class Additions:
    """The segments that were built in a folder, with their sizes.

    ``duplicates`` is the number of articles that follow the lead of a group, where the groups of
    the one segment were formed there too.
    """

    folder: Path
    segments: list[tuple[str, int]] = field(default_factory=list)
    duplicates: int | None = None


def publish(
    draft: Draft,
    additions: Additions,
    changes: Changes,
    layout: Layout,
    *,
    fresh: bool,
    whole: bool = False,
) -> Manifest:
    """Put old and new segments together, check their number of articles, and publish.

    ``fresh`` leaves the old ones out, ``whole`` merges all there are into one.
    """
    kept = [] if fresh or draft.previous is None else _kept(draft.previous.segments, changes)
    allow_many_files()
    built = [Segment(additions.folder, name, layout, size) for name, size in additions.segments]
    changes.settle_outside()
    if changes.withdrawn:
        built = [_without(segment, changes.withdrawn) for segment in built]
    expected = sum(segment.live for segment in (*kept, *built))
    name = f"s{draft.name.split('-')[0]}"
    added = sum(segment.live for segment in built)
    group = kept if whole else _to_merge(kept, added)
    for segment in kept:
        if segment not in group:
            draft.keep_segment(segment, segment.deleted)
    sources = [*(segment for segment in group if segment.live), *built]
    with ThreadPoolExecutor(_THREADS) as executor:
        executor.submit(import_module, WHOOSH)
        settling: list[Future[None]] = []
        if len(sources) == 1 and not group and not changes.withdrawn:
            _take_over(additions.folder, sources[0], draft, name)
            _complete(draft.segments(layout)[-1])
            settling = draft.settle(name, executor)
        elif sources := [segment for segment in sources if segment.live]:
            give_back_memory()
            draft.add_segment(name, merge_segments(sources, draft.folder, name))
            give_back_memory()
            settling = draft.settle(name, executor)
        changes.state.write(draft.folder)
        duplicates = additions.duplicates
        if duplicates is None:
            previous = None if fresh else draft.previous
            segments = draft.segments(layout)
            first = sum(segment.size for segment in segments) - added
            names = [] if changes.withdrawn else [name for name, _ in additions.segments]
            made = MadeShingles(additions.folder, names, first)
            duplicates = form_groups(draft.folder, segments, previous, made)
        else:
            take_groups(additions.folder, draft.folder)
        for one in settling:
            one.result()
    shutil.rmtree(additions.folder)
    about = {DUPLICATES: duplicates, BY_SOURCE: changes.state.by_source()}
    return draft.publish(layout, expected, about)


def _take_over(folder: Path, segment: Segment, draft: Draft, name: str) -> None:
    """Move the files of a segment, which is all that is new, into the draft."""
    for suffix in SUFFIXES:
        source = folder / f"{segment.name}.{suffix}"
        if suffix != STEMS or source.exists():
            move_file(source, draft.folder / f"{name}.{suffix}")
    draft.add_segment(name, segment.size)


def _complete(segment: Segment) -> None:
    """Write what a run may leave to be written."""
    stems = segment.folder / f"{segment.name}.{STEMS}"
    if not stems.exists():
        write_stems(stems, encode_terms(segment.terms.terms()))


def _kept(segments: Sequence[Segment], changes: Changes) -> list[Segment]:
    """Return the previous segments with what is deleted of them now."""
    if not (changes.removed or changes.carried or changes.written_ids):
        return list(segments)
    kept = []
    for segment in segments:
        deleted = _deleted(segment, changes)
        kept.append(Segment(segment.folder, segment.name, segment.layout, segment.size, deleted))
    return kept


def _without(segment: Segment, keys: Set[str]) -> Segment:
    """Return a segment in which the articles of the files with these keys are deleted."""
    column = segment.keywords("id")
    gone = np.zeros(column.values.size + 1, bool)
    for number, term in enumerate(column.values.terms(), start=1):
        gone[number] = term.split("#", 1)[0] in keys
    return Segment(
        segment.folder, segment.name, segment.layout, segment.size, gone[column.ordinals]
    )


def _deleted(segment: Segment, changes: Changes) -> NDArray[np.bool_]:
    """Mark the articles that go: those of files that are gone or were read again, or moved with
    their folder, and those that are written again.
    """
    column = segment.keywords("id")
    gone = np.zeros(column.values.size + 1, bool)
    written = {}
    for number, name in _named(column, changes):
        gone[number] = True
        if name in changes.written_ids:
            written[number] = name
    ordinals = column.ordinals
    marked: NDArray[np.bool_] = gone[ordinals]
    live = marked if segment.deleted is None else marked & ~segment.deleted
    if written:
        changes.replaced_ids.update(
            written[number] for number in ordinals[live].tolist() if number in written
        )
    return marked if segment.deleted is None else marked | segment.deleted


def _named(column: KeywordColumn, changes: Changes) -> Iterator[tuple[int, str]]:
    """Yield the ids of a segment that are of files that go, or are written again, by ordinals.

    A few are looked up; where there are many, all ids are gone through.
    """
    keys = changes.removed | changes.carried.keys()
    values = column.values
    if (len(keys) + len(changes.written_ids)) * _LOOKUP < values.size:
        for key in keys:
            numbers = {values.find(key), *range(*values.range(f"{key}#"))} - {-1}
            yield from ((number + 1, values.term(number)) for number in numbers)
        for name in changes.written_ids:
            number = values.find(name.replace("\n", "\0"))
            if number >= 0:
                yield number + 1, name
        return
    for ordinal, id_ in enumerate(column.names()):
        if id_ is not None and (id_ in changes.written_ids or key_of(id_) in keys):
            yield ordinal, id_


def _to_merge(segments: Sequence[Segment], added: int) -> list[Segment]:
    """Return the previous segments that are rewritten together with what is new.

    All of them where what is small or deleted comes to MOST_LOOSE of the archive, and else those
    that are small beside what is new and what is merged with it.
    """
    live = sum(segment.live for segment in segments)
    largest = max(segments, key=lambda segment: segment.live, default=None)
    if largest is None:
        return []
    dead = sum(segment.size for segment in segments) - live
    if live - largest.live + added + dead > MOST_LOOSE * (live + added):
        return list(segments)
    group = [segment for segment in segments if not segment.live]
    total = added
    for segment in sorted(segments, key=lambda segment: segment.live):
        if segment.live and segment.live <= 2 * total:
            group.append(segment)
            total += segment.live
    return group
