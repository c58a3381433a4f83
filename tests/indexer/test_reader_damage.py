"""Every format, damaged anywhere: articles come out, or a reason, and nothing else."""

import gzip
import json
import random
import re
from importlib.util import find_spec

import pytest
from format_samples import SAMPLES, Sample
from test_reader_containers import LINE, folder
from test_reader_crawls_and_mail import PAGE
from test_reader_exports import UNI
from test_reader_markup import ATOM
from test_reader_named_values import ARTICLE
from work import assert_linear, repeated

from newssearch.archive.errors import ArticleError
from newssearch.indexer import index_paths
from newssearch.indexer.file_result import FileResult
from newssearch.indexer.folder_options import FolderOptions
from newssearch.indexer.readers import read_records
from newssearch.indexer.readers.detect import Format, detect
from newssearch.indexer.readers.limits import HEAD_BYTES
from newssearch.indexer.reading import article_of_record
from newssearch.indexer.record import Record, Remark, Skipped
from newssearch.indexer.sources import SourceFile
from newssearch.search import open_archive

pytestmark = pytest.mark.usefixtures("_quick_disk")

_GOT = f"HTTP/1.1 200 OK\nContent-Type: text/html\n\n{PAGE}"
ARC = (
    "filedesc://x.arc 0.0.0.0 20080101000000 text/plain 19\n1 0 ExampleArchive\n\n"
    f"http://e.example/1 10.0.0.1 20080102000000 text/html {len(_GOT)}\n{_GOT}\n"
)
OTHERS = {
    "one.json": Sample("one.json", json.dumps(ARTICLE).encode()),
    "uni.txt": Sample("uni.txt", UNI.encode()),
    "uni.rtf": Sample("uni.rtf", b"{\\rtf1\\ansi " + UNI.replace("\n", "\\par\n").encode() + b"}"),
    "atom.xml": Sample("atom.xml", ATOM.encode()),
    "lines.jsonl.gz": Sample("lines.jsonl.gz", LINE * 4, gzip.compress),
    "crawl.arc": Sample("crawl.arc", ARC.encode()),
    "mixed.zip": Sample("mixed.zip", folder({"a.txt": "Rain fell.", "b.jsonl": LINE * 2})),
}
CASES = {**{found.name.lower(): sample for found, sample in SAMPLES.items()}, **OTHERS}
DELIMITERS = (
    *("\n", "\r", "\n\n", " ", "\t", "\x00", "\ufeff", "\xa0", ",", ";", "|", ":", ".", "=", "-"),
    *("_", "*", "#", "/", "\\", "'", '"', "“", "”", "(", ")", "[", "]", "{", "}", "[[", "{{", "{|"),
    *('{"a":', '[{"a":', "\\u00", "&", "&amp;", "&#", "<", ">", "</", "<!--", "<?", "<![CDATA["),
    *("<p>", "<b><i>", "<div>", "<x y='", "{\\b ", "\\par ", "\\'", "From ", "By A, ", "a-\n"),
)
"""What parts news of one format or another; each is put into files of all formats."""

RUN_CHARACTERS = 6_000
WORK_CHARACTERS = 1_500
FEW, FEWER = 3, 29
"""`make test` puts one of so many units over and over, and counts the work on one of so many."""


def units(sample: Sample) -> list[str]:
    """Return what parts news, and the tags and lines of a sample."""
    text = sample.content.decode("utf-8", "surrogateescape")
    tags = re.findall(r"<[^<>]{1,90}>", text)
    lines = [line + "\n" for line in text.split("\n") if 0 < len(line) < 90]
    return list(dict.fromkeys([*DELIMITERS, *tags, *lines]))


def around(sample: Sample, unit: str) -> tuple[str, str]:
    """Return what comes before and behind the place where a unit is put over and over.

    It is the unit's own place if the sample has it, else the middle.
    """
    text = sample.content.decode("utf-8", "surrogateescape")
    place = text.find(unit)
    if place < 0:
        place = len(text) // 2
    return text[:place], text[place:]


def packed(sample: Sample, text: str) -> bytes:
    return sample.pack(text.encode("utf-8", "surrogateescape"))


def damaged(content, noise, rounds):
    """Yield the content cut, with bytes changed, doubled, and with parts moved."""
    for _ in range(rounds):
        place, other = sorted(noise.randrange(len(content)) for _ in range(2))
        yield content[:place]
        yield content[place:]
        yield content[:place] + content[other:]
        yield content[:place] + bytes([noise.randrange(256)]) + content[place + 1 :]
        yield content[:place] + noise.randbytes(8) + content[place:]
        yield content[:other] + content[place:]
    yield content * 2
    yield content[::-1]


