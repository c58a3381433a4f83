import pytest

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers import read_records

NITF = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "http://www.nitf.org/IPTC/NITF/3.3/specification/dtd/nitf-3-3.dtd">
<nitf><head><title>Short</title><docdata><date.issue norm="20121213T000000"/></docdata>
<pubdata name="The Daily Example" position.section="World"/></head>
<body><body.head><hedline><hl1>Rain Falls on Beirut</hl1></hedline>
<byline class="print_byline">By ANN LEE</byline><dateline>BEIRUT, Dec. 13</dateline></body.head>
<body.content><block class="full_text"><p>LEAD: Rain fell.</p><p>Rain fell.</p>
<media><media-caption>The river on Monday.</media-caption></media>
<hl2>Later</hl2><p>The <em>river</em> rose.</p></block></body.content></body></nitf>"""

NEWSML = """<?xml version="1.0"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="1"><itemMeta><versionCreated>2012-12-14T00:00:00Z</versionCreated>
<provider literal="Example Wire"/></itemMeta>
<contentMeta><contentCreated>2012-12-13T10:00:00Z</contentCreated>
<located><name>BEIRUT</name></located><creator><name>Ann Lee</name></creator>
<headline>Rain Falls</headline><language tag="en"/></contentMeta>
<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body><p>Rain fell.</p>
<p>The river rose.</p></body></html></inlineXML></contentSet></newsItem>
<newsItem guid="2"><contentMeta/><contentSet/></newsItem>
</itemSet></newsMessage>"""

RSS = """<?xml version="1.0"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Daily</title><item><title>Rain &amp;amp; wind</title>
<link>https://example.org/1</link><dc:creator>Ann Lee</dc:creator>
<pubDate>Thu, 13 Dec 2012 10:00:00 GMT</pubDate><description>Short&nbsp;one.</description>
<content:encoded><![CDATA[<p>Rain fell.</p><h2>Later</h2><p>It rose.</p>]]></content:encoded>
</item><item></item></channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Daily</title><entry>
<title>Rain</title><author><name>Ann Lee</name><email>a@example.org</email></author>
<link rel="self" href="https://example.org/feed"/><link href="https://example.org/1"/>
<updated>2012-12-14T00:00:00Z</updated><published>2012-12-13T00:00:00Z</published>
<summary>Short.</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>Rain fell.</p><p>It rose.</p></div></content></entry></feed>"""


def read(text, name="a.xml"):
    return list(read_records(text.encode(), name))


def values(record, field):
    return [item.value for item in record.declared.get(field, ())]


def test_nitf():
    (record,) = read(NITF)
    assert record.text == "Rain fell.\nLater\nThe river rose."
    assert record.headings == {1}
    assert values(record, "title") == ["Rain Falls on Beirut"]
    assert values(record, "byline") == ["By ANN LEE"]
    assert values(record, "dateline") == ["BEIRUT, Dec. 13"]
    assert values(record, "date") == ["2012-12-13"]
    assert values(record, "source") == ["The Daily Example"]
    assert values(record, "caption") == ["The river on Monday."]


def test_newsml_g2():
    first, second = read(NEWSML)
    assert first.text == "Rain fell.\nThe river rose."
    assert values(first, "title") == ["Rain Falls"]
    assert values(first, "byline") == ["Ann Lee"]
    assert values(first, "date") == ["2012-12-13"]
    assert values(first, "dateline") == ["BEIRUT"]
    assert values(first, "source") == ["Example Wire"]
    assert second.reason == "a news item without text and headline"


def test_rss_prefers_content_over_summary():
    first, second = read(RSS)
    assert first.text == "Rain fell.\nLater\nIt rose."
    assert first.headings == {1}
    assert values(first, "title") == ["Rain & wind"]
    assert values(first, "byline") == ["Ann Lee"]
    assert values(first, "source") == ["The Daily"]
    assert values(first, "url") == ["https://example.org/1"]
    assert second.reason == "an entry without text and title"


def test_atom():
    (record,) = read(ATOM)
    assert record.text == "Rain fell.\nIt rose."
    assert values(record, "byline") == ["Ann Lee"]
    assert values(record, "date") == ["2012-12-13T00:00:00Z"]
    assert values(record, "url") == ["https://example.org/1"]


def test_entities_are_not_expanded_and_nothing_is_fetched():
    bomb = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "' + "x" * 1000 + '">'
    bomb += "".join(
        f'<!ENTITY a{n} "{("&a" + str(n - 1) + ";") * 10 if n else "&a;" * 10}">' for n in range(10)
    )
    bomb += "]><rss><channel><item><title>t &a9;</title></item></channel></rss>"
    try:
        results = read(bomb)
    except ArticleError:
        return
    assert all(len(item.value) < 1000 for item in results[0].declared["title"])


def test_external_entities_stay_closed(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    feed = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]>'
        "<rss><channel><item><title>t</title><description>&x;</description></item></channel></rss>"
    )
    (record,) = read(feed)
    assert "secret" not in record.text


@pytest.mark.parametrize(
    "text", ["<rss><channel>", "<rss>" + "<a>" * 100_000, "<nitf><b attr</nitf>"]
)
def test_broken_xml_gives_a_reason(text):
    with pytest.raises(ArticleError, match="broken XML"):
        read('<?xml version="1.0"?>' + text)
