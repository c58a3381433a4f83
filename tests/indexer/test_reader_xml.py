"""Agencies' and collections' XML, feeds that are not well-formed, and XML that is no news."""

import pytest
from work import assert_linear

from newssearch.archive.errors import ArticleError
from newssearch.indexer.knowledge.people import tidy_name
from newssearch.indexer.readers import read_records
from newssearch.indexer.readers.mediawiki import plain_text
from newssearch.indexer.record import Record, Remark, Skipped

FIRST = "The bridge at Marlow Bay will be shut for two weeks while its cables are measured again."
SECOND = "Nobody on the council spoke against the plan, and the ferry will run every half hour."
PARAGRAPHS = f"<p>{FIRST}</p><p>{SECOND}</p>"


def read(content, name="a.xml"):
    return list(read_records(content.encode() if isinstance(content, str) else content, name))


def value(record, field):
    return [item.value for item in record.declared.get(field, ())]


def lines(record):
    return [line for line in record.text.split("\n") if line]


def test_newsml_g2_with_nitf_inside_keeps_the_fields_of_its_item():
    item = (
        "<newsItem><itemMeta><provider literal='Bay Wire'/></itemMeta><contentMeta>"
        "<contentCreated>2018-05-14T09:00:00Z</contentCreated><headline>Bridge {n} shut</headline>"
        "<by>By IDA LUND</by></contentMeta><contentSet><inlineXML><nitf><body><body.content>"
        f"{PARAGRAPHS}</body.content></body></nitf></inlineXML></contentSet></newsItem>"
    )
    both = "".join(item.replace("{n}", str(n)) for n in (1, 2))
    xml = f'<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{both}</itemSet></newsMessage>'
    first, second = read(xml)
    assert value(first, "title") == ["Bridge 1 shut"]
    assert value(second, "source") == ["Bay Wire"]
    assert value(second, "date") == ["2018-05-14"]
    assert lines(second) == [FIRST, SECOND]


def test_newsml_g2_with_html_as_text():
    xml = (
        '<?xml version="1.0"?><newsItem xmlns="x"><contentMeta><headline>H</headline></contentMeta>'
        f'<contentSet><inlineData contenttype="text/html"><![CDATA[{PARAGRAPHS}<p>Fish &amp; '
        f"chips.</p>"
        "]]></inlineData></contentSet></newsItem>"
    )
    (record,) = read(xml)
    assert lines(record) == [FIRST, SECOND, "Fish & chips."]


def newsml1(content, extra=""):
    return (
        "<NewsItem "
        'xml:lang="en"><Identification><NewsIdentifier><ProviderId>bay.example</ProviderId>'
        "<DateId>20180514T090000Z</DateId></NewsIdentifier></Identification><NewsComponent><NewsLines>"
        "<HeadLine>Bridge to be shut</HeadLine><ByLine>Ida Lund</ByLine><DateLine>MARLOW BAY, "
        "May 14"
        "</DateLine></NewsLines><AdministrativeMetadata><Provider><Party FormalName='Bay Wire'/>"
        f"</Provider></AdministrativeMetadata><ContentItem><DataContent>{content}</DataContent>"
        f"</ContentItem>{extra}</NewsComponent></NewsItem>"
    )


PHOTO = (
    "<NewsComponent><Role FormalName='Caption'/><ContentItem><DataContent><p>The bridge at "
    "dawn.</p>"
    "</DataContent></ContentItem></NewsComponent>"
)


@pytest.mark.parametrize(
    "content",
    [
        PARAGRAPHS,
        f"<nitf><body><body.content>{PARAGRAPHS}</body.content></body></nitf>",
        f"<![CDATA[{PARAGRAPHS}]]>",
        f"{FIRST}\n\n{SECOND}",
    ],
    ids=["paragraphs", "nitf", "markup as text", "plain"],
)
def test_newsml_1(content):
    items = newsml1(content, PHOTO) + newsml1(content)
    xml = f'<?xml version="1.0"?><NewsML Version="1.2">{items}</NewsML>'
    first, second = read(xml)
    for record in (first, second):
        assert value(record, "title") == ["Bridge to be shut"]
        assert value(record, "byline") == ["Ida Lund"]
        assert value(record, "date") == ["2018-05-14"]
        assert value(record, "source") == ["Bay Wire"]
        assert lines(record) == [FIRST, SECOND]
    assert value(first, "caption") == ["The bridge at dawn."]


