"""JSON as collectors, interfaces and data sets write it: every shape keeps its text."""

import json

import pytest

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers import read_records
from newssearch.indexer.record import Record, Skipped

FIRST = "The bridge at Marlow Bay will be shut for two weeks while its cables are measured again."
SECOND = "Nobody on the council spoke against the plan, and the ferry will run every half hour."


def read(content, name="a.json"):
    text = content if isinstance(content, str) else json.dumps(content)
    return list(read_records(text.encode(), name))


def value(record, field):
    return [item.value for item in record.declared.get(field, ())]


def test_fundus_sections_with_their_headings():
    item = {
        "title": "Bridge to be shut",
        "authors": ["Ida Lund"],
        "publishing_date": "2018-05-14 09:00:00+02:00",
        "body": {
            "summary": ["Two weeks without a bridge."],
            "sections": [
                {"headline": [], "paragraphs": [FIRST]},
                {"headline": ["Afterwards"], "paragraphs": [SECOND]},
            ],
        },
        "html": {
            "requested_url": "https://courier.example/1",
            "source_info": {"publisher": "Courier"},
        },
    }
    (record,) = read([item])
    assert record.text.split("\n") == [FIRST, "Afterwards", SECOND]
    assert record.headings == {1}
    assert value(record, "date") == ["2018-05-14 09:00:00+02:00"]
    assert value(record, "source") == ["Courier"]
    assert value(record, "url") == ["https://courier.example/1"]


def test_typed_parts_keep_the_text_and_leave_the_head():
    item = {
        "title": "Bridge to be shut",
        "article_url": "https://courier.example/1",
        "author": "Ida Lund",
        "published_date": 1526284800000,
        "contents": [
            {"type": "kicker", "content": "Metro"},
            {"type": "title", "content": "Bridge to be shut"},
            {"type": "byline", "content": "By Ida Lund"},
            {"type": "date", "content": 1526284800000},
            {"type": "image", "fullcaption": "The bridge."},
            {"type": "sanitized_html", "subtype": "paragraph", "content": f"<b>{FIRST}</b>"},
            {"type": "sanitized_html", "subtype": "subhead", "content": "Afterwards"},
            {"type": "sanitized_html", "subtype": "paragraph", "content": SECOND},
        ],
    }
    (record,) = read(json.dumps(item) + "\n", "a.jsonl")
    assert record.text.split("\n") == [FIRST, "Afterwards", SECOND]
    assert value(record, "section") == ["Metro"]
    assert value(record, "date") == ["2018-05-14T08:00:00+00:00"]


def test_a_search_answer_of_the_times_keeps_its_lead():
    doc = {
        "web_url": "https://times.example/1",
        "abstract": "A bridge is shut.",
        "lead_paragraph": FIRST,
        "headline": {"main": "Bridge to Be Shut", "kicker": None},
        "byline": {"original": "By Ida Lund"},
        "pub_date": "2018-05-14T09:00:00+0000",
        "section_name": "World",
        "source": "The Times of Marlow",
    }
    (record,) = read({"status": "OK", "response": {"docs": [doc]}})
    assert record.text == FIRST
    assert value(record, "title") == ["Bridge to Be Shut"]
    assert value(record, "byline") == ["By Ida Lund"]
    assert value(record, "section") == ["World"]


def test_fields_that_are_wrapped_and_those_around_them():
    item = {
        "id": "x/1",
        "type": "article",
        "sectionName": "World news",
        "webPublicationDate": "2018-05-14T09:00:00Z",
        "webTitle": "Bridge to be shut",
        "webUrl": "https://guard.example/1",
        "fields": {
            "headline": "Bridge to be shut!",
            "byline": "Ida Lund",
            "body": f"<p>{FIRST}</p><p>x</p>",
        },
    }
    (record,) = read({"response": {"status": "ok", "results": [item]}})
    assert record.text == f"{FIRST}\nx"
    assert value(record, "title") == ["Bridge to be shut!"]
    assert value(record, "date") == ["2018-05-14T09:00:00Z"]
    assert value(record, "url") == ["https://guard.example/1"]
    assert value(record, "section") == ["World news"]
    (record,) = read([{"_index": "news", "_id": "1", "_source": {"title": "T", "text": FIRST}}])
    assert record.text == FIRST


