"""Exports of ProQuest, Europresse, Mediargus, APA and DeFacto."""

import pytest

from newssearch.indexer.readers import read_records
from newssearch.indexer.readers.databases import is_press_database, read_press_database_text
from newssearch.indexer.record import Record

FIRST = "The bridge at Marlow Bay will be shut for two weeks while its cables are measured again."
SECOND = "Nobody on the council spoke against the plan, and the ferry will run every half hour."
RULE = "_" * 60


def read(content, name="export.txt"):
    content = content.encode() if isinstance(content, str) else content
    return [found for found in read_records(content, name) if isinstance(found, Record)]


def value(record, field):
    return [item.value for item in record.declared.get(field, ())]


def proquest(number, title, author):
    return (
        f"{RULE}\n\nDocument {number} of 2\n\nTitle: {title}\n\nAuthor: {author}\n\n"
        "Publication info: Marlow Courier; Marlow Bay [Marlow Bay]14 May 2018: A.1.\n\n"
        "Abstract: None available.\n\nLinks: https://search.example/1\n\n"
        f"Full text: {FIRST}\n\nLocation: the old pier\n\n{SECOND}\n\nSubject: Bridges; Ferries\n\n"
        f"Title: {title}\n\nPublication title: Marlow Courier; Marlow Bay\n\n"
        "Publication date: May 14, 2018\n\nSection: Local\n\nLanguage of publication: English\n\n"
        "Document URL: https://search.example/docview/1\n\n"
        "Copyright: Copyright Bay Press 2018\n\nLast updated: 2020-01-05\n\nDatabase: News\n\n"
    )


PROQUEST = proquest(1, "Bridge to be shut", "Lund, Ida; Obi, Sam") + proquest(2, "Ferry full", "Bo")


def check_proquest(results):
    first, second = results
    assert value(first, "title") == ["Bridge to be shut"]
    assert value(first, "byline") == ["Ida Lund", "Sam Obi"]
    assert value(first, "date") == ["2018-05-14"]
    assert value(first, "source") == ["Marlow Courier"]
    assert value(first, "section") == ["Local"]
    lines = [line for line in first.text.split("\n") if line]
    assert lines == [FIRST, "Location: the old pier", SECOND]
    assert value(second, "title") == ["Ferry full"]


def test_proquest_text():
    below = f"{RULE}\n\nContact us at: http://www.proquest.com/\n\nDatabase copyright 2020\n"
    check_proquest(read(PROQUEST + below))


def test_proquest_html():
    lines = "".join(f"<p>{line}</p>" for line in PROQUEST.split("\n"))
    page = f"<html><head><title>ProQuest</title></head><body>{lines}</body></html>"
    check_proquest(read(page, "ProQuestDocuments.html"))


def test_proquest_mail():
    head = "From: ProQuest <a@proquest.example>\nTo: x@y.example\nSubject: Your search\n"
    mail = f"{head}Date: Mon, 14 May 2018 09:00:00 +0000\nMessage-ID: <1@x>\n\n{PROQUEST}"
    check_proquest(read(mail, "alert.eml"))


@pytest.mark.parametrize(
    "labels",
    [
        ("Titel", "Autor", "Volltext", "Publikationstitel", "Publikationsdatum", "Datenbank"),
        ("Título", "Autor", "Texto completo", "Título de publicación", "Fecha de publicación", "X"),
        (
            "Titre",
            "Auteur",
            "Texte intégral",
            "Titre de la publication",
            "Date de publication",
            "X",
        ),
    ],
    ids=["German", "Spanish", "French"],
)
def test_proquest_labels_of_other_languages(labels):
    title, author, text, source, date, last = labels
    part = (
        f"{RULE}\n\n{title}: Brücke zu\n\n{author}: Lund, Ida\n\n{text}: {FIRST}\n\n{SECOND}\n\n"
        f"{source}: Marlow Courier\n\n{date}: 14. Mai 2018\n\n{last}: News\n\n"
    )
    first, second = read(part * 2)
    for record in (first, second):
        assert value(record, "title") == ["Brücke zu"]
        assert value(record, "byline") == ["Ida Lund"]
        assert value(record, "source") == ["Marlow Courier"]
        assert value(record, "date") == ["2018-05-14"]
        assert record.text.startswith(FIRST)


def test_a_proquest_article_without_full_text_keeps_its_abstract():
    part = PROQUEST.replace("Abstract: None available.", f"Abstract: {SECOND}")
    part = part.replace(f"Full text: {FIRST}\n\nLocation: the old pier\n\n{SECOND}\n\n", "")
    assert [record.text for record in read(part)] == [SECOND, SECOND]


def test_europresse_pages():
    article = (
        '<article><header><div class="rdp__DocPublicationName"><span class="DocPublicationName">'
        'Courrier de Marlow, no. 1234</span></div><div><span class="DocHeader">Région, lundi '
        "14 mai "
        '2018 412 mots, p. 4</span></div><div class="titreArticle"><p class="titreArticleVisu '
        'rdp__articletitle">Le pont {n} fermé</p></div><div class="docAuthors">Ida Lund</div>'
        f'</header><section><div class="DocText clearfix"><div class="docOcurrContainer"><p>{FIRST}'
        f"</p><p>{SECOND}</p></div></div></section><footer><small>© 2018 Courrier de Marlow. Tous "
        "droits réservés.</small><p>news·20180514·CM·1</p></footer></article>"
    )
    page = "<html><head><title>Europresse</title></head><body>{}</body></html>"
    results = read(
        page.format("".join(article.replace("{n}", str(n)) for n in (1, 2, 3))), "a.html"
    )
    assert [value(record, "title") for record in results] == [
        ["Le pont 1 fermé"],
        ["Le pont 2 fermé"],
        ["Le pont 3 fermé"],
    ]
    for record in results:
        assert value(record, "source") == ["Courrier de Marlow"]
        assert value(record, "date") == ["2018-05-14"]
        assert value(record, "section") == ["Région"]
        assert value(record, "byline") == ["Ida Lund"]
        assert record.text.split("\n") == [FIRST, SECOND]


