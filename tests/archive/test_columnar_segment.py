"""A segment is the plain inversion of its entries; merging equals building at once."""

from __future__ import annotations

import datetime as dt
import tracemalloc
from collections import defaultdict
from collections.abc import Collection, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from article_strategies import articles
from hypothesis import given, settings
from hypothesis import strategies as st
from made_archives import loose_segments

from newssearch.archive.analysis import TokenStream, stem, tokenise
from newssearch.archive.article import Article, Quotation
from newssearch.archive.columnar import sketches
from newssearch.archive.columnar.files import NO_NUMBER, SUFFIXES
from newssearch.archive.columnar.layout import ITEM_WIDTH, MAX_WEIGHTED, ZONE_GAP, space_prefix
from newssearch.archive.columnar.segment import Segment
from newssearch.archive.columnar.writing import merge, merged_terms, segment_builder
from newssearch.archive.columnar.writing.inversion import class_weights
from newssearch.archive.columnar.writing.merge import merge_segments
from newssearch.archive.columnar.writing.segment_builder import SegmentBuilder
from newssearch.archive.news_layout import LAYOUT, entries_of, texts_of, unpack_article

ZONES = len(LAYOUT.zones)
LEAD = ZONES
Places = dict[str, dict[int, dict[int, int]]]
"""By term (behind the prefix of its space), article and position: the class of the place."""


def invert(given_articles: Sequence[Article]) -> tuple[Places, list[dict[str, Any]]]:
    """Invert articles word by word, as the module ``files`` and the layout describe it."""
    terms: Places = defaultdict(lambda: defaultdict(dict))
    rows = []
    for number, article in enumerate(given_articles):
        texts = texts_of(article)
        row: dict[str, Any] = {"zones": [], "sentences": [], "paragraphs": []}
        base = 0
        streams = [tokenise(text) for text in texts[:ZONES]]
        for stream in streams:
            row["zones"].append((base, base + stream.length))
            row["sentences"] += [base + position for position, _ in stream.sentences]
            row["paragraphs"] += [base + position for position, _ in stream.paragraphs]
            base += stream.length + (ZONE_GAP if stream.length else 0)
        start, end = row["zones"][-1]
        opens = [start + position for position, _ in streams[-1].paragraphs]
        row["lead"] = opens[2] if len(opens) > 2 else end
        for zone, stream in enumerate(streams):
            first = row["zones"][zone][0]
            for token, position in _terms_of(stream):
                place = first + position
                in_lead = zone == ZONES - 1 and place < row["lead"]
                _add(terms, space_prefix(0) + token, number, place, LEAD if in_lead else zone)
        for space, text in enumerate(texts[ZONES:], start=1):
            for token, position in _placed(text, items=LAYOUT.spaces[space - 1].items):
                _add(terms, space_prefix(space) + token, number, position, ZONES + space)
        rows.append(row)
    return terms, rows


def _terms_of(stream: TokenStream) -> list[tuple[str, int]]:
    """Return what is indexed of a text: tokens, and of those that span positions how many."""
    found = []
    for token, position, width in zip(stream.tokens, stream.positions, stream.widths, strict=True):
        found.append((token, position))
        if width > 1:
            found.append((f"\x1f{token}\x1f{width}", position))
    return found


def _placed(text: str, *, items: bool) -> list[tuple[str, int]]:
    if not items:
        return _terms_of(tokenise(text))
    placed = []
    for item, line in enumerate(text.split("\n\n")):
        for token, position in _terms_of(tokenise(line)):
            placed.append((token, item * ITEM_WIDTH + min(position, ITEM_WIDTH - 2)))
    return placed


def _add(terms: Places, term: str, number: int, position: int, place: int) -> None:
    here = terms[term][number]
    here[position] = min(here.get(position, place), place)


def read_terms(segment: Segment) -> dict[str, dict[int, list[int]]]:
    """Read all postings of a segment: by term and article the positions."""
    found: dict[str, dict[int, list[int]]] = {}
    for number, term in enumerate(segment.terms.terms()):
        start, end = segment.posting_range(number)
        first, last = segment.position_range(number)
        sizes = segment.frequencies(start, end)
        parts = np.split(segment.positions(first, last), np.cumsum(sizes)[:-1])
        docs = segment.docs(start, end).tolist()
        found[term] = {doc: part.tolist() for doc, part in zip(docs, parts, strict=True)}
    return found


