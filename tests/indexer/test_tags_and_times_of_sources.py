"""Topics and times of day, as pages and collections give them."""

import datetime as dt

import pytest

from newssearch.indexer.fielding import field_article
from newssearch.indexer.readers import read_records

PARAGRAPHS = "".join(
    f"<p>The harbour board met on day {n} and talked about the dredging of the channel.</p>"
    for n in range(5)
)


def articles_of(content: str, name: str):
    return [
        field_article(record, id=str(n), path=name)
        for n, record in enumerate(read_records(content.encode(), name))
    ]


def page(head: str) -> str:
    body = f"<body><article>{PARAGRAPHS}</article></body>"
    return f"<html><head><title>Board meets</title>{head}</head>{body}</html>"


def json_ld(keywords: str) -> str:
    content = f'{{"@type": "NewsArticle", "keywords": {keywords}}}'
    return f'<script type="application/ld+json">{content}</script>'


@pytest.mark.parametrize(
    ("head", "tags"),
    [
        (
            '<meta property="article:tag" content="Harbour">'
            '<meta property="article:tag" content="Dues">',
            ("Harbour", "Dues"),
        ),
        (
            '<meta name="news_keywords" content="harbour, harbour dues ,ferry">',
            ("harbour", "harbour dues", "ferry"),
        ),
        (json_ld('["a b", "c"]'), ("a b", "c")),
        (json_ld('"a b, c"'), ("a b", "c")),
        (json_ld('[{"@type": "DefinedTerm", "name": "Dredging"}]'), ("Dredging",)),
        ("", ()),
    ],
)
def test_tags_of_a_page(head, tags):
    (article,) = articles_of(page(head), "a.html")
    assert article.tags == tags


def test_the_time_of_a_page_is_beside_its_day():
    head = '<meta property="article:published_time" content="2019-07-02T18:05:00+02:00">'
    (article,) = articles_of(page(head), "a.html")
    assert (article.date, article.time) == (dt.date(2019, 7, 2), dt.time(18, 5))


def test_reuters_topics_places_and_the_time():
    content = (
        '<REUTERS TOPICS="YES" NEWID="1">\n<DATE>26-FEB-1987 15:01:01.79</DATE>\n'
        "<TOPICS><D>grain</D><D>sugar</D></TOPICS>\n<PLACES><D>el-salvador</D></PLACES>\n"
        "<PEOPLE></PEOPLE>\n<TEXT>&#2;\n<TITLE>CROPS</TITLE>\n<BODY>Rain fell.</BODY></TEXT>\n"
        "</REUTERS>\n"
    )
    (article,) = articles_of(content, "reut.sgm")
    assert article.tags == ("grain", "sugar", "el-salvador")
    assert article.time == dt.time(15, 1, 1)
