"""Array files, dictionaries and stored entries give back what they were given, or say so."""

from __future__ import annotations

import re
from bisect import bisect_left
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newssearch.archive.columnar import arrayfile, stored
from newssearch.archive.columnar.arrayfile import BLOCK_BYTES, ArrayFile, ArrayFileWriter
from newssearch.archive.columnar.dictionary import (
    BLOCK_TERMS,
    TermDictionary,
    encode_terms,
    write_dictionary,
)
from newssearch.archive.columnar.soundness import rising
from newssearch.archive.columnar.stored import StoredEntries, compress_entries, write_stored
from newssearch.archive.errors import ArchiveDamaged, ArchiveVersionMismatch

ARRAYS = {
    "bytes": np.arange(100, dtype="|u1"),
    "none": np.zeros(0, "<u2"),
    "wide": np.arange(5, dtype="<u8") << np.uint64(40),
    "signed": np.array([-1, 7], "<i4"),
    "parts": np.arange(300, dtype="<u2"),
}


def write_arrays(path: Path) -> Path:
    with ArrayFileWriter(path) as file:
        for name, array in ARRAYS.items():
            if name == "parts":
                file.begin(name, array.dtype)
                for part in np.array_split(array, 7):
                    file.extend(part)
            else:
                file.add(name, array)
    return path


def read_all(path: Path) -> None:
    """Touch everything, as a search would; then read every byte, as the check does."""
    file = ArrayFile(path)
    for name, array in ARRAYS.items():
        assert file[name].all().tolist() == array.tolist()
    file.verify_all()


def test_arrays_come_back(tmp_path: Path) -> None:
    path = write_arrays(tmp_path / "arrays")
    read_all(path)
    file = ArrayFile(path)
    assert "bytes" in file
    assert "other" not in file
    assert file["wide"].dtype == np.dtype("<u8")
    assert file["bytes"].slice(10, 12).tolist() == [10, 11]
    with pytest.raises(ArchiveDamaged, match="no array 'other'"):
        file["other"]
    for start, stop in ((-1, 3), (5, 4), (0, 101)):
        with pytest.raises(ArchiveDamaged, match="outside"):
            file["bytes"].slice(start, stop)


def test_every_flipped_byte_is_noticed(tmp_path: Path) -> None:
    content = write_arrays(tmp_path / "arrays").read_bytes()
    path = tmp_path / "flipped"
    for place in range(len(content)):
        for bit in (1, 0x80):
            flipped = bytearray(content)
            flipped[place] ^= bit
            path.write_bytes(flipped)
            with pytest.raises(ArchiveDamaged) as caught:
                read_all(path)
            assert str(path) in caught.value.message
            path.unlink()


def test_every_cut_is_noticed(tmp_path: Path) -> None:
    content = write_arrays(tmp_path / "arrays").read_bytes()
    path = tmp_path / "cut"
    for size in range(len(content)):
        path.write_bytes(content[:size])
        with pytest.raises(ArchiveDamaged) as caught:
            read_all(path)
        assert str(path) in caught.value.message
        path.unlink()


def test_another_version_is_told_from_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrayfile, "MAGIC", b"nsarray2")
    path = write_arrays(tmp_path / "arrays")
    monkeypatch.undo()
    with pytest.raises(ArchiveVersionMismatch, match="another version"):
        ArrayFile(path)