def hold_to_inversion(segment: Segment, given_articles: Sequence[Article]) -> None:
    terms, rows = invert(given_articles)
    expected = {
        term: {doc: sorted(places) for doc, places in docs.items()} for term, docs in terms.items()
    }
    assert read_terms(segment) == expected
    quarters = class_weights(LAYOUT)
    for number, (term, docs) in enumerate(sorted(terms.items())):
        classes = {place for places in docs.values() for place in places.values()}
        assert segment.zones(number) == sum(1 << place for place in classes)
        start, end = segment.posting_range(number)
        assert segment.weights(start, end).tolist() == [
            min(sum(int(quarters[place]) for place in docs[doc].values()), MAX_WEIGHTED)
            for doc in sorted(docs)
        ]
        assert segment.term(term[1:], ord(term[0]) - 1) == number
    for zone in range(ZONES):
        pairs = [row["zones"][zone] for row in rows]
        assert segment.text(f"zone_start.{zone}").tolist() == [start for start, _ in pairs]
        assert segment.text(f"zone_end.{zone}").tolist() == [end for _, end in pairs]
    assert segment.text("lead_end").tolist() == [row["lead"] for row in rows]
    everything = np.arange(segment.size)
    for name in ("sentences", "paragraphs"):
        values, sizes = segment.ragged(name, f"{name[:-1]}_offsets", everything)
        assert values.tolist() == [place for row in rows for place in row[name]]
        assert sizes.tolist() == [len(row[name]) for row in rows]
    for number, row in enumerate(rows):
        starts = [start for start, _ in row["zones"]]
        assert segment.places.zone_starts(number) == starts
        assert [segment.places.zone_start(number, zone) for zone in range(ZONES)] == starts
        assert segment.places.openings(number) == (row["paragraphs"], row["sentences"])
        for zone in range(ZONES):
            words = segment.text(f"count.{zone}")[number]
            assert segment.places.words(number, zone) == words
    starts, _ = segment.ragged("range_starts", "range_offsets", everything)
    ends, _ = segment.ragged("range_ends", "range_offsets", everything)
    ranges = [pair for number in everything for pair in segment.places.ranges(int(number))]
    assert ranges == list(zip(starts.tolist(), ends.tolist(), strict=True))
    assert int(segment.text("length_sum")[0]) == segment.text("length").sum()
    days = [a.date.toordinal() if a.date else NO_NUMBER for a in given_articles]
    assert segment.numbers("date").tolist() == days
    for name in LAYOUT.keywords:
        column = segment.keywords(name)
        values = [getattr(article, name) for article in given_articles]
        assert [column.value(number) for number in range(segment.size)] == values
        for value in {value for value in values if value is not None}:
            assert column.docs(value).tolist() == [n for n, v in enumerate(values) if v == value]
            assert column.docs(value[:1], prefix=True).tolist() == [
                n for n, v in enumerate(values) if v is not None and v.startswith(value[:1])
            ]
    assert [unpack_article(segment.stored[n]) for n in range(segment.size)] == given_articles


def arrays_of(segment: Segment) -> dict[str, Any]:
    """Return every array of a segment but how its stored entries are in blocks."""
    arrays: dict[str, Any] = {}
    for suffix in SUFFIXES:
        file = segment.file(suffix)
        for name in file._directory:
            if suffix != "stored":
                arrays[f"{suffix}/{name}"] = (file[name].dtype.str, file[name].all().tolist())
    arrays["stored"] = ("", [segment.stored[number] for number in range(segment.size)])
    return arrays


def hold_merge_to_building(
    parts: Sequence[Sequence[Article]], deleted: Collection[str], folder: Path
) -> Segment:
    """Merge segments, and hold the result to one segment of the live articles, by array."""
    (folder / "at once").mkdir(parents=True)
    live = [article for part in parts for article in part if article.id not in deleted]
    (once,) = loose_segments(folder / "at once", [live])
    sources = loose_segments(folder, parts, deleted)
    assert merge_segments(sources, folder, "merged") == len(live)
    merged = Segment(folder, "merged", LAYOUT, len(live))
    merged.verify()
    expected, found = arrays_of(once), arrays_of(merged)
    assert found.keys() == expected.keys()
    zones = "terms/zones"  # may keep the places of deleted articles
    pairs = zip(found.pop(zones)[1], expected.pop(zones)[1], strict=True)
    assert all(own & ~mine == 0 if deleted else own == mine for mine, own in pairs)
    for name, array in expected.items():
        assert found[name][-1] == array[-1], name
    return merged


drawn = st.integers(0, 6).flatmap(
    lambda count: st.tuples(*(articles(f"a{number}") for number in range(count)))
)


