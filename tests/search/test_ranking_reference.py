"""The engine's scores against the formula of docs/ranking.md, written out word by word."""

from __future__ import annotations

import math
import random

import pytest

from newssearch.archive.analysis import stem
from newssearch.archive.article import Article
from newssearch.archive.fields import FIELD_BY_NAME
from newssearch.indexer import write_articles
from newssearch.search import open_archive
from newssearch.search.ranking import FUNCTION_WORD_FACTOR, K1, VARIANT_FACTOR, B

WORDS = "launch launched launches missile missiles the of town harbour quiet grain grains".split()
TITLE, LEAD = FIELD_BY_NAME["title"].weight, FIELD_BY_NAME["lead"].weight
QUESTIONS = ("missile", "the", "harbour", "launch grain", "missiles missiles the town", "of the")


def made_articles():
    draw = random.Random(17)
    return [
        Article(
            id=str(number),
            path=str(number),
            title=" ".join(draw.choices(WORDS, k=draw.randint(0, 4))) or None,
            body="\n\n".join(
                " ".join(draw.choices(WORDS, k=draw.randint(1, 9)))
                for _ in range(draw.randint(1, 4))
            ),
        )
        for number in range(60)
    ]


class Reference:
    """BM25F over titles, leads and bodies; an end of a paragraph in the lead counts as its weight
    exceeds 1."""

    def __init__(self, articles):
        self.weighed = {article.id: self._weigh(article) for article in articles}
        words = sum(len(weighed) for weighed, _ in self.weighed.values())
        total = sum(length for _, length in self.weighed.values())
        self.average_weight = total / words
        self.average_length = total / len(articles)

    def _weigh(self, article):
        paragraphs = [paragraph.split() for paragraph in article.body.split("\n\n")]
        weighed = [(word, TITLE) for word in (article.title or "").split()]
        for number, paragraph in enumerate(paragraphs):
            weighed += [(word, LEAD if number < 2 else 1.0) for word in paragraph]
        ends = min(len(paragraphs) - 1, 2)
        length = sum(weight for _, weight in weighed) + ends * (LEAD - 1.0)
        return weighed, length

    def scores(self, question):
        found = {}
        for word in question.split():
            frequencies = {
                number: sum(
                    weight * (1.0 if own == word else VARIANT_FACTOR)
                    for own, weight in weighed
                    if stem(own) == stem(word)
                )
                for number, (weighed, _) in self.weighed.items()
            }
            having = sum(frequency > 0 for frequency in frequencies.values())
            idf = math.log(1 + (len(self.weighed) - having + 0.5) / (having + 0.5))
            worth = FUNCTION_WORD_FACTOR if word in ("the", "of") else 1.0
            for number, frequency in frequencies.items():
                length = self.weighed[number][1] / self.average_length
                limit = K1 * self.average_weight * (1 - B + B * length)
                score = worth * idf * (K1 + 1) * frequency / (frequency + limit)
                if frequency:
                    found[number] = found.get(number, 0.0) + score
        return found


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reference") / "archive"
    write_articles(folder, made_articles(), workers=1)
    with open_archive(folder) as news:
        yield news


@pytest.mark.parametrize("question", QUESTIONS)
def test_scores_are_those_of_the_formula(archive, question):
    answer = archive.search(question, any_word=True, limit=100, snippets=False)
    scores = {hit.article.id: hit.score for hit in answer.hits}
    assert scores == pytest.approx(Reference(made_articles()).scores(question), abs=2e-4)
