"""Numbering surfaces by loops gives what splitting the text and analysing each surface gives."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import NoReturn

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numbered_tokens import tokens_of

from newssearch.archive.analysis.characters import UNSEGMENTED, WORD, class_of
from newssearch.archive.analysis.stream import quieten
from newssearch.archive.analysis.surfaces import PARAGRAPH_END, analyse_surface, surfaces_of
from newssearch.archive.columnar.wide_tokens import indexed_tokens
from newssearch.archive.columnar.writing.surfaces import letter_classes, numbering
from newssearch.archive.columnar.writing.surfaces.letter_classes import CLASSES, UNKNOWN, look_up
from newssearch.archive.columnar.writing.surfaces.numbering import SurfaceNumbers
from newssearch.archive.columnar.writing.surfaces.plain_bytes import encode
from newssearch.archive.columnar.writing.surfaces.short_keys import ShortKeys
from newssearch.archive.columnar.writing.surfaces.surface_table import BREAK

_CHARACTERS = "abAB1Iszé.,'’‘`ʻ-‐&\"“)(!?…_/—\u00ad\u200b\u0301नि北か。，한ไทยวٌ٣"
_TEXTS = st.lists(
    st.text(st.sampled_from(_CHARACTERS + "   \n\n\u3000\t\x85\xa0\U0001f600"), max_size=60),
    max_size=6,
)
_SURFACES = st.lists(st.text(st.sampled_from(_CHARACTERS), min_size=1, max_size=20), max_size=30)

TELLING = [
    *("Mr.", "Gen.'s", "It's", "He/she", "U.S.", "U.S.-led", "don’t", "AT&T", "(said.)”", "1,234."),
    *("3.14", "1.5.", "war.The", "long-term", "19-year-old's", "US-led", "--", ".", "...”", "I."),
    *("down......175", "Carr-Gottstein", "and/or", "X.", "al-Nusra", "McDonnell-Dougla"),
]


def _analysis(numbers: SurfaceNumbers, surface: int) -> tuple[int, int, list[tuple[str, int]]]:
    """Return kind, width and tokens of a numbered surface, as ``analyse_surface`` has them."""
    columns, tokens = numbers.table.columns(), tokens_of(numbers)
    found = []
    if columns.first[surface] >= 0:
        found.append((tokens[columns.first[surface]], 0))
    start = int(columns.more_start[surface])
    for place in range(start, start + int(columns.more_size[surface])):
        found.append((tokens[columns.more_token[place]], int(columns.more_offset[place])))
    return int(columns.kinds[surface]), int(columns.widths[surface]), sorted(found)


def _wanted(surface: str) -> tuple[int, int, list[tuple[str, int]]]:
    analysed = analyse_surface(surface)
    return analysed.kind, analysed.width, sorted(indexed_tokens(analysed))


def _split(texts: list[str]) -> list[str]:
    """Return the surfaces of texts without blanks."""
    return [text[start:end] for text in texts for start, end in surfaces_of(text)]


def _words(surface: str) -> list[str]:
    """Return the first token at each position of a surface."""
    first: dict[int, str] = {}
    for token in analyse_surface(surface).tokens:
        first.setdefault(token.offset, token.text)
    return list(first.values())


@given(_SURFACES)
@example(TELLING)
def test_surfaces_are_analysed_as_one_by_one(surfaces: list[str]) -> None:
    numbers = SurfaceNumbers()
    surfaces = _split(surfaces)
    found = numbers.of(encode(" ".join([*surfaces, "quiet"]))).numbers.tolist()[:-1]
    assert [_analysis(numbers, number) for number in found] == list(map(_wanted, surfaces))


@given(_SURFACES)
@example(TELLING)
def test_words_are_hashed_as_single_surfaces_of_them(surfaces: list[str]) -> None:
    numbers = SurfaceNumbers()
    surfaces = _split(surfaces)
    found = numbers.of(encode(" ".join([*surfaces, "quiet"]))).numbers.tolist()[:-1]
    columns = numbers.table.columns()
    own = dict(zip(tokens_of(numbers), numbers.table.tokens.hashes().tolist(), strict=True))
    for surface, number in zip(surfaces, found, strict=True):
        start, size = int(columns.word_start[number]), int(columns.word_size[number])
        hashes = columns.word_hash[start : start + size].tolist()
        assert hashes == [own[word] for word in _words(surface)]


@given(_TEXTS)
def test_texts_are_split_as_the_analysis_splits(texts: list[str]) -> None:
    numbers = SurfaceNumbers()
    for text in texts:
        found = numbers.of(encode(text))
        quiet = quieten(text)
        wanted = [quiet[start:end] for start, end in surfaces_of(quiet)]
        breaks = [one == PARAGRAPH_END for one in wanted]
        assert [number == BREAK for number in found.numbers] == breaks
        kinds = numbers.table.columns().kinds[found.numbers].tolist()
        assert kinds == [analyse_surface(surface).kind for surface in wanted]


def test_the_table_for_splitting_says_what_the_specification_says() -> None:
    numbers = {WORD: 1, UNSEGMENTED: 2}
    look_up("".join(map(chr, range(0x110000))))
    for code, found in enumerate(CLASSES.tolist()):
        assert found == numbers.get(class_of(chr(code)), 0), hex(code)
    beyond = (chr(code) for code in range(len(CLASSES), 0x110000))
    assert not any(map(str.isalnum, beyond))


def test_only_the_blocks_that_a_text_has_are_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = np.full_like(CLASSES, UNKNOWN)
    monkeypatch.setattr(letter_classes, "CLASSES", fresh)
    monkeypatch.setattr(numbering, "CLASSES", fresh)
    texts = ["Plain words, “marked” – and café.", "สวัสดี 中文字 word", "a𠀀b \U000e0001 x"]
    found = [SurfaceNumbers().of(encode(text)).numbers.tolist() for text in texts]
    blocks = {ord(character) >> 8 for character in "".join(texts[1:])} | {0x20}
    known = set((np.flatnonzero(fresh != UNKNOWN) >> 8).tolist())
    assert known == {block for block in blocks if block << 8 < len(fresh)} | {0}
    assert found == [SurfaceNumbers().of(encode(text)).numbers.tolist() for text in texts]


def test_long_surfaces_that_agree_in_16_bytes_are_told_apart() -> None:
    numbers = SurfaceNumbers()
    text = "abcdefghabcdefgh abcdefghabcdefghi abcdefghabcdefgh"
    first, second, again = numbers.of(encode(text)).numbers.tolist()
    assert first == again != second


def test_a_table_that_grows_still_knows_what_it_knew() -> None:
    numbers = SurfaceNumbers()
    texts = [" ".join(f"word{n}x{m}" for n in range(2000)) for m in range(40)]
    before = [numbers.of(encode(text)).numbers for text in texts]
    for text, found in zip(texts, before, strict=True):
        assert np.array_equal(numbers.of(encode(text)).numbers, found)
    assert len(np.unique(np.concatenate(before))) == 80_000


def test_threads_agree_on_the_numbers() -> None:
    texts = [" ".join(f"w{n * m % 5003}-{n % 7}" for n in range(3000)) for m in range(24)]
    numbers = SurfaceNumbers()
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda text: numbers.of(encode(text)).numbers, texts))
    for text, own in zip(texts, found, strict=True):
        assert np.array_equal(numbers.of(encode(text)).numbers, own)


def test_a_reader_of_a_growing_table_finds_both_halves_of_each_key() -> None:
    """One thread adds while others look up: these take the first halves, and then the others."""

    class Watched(ShortKeys):
        def __setattr__(self, name: str, value: object) -> None:
            super().__setattr__(name, value)
            if name in ("_first", "_second") and hasattr(self, "_second"):
                assert len(self._second) >= len(self._first)

    keys = Watched()
    before = len(keys.arrays()[1])
    first = np.arange(1, 4 * before, dtype=np.uint64)
    keys.add(first, first, np.arange(len(first), dtype=np.int32))
    assert len(keys.arrays()[1]) > before
    assert keys.numbers(first, first, _none_new).tolist() == list(range(len(first)))


def _none_new(first: object, second: object) -> NoReturn:
    raise AssertionError((first, second))
