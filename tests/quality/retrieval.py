"""Measure how well answers are ranked.

    python -m tests.quality.retrieval                    all sets
    python -m tests.quality.retrieval cran wikinews      some of them
    python -m tests.quality.retrieval --try B=0.75 K1=0.9 VARIANT_FACTOR=1 FUNCTION_WORD_FACTOR=1
    python -m tests.quality.retrieval --weights title=2 lead=1
    python -m tests.quality.retrieval --feedback cran    with the words of the first articles added

The sets are in ../shared/data, or in the folder that NEWSSEARCH_DATA names:

cran, cisi          test collections with judged articles: title and body indexed, questions as
                    pasted text (``any_word`` and ``literal``). nDCG@10 with linear gains and MAP
                    as trec_eval computes them, and P@10.
topics, places      Reuters-21578 with its own tags as judgements: names of commodities and of
                    economic subjects, and of countries, as ordinary queries (all words); the
                    same measures.
reuters, wikinews   known items: the title, as pasted text, must find its own article, of which
                    only the body is indexed. MRR@10.
"""

from __future__ import annotations

import argparse
import html
import json
import math
import os
import random
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unittest.mock import patch

import newssearch.search.ranking as constants_of_ranking
from newssearch.archive import news_layout
from newssearch.archive.article import Article
from newssearch.archive.fields import FIELD_BY_NAME
from newssearch.indexer import write_articles
from newssearch.search import open_archive
from newssearch.search.execution import scorers, terms
from newssearch.search.feedback import with_feedback
from newssearch.search.language import parse_query
from newssearch.search.news import NewsArchive

DATA = Path(
    os.environ.get("NEWSSEARCH_DATA", Path(__file__).resolve().parents[3] / "shared" / "data")
)
DEPTH = 1000
KNOWN_ITEMS = 1000
"""Titles of Reuters that are asked for, drawn at random."""

_USES = (scorers, terms)

SUBJECTS = {
    "cocoa": "cocoa",
    "coffee": "coffee",
    "copper": "copper",
    "corn": "corn",
    "cotton": "cotton",
    "cpi": "consumer prices",
    "crude": "crude oil",
    "gnp": "gross national product",
    "gold": "gold",
    "grain": "grain",
    "interest": "interest rates",
    "iron-steel": "steel",
    "jobs": "unemployment",
    "livestock": "cattle",
    "money-fx": "foreign exchange",
    "money-supply": "money supply",
    "nat-gas": "natural gas",
    "oilseed": "oilseeds",
    "reserves": "foreign reserves",
    "retail": "retail sales",
    "rice": "rice",
    "rubber": "rubber",
    "ship": "shipping",
    "silver": "silver",
    "soybean": "soybean",
    "sugar": "sugar",
    "tin": "tin",
    "trade": "trade",
    "veg-oil": "vegetable oil",
    "wheat": "wheat",
    "wpi": "wholesale prices",
    "zinc": "zinc",
}
"""Topics of Reuters-21578 and the words a reader would ask for them with."""

_ABBREVIATED_PLACES = {"usa", "uk", "ussr", "uae"}
_LEAST_JUDGED = 10


@dataclass(frozen=True)
class Question:
    """A query, and what each article that answers it is worth."""

    text: str
    relevant: Mapping[str, int]


@dataclass(frozen=True)
class Collection:
    """Articles and questions; ``pasted`` says that these are texts of which any word counts."""

    articles: Sequence[Article]
    questions: Sequence[Question]
    pasted: bool


def judged(name: str) -> Collection:
    """Return a test collection in TREC's form."""
    folder = DATA / "retrieval" / name
    articles = [
        Article(id=row["id"], path=row["id"], title=row["title"] or None, body=row["body"])
        for row in map(json.loads, lines(folder / "articles.jsonl"))
    ]
    relevant: dict[str, dict[str, int]] = {}
    for line in lines(folder / "qrels.tsv"):
        question, _, article, gain = line.split()
        relevant.setdefault(question, {})[article] = int(gain)
    texts = dict(line.split("\t", 1) for line in lines(folder / "queries.tsv"))
    questions = [Question(texts[number], gains) for number, gains in relevant.items()]
    return Collection(articles, questions, pasted=True)


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


