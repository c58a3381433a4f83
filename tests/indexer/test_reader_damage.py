"""Every format, damaged anywhere: articles come out, or a reason, and nothing else."""

import gzip
import json
import random

import pytest
from test_reader_containers import LINE, folder
from test_reader_crawls_and_mail import MESSAGE, PAGE, response
from test_reader_exports import ACADEMIC, FACTIVA, UNI
from test_reader_markup import ATOM, NEWSML, NITF, RSS
from test_reader_named_values import ARTICLE
from test_reader_reuters import HEAD, NORM, article

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers import read_records
from newssearch.indexer.record import Record, Remark, Skipped

SAMPLES = {
    "plain.txt": "Rain fell – “again”.\n\nIt rose.".encode(),
    "page.html": PAGE.encode(),
    "one.json": json.dumps(ARTICLE).encode(),
    "list.json": json.dumps({"articles": [ARTICLE] * 3}).encode(),
    "lines.jsonl": LINE * 4,
    "table.csv": b'title,date,text\n"Rain, again",2012-12-13,"Rain\nfell"\nSun,,x\n',
    "reuters.sgm": (HEAD + article(1, NORM) * 2).encode("latin-1"),
    "academic.txt": ACADEMIC.encode(),
    "uni.txt": UNI.encode(),
    "uni.rtf": ("{\\rtf1\\ansi " + UNI.replace("\n", "\\par\n") + "}").encode(),
    "factiva.txt": FACTIVA.encode(),
    "nitf.xml": NITF.encode(),
    "newsml.xml": NEWSML.encode(),
    "rss.xml": RSS.encode(),
    "atom.xml": ATOM.encode(),
    "crawl.warc": response("https://example.org/2012/12/13/a", PAGE.encode()) * 2,
    "mail.eml": MESSAGE.encode(),
    "news.mbox": f"From a@b Thu Dec 13 2012\n{MESSAGE}\n".encode() * 2,
    "lines.jsonl.gz": gzip.compress(LINE * 4, mtime=0),
    "folder.zip": folder({"a.txt": "Rain fell.", "b.jsonl": LINE * 2}),
    "word.docx": folder({"word/document.xml": "<w><p><t>Rain fell.</t></p></w>"}),
}
ROUNDS = 60


def damaged(content, noise):
    """Yield the content cut, with bytes changed, doubled, and with parts moved."""
    for _ in range(ROUNDS):
        place, other = sorted(noise.randrange(len(content)) for _ in range(2))
        yield content[:place]
        yield content[place:]
        yield content[:place] + content[other:]
        yield content[:place] + bytes([noise.randrange(256)]) + content[place + 1 :]
        yield content[:place] + noise.randbytes(8) + content[place:]
        yield content[:other] + content[place:]


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


@pytest.mark.parametrize("name", SAMPLES)
def test_damage_gives_articles_or_reasons(name):
    noise = random.Random(name)
    read(SAMPLES[name], name)
    for content in damaged(SAMPLES[name], noise):
        read(content, name)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_right_reader_is_found_without_the_name(name):
    named, nameless = (
        [
            (found.text, found.declared)
            for found in read_records(SAMPLES[name], given)
            if isinstance(found, Record)
        ]
        for given in (name, "unnamed")
    )
    if name != "one.json":
        assert named == nameless
