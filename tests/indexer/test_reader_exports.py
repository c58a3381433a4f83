import io
import zipfile

from newssearch.indexer.readers import read_records
from newssearch.indexer.record import Skipped

ACADEMIC = """\ufeff
                               1 of 3 DOCUMENTS


                               The Daily Example

                           December 13, 2012 Thursday
                              Late Edition - Final

Rain Falls on Beirut as the River
Rises for a Third Day

BYLINE: By ABBY GOODNOUGH and
BOB RAY

SECTION: Section A; Column 0; Foreign Desk; Pg. 1

LENGTH: 12 words

DATELINE: BEIRUT, Lebanon

 Rain fell on Monday.

   The river: it rose, he said.

CORRECTION-DATE: December 14, 2012

CORRECTION: An earlier version misnamed the river.

LOAD-DATE: December 13, 2012

LANGUAGE: ENGLISH

                   Copyright 2012 The Daily Example Company
                              All Rights Reserved

                               2 of 3 DOCUMENTS


LENGTH: 0 words


                               3 of 3 DOCUMENTS


                               The Other Paper

                               May 1, 2012 Tuesday

Sun Shines

LENGTH: 4 words

The sun shone again.

LOAD-DATE: May 1, 2012
"""

UNI = """Rain Falls on Beirut
The Daily Example
December 13, 2012 Thursday

Copyright 2012 The Daily Example All Rights Reserved

Section: NEWS; Pg. 1
Length: 12 words
Byline: Ann Lee
Highlight: Three days of rain.
Body

Rain fell on Monday.

The river rose.

Classification

Language: ENGLISH

Load-Date: December 13, 2012

End of Document

Sun Shines
The Other Paper
May 1, 2012 Tuesday

Length: 4 words
Body

The sun shone again.

Load-Date: May 1, 2012

End of Document
"""

FACTIVA = """HD
Rain Falls on Beirut
BY
By Ann Lee
WC
12 words
PD
13 December 2012
SN
The Daily Example
LA
English
CY
(c) 2012 The Daily Example
LP
Rain fell on Monday.
TD
The river rose.

It fell again.
AN
Document EXAMPLE020121213e8cd00001

HD      Sun Shines
WC      4 words
PD      1 May 2012
SN      The Other Paper
LP      The sun shone again.
Document EXAMPLE020120501e8cd00002
"""


def read(content, name="export.txt"):
    return list(read_records(content.encode() if isinstance(content, str) else content, name))


def values(record, field):
    return [item.value for item in record.declared.get(field, ())]


def check_two_uni_articles(first, second):
    assert values(first, "title") == ["Rain Falls on Beirut"]
    assert values(first, "source") == ["The Daily Example"]
    assert values(first, "date") == ["2012-12-13"]
    assert values(first, "byline") == ["Ann Lee"]
    assert values(first, "section") == ["NEWS; Pg. 1"]
    assert "Rain fell on Monday." in first.text
    assert "Load-Date" not in first.text
    assert values(second, "title") == ["Sun Shines"]
    assert second.text.split() == "The sun shone again.".split()


def test_academic_exports_give_every_article_and_report_the_broken_one():
    first, second, third = read(ACADEMIC)
    assert values(first, "title") == ["Rain Falls on Beirut as the River Rises for a Third Day"]
    assert values(first, "source") == ["The Daily Example"]
    assert values(first, "date") == ["2012-12-13"]
    assert values(first, "byline") == ["By ABBY GOODNOUGH and BOB RAY"]
    assert values(first, "dateline") == ["BEIRUT, Lebanon"]
    assert values(first, "notes") == ["An earlier version misnamed the river."]
    assert first.text.split("\n\n") == [" Rain fell on Monday.", "   The river: it rose, he said."]
    assert second == Skipped(2, "no text and no title in this part of the export")
    assert values(third, "title") == ["Sun Shines"]
    assert third.number == 3


def test_uni_exports():
    check_two_uni_articles(*read(UNI))


def test_uni_exports_as_rtf():
    rtf = "{\\rtf1\\ansi{\\fonttbl{\\f0 Times;}}\n" + UNI.replace("\n", "\\par\n") + "}"
    check_two_uni_articles(*read(rtf, "export.rtf"))


def test_uni_exports_as_word():
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in UNI.split("\n"))
    document = (
        '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/'
        f'wordprocessingml/2006/main"><w:body>{paragraphs}</w:body></w:document>'
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as folder:
        folder.writestr("word/document.xml", document)
    check_two_uni_articles(*read(packed.getvalue(), "export.docx"))


def test_uni_exports_as_html():
    page = "<html><body>" + "".join(f"<p>{line}</p>" for line in UNI.split("\n")) + "</body></html>"
    check_two_uni_articles(*read(page, "export.html"))


def test_a_plain_rtf_file_is_one_article():
    (record,) = read(rb"{\rtf1\ansi Rain \'93fell\'94 \u8212? it did.\par The river rose.\par}")
    assert record.text == "Rain “fell” — it did.\nThe river rose."


def test_factiva_exports_end_a_byline_at_the_next_code():
    first, second = read(FACTIVA)
    assert values(first, "title") == ["Rain Falls on Beirut"]
    assert values(first, "byline") == ["By Ann Lee"]
    assert values(first, "date") == ["2012-12-13"]
    assert values(first, "source") == ["The Daily Example"]
    assert first.text == "Rain fell on Monday.\n\nThe river rose.\n\nIt fell again."
    assert values(second, "title") == ["Sun Shines"]
    assert second.text == "The sun shone again."


def test_factiva_exports_as_html():
    rows = (
        ("HD", "Rain Falls"),
        ("BY", "Ann Lee"),
        ("PD", "13 December 2012"),
        ("SN", "The Daily"),
        ("LP", "<p>Rain fell.</p><p>It rose.</p>"),
        ("TD", "<p>More.</p>"),
    )
    cells = "".join(
        f"<tr><td><b>{code}</b>&nbsp;</td><td>{value}</td></tr>" for code, value in rows
    )
    page = f'<html><body><div class="article"><table>{cells}</table></div></body></html>'
    (record,) = read(page, "export.html")
    assert values(record, "byline") == ["Ann Lee"]
    assert record.text.split() == "Rain fell. It rose. More.".split()