@cache
def reuters() -> tuple[tuple[Article, frozenset[str], frozenset[str]], ...]:
    """Return the articles of Reuters-21578 that have a text, with their topics and places."""
    found = []
    for path in sorted((DATA / "reuters21578").glob("*.sgm")):
        for part in path.read_text(encoding="latin-1").split("</REUTERS>"):
            tagged = re.sub(r"&#\d+;", "", part)
            body = re.search(r"<BODY>(.*?)</BODY>", tagged, re.DOTALL)
            number = re.search(r'NEWID="(\d+)"', tagged)
            if not body or not number:
                continue
            title = re.search(r"<TITLE>(.*?)</TITLE>", tagged, re.DOTALL)
            paragraphs = re.split(r"\n(?= {4})", html.unescape(body[1]))
            article = Article(
                id=number[1],
                path=number[1],
                title=" ".join(html.unescape(title[1]).split()) if title else None,
                body="\n\n".join(" ".join(each.split()) for each in paragraphs),
            )
            found.append((article, _tags(tagged, "TOPICS"), _tags(tagged, "PLACES")))
    return tuple(found)


def _tags(text: str, name: str) -> frozenset[str]:
    listed = re.search(rf"<{name}>(.*?)</{name}>", text)
    return frozenset(re.findall(r"<D>(.*?)</D>", listed[1])) if listed else frozenset()


def topics() -> Collection:
    """Return Reuters-21578 asked for its subjects."""
    relevant: dict[str, dict[str, int]] = {}
    for article, tags, _ in reuters():
        for tag in tags & SUBJECTS.keys():
            relevant.setdefault(tag, {})[article.id] = 1
    questions = [Question(SUBJECTS[tag], gains) for tag, gains in sorted(relevant.items())]
    return Collection([article for article, _, _ in reuters()], questions, pasted=False)


def places() -> Collection:
    """Return Reuters-21578 asked for countries."""
    relevant: dict[str, dict[str, int]] = {}
    for article, _, tags in reuters():
        for tag in tags - _ABBREVIATED_PLACES:
            relevant.setdefault(tag, {})[article.id] = 1
    questions = [
        Question(tag.replace("-", " "), gains)
        for tag, gains in sorted(relevant.items())
        if len(gains) >= _LEAST_JUDGED
    ]
    return Collection([article for article, _, _ in reuters()], questions, pasted=False)


def known_items(articles: Sequence[Article], count: int) -> Collection:
    """Return articles without their titles, which are the questions."""
    titled = [each for each in articles if len((each.title or "").split()) > 2 and each.body]
    chosen = random.Random(5).sample(titled, min(count, len(titled)))
    questions = [Question(each.title or "", {each.id: 1}) for each in chosen]
    return Collection([each._replace(title=None) for each in articles], questions, pasted=True)


def wikinews() -> list[Article]:
    rows = map(json.loads, lines(DATA / "articles" / "wikinews.jsonl"))
    return [
        Article(id=str(row["id"]), path=str(row["id"]), title=row["title"], body=row["body"])
        for row in rows
    ]


SETS: dict[str, Callable[[], Collection]] = {
    "cran": lambda: judged("cran"),
    "cisi": lambda: judged("cisi"),
    "topics": topics,
    "places": places,
    "reuters": lambda: known_items([article for article, _, _ in reuters()], KNOWN_ITEMS),
    "wikinews": lambda: known_items(wikinews(), KNOWN_ITEMS),
}