def hit(number, title, *, paper="De Bode", day="maandag 14 mei 2018"):
    return f"{number}. {title}\n\n{paper}, {day}, p. 4, 320w.\n\n{FIRST[:40]} ...\n\n\n"


def test_mediargus_lists_of_hits_with_their_articles():
    hits = hit(1, "Brug dicht") + hit(2, "Veer vol", day="dinsdag 15 mei 2018")
    articles = "".join(
        f"{day}, p.4\n\nAntwerpen, Limburg\n\n{title}\n\n{FIRST}\n\n{SECOND}\n\n © Bode\n\n\n\n\n\n"
        for title, day in (("Brug dicht", "14-05-2018"), ("Veer vol", "15-05-2018"))
    )
    first, second = read(hits.rstrip("\n") + "\n\n\n\n\n\n\n" + articles)
    assert value(first, "title") == ["Brug dicht"]
    assert value(second, "date") == ["2018-05-15"]
    assert value(second, "source") == ["De Bode"]
    assert second.text == f"Veer vol\n\n{FIRST}\n\n{SECOND}"


def test_a_mediargus_list_without_articles_says_that_only_first_lines_are_there():
    first, second = read(hit(1, "Brug dicht") + hit(2, "Veer vol"))
    assert first.text == f"{FIRST[:40]} ..."
    assert second.remarks == ("the export has only its first lines",)


HEADS = (
    '"Der Bote" vom 14.05.2018                      Seite: 4\nRessort: Lokales',
    '"bote.at" gefunden am 14.05.2018 10:36 Uhr',
    "Morgenjournal 08:00 vom 14.05.2018 08.00 Uhr",
    '"Der Bote" Nr. 065 vom 14.05.2018 Seite: 4 Ressort: Lokales',
)


def newsbank():
    return (
        "Marlow Herald, The (VT)\nMay 14, 2018\nSection: News\n\nBridge to be shut\nIda Lund, Staff"
        " Writer\n\nThe bridge at Marlow Bay will be shut for two weeks while its cables are"
        " measured again.\n\nRecord Number: 16D0A1B2C3D4\nCopyright (c) 2018 The Marlow Herald\n"
    )


def apa(separator=""):
    return "".join(
        f"{head}\n\nBrücke gesperrt\n\nVon Ida Lund\n\n{FIRST}\n\n{SECOND}\n\n{separator}\n"
        for head in HEADS
    )


def check_apa(results):
    assert [value(record, "source")[0] for record in results] == [
        "Der Bote",
        "bote.at",
        "Morgenjournal 08:00",
        "Der Bote",
    ]
    assert value(results[0], "section") == value(results[3], "section") == ["Lokales"]
    for record in results:
        assert value(record, "title") == ["Brücke gesperrt"]
        assert value(record, "byline") == ["Von Ida Lund"]
        assert value(record, "date") == ["2018-05-14"]
        assert record.text.split("\n") == [FIRST, SECOND]


def test_apa_text():
    check_apa(read(apa()))


def test_apa_rtf_in_raw_utf_8():
    rtf = "{\\rtf1\\ansi \n" + apa("_" * 67).replace("\n", "\\par\n") + "}"
    check_apa(read(rtf, "export.rtf"))


def test_defacto_pages():
    entries = "".join(
        f'<div class="eintrag"><pre>{head}</pre><h3>Brücke gesperrt</h3><p>Von Ida Lund</p>'
        f"<p>{FIRST}</p><p>{SECOND}</p></div>"
        for head in HEADS
    )
    check_apa(
        read(f"<html><head><title>DeFacto</title></head><body>{entries}</body></html>", "a.htm")
    )


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        # a caption in the middle of a text does not end it, nor does a line that is like a label
        (
            newsbank().replace("again.", "again.\n\nCaption: The bridge.\n\nIt was built in 1911."),
            ["measured again.", "Caption: The bridge.", "It was built in 1911."],
        ),
        # text that comes before the first number and behind the last
        (
            newsbank() + "\nThe board of the bay will meet again in June.\n",
            ["The board of the bay"],
        ),
        # long subject lines run over
        (
            newsbank().replace("Record", "Index terms: bridges;\ncables\nRecord"),
            ["measured again."],
        ),
    ],
)
def test_nothing_of_a_text_is_lost_between_the_marks_of_a_database(text, texts):
    records = [r for r in read_press_database_text(text) if isinstance(r, Record)]
    kept = "\n".join(
        "\n".join([r.text, *(v.value for vs in r.declared.values() for v in vs)]) for r in records
    )
    assert all(each in kept for each in texts)


@pytest.mark.parametrize(
    "text",
    [
        "Record Number: 12\nThe band sold its third record number one in May.",
        "Quelle: dpa\n\nDer Rat tagt.",
        "Accession Number: 2W12\nfrom the museum's catalogue",
    ],
)
def test_text_with_a_label_is_no_export(text):
    assert not is_press_database(text)
