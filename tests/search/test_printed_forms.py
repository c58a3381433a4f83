"""How words are printed: capitals as the text has them, singular and plural."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from made_archives import publish

from newssearch.archive.article import Article, Quotation
from newssearch.archive.errors import QueryBudgetExceeded
from newssearch.search import open_archive
from newssearch.search.execution import letters
from newssearch.search.language import parse_query, print_query
from newssearch.search.number_forms import plurals, singulars
from newssearch.search.printed import fits

CAPITALS = {
    "US": ("caps", "allcaps"),
    "U.S": ("caps", "allcaps"),
    "us": ("nocaps",),
    "Us": ("caps",),
    "iPhone": ("caps",),
    "McDonald": ("caps",),
    "F-16": ("caps", "allcaps"),
    "e-mail": ("nocaps",),
    "É": ("caps", "allcaps"),
    "ÖSTERREICH": ("caps", "allcaps"),
    "straße": ("nocaps",),
    "STRAßE": ("caps",),
    "ǅ": ("caps",),
    "НАТО": ("caps", "allcaps"),
    "Νάτο": ("caps",),
    "747": ("nocaps",),
    "北京": ("nocaps",),
}
"""What is printed, and the forms that it has."""

NUMBERS = """
    missile missiles | bank banks | city cities | monkey monkeys | class classes | box boxes
    match matches | dish dishes | bus buses | gas gases | lens lenses | virus viruses
    status statuses | house houses | cause causes | case cases | prize prizes | hero heroes
    man men | woman women | policeman policemen | german germans | human humans | child children
    grandchild grandchildren | person people | wolf wolves | life lives | housewife housewives
    knife knives | half halves | glove gloves | proof proofs | crisis crises | analysis analyses
    criterion criteria | phenomenon phenomena | formula formulas | quiz quizzes | foot feet
    tooth teeth | goose geese | mouse mice | ox oxen | penny pence | die dice
    israeli israelis | iraqi iraqis | taxi taxis | menu menus | alumnus alumni | cactus cacti
    country countries | movie movies | ally allies | bureau bureaux | referendum referenda
    sheep sheep | aircraft aircraft | series series | species species | chinese chinese
    headquarters headquarters | police police | aid aids | dollar dollars | tax taxes
