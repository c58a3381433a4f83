"""Office documents, books, saved pages, references: what is taken, and what is refused."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers import read_records
from newssearch.indexer.record import Record, Remark, Skipped

SENTENCE = (
    "The harbour board voted on Tuesday to dredge the channel before the autumn storms come. "
)


def read(content, name):
    return list(read_records(content, name))


def value(record, field):
    return [each.value for each in record.declared.get(field, ())]


def package(parts, *, mimetype=None, level=zipfile.ZIP_DEFLATED):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", level) as folder:
        if mimetype:
            folder.writestr(zipfile.ZipInfo("mimetype"), mimetype)
        for name, content in parts.items():
            folder.writestr(name, content)
    return packed.getvalue()


def odt(paragraphs):
    text = "".join(f"<text:p>{paragraph}</text:p>" for paragraph in paragraphs)
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
        f"{text}</office:text></office:body></office:document-content>"
    )
    return package({"content.xml": content}, mimetype="application/vnd.oasis.opendocument.text")


def test_the_text_of_an_odt_with_its_tabs_notes_and_without_what_was_deleted():
    first = (
        "Ada<text:tab/>Holm<text:s/>said<text:note><text:note-body><text:p>A note.</text:p>"
        "</text:note-body></text:note> so."
    )
    deleted = "</text:p><text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:p>"
    for name in ("a.odt", "a"):
        (record,) = read(odt([first, deleted + "Second."]), name)
        assert record.text.split("\n") == ["Ada Holm said so.", "A note.", "Second."]


def test_a_row_of_a_table_of_an_odt_is_a_line_unless_it_lays_out_a_page():
    names = ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    cell = "<table:table-cell>{}</table:table-cell>"
    rows = (("<text:p>Team</text:p>", "<text:p>31</text:p>"), ("<text:p>a</text:p>" * 2, ""))
    written = "".join(
        f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in rows
    )
    table = f"</text:p><table:table{names}>{written}</table:table><text:p>"
    (record,) = read(odt(["Results", table, "End"]), "a.odt")
    assert record.text.split("\n") == ["Results", "Team 31", "a", "a", "End"]


def workbook(sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


NAMES = ["title", "date", "text", "page"]


def test_rows_of_a_workbook_are_articles():
    rows = [["Export of 2019"], [], NAMES, ["Oil", dt.date(2019, 7, 2), "Oil rose.", 7.0]]
    rows += [[], ["Tin", "2019-07-03", "Tin fell."]]
    first, second, left = read(workbook({"news": rows}), "a.xlsx")
    assert (value(first, "title"), value(first, "date")) == (["Oil"], ["2019-07-02"])
    assert (first.text, second.text) == ("Oil rose.", "Tin fell.")
    assert (first.number, second.number, first.member) == (1, 2, "")
    assert left.text.startswith("columns that went into no field: “page”;")


def test_sheets_are_counted_through_and_those_without_articles_are_said():
    sheets = {
        "May": [NAMES, ["Oil", None, "Oil rose."]],
        "codes": [["code", "meaning"], ["x", "y"]],
        "June": [NAMES, ["Tin", None, "Tin fell."]],
    }
    oil, tin, remark = read(workbook(sheets), "a.xlsx")
    assert [(r.number, r.member) for r in (oil, tin)] == [(1, "May#1"), (2, "June#1")]
    assert isinstance(remark, Remark)
    assert "codes" in remark.text
    with pytest.raises(ArticleError, match="no column for text or title among: code, meaning"):
        read(workbook({"codes": sheets["codes"]}), "a.xlsx")


def test_a_cell_far_away_costs_nothing():
    book = openpyxl.Workbook()
    book.active.append(["title", "text"])
    book.active.append(["Oil", "Oil rose."])
    book.active.cell(row=20_000, column=900, value="x")
    written = io.BytesIO()
    book.save(written)
    (record,) = read(written.getvalue(), "a.xlsx")
    assert record.text == "Oil rose."


def book(chapters, *, contents=None, extra=""):
    """Make an EPUB of chapters by name; ``contents`` are their titles in the table of contents."""
    items = "".join(
        f'<item id="{name}" href="text/{name}.xhtml" media-type="application/xhtml+xml"/>'
        for name in chapters
    )
    order = "".join(f'<itemref idref="{name}"/>' for name in chapters)
    links = "".join(
        f'<a href="text/{name}.xhtml#top">{title}</a>' for name, title in (contents or {}).items()
    )
    parts = {
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/>'
        "</rootfiles></container>",
        "OEBPS/book.opf": '<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        "<dc:title>The Ellery Weekly</dc:title><dc:creator>Ada Holm</dc:creator>"
        "<dc:date>2019-07-02</dc:date><dc:language>en</dc:language></metadata><manifest>"
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        f"{items}{extra}</manifest><spine>{order}</spine></package>",
        "OEBPS/nav.xhtml": f"<html><body><nav>{links}</nav></body></html>",
    }
    for name, text in chapters.items():
        parts[f"OEBPS/text/{name}.xhtml"] = f"<html><body>{text}</body></html>"
    return package(parts, mimetype="application/epub+zip")


def test_chapters_are_articles_with_their_titles_in_the_order_of_reading():
    content = book(
        {
            "cover": "<p>The Ellery Weekly</p>",
            "z": f"<h1>Harbour</h1><p>{SENTENCE * 2}</p>",
            "a": f"<p>{SENTENCE * 2}</p><h2>Night</h2><p>{SENTENCE}</p>",
        },
        contents={"z": "Harbour", "a": "Trains at night"},
    )
    harbour, trains, remark = read(content, "weekly.epub")
    assert value(harbour, "title") == ["Harbour"]
    assert harbour.text == " ".join((SENTENCE * 2).split())
    assert value(trains, "title") == ["Trains at night"]
    assert trains.headings == {1}
    assert [r.member for r in (harbour, trains)] == ["OEBPS/text/z.xhtml", "OEBPS/text/a.xhtml"]
    assert value(harbour, "source") == ["The Ellery Weekly"]
    assert value(harbour, "byline") == ["Ada Holm"]
    assert value(harbour, "date") == ["2019-07-02"]
    assert remark.text.startswith("1 pages of the book")


def test_a_chapter_that_is_missing_is_said():
    content = book({"a": f"<p>{SENTENCE * 3}</p>"})
    without = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(without, "w") as new:
        for member in old.infolist():
            if not member.filename.endswith("a.xhtml"):
                new.writestr(member, old.read(member))
    (skipped,) = read(without.getvalue(), "a.epub")
    assert skipped == Skipped(1, "OEBPS/text/a.xhtml: missing in the book")


def saved_page(page):
    return (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://e.example/2019/07/harbour\r\n"
        "Subject: Harbour | The Gazette\r\nDate: Fri, 4 Sep 2020 10:00:00 -0000\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n'
        "\r\n--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n"
        f"Content-Location: https://e.example/2019/07/harbour\r\n\r\n{page}\r\n"
        "--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n"
        "--b--\r\n"
    ).encode()


def test_a_page_that_a_browser_saved_in_one_file():
    text = "".join(f"<p>On day {n} it rained. {SENTENCE}</p>" for n in range(4))
    head = "<html><head><title>Harbour | The Gazette</title></head><body><h1>Harbour</h1>"
    page = f"{head}{text}</body></html>"
    for name in ("a.mhtml", "a"):
        (record,) = read(saved_page(page), name)
        assert isinstance(record, Record)
        assert value(record, "title") == ["Harbour"]
        assert value(record, "url") == ["https://e.example/2019/07/harbour"]
        assert record.text.startswith("On day 0 it rained.")


RIS = (
    "TY  - NEWS\nTI  - Harbour board votes\nAU  - Holm, Ada\nAU  - Okello, Ben\nT2  - The Gazette\n"
    "DA  - 2019/07/02/\nPY  - 2019\nKW  - harbour\nKW  - dredging\nUR  - https://e.example/1\n"
    f"AB  - {SENTENCE}\nIt goes on here.\nER  - \n\n"
    "TY  - NEWS\nTI  - Night train\nPY  - 2019///\nN2  - A train runs.\nER  - \n"
)


def test_references_are_articles():
    for content in (RIS, RIS.replace("\n", "\r\n"), "\ufeff" + RIS):
        first, second = read(content.encode(), "export.txt")
        assert value(first, "title") == ["Harbour board votes"]
        assert value(first, "byline") == ["Holm, Ada", "Okello, Ben"]
        assert value(first, "date") == ["2019/07/02"]
        assert value(first, "tags") == ["harbour", "dredging"]
        assert first.text == f"{SENTENCE.strip()}\nIt goes on here."
        assert (second.number, second.text) == (2, "A train runs.")
        assert "date" not in second.declared


def test_a_reference_without_anything_is_a_skip_and_one_cut_short_is_kept():
    empty, kept = read(b"TY  - NEWS\nPY  - 2019\nER  - \nTY  - NEWS\nTI  - Night tr", "a.ris")
    assert empty == Skipped(1, "a reference without title and text")
    assert value(kept, "title") == ["Night tr"]


REFUSED = {
    "a.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Word file"),
    "a.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Excel workbook"),
    "a.msg": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Outlook message"),
    "a.ods": (
        package({}, mimetype="application/vnd.oasis.opendocument.spreadsheet"),
        "OpenDocument spreadsheet",
    ),
    "a.pptx": (package({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "PowerPoint file"),
    "b.odt": (package({"x.xml": ""}), "damaged OpenDocument text"),
    "b.epub": (package({"x.xml": ""}), "damaged EPUB"),
    "b.xlsx": (package({"xl/workbook.xml": "<workbook/>"}), "damaged Excel workbook"),
    "c.odt": (package({"content.xml": bytes(50_000_000)}), "unpacks to over 200 times its size"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_named(name):
    content, message = REFUSED[name]
    with pytest.raises(ArticleError, match=message):
        read(content, name)