def test_nitf_bylines_without_roles_initials_and_dates_in_the_dateline():
    xml = (
        "<nitf><body><body.head><hedline><hl1>H</hl1></hedline><byline>{byline}</byline><dateline>"
        "<location>Marlow Bay</location><story.date norm='20180514'>20180514T0900</story.date>"
        f"</dateline></body.head><body.content>{PARAGRAPHS}</body.content></body></nitf>"
    )
    (record,) = read(xml.replace("{byline}", "By IDA LUND<byttl>Wire Writer</byttl>"))
    assert value(record, "byline") == ["By IDA LUND"]
    assert value(record, "dateline") == ["Marlow Bay"]
    assert value(record, "date") == ["2018-05-14"]
    (record,) = read(xml.replace("{byline}", "il/so"))
    assert "byline" not in record.declared


def test_rcv1():
    xml = (
        '<?xml version="1.0" encoding="iso-8859-1" ?><newsitem itemid="2286" id="root" '
        'date="1996-08-20" xml:lang="en"><title>MARLOW: Bridge</title><headline>Bridge to be shut'
        f"</headline><byline>Ida Lund</byline><dateline>MARLOW "
        f"1996-08-20</dateline><text>{PARAGRAPHS}"
        '</text><metadata><dc element="dc.source" value="Reuters"/></metadata></newsitem>'
    )
    (record,) = read(xml)
    assert value(record, "title") == ["Bridge to be shut"]
    assert value(record, "date") == ["1996-08-20"]
    assert value(record, "source") == ["Reuters"]
    assert lines(record) == [FIRST, SECOND]


def test_tei():
    xml = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>File '
        "7</title>"
        "</titleStmt><sourceDesc><biblStruct><analytic><title>Bridge to be shut</title><author>Ida "
        "Lund</author></analytic><monogr><title>Marlow Courier</title><imprint><date "
        'when="1908-05-14"/>'
        "</imprint></monogr></biblStruct></sourceDesc></fileDesc></teiHeader><text><body><div>"
        f"<head>Bridge</head>{PARAGRAPHS}</div></body></text></TEI>"
    )
    (record,) = read(xml)
    assert value(record, "title") == ["Bridge to be shut"]
    assert value(record, "byline") == ["Ida Lund"]
    assert value(record, "date") == ["1908-05-14"]
    assert value(record, "source") == ["Marlow Courier"]
    assert lines(record)[-2:] == [FIRST, SECOND]


def test_xml_of_trafilatura():
    xml = (
        '<doc sitename="Marlow Courier" title="Bridge to be shut" author="Ida Lund; Sam Obi" '
        'date="2018-05-14" source="https://courier.example/1" hostname="courier.example"><main>'
        f"{PARAGRAPHS}</main><comments/></doc>"
    )
    (record,) = read(xml)
    assert value(record, "byline") == ["Ida Lund", "Sam Obi"]
    assert value(record, "url") == ["https://courier.example/1"]
    assert lines(record) == [FIRST, SECOND]


def test_xml_of_factiva():
    article = (
        "<ppsarticle><article><accessionNo>MARLC1</accessionNo><baseLanguage>EN</baseLanguage><headline>"
        "<paragraph>Bridge <hlt>shut</hlt></paragraph></headline><byline>Ida Lund</byline>"
        f"<leadParagraph><paragraph>{FIRST}</paragraph></leadParagraph><publicationDate><dateTime>"
        "2018-05-14T01:00:00Z</dateTime></publicationDate><sourceName>Marlow Courier</sourceName>"
        f"<tailParagraphs><paragraph>{SECOND}</paragraph></tailParagraphs></article></ppsarticle>"
    )
    xml = f'<?xml version="1.0"?><PPSResponse><x xmlns="http://p">{article * 2}</x></PPSResponse>'
    first, second = read(xml)
    assert value(first, "title") == ["Bridge shut"]
    assert value(second, "source") == ["Marlow Courier"]
    assert value(second, "date") == ["2018-05-14"]
    assert lines(second) == [FIRST, SECOND]


def test_gigaword_and_trec():
    gigaword = (
        '<DOC id="BAY_ENG_20080514.0001" type="story" >\n<HEADLINE>\nBridge to\nbe shut\n'
        "</HEADLINE>\n"
        f"<DATELINE>\nMARLOW BAY, May 14 (BAY)\n</DATELINE>\n<TEXT>\n<P>\n{FIRST}\n</P>\n<P>\n"
        f"{SECOND}\n"
        "</P>\n</TEXT>\n</DOC>\n"
    )
    first, second = read(gigaword * 2, "bay_eng_200805")
    assert value(first, "title") == ["Bridge to be shut"]
    assert value(second, "date") == ["2008-05-14"]
    assert lines(second) == [FIRST, SECOND]
    trec = (
        "<DOC>\n<DOCNO> BAY880514-0003 </DOCNO>\n<HEAD>Bridge &amp; ferry</HEAD>\n<BYLINE>By "
        "IDA LUND"
        f"</BYLINE>\n<TEXT>\n   {FIRST}\n   {SECOND}\n</TEXT>\n</DOC>\n"
        f"<DOC><DOCNO>BAY880515-0001</DOCNO>"
        "</DOC>\n"
    )
    record, skipped = read(trec, "trec")
    assert value(record, "title") == ["Bridge & ferry"]
    assert value(record, "date") == ["1988-05-14"]
    assert skipped == Skipped(2, "no text and no headline in this part of the file")


