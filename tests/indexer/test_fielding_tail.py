import pytest

from newssearch.indexer.fielding.boilerplate import is_boilerplate, is_contact, is_label
from newssearch.indexer.fielding.contributors import (
    Contributor,
    read_contributors,
    split_glued_credits,
)
from newssearch.indexer.fielding.notes import is_note
from newssearch.indexer.fielding.paragraphs import Paragraph
from newssearch.indexer.fielding.tail import read_tail, take_sign_off


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Dehghanpisheh reported from Beirut. Anne Gearan and Karen DeYoung in Washington and "
            "Ahmed Ramadan in Beirut contributed to this report.",
            [
                ("Dehghanpisheh", "Beirut"),
                ("Anne Gearan", "Washington"),
                ("Karen DeYoung", "Washington"),
                ("Ahmed Ramadan", "Beirut"),
            ],
        ),
        (
            "(Additional reporting by Kylie MacLellan; Editing by Michael Holden and Gareth "
            "Jones.)",
            [("Kylie MacLellan", None), ("Michael Holden", None), ("Gareth Jones", None)],
        ),
        (
            "Phillip reported from Oakland, Calif.; Gearan, from Washington.",
            [("Phillip", "Oakland, Calif."), ("Gearan", "Washington")],
        ),
        (
            "Associated Press writers Jane Doe in Cairo and John Roe in New York contributed "
            "to this report.",
            [("Jane Doe", "Cairo"), ("John Roe", "New York")],
        ),
        ("Amanda Terkel contributed reporting.", [("Amanda Terkel", None)]),
        ("--additional reporting by Linh Tat.", [("Linh Tat", None)]),
    ],
)
def test_contributor_lines(line, expected):
    assert read_contributors(line) == [Contributor(*each) for each in expected]


@pytest.mark.parametrize(
    "line",
    [
        "He contributed to the presidential race, and his donors contributed money.",
        "“Jane Doe contributed to this report,” he said.",
        "Smith, who reported from Kabul for years, was surprised by the fall of the city.",
        "The Associated Press contributed to this report.",
        "The deal was signed by both sides.",
    ],
)
def test_lines_without_contributors(line):
    assert read_contributors(line) == []


def test_credits_at_the_end_of_the_last_paragraph_are_cut_off():
    text = "The war went on " + "for many more days and nights " * 6 + "in the north."
    credit = "Jane Doe in Washington, D.C. contributed to this report."
    assert split_glued_credits(f"{text} {credit}") == (text, credit)
    assert split_glued_credits(text) == (text, "")


@pytest.mark.parametrize(
    "line",
    [
        "Correction: An earlier version misspelled a name.",
        "CORRECTION:",
        "Editor’s note: This is a series.",
        "UPDATE: 5/12 — The listing is gone.",
        "This story has been updated with comments.",
        "An earlier version of this article gave a wrong date.",
        "[Clarification: the figure is for 2011.]",
    ],
)
def test_notes(line):
    assert is_note(line)


@pytest.mark.parametrize(
    "line",
    ["This story is about love.", "Updates came hourly.", "Correction officers went on strike."],
)
def test_lines_that_are_no_notes(line):
    assert not is_note(line)


@pytest.mark.parametrize(
    "line",
    [
        "Interactive: Recent events in Syria",
        "Advertisement",
        "Read more: The road to war",
        "###",
        "-30-",
        "* * *",
        "Share this article",
        "Copyright 2012 The Associated Press. All rights reserved.",
        "© 2012 Reuters",
        "Click here to subscribe",
        "Related stories",
        "AP Photo/Jane Doe",
        "Comments (12)",
        "Follow us on Twitter @paper",
        "Watch the full hearing HERE.",
        "Sign up for our newsletter",
    ],
)
def test_boilerplate(line):
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "Copyright law has changed since the days of the printing press.",
        "“Share this,” he wrote.",
        "Subscribers fell by three percent.",
        "Sign up for war, the minister said.",
        "The end of the story is not known.",
        "Photographs by the hundred lay on the floor of the house that had burned in the "
        "night, and "
        "nobody who came to look for them was allowed to enter.",
    ],
)
def test_lines_that_are_no_boilerplate(line):
    assert not is_boilerplate(line)


def test_labels_and_contacts():
    assert is_label("FOR IMMEDIATE RELEASE")
    assert is_label("Politics")
    assert not is_label("Politics of the North")
    assert is_contact("Contact: Jane Doe (202) 225-1882")
    assert not is_contact("Contact was lost at noon")


@pytest.mark.parametrize("last", [" Reuter", "REUTER...", " Reuter\n \x20"])
def test_the_sign_off_names_the_agency(last):
    lines = ["The end of it.", *last.split("\n")]
    assert take_sign_off(lines) == "Reuters"
    assert "".join(lines).strip() == "The end of it."


def test_a_sign_off_at_the_end_of_a_line_and_a_continuation_mark():
    lines = ["The end of it. Reuter", " MORE"]
    assert take_sign_off(lines) == "Reuters"
    assert lines == ["The end of it.", ""]
    assert take_sign_off(["More"]) is None
    assert take_sign_off(["He works for Reuters"]) is None


def test_a_label_alone_takes_the_next_paragraph_with_it():
    paragraphs = [Paragraph("Text."), Paragraph("CORRECTION:"), Paragraph("It was Tuesday.")]
    tail = read_tail(paragraphs)
    assert tail.notes == ["CORRECTION: It was Tuesday."]
    assert tail.paragraphs == paragraphs[:1]


def test_a_note_in_the_middle_of_a_long_article_is_text():
    paragraphs = [Paragraph(f"Paragraph {number}.") for number in range(20)]
    paragraphs[10] = Paragraph("Correction: that is the name of his play.")
    assert read_tail(paragraphs).paragraphs == paragraphs
