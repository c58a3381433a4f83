"""PDF: columns in reading order, pages, hyphens, running heads, and files that cannot be read."""

import datetime as dt

import pytest
from fpdf import FPDF

from newssearch.archive.errors import ArticleError
from newssearch.indexer import index_paths
from newssearch.indexer.fielding import field_article
from newssearch.indexer.readers import pdf, read_records
from newssearch.indexer.record import Record, Remark
from newssearch.search import open_archive

MADE = dt.datetime(2012, 5, 1, tzinfo=dt.UTC)
LEFT = """The harbour board of Port Ellery voted on
Tuesday to dredge the north channel before
the autumn storms, after a long debate on
the cost of the work to the ratepayers and
the fishermen of the parish.""".split("\n")
RIGHT = """Work begins in June, the harbour master
said, and lasts for nine weeks. The fisher-
men asked for a later start because their
nets are out until the end of the summer.
The board promised to think about it.""".split("\n")


def new(pages=(), *, size=10, encrypted=False):
    """Make a PDF; a page is a list of (x, y, text, size of type)."""
    document = FPDF(format="A4", unit="pt")
    document.set_auto_page_break(False)
    document.set_creation_date(MADE)
    for page in pages:
        document.add_page()
        for x, y, text, *own in page:
            document.set_font("helvetica", size=own[0] if own else size)
            document.text(x, y, text)
    if encrypted:
        document.set_encryption("owner", "user")
    return bytes(document.output())


def lines(texts, x, y, step=12):
    return [(x, y + number * step, text) for number, text in enumerate(texts)]


def read(content, name="a.pdf"):
    return list(read_records(content, name))


def test_columns_are_read_one_after_the_other_under_their_headline():
    page = [(60, 80, "Harbour board votes to dredge", 24)]
    rows = zip(lines(LEFT, 60, 120), lines(RIGHT, 320, 120), strict=True)
    page += [piece for row in rows for piece in row]  # drawn line by line across both columns
    (record,) = read(new([page]))
    assert record.declared["title"][0].value == "Harbour board votes to dredge"
    assert record.text.split("\n") == [
        " ".join(LEFT),
        "Work begins in June, the harbour master said, and lasts for nine weeks. The fishermen"
        " asked for a later start because their nets are out until the end of the summer. The board"
        " promised to think about it.",
    ]
    assert record.pages == (1, 1)


def test_a_headline_between_two_stories_in_columns_parts_them():
    page = [(60, 60, "First story", 20)]
    page += lines(LEFT, 60, 90) + lines(RIGHT, 320, 90)
    page += [(60, 200, "Second story of the page", 20)]
    page += lines(
        ["A night train runs again", "from May, the company", "said on Monday in town."], 60, 230
    )
    page += lines(
        ["Fares are those of the", "day trains, it added on", "the same day in Lowmere."], 320, 230
    )
    (record,) = read(new([page]))
    assert record.text.split("\n")[0] == " ".join(LEFT)
    assert record.text.split("\n")[2:] == [
        "Second story of the page",
        "A night train runs again from May, the company said on Monday in town.",
        "Fares are those of the day trains, it added on the same day in Lowmere.",
    ]
    assert record.headings == {2}


def report(pages):
    """Make a report with a running head and numbers on its pages."""
    made = []
    what = ["fog was on", "rain fell for", "sun shone for", "wind blew for", "hail came in"]
    for number in range(1, pages + 1):
        page = [(60, 30, f"The Ellery Report, part {number}"), (290, 820, f"- {number} -")]
        page += lines(
            [f"On page {number} the {what[number % 5]} the", "whole of the day, it says here."],
            60,
            100,
        )
        page += lines(["The next morning was dry, and", "all of the people went home."], 60, 140)
        made.append(page)
    return new(made)


def test_running_heads_and_page_numbers_are_left_out_and_pages_kept():
    (record,) = read(report(5))
    assert "Ellery Report" not in record.text
    assert "- 3 -" not in record.text
    assert list(record.pages) == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert record.text.split("\n")[4] == (
        "On page 3 the wind blew for the whole of the day, it says here."
    )


def test_a_sentence_goes_on_over_the_end_of_a_page():
    first = lines(["The board met for a long time and", "it did not come to any kind of"], 60, 100)
    second = lines(["decision before the evening came.", "It will meet again next week."], 60, 100)
    (record,) = read(new([first, second]))
    assert record.text == (
        "The board met for a long time and it did not come to any kind of decision before the"
        " evening came. It will meet again next week."
    )
    assert record.pages == (1,)


def test_pictures_of_pages_are_a_skip_that_says_what_to_do():
    with pytest.raises(ArticleError, match="PDF without text: 2 pages of pictures") as caught:
        read(new([[], []]))
    assert "ocrmypdf" in (caught.value.hint or "")
    record, remark = read(new([lines(LEFT, 60, 100), [], lines(RIGHT, 60, 100)]))
    assert isinstance(record, Record)
    assert isinstance(remark, Remark)
    assert remark.text.startswith("1 of 3 pages have no text (p. 2)")


def test_what_cannot_be_read_is_an_error_with_its_reason():
    whole = report(3)
    with pytest.raises(ArticleError, match="encrypted PDF"):
        read(new([lines(LEFT, 60, 100)], encrypted=True))
    for content in (b"%PDF-1.7\n", b"%PDF-1.7\n" + b"\xff" * 1000, whole[:200]):
        with pytest.raises(ArticleError, match=r"damaged PDF|PDF without"):
            read(content)


@pytest.mark.parametrize("cut", range(300, 2600, 230))
def test_cut_and_scrambled_files_end_in_articles_or_reasons(cut):
    whole = report(4)
    for content in (whole[:cut], whole[:cut] + b"\0" * 40 + whole[cut + 40 :]):
        try:
            results = read(content)
        except ArticleError:
            continue
        assert results


def test_the_pages_of_a_file_reach_its_hits(tmp_path):
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "report.pdf").write_bytes(report(8))
    index_paths(tmp_path / "archive", [tmp_path / "news"])
    with open_archive(tmp_path / "archive") as news:
        (hit,) = news.search('"page 7 the sun"').hits
        article = hit.article
    assert [snippet.page for snippet in hit.snippets] == [7]
    assert article.page_at(article.body.index("On page 7")) == 7
    assert article.page_at(article.body.index("On page 8") - 3) == 7


def test_fielding_finds_date_and_byline_in_the_text_of_a_press_release():
    page = [(60, 60, "Harbour board votes to dredge", 20), (60, 90, "By Ada Holm")]
    page += [(60, 110, "July 2, 2019")]
    page += lines(LEFT, 60, 140)
    (record,) = read(new([page]))
    article = field_article(record, id="a", path="a.pdf")
    assert article.title == "Harbour board votes to dredge"
    assert article.byline == ("Ada Holm",)
    assert str(article.date) == "2019-07-02"
    assert article.body == " ".join(LEFT)


def test_a_page_with_too_much_text_is_refused_rather_than_cut(monkeypatch):
    monkeypatch.setattr(pdf, "MAX_PIECES", len(LEFT) - 1)
    with pytest.raises(ArticleError, match=r"PDF with a page of over 4 pieces of text"):
        read(new([lines(LEFT, 72, 100)]))
