import textwrap

import pytest

from newssearch.indexer.fielding.hyphens import HyphenJoiner
from newssearch.indexer.fielding.paragraphs import Paragraph, find_paragraphs, line_paragraphs

FIRST = (
    "Showers continued throughout the week in the Bahia cocoa zone, alleviating the drought since "
    "early January and improving prospects for the coming temporao, the firm said in its review."
)
SECOND = (
    "The dry period means the temporao will be late this year, and arrivals for the week ended "
    "February 22 were 155,221 bags of 60 kilos making a cumulative total for the season."
)
THIRD = (
    "Sales went at 1,750 dlrs a tonne to ports that are still to be named by the shippers there."
)


def texts(text):
    return [paragraph.text for paragraph in find_paragraphs(text.split("\n"))]


def test_wrapped_paragraphs_between_blank_lines():
    text = "\n\n".join(textwrap.fill(part, 60) for part in (FIRST, SECOND, THIRD))
    assert texts(text) == [FIRST, SECOND, THIRD]


def test_wrapped_paragraphs_with_indents():
    text = "\n".join(
        textwrap.fill(part, 64, initial_indent="    ") for part in (FIRST, SECOND, THIRD)
    )
    assert texts(text) == [FIRST, SECOND, THIRD]


def test_a_paragraph_a_line():
    assert texts("\n".join([FIRST, SECOND, THIRD])) == [FIRST, SECOND, THIRD]


def test_a_line_broken_in_its_sentence_is_joined():
    assert texts("One of the groups, the al-\nNusra Front, is\nlisted.") == [
        "One of the groups, the al-Nusra Front, is listed."
    ]


def test_the_title_and_byline_of_a_wrapped_text_stay_apart():
    body = textwrap.fill(f"{FIRST} {SECOND} {THIRD}", 65)
    text = f"Cocoa rains at last\nBy Jane Doe\nSALVADOR, Feb 26 - {body}"
    assert texts(text)[:2] == ["Cocoa rains at last", "By Jane Doe"]
    assert len(texts(text)) == 3


def test_rows_of_a_table_stay_apart():
    rows = ["Wheat      284 3/4    up 1 1/4", "Maize      180 1/4    off 1/2"]
    text = "\n".join([textwrap.fill(f"{FIRST} {SECOND}", 60), *rows])
    assert texts(text)[-2:] == ["Wheat 284 3/4 up 1 1/4", "Maize 180 1/4 off 1/2"]


def test_lines_that_are_paragraphs_keep_their_headings():
    assert line_paragraphs(["a", "", " b  c "], {2}) == [
        Paragraph("a"),
        Paragraph("b c", heading=True),
    ]


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("the al-", "Nusra", "the al-Nusra"),
        ("from 1990-", "1995", "from 1990-1995"),
        ("a so-called half-", "dozen", "a so-called half-dozen"),
        ("he left -", "or fled", "he left - or fled"),
        ("it ended--", "then", "it ended-- then"),
        ("a well-", "known man", "a well-known man"),
    ],
)
def test_hyphens_of_text_wrapped_by_a_program_are_kept(above, below, joined):
    assert HyphenJoiner([above, below]).join(above, below) == joined


def test_hyphens_of_print_are_dropped():
    lines = ["the govern-", "ment of the prov-", "ince had the sol-", "diers march north-", "ward"]
    joiner = HyphenJoiner(lines)
    assert joiner.join("the govern-", "ment of the prov-") == "the government of the prov-"
    assert joiner.join("the al-", "Nusra") == "the al-Nusra"


def test_the_document_itself_decides_a_hyphen():
    lines = ["the cease-", "fire; a ceasefire; the ceasefire"]
    assert HyphenJoiner(lines).join(lines[0], "fire") == "the ceasefire"


def test_a_paragraph_of_many_lines_is_not_copied_with_each(monkeypatch: pytest.MonkeyPatch) -> None:
    lengths: list[int] = []
    join = HyphenJoiner.join

    def noting(joiner: HyphenJoiner, above: str, below: str) -> str:
        lengths.append(len(above))
        return join(joiner, above, below)

    monkeypatch.setattr(HyphenJoiner, "join", noting)
    lines = [f"and the harbour number {number} of the long-" for number in range(2_000)]
    found = find_paragraphs(lines, has_head=False)
    assert "".join(found[0].text.split()) == "".join("".join(lines).split())
    assert len(found) == 1
    assert len(lengths) == len(lines) - 1
    assert max(lengths) <= 4_000
