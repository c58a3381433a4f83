import pytest

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