def measure(name: str, folder: Path, *, feedback: bool = False) -> dict[str, float]:
    """Return the measures of a set; ``folder`` is an empty one for its archive."""
    collection = SETS[name]()
    write_articles(folder, collection.articles, workers=1)
    with open_archive(folder) as news:
        ranked = [
            (
                ranking(news, question.text, pasted=collection.pasted, feedback=feedback),
                question.relevant,
            )
            for question in collection.questions
        ]
    if name in ("reuters", "wikinews"):
        return {"mrr_at_10": mean(reciprocal_rank(*each) for each in ranked)}
    return {
        "ndcg_at_10": mean(ndcg(*each) for each in ranked),
        "map": mean(average_precision(*each) for each in ranked),
        "precision_at_10": mean(precision(*each) for each in ranked),
    }


def ranking(news: NewsArchive, text: str, *, pasted: bool, feedback: bool = False) -> list[str]:
    """Return the ids of the first articles."""
    query = parse_query(text[:4096], literal=True, any_word=pasted)
    found = news.engine.evaluate((with_feedback(news, query) if feedback else query).node)
    return found.ids(found.page("relevance", limit=DEPTH).refs)


def mean(values: Iterator[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed)


def ndcg(ranked: Sequence[str], relevant: Mapping[str, int]) -> float:
    """Return the discounted gain of the first ten, as a share of the best possible."""
    best = _discounted(sorted(relevant.values(), reverse=True)[:10])
    return _discounted([relevant.get(each, 0) for each in ranked[:10]]) / best if best else 0.0


def _discounted(gains: Sequence[int]) -> float:
    return sum(max(gain, 0) / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))


def average_precision(ranked: Sequence[str], relevant: Mapping[str, int]) -> float:
    found, total = 0, 0.0
    for rank, each in enumerate(ranked, 1):
        if relevant.get(each, 0) > 0:
            found += 1
            total += found / rank
    return total / max(sum(gain > 0 for gain in relevant.values()), 1)


def precision(ranked: Sequence[str], relevant: Mapping[str, int]) -> float:
    return sum(relevant.get(each, 0) > 0 for each in ranked[:10]) / 10


def reciprocal_rank(ranked: Sequence[str], relevant: Mapping[str, int]) -> float:
    return next((1 / rank for rank, each in enumerate(ranked[:10], 1) if each in relevant), 0.0)


@contextmanager
def tried(constants: Mapping[str, float], weights: Mapping[str, float]) -> Iterator[None]:
    """Rank with other constants of ``search.ranking`` and other weights of fields."""
    layout = news_layout.LAYOUT
    zones = dict(zip(layout.zones, layout.weights, strict=True))
    with ExitStack() as stack:
        for name, value in constants.items():
            for module in (constants_of_ranking, *_USES):
                if hasattr(module, name):
                    stack.enter_context(patch.object(module, name, value))
        lead = weights.get("lead", FIELD_BY_NAME["lead"].weight)
        changed = tuple(weights.get(zone, weight) for zone, weight in zones.items())
        before = layout.weights, layout.lead_weight
        object.__setattr__(layout, "weights", changed)
        object.__setattr__(layout, "lead_weight", lead)
        try:
            yield
        finally:
            object.__setattr__(layout, "weights", before[0])
            object.__setattr__(layout, "lead_weight", before[1])


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure how well answers are ranked.")
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"of {', '.join(SETS)}")
    parser.add_argument("--try", dest="constants", nargs="+", default=[], metavar="NAME=VALUE")
    parser.add_argument("--weights", nargs="+", default=[], metavar="FIELD=WEIGHT")
    parser.add_argument("--feedback", action="store_true", help="add words of the first articles")
    options = parser.parse_args()
    unknown = [name for name in options.sets if name not in SETS]
    if unknown:
        parser.error(f"no such set: {', '.join(unknown)}")
    with tried(_pairs(options.constants), _pairs(options.weights)):
        for name in options.sets or SETS:
            with tempfile.TemporaryDirectory() as folder:
                measures = measure(name, Path(folder) / "archive", feedback=options.feedback)
            told = "  ".join(f"{key} {value:.4f}" for key, value in measures.items())
            print(f"{name:<9} {told}", flush=True)


def _pairs(texts: Sequence[str]) -> dict[str, float]:
    return {name: float(value) for name, _, value in (text.partition("=") for text in texts)}


if __name__ == "__main__":
    main()
