import gzip
import io
import json
import zipfile
import zlib

import pytest

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers import read_records
from newssearch.indexer.record import Record, Skipped

LINE = json.dumps({"title": "Rain", "text": "Rain fell."}).encode() + b"\n"


def folder(members, **options):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def read(content, name="a"):
    return list(read_records(content, name))


def test_gzip_of_any_format():
    assert [r.number for r in read(gzip.compress(LINE * 3), "a.jsonl.gz")] == [1, 2, 3]
    (record,) = read(gzip.compress(b"Rain fell."), "a.txt.gz")
    assert record.text == "Rain fell."


def test_several_gzip_members_are_one_file():
    assert len(read(gzip.compress(LINE) + gzip.compress(LINE), "a.jsonl.gz")) == 2


def test_gzip_that_ends_too_early_keeps_what_came_before():
    import random

    noise = random.Random(1)
    lines = [
        json.dumps({"title": str(n), "text": hex(noise.getrandbits(8000))}).encode()
        for n in range(1000)
    ]
    whole = gzip.compress(b"\n".join(lines))
    *records, last = read(whole[: len(whole) // 2], "a.jsonl.gz")
    assert len(records) > 100
    assert last == Skipped(None, "gzip data ends too early")
    with pytest.raises(ArticleError, match="gzip data ends too early"):
        read(whole[:30], "a.jsonl.gz")


def test_damaged_gzip():
    with pytest.raises(ArticleError, match="damaged gzip data"):
        read(b"\x1f\x8b\x08\x00" + b"\xff" * 100, "a.gz")


def test_a_gzip_bomb_is_stopped():
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = b"".join(packer.compress(bytes(1_000_000) + b"\n") for _ in range(100))
    packed += packer.flush()
    line = b'{"title": "' + b" " * 100_000_000 + b'"}\n'
    for bomb in (packed, gzip.compress(line * 2)):
        try:
            results = read(bomb, "a.jsonl.gz")
        except ArticleError:
            continue
        assert results[-1].reason == "unpacks to over 200 times its size"


def test_a_zip_folder_counts_its_articles_through():
    results = read(
        folder({"a.txt": "Rain fell.", "b/": "", "b/c.jsonl": LINE * 2, "__MACOSX/._a.txt": "x"})
    )
    assert [r.number for r in results] == [1, 2, 3]
    assert results[0].text == "Rain fell."


def test_bad_members_are_reported_by_name_and_the_rest_is_read():
    results = read(folder({"../x.txt": "Rain", "/y.txt": "Rain", "e.txt": "", "ok.txt": "Rain"}))
    assert [r.reason for r in results[:3]] == [
        "../x.txt: its path leads outside of the zip file",
        "/y.txt: its path leads outside of the zip file",
        "e.txt: empty file",
    ]
    assert isinstance(results[3], Record)


def test_a_zip_bomb_is_stopped():
    (result,) = read(folder({"bomb.txt": bytes(100_000_000)}, compresslevel=9))
    assert result == Skipped(1, "bomb.txt: unpacks to over 200 times its size")


def test_packing_without_end_is_stopped():
    content = b"Rain fell."
    for _ in range(6):
        content = gzip.compress(content)
    with pytest.raises(ArticleError, match="packed more than 3 times"):
        read(content)


@pytest.mark.parametrize("cut", [10, 60, 100])
def test_damaged_zip_folders(cut):
    with pytest.raises(ArticleError, match="damaged zip file"):
        read(folder({"a.txt": "Rain fell." * 100})[:cut])


def test_a_damaged_member():
    content = bytearray(folder({"a.txt": "Rain fell. " * 100, "b.txt": "Sun."}))
    content[40:50] = b"\xff" * 10
    first, second = read(bytes(content))
    assert first.number == 1
    assert "damaged" in first.reason
    assert second.text == "Sun."
