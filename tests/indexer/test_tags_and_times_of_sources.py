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


XML_WITH_TOPICS = {
    "rcv1": (
        '<newsitem itemid="9" date="1996-08-20"><headline>Board meets</headline><text>{text}</text>'
        '<metadata><codes class="bip:countries:1.0"><code code="DENM"/></codes>'
        '<codes class="bip:topics:1.0"><code code="C24"/><code code="CCAT"/>'
        '<code code="C24"/></codes>'
        '<dc element="dc.source" value="Reuters"/></metadata></newsitem>',
        ("DENM", "C24", "CCAT"),
        "topics",
    ),
    "newsml 1": (
        '<NewsML Version="1.2"><NewsItem><NewsComponent><NewsLines><HeadLine>Board meets</HeadLine>'
        "<KeywordLine>harbour dues</KeywordLine></NewsLines><DescriptiveMetadata><SubjectCode>"
        '<Subject FormalName="04000000"/><SubjectMatter FormalName="04015000"/></SubjectCode>'
        '<Property FormalName="Keyword" Value="ferry"/></DescriptiveMetadata><ContentItem>'
        "<DataContent>{text}</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>",
        ("04000000", "04015000", "harbour dues", "ferry"),
        "KeywordLine element",
    ),
    "trafilatura": (
        '<doc title="Board meets" categories="Local" tags="harbour;ferry"'
        ' source="https://ellery.example/1"><main>{text}</main><comments/></doc>',
        ("Local", "harbour", "ferry"),
        "tags",
    ),
    "tei": (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>'
        "<title>Board meets</title></titleStmt></fileDesc><profileDesc><textClass><keywords><list>"
        "<item>harbour</item>"
        "<item>ferry</item></list></keywords></textClass></profileDesc></teiHeader>"
        "<text><body>{text}</body></text></TEI>",
        ("harbour", "ferry"),
        "keywords element",
    ),
}


@pytest.mark.parametrize("kind", XML_WITH_TOPICS)
def test_topics_of_archives_in_xml(kind):
    xml, tags, origin = XML_WITH_TOPICS[kind]
    (record,) = read_records(xml.format(text=PARAGRAPHS).encode(), "a.xml")
    assert tuple(one.value for one in record.declared["tags"]) == tags
    assert origin in [one.origin for one in record.declared["tags"]]
