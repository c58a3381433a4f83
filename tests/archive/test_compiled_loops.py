"""The compiled loops write what the specification writes, byte for byte."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from article_strategies import articles
from hypothesis import given, settings
from hypothesis import strategies as st
from without_loops import plain_writing

from newssearch.archive.analysis.surfaces import MAX_TOKEN_LENGTH
from newssearch.archive.columnar.layout import ITEM_WIDTH
from newssearch.archive.columnar.writing import loops, segment_builder
from newssearch.archive.columnar.writing.batch import MAX_REACH
from newssearch.archive.columnar.writing.compiled_analysis import CompiledAnalyser
from newssearch.archive.columnar.writing.entry import Entries, encode_columns
from newssearch.archive.columnar.writing.loops import COMPILED, PLAIN, Loops
from newssearch.archive.columnar.writing.plain_analysis import PlainAnalyser
from newssearch.archive.columnar.writing.segment_builder import SegmentBuilder
from newssearch.archive.columnar.writing.surfaces.ascii_surfaces import LONGEST_SURFACE
from newssearch.archive.news_layout import LAYOUT, entries_of
from newssearch.indexer.near_duplicates.comparing import _Sets

pytestmark = pytest.mark.skipif(
    COMPILED is None and shutil.which("cc") is None,
    reason="there was no compiler when newssearch was installed",
)

_PIECES = [
    *("oil", "Oil", "U.S.", "U.S.-led", "well-known", "a-b-a", "AT&T", "R-TX", "it's", "3.14"),
    *("war.The", "example.com", "I.", "Mr.", "The", "“We", "said.”", "naïve", "co‐op", "—", "'s"),
    *(
        "x" * MAX_TOKEN_LENGTH,
        "-".join("abcdefghijkl"),
        "x" * (MAX_TOKEN_LENGTH + 1) + "-y",
        "y-" * 40 + "y",
        "\ud800",
    ),
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
    *("Hawai‘i", "Qur`an", "O'Brien's", "we'll", "l’école", "Diyarbakır'da", "x's-y", "'tis"),
    *(
        "新华社北京1月11日电",
        "结束。中国",
        "COVID-19疫情",
        "「北京」",
        "が",
        "ｶﾞｽ",
        "한국은행",
        "𠀀𠀁",
    ),
    *("ประเทศไทย", "ភាសាខ្មែរ", "မြန်မာ", "ລາວ", "مُحَمَّدٌ", "רָחֵל", "रमी", "٢٠٢٤", "１２"),
    *("self\u00addriving", "zero\u200bwidth", "can\u200d", "e\u0301te\u0301", "col·lecció"),
]
_TEXTS = st.lists(st.sampled_from(_PIECES) | st.text(max_size=6), max_size=40).map(" ".join)
_JOINED = st.lists(st.sampled_from(_PIECES), max_size=8).map("".join)


@st.composite
def _entries(draw: st.DrawFn) -> Entries:
    entry = entries_of([draw(articles(id_=f"a{draw(st.integers(0, 9))}"))])
    texts = [draw(_TEXTS | _JOINED) for _ in range(LAYOUT.columns_of_text)]
    places = st.integers(0, len(texts[len(LAYOUT.zones) - 1]))
    pairs = draw(st.lists(st.tuples(places, places).map(sorted), max_size=4))
    (speakers,) = encode_columns([], [], [[[None] * len(pairs)]]).lists
    lists = [speakers, *entry.columns.lists[1:]]
    return entry._replace(
        texts=[texts],
        ranges=[[(start, end) for start, end in pairs]],
        columns=entry.columns._replace(lists=lists),
    )


def _written(entries: Sequence[Entries], used: Loops | None, threads: int = 1) -> dict[str, bytes]:
    with (
        TemporaryDirectory() as folder,
        pytest.MonkeyPatch.context() as patch,
        ThreadPoolExecutor(threads) as executor,
    ):
        patch.setattr(loops, "_in_use", used)
        patch.setattr(segment_builder, "BATCH_CHARACTERS", 300)
        builder = SegmentBuilder(LAYOUT, executor=executor)
        for entry in entries:
            builder.add(entry)
        builder.write(Path(folder), "segment", run=True)
        return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


@settings(deadline=None)
@given(st.lists(_entries(), max_size=5), st.integers(1, 2))
def test_a_segment_is_as_the_specification_has_it(entries: list[Entries], threads: int) -> None:
    plain = _written(entries, PLAIN)
    by_loops = _written(entries, COMPILED, threads)
    assert by_loops == plain


@pytest.mark.parametrize("text", ["a\n\n", "\n\n", "a ", "a\n\n\n", "\n\na\n", "é\n\n"])
def test_texts_of_nothing_but_edges_fit(text: str) -> None:
    entry = entry_of_text(text * 3000)
    plain = _written([entry], PLAIN)
    assert _written([entry], COMPILED) == plain


@pytest.mark.parametrize("text", ["LINE ÄÖ " * 500, "ÄÖ\n" * 5000, "新" * 70_000, "ﬀ" * 70_000])
def test_long_texts_are_the_same(text: str) -> None:
    entry = entry_of_text(text)
    assert _written([entry], COMPILED) == _written([entry], PLAIN)


@pytest.mark.parametrize("size", [LONGEST_SURFACE, LONGEST_SURFACE + 1, 1 << 13])
def test_long_surfaces_are_taken_apart_the_same(size: int) -> None:
    text = " ".join(["ab-" * (size // 3), "A" * size, "a." * (size // 2), "'" * size, "e" * size])
    entry = entry_of_text(text)
    assert _written([entry], COMPILED) == _written([entry], PLAIN)


@pytest.mark.parametrize("letter", ["e", "é", "”", "’"])
def test_ranges_out_of_reach_are_left_out_the_same(letter: str) -> None:
    entry = entry_of_text(f"one {letter * 3 * MAX_REACH} two")
    ranges = [(0, 4 + MAX_REACH + more) for more in (-1, 0, 1, MAX_REACH)]
    columns = entry.columns._replace(
        lists=encode_columns([], [], [[[None] * 4], *([[]] for _ in LAYOUT.lists[1:])]).lists
    )
    entry = entry._replace(ranges=[ranges], columns=columns)
    assert _written([entry], COMPILED) == _written([entry], PLAIN)


def test_positions_beyond_the_last_are_left_out() -> None:
    """Also for forms that come later in a surface than its first one."""
    texts = [""] * LAYOUT.columns_of_text
    texts[LAYOUT.last_zone] = " ".join(["a", "one-two-three"] * 300)
    (_, by_loop), (_, plain) = (
        kind(LAYOUT, most_positions=1000).analyse(texts, [[]], 0)
        for kind in (CompiledAnalyser, PlainAnalyser)
    )
    assert len(by_loop) == len(plain)
    assert max(place & (1 << 26) - 1 for place in by_loop.tolist()) >> 4 < 999


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
    plain = _written([entry], PLAIN)
    assert _written([entry], COMPILED) == plain


def test_shared_shingles_are_counted_the_same() -> None:
    rng = np.random.default_rng(7)
    counts = rng.integers(0, 40, 60)
    sets = _Sets(rng.integers(0, 90, counts.sum(), np.uint32), counts)
    ones, others = rng.integers(0, 60, (2, 500))
    by_loop = sets.count_shared(ones, others)
    with plain_writing():
        plain = sets.count_shared(ones, others)
    assert by_loop.tolist() == plain.tolist()
    assert by_loop.sum() > 0
