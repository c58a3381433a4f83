"""Who a file's author value names, and who it does not."""

import pytest

from newssearch.indexer.html import read_page
from newssearch.indexer.knowledge.agencies import is_agency, is_picture_agency
from newssearch.indexer.knowledge.authors import Authors, authors_of

TEXT = "<p>The ferry sank on Monday, and the people of the town went to see it, he said.</p>" * 6


@pytest.mark.parametrize(
    ("written", "names", "credit"),
    [
        ("Von Ada Holm", ("Ada Holm",), None),
        ("Von Ada Holm und Ben Okello", ("Ada Holm", "Ben Okello"), None),
        ("Par Ada Holm et Ben Okello", ("Ada Holm", "Ben Okello"), None),
        ("Por Ada Holm", ("Ada Holm",), None),
        ("Por Ada Holm y Ben Okello, corresponsal", ("Ada Holm", "Ben Okello"), None),
        ("Por Ada Holm e Ben Okello", ("Ada Holm", "Ben Okello"), None),
        ("di Ada Holm", ("Ada Holm",), None),
        ("Door Ada Holm en Ben Okello", ("Ada Holm", "Ben Okello"), None),
        ("Av Ada Holm och Ben Okello", ("Ada Holm", "Ben Okello"), None),
        ("Af Ada Holm", ("Ada Holm",), None),
        ("Autor: Ada Holm", ("Ada Holm",), None),
        ("Ada Holm, Korrespondentin", ("Ada Holm",), None),
        ("Santiago Ramón y Cajal", ("Santiago Ramón y Cajal",), None),
        ("Von Trapp", ("Von Trapp",), None),
        ("The Ellery Sample", (), None),
        ("The Associated Press", (), "The Associated Press"),
        ("Van Morrison", ("Van Morrison",), None),
        ("Ben de Groot", ("Ben de Groot",), None),
        ("By Ada Holm, Photographs by Ben Okello", ("Ada Holm",), None),
        ("Ada Holm Illustration by Ben Okello", ("Ada Holm",), None),
        ("Words by Ada Holm; Photos: Ben Okello", ("Ada Holm",), None),
        ("Photos by Ben Okello; words by Ada Holm", ("Ada Holm",), None),
        ("Fotos: Ben Okello", (), None),
        ("iStockphoto)", (), None),
        ("Mara Quill/Getty Images", (), None),
        ("Getty Images", (), None),
        ("Ada Holm, Lowmere", ("Ada Holm",), None),
        ("Ada Holm, The Lowmere Post", ("Ada Holm",), None),
        ("Ada Holm | Postmedia News", ("Ada Holm",), "Postmedia News"),
        ("Religion News Service", (), "Religion News Service"),
        ("CNN Wire", (), "CNN Wire"),
        ("Yonhap News Agency", (), "Yonhap News Agency"),
        ("Kaiser Health News", (), "Kaiser Health News"),
        ("Australian Associated Press", (), "Australian Associated Press"),
        ("Ellery News Service", (), "Ellery News Service"),
        ("Gazette Staff", (), "Gazette Staff"),
        ("Holm, Ada", ("Ada Holm",), None),
        ("Ada Holm (Ellery)", ("Ada Holm",), None),
        ("Rédaction", (), None),
        ("Ada Holm, TIME", ("Ada Holm",), "TIME"),
        ("Ada Holm and Ben Okello, Newsweek", ("Ada Holm", "Ben Okello"), "Newsweek"),
        ("Ada Holm, Modeled by Ben Okello at Ellery Models", ("Ada Holm",), None),
    ],
)
def test_people_and_credit_of_an_authors_value(written, names, credit):
    assert authors_of(written) == Authors(names, credit)


@pytest.mark.parametrize("name", ["Marina Stock", "Ada Getty", "Flora Imago Holm"])
def test_people_are_no_agencies(name):
    assert not is_agency(name)
    assert not is_picture_agency(name)
    assert authors_of(name).names == (name,)


def byline(head="", box=""):
    record = read_page(
        f"<html><head>{head}</head><body><h1>Ferry sinks off Lowmere</h1>{box}"
        f"<article>{TEXT}</article></body></html>"
    )
    return [item.value for item in record.declared.get("byline", ())]


def test_those_who_took_the_pictures_are_no_authors():
    assert byline(
        "<meta name=author content='Ada Holm, Ben Okello, Cy Pell'>",
        "<p>Photographed by Ben Okello</p><p>Hair by <b>Cy Pell</b></p>",
    ) == ["Ada Holm"]
    assert byline(box="<p>Photo by <a rel=author>Ben Okello</a></p><a rel=author>Ada Holm</a>") == [
        "Ada Holm"
    ]


def test_two_authors_stay_two_though_one_of_them_is_quoted_by_name():
    assert byline(
        "<meta name=author content='Ada Holm, Ben Okello'>", "<p>A book by Ben Okello</p>"
    ) == ["Ada Holm", "Ben Okello"]


def test_a_pen_name_of_one_word_is_an_author_where_it_links_to_the_authors_page():
    assert byline(box="<div class=byline><a href='/author/quillon/'>Quillon</a></div>") == [
        "Quillon"
    ]
    assert byline(box="<div class=byline><a href='/author/news/'>Editor</a></div>") == []
    assert byline(box="<div class=byline><a href='/harbour/'>Lowmere</a></div>") == []


def test_a_microdata_author_that_is_not_shown_is_read():
    page = f"""<html><body><h1>Ferry sinks off Ellery coast</h1>
        <span itemprop="author" itemscope itemtype="http://schema.org/Person">
        <link itemprop="url" href="http://example.com/user/x"><link itemprop="name"
        content="Ada Holm"></span>{TEXT}</body></html>"""
    record = read_page(page)
    assert [item.value for item in record.declared["byline"]] == ["Ada Holm"]


@pytest.mark.parametrize("class_", ["provider-name C(#999)", "auth source_name", "agency__name"])
def test_who_supplied_an_article_without_an_author_is_credited(class_):
    page = f"""<html><body><h1>Ferry sinks off Ellery coast</h1>
        <div><span class="{class_}">Lowmere Nation</span></div>{TEXT}</body></html>"""
    record = read_page(page)
    assert [item.value for item in record.declared["credit"]] == ["Lowmere Nation"]
    assert "byline" not in record.declared
