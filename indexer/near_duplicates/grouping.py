"""The groups of a generation, from its segments and what the generation before knew."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from newssearch.archive.columnar.segment import Segment
from newssearch.archive.generations import Generation
from newssearch.archive.groups import FILE_NAME as GROUPS
from newssearch.archive.groups import write_groups
from newssearch.indexer.near_duplicates.candidates import find_candidates, texts_to_look_up
from newssearch.indexer.near_duplicates.comparing import compare
from newssearch.indexer.near_duplicates.linking import link
from newssearch.indexer.near_duplicates.links import FILE_NAME as LINKS
from newssearch.indexer.near_duplicates.links import read_links, write_links
from newssearch.indexer.near_duplicates.shingle_sets import MadeShingles
from newssearch.indexer.near_duplicates.texts import Texts


def form_groups(
    folder: Path,
    segments: Sequence[Segment],
    previous: Generation | None,
    made: MadeShingles | None = None,
) -> int:
    """Write the groups of ``segments`` into ``folder``; return how many articles follow a lead.

    Only texts that ``previous`` does not have are looked up and compared; the rest is taken over.
    Everything is compared if ``previous`` was published without groups. ``made`` are the shingles
    that building left.

    Raises:
        ArchiveDamaged: a file of a segment or of ``previous`` is not as it was written.
    """
    if previous is not None and not (previous.folder / LINKS).exists():
        previous = None
    texts = Texts(segments)
    before = Texts(previous.segments) if previous is not None else None
    looked_up = texts_to_look_up(texts, before)
    links = compare(texts, *find_candidates(texts, looked_up), made or MadeShingles())
    if previous is not None:
        known = read_links(previous.folder, texts)
        still = ~(looked_up[known.first] | looked_up[known.second])
        links = known.take(still).joined(links)
    write_links(folder, links, texts)
    groups = link(texts, links)
    write_groups(folder, groups)
    return len(groups.article) - len({*groups.group.tolist()})


def take_groups(folder: Path, target: Path) -> None:
    """Move the groups that were formed in a folder into another one."""
    for name in (LINKS, GROUPS):
        (folder / name).rename(target / name)
