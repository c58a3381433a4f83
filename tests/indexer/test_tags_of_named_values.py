"""Topics under the names and in the shapes that interfaces and crawlers give them."""

import datetime as dt

import pytest

from newssearch.indexer.fielding import field_article
from newssearch.indexer.readers import read_records
from newssearch.indexer.readers.values import tags_of


@pytest.mark.parametrize(
    ("value", "tags"),
    [
        ("harbour, ferry", ["harbour", "ferry"]),
        ("harbour, outer; ferry", ["harbour, outer", "ferry"]),
        (["harbour, outer", "ferry"], ["harbour, outer", "ferry"]),
        ("['harbour', 'ferry']", ["harbour", "ferry"]),
        ([{"name": "subject", "value": "Harbours", "rank": 1}], ["Harbours"]),  # New York Times
        (
            [
                {"type": "keyword", "webTitle": "Harbours", "id": "world/harbours"},
                {"type": "contributor", "webTitle": "Ada Holm"},
            ],
            ["Harbours"],
        ),
        ([[{"name": "Harbours", "taxonomy": "post_tag"}]], ["Harbours"]),  # WordPress
        ([{"label": {"eng": "Harbours"}}], ["Harbours"]),  # Event Registry
        ([], []),
        (None, []),
    ],
)
def test_topics_are_read_in_whatever_shape(value, tags):
    assert list(tags_of(value)) == tags


HEAD = (
    "<nitf><head><tobject><tobject.subject tobject.subject.type='Economy'"
    " tobject.subject.matter='Shipping'/></tobject><docdata>"
    "<date.issue norm='20190702T093000Z'/><key-list><keyword key='harbour'/></key-list>"
    "<identified-content><classifier type='descriptor'>Ports</classifier></identified-content>"
    "</docdata></head><body><body.content><p>Rain fell.</p></body.content></body></nitf>"
)
FEED = (
    "<rss version='2.0'><channel><title>G</title><item><title>Oil</title>"
    "<category>harbour</category>"
    "<category>ferry</category><pubDate>Tue, 02 Jul 2019 09:30:00 GMT</pubDate>"
    "<description>Rain fell.</description></item></channel></rss>"
)
G2 = (
    "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'><itemMeta><firstCreated>"
    "2019-07-02T09:30:00Z</firstCreated></itemMeta><contentMeta><headline>Oil</headline><subject>"
    "<name>harbour</name></subject><keyword>ferry</keyword></contentMeta><contentSet><inlineData>"
    "Rain fell.</inlineData></contentSet></newsItem>"
)
MAIL = (
    "Message-ID: <1>\nFrom: A\nSubject: Oil\nDate: Tue, 02 Jul 2019 09:30:00 +0000\n\nRain fell.\n"
)


@pytest.mark.parametrize(
    ("name", "content", "tags"),
    [
        ("a.xml", HEAD, ("Economy", "Shipping", "Ports", "harbour")),
        ("b.xml", FEED, ("harbour", "ferry")),
        ("c.xml", G2, ("harbour", "ferry")),
        ("a.eml", MAIL, ()),
        (
            "a.json",
            '{"title": "Oil", "text": "Rain.", "date": "2019-07-02 09:30", "topics": ["harbour"]}',
            ("harbour",),
        ),
    ],
)
def test_topics_and_the_time_of_day_of_formats(name, content, tags):
    (record,) = read_records(content.encode(), name)
    article = field_article(record, id="a", path=name)
    assert sorted(article.tags) == sorted(tags)
    assert (article.date, article.time) == (dt.date(2019, 7, 2), dt.time(9, 30))
