"""Names as lists have them find the articles that print them as news does."""

import pytest

from newssearch.archive import Article
from newssearch.indexer import write_articles
from newssearch.search import open_archive
from newssearch.search.ast import Near, Or, Phrase, Word
from newssearch.search.language import parse_query, print_query
from newssearch.search.listed_names import query_for_name

SENTENCES = {
    "full": "Gen. Colin L. Powell arrived.",
    "short": "Colin Powell left.",
    "initials": "A letter by C. L. Powell was read.",
    "index": "POWELL, COLIN L., on page 4.",
    "other": "Jane Powell sang, and Colin Firth acted.",
    "rowling": "A book by J.K. Rowling.",
    "spaced": "A book by J. K. Rowling.",
    "middle": "Speaker Barack H. Obama spoke.",
    "plain": "Barack Obama smiled.",
    "king": "Martin Luther King Jr. had a dream.",
    "laden": "Osama bin Laden was named.",
    "mao": "Mao Zedong swam.",
    "bank": "The European Central Bank met; so did the European Bank.",
    "acme": "Shares of Acme Inc. rose.",
    "quote": 'Dwayne "Rock" Johnson won.',
}


@pytest.fixture(scope="module")
def news(tmp_path_factory):
    folder = tmp_path_factory.mktemp("names") / "archive"
    articles = [Article(id=name, path=f"{name}.txt", body=text) for name, text in SENTENCES.items()]
    write_articles(folder, articles, workers=1)
    with open_archive(folder) as opened:
        yield opened


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Powell, Colin L.", "full index initials short"),
        ("POWELL, Colin L. (1937-2021)", "full index initials short"),
        ("Powell, Gen. Colin L., 1937-2021", "full index initials short"),
        ("Powell, Colin", "full index short"),
        ("Colin Powell", "full short"),
        ("Colin L. Powell", "full short"),
        ("Gen. Colin L. Powell", "full short"),
        ("Mrs. Colin L. Powell", "full short"),
        ("Powell, Mrs. Colin", "full index short"),
        ("Rowling, J. K.", "rowling spaced"),
        ("Obama, Barack Hussein", "middle plain"),
        ("Obama, Barack", "middle plain"),
        ("King, Martin Luther, Jr.", "king"),
        ("Martin Luther King, Jr.", "king"),
        ("bin Laden, Osama", "laden"),
        ("Osama bin Laden", "laden"),
        ("Mao, Zedong", "mao"),
        ("European Central Bank", "bank"),
        ("Acme, Inc.", "acme"),
        ('Johnson, Dwayne "Rock"', "quote"),
        ("Nobody, Ever", ""),
    ],
)
def test_a_name_finds_its_usual_forms(news, name, found):
    hits = news.search(query_for_name(name), limit=None).hits
    assert sorted(hit.article.id for hit in hits) == sorted(found.split())


@pytest.mark.parametrize(
    "name", ['a"b, c\\', "Who?, M*A*S*H", "AND, OR", "x:y, (z", "Dr.", "Jr., Jr.", ", Colin"]
)
def test_no_name_is_read_as_an_operator(name):
    query = parse_query(query_for_name(name))
    assert parse_query(print_query(query.node)).node == query.node
    forms = query.node.operands if isinstance(query.node, Or) else (query.node,)
    words = [
        part
        for form in forms
        for phrase in ((form.left, form.right) if isinstance(form, Near) else (form,))
        for part in (phrase.parts if isinstance(phrase, Phrase) else (phrase,))
    ]
    assert all(isinstance(word, Word) and word.exact for word in words)
