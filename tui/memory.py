"""What is remembered of a person between two starts: queries, the place, what was read.

One small file for each archive, in the person's own data folder, which nobody else can read. It can
be switched off in the settings; then nothing is read or written.
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from newssearch.archive.errors import StorageError
from newssearch.archive.manifest import write_atomically
from newssearch.archive.modes import PRIVATE
from newssearch.tui.engine import MODES, SORTS, Mode, Sort

FILE_NAME = "screen.json"
SCHEMA = 1
MOST_QUERIES = 1000
MOST_READ = 20_000
MOST_BYTES = 8 << 20
HALF_LIFE_DAYS = 14.0
"""After which an asking counts half: what was asked often of late comes first."""

_DAY_SECONDS = 86_400.0


@dataclass
class Asked:
    """A query, how often it was asked, counted less the longer ago, and when it was last."""

    text: str
    weight: float
    last: float

    def weight_at(self, now: float) -> float:
        """Return what the askings count now."""
        days: float = max(0.0, now - self.last) / _DAY_SECONDS
        return self.weight * 0.5 ** (days / HALF_LIFE_DAYS)


@dataclass(frozen=True)
class Place:
    """Where a person was: the query and how it is read and sorted, and the article."""

    text: str = ""
    mode: Mode = "all"
    sort: Sort = "relevance"
    article: str | None = None


@dataclass
class Memory:
    """Remembers in a folder; without one only until the end.

    ``fault`` says what was wrong with the file, which is then begun again.
    """

    folder: Path | None = None
    now: Callable[[], float] = time.time
    place: Place = Place()
    fault: str = ""
    _asked: dict[str, Asked] = field(default_factory=dict)
    _read: dict[str, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.folder is None:
            return
        try:
            with (self.folder / FILE_NAME).open("rb") as file:
                self._take(json.loads(file.read(MOST_BYTES)))
        except FileNotFoundError:
            return
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            self._asked.clear()
            self._read.clear()
            self.place = Place()
            self.fault = f"what was remembered cannot be read and begins again: {error}"

    def _take(self, content: Mapping[str, object]) -> None:
        if content["schema"] != SCHEMA:
            raise ValueError("it is of another version")
        history, place, read = content["history"], content["place"], content["read"]
        if not (isinstance(history, list) and isinstance(place, dict) and isinstance(read, list)):
            raise TypeError("its parts are of the wrong kind")
        for one in history[:MOST_QUERIES]:
            asked = Asked(str(one["text"]), float(one["weight"]), float(one["last"]))
            self._asked[asked.text] = asked
        self._read = dict.fromkeys(str(one) for one in read[-MOST_READ:])
        found = Place(**place)
        if found.mode not in MODES or found.sort not in SORTS or not isinstance(found.text, str):
            raise ValueError("its place is none")
        self.place = found

    def asked(self, text: str) -> None:
        """Remember that a query was asked."""
        text, now = text.strip(), self.now()
        if not text:
            return
        before = self._asked.pop(text, None)
        weight = 1.0 + (before.weight_at(now) if before else 0.0)
        self._asked[text] = Asked(text, weight, now)
        while len(self._asked) > MOST_QUERIES:
            least = min(self._asked.values(), key=lambda one: one.weight_at(now))
            del self._asked[least.text]

    def recent(self) -> list[str]:
        """Return the queries, the last one first."""
        return [one.text for one in sorted(self._asked.values(), key=lambda one: -one.last)]

    def frequent(self) -> list[Asked]:
        """Return the queries, those asked often and of late first."""
        now = self.now()
        return sorted(self._asked.values(), key=lambda one: (-one.weight_at(now), one.text))

    def has_read(self, article_id: str) -> bool:
        """Return whether an article was read."""
        return article_id in self._read

    def note_read(self, article_id: str) -> None:
        """Remember that an article was read."""
        self._read.pop(article_id, None)
        self._read[article_id] = None

    def save(self) -> None:
        """Write everything, as a whole.

        Raises:
            StorageError: it cannot be written.
        """
        if self.folder is None:
            return
        content = {
            "schema": SCHEMA,
            "history": [asdict(one) for one in self._asked.values()],
            "place": asdict(self.place),
            "read": list(self._read)[-MOST_READ:],
        }
        try:
            with contextlib.suppress(FileExistsError):
                self.folder.mkdir(PRIVATE, parents=True)
            write_atomically(self.folder / FILE_NAME, json.dumps(content).encode())
        except OSError as error:
            raise StorageError(f"cannot remember: {self.folder}: {error.strerror}") from error