@settings(max_examples=60, deadline=None)
@given(drawn)
def test_what_goes_in_comes_out(given_articles: tuple[Article, ...]) -> None:
    with TemporaryDirectory() as folder:
        (segment,) = loose_segments(Path(folder), [list(given_articles)])
        segment.verify()
        hold_to_inversion(segment, list(given_articles))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(drawn, min_size=1, max_size=4),
    st.sets(st.integers(0, 20)),
    st.sampled_from([1, 7, 50, 8_000_000]),
)
def test_merging_equals_building_at_once(
    parts: list[tuple[Article, ...]], deleted: set[int], strip: int
) -> None:
    numbered = iter(range(100))
    renamed = [[article._replace(id=f"n{next(numbered)}") for article in part] for part in parts]
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(merge, "STRIP_POSITIONS", strip)
        patch.setattr(merged_terms, "STRETCH_TERMS", strip)
        patch.setattr(sketches, "STRIP_HASHES", max(strip // 2, 1))
        hold_merge_to_building(renamed, {f"n{n}" for n in deleted}, Path(folder))


def test_memory_of_merging_does_not_grow_with_segments_times_terms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forty segments without a word in common: 20,000 terms, each in one of them."""
    monkeypatch.setattr(merge, "STRIP_POSITIONS", 40_000)
    monkeypatch.setattr(merged_terms, "STRETCH_TERMS", 1000)
    parts = [
        [Article(f"a{part}", "p", " ".join(f"w{part}x{word}" for word in range(500)))]
        for part in range(40)
    ]
    sources = loose_segments(tmp_path, parts)
    tracemalloc.start()
    try:
        merge_segments(sources, tmp_path, "merged")
        _, peak_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    merged = Segment(tmp_path, "merged", LAYOUT, len(parts))
    assert merged.terms.size >= 20_000
    one_number_each_bytes = 8 * merged.terms.size * len(parts)
    assert peak_bytes < 3 * one_number_each_bytes


def long_article(id_: str, words: int, common: int) -> Article:
    body = " ".join(["oil"] * common + [f"word{number % 997}" for number in range(words)])
    return Article(id_, id_, body, date=dt.date(1987, 3, 1), quotes=(Quotation(0, 7, "Tom Fox"),))


@pytest.mark.parametrize("strip", [1000, 8_000_000])
def test_large_numbers(tmp_path: Path, strip: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Frequencies above 255, positions above 65,535, and a segment that needs neither."""
    monkeypatch.setattr(merge, "STRIP_POSITIONS", strip)
    parts = [
        [long_article("a", 70_000, 300), long_article("b", 10, 256)],
        [long_article("c", 10, 2)],
        [long_article("d", 66_000, 255), long_article("e", 5, 1000)],
    ]
    flat = [article for part in parts for article in part]
    merged = hold_merge_to_building(parts, {"b"}, tmp_path)
    hold_to_inversion(merged, [article for article in flat if article.id != "b"])
    oil = merged.term("oil")
    assert merged.frequencies(*merged.posting_range(oil)).tolist() == [300, 2, 255, 1000]
    assert int(merged.positions(*merged.position_range(merged.term("word3"))).max()) > 65_535
    narrow = hold_merge_to_building(parts, {"a", "d"}, tmp_path / "again")
    assert narrow.frequencies(*narrow.posting_range(narrow.term("oil"))).tolist() == [256, 2, 1000]


def test_the_words_and_sentences_of_many_batches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segment_builder, "BATCH_CHARACTERS", 50)
    given_articles = [
        Article(f"a{n}", f"p{n}", f"Oil rose {n}. He fell.\n\nTwo.\n\nThree {n}.", title=f"T {n}")
        for n in range(40)
    ]
    (segment,) = loose_segments(tmp_path, [given_articles])
    hold_to_inversion(segment, given_articles)


def test_a_builder_is_used_again(tmp_path: Path) -> None:
    builder = SegmentBuilder(LAYOUT, most_occurrences=30)
    taken = []
    for number in range(9):
        article = Article(f"a{number}", "p", f"Some words and others {number}. " * 3)
        builder.add(entries_of([article]))
        taken.append(article)
        if number % 3 == 2:
            size = builder.write(tmp_path, f"s{number}")
            hold_to_inversion(Segment(tmp_path, f"s{number}", LAYOUT, size), taken)
            taken = []
    assert builder.entries == 0
    assert not builder.full


def test_all_forms_of_a_stem_are_found(tmp_path: Path) -> None:
    text = "missile missiles Missile's said says running runs run ran oil"
    (segment,) = loose_segments(tmp_path, [[Article("a", "a", text, title="missiles")]])
    names = list(segment.terms.terms())
    own = {name for name in names if name[0] == space_prefix(0)}
    for name in own:
        forms = {names[number] for number in segment.stem_variants(stem(name[1:]))}
        assert forms == {other for other in own if stem(other[1:]) == stem(name[1:])} or (
            not forms and stem(name[1:]) == name[1:]
        )


def test_merging_only_deleted_articles(tmp_path: Path) -> None:
    parts = [[Article("a", "a", "Oil rose.")], [Article("b", "b", "Tin fell.")]]
    merged = hold_merge_to_building(parts, {"a", "b"}, tmp_path)
    assert merged.terms.size == 0
    assert len(merged.stored) == 0


def test_files_may_be_opened_while_memory_is_given_back(tmp_path: Path) -> None:
    """Two threads of a merge share the segments; one opened a file while the other went round."""
    (segment,) = loose_segments(tmp_path, [[Article("a", "a", "Oil rose.")]])
    opened = segment.file("text")

    class Opening:
        def forget(self) -> None:
            opened.forget()
            segment.file("columns")

    segment._files["text"] = Opening()  # type: ignore[assignment]
    segment.forget()
    assert set(segment._files) == {"text", "columns"}
