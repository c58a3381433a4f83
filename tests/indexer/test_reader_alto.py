"""Scanned pages as libraries keep them: words, lines and blocks of ALTO."""

import pytest
from format_samples import ALTO

from newssearch.archive.errors import ArticleError
from newssearch.indexer import index_paths
from newssearch.indexer.fielding import field_article
from newssearch.indexer.readers import read_records
from newssearch.search import open_archive


def read(content, name="a.xml"):
    return list(read_records(content.encode(), name))


def test_blocks_are_paragraphs_and_broken_words_are_whole():
    (record,) = read(ALTO)
    article = field_article(record, id="a", path="a")
    assert article.title == "Bridge to be shut"
    assert article.body == "The old bridgehead will be repaired."
    assert (article.lang, article.pages) == ("en", ())


def test_pages_reach_the_hits():
    page = ALTO[ALTO.index("<Page") : ALTO.index("</Layout>")]
    (record,) = read(ALTO.replace("</Layout>", f"{page}</Layout>"))
    article = field_article(record, id="a", path="a")
    assert [number for _, number in article.pages] == [1, 2]
    assert article.body.count("bridgehead") == 2


@pytest.mark.parametrize("space", ["", ' xmlns="http://schema.ccs-gmbh.com/ALTO"'])
def test_older_versions_are_known_by_their_root(space):
    (record,) = read(ALTO.replace(' xmlns="http://www.loc.gov/standards/alto/ns-v4#"', space))
    assert record.text.startswith("Bridge to be shut\n")


def test_a_page_without_words_says_so():
    empty = "<alto><Layout><Page><PrintSpace/></Page></Layout></alto>"
    with pytest.raises(ArticleError, match="ALTO without words"):
        read(empty)


@pytest.mark.parametrize("end", ["<SP/>", "</TextLine>", "</PrintSpace>"])
def test_a_page_that_breaks_off_is_read_so_far(end):
    broken = ALTO[: ALTO.rindex(end)]
    record, *_ = read(broken)
    assert record.text.startswith("Bridge to be shut")
    assert "bridgehead" in record.text


def test_a_field_of_ones_own(tmp_path):
    content = ALTO.replace(
        "<Layout>", "<Description><fileName>p7.tif</fileName></Description><Layout>"
    )
    (tmp_path / "a.xml").write_text(content)
    index_paths(tmp_path / "archive", [tmp_path / "a.xml"], own=["scan=fileName"], workers=1)
    with open_archive(tmp_path / "archive") as news:
        assert news.search("scan:p7.tif").total == 1
