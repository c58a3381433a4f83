"""Runs that fill an archive in a cluster: into the live generation, or into one aside."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from newssearch.archive.cluster.address import Address
from newssearch.archive.cluster.connecting import WHOLE
from newssearch.archive.cluster.documents import prepare, stored_bytes
from newssearch.archive.cluster.failures import translating
from newssearch.archive.cluster.naming import IndexNames
from newssearch.archive.errors import ArchiveDamaged, ArchiveMissing, UsageError
from newssearch.archive.garbage import KEPT
from newssearch.archive.news_layout import unpack_article
from newssearch.indexer.cluster.generations import ClusterArchive, Shape
from newssearch.indexer.cluster.ledger import DONE, FAILED, Entry, Ledger
from newssearch.indexer.cluster.listing import Listing, list_files
from newssearch.indexer.cluster.lock import ClusterLock, writer_of
from newssearch.indexer.cluster.scheduling import Scheduler
from newssearch.indexer.cluster.sink import Sink
from newssearch.indexer.cluster.tasks import FileDone, KeyedFile, ids_of_key, tasks_of
from newssearch.indexer.folder_options import FolderOptions
from newssearch.indexer.report import Progress, ShowProgress, Skip

CHECKED_ARTICLES = 200
"""Articles that ``check`` reads again."""

_PLAIN = FolderOptions()


@dataclass(slots=True)
class ClusterReport:
    """What a run did: files and articles, and what was skipped.

    ``generation`` is the live one; ``articles`` is what it holds.
    """

    generation: str
    files: int = 0
    read: int = 0
    unchanged: int = 0
    removed: int = 0
    sent: int = 0
    articles: int = 0
    skipped: list[Skip] = field(default_factory=list)
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class ClusterStatus:
    """How an archive in a cluster is: as the cluster says it, and by the ledger.

    ``writer`` is the run that is writing to it, "" if none is.
    """

    health: str
    nodes: int
    shards: int
    replicas: int
    unassigned: int
    live: str
    unpublished: tuple[str, ...]
    articles: int
    size_bytes: int
    files: int
    failed: int
    writer: str


def init(address: Address, shape: Shape) -> tuple[str, bool]:
    """Make an empty archive; return its generation, and whether long patterns are allowed there.

    Raises:
        UsageError: there is one already, or something else has its name.
        ArchiveLocked: another run is making one.
        ArchiveError: the cluster cannot be reached, or refuses.
    """
    with _writing(address, "init") as (archive, _):
        if archive.exists():
            raise UsageError(
                f"there is something at {address} already",
                hint="choose another name, or fill the archive: newssearch cluster index",
            )
        allowed = archive.allow_many_words()
        names = archive.create(shape)
        archive.publish(names, 0, shape.replicas)
        return names.articles, allowed


@contextmanager
def _writing(
    address: Address, command: str, wait_seconds: float = 0.0
) -> Iterator[tuple[ClusterArchive, ClusterLock]]:
    """Give an archive to its only writer."""
    archive = ClusterArchive(address)
    try:
        lock = ClusterLock(
            archive.client, address, command=f"cluster {command}", wait_seconds=wait_seconds
        )
        with lock:
            yield archive, lock
    finally:
        archive.close()


def index(
    address: Address,
    places: Sequence[str],
    scheduler: Scheduler,
    show: ShowProgress | None = None,
    *,
    options: FolderOptions = _PLAIN,
    wait_seconds: float = 0.0,
) -> ClusterReport:
    """Bring the live generation up to date with some folders and addresses.

    Files of these that are gone lose their articles; other files of the archive are left alone.
    Another run that writes is waited for up to ``wait_seconds``.

    Raises:
        UsageError: a place does not exist.
        ArchiveLocked: another run is writing.
        ArchiveError: the archive or the cluster cannot be used.
        StorageError: the numbers of articles do not agree in the end.
    """
    with _writing(address, "index", wait_seconds) as (archive, lock):
        names = archive.live()
        archive.check_readable(names)
        replicas = archive.shape(names).replicas
        listing = list_files(places, options)
        filling = _Filling(archive, names, lock, scheduler, options, show)
        report = filling.fill(listing, rest=False)
        archive.publish(names, report.articles, replicas)
        return report


def rebuild(
    address: Address,
    places: Sequence[str],
    scheduler: Scheduler,
    show: ShowProgress | None = None,
    *,
    options: FolderOptions = _PLAIN,
    wait_seconds: float = 0.0,
    keep: int = KEPT,
) -> ClusterReport:
    """Make a new generation of some folders and addresses, and publish it when it is complete.

    One that an earlier run began is gone on with. So many generations are kept as ``keep`` says,
    the live one among them. Another run that writes is waited for up to ``wait_seconds``.

    Raises:
        UsageError: a place does not exist.
        ArchiveLocked: another run is writing.
        ArchiveError: the archive or the cluster cannot be used.
        StorageError: the numbers of articles do not agree in the end; nothing is published.
    """
    with _writing(address, "rebuild", wait_seconds) as (archive, lock):
        listing = list_files(places, options)
        live = archive.live()
        shape = archive.shape(live)
        begun = [one for one in archive.generations() if one.number > live.number]
        usable = [one for one in begun if _is_ours(archive, one)]
        names = usable[-1] if usable else archive.create(shape, max(live.number, *_numbers(begun)))
        filling = _Filling(archive, names, lock, scheduler, options, show)
        report = filling.fill(listing, rest=True)
        archive.publish(names, report.articles, shape.replicas)
        published = [one for one in archive.generations() if one.number <= live.number]
        unfinished = [one for one in begun if one != names]
        for old in (*published[: max(len(published) - (keep - 1), 0)], *unfinished):
            archive.delete(old)
        return report


def _numbers(names: Iterable[IndexNames]) -> list[int]:
    return [0, *(one.number for one in names)]


def _is_ours(archive: ClusterArchive, names: IndexNames) -> bool:
    """Say whether a generation that was begun can be gone on with."""
    try:
        archive.check_readable(names)
        Ledger(archive.client, archive.address, names)
    except (ArchiveMissing, ArchiveDamaged):
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Filling:
    """Brings a generation up to date with what is listed."""

    archive: ClusterArchive
    names: IndexNames
    lock: ClusterLock
    scheduler: Scheduler
    options: FolderOptions
    show: ShowProgress | None

    def fill(self, listing: Listing, *, rest: bool) -> ClusterReport:
        """Read what is new or changed; with ``rest`` everything that is not listed is removed."""
        started = time.monotonic()
        archive, names = self.archive, self.names
        archive.refresh(names)
        ledger = Ledger(archive.client, archive.address, names)
        report = ClusterReport(names.articles, files=len(listing.files), skipped=listing.skipped)
        reading: list[KeyedFile] = []
        for file in listing.files:
            known = ledger.entries.get((file.root, file.relative))
            if known is not None and known.stands_for(file):
                report.unchanged += 1
                report.skipped += _skips(file.place, known.skips, new=False)
            else:
                reading.append(KeyedFile(file, ledger.key_of(file)))
        broken = self._read(reading, ledger, report, started)
        roots = {file.root for file in listing.files}
        listed = {(file.root, file.relative) for file in listing.files}
        gone = [
            entry
            for place, entry in list(ledger.entries.items())
            if place not in listed and (rest or entry.root in roots)
        ]
        archive.refresh(names)
        sink = Sink(archive.client, archive.address, names)
        for key in (*broken, *(entry.key for entry in gone)):
            sink.delete(list(ids_of_key(archive.client, archive.address, names, key)))
        for entry in gone:
            ledger.remove(entry)
        self.lock.check()
        report.removed = len(gone)
        report.articles = ledger.articles
        report.seconds = time.monotonic() - started
        return report

    def _read(
        self, reading: list[KeyedFile], ledger: Ledger, report: ClusterReport, started: float
    ) -> list[str]:
        """Have files read; return the keys of those that ended every process that read them."""
        broken: list[str] = []
        tasks = tasks_of(self.archive.address, self.names, reading, self.options)
        for done in self.scheduler.run(tasks):
            self.lock.check()
            _note(ledger, report, done)
            if done.failed:
                broken.append(done.keyed.key)
            if self.show is not None:
                seconds = time.monotonic() - started
                self.show(Progress("reading", report.read, len(reading), report.sent, seconds))
        return broken


def _note(ledger: Ledger, report: ClusterReport, done: FileDone) -> None:
    file, key = done.keyed
    report.read += 1
    report.sent += done.articles
    report.skipped += _skips(file.place, done.skips, new=True)
    if not done.gone:
        state = FAILED if done.failed else DONE
        entry = Entry(file.root, file.relative, key, file.stamp, state, done.articles, done.skips)
        ledger.write(entry)


def _skips(place: str, reasons: Iterable[str], *, new: bool) -> Iterator[Skip]:
    return (Skip(place, reason, new) for reason in reasons)


def status(address: Address) -> ClusterStatus:
    """Return how an archive is.

    Raises:
        ArchiveError: the archive or the cluster cannot be used.
    """
    archive = ClusterArchive(address)
    try:
        live = archive.live()
        every = ",".join((live.articles, live.words, live.files))
        with translating(address):
            health = archive.client.cluster.health(index=every)
            stats = archive.client.indices.stats(index=every, metric="store")
        ledger = Ledger(archive.client, address, live)
        shape = archive.shape(live)
        return ClusterStatus(
            health=str(health["status"]),
            nodes=int(health["number_of_nodes"]),
            shards=shape.shards,
            replicas=shape.replicas,
            unassigned=int(health["unassigned_shards"]),
            live=live.articles,
            unpublished=tuple(
                one.articles for one in archive.generations() if one.number > live.number
            ),
            articles=archive.count(live),
            size_bytes=int(stats["_all"]["primaries"]["store"]["size_in_bytes"]),
            files=len(ledger.entries),
            failed=sum(entry.state == FAILED for entry in ledger.entries.values()),
            writer=writer_of(archive.client, address),
        )
    finally:
        archive.close()


def check(address: Address) -> int:
    """Hold an archive against its ledger, and some of its articles against its words.

    Returns how many articles were read again.

    Raises:
        ArchiveDamaged: something does not agree.
        ArchiveError: the archive or the cluster cannot be used.
    """
    archive = ClusterArchive(address)
    try:
        live = archive.live()
        meta = archive.check_readable(live)
        archive.refresh(live)
        found, sent = archive.count(live), Ledger(archive.client, address, live).articles
        if not found == sent == meta.get("articles"):
            raise ArchiveDamaged(
                f"{address} holds {found:,} articles, its ledger says {sent:,} and its manifest"
                f" {meta.get('articles', 0):,}",
                hint="run newssearch cluster index again with the same sources",
            )
        return _check_words(archive, live)
    finally:
        archive.close()


def _check_words(archive: ClusterArchive, names: IndexNames) -> int:
    """Make sure that all words of some articles, taken at random, are known."""
    body: dict[str, Any] = {
        "size": CHECKED_ARTICLES,
        "query": {"function_score": {"query": {"match_all": {}}, "random_score": {}}},
        "_source": ["article"],
    }
    with translating(archive.address):
        answer = archive.client.search(index=names.articles, body=body, params=WHOLE)
    rows = [hit["_source"] for hit in answer["hits"]["hits"]]
    articles = [unpack_article(stored_bytes(row["article"])) for row in rows]
    keys = sorted({form.key for form in prepare(articles).words}) if articles else []
    for start in range(0, len(keys), 10_000):
        some = keys[start : start + 10_000]
        body = {"size": 0, "track_total_hits": True, "query": {"ids": {"values": some}}}
        with translating(archive.address):
            answer = archive.client.search(index=names.words, body=body, params=WHOLE)
        there = answer["hits"]["total"]["value"]
        if there != len(some):
            raise ArchiveDamaged(
                f"{len(some) - there:,} of {len(some):,} words of articles in"
                f" {archive.address} are not known as words of it",
                hint="make it again: newssearch cluster rebuild",
            )
    return len(articles)
