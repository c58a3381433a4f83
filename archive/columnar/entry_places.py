"""Where the zones, sentences, paragraphs and ranges of single entries stand.

Whole columns serve a query. Showing a hit needs a few numbers of one entry, for which NumPy's
scalars would cost more than all else; a memory view gives plain ones.
"""

from __future__ import annotations

from newssearch.archive.columnar.arrayfile import ArrayFile


class EntryPlaces:
    """The places in the entries of a segment, as positions within each."""

    def __init__(self, file: ArrayFile, zones: int) -> None:
        self._zone_starts = [file[f"zone_start.{zone}"].all().data for zone in range(zones)]
        self._file = file
        self._counts: dict[int, memoryview] = {}
        self._paragraphs = _Ragged(file, "paragraph_offsets", "paragraphs")
        self._sentences = _Ragged(file, "sentence_offsets", "sentences")
        self._range_starts = _Ragged(file, "range_offsets", "range_starts")
        self._range_ends = _Ragged(file, "range_offsets", "range_ends")

    def zone_starts(self, number: int) -> list[int]:
        """Return where each of the zones of an entry begins; an empty one where the next does."""
        return [starts[number] for starts in self._zone_starts]

    def zone_start(self, number: int, zone: int) -> int:
        """Return where one of the zones of an entry begins."""
        start: int = self._zone_starts[zone][number]
        return start

    def zone_at(self, number: int, position: int) -> int:
        """Return the zone of an entry that holds a position."""
        zone = 0
        for starts in self._zone_starts[1:]:
            if starts[number] > position:
                break
            zone += 1
        return zone

    def words(self, number: int, zone: int) -> int:
        """Return how many words a zone of an entry has."""
        counts = self._counts.get(zone)
        if counts is None:
            counts = self._counts[zone] = self._file[f"count.{zone}"].all().data
        return counts[number]

    def openings(self, number: int) -> tuple[list[int], list[int]]:
        """Return where the paragraphs and the sentences of an entry begin, in all zones."""
        return self._paragraphs.of(number), self._sentences.of(number)

    def ranges(self, number: int) -> list[tuple[int, int]]:
        """Return the first position of each range of an entry, and the one after its last."""
        starts = self._range_starts.of(number)
        return list(zip(starts, self._range_ends.of(number), strict=True)) if starts else []


class _Ragged:
    """An array of which each entry has a stretch; what is handed out of it is verified."""

    def __init__(self, file: ArrayFile, offsets: str, values: str) -> None:
        self._offsets = file[offsets].all().data
        self._checked = file[values]
        self._values = self._checked.unchecked.data

    def of(self, number: int) -> list[int]:
        start, end = self._offsets[number], self._offsets[number + 1]
        if start == end:
            return []
        self._checked.check(start, end)
        values: list[int] = self._values[start:end].tolist()
        return values