def test_wordpress_titles_are_freed_from_entities_and_numbers_are_no_authors():
    post = {
        "date": "2018-05-14T09:00:00",
        "link": "https://blog.example/1",
        "title": {"rendered": "Lund &#038; Obi&#8217;s <em>bridge</em>"},
        "content": {"rendered": f"<p>{FIRST}</p>\n<p>{SECOND}</p>"},
        "author": 7,
        "_embedded": {"author": [{"name": "Ida Lund"}]},
    }
    (record,) = read([post])
    assert value(record, "title") == ["Lund & Obi’s bridge"]
    assert value(record, "byline") == ["Ida Lund"]
    assert record.text == f"{FIRST}\n{SECOND}"


def test_a_json_feed_names_its_publication():
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Marlow Courier",
        "items": [
            {"id": "1", "title": "A", "content_html": f"<p>{FIRST}</p><p>{SECOND}</p>"},
            {"id": "2", "title": "B", "content_text": SECOND, "authors": [{"name": "Ida Lund"}]},
        ],
    }
    first, second = read(feed)
    assert value(first, "source") == value(second, "source") == ["Marlow Courier"]
    assert first.text == f"{FIRST}\n{SECOND}"
    assert value(second, "byline") == ["Ida Lund"]


def test_a_page_of_a_newspaper_has_the_paper_as_its_source():
    item = {
        "title": "The Marlow courier. [volume]",
        "date": "19080514",
        "publisher": "I. Lund",
        "ocr_eng": f"THE BRIDGE\n{FIRST}",
        "url": "https://papers.example/1.json",
    }
    (record,) = read({"totalItems": 1, "items": [item]})
    assert value(record, "source") == ["The Marlow courier"]
    assert "title" not in record.declared
    assert FIRST in record.text


ROWS = [
    {"title": "A", "date": "2018-05-14", "text": FIRST},
    {"title": "B", "date": "x", "text": SECOND},
]


@pytest.mark.parametrize(
    "shape",
    [
        ROWS,
        {"articles": ROWS},
        {"articles": {"results": ROWS}},
        {"item": ROWS},
        {"what the paper had": ROWS, "n": 2},
        {"a1": ROWS[0], "a2": ROWS[1]},
        {name: {"0": ROWS[0][name], "1": ROWS[1][name]} for name in ROWS[0]},
        {name: [ROWS[0][name], ROWS[1][name]] for name in ROWS[0]},
        {
            "columns": list(ROWS[0]),
            "index": [0, 1],
            "data": [list(ROWS[0].values()), list(ROWS[1].values())],
        },
    ],
    ids=["list", "named", "nested", "item", "any", "keyed", "pandas", "columns", "split"],
)
def test_shapes_that_hold_many(shape):
    assert [record.text for record in read(shape)] == [FIRST, SECOND]


def test_what_stands_before_a_break_is_read():
    whole = json.dumps(ROWS, indent=1)
    broken = whole[: whole.index(SECOND) + 10]
    record, skipped = read(broken)
    assert record.text == FIRST
    line = broken[: broken.rindex("{")].count("\n") + 1
    assert skipped == Skipped(None, f"broken JSON at line {line}")
    with pytest.raises(ArticleError, match="broken JSON"):
        read('[{"title": "A", "te')


