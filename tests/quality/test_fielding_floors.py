"""Hold fielding to what it has reached, on the data that is beside the checkout.

The gold of Reuters-21578 (Distribution 1.0) is its SGML: title, author, dateline and body are
written out as a plain text file would hold them, with the body's hard line breaks, and read back.
Texts that occur twice and hyphens at line ends are made from articles that are whole.
"""

from __future__ import annotations

import gzip
import html
import json
import os
import random
import re
import textwrap
import tomllib
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import pytest

from newssearch.indexer.fielding import read_fields
from newssearch.indexer.fielding.characters import normalise
from newssearch.indexer.fielding.paragraphs import find_paragraphs
from newssearch.indexer.fielding.repeated_text import cut_spans, repeated_spans
from newssearch.indexer.record import Record

HERE = Path(__file__).resolve()
DATA = Path(os.environ.get("NEWSSEARCH_DATA", HERE.parents[3] / "shared" / "data"))
FLOORS = tomllib.loads((HERE.parent / "fielding_floors.toml").read_text(encoding="utf-8"))
VOWELS = frozenset("aeiouy")

pytestmark = [
    pytest.mark.quality,
    pytest.mark.skipif(not DATA.is_dir(), reason=f"the data is not there: {DATA}"),
]


def fields(text):
    return read_fields(Record(text), id="1", path="a.txt")


def one_line(text):
    return " ".join((text or "").split())


@cache
def reuters():
    articles = []
    for path in sorted((DATA / "reuters21578").glob("*.sgm")):
        for part in path.read_text(encoding="latin-1").split("</REUTERS>"):
            clean = re.sub(r"&#\d+;", "", part)
            found = {
                name: html.unescape(match[1]) if match else ""
                for name in ("TITLE", "AUTHOR", "DATELINE", "BODY")
                for match in (re.search(rf"<{name}>(.*?)</{name}>", clean, re.DOTALL),)
            }
            if found["TITLE"] and found["DATELINE"] and found["BODY"]:
                articles.append(found)
    return articles


