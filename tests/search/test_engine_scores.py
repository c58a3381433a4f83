"""Scores are those of a plain BM25F over the texts, in one segment or in several.

The formula is in ``search.ranking`` and ``search.execution.scorers``; weights are the table's.
"""

from __future__ import annotations

import math
import random
from pathlib import Path

import pytest
from brute_force import ZONES, Scan, Span, variants, word_tokens
from made_archives import dealt, loose_segments, read_articles
from random_queries import QueryMaker
from without_loops import without_loops

from newssearch.archive.fields import FIELD_BY_NAME
from newssearch.search.ast import And, Boost, InField, Node, Not, Or, Phrase, Word
from newssearch.search.language import parse_query
from newssearch.search.local.corpus import Corpus
from newssearch.search.local.evaluation import LocalEvaluation
from newssearch.search.ranking import FUNCTION_WORD_FACTOR, K1, VARIANT_FACTOR, B
from newssearch.search.stop_words import is_stop_word

ARTICLES = read_articles(Path(__file__).parents[1] / "golden" / "news" / "articles.jsonl")
MOST = 63.75
"""Weighted frequency that is kept at most: a byte of quarters."""

QUERIES = """
scud
scud missiles
turnout
"low turnout"
title:turnout
hlead:turnout
lead:oil OR body:oil
scud OR patriot OR oil
scud^3 missiles
title:scud^2 OR body:war
us
covid-19
the of a
scud w/5 forces
"weapons of mass destruction"~2
(scud OR zeppelin) -patriot
caption:march OR byline:smith
missil* tel
turnot~ low
atleast2 turnout
speaker:powell iraq
""".strip().splitlines()


class Reference:
    """BM25F in plain Python over all articles."""

    def __init__(self) -> None:
        self.scans = {article.id: Scan(article) for article in ARTICLES}
        self.lengths = {id_: self.length(scan) for id_, scan in self.scans.items()}
        self.average = sum(self.lengths.values()) / len(self.lengths)
        words = sum(scan.texts[zone].words for scan in self.scans.values() for zone in ZONES)
        self.word_weight = sum(self.lengths.values()) / words

    @staticmethod
    def weight(scan: Scan, span: Span) -> float:
        text, start, _ = span
        if not isinstance(text, str):
            return 1.0
        in_lead = text == "body" and start < scan.texts["body"].lead_end()
        return FIELD_BY_NAME["lead" if in_lead else text].weight

    def length(self, scan: Scan) -> float:
        total = sum(scan.texts[zone].words * FIELD_BY_NAME[zone].weight for zone in ZONES)
        extra = FIELD_BY_NAME["lead"].weight - FIELD_BY_NAME["body"].weight
        return total + extra * scan.texts["body"].lead_end()

    def frequency(self, scan: Scan, node: Node, place: str | None) -> float:
        """Return the weighted frequency of a leaf: of a word's other forms, less."""
        if not scan.satisfies(node, place):
            return 0.0
        node = node.operand if hasattr(node, "operand") else node
        if isinstance(node, Word) and len(word_tokens(node.text)[0]) == 1 and not node.exact:
            token = word_tokens(node.text)[0][0][1]
            total = 0.0
            for form in {t for text in scan.texts.values() for t in text.where}:
                if variants(node.text, token, scan.article.lang)[form]:
                    exact = Word(form, exact=True)
                    own = [s for s in self.places(scan, form, place) if exact]
                    weight = min(sum(self.weight(scan, span) for span in own), MOST)
                    total += weight * (1.0 if form == token else VARIANT_FACTOR)
            return total
        return min(sum(self.weight(scan, span) for span in scan.spans(node, place)), MOST)

    @staticmethod
    def places(scan: Scan, token: str, place: str | None) -> list[Span]:
        names = scan._names(place)
        spans = [(n, at, at + 1) for n in names for at in scan.texts[n].where.get(token, ())]
        return [span for span in spans if scan.inside(span, place)]

    def idf(self, node: Node, place: str | None) -> float:
        having = sum(scan.satisfies(node, place) for scan in self.scans.values())
        return math.log(1 + (len(self.scans) - having + 0.5) / (having + 0.5))

    def most(self, node: Node, place: str | None) -> float:
        """Return the limit of what a leaf can score; function words count for less."""
        plain = isinstance(node, Word) and not node.exact and len(word_tokens(node.text)[0]) == 1
        common = plain and is_stop_word(word_tokens(node.text)[0][0][1], node.text)
        return self.idf(node, place) * (K1 + 1) * (FUNCTION_WORD_FACTOR if common else 1.0)

    def score(self, id_: str, node: Node, place: str | None = None) -> float:
        scan = self.scans[id_]
        if isinstance(node, Not) or not scan.satisfies(node, place):
            return 0.0
        if isinstance(node, Boost):
            return node.factor * self.score(id_, node.operand, place)
        if isinstance(node, InField):
            return self.score(id_, node.operand, node.field)
        if isinstance(node, And | Or):
            total = sum(self.score(id_, part, place) for part in node.operands)
            return total + (self.bonus(scan, node, place) if isinstance(node, And) else 0.0)
        frequency = self.frequency(scan, node, place)
        norm = 1 - B + B * self.lengths[id_] / self.average
        saturation = K1 * self.word_weight * norm
        return self.most(node, place) * frequency / (frequency + saturation)

    def bonus(self, scan: Scan, node: And, place: str | None) -> float:
        """Return what words are worth beyond themselves where they are together."""
        total = 0.0
        run: list[Word] = []
        for part in [*node.operands, Not(node)]:
            if isinstance(part, Word) and not part.exact:
                run.append(part)
                continue
            if len(run) > 1 and scan.satisfies(Phrase(tuple(run)), place):
                total += sum(self.most(word, place) for word in run)
            run = []
        return total


@pytest.fixture(scope="module")
def reference() -> Reference:
    return Reference()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("loops", [True, False])
@pytest.mark.parametrize("text", QUERIES)
def test_scores_are_bm25f(
    tmp_path: Path, reference: Reference, text: str, loops: bool, count: int
) -> None:
    parts = dealt(ARTICLES, count)
    corpus = Corpus(loose_segments(tmp_path, parts))
    node = parse_query(text).node
    with without_loops(not loops):
        found = LocalEvaluation(corpus, node).page("relevance", limit=100).refs
    assert found
    got = {parts[one.part][one.number].id: one.score for one in found}
    for id_, score in got.items():
        assert score == pytest.approx(reference.score(id_, node), rel=1e-4, abs=1e-4), id_
    ranked = sorted(got, key=lambda id_: -got[id_])
    assert [got[id_] for id_ in ranked] == [one.score for one in found]


def test_the_shares_of_an_explanation_add_up(tmp_path: Path) -> None:
    parts = dealt(ARTICLES, 2)
    corpus = Corpus(loose_segments(tmp_path, parts))
    maker = QueryMaker(ARTICLES, 7)
    nodes = [parse_query(text).node for text in QUERIES] + [maker.make() for _ in range(40)]
    chooser = random.Random(7)
    for node in nodes:
        evaluation = LocalEvaluation(corpus, node)
        found = evaluation.page("relevance", limit=100).refs
        assert all(clause.articles >= 0 for clause in evaluation.clauses())
        for one in chooser.sample(found, min(len(found), 3)):
            explained = evaluation.score(one)
            assert explained is not None
            score, shares = explained
            assert score == pytest.approx(one.score, rel=1e-5)
            total = sum(share.score for share in shares)
            assert total == pytest.approx(one.score, rel=1e-4, abs=1e-4), node
