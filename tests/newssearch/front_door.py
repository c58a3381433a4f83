"""A tiny archive, the command line in process, and goldens: what the tests here share."""

from __future__ import annotations

import datetime as dt
import os
import re
from pathlib import Path

from newssearch.archive import Article, Quotation
from newssearch.indexer import write_articles

GOLDENS = Path(__file__).parents[1] / "output"
REGENERATE = "NEWSSEARCH_WRITE_GOLDENS"

_BODY = (
    "Officials said Scud missiles were fired at the “northern” towns on Tuesday.\n\n"
    "Change of heart\n\n"
    '"The missiles are reckless," Anna Smith said. A second Scud was seen later that day.\n\n'
    "Nothing else was reported from the region, and the roads to the coast stayed open."
)
_QUOTED = _BODY.index("The missiles are")

ARTICLES = (
    Article(
        id="a1b2c3d4e5f60001",
        path="/news/1991/scud.txt",
        title="Scud missiles hit towns",
        byline=("Anna Smith", "Ben Jones"),
        contributors=("Cem Ada",),
        credit="AP",
        dateline="DHAHRAN, Jan 22",
        date=dt.date(1991, 1, 22),
        source="The Daily Paper",
        section="World",
        url="http://example.com/1991/scud",
        lang="en",
        caption="A launcher near the coast.",
        notes=("Corrects the name of the town.",),
        body=_BODY,
        headings=((_BODY.index("Change"), _BODY.index("Change") + 15),),
        quotes=(
            Quotation(
                _QUOTED,
                _QUOTED + 26,
                speaker="Anna Smith",
                speaker_as_written="Anna Smith",
                cue="said",
                cue_start=_BODY.index("said. A second"),
                confidence="high",
            ),
        ),
        provenance={"title": "first line", "date": "dateline"},
    ),
    Article(
        id="a1b2ffffffff0002#2",
        path="/news/wire.jsonl#2",
        body="An undated note without a headline: one missile, no byline, no source.",
    ),
    Article(
        id="b0000000000f0003",
        path="/news/hostile\x1b[2J\n.txt",
        title="=HYPERLINK(1)\x1b]52;c;eA==\x07 [/red] \u202eScud\u202c missile",
        byline=("Eve\x1b[31m",),
        date=dt.date(1993, 5, 1),
        source="Evil\tSource\r\n",
        body="A Scud\u200b missile \x1b[41mred\x1b[0m and \x9b2J a bell\x07.\n\nEnd.",
    ),
    Article(
        id="c0000000000f0004",
        path="/news/東京.txt",
        title="スカッド Scud missile 発射",
        date=dt.date(1996, 2, 3),
        source="東京新聞",
        body="政府は昨日、新しい Scud missile が発射されたと発表した。" * 3,
    ),
    Article(
        id="d0000000000f0005",
        path="/news/arabic.txt",
        title="صاروخ Scud missile في الشمال",
        date=dt.date(1996, 7, 9),
        source="The Daily Paper",
        body="أطلقت القوات صاروخ Scud missile يوم الثلاثاء على المدن الشمالية.",
    ),
)


def make_archive(folder: Path) -> Path:
    """Index the articles."""
    write_articles(folder, ARTICLES, workers=1)
    return folder


_CHANGING = (
    (r'"score": [\d.]+', '"score": 0.5'),
    (r"\b\d+\.\d{4}\b", "0.5000"),
    (r"idf \d+\.\d\d", "idf 0.50"),
    (r"[0-9]{6}-[0-9a-f]{8}", "000001-GENERATION"),
    (r'"published": "[^"]*"', '"published": "PUBLISHED"'),
    (r"published \d{4}-\d\d-\d\d \d\d:\d\d", "published DAY TIME"),
    (r"in \d+\.\d\d s", "in 0.00 s"),
    (r'"size_bytes": \d+', '"size_bytes": 0'),
    (r"[\d.]+ (bytes|kB|MB)", "SIZE"),
)


def settled(output: str, archive: Path) -> str:
    """Return output with what differs from run to run, and what ranking decides, replaced."""
    output = output.replace(str(archive), "ARCHIVE")
    for pattern, settled_form in _CHANGING:
        output = re.sub(pattern, settled_form, output)
    return output


def check_output(name: str, output: str) -> None:
    """Compare output with its golden, byte for byte."""
    path = GOLDENS / name
    content = output.encode("utf-8")
    if os.environ.get(REGENERATE):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    assert path.exists(), f"no golden yet: run with {REGENERATE}=1"
    assert content == path.read_bytes(), f"{name} differs; if that is meant, {REGENERATE}=1"
