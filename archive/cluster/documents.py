"""What is sent of an article: its slots, columns and stored form, read off a segment.

Also what is sent of words: a cluster cannot be asked for the terms of an index, so each distinct
one is a small document of its own in another index.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newssearch.archive import extra_fields
from newssearch.archive.analysis.stems import stem
from newssearch.archive.article import Article
from newssearch.archive.cluster.segments import ArticleSegment
from newssearch.archive.cluster.slots import PARAGRAPH, SENTENCE, Slots, zone_marks
from newssearch.archive.columnar.files import NO_NUMBER
from newssearch.archive.columnar.layout import FIRST_PREFIX, ITEM_WIDTH
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.columnar.wide_tokens import SPAN, width_of
from newssearch.archive.fields import FIELD_BY_NAME, FIELDS, FieldKind
from newssearch.archive.news_layout import BODY, BODY_COUNT, LAYOUT, TEXT_FIELDS, heads_of

Document = dict[str, Any]

PACKED = "surrogates"
"""The key of a stored article that is no Unicode text."""

_Occurrence = tuple[int, str, int]
"""A token in an entry: its position, itself, and how many positions it spans."""

_ENTRY_BIT, _SPACE_BIT = 40, 34
"""Where in the key of an occurrence its entry and its space begin; below is its position."""

_SPACES = 1 + len(LAYOUT.spaces)
_SPAN_PREFIXES = tuple(chr(space + FIRST_PREFIX) + SPAN for space in range(_SPACES))
_SPEAKER_SPACE = LAYOUT.by_space["speaker"]
_ZONE_OF = {name: number for number, name in enumerate(LAYOUT.zones)}
_BODY_NAME = LAYOUT.zones[BODY]


class WordForm(NamedTuple):
    """A token of the archive in a space of positions, and how many of these it spans."""

    space: int
    token: str
    width: int

    @property
    def key(self) -> str:
        """What its document is called."""
        return f"{self.space}:{self.width}:{self.token}"

    def document(self) -> Document:
        """Return what is sent of it."""
        return {
            "space": self.space,
            "token": self.token,
            "reversed": self.token[::-1],
            "stem": stem(self.token),
            "width": self.width,
        }


class Prepared(NamedTuple):
    """What is sent of some articles: a document each, in their order, and the words they have."""

    documents: list[Document]
    words: list[WordForm]


def prepare(articles: Sequence[Article]) -> Prepared:
    """Return what is sent of some articles.

    Raises:
        StorageError: there is no room for a segment of them.
        UsageError: an article has an extra field that cannot be kept.
    """
    with ArticleSegment(articles) as segment:
        reader = _Reader(segment)
        stored = map(stored_form, articles, heads_of(articles))
        documents = [
            reader.document(number, article, own)
            for number, (article, own) in enumerate(zip(articles, stored, strict=True))
        ]
        return Prepared(documents, reader.word_forms())


def stored_form(article: Article, head: bytes) -> Document:
    """Return an article as it is kept in a document, of which its head is a part."""
    try:
        return {"head": head.decode(), "body": _encodable(article.body)}
    except UnicodeError:
        whole = head + article.body.encode("utf-8", "surrogatepass")
        return {PACKED: whole.decode("latin-1")}


def _encodable(text: str) -> str:
    text.encode()
    return text


def stored_bytes(kept: Mapping[str, str]) -> bytes:
    """Return the stored bytes of an article from what a document keeps of it."""
    if PACKED in kept:
        return kept[PACKED].encode("latin-1")
    return (kept["head"] + kept["body"]).encode()


class _Reader:
    """Reads the entries of a segment that holds nothing else."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._terms = list(segment.terms.terms(0, segment.terms.size))
        self._tokens = [term[1:] for term in self._terms]
        self._wide = {
            number: (term[2:].rpartition(SPAN)[0], width_of(term))
            for number, term in enumerate(self._terms)
            if term.startswith(_SPAN_PREFIXES)
        }
        self._order_occurrences()
        entries = np.arange(segment.size)
        self._texts: dict[str, list[int]] = {}
        self._number_columns: dict[str, list[int]] = {
            name: segment.numbers(name).tolist() for name in LAYOUT.numbers
        }
        self._keyword_columns: dict[str, list[str | None]] = {}
        for name in LAYOUT.keywords:
            column = segment.keywords(name)
            names = column.names()
            self._keyword_columns[name] = [names[n] for n in column.ordinals.tolist()]
        self._list_columns: dict[str, list[list[str | None]]] = {}
        for name in LAYOUT.lists:
            values = segment.lists(name)
            names = values.names()
            ordinals, sizes = values.of(entries)
            flat = iter([names[n] for n in ordinals.tolist()])
            self._list_columns[name] = [list(islice(flat, size)) for size in sizes.tolist()]

    def _order_occurrences(self) -> None:
        """Put the positions of all terms in the order of entries, spaces and positions."""
        segment, terms = self._segment, len(self._terms)
        starts: NDArray[np.int64] = segment.file("terms")["posting_start"].all().astype(np.int64)
        postings = starts[1:] - starts[:-1]
        count = int(postings.sum())
        docs = segment.docs(0, count).astype(np.int64)
        owners = np.repeat(np.arange(terms), postings)
        by_entry = np.argsort(docs, kind="stable")
        self._posting_terms = owners[by_entry]
        self._posting_weights = segment.weights(0, count)[by_entry]
        entries = np.arange(segment.size + 1)
        self._posting_starts = np.searchsorted(docs[by_entry], entries).tolist()
        frequencies = segment.frequencies(0, count)
        positions = segment.positions(0, int(frequencies.sum())).astype(np.int64)
        spaces = np.array([ord(term[0]) - FIRST_PREFIX for term in self._terms], np.int64)
        numbers = np.repeat(owners, frequencies)
        keys = np.repeat(docs, frequencies) << _ENTRY_BIT
        keys |= (spaces[numbers] << _SPACE_BIT) | positions
        order = np.argsort(keys, kind="stable")
        self._keys, self._occurring = keys[order], numbers[order]
        if self._wide:
            self._leave_out_wide()
        firsts = [
            (number << _ENTRY_BIT) | (space << _SPACE_BIT)
            for number in range(segment.size + 1)
            for space in range(_SPACES)
        ]
        self._bounds: list[int] = np.searchsorted(self._keys, firsts).tolist()
        self._positions: list[int] = (self._keys & ((1 << _SPACE_BIT) - 1)).tolist()
        self._terms_there: list[int] = self._occurring.tolist()

    def _leave_out_wide(self) -> None:
        """Drop the occurrences of tokens as such where a span term stands for them."""
        numbers = np.array(list(self._wide), np.int64)
        places = np.flatnonzero(np.isin(self._occurring, numbers))
        term_of = {term: number for number, term in enumerate(self._terms)}
        dropped = np.zeros(len(self._keys), bool)
        for key, number in zip(
            self._keys[places].tolist(), self._occurring[places].tolist(), strict=True
        ):
            plain = term_of[self._terms[number][0] + self._wide[number][0]]
            first, last = np.searchsorted(self._keys, (key, key + 1))
            dropped[first:last] |= self._occurring[first:last] == plain
        self._keys, self._occurring = self._keys[~dropped], self._occurring[~dropped]

    def word_forms(self) -> list[WordForm]:
        """Return all distinct words, each with the numbers of positions that it spans."""
        found = []
        for number in np.unique(self._occurring).tolist():
            space = ord(self._terms[number][0]) - FIRST_PREFIX
            token, width = self._wide.get(number, (self._tokens[number], 1))
            found.append(WordForm(space, token, width))
        return found

    def _occurrences(self, number: int, space: int) -> list[_Occurrence]:
        """Return the tokens of a space of an entry: position, token, and width."""
        start, end = (
            self._bounds[number * _SPACES + space],
            self._bounds[number * _SPACES + space + 1],
        )
        tokens, wide = self._tokens, self._wide
        pairs = zip(self._positions[start:end], self._terms_there[start:end], strict=True)
        if not wide:
            return [(position, tokens[term], 1) for position, term in pairs]
        return [
            (position, *wide[term]) if term in wide else (position, tokens[term], 1)
            for position, term in pairs
        ]

    def _text(self, name: str, number: int) -> int:
        values = self._texts.get(name)
        if values is None:
            values = self._texts[name] = self._segment.text(name).tolist()
        value: int = values[number]
        return value

    def document(self, number: int, article: Article, stored: Document) -> Document:
        """Return what is sent of an entry."""
        texts, main, said = self._main_texts(number)
        speakers = self._items(number, _SPEAKER_SPACE)
        names = self._names(number, "speaker")
        for space, own in enumerate(LAYOUT.spaces, start=1):
            found = self._items(number, space) if own.items else [self._whole(number, space)]
            texts[own.name] = [text for text in found if text]
        texts[LAYOUT.ranges] = [text for text in said if text]
        quotes = [
            _filled({"n": n, "words": words, "speaker": speaker, "name": name})
            for n, (words, speaker, name) in enumerate(zip(said, speakers, names, strict=True))
        ]
        items = self._distinct_names(number, extra_fields.COLUMN)
        document = {
            "article": stored,
            "main": main,
            "text": _filled(texts),
            "keyword": self._keywords(number),
            "number": self._numbers(number),
            "list": _filled({name: self._distinct_names(number, name) for name in LAYOUT.lists}),
            "own": sorted({extra_fields.kind_of(item) for item in items}),
            "has": self._having(number),
            "filled": self._zones_filled(number),
            "rank": self._rank(number),
            "quotes": quotes,
        }
        return _filled(document)

    def _main_texts(self, number: int) -> tuple[dict[str, Any], list[str], list[str]]:
        """Return the zones by field, the zones of the main space, and the ranges."""
        tokens = self._occurrences(number, 0)
        places = self._segment.places
        paragraphs, sentences = places.openings(number)
        main: list[str] = []
        texts: dict[str, Any] = {}
        own: dict[str, str] = {}
        for zone, name in enumerate(LAYOUT.zones):
            first = self._text(f"zone_start.{zone}", number)
            last = self._text(f"zone_end.{zone}", number)
            if first == last:
                continue
            slots = _slots(tokens, first, last, paragraphs, sentences)
            if zone == BODY:
                slots.put(
                    max(self._text("lead_end", number), first + 1) - 1, zone_marks(LAYOUT.lead)[1]
                )
            else:
                own[name] = slots.text()
            main.append(slots.zone_text(name))
        for field, (first_zone, last_zone) in LAYOUT.fields.items():
            names = LAYOUT.zones[first_zone : last_zone + 1]
            if field != _BODY_NAME:
                texts[field] = [own[name] for name in names if name in own]
        said = [
            _slots(tokens, first, last, paragraphs, sentences).text()
            for first, last in places.ranges(number)
        ]
        return texts, main, said

    def _items(self, number: int, space: int) -> list[str]:
        """Return the items of a space of an entry, one text each; one for each quotation."""
        count = len(self._segment.places.ranges(number)) if space == _SPEAKER_SPACE else 0
        tokens: dict[int, list[_Occurrence]] = {}
        for position, token, width in self._occurrences(number, space):
            item, place = divmod(position, ITEM_WIDTH)
            tokens.setdefault(item, []).append((place, token, width))
        count = max(count, max(tokens, default=-1) + 1)
        return [_unit_text(tokens.get(item, [])) for item in range(count)]

    def _whole(self, number: int, space: int) -> str:
        return _unit_text(self._occurrences(number, space))

    def _names(self, number: int, name: str) -> list[str | None]:
        """Return the values of a list of an entry, in order."""
        return self._list_columns[name][number]

    def _distinct_names(self, number: int, name: str) -> list[str]:
        return sorted({value for value in self._names(number, name) if value})

    def _keywords(self, number: int) -> dict[str, str]:
        values = {name: column[number] for name, column in self._keyword_columns.items()}
        return {name: value for name, value in values.items() if value is not None}

    def _numbers(self, number: int) -> dict[str, int]:
        found = {
            "words": self._text(BODY_COUNT, number),
            "length": self._text("length", number),
            "counted": sum(self._text(f"count.{zone}", number) for zone in range(BODY + 1)),
        }
        for name, column in self._number_columns.items():
            if column[number] != NO_NUMBER:
                found[name] = column[number]
        if "date" in found:
            found["year"] = dt.date.fromordinal(found["date"]).year
        return found

    def _having(self, number: int) -> list[str]:
        """Return the fields, of those that every archive has, in which an entry has anything."""
        return [field.name for field in FIELDS if self._has(number, field.name)]

    def _has(self, number: int, name: str) -> bool:
        field = FIELD_BY_NAME[name]
        if field.kind is FieldKind.KEYWORD:
            return self._keyword_columns[name][number] is not None
        if field.kind is not FieldKind.TEXT:
            return name == "words" or self._number_columns[name][number] != NO_NUMBER
        if field.parts:
            return any(self._has(number, part) for part in field.parts)
        if name == LAYOUT.ranges:
            return bool(self._segment.places.ranges(number))
        if name in LAYOUT.by_space:
            return bool(self._text(f"count.{TEXT_FIELDS.index(name)}", number))
        first, last = LAYOUT.fields.get(name, (BODY, BODY))
        return any(self._text(f"count.{zone}", number) for zone in range(first, last + 1))

    def _zones_filled(self, number: int) -> list[str]:
        """Return the zones in which an entry has text, be it without words."""
        return [
            name
            for name, zone in _ZONE_OF.items()
            if self._text(f"zone_end.{zone}", number) > self._text(f"zone_start.{zone}", number)
        ]

    def _rank(self, number: int) -> str:
        """Return the tokens of the main space with their weighted frequencies, in quarters."""
        start, end = self._posting_starts[number : number + 2]
        terms = self._posting_terms[start:end].tolist()
        weights = self._posting_weights[start:end].tolist()
        main = chr(FIRST_PREFIX)
        return " ".join(
            [
                f"{self._tokens[term]}|{max(weight, 1)}"
                for term, weight in zip(terms, weights, strict=True)
                if self._terms[term][0] == main and term not in self._wide
            ]
        )


def _slots(
    tokens: Sequence[_Occurrence],
    first: int,
    last: int,
    paragraphs: Sequence[int],
    sentences: Sequence[int],
) -> Slots:
    slots = Slots(first, last)
    for position, token, width in _between(tokens, first, last):
        if width > 1:
            slots.put_wide(position, token, width)
        else:
            slots.put(position, token)
    slots.bound(_inside(sentences, first, last), SENTENCE)
    slots.bound(_inside(paragraphs, first, last), PARAGRAPH)
    return slots


def _between(tokens: Sequence[_Occurrence], first: int, last: int) -> Iterator[_Occurrence]:
    return (one for one in tokens if first <= one[0] < last)


def _inside(openings: Sequence[int], first: int, last: int) -> list[int]:
    return [opening for opening in openings if first <= opening < last]


def _unit_text(tokens: Sequence[_Occurrence]) -> str:
    """Return tokens as a text that is one sentence and one paragraph; empty without tokens."""
    if not tokens:
        return ""
    slots = _slots(tokens, 0, max(position + width for position, _, width in tokens), (), ())
    return slots.text()


def _filled(values: Document) -> Document:
    """Return what is neither None nor empty."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}
