"""Nexis exports as they are in newsrooms' folders: languages, layouts, and lines like labels."""

import io
import zipfile

import pytest

from newssearch.indexer.readers import read_records
from newssearch.indexer.record import Record, Skipped

FIRST = "The bridge at Marlow Bay will be shut for two weeks while its cables are measured again."
SECOND = "Nobody on the council spoke against the plan, and the ferry will run every half hour."


def read(content, name="export.txt"):
    return list(read_records(content.encode() if isinstance(content, str) else content, name))


def value(record, field):
    return [item.value for item in record.declared.get(field, ())]


def classic(number, head, body, tail, title="Bridge to be shut", source="Marlow Courier"):
    return (
        f"\n\n                               {number}\n\n"
        f"                                 {source}\n\n{title}\n\n{head}\n\n{body}\n\n{tail}\n"
    )


def dated(day, title="Bridge to be shut", source="Marlow Courier"):
    return (
        f"                                 {source}\n\n                          {day}\n\n{title}"
    )


LANGUAGES = {
    "German": (
        "Dokument {} von 2",
        "14. Mai 2008 Mittwoch",
        "AUTOR: Von Ida Lund\n\nRUBRIK: LOKALES; S. 2\n\nLÄNGE: 42 Wörter",
        "UPDATE: 15. Mai 2008\n\nSPRACHE: GERMAN; DEUTSCH\n\nPUBLICATION-TYPE: Zeitung",
    ),
    "French": (
        "Document {} de 2",
        "14 mai 2008 mercredi",
        "AUTEUR: Ida Lund\n\nRUBRIQUE: LOCAL; Pg. 2\n\nLONGUEUR: 42 mots",
        "DATE-CHGMT: 15 mai 2008\n\nLANGUE: FRENCH; FRANÇAIS",
    ),
    "Dutch": (
        "Document {} van 2",
        "14 mei 2008 woensdag",
        "AUTEUR: Ida Lund\n\nRUBRIEK: STAD; Blz. 2\n\nLENGTE: 42 woorden",
        "TAAL: DUTCH; NEDERLANDS",
    ),
    "Spanish": (
        "Documento {} de 2",
        "14 mayo 2008 miércoles",
        "AUTOR: Ida Lund\n\nSECCIÓN: LOCAL; Pag. 2\n\nLONGITUD: 42 palabras",
        "IDIOMA: SPANISH; ESPAÑOL",
    ),
    "mixed": (
        "{} of 2 DOCUMENTS",
        "Mittwoch 14. Mai 2008",
        "BYLINE: Ida Lund\n\nRUBRIK: S. 2\n\nLENGTH: 42 words",
        "LOAD-DATE: May 15, 2008\n\nSPRACHE: GERMAN",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_of_every_language(language):
    numbering, day, head, tail = LANGUAGES[language]
    text = "".join(
        f"\n\n                     {numbering.format(n)}\n\n{dated(day)}\n\n{head}\n\n"
        f"{FIRST} ({n})\n\n{SECOND}\n\n{tail}\n"
        for n in (1, 2)
    )
    first, second = read(text)
    assert value(first, "title") == ["Bridge to be shut"]
    assert value(first, "source") == ["Marlow Courier"]
    assert value(first, "date") == ["2008-05-14"]
    assert value(first, "byline")[0].endswith("Ida Lund")
    assert first.text == f"{FIRST} (1)\n\n{SECOND}"
    assert second.text == f"{FIRST} (2)\n\n{SECOND}"


def test_a_length_behind_the_text_ends_it():
    text = (
        "                               1 of 1 DOCUMENTS\n\n                   Bay Press Agency\n\n"
        "Bridge to be shut\n\n                    May 14, 2008, Wednesday\n"
        "                    18:02 Eastern Time\n\nDATELINE: Marlow Bay\n\n\n"
        f"{FIRST}\n\n{SECOND}\n\nSECTION: Domestic\n\nLENGTH: 34 words\n\n"
        "LOAD-DATE: May 14, 2008\n\nLANGUAGE: ENGLISH\n\n          Copyright 2008 Bay Press\n"
    )
    (record,) = read(text)
    assert value(record, "title") == ["Bridge to be shut"]
    assert value(record, "source") == ["Bay Press Agency"]
    assert value(record, "dateline") == ["Marlow Bay"]
    assert value(record, "section") == ["Domestic"]
    assert record.text == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    "line",
    [
        "Headline: The Grey Ferry",
        "Author: A. Nonymous",
        "Section: all of it",
        "Length: two hours",
        "Body",
        "Byline: nobody's",
        "URL: see below",
        "Correction: the ferry is green",
        "Series: third of four",
        "2 of 5",
    ],
)
def test_lines_of_the_text_that_look_like_labels_stay_in_it(line):
    text = (
        f"          1 of 1 DOCUMENTS\n\n{dated('May 14, 2008 Wednesday')}\n\nBYLINE: Ida Lund\n\n"
        f"LENGTH: 50 words\n\n{FIRST}\n\n{line}\n\n{SECOND}\n\nLOAD-DATE: May 15, 2008\n"
    )
    (record,) = read(text)
    assert record.text == f"{FIRST}\n\n{line}\n\n{SECOND}"
    assert value(record, "title") == ["Bridge to be shut"]


def test_an_article_alone_without_numbering_is_read_as_one():
    text = (
        f"{dated('May 14, 2008 Wednesday')}\n\nBYLINE: Ida Lund\n\nSECTION: NEWS; Pg. 1\n\n"
        f"LENGTH: 34 words\n\n{FIRST}\n\n{SECOND}\n\nLOAD-DATE: May 15, 2008\n\n"
        "LANGUAGE: ENGLISH\n\n          Copyright 2008 Bay Press\n                  All Rights "
        "Reserved\n"
    )
    (record,) = read(text)
    assert value(record, "title") == ["Bridge to be shut"]
    assert value(record, "source") == ["Marlow Courier"]
    assert value(record, "byline") == ["Ida Lund"]
    assert record.text == f"{FIRST}\n\n{SECOND}"


def test_what_the_database_could_not_show_is_skipped_with_its_own_words():
    article = f"{dated('May 14, 2008 Wednesday')}\n\nLENGTH: 17 words\n\n{FIRST}\n\nLOAD-DATE: x\n"
    text = (
        f"        1 of 3 DOCUMENTS\n\n{article}\n\n        2 of 3 DOCUMENTS\n\n"
        f"This document cannot be shown.\n\n        3 of 3 DOCUMENTS\n\n{article}"
    )
    first, second, third = read(text)
    assert isinstance(second, Skipped)
    assert "This document cannot be shown." in second.reason
    assert (first.number, third.number) == (1, 3)


def uni(title, body, byline="Ida Lund"):
    return (
        f"{title}\nMarlow Courier\nMay 14, 2018 Monday\n\nCopyright 2018 Bay Press"
        f" All Rights Reserved\n\nSection: NEWS; Pg. 1\nLength: 34 words\nByline: {byline}\n"
        f"Body\n\n{body}\n\n"
        "Load-Date: May 15, 2018\n\nEnd of Document\n\n"
    )


COVER = (
    "User Name: = I. Lund\nDate and Time: 20 May 2018 10:00:00 CEST\nJob Number: 77\n"
    "Documents (2)\n1. Bridge to be shut\nClient/Matter: -None-\nSearch Terms: bridge\n2. "
    "Ferry to be full\n"
    "Client/Matter: -None-\nSearch Terms: bridge\nNarrowed by:\n\n"
)


def check_uni(results):
    first, second = (found for found in results if isinstance(found, Record))
    assert value(first, "title") == ["Bridge to be shut"]
    assert value(second, "title") == ["Ferry to be full"]
    for record in (first, second):
        assert value(record, "source") == ["Marlow Courier"]
        assert value(record, "date") == ["2018-05-14"]
        assert value(record, "byline") == ["Ida Lund"]
    assert first.text.split() == FIRST.split()
    assert second.text.split() == SECOND.split()


UNI = uni("Bridge to be shut", FIRST) + uni("Ferry to be full", SECOND)


def test_the_page_about_the_search_is_no_part_of_the_first_article():
    check_uni(read(COVER + UNI))


def test_uni_exports_as_word_with_the_page_about_the_search():
    lines = "".join(
        f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in (COVER + UNI).split("\n")
    )
    document = (
        '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/'
        f'wordprocessingml/2006/main"><w:body>{lines}</w:body></w:document>'
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as folder:
        folder.writestr("word/document.xml", document)
    check_uni(read(packed.getvalue(), "export.docx"))


def test_uni_exports_as_rtf_and_html():
    rtf = "{\\rtf1\\ansi\\uc0 \n" + UNI.replace("\n", "\\par\n") + "}"
    check_uni(read(rtf, "export.rtf"))
    html = "<html><body>" + "".join(f"<div>{line}</div>" for line in UNI.split("\n")) + "</body>"
    check_uni(read(html, "export.html"))


def test_a_first_article_longer_than_the_opening_that_is_looked_at():
    long = "\n\n".join(f"{FIRST} ({n})" for n in range(900))
    assert len(long) > 70_000
    first, second = read(uni("Bridge to be shut", long) + uni("Ferry to be full", SECOND))
    assert len(first.text) == len(long)
    assert value(second, "title") == ["Ferry to be full"]


def test_a_caption_and_indexing_behind_the_text_are_no_text():
    text = (
        f"        1 of 1 DOCUMENTS\n\n{dated('May 14, 2008 Wednesday')}\n\nLENGTH: 17 words\n\n"
        f"{FIRST}\n\nGRAPHIC: Photo, The bridge from the north\n\nSUBJECT: BRIDGES (90%); "
        f"FERRIES (70%)\n\n"
        "LOAD-DATE: May 15, 2008\n"
    )
    (record,) = read(text)
    assert record.text == FIRST
    assert value(record, "caption") == ["Photo, The bridge from the north"]


CLASSIC = (
    "1 of 2 DOCUMENTS\n\nMarlow Courier\n\nMay 14, 2008 Wednesday\n\nBridge to be shut\n\n"
    "BYLINE: Ida Lund"
    f"\n\nLENGTH: 34 words\n\n{FIRST}\n\n{SECOND}\n\nLOAD-DATE: May 15, 2008\n\n2 of 2 "
    f"DOCUMENTS\n\n"
    "Bay Press Agency\n\nFerry to be full\n\nMay 15, 2008, Thursday\n\n18:02 Eastern Time\n\n"
    f"{FIRST} {SECOND}\n\nSECTION: Domestic\n\nLENGTH: 34 words\n\nLOAD-DATE: May 15, 2008\n"
)


@pytest.mark.parametrize("kind", ["text", "rtf", "html"])
def test_numbered_exports_whose_lines_are_not_centred(kind):
    content, name = CLASSIC, "export.txt"
    if kind == "rtf":
        content, name = "{\\rtf1\\ansi \n" + CLASSIC.replace("\n", "\\par\n") + "}", "export.rtf"
    elif kind == "html":
        lines = "".join(f"<p>{line}</p>" for line in CLASSIC.split("\n") if line)
        content, name = f"<html><body>{lines}</body></html>", "export.html"
    first, second = (found for found in read(content, name) if isinstance(found, Record))
    assert value(first, "title") == ["Bridge to be shut"]
    assert value(first, "source") == ["Marlow Courier"]
    assert [line for line in first.text.split("\n") if line] == [FIRST, SECOND]
    assert value(second, "title") == ["Ferry to be full"]
    assert value(second, "source") == ["Bay Press Agency"]
    assert value(second, "date") == ["2008-05-15"]
    assert second.text.strip() == f"{FIRST} {SECOND}"


NEWER = {
    "English": ("May 14, 2018 Monday", "Section", "Length", "words", "Byline", "Body", "Load-Date"),
    "German": ("Montag 14. Mai 2018", "Rubrik", "Länge", "Wörter", "Autor", "Volltext", "Update"),
    "French": (
        *("lundi 14 mai 2018", "Rubrique", "Longueur", "mots", "Auteur", "Corps"),
        "Date de chargement",
    ),
    "Dutch": (
        *("14 mei 2018 maandag", "Rubriek", "Lengte", "woorden", "Auteur", "Hoofdtekst"),
        "Laaddatum",
    ),
    "Spanish": (
        *("14 de mayo de 2018 lunes", "Sección", "Longitud", "palabras", "Autor", "Cuerpo"),
        "Fecha de carga",
    ),
    "Italian": (
        *("14 maggio 2018 lunedì", "Sezione", "Lunghezza", "parole", "Autore", "Testo"),
        "Data di caricamento",
    ),
    "Portuguese": (
        *("14 de maio de 2018 segunda-feira", "Seção", "Tamanho", "palavras", "Autor", "Corpo"),
        "Data de carregamento",
    ),
}
ENDS = {
    "English": "End of Document",
    "German": "Ende des Dokuments",
    "French": "Fin du document",
    "Dutch": "Einde van document",
    "Spanish": "Final del documento",
    "Italian": "Fine del documento",
    "Portuguese": "Fim do documento",
}


@pytest.mark.parametrize("marks", ["its own", "English"])
@pytest.mark.parametrize("language", NEWER)
def test_the_newer_layout_in_the_languages_of_the_database(language, marks):
    day, section, length, words, author, body, loaded = NEWER[language]
    end = ENDS[language if marks == "its own" else "English"]
    article = (
        f"Bridge to be shut\nMarlow Courier\n{day}\n\nCopyright 2018 Bay Press\n\n"
        f"{section}: LOCAL; p. 2\n{length}: 42 {words}\n{author}: Ida Lund\n\n{body}\n\n\n"
        f"{FIRST}\n\n{SECOND}\n\n{loaded}: {day}\n\n\n{end}\n\n\n"
    )
    records = read(article * 2)
    assert len(records) == 2
    for record in records:
        assert [line for line in record.text.split("\n") if line] == [FIRST, SECOND]
        assert value(record, "title") == ["Bridge to be shut"]
        assert value(record, "source") == ["Marlow Courier"]
        assert value(record, "byline") == ["Ida Lund"]
        assert value(record, "date") == ["2018-05-14"]


@pytest.mark.parametrize(
    ("numbering", "loaded"),
    [
        ("{} de 2 DOCUMENTOS", "FECHA-CARGA: 15 de mayo de 2008"),
        ("{} di 2 DOCUMENTI", "DATA-CARICAMENTO: 15 maggio 2008"),
        ("{} van 2 DOCUMENTEN", "LAAD-DATUM: 15 mei 2008"),
        ("Document {} sur 2", "DATE-CHARGEMENT: 15 mai 2008"),
    ],
)
def test_numberings_and_days_of_loading_in_other_languages(numbering, loaded):
    head = "AUTOR: Ida Lund\n\nLENGTH: 42 words"
    export = "".join(
        classic(numbering.format(number), head, f"{FIRST}\n\n{SECOND}", loaded) for number in (1, 2)
    )
    records = read(export)
    assert [value(record, "source") for record in records] == [["Marlow Courier"]] * 2
    for record in records:
        assert [line for line in record.text.split("\n") if line] == [FIRST, SECOND]
