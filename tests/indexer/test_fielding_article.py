import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from work import assert_linear

from newssearch.indexer.fielding import field_article, read_fields
from newssearch.indexer.fielding.characters import normalise
from newssearch.indexer.record import Declared, Record

SEEDS = Path(__file__).parents[2] / "seeds"
LONG = "The government said on Thursday that it would go on with its plans for the north."


def fields(text, *, declared=None, **options):
    record_options = {
        name: options.pop(name) for name in ("lines", "headings", "complete") if name in options
    }
    given_values = {
        name: tuple(Declared(value, "TAG") for value in values)
        for name, values in (declared or {}).items()
    }
    return read_fields(
        Record(text, given_values, **record_options), id="1", path="a.txt", **options
    )


def seed(name):
    text = (SEEDS / name).read_text(encoding="utf-8")
    return field_article(Record(text), id="1", path=name)


def test_the_first_seed_is_fielded_exactly():
    article = seed("000_e727af35cebfe010.txt")
    source = (SEEDS / article.path).read_text(encoding="utf-8").split("\n")
    assert article.title is None
    assert article.byline == ()
    assert article.date is None
    assert article.body == "\n\n".join(source[:11])
    assert article.headings == ()
    assert "twice" in article.provenance["body"]
    assert article.lang == "en"


def test_the_second_seed_is_fielded_exactly():
    article = seed("002_ffb7046576d82b0f.txt")
    assert article.title is None
    assert article.byline == ()
    assert article.dateline is None
    assert article.contributors == (
        "Dehghanpisheh",
        "Anne Gearan",
        "Karen DeYoung",
        "Ahmed Ramadan",
    )
    assert [article.body[start:end] for start, end in article.headings] == [
        "‘Only a question of time’",
        "Change of heart",
    ]
    assert "the al-Nusra Front" in article.body
    assert "Interactive" not in article.body
    assert "\xa0" not in article.body
    assert "structure. . . . They" in article.body
    assert "“ ‘Finally, you’re waking up to the truth?’ ” the activist" in article.body
    assert len(article.body.split("\n\n")) == 25
    assert article.quotes


def test_a_wire_article_with_everything():
    article = fields(
        "COCOA RAINS AT LAST\n    By Jane Doe, Reuters\n    SALVADOR, Feb 26 - Showers "
        "continued throughout "
        "the week in\nthe Bahia cocoa zone, alleviating the drought since early\nJanuary and "
        "improving "
        "prospects for the coming temporao,\nthe firm said.\n    The dry period means the "
        "temporao will be "
        "late this year.\n Reuter\n"
    )
    assert article.title == "COCOA RAINS AT LAST"
    assert article.byline == ("Jane Doe",)
    assert article.credit == "Reuters"
    assert article.dateline == "SALVADOR, Feb 26"
    assert article.date is None
    assert article.body == (
        "Showers continued throughout the week in the Bahia cocoa zone, alleviating the "
        "drought since early "
        "January and improving prospects for the coming temporao, the firm said.\n\n"
        "The dry period means the temporao will be late this year."
    )
    assert article.provenance["title"] == "first line"
    assert article.provenance["dateline"] == "opening of the text"


def test_a_complete_record_is_cleaned_and_nothing_is_looked_for():
    article = fields(
        "Showers continued\nin the zone.\n    BY JANE DOE\n Reuter\n",
        declared={
            "title": ["BAHIA  COCOA\nREVIEW"],
            "dateline": ["    SALVADOR, Feb 26 - "],
            "date": ["26-FEB-1987 15:01:01.79"],
        },
        complete=True,
    )
    assert article.title == "BAHIA COCOA REVIEW"
    assert article.byline == ()
    assert article.dateline == "SALVADOR, Feb 26"
    assert article.date == dt.date(1987, 2, 26)
    assert article.credit == "Reuters"
    assert article.body == "Showers continued in the zone.\n\nBY JANE DOE"
    assert article.provenance["date"] == "TAG"


def test_what_the_file_declares_is_not_looked_for_and_not_repeated():
    head = "Rain at last\n\nBy JANE DOE\n\nDecember 13, 2012"
    text = f"{head}\n\n{LONG}\n\n{LONG.replace('north', 'south')}"
    article = fields(
        text,
        declared={
            "title": ["Rain at Last"],
            "byline": ["By Jane M. Doe, Staff Writer"],
            "date": ["2012-12-14"],
        },
    )
    assert article.title == "Rain at Last"
    assert article.byline == ("Jane M. Doe",)
    assert article.date == dt.date(2012, 12, 14)
    assert article.body.startswith(LONG)