def test_a_whole_page_as_a_value_is_read_as_a_page():
    page = (
        '<!DOCTYPE html><html><head><title>Bridge to be shut | Courier</title><meta name="author" '
        'content="Ida Lund"><meta property="article:published_time" content="2018-05-14"></head>'
        f"<body><nav><a href='/'>Home</a></nav><article><h1>Bridge to be shut</h1><p>{FIRST}</p>"
        f"<p>{SECOND}</p><p>{FIRST}</p></article></body></html>"
    )
    (record,) = read(json.dumps({"url": "https://courier.example/1", "html": page}), "a.jsonl")
    assert value(record, "title") == ["Bridge to be shut"]
    assert value(record, "byline") == ["Ida Lund"]
    assert value(record, "url") == ["https://courier.example/1"]
    assert "Home" not in record.text


def test_an_address_is_no_publication():
    item = {
        "title": "A",
        "text": FIRST,
        "source": "https://courier.example/2018/bridge",
        "source-hostname": "Marlow Courier",
        "hostname": "courier.example",
    }
    (record,) = read(item)
    assert value(record, "source") == ["Marlow Courier"]
    assert value(record, "url") == ["https://courier.example/2018/bridge"]


NITF = (
    f"<nitf><head/><body><body.content><p>{FIRST}</p><p>{SECOND}</p></body.content></body></nitf>"
)


@pytest.mark.parametrize(
    "bodies",
    [
        {"bodies": [{"role": "nitf", "contentType": "text/vnd.IPTC.NITF", "value": NITF}]},
        {"bodies": [{"contentType": "text/html", "value": f"<p>{FIRST}</p><p>{SECOND}</p>"}]},
        {"body_rich": f"<p>{FIRST}</p><p>{SECOND}</p>", "body_short": FIRST},
        {"body_main": f"{FIRST}\n{SECOND}"},
    ],
    ids=["nitf", "html", "own names", "plain"],
)
def test_ninjs_bodies_of_any_name_and_kind(bodies):
    item = {
        "uri": "urn:x:1",
        "type": "text",
        "versionCreated": "2018-05-14T09:00:00Z",
        "headline_main": "Bridge to be shut",
        "by": "Ida Lund",
        "copyrightHolder": "Bay Wire",
        **bodies,
    }
    (record,) = read(item)
    assert isinstance(record, Record)
    assert record.text.split("\n") == [FIRST, SECOND]
    assert value(record, "title") == ["Bridge to be shut"]
    assert value(record, "source") == ["Bay Wire"]
    assert value(record, "date") == ["2018-05-14T09:00:00Z"]


@pytest.mark.parametrize(
    ("names", "language"),
    [
        (("Titel", "Datum", "Autor", "Quelle", "Volltext"), "German"),
        (("titre", "date", "auteur", "journal", "texte"), "French"),
        (("título", "fecha", "autor", "fuente", "texto"), "Spanish"),
        (("kop", "datum", "auteur", "krant", "tekst"), "Dutch"),
    ],
)
def test_names_in_other_languages(names, language):
    values = ("Bridge", "2018-05-14", "Ida Lund", "Courier", FIRST)
    (record,) = read(dict(zip(names, values, strict=True)))
    assert record.text == FIRST, language
    fields = ("title", "date", "byline", "source")
    assert [value(record, field) for field in fields] == [[one] for one in values[:4]]


def test_a_summary_is_the_text_where_there_is_no_other():
    (record,) = read({"title": "Bridge", "description": FIRST})
    assert (record.text, record.remarks) == (FIRST, ())
    (record,) = read({"title": "Bridge", "description": FIRST, "content": SECOND})
    assert record.text == SECOND


def test_dates_as_mongo_exports_them():
    item = {"title": "A", "text": FIRST, "date": {"$date": {"$numberLong": "1526284800000"}}}
    (record,) = read(item)
    assert value(record, "date") == ["2018-05-14T08:00:00+00:00"]


def test_objects_one_behind_the_other_are_a_list():
    text = json.dumps(ROWS[0], indent=1) + "\n" + json.dumps(ROWS[1], indent=1)
    assert [record.text for record in read(text)] == [FIRST, SECOND]


def test_a_wrapper_that_breaks_off_is_read_so_far():
    whole = json.dumps({"query": {"terms": ["bridge"]}, "articles": ROWS})
    record, skipped = read(whole[: whole.index(SECOND) + 10])
    assert record.text == FIRST
    assert skipped == Skipped(None, "broken JSON at line 1")


