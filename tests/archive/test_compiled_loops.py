"""The compiled loops write what the arrays that stand in for them write, byte for byte."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from article_strategies import articles
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numbered_tokens import tokens_of

from newssearch.archive.analysis.surfaces import MAX_TOKEN_LENGTH
from newssearch.archive.columnar import compiled
from newssearch.archive.columnar.layout import ITEM_WIDTH
from newssearch.archive.columnar.writing import batch_arrays, batch_loops, segment_builder
from newssearch.archive.columnar.writing.batch_loops import LoopLayout
from newssearch.archive.columnar.writing.entry import Entries, encode_columns
from newssearch.archive.columnar.writing.segment_builder import SegmentBuilder
from newssearch.archive.columnar.writing.surfaces.ascii_surfaces import LONGEST_SURFACE
from newssearch.archive.columnar.writing.surfaces.numbering import SurfaceNumbers
from newssearch.archive.columnar.writing.surfaces.plain_bytes import encode, make_plain
from newssearch.archive.news_layout import LAYOUT, entries_of
from newssearch.indexer.near_duplicates.comparing import _Sets

pytestmark = pytest.mark.skipif(
    not compiled.AVAILABLE and shutil.which("cc") is None,
    reason="there was no compiler when newssearch was installed",
)

_PIECES = [
    *("oil", "Oil", "U.S.", "U.S.-led", "well-known", "a-b-a", "AT&T", "R-TX", "it's", "3.14"),
    *("war.The", "example.com", "I.", "Mr.", "The", "“We", "said.”", "naïve", "co‐op", "—", "'s"),
    *("x" * MAX_TOKEN_LENGTH, "x" * (MAX_TOKEN_LENGTH + 1) + "-y", "y-" * 40 + "y", "\ud800"),
    *(
        "\u2028",
        "\u3000",
        "LINES IN CAPITALS",
        "ÜBER ALLES",
        "\n",
        "\n\n",
        "\n\n\n\n",
        "\0",
        "\x01",
    ),
]
_TEXTS = st.lists(st.sampled_from(_PIECES) | st.text(max_size=6), max_size=40).map(" ".join)


@st.composite
def _entries(draw: st.DrawFn) -> Entries:
    entry = entries_of([draw(articles(id_=f"a{draw(st.integers(0, 9))}"))])
    texts = [draw(_TEXTS) for _ in range(LAYOUT.columns_of_text)]
    places = st.integers(0, len(texts[len(LAYOUT.zones) - 1]))
    pairs = draw(st.lists(st.tuples(places, places).map(sorted), max_size=4))
    (speakers,) = encode_columns([], [], [[[None] * len(pairs)]]).lists
    lists = [speakers, *entry.columns.lists[1:]]
    return entry._replace(
        texts=[texts],
        ranges=[[(start, end) for start, end in pairs]],
        columns=entry.columns._replace(lists=lists),
    )


def _written(entries: Sequence[Entries], *, loops: bool, threads: int) -> dict[str, bytes]:
    with (
        TemporaryDirectory() as folder,
        pytest.MonkeyPatch.context() as patch,
        ThreadPoolExecutor(threads) as executor,
    ):
        patch.setattr(compiled, "AVAILABLE", loops)
        patch.setattr(segment_builder, "BATCH_CHARACTERS", 300)
        builder = SegmentBuilder(LAYOUT, executor=executor)
        for entry in entries:
            builder.add(entry)
        builder.write(Path(folder), "segment", run=True)
        return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


@settings(deadline=None)
@given(st.lists(_entries(), max_size=5), st.integers(1, 2))
def test_a_segment_is_the_same_by_loops_and_by_arrays(entries: list[Entries], threads: int) -> None:
    by_arrays = _written(entries, loops=False, threads=1)
    by_loops = _written(entries, loops=True, threads=threads)
    assert by_loops == by_arrays


@pytest.mark.parametrize("text", ["a\n\n", "\n\n", "a ", "a\n\n\n", "\n\na\n", "é\n\n"])
def test_texts_of_nothing_but_edges_fit(text: str) -> None:
    entry = entry_of_text(text * 3000)
    by_arrays = _written([entry], loops=False, threads=1)
    assert _written([entry], loops=True, threads=1) == by_arrays


@given(_TEXTS)
@example("LINE ÄÖ " * 5000)
@example("ÄÖ\n" * 5000)
def test_texts_are_made_plain_the_same(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled, "AVAILABLE", False)
        by_arrays = make_plain(encode(text))
    assert make_plain(encode(text)) == by_arrays


@pytest.mark.parametrize("size", [LONGEST_SURFACE, LONGEST_SURFACE + 1, 1 << 16])
def test_long_surfaces_are_taken_apart_the_same(size: int) -> None:
    text = " ".join(["ab-" * (size // 3), "A" * size, "a." * (size // 2), "'" * size, "e" * size])
    tables = []
    for loops in (False, True):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(compiled, "AVAILABLE", loops)
            numbers = SurfaceNumbers()
            found = numbers.of(encode(text)).numbers
            columns = numbers.table.columns()
            rows = (columns.kinds[found], columns.widths[found], columns.more_size[found])
            tables.append((*(row.tolist() for row in rows), sorted(tokens_of(numbers))))
    assert tables[0] == tables[1]


def test_positions_beyond_the_last_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also of forms that lie further on in a surface than its first one."""
    monkeypatch.setattr(batch_arrays, "MAX_POSITIONS", 1000)
    monkeypatch.setattr(batch_loops, "LoopLayout", partial(LoopLayout, most_positions=1000))
    entry = entry_of_text(" ".join(["a", "one-two-three"] * 300))
    by_arrays = _written([entry], loops=False, threads=1)
    assert _written([entry], loops=True, threads=1) == by_arrays


def entry_of_text(body: str, speakers: str = "") -> Entries:
    """Return an entry of nothing but a body."""
    texts = ["" for _ in range(LAYOUT.columns_of_text)]
    texts[LAYOUT.last_zone] = body
    texts[LAYOUT.last_zone + 1] = speakers
    keywords = [[None] for _ in LAYOUT.keywords]
    lists: list[list[list[str | None]]] = [[[]] for _ in LAYOUT.lists]
    return Entries(
        [texts], [[]], [b""], encode_columns([[None]] * len(LAYOUT.numbers), keywords, lists)
    )


def test_items_longer_than_an_item_are_cut_the_same() -> None:
    items = ["a-b-a " * ITEM_WIDTH, "c", "-", "d e"] * 5
    entry = entry_of_text("words", "\n\n".join(items))
    by_arrays = _written([entry], loops=False, threads=1)
    assert _written([entry], loops=True, threads=1) == by_arrays


def test_shared_shingles_are_counted_the_same() -> None:
    rng = np.random.default_rng(7)
    counts = rng.integers(0, 40, 60)
    sets = _Sets(rng.integers(0, 90, counts.sum(), np.uint32), counts)
    ones, others = rng.integers(0, 60, (2, 500))
    by_loop = sets.count_shared(ones, others)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled, "AVAILABLE", False)
        by_arrays = sets.count_shared(ones, others)
    assert by_loop.tolist() == by_arrays.tolist()
    assert by_loop.sum() > 0
