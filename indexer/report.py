"""What a run of indexing did: plain data that the command line prints and scripts read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Skip:
    """A file, or one article of it, that could not be indexed, and why, in words for people."""

    path: str
    reason: str
    new: bool = True
    """False if the run before skipped it for the same reason."""


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be known of a file that was read: text that went nowhere, what was guessed.

    ``articles`` is how many of its articles it is true of, ``first`` the number of the first of
    them in the file; 0 and None if it is true of the file as a whole.
    """

    path: str
    text: str
    articles: int = 0
    first: int | None = None


@dataclass(slots=True)
class Report:
    """Counts of one run.

    ``articles`` is what the published generation holds. ``new``, ``changed``, ``removed``,
    ``unchanged`` and ``moved`` count files; one that was found under another path with the content
    it had is moved, and neither new nor removed. ``folders_moved`` are the old and the new path of
    remembered folders, ``forgotten`` those that were dropped, ``articles_removed`` the articles
    that went with them. ``passed_over`` counts files and folders that were not looked into, by the
    groups of ``exclusion.GROUPS``. ``unprocessed`` counts articles that their source marks as raw.
    ``duplicates`` are articles that belong to a group of near-identical ones and do not lead it.
    ``without`` counts the run's articles that have no text, title, byline, dateline or date.
    ``remarks`` are what is to be said of files that were read in this run. ``carried`` counts
    articles that were carried over as they were stored. ``repaired`` says what was wrong with the
    archive, and which generation was made live before the run. ``generation`` is None if nothing
    was published.
    """

    files: int = 0
    articles: int = 0
    indexed: int = 0
    new: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    moved: int = 0
    folders_moved: list[tuple[str, str]] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    articles_removed: int = 0
    passed_over: dict[str, int] = field(default_factory=dict)
    duplicates: int = 0
    unprocessed: int = 0
    skipped: list[Skip] = field(default_factory=list)
    remarks: list[Note] = field(default_factory=list)
    without: dict[str, int] = field(
        default_factory=lambda: {"text": 0, "title": 0, "byline": 0, "dateline": 0, "date": 0}
    )
    seconds: float = 0.0
    carried: int = 0
    repaired: str | None = None
    generation: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come. ``stage`` is "finding", "reading", "merging" or "publishing"."""

    stage: str
    files: int
    files_total: int
    articles: int
    seconds: float


ShowProgress = Callable[[Progress], None]