"""
"""Nouns of news and their plurals, of every rule and some of the lists; our own choice."""

PAIRS = [tuple(pair.split()) for pair in NUMBERS.replace("\n", "|").split("|") if pair.strip()]


@pytest.mark.parametrize("printed", CAPITALS)
def test_capitals_are_those_of_the_definition(printed: str) -> None:
    found = tuple(form for form in ("caps", "allcaps", "nocaps") if fits(printed, form))
    assert found == CAPITALS[printed]


@pytest.mark.parametrize(("one", "many"), PAIRS)
def test_singular_and_plural_lead_to_one_another(one: str, many: str) -> None:
    assert many in plurals(one)
    assert many in plurals(many)
    assert one in singulars(one)
    assert one in singulars(many)
    if one != many:
        assert one not in plurals(one)
        assert many not in singulars(many)


@pytest.mark.parametrize("word", ["us", "news", "texas", "congress", "basis", "this", "paris"])
def test_words_in_s_that_are_no_plurals(word: str) -> None:
    assert singulars(word) == (word,)


def test_a_use_is_not_of_us() -> None:
    assert singulars("uses") == ("use",)


def article(number: int, body: str, **fields: Any) -> Article:
    return Article(id=f"a{number}", path=f"news/{number}", body=body, **fields)


ARTICLES = [
    article(0, "AIDS funding fell. The agency aids farmers.", title="Aid and aids"),
    article(1, "Turkey’s envoy ate turkey.\n\nTURKEY IN TALKS\n\nA turkey, then.", title="Talks"),
    article(2, "The U.S. and us; US troops.", caption="US Air Force. Us.", tags=("US", "us press")),
    article(
        3,
        "“Polish the POLISH flag,” said Ann Polish.",
        quotes=(Quotation(1, 24, "Ann Polish"),),
    ),
]


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder: Path = tmp_path_factory.mktemp("printed")
    with open_archive(publish(folder / "archive", [ARTICLES])) as opened:
        yield opened


MATCHES = {
    "allcaps(aids)": {"a0": ["AIDS"]},
    "nocaps(aids)": {"a0": ["aids", "aids"]},
    "caps(aid)": {"a0": ["Aid"]},
    "allcaps(plural(aid))": {"a0": ["AIDS"]},
    "plural(aid)": {"a0": ["AIDS", "aids", "aids"]},
    "singular(aids)": {"a0": ["Aid"]},
    "nocaps(turkey)": {"a1": ["turkey", "turkey"]},
    "caps(turkey)": {"a1": ["Turkey", "TURKEY"]},
    "caps(turkey) nocaps(turkey)": {"a1": ["Turkey", "turkey", "TURKEY", "turkey"]},
    "caps(us)": {"a2": ["U.S", "US", "US", "Us"]},
    "body:caps(us)": {"a2": ["U.S", "US"]},
    "caption:allcaps(us)": {"a2": ["US"]},
    "tags:allcaps(us)": {"a2": []},
    "tags:nocaps(us)": {"a2": []},
    "nocaps(us) NOT w/1 caps(us)": {},
    'caps(us) w/2 "air force"': {"a2": ["US", "Air Force", "Us"]},
    '"allcaps(us) air"': {"a2": ["US Air"]},
    '"air caps(us)"~1': {"a2": ["US Air Force. Us"]},
    "quote:(allcaps(polish) speaker:caps(polish))": {"a3": ["POLISH"]},
    "quote:(nocaps(polish) speaker:polish)": {},
    "allcaps(pol*)": {"a3": ["POLISH"]},
    "caps(polihs~2)": {"a3": ["Polish", "POLISH", "Polish"]},
    "atleast3 caps(turkey)": {},
    "atleast2 caps(turkey)": {"a1": ["Turkey", "TURKEY"]},
}


@pytest.mark.parametrize("query", MATCHES)
def test_words_are_found_as_they_are_printed(news: Any, query: str) -> None:
    found = {}
    matches = 0
    for own, marks in news.select(query).marked():
        texts = {"caption": own.caption, "title": own.title, "body": own.body}
        ordered = [(f, s) for f in ("title", "body", "caption") for s in marks.get(f, ())]
        found[own.id] = [texts[field][start:end] for field, (start, end) in ordered]
        matches += len(ordered)
    expected = MATCHES[query]
    assert {id_: sorted(own) for id_, own in found.items()} == {
        id_: sorted(own) for id_, own in expected.items()
    }
    if not query.startswith(("tags", "quote")):
        assert news.select(query).matches == matches


def test_other_questions_of_a_query_are_answered_from_texts_too(news: Any) -> None:
    found = news.select("caps(turkey) title:aid")
    assert found.total == 0
    assert [(clause.text, clause.total) for clause in found.advice.clauses] == [
        ("caps(turkey)", 1),
        ("title:aid", 1),
    ]
    explained = news.select("nocaps(us) troops").explain("a2")
    part = explained.parts[0]
    assert (part.text, part.articles, part.any_capitals) == ("nocaps(us)", 1, True)
    assert explained.article.score > 0


def test_a_misspelling_within_a_form_is_corrected(news: Any) -> None:
    assert news.select("caps(turky)").advice.suggestion.text == "caps(turkey)"


def test_only_articles_in_question_are_read(news: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    read = []
    original = letters.read_article

    def counting(segment: Any, number: int) -> Article:
        read.append(number)
        return original(segment, number)

    monkeypatch.setattr(letters, "read_article", counting)
    assert news.select("caps(the) troops").total == 1
    assert len(read) == 1
    read.clear()
    assert news.select("caps(the) NOT troops").total == 1
    assert len(read) == 2
    read.clear()
    assert news.select("nocaps(the) w/2 agency").total == 0
    assert len(read) == 1


def test_too_many_articles_to_read_are_refused(news: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "MAX_READ", 1)
    with pytest.raises(QueryBudgetExceeded) as refused:
        news.select("caps(the)")
    assert refused.value.message.startswith("3 articles would have to be read")
    assert "add a rarer word" in refused.value.hint
    assert news.select("caps(the) troops").total == 1


def test_a_form_is_read_again_as_it_is_printed() -> None:
    for query in MATCHES:
        node = parse_query(query).node
        assert parse_query(print_query(node)).node == node
