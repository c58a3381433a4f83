"""The main text of a page: what stays, what goes, and what its lines are."""

from newssearch.indexer.html import read_fragment, read_page

SENTENCES = [
    f"On day {day} the river rose, and the people of the town went to see it, the mayor said."
    for day in ("one", "two", "three", "four", "five", "six")
]
TEXT = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
BOXES = """
<nav><a href=/>Home</a> <a href=/news>News</a></nav>
<div class="share-tools">Share this article with your friends, and all the others.</div>
<aside>The weather of the week, by our own reporters, with maps, and a long outlook.</aside>
<div class="related-stories"><p>Other stories that you may like, from the desk.</p></div>
<div hidden>Words that are not shown, however long they are, and with commas, stay out.</div>
"""
FOOT = """<div id=comments><p>I have an opinion, at length, with commas, he wrote.</p></div>
<footer>Copyright 2012 The Daily, all rights reserved, in this and in all other lands.</footer>"""


def lines_of(markup):
    return read_page(markup).text.split("\n")


def test_boxes_around_the_article_are_dropped():
    page = f"<html><body>{BOXES}<div class=story>{TEXT}</div>{FOOT}</body></html>"
    assert lines_of(page) == SENTENCES


def test_a_badly_named_box_that_holds_the_article_is_the_article():
    page = f"<html><body><div class='sidebar widget'>{TEXT}</div>{FOOT}</body></html>"
    assert lines_of(page) == SENTENCES


def test_an_article_in_two_boxes_is_taken_whole():
    half = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES[:3])
    rest = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES[3:])
    page = (
        f"<html><body><main><div class=story-text>{half}</div><div class=ad>Buy this.</div>"
        f"<div class=story-text>{rest}</div></main></body></html>"
    )
    assert lines_of(page) == SENTENCES


def test_an_article_cut_into_equal_parts_is_taken_whole():
    part = "<div class='article-body'>{}</div>"
    halves = "".join(part.format(f"<p>{' '.join(SENTENCES)} {n}.</p>" * 3) for n in (1, 2))
    page = f"<html><body><main><div class=chunks>{halves}</div></main></body></html>"
    assert len(lines_of(page)) == 6


def test_junk_lines_go_and_captions_are_declared():
    page = (
        f"<html><body><article>{TEXT}<p>Share this</p><p>Advertisement</p>"
        "<figure><img><figcaption>The river on Monday.</figcaption></figure></article>"
    )
    record = read_page(page)
    assert record.text.split("\n") == SENTENCES
    assert [item.value for item in record.declared["caption"]] == ["The river on Monday."]


def test_two_breaks_are_a_paragraph_and_one_is_a_blank():
    text = read_fragment("<p>One<br>and the same.<br><br>Another.</p><div>Three<br>Four</div>")
    assert text.lines == ("One and the same.", "Another.", "Three", "Four")


def test_headings_are_marked():
    text = read_fragment("<p>One.</p><h2>Later</h2><p>Two.</p><h3>Last, with nothing below</h3>")
    assert text.lines == ("One.", "Later", "Two.")
    assert text.headings == {1}


def test_inline_elements_do_not_part_words():
    assert read_fragment("<p>T<b>he</b> <i>river</i>&nbsp;rose</p>").lines == ("The river rose",)


def test_fragments_without_markup_are_one_line():
    for text in ("Rain fell.", "http://example.org/", "rain.txt"):
        assert read_fragment(text).lines == (text,)
    assert read_fragment("").lines == ()


def test_text_that_only_json_ld_holds():
    body = "\\n\\n".join(SENTENCES)
    page = (
        "<html><head><script type=application/ld+json>"
        f'{{"@type": "NewsArticle", "headline": "Rain", "articleBody": "{body}"}}'
        "</script></head><body><div id=app></div></body></html>"
    )
    assert lines_of(page) == SENTENCES


def test_undeclared_windows_1252_is_read():
    from newssearch.indexer.readers import read_records

    page = f"<html><body><article><p>“Café” – it rose.</p>{TEXT}</article></body></html>"
    (record,) = read_records(page.encode("cp1252"), "a.html")
    assert record.text.startswith("“Café” – it rose.")