@cache
def press_releases():
    with gzip.open(DATA / "articles" / "congress_press.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@cache
def wikinews():
    path = DATA / "articles" / "wikinews.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def written_out(article, *, title):
    head = one_line(article["TITLE"]) + "\n" if title else ""
    byline = article["AUTHOR"].rstrip() + "\n" if article["AUTHOR"] else ""
    return head + byline + article["DATELINE"] + article["BODY"]


def gold_names(author):
    text = re.sub(r"^\s*by\s+", "", one_line(author), flags=re.IGNORECASE)
    text = re.sub(r",?\s*(?:of\s+)?reuters?\.?\s*$", "", text, flags=re.IGNORECASE)
    return {name.strip() for name in re.split(r",| and ", text.casefold()) if name.strip()}


def place(dateline):
    return one_line(dateline).rstrip(" -").split(",")[0].strip(" *").casefold()


class Score:
    """Found, wrong and missed, and what follows."""

    def __init__(self):
        self.right = self.found = self.gold = 0

    def add(self, gold, found):
        self.right += len(gold & found)
        self.gold += len(gold)
        self.found += len(found)

    @property
    def f1(self):
        return 2 * self.right / (self.gold + self.found)


def test_reuters_with_titles():
    titles = 0
    bylines, datelines = Score(), Score()
    for article in reuters():
        read = fields(written_out(article, title=True))
        titles += read.title == one_line(article["TITLE"])
        bylines.add(gold_names(article["AUTHOR"]), {name.casefold() for name in read.byline})
        datelines.add({place(article["DATELINE"])} - {""}, {place(read.dateline or "")} - {""})
    floors = FLOORS["reuters"]
    assert titles / len(reuters()) >= floors["title"]
    assert bylines.f1 >= floors["byline_f1"]
    assert datelines.f1 >= floors["dateline_f1"]


def test_reuters_without_titles():
    false = sum(fields(written_out(each, title=False)).title is not None for each in reuters())
    assert false / len(reuters()) <= FLOORS["reuters"]["false_title"]


def test_wikinews():
    articles = wikinews()
    found = sum(
        fields(f"{each['title']}\n\n{each['body']}").title == one_line(each["title"])
        for each in articles
    )
    false = sum(fields(each["body"]).title is not None for each in articles)
    assert found / len(articles) >= FLOORS["wikinews"]["title"]
    assert false / len(articles) <= FLOORS["wikinews"]["false_title"]


def words(text):
    return re.findall(r"\w+", text)


def twice(text, form):
    """Write a text twice: line after line, after a blank line, or the copy without its opening."""
    copy = text.split("\n", 1)[-1] if form == 2 else text
    return text.rstrip() + ("\n\n" if form == 1 else "\n") + copy


def test_texts_that_stand_twice():
    chosen = random.Random(11)
    long_wires = [each["BODY"] for each in reuters() if len(each["BODY"].split()) >= 80]
    releases = [each["body"] for each in press_releases()]
    texts = [*chosen.sample(releases, 1000), *chosen.sample(long_wires, 900)]
    texts = [normalise(text) for text in (*texts, *(each["body"] for each in wikinews()[:100]))]
    whole = [text for text in texts if not repeated_spans(text)]
    assert len(texts) - len(whole) <= FLOORS["twice"]["single_cut"]
    whole = [text for text in whole if len(text.split()) >= 60]
    found = 0
    for number, text in enumerate(whole):
        doubled = twice(text, number % 3)
        left = "\n".join(cut_spans(doubled.split("\n"), repeated_spans(doubled)))
        found += words(left) == words(text)
    assert found / len(whole) >= FLOORS["twice"]["found"]


def wrapped_by_program(paragraph):
    return textwrap.fill(paragraph, 65, break_long_words=False)


def set_in_print(paragraph):
    """Break a paragraph into narrow lines, words between their syllables."""
    lines, line = [], ""
    for word in paragraph.split():
        rest = word
        while rest:
            space = " " if line else ""
            room = 38 - len(line) - len(space)
            if len(rest) <= room or (not line and not syllable_end(rest, room)):
                line, rest = line + space + rest, ""
            else:
                end = syllable_end(rest, room)
                if end:
                    line, rest = f"{line}{space}{rest[:end]}-", rest[end:]
                lines.append(line)
                line = ""
    return "\n".join([*lines, line])


def syllable_end(word, room):
    """The last place before ``room`` where a vowel, or a consonant of two, may end a syllable."""
    if not (word.isalpha() and word.isascii() and len(word) >= 6):
        return 0
    vowel = [letter in VOWELS for letter in word.lower()]
    for end in range(min(room - 1, len(word) - 3), 1, -1):
        if vowel[end] or not vowel[end + 1]:
            continue
        if vowel[end - 1] or (end > 2 and vowel[end - 2]):
            return end
    return 0


@pytest.mark.parametrize(
    ("kind", "wrap"), [("program", wrapped_by_program), ("print", set_in_print)]
)
def test_hyphens_at_line_ends(kind, wrap):
    broken = wrong = 0
    for release in random.Random(5).sample(press_releases(), 2000):
        lines = normalise(release["body"]).split("\n")
        paragraphs = [" ".join(line.split()) for line in lines if len(line.split()) > 25]
        # dashes typed as hyphens and hyphens before spaces are another question
        paragraphs = [each for each in paragraphs if not re.search(r"--|-\s|\s-", each)]
        if len(paragraphs) < 3:
            continue
        text = "\n\n".join(map(wrap, paragraphs))
        broken += sum(1 for line in text.split("\n") if re.search(r"\w-$", line))
        gold = " ".join(paragraphs).split()
        read = " ".join(paragraph.text for paragraph in find_paragraphs(text.split("\n"))).split()
        if gold != read:
            changes = SequenceMatcher(None, gold, read, autojunk=False).get_opcodes()
            wrong += sum(1 for change in changes if change[0] != "equal")
    assert 1 - wrong / broken >= FLOORS["hyphens"][kind]


def test_datelines_judged_by_hand():
    """The judged: openings with a dash of 100 releases drawn at random (18,468 have one)."""
    table = HERE.parent / "fielding_datelines_judged.tsv"
    rows = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines()[1:]]
    releases = {each["id"]: each for each in press_releases()}
    read = {key: fields(releases[key]["body"]).dateline for key, _ in rows if key in releases}
    assert len(read) == 100
    right = sum(1 for key, verdict in rows if verdict == "right" and read[key])
    wrong = sum(1 for key, verdict in rows if verdict.startswith("none there") and read[key])
    assert right >= FLOORS["congress_datelines"]["right"]
    assert wrong <= FLOORS["congress_datelines"]["wrong"]