def test_mediawiki_dumps():
    page = (
        "<page><title>Bridge "
        "shut</title><ns>{ns}</ns><id>1</id><revision><timestamp>2018-05-20T00:00:00Z"
        "</timestamp><text xml:space='preserve'>{{{{date|May 14, 2018}}}}\n"
        f"'''Marlow Bay''' — {FIRST}\n\n[[File:b.jpg|thumb|A [[bridge]]]]{SECOND}\n\n"
        "== Sources ==\n* {{{{source|url=x}}}}\n[[Category:Bridges]]</text></revision></page>"
    )
    head = "<mediawiki xml:lang='en'><siteinfo><sitename>Marlownews</sitename></siteinfo>"
    dump = f"{head}{page.format(ns=0)}{page.format(ns=1)}</mediawiki>"
    record, remark = read(dump)
    assert value(record, "title") == ["Bridge shut"]
    assert value(record, "date") == ["2018-05-14"]
    assert value(record, "source") == ["Marlownews"]
    assert lines(record) == [f"Marlow Bay — {FIRST}", SECOND]
    assert remark == Remark("1 pages of the dump are not articles (talk, templates, redirects)")


@pytest.mark.parametrize(
    ("wikitext", "plain"),
    [
        ("a [[Marlow|town]] and [[Bay]]", ["a town and Bay"]),
        ("x{{a|{{b}}|c}}y{{open", ["xy"]),
        ("before<ref name=a>note</ref> after<ref name=b/>", ["before after"]),
        ("{| class=x\n|-\n| cell\n|}\nbelow", ["below"]),
        ("== Plan ==\n* one\n* [https://x.example two]", ["Plan", "one", "two"]),
        ("''it'' and '''bold'''", ["it and bold"]),
    ],
)
def test_wikitext(wikitext, plain):
    assert plain_text(wikitext)[0] == plain


@pytest.mark.parametrize(
    "xml",
    [
        f"<?xml "
        f"version='1.0'?><articles><article><title>T</title><body>{PARAGRAPHS}</body></article></articles>",
        f"<articles><article><title>T</title><body>{PARAGRAPHS}</body></article></articles>",
        f"<export><record><p>{FIRST}</p></record></export>",
    ],
)
def test_other_xml_is_of_no_known_format_and_never_a_page(xml):
    with pytest.raises(ArticleError, match="XML in no known news format"):
        read(xml)


def feed(items, kind="rss"):
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:media="http://search.yahoo.com/mrss/" xmlns:content="http://purl.org/rss/1.0/modules/'
        'content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">'
        f"<channel><title>Marlow Courier</title>{items}</channel></rss>"
    )


def test_a_feed_with_bare_ampersands_loses_nothing():
    items = (
        "<item><title>Lund & Obi open a pier</title><link>https://c.example/?a=1&b=2</link>"
        f"<description><![CDATA[Tea & cake. {FIRST}]]></description></item>"
        f"<item><title>B &amp; C</title><description>{SECOND}</description></item>"
    )
    first, second = read(feed(items))
    assert value(first, "title") == ["Lund & Obi open a pier"]
    assert value(first, "url") == ["https://c.example/?a=1&b=2"]
    assert first.text == f"Tea & cake. {FIRST}"
    assert value(second, "title") == ["B & C"]


def test_a_feed_with_bytes_of_another_encoding():
    (record,) = read(
        feed("<item><title>T</title><description>Caf\xe9 owners.</description></item>").encode(
            "latin-1"
        )
    )
    assert record.text == "Café owners."


def test_a_feed_that_breaks_off_is_read_so_far_with_a_remark():
    whole = feed(
        "".join(
            f"<item><title>T{n}</title><description>{FIRST}</description></item>" for n in range(3)
        )
    )
    results = read(whole[: whole.index("T2") + 30])
    records = [found for found in results if isinstance(found, Record)]
    assert [value(record, "title") for record in records][:2] == [["T0"], ["T1"]]
    assert any("broken XML" in found.text for found in results if isinstance(found, Remark))


def test_pictures_of_an_entry_are_neither_its_title_nor_its_text():
    item = (
        "<item><media:title>A crane</media:title><title>Bridge to be "
        "shut</title><media:content url='x'>"
        "<media:description>The bridge at dawn.</media:description></media:content>"
        f"<description>{FIRST}</description></item>"
    )
    (record,) = read(feed(item))
    assert value(record, "title") == ["Bridge to be shut"]
    assert record.text == FIRST
    assert value(record, "caption") == ["The bridge at dawn."]