def test_an_unusable_author_is_looked_for_in_the_text():
    article = fields(f"Rain at last\n\nBy Jane Doe\n\n{LONG}", declared={"byline": ["admin"]})
    assert article.byline == ("Jane Doe",)


def test_a_date_that_cannot_be_true_is_dropped_and_said():
    article = fields(LONG, declared={"date": ["2031-01-01"]}, file_time=dt.date(2020, 5, 1))
    assert article.date is None
    assert article.provenance["date"].startswith("dropped: 2031-01-01 (TAG)")
    article = fields(LONG, declared={"date": ["soon", "2012-12-13"]}, file_time=dt.date(2020, 5, 1))
    assert article.date == dt.date(2012, 12, 13)


def test_a_date_in_the_text_is_no_publication_date():
    assert fields(f"On December 13, 2012, it rained.\n\n{LONG}").date is None


def test_declared_headings_keep_their_places():
    article = fields(
        f"{LONG}\nChange of heart\n\n{LONG[:-1]} too.", lines="paragraphs", headings=frozenset({1})
    )
    assert [article.body[start:end] for start, end in article.headings] == ["Change of heart"]


def test_entities_are_decoded_in_plain_text_and_left_in_markup():
    assert fields("AT&amp;T rose. " + LONG).body.startswith("AT&T rose.")
    assert fields("AT&amp;T rose. " + LONG, lines="paragraphs").body.startswith("AT&amp;T rose.")


def test_declared_values():
    article = fields(
        LONG,
        declared={
            "source": ["Other"],
            "lang": ["en-GB"],
            "url": ["javascript:x", "https://e.org/a"],
            "section": ["World"],
            "caption": ["A man."],
            "notes": ["Corrected."],
            "credit": ["AP"],
        },
    )
    assert (article.source, article.lang, article.url) == ("Other", "en", "https://e.org/a")
    assert (article.section, article.caption, article.credit) == ("World", "A man.", "AP")
    assert article.notes == ("Corrected.",)


def test_an_empty_text_is_an_article_without_body():
    assert fields("").body == ""
    assert fields(" \n \n").body == ""


LINES = st.sampled_from(
    [
        "By Jane Doe, Reuters",
        "WASHINGTON, March 5 (AP) - It rained.",
        "TITLE",
        "Change of heart",
        "",
        "###",
        "Correction: no.",
        LONG,
        "the al-",
        "Nusra Front",
        "Jane Doe contributed to this report.",
        " Reuter",
        "December 13, 2012",
        "    Indented text goes on for a while and",
        "“It rained,” he said.",
        "a     b     c",
    ]
)
TEXTS = st.text() | st.lists(LINES | st.text(max_size=60), max_size=25).map("\n".join)


@given(TEXTS, st.booleans())
def test_any_text_becomes_an_article_in_order(text, complete):
    article = fields(text, complete=complete)
    paragraphs = article.body.split("\n\n") if article.body else []
    assert all(paragraph == " ".join(paragraph.split()) and paragraph for paragraph in paragraphs)
    assert normalise(article.body) == article.body
    starts = {article.body.find(paragraph) for paragraph in paragraphs}
    assert all(article.body[start:end] in paragraphs for start, end in article.headings)
    assert starts or not article.headings


@given(TEXTS, st.integers(0, 3))
def test_any_marked_lines_stay_headings(text, number):
    article = fields(text, lines="paragraphs", headings=frozenset({number}))
    assert len(article.headings) <= 1


@pytest.mark.parametrize(
    "unit",
    ["A", "By ", "A-", "\n", "a\n", '"', "<!--", "-\n", "A. B. ", "  a\nb\n", "&#", "Reporting by ",
     "(", "Jan 1, 2000 ", "é", " \n", ". ", "a, ", "(AP) - ", "NEW YORK (AP) - ", "By Ann Lee\n\n",
     "###\n", "https://x.org/ ", "-- ", "Ann Lee said. ", "a b c d e\n\n", "â€™", "ﬁ", "Ü. "],
)  # fmt: skip
@pytest.mark.parametrize("lead", ["", "Rain fell in town\n\nBy Ann Lee\n\nRIGA (AP) - "])
def test_work_on_hostile_texts_grows_with_their_length_alone(unit, lead):
    assert_linear(fields, unit, 8_000, lead)


def test_work_on_what_ends_in_hyphens_or_in_a_credit_grows_with_its_length_alone():
    assert_linear(fields, "y-\n", 8_000, "x" * 99 + "-\n")
    assert_linear(fields, "Jane Doe and ", 8_000, end="contributed to this report.")