TREES = {
    "Arc": [
        {"type": "text", "content": f"<b>{FIRST}</b>"},
        {"type": "image", "caption": "The bridge in May."},
        {"type": "header", "content": "Afterwards"},
        {"type": "list", "items": [{"type": "text", "content": SECOND}]},
        {"type": "interstitial_link", "content": "Read more of this"},
    ],
    "Editor.js": [
        {"type": "paragraph", "data": {"text": FIRST}},
        {"type": "header", "data": {"text": "Afterwards", "level": 2}},
        {"type": "image", "data": {"caption": "The bridge in May."}},
        {"type": "list", "data": {"items": [SECOND]}},
    ],
    "Draft.js": {
        "blocks": [
            {"type": "unstyled", "text": FIRST},
            {"type": "header-two", "text": "Afterwards"},
            {"type": "unstyled", "text": SECOND},
        ]
    },
    "WordPress": [
        {"blockName": "core/paragraph", "innerHTML": f"<p>{FIRST}</p>"},
        {"blockName": "core/heading", "innerHTML": "<h2>Afterwards</h2>"},
        {"blockName": "core/image", "innerHTML": "<figcaption>The bridge</figcaption>"},
        {"blockName": "core/paragraph", "innerHTML": f"<p>{SECOND}</p>"},
    ],
    "Portable Text": [
        {"_type": "block", "style": "normal", "children": [{"_type": "span", "text": FIRST}]},
        {"_type": "block", "style": "h2", "children": [{"_type": "span", "text": "Afterwards"}]},
        {
            "_type": "block",
            "children": [
                {"_type": "span", "text": SECOND[:20], "marks": ["em"]},
                {"_type": "span", "text": SECOND[20:]},
            ],
        },
    ],
    "ProseMirror": {
        "type": "doc",
        "content": [
            {"type": "paragraph", "content": [{"type": "text", "text": FIRST}]},
            {"type": "heading", "content": [{"type": "text", "text": "Afterwards"}]},
            {"type": "paragraph", "content": [{"type": "text", "text": SECOND}]},
        ],
    },
    "Contentful": {
        "nodeType": "document",
        "content": [
            {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": FIRST}]},
            {"nodeType": "heading-2", "content": [{"nodeType": "text", "value": "Afterwards"}]},
            {
                "nodeType": "paragraph",
                "content": [
                    {"nodeType": "text", "value": SECOND[:20]},
                    {
                        "nodeType": "hyperlink",
                        "content": [{"nodeType": "text", "value": SECOND[20:]}],
                    },
                    {"nodeType": "text", "value": ""},
                ],
            },
        ],
    },
}


@pytest.mark.parametrize("notation", TREES)
@pytest.mark.parametrize("name", ["body", "content_elements", "blocks"])
def test_texts_as_trees_of_typed_parts(notation, name):
    (record,) = read({"title": "Bridge to be shut", name: TREES[notation]})
    assert record.text.split("\n") == [FIRST, "Afterwards", SECOND]
    assert record.headings == {1}


def test_a_tree_of_any_depth_ends():
    part = {"type": "text", "text": FIRST}
    for _ in range(400):
        part = {"type": "group", "children": [part]}
    (record,) = read({"title": "Bridge to be shut", "body": [part]})
    assert record.text == ""


def test_a_story_of_arc_with_its_head():
    item = {
        "headlines": {"basic": "Bridge to be shut"},
        "credits": {"by": [{"type": "author", "name": "Ida Lund"}]},
        "display_date": "2018-05-14T09:00:00Z",
        "content_elements": TREES["Arc"],
        "taxonomy": {"primary_section": {"name": "Metro"}, "tags": [{"text": "bridges"}]},
    }
    (record,) = read(item)
    fields = {"title": "Bridge to be shut", "byline": "Ida Lund", "date": "2018-05-14T09:00:00Z"}
    fields |= {"section": "Metro", "tags": "bridges"}
    assert {field: value(record, field)[0] for field in fields} == fields


ITEM = {"title": "Bridge to be shut", "text": FIRST}


@pytest.mark.parametrize(
    "content",
    [
        {"data": {"articles": {"edges": [{"node": ITEM}, {"node": ITEM}]}}},
        {"db": [{"meta": {}, "data": {"posts": [ITEM, ITEM]}}]},
        {"payload": {"pages": [{"found": [ITEM, ITEM]}]}},
        [["title", "text"], ["Bridge to be shut", FIRST], ["Bridge to be shut", FIRST]],
        f"callback({json.dumps([ITEM, ITEM])});\n",
        f"var all = {json.dumps({'articles': [ITEM, ITEM]})};\n",
        f"window.part0 = {json.dumps([ITEM, ITEM])}",
    ],
    ids=["GraphQL", "Ghost", "deep", "rows below names", "JSONP", "variable", "archive"],
)
def test_articles_deep_inside_or_within_a_script(content):
    records = read(content)
    assert [record.text for record in records] == [FIRST, FIRST]


def test_of_a_graph_only_the_articles_are_taken():
    graph = [
        {"@type": "WebPage", "name": "Courier", "url": "https://courier.example"},
        {
            "@type": "NewsArticle",
            "headline": "Bridge to be shut",
            "articleBody": FIRST,
            "author": {"@type": "Person", "name": "Ida Lund"},
            "inLanguage": "en",
        },
    ]
    (record,) = read({"@context": "https://schema.org", "@graph": graph})
    assert (record.text, value(record, "byline")) == (FIRST, ["Ida Lund"])
    assert value(record, "lang") == ["en"]


def test_lines_that_say_what_to_do_with_the_next_are_no_articles():
    action = {"index": {"_index": "news", "_id": "7"}}
    lines = "".join(json.dumps(line) + "\n" for line in (action, ITEM, action, ITEM))
    assert [record.text for record in read(lines, "bulk.ndjson")] == [FIRST, FIRST]


def test_a_field_that_is_called_index_is_not_such_a_line():
    lines = json.dumps({"index": {"name": "x"}}) + "\n" + json.dumps(ITEM) + "\n"
    skipped, record = read(lines, "some.ndjson")
    assert isinstance(skipped, Skipped)
    assert record.text == FIRST


def test_json_lines_whose_objects_are_written_over_several_lines():
    text = json.dumps(ITEM, indent=2) + "\n" + json.dumps(ITEM, indent=2) + "\n"
    assert [record.text for record in read(text, "pretty.jsonl")] == [FIRST, FIRST]


def test_texts_by_their_languages():
    text = {"de": FIRST, "fr": "Le pont sera fermé.", "en": ""}
    (record,) = read({"title": {"de": "Brücke zu"}, "body": text})
    assert (record.text, value(record, "title")) == (FIRST, ["Brücke zu"])
    assert record.remarks == (
        "“body” has its text in 2 languages, of which “de” was taken;"
        " --map body=body.fr takes another",
    )


def test_a_text_that_the_provider_cut_is_reported():
    (record,) = read({"title": "Bridge to be shut", "content": f"{FIRST} [+1234 chars]"})
    assert record.text.startswith(FIRST)
    assert record.remarks == ("its text is cut off in the file: 1234 characters are missing",)


def test_objects_as_python_prints_them_are_named():
    with pytest.raises(ArticleError, match="as Python prints them"):
        read(repr([ITEM]))


@pytest.mark.parametrize(
    ("written", "day"),
    [
        (1526284800, "2018-05-14T08:00:00+00:00"),
        (1526284800000, "2018-05-14T08:00:00+00:00"),
        (1526256000, "2018-05-14"),
    ],
)
def test_seconds_since_1970_have_a_time_unless_it_is_midnight(written, day):
    (record,) = read(ITEM | {"date": written})
    assert value(record, "date") == [day]