def test_atom_text_is_text():
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><entry><title type="text">a '
        "&lt; b"
        f'</title><content type="text">Shares of &lt;MBR&gt; fell.\n\n'
        f"{SECOND}</content></entry></feed>"
    )
    (record,) = read(atom)
    assert value(record, "title") == ["a < b"]
    assert lines(record) == ["Shares of <MBR> fell.", SECOND]


def test_wordpress_exports_keep_paragraphs_and_count_what_is_not_published():
    def entry(title, kind, status, text):
        return (
            f"<item><title>{title}</title><dc:creator>ilund</dc:creator><content:encoded><![CDATA[{text}]]>"
            f"</content:encoded><wp:post_type>{kind}</wp:post_type><wp:status>{status}</wp:status></item>"
        )

    items = (
        "<wp:author><wp:author_login>ilund</wp:author_login><wp:author_display_name>Ida Lund"
        "</wp:author_display_name></wp:author>"
        + entry("Bridge", "post", "publish", f"{FIRST}\n\n<em>{SECOND}</em>")
        + entry("Draft", "post", "draft", "Not yet.")
        + entry("Menu", "nav_menu_item", "publish", "")
    )
    record, remark = read(feed(items))
    assert lines(record) == [FIRST, SECOND]
    assert value(record, "byline") == ["Ida Lund"]
    assert remark.text.startswith("entries of the export that are not published articles: 2")


def test_ben_is_a_given_name_where_it_stands_first():
    assert tidy_name("BEN OBI") == "Ben Obi"
    assert tidy_name("ALI BEN YOUSSEF") == "Ali ben Youssef"


def test_days_as_trec_writes_them():
    head = "<DOC>\n<DOCNO>FT1</DOCNO>\n<DATE>920514</DATE>\n<HEADLINE>H</HEADLINE>\n"
    document = f"{head}<TEXT>\n{FIRST}\n</TEXT>\n</DOC>\n"
    first, second = read(document + document.replace("920514", "<P>May 15, 1992, Friday</P>"), "ft")
    assert value(first, "date") == ["1992-05-14"]
    assert value(second, "date") == ["1992-05-15"]


def test_work_on_items_of_newsml_1_grows_with_their_number():
    item = (
        "<NewsItem><NewsComponent><NewsLines><HeadLine>Oil</HeadLine></NewsLines></NewsComponent>"
        "</NewsItem>"
    )
    assert len(read(f"<NewsML>{item * 3}</NewsML>")) == 3
    assert_linear(read, item, 800 * len(item), "<NewsML>", "</NewsML>")


def test_items_of_newsml_1_inside_one_another_are_articles_once():
    inner = (
        f"<NewsItem><NewsLines><HeadLine>Bridge</HeadLine></NewsLines><ContentItem><DataContent>"
        f"{PARAGRAPHS}</DataContent></ContentItem></NewsItem>"
    )
    outer = f"<NewsItem><NewsLines><HeadLine>Packet</HeadLine></NewsLines>{inner * 2}</NewsItem>"
    records = read(f"<NewsML>{outer}</NewsML>")
    assert [value(one, "title") for one in records] == [["Bridge"], ["Bridge"]]
    assert [lines(one) for one in records] == [[FIRST, SECOND]] * 2


def test_lower_headlines_and_what_is_said_of_the_author_are_notes_and_rows_are_lines():
    nitf = (
        "<nitf><body><body.head><hedline><hl1>Bridge shut</hl1><hl2>For two weeks</hl2></hedline>"
        "</body.head><body.content><p>It is shut.</p><table><tr><th>Team</th><th>Points</th></tr>"
        "<tr><td>Marlow</td><td>31</td></tr></table></body.content>"
        "<body.end><tagline>Ida Lund writes on bridges.</tagline></body.end></body></nitf>"
    )
    (record,) = read(nitf)
    assert [item.value for item in record.declared["title"]] == ["Bridge shut"]
    assert record.text.split("\n") == ["It is shut.", "Team Points", "Marlow 31"]
    notes = [item.value for item in record.declared["notes"]]
    assert notes == ["Ida Lund writes on bridges.", "For two weeks"]


def test_tei_of_several_articles_says_so():
    div = f'<div type="article"><head>Bridge</head>{PARAGRAPHS}</div>'
    tei = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Issue'
        '</title></titleStmt></fileDesc></teiHeader><text><body><div type="page">{}</div></body>'
        "</text></TEI>"
    )
    (one,) = read(tei.format(div))
    assert not one.remarks
    (both,) = read(tei.format(div * 2))
    assert both.remarks == ("it holds 2 divisions that are articles, which were read as one",)
