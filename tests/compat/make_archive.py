"""Make the tiny archive of the present format, which the tests of this and of later versions open.

While ``FORMAT`` in archive/manifest.py is under work it is made again when files or analysis
change::

    make compat

With the release of a format it stays as it is; when ``FORMAT`` is then raised, a reader of the
format that ends goes to ``archive/older``, and ``make compat`` makes the archive of the new one.

It writes ``tests/compat/archive_vN/``: ``archive.tar.gz``, and ``articles.jsonl`` with what the
archive's own version reads from it. The archive has articles of files and articles written through
Python, replaced ones of both kinds, two segments, one with deletions, near-identical articles,
and a saved query with what it has shown. Its articles are invented.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import sys
import tarfile
from pathlib import Path
from typing import Any

from newssearch import Article, Quotation, index_paths, open_archive, write_articles
from newssearch.archive.manifest import FORMAT
from newssearch.search.saved import SavedQueries, SavedQuery

HERE = Path(__file__).parent
SOURCES = Path("/tmp/newssearch-compat")
"""Where the archive finds its sources: the path is remembered in it."""

BODY = (
    "The council of Elsen has agreed on a budget after nine hours of debate on Thursday night."
    " It spends more on schools and on the harbour, and less on roads, than the year before."
    "\n\n“It is not the budget anyone wanted,” said Mayor Ruth Calder. “But it is a budget.”"
    "\n\nWhat comes next\n\nThe opposition will ask the court to look at the vote on the harbour."
)


def quotation(body: str, words: str, **about: Any) -> Quotation:
    """Return the quotation of some words of a body."""
    start = body.index(words)
    return Quotation(start, start + len(words), **about)


def budget(id_: str, path: str) -> Article:
    """Return an article that has a value in every field."""
    heading = BODY.index("What comes next")
    return Article(
        id=id_,
        path=path,
        body=BODY,
        title="Council of Elsen agrees on a budget",
        byline=("Ida Falkner", "Tomas Rehn"),
        contributors=("Nina Sorel",),
        credit="Coastal Wire",
        dateline="ELSEN",
        date=dt.date(2018, 12, 14),
        source="Elsen Courier",
        section="Politics",
        url="https://courier.example/2018/budget?page=1&print=yes",
        lang="en",
        caption="The council’s chamber on Thursday night.",
        notes=("Correction: the debate took nine hours, not eight.",),
        headings=((heading, heading + len("What comes next")),),
        quotes=(
            quotation(
                BODY,
                "It is not the budget anyone wanted,",
                speaker="Ruth Calder",
                speaker_as_written="Mayor Ruth Calder",
                description="Mayor",
                cue="said",
                cue_start=BODY.index("said"),
                confidence="high",
            ),
            quotation(BODY, "But it is a budget.", speaker="Ruth Calder", confidence="medium"),
        ),
        provenance={"title": "written by hand", "date": "written by hand"},
    )


def written() -> list[Article]:
    """Return the articles that are written through Python first."""
    return [
        budget("budget-1", "courier/2018/budget"),
        budget("budget-2", "wire/2018/budget")._replace(title=None, quotes=(), date=None),
        Article("short", "notes/short", "Nothing but a line."),
        Article(
            "odd/id #7", "päth/with #7", "Odd characters: \t tab, \u2028, \x1b[1m, \ud800 alone."
        ),
        Article("empty", "notes/empty", ""),
    ]


def main() -> None:
    """Make the archive."""
    target = HERE / f"archive_v{FORMAT}"
    if target.exists():
        if "--again" not in sys.argv:
            raise SystemExit(f"{target} is there already; --again makes it again")
        shutil.rmtree(target)
    shutil.rmtree(SOURCES, ignore_errors=True)
    shutil.copytree(HERE / "news", SOURCES / "news")
    archive = SOURCES / "archive"
    write_articles(archive, written())
    index_paths(archive, [SOURCES / "news"], workers=1)
    with open_archive(archive) as news:
        lighthouse = news.search("title:lighthouse").hits[0].article
    replaced = [
        Article("short", "notes/short", "Nothing but another line."),
        lighthouse._replace(title="Lighthouse opens, with a lift", path="notes/lighthouse"),
    ]
    write_articles(archive, replaced)
    saved = SavedQueries(archive)
    saved.add(SavedQuery("harbour-news", "harbour OR ferry", any_word=True, first_day="2015"))
    saved.add_shown("harbour-news", ["budget-1", "short"])
    target.mkdir()
    with tarfile.open(target / "archive.tar.gz", "w:gz") as tar:
        tar.add(archive, "archive", filter=_anonymous)
    with open_archive(archive) as news, (target / "articles.jsonl").open("w") as file:
        found = [hit.article for hit in news.search("*", limit=100).hits]
        for article in sorted(found):
            row = article._asdict() | {"quotes": [one._asdict() for one in article.quotes]}
            file.write(json.dumps(row, default=str) + "\n")
    shutil.rmtree(SOURCES)


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Leave out whose files these are."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


if __name__ == "__main__":
    main()
