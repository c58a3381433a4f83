"""Markdown as clippers, note programs and site generators save it."""

import datetime as dt

import pytest

from newssearch.archive.errors import ArticleError
from newssearch.indexer.fielding import field_article
from newssearch.indexer.readers import read_records

TEXT = """The harbour board of Port Ellery voted on Tuesday to dredge the north
channel before the autumn storms. [Read the *plan*](https://ellery.example/plan.pdf).

## What comes next

"We have waited eleven years," said Mara Quill. ![Cranes at the quay](https://ellery.example/c.jpg)

- two lamps
- one oar
"""
BODY = [
    "The harbour board of Port Ellery voted on Tuesday to dredge the north channel before the "
    "autumn storms. Read the plan.",
    "What comes next",
    '"We have waited eleven years," said Mara Quill.',
    "two lamps",
    "one oar",
]


def read(text, name="clip.md"):
    (record,) = read_records(text.encode(), name)
    return field_article(record, id="a", path="a")


def test_front_matter_of_a_clipping():
    article = read(
        '---\ntitle: "Board votes: dredging"\nsource: "https://ellery.example/1"\nauthor:\n'
        '  - "[[Ada Holm]]"\n  - "[[people/okello|Ben Okello]]"\npublished: 2019-07-02\n'
        f"created: 2020-09-04\ndescription: Nine weeks\ntags:\n  - harbour\n  - dues\n---\n{TEXT}"
    )
    assert article.title == "Board votes: dredging"
    assert article.byline == ("Ada Holm", "Ben Okello")
    assert (article.date, article.url) == (dt.date(2019, 7, 2), "https://ellery.example/1")
    assert (article.tags, article.notes) == (("harbour", "dues"), ("Nine weeks",))
    assert article.caption == "Cranes at the quay"
    assert article.body.split("\n\n") == BODY
    assert [article.body[start:end] for start, end in article.headings] == ["What comes next"]


def test_front_matter_in_toml_and_a_first_heading():
    article = read(f'+++\nauthor = "Ada Holm"\ndate = 2019-07-02\n+++\n# Board votes\n\n{TEXT}')
    assert (article.title, article.byline) == ("Board votes", ("Ada Holm",))
    assert article.date == dt.date(2019, 7, 2)
    assert article.body.split("\n\n") == BODY


def test_front_matter_is_read_in_a_file_of_another_name():
    assert read(f"---\ntitle: Board votes\n---\n{TEXT}", "clip.txt").title == "Board votes"


@pytest.mark.parametrize(
    "text",
    [
        "---\nA line of dashes above.\n---\nAnd one below, with some more words of text.",
        "--- \nno end of it: none\n\nThe harbour board met on Tuesday, as it had said.",
        "---\n- a list\n- of things\n---\nThe harbour board met on Tuesday.",
        "---\na: &x [1]\nb: [*x, *x]\n---\nThe harbour board met on Tuesday.",
        "---\na: [unclosed\n---\nThe harbour board met on Tuesday.",
        "+++\nnot toml\n+++\nThe harbour board met on Tuesday.",
    ],
)
def test_what_is_no_front_matter_is_text(text):
    article = read(text, "text.txt")
    for word in text.replace("-", " ").replace("+", " ").split():
        assert word in f"{article.title} {article.body}"


def test_hostile_front_matter_is_no_error():
    for text in (
        "---\n" + "a: {" * 5_000 + "\n---\nText here.",
        "---\n" + "- " * 5_000 + "\n---\nText.",
    ):
        assert "Text" in read(text).body


def test_markup_in_markdown_is_shown_and_nothing_is_run():
    article = read("# Board votes\n\nThe board <script>alert(1)</script> met on Tuesday & left.\n")
    assert article.body == "The board <script>alert(1)</script> met on Tuesday & left."


def test_markdown_without_text_is_refused():
    with pytest.raises(ArticleError, match="without text"):
        list(read_records(b"---\nlayout: post\n---\n", "empty.md"))