def test_an_offset_outside_of_an_array_is_damage_before_and_after_it_was_verified(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a"
    with ArrayFileWriter(path) as file:
        file.add("first", np.arange(10, dtype="<u2"))
        file.add("second", np.arange(10, dtype="<u2"))
    opened = ArrayFile(path)
    for _ in range(2):
        for start, stop in ((0, 11), (-1, 3), (4, 3), (11, 11)):
            with pytest.raises(ArchiveDamaged, match="outside"):
                opened["first"].slice(start, stop)
        assert opened["first"].all().tolist() == list(range(10))


def test_each_block_is_verified_though_others_of_its_array_were(tmp_path: Path) -> None:
    path = tmp_path / "two"
    with ArrayFileWriter(path) as file:
        file.add("first", np.arange(10, dtype="<u4"))
        file.add("second", np.arange(BLOCK_BYTES, dtype="<u4"))
    content = bytearray(path.read_bytes())
    content[BLOCK_BYTES + 5] ^= 1
    path.write_bytes(content)
    opened = ArrayFile(path)
    assert opened["first"].all().tolist() == list(range(10))
    assert opened["second"].slice(0, 10).tolist() == list(range(10))
    with pytest.raises(ArchiveDamaged, match="block 1"):
        opened["second"].all()


def test_damage_in_a_later_block_is_noticed_when_it_is_touched(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with ArrayFileWriter(path) as file:
        file.add("a", np.arange(BLOCK_BYTES, dtype="<u4"))
    content = bytearray(path.read_bytes())
    content[3 * BLOCK_BYTES + 11] ^= 4
    path.write_bytes(content)
    array = ArrayFile(path)["a"]
    quarter = BLOCK_BYTES // 4
    assert array.slice(0, 2 * quarter).tolist() == list(range(2 * quarter))
    for _ in range(2):
        with pytest.raises(ArchiveDamaged, match="block 3"):
            array.slice(3 * quarter, 3 * quarter + 100)
    with pytest.raises(ArchiveDamaged, match="block 3"):
        ArrayFile(path).verify_all()


def test_a_file_that_was_not_finished_cannot_be_read(tmp_path: Path) -> None:
    def write() -> None:
        with ArrayFileWriter(tmp_path / "half") as file:
            file.add("a", np.arange(9000, dtype="<u4"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write()
    with pytest.raises(ArchiveDamaged):
        ArrayFile(tmp_path / "half")
    with pytest.raises(ArchiveDamaged, match="missing"):
        ArrayFile(tmp_path / "none")
    with pytest.raises(FileExistsError):
        ArrayFileWriter(tmp_path / "half")


def test_what_cannot_be_stored_is_refused(tmp_path: Path) -> None:
    with ArrayFileWriter(tmp_path / "file") as file:
        file.add("a", np.zeros(3, "<u2"))
        for name, array in (
            ("b", np.zeros(3, ">u2")),
            ("b", np.zeros(2, bool)),
            ("a", ARRAYS["bytes"]),
        ):
            with pytest.raises(ValueError, match="cannot store"):
                file.add(name, array)
        file.begin("c", "<u4")
        with pytest.raises(ValueError, match="holds <u4"):
            file.extend(np.zeros(1, "<u2"))


words = st.text(st.sampled_from("ab\x01é\ud800\U0001f600-"), max_size=4)
term_lists = st.one_of(
    st.lists(words, max_size=12, unique=True),
    st.integers(0, 300).map(lambda count: [f"w{number:03}" for number in range(count)]),
    st.lists(st.text(st.characters(exclude_characters="\n"), max_size=70), unique=True),
)


@settings(max_examples=120, deadline=None)
@given(term_lists, words)
def test_a_dictionary_is_a_sorted_list(terms: list[str], other: str) -> None:
    terms.sort()
    with TemporaryDirectory() as folder:
        path = Path(folder, "terms")
        with ArrayFileWriter(path) as file:
            write_dictionary(file, "terms", encode_terms(terms))
        read = TermDictionary(ArrayFile(path), "terms")
        assert read.size == len(terms)
        assert list(read.terms()) == terms
        for number, term in enumerate(terms):
            assert read.find(term) == number
            assert read.term(number) == term
        for word in (other, "", *(term[:1] for term in terms[:5])):
            assert read.find(word) == (terms.index(word) if word in terms else -1)
            assert read.floor(word.encode("utf-8", "surrogatepass")) == bisect_left(terms, word)
            first, last = read.range(word)
            assert terms[first:last] == [term for term in terms if term.startswith(word)]
            assert list(read.terms(first, last)) == terms[first:last]
        pattern = re.compile(rb"[^b]*a.*", re.DOTALL)
        assert list(read.match(pattern, 0, read.size)) == [
            (number, term)
            for number, term in enumerate(terms)
            if pattern.fullmatch(term.encode("utf-8", "surrogatepass"))
        ]


def test_terms_around_the_edges_of_blocks(tmp_path: Path) -> None:
    for count in (0, 1, BLOCK_TERMS - 1, BLOCK_TERMS, BLOCK_TERMS + 1, 3 * BLOCK_TERMS):
        terms = [f"{number:04}" for number in range(count)]
        with ArrayFileWriter(tmp_path / f"{count}") as file:
            write_dictionary(file, "terms", encode_terms(terms))
        read = TermDictionary(ArrayFile(tmp_path / f"{count}"), "terms")
        assert list(read.terms()) == terms
        assert [read.find(term) for term in terms] == list(range(count))
        assert read.find("9999") == read.find("00000") == -1
        assert read.floor(b"\xff") == count


def test_terms_out_of_order_are_damage(tmp_path: Path) -> None:
    terms = ["alder", "birch", "elm", "cedar"]
    with ArrayFileWriter(tmp_path / "terms") as file:
        write_dictionary(file, "terms", encode_terms(terms))
    read = TermDictionary(ArrayFile(tmp_path / "terms"), "terms")
    with pytest.raises(ArchiveDamaged, match="a block of terms is not in order"):
        read.find("cedar")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(max_size=60), max_size=30), st.sampled_from([1, 64, 100, 16 << 10]))
def test_stored_entries_come_back(entries: list[bytes], block_bytes: int) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(stored, "BLOCK_BYTES", block_bytes)
        for name in ("first", "copy"):
            if name == "first":
                blocks = [*compress_entries(entries[:3]), *compress_entries(entries[3:])]
            else:
                before, after = compress_entries([b"before"]), compress_entries([b"after"])
                own = StoredEntries(ArrayFile(Path(folder, "first"))).blocks()
                blocks = [*before, *own, *after]
                entries = [b"before", *entries, b"after"]
            write_stored(Path(folder, name), blocks)
            read = StoredEntries(ArrayFile(Path(folder, name)))
            assert len(read) == len(entries)
            order = [*range(len(entries)), *reversed(range(len(entries)))]
            assert [read[number] for number in order] == [entries[number] for number in order]


def test_a_block_that_cannot_be_unpacked(tmp_path: Path) -> None:
    write_stored(tmp_path / "stored", [(b"no frame at all", [3])])
    with pytest.raises(ArchiveDamaged, match="stored"):
        StoredEntries(ArrayFile(tmp_path / "stored"))[0]


def test_stored_blocks_stay_at_hand_within_bounds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "CACHE_BYTES", 3 * stored.BLOCK_BYTES)
    entries = [bytes([n]) * stored.BLOCK_BYTES for n in range(8)]
    write_stored(tmp_path / "stored", compress_entries(entries))
    read = StoredEntries(ArrayFile(tmp_path / "stored"))
    for number in (*range(8), 0, 1, 0, 7, 0, 3, 2, 0):
        assert read[number] == entries[number]
        assert read.cached_bytes <= stored.CACHE_BYTES
    unpacked: list[int] = []
    whole = StoredEntries._read

    def counted(self: StoredEntries, block: int) -> tuple[int, bytes]:
        unpacked.append(block)
        return whole(self, block)

    monkeypatch.setattr(StoredEntries, "_read", counted)
    assert [read[number] for number in (0, 2, 0, 3)] == [entries[n] for n in (0, 2, 0, 3)]
    assert not unpacked
    assert read[5] == entries[5]
    assert unpacked == [5]


def test_what_was_let_go_of_is_read_again(tmp_path: Path) -> None:
    values = np.arange(200_000, dtype="<u4")
    with ArrayFileWriter(tmp_path / "numbers") as writer:
        writer.add("numbers", values)
    file = ArrayFile(tmp_path / "numbers")
    numbers = file["numbers"].all()
    file.forget()
    assert np.array_equal(numbers, values)
    assert np.array_equal(file["numbers"].slice(5, 70_000), values[5:70_000])


class VerifiedMeanwhile(bytearray):
    """Blocks to verify, each of which another thread verifies as soon as it is found here."""

    def find(self, value: int, *where: int) -> int:  # type: ignore[override]
        found = super().find(value, *where)
        if value == 1 and found >= 0:
            self[found] = 0
        return found


@pytest.mark.parametrize("size", [5, 3 * BLOCK_BYTES])
def test_two_threads_may_touch_a_block_first(tmp_path: Path, size: int) -> None:
    values = np.arange(size, dtype="<u8")
    with ArrayFileWriter(tmp_path / "arrays") as writer:
        writer.add("values", values)
    file = ArrayFile(tmp_path / "arrays")
    file.expect("values", ("<u8",), size, rising(size))
    array = file["values"]
    array._pending = VerifiedMeanwhile(array._pending)
    assert array.slice(0, size).tolist() == values.tolist()
