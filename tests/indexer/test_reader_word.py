"""Word files: tabs, hyphens, text boxes, and documents under other names."""

import io
import zipfile

import pytest

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers import read_records
from newssearch.indexer.readers.detect import detect
from newssearch.indexer.readers.formats import Format

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def package(body, part="word/document.xml", relations=True):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as folder:
        if relations:
            folder.writestr(
                "_rels/.rels",
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                '<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
                f'relationships/officeDocument" Target="{part}"/></Relationships>',
            )
        folder.writestr(part, f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")
    return packed.getvalue()


def run(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


def read(content, name="a.docx"):
    return list(read_records(content, name))


def test_tabs_and_hyphens_are_characters():
    body = (
        f"<w:p>{run('Ida Lund')}<w:r><w:tab/></w:r>{run('Marlow Bay')}</w:p>"
        f"<w:p>{run('nine')}<w:r><w:noBreakHyphen/></w:r>{run('to')}<w:r><w:noBreakHyphen/></w:r>"
        f"{run('two, co')}<w:r><w:softHyphen/></w:r>{run('operation')}</w:p>"
    )
    (record,) = read(package(body))
    assert record.text == "Ida Lund Marlow Bay\nnine-to-two, cooperation"


def test_a_text_box_is_a_paragraph_of_its_own_once():
    box = f"<w:txbxContent><w:p>{run('A quote in a box.')}</w:p></w:txbxContent>"
    body = (
        f"<w:p>{run('The bridge')}<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        f"{run(' is shut.')}</w:p><w:p>{run('More.')}</w:p>"
    )
    (record,) = read(package(body))
    assert record.text.split("\n") == ["The bridge is shut.", "A quote in a box.", "More."]


def test_deleted_text_and_fields_are_no_text_and_links_are():
    body = (
        "<w:p><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins>"
        + run("new ")
        + "</w:ins>"
        "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r><w:hyperlink>"
        + run("plan")
        + "</w:hyperlink></w:p>"
    )
    (record,) = read(package(body))
    assert record.text == "new plan"


def test_the_document_may_have_another_name():
    (record,) = read(package(f"<w:p>{run('The bridge is shut.')}</w:p>", "word/document2.xml"))
    assert record.text == "The bridge is shut."
    (record,) = read(package(f"<w:p>{run('Old.')}</w:p>", relations=False))
    assert record.text == "Old."
    with pytest.raises(ArticleError, match="a Word file without text"):
        read(package("", "word/other.xml", relations=False))


def test_a_folder_whose_name_ends_in_word_is_a_folder():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as folder:
        folder.writestr("crossword/1.txt", "The bridge is shut.\n\nThe ferry runs.")
        folder.writestr("word/2.txt", "The ferry is full.\n\nThe bridge is shut.")
    assert detect(packed.getvalue(), "all.zip") is Format.ZIP
    assert len(read(packed.getvalue(), "all.zip")) == 2


TABLE = (
    "<w:tbl><w:tr><w:tc><w:p>{}</w:p></w:tc><w:tc><w:p>{}</w:p></w:tc></w:tr>"
    "<w:tr><w:tc><w:p>{}</w:p></w:tc><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl>"
)


def test_a_row_of_a_table_is_a_line():
    body = TABLE.format(*map(run, ("Team", "Points", "Marlow", "31")))
    (record,) = read(package(f"<w:p>{run('Results')}</w:p>{body}"))
    assert record.text.split("\n") == ["Results", "Team Points", "Marlow 31"]


def test_cells_of_several_paragraphs_are_a_page_layout():
    cell = f"<w:tc><w:p>{run('Left')}</w:p><w:p>{run('below')}</w:p></w:tc>"
    body = f"<w:tbl><w:tr>{cell}<w:tc><w:p>{run('right')}</w:p></w:tc></w:tr></w:tbl>"
    (record,) = read(package(body))
    assert record.text.split("\n") == ["Left", "below", "right"]


def test_notes_at_the_foot_and_the_end_come_behind_the_text():
    packed = io.BytesIO(package(f"<w:p>{run('It is shut.')}</w:p>"))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(packed, "a") as folder:
        folder.writestr(
            "word/_rels/document.xml.rels",
            "<Relationships>"
            f'<Relationship Type="{kind}/footnotes" Target="footnotes.xml"/>'
            f'<Relationship Type="{kind}/endnotes" Target="/word/endnotes.xml"/>'
            f'<Relationship Type="{kind}/comments" Target="comments.xml"/>'
            f'<Relationship Type="{kind}/footnotes" Target="nowhere.xml"/></Relationships>',
        )
        for name in ("footnotes", "endnotes", "comments"):
            note = f"<w:footnote><w:p>{run(f'From the {name}.')}</w:p></w:footnote>"
            folder.writestr(f"word/{name}.xml", f"<w:{name} {NAMES}>{note}</w:{name}>")
    (record,) = read(packed.getvalue())
    assert record.text.split("\n") == ["It is shut.", "From the footnotes.", "From the endnotes."]