def mutations(case: str, rounds: int, step: int):
    """Yield files made of a sample, the same in every run."""
    sample, noise = CASES[case], random.Random(case)
    whole = sample.pack(sample.content)
    yield whole
    yield from damaged(whole, noise, rounds)
    if whole != sample.content:
        yield from map(sample.pack, damaged(sample.content, noise, rounds))
    for unit in units(sample)[::step]:
        lead, end = around(sample, unit)
        yield packed(sample, lead + repeated(unit, RUN_CHARACTERS) + end)


def read(content, name):
    try:
        results = list(read_records(content, name))
    except ArticleError:
        return
    assert results
    for result in results:
        if isinstance(result, Skipped):
            assert result.reason
            continue
        if isinstance(result, Remark):
            assert result.text
            continue
        assert isinstance(result, Record)
        result.text.encode()
        lines = result.text.count("\n") + 1
        assert all(0 <= number < lines for number in result.headings)
        for field, items in result.declared.items():
            assert field
            assert items
            assert all(item.value.encode() and item.origin for item in items)


def field(content, name):
    """Read a file and make articles of its records."""
    source, result = SourceFile("", name, name, len(content), 0, 0, 0), FileResult()
    try:
        for record in read_records(content, name):
            list(article_of_record(record, source, "key", FolderOptions(), result))
    except ArticleError:
        pass


def file_of(path):
    """Return the name of a file from the path of an article or a skip of it."""
    return path.split("#")[0].rsplit("/", 1)[-1]


def check_indexed(case, tmp_path, rounds, step):
    """Index every mutation as a file: each gives articles, or is listed with a reason."""
    news, name = tmp_path / "news", CASES[case].name
    news.mkdir()
    for number, content in enumerate(mutations(case, rounds, step)):
        read(content, name)
        (news / f"{number:04} {name}").write_bytes(content)
    report = index_paths(tmp_path / "archive", [news], workers=1)
    assert all(skip.reason and "Error" not in skip.reason for skip in report.skipped)
    listed = {file_of(skip.path) for skip in report.skipped}
    with open_archive(tmp_path / "archive") as archive:
        found = archive.search("*", limit=100_000)
        assert found.total == len(found.hits) == report.articles
        given = {file_of(hit.article.path) for hit in found.hits}
    names = {path.name for path in news.iterdir()}
    assert listed | given == names
    assert given, "not everything is refused"


def test_every_format_has_a_sample():
    without = set() if find_spec("pyarrow") else {Format.PARQUET}
    assert set(SAMPLES) == set(Format) - without
    for found, sample in SAMPLES.items():
        content = sample.pack(sample.content)
        assert detect(content[:HEAD_BYTES], "unnamed") is found
        assert any(isinstance(result, Record) for result in read_records(content, sample.name))


@pytest.mark.parametrize("case", CASES)
def test_damage_gives_articles_or_reasons(case, tmp_path):
    check_indexed(case, tmp_path, 4, FEW)


@pytest.mark.sweep
@pytest.mark.exhaustive
@pytest.mark.parametrize("case", CASES)
def test_much_damage_gives_articles_or_reasons(case, tmp_path):
    check_indexed(case, tmp_path, 100, 1)


NOT_MEASURED = {
    (
        "pdf",
        "<\n/CreationDate (D:20120501000000Z)\n>",
    ): "cut there, every other file is none at all",
}
"""Runs on which work does not grow with the length, and why."""


def check_work(case, first, step):
    sample = CASES[case]
    for unit in units(sample)[first::step]:
        if (case, unit) in NOT_MEASURED:
            continue
        lead, end = around(sample, unit)
        assert_linear(
            lambda text: field(packed(sample, text), sample.name), unit, WORK_CHARACTERS, lead, end
        )


@pytest.mark.parametrize("case", CASES)
def test_work_grows_with_the_length_alone(case):
    check_work(case, len(case), FEWER)


@pytest.mark.sweep
@pytest.mark.exhaustive
@pytest.mark.parametrize("case", CASES)
def test_work_on_every_run_grows_with_the_length_alone(case):
    check_work(case, 0, 1)


@pytest.mark.parametrize("case", CASES)
def test_the_right_reader_is_found_without_the_name(case):
    content = CASES[case].pack(CASES[case].content)
    named, nameless = (
        [
            (found.text, found.declared)
            for found in read_records(content, given)
            if isinstance(found, Record)
        ]
        for given in (CASES[case].name, "unnamed")
    )
    if case != "one.json":
        assert named == nameless
