"""Every style of quotation mark, and the marks that are none."""

import pytest

from newssearch.indexer.quotations import find_quotations


def quoted(body, headings=()):
    return [body[q.start : q.end] for q in find_quotations(body, headings)]


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("“", "”"), ('"', '"'), ("“", '"'), ('"', "”"), ("«", "»"), ("„", "“"), ("''", "''"),
     ("``", "''"), ("„", "”"), ("« ", " »")],
)  # fmt: skip
def test_styles_of_marks(opening, closing):
    body = f"{opening}It is reckless and I condemn it,{closing} Rasmussen said on Thursday."
    assert quoted(body) == ["It is reckless and I condemn it,"]


def test_closing_mark_typed_as_opener():
    body = "He met them. ”We will go on as before,” the minister said."
    assert quoted(body) == ["We will go on as before,"]


def test_broken_by_its_attribution():
    body = "“We will win,” Ann Smith said, “because we must win.” “Nobody doubts it,” she added."
    assert quoted(body) == ["We will win,", "because we must win.", "Nobody doubts it,"]


def test_continued_over_paragraphs_without_closing_marks():
    body = (
        "“This is the first paragraph of it,” Ann Smith said. “It goes on and on.\n\n"
        "“It has a second paragraph, too.\n\n"
        "“And it ends in the third.”\n\n"
        "Nobody else spoke."
    )
    found = find_quotations(body)
    assert quoted(body)[1:] == [
        "It goes on and on.",
        "It has a second paragraph, too.",
        "And it ends in the third.",
    ]
    assert {q.speaker for q in found} == {"Ann Smith"}


def test_closing_mark_in_the_next_paragraph():
    body = "Ann Smith said: “It goes on and on.\n\nIt has a second paragraph, too.” Then she left."
    assert quoted(body) == ["It goes on and on.", "It has a second paragraph, too."]


def test_nested_single_marks_stay_inside():
    body = "“ ‘Finally, you’re waking up to the truth?’ ” the activist said via Skype."
    assert quoted(body) == ["‘Finally, you’re waking up to the truth?’"]


def test_nested_double_marks_stay_inside():
    body = "“He told me “never again” and then he left us,” Ann Smith said."
    assert quoted(body) == ["He told me “never again” and then he left us,"]


def test_apostrophes_are_no_marks():
    assert quoted("The workers’ party’s plans weren't ready, 'twas said; rock 'n' roll, '68.") == []


def test_single_marks_where_an_article_uses_no_others():
    body = (
        "‘We don’t know what’s coming,’ Ann Smith said. ‘It’s the workers’ choice.’\n\n"
        "‘There is nothing to fear,’ said John Brown."
    )
    assert quoted(body) == [
        "We don’t know what’s coming,",
        "It’s the workers’ choice.",
        "There is nothing to fear,",
    ]


def test_single_marks_are_nothing_beside_double_ones():
    body = "“We go,” Ann Smith said. “We stay,” Bob Jones said. ‘Tis ‘The End’ of ‘The Matter’."
    assert quoted(body) == ["We go,", "We stay,"]


def test_headings_hold_no_quotation():
    body = "Text before it.\n\n“It was a question of time then”\n\nText after it."
    start = body.index("“")
    end = body.index("”") + 1
    assert quoted(body) == ["It was a question of time then"]
    assert quoted(body, [(start, end)]) == []


def test_measurements():
    assert quoted('A 12" disc and a 7" one lay on the 6\'2" man\'s table for all to see.') == []


def test_left_over_markup():
    body = '<div id="main" class="the long name of it">Text.\n\n“It is over now,” Ann Smith said.'
    assert quoted(body) == ["It is over now,"]


def test_unclosed_mark_ends_with_its_paragraph():
    body = "Ann Smith said: “We shall never know what it was.\n\nThe town was quiet."
    assert quoted(body) == ["We shall never know what it was."]


def test_unclosed_mark_before_another_is_cut_at_a_sentence_end():
    body = "“It is over now, Ann Smith said. She left. “We have lost it all,” Bob Jones said."
    assert quoted(body)[-1] == "We have lost it all,"


def test_offsets_survive_rare_characters():
    body = "\u00a0“It’s\u2009over\u00a0now 🙂,” Ann\u00a0Smith said."
    (quotation,) = find_quotations(body)
    assert body[quotation.start : quotation.end] == "It’s\u2009over\u00a0now 🙂,"
    assert quotation.speaker == "Ann Smith"
    assert quotation.speaker_as_written == "Ann\u00a0Smith"


@pytest.mark.parametrize("body", ["", " ", "\n\n", "No marks here.", '"', "”“", "''", "“”"])
def test_nothing_to_find(body):
    assert find_quotations(body) == ()
