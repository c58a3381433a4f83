import pytest
from striprtf.striprtf import rtf_to_text

from newssearch.indexer.readers import read_records
from newssearch.indexer.readers.richtext import rtf_text


@pytest.mark.parametrize(
    ("rtf", "text"),
    [
        (
            r"{\rtf1\ansi\uc0 \u8220 Heavy rain,\u8221  said Ann. The r\u252 mp.}",
            "“Heavy rain,” said Ann. The rümp.",
        ),
        (r"{\rtf1\ansi\uc2 caf\u233 e' au lait}", "café au lait"),
        (r"{\rtf1\ansi\ansicpg1251 \'cc\'ee\'f1\'f2}", "Мост"),
        (
            r"{\rtf1{\fonttbl{\f0\fcharset204 A;}{\f1\fcharset0 B;}}\f0 \'cc\'f1\f1  caf\'e9}",
            "Мс café",
        ),
        (r"{\rtf1\ansi\ansicpg932 \'93\'fa\'96\'7b}", "日本"),
        (r"{\rtf1 \u-10179?\u-8704? sun}", "😀 sun"),
        (r"{\rtf1 a\trowd x\cell y\cell\row z}", "ax\ty\t\nz"),
        (r"{\rtf1 Plan{\footnote See page 2.} goes on}", "Plan\nSee page 2. goes on"),
        (
            r"{\rtf1 see {\field{\*\fldinst HYPERLINK \"http://a.example\"}{\fldrslt the plan}}.}",
            "see the plan.",
        ),
        (r"{\rtf1{\header Top}{\*\generator G;}{\info{\title T}}Text{\pict 0102ab}}", "Text"),
    ],
)
def test_rtf_is_read_by_its_own_rules(rtf, text):
    assert rtf_text(rtf).strip() == text


def test_fields_without_end_take_no_long_time():
    steps = []
    for count in (500, 1000):
        unit = '{\\field{\\*\\fldinst{ HYPERLINK "a"'
        steps.append(len(rtf_text("{\\rtf1 x" + unit * count + "}")))
    assert steps == [1, 1]


def test_a_rtf_article_in_cyrillic():
    rtf = rb"{\rtf1\ansicpg1251{\fonttbl{\f0\fcharset204 A;}}\f0 \'cc\'ee\'f1\'f2.\par}"
    (record,) = read_records(rtf, "a.rtf")
    assert record.text == "Мост."


@pytest.mark.parametrize(
    "rtf",
    [
        r"{\rtf1\ansi The board of the harbour\par met on Monday {\b in the old} town hall.}",
        r"{\rtf1\ansi\uc2 Fish \u8220 ??and chips for the whole of the board\u8221 ??, she said.}",
        r"{\rtf1\ansi\uc9 Fish \u8220 123456789and chips for the whole of the board.}",
        r"{\rtf1{\fonttbl{\f0\froman\fcharset204 Times New Roman;}{\f1\fcharset0 A B C D E F;}}"
        r"\f0 \'cc\'f1 and so on and on\f1  caf\'e9 in the morning; and at night.}",
        r"{\rtf1{\info{\title A title of words}}{\*\generator A program of words;}Text as such.}",
        "{\\rtf1 A stand-in \U000f0000 in the text of the file itself.}",
        r"{\rtf1 One line of the text\ with a blank \{and a brace\} in the middle.} after the end",
        "{\\rtf1 Lines that are broken\nin the middle of words\r\nfor no reason at all.}",
    ],
)
def test_stretches_that_striprtf_does_not_see_change_nothing(rtf):
    assert rtf_text(rtf) == rtf_to_text(rtf, errors="replace")
