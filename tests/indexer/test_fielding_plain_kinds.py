"""Plain text as newsrooms, wires, offices, scans and mailers leave it: what belongs where."""

import pytest

from newssearch.indexer.fielding import field_article
from newssearch.indexer.record import Declared, Record

FIRST = (
    "The harbour board of Port Ellery voted on Tuesday to dredge the north channel before the "
    "autumn storms, and to close the old quay while the work goes on."
)
SECOND = "Fishermen had warned that the sandbank moves faster each winter. The board meets in June."


def read(*paragraphs, **options):
    return field_article(Record("\n\n".join(paragraphs)), id="a", path="a", **options)


def body(article):
    return article.body.split("\n\n")


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        ("Topics: harbour dues, ferry subsidy", ("harbour dues", "ferry subsidy")),
        ("Tags: dredging | pilots", ("dredging", "pilots")),
        ("Keywords: quay; storm surge", ("quay", "storm surge")),
        ("Filed under: Shipping", ("Shipping",)),
        ("Schlagwörter: Hafen, Fähre", ("Hafen", "Fähre")),
        ("Mots-clés : port, bac", ("port", "bac")),
    ],
)
@pytest.mark.parametrize("place", ["above", "below"])
def test_topics_are_tags(line, tags, place):
    paragraphs = [line, FIRST, SECOND] if place == "above" else [FIRST, SECOND, line]
    article = read("Board votes to dredge", *paragraphs)
    assert article.tags == tags
    assert body(article) == [FIRST, SECOND]


def test_a_sentence_about_topics_is_no_list_of_them():
    sentence = "Topics: the board will speak of the dues, and then it will vote on the new ferry."
    article = read("Board votes to dredge", FIRST, sentence, SECOND)
    assert article.tags == ()


def test_labels_in_a_row_declare_fields():
    article = read(
        "Title: Board votes to dredge\nAuthor: Ada Holm\nDate: 2019-07-02\n"
        "Source: The Ellery Gazette\nURL: https://ellery.example/1\nTags: harbour, dues",
        FIRST,
        SECOND,
    )
    assert article.title == "Board votes to dredge"
    assert article.byline == ("Ada Holm",)
    assert article.date.isoformat() == "2019-07-02"
    assert (article.source, article.url) == ("The Ellery Gazette", "https://ellery.example/1")
    assert article.tags == ("harbour", "dues")
    assert body(article) == [FIRST, SECOND]
    assert article.provenance["source"] == "Source: line"


def test_labels_of_other_languages_and_unknown_ones():
    article = read(
        "Titel: Ausschuss will baggern\nAutorin: Ada Holm\nQuelle: Elleryer Anzeiger\n"
        "Datum: 2. Juli 2019\nUmfang: 430 Wörter",
        "Der Hafenausschuss hat am Dienstag beschlossen, die Nordrinne vor den Herbststürmen "
        "auszubaggern, und der alte Kai wird solange geschlossen.",
    )
    assert article.title == "Ausschuss will baggern"
    assert article.source == "Elleryer Anzeiger"
    assert article.byline == ("Ada Holm",)
    assert article.date.isoformat() == "2019-07-02"
    assert "Umfang: 430 Wörter" in article.body


def test_one_label_alone_is_text():
    article = read("Board votes to dredge", "Source: the board's own figures", FIRST, SECOND)
    assert article.source is None
    assert "Source: the board's own figures" in article.body


@pytest.mark.parametrize(
    "last",
    [
        "Compiled by the Ellery Institute and sponsored by Lowmere Bank, the survey found 39 of "
        "65 towns were in favour of lower dues.",
        "Edited by Ada Holm, the collection brings together letters from the years of the flood.",
        "Written by pilots, it is the handbook that every captain has on the bridge.",
    ],
)
def test_a_sentence_that_opens_like_a_credit_stays_in_the_body(last):
    article = read("Board votes to dredge", FIRST, SECOND, last)
    assert body(article)[-1] == last
    assert article.contributors == ()


@pytest.mark.parametrize(
    ("last", "names", "credit"),
    [
        (
            "Additional reporting by Ada Holm: @adaholm01 Source:-Ellery News",
            ("Ada Holm",),
            "Ellery News",
        ),
        ("Additional reporting by Ada Holm (@adaholm01)", ("Ada Holm",), None),
        ("Reporting by Ada Holm; Editing by Ben Okello", ("Ada Holm", "Ben Okello"), None),
        ("Compiled by Ada Holm and Ben Okello", ("Ada Holm", "Ben Okello"), None),
    ],
)
def test_credits_below_the_text(last, names, credit):
    article = read("Board votes to dredge", FIRST, SECOND, last)
    assert article.contributors == names
    assert article.credit == credit
    assert body(article) == [FIRST, SECOND]


@pytest.mark.parametrize(
    ("last", "names"),
    [
        ("-- Ada Holm, Ellery Newsroom +00 0 00 00", ("Ada Holm",)),
        ("— Ada Holm and Ben Okello, Lowmere bureau", ("Ada Holm", "Ben Okello")),
        ("-- Ada Holm, Reuters", ("Ada Holm",)),
        ("-- By Ada Holm in Lowmere", ("Ada Holm",)),
        ("(Ada Holm, Ellery newsroom, +00 00 00)", ("Ada Holm",)),
        ("Author: Ada Holm ah/bo (ELN, APX)", ("Ada Holm",)),
        ("Author: Ada Holm", ("Ada Holm",)),
    ],
)
def test_a_byline_below_the_text(last, names):
    article = read("Board votes to dredge", FIRST, SECOND, last)
    assert article.byline == names
    assert article.provenance["byline"] == "line below the text"
    assert body(article) == [FIRST, SECOND]
    named = read("Board votes to dredge", "By Cy Pell", FIRST, SECOND, last)
    assert named.byline == ("Cy Pell",)
    assert named.contributors == names


@pytest.mark.parametrize(
    "last",
    [
        "-- Ada Holm",
        "— Port Ellery, in the spring",
        "Author: the whole of the town",
        "- oars, 2 lamps",
    ],
)
def test_last_lines_that_are_no_bylines(last):
    article = read("Board votes to dredge", FIRST, SECOND, last)
    assert article.byline == ()
    assert last in article.body


@pytest.mark.parametrize(
    "opening",
    [
        "CHILDREN IN DETENTION - The Greens today called on the minister to explain it, and he",
        "WHAT WE KNOW FOR NOW - The board has met twice since the storm and will meet again; it",
        "BOATS AND LAMPS - The chandlers of Ellery say that nobody buys lamps now, and that it",
    ],
)
def test_small_words_in_capitals_make_no_place(opening):
    article = read(
        f"{opening} will be so for a long time to come, as far as anybody can see.", SECOND
    )
    assert article.dateline is None
    assert article.body.startswith(opening)


def test_a_report_with_a_date_is_a_title_and_no_dateline():
    article = read("MONTHLY REPORT FROM SEN. QUILL, NOV. 29", FIRST, SECOND)
    assert article.dateline is None
    assert article.title == "MONTHLY REPORT FROM SEN. QUILL, NOV. 29"


@pytest.mark.parametrize(
    ("opening", "dateline", "credit"),
    [
        ("PORT ELLERY, February 9. /ELN/. ", "PORT ELLERY, February 9", "ELN"),
        ("LOWMERE, March 3 /TASS/. ", "LOWMERE, March 3", "TASS"),
        ("KØBENHAVN /ritzau/ - ", "KØBENHAVN", "ritzau"),
        ("Madrid, 2 jul (EFE).- ", "Madrid, 2 jul", "EFE"),
        ("(ANSA) - ROMA, 2 LUG - ", "ROMA, 2 LUG", "ANSA"),
        ("Berlin, 2. Juli (dpa) - ", "Berlin, 2. Juli", "dpa"),
        ("PARIS, le 2 juillet (AFP) - ", "PARIS, le 2 juillet", "AFP"),
        ("Lisboa, 2 de julho (Lusa) – ", "Lisboa, 2 de julho", "Lusa"),
        ("OSLO (NTB): ", "OSLO", "NTB"),
        ("AMSTERDAM (ANP) - ", "AMSTERDAM", "ANP"),
        ("PORT ELLERY AND LOWMERE, March 3 (AP) -- ", "PORT ELLERY AND LOWMERE, March 3", "AP"),
    ],
)
def test_datelines_of_agencies_and_languages(opening, dateline, credit):
    article = read("Board votes to dredge", "The board decided on Tuesday.", opening + FIRST)
    assert (article.dateline, article.credit) == (dateline, credit)
    assert article.body.endswith(FIRST)


def test_a_slash_in_the_first_sentence_is_no_agency():
    text = "Lowmere, the port /or what is left of it/ was busy on Monday, as the pilots had said."
    assert read("Boats", text, SECOND).body.startswith("Lowmere, the port /or")


@pytest.mark.parametrize(
    "letterhead",
    [
        ["MEDIA RELEASE", "MARA QUILL MP", "Federal Member for Ellery", "2 July 2019"],
        ["MEDIA RELEASE", "Senator Mara Quill", "Shadow Minister for Harbours and Coasts"],
        ["Authorised by Mara Quill, 1 Quay Street, Ellery", "Mara Quill MLC"],
        ["PRESS RELEASE", "12 Quay Street, Ellery", "Contact: Ben Okello, 555 0100"],
        ["2 July 2019"],
        ["The Hon Mara Quill MP", "Minister for Harbours", "Tuesday, 2 July 2019"],
    ],
)
@pytest.mark.parametrize("mark", ["\n\n", "\n"])
def test_the_headline_stands_below_the_letterhead(letterhead, mark):
    title = "Harbour plan is a win for Ellery"
    article = read(mark.join([*letterhead, title, FIRST]), SECOND)
    assert article.title == title
    assert FIRST in article.body


@pytest.mark.parametrize(
    "title",
    [
        "Prime Minister of Lowmere tests positive",
        "540 million records of ferries found",
        "12 boats lost in the storm of the year",
        "Senator urges board to act on quay",
        "Minister for Harbours resigns over quay",
    ],
)
def test_headlines_about_offices_and_numbers_are_no_letterhead(title):
    assert read(title, FIRST, SECOND).title == title


def test_a_wire_in_capitals_keeps_its_first_sentence_whole():
    lines = (
        "THE HARBOUR BOARD OF PORT ELLERY VOTED ON TUESDAY TO DREDGE THE",
        "NORTH CHANNEL BEFORE THE AUTUMN STORMS BEGIN. THE WORK WILL COST",
        "FOUR MILLION CROWNS AND TAKE NINE WEEKS, THE BOARD SAID IN A",
        "STATEMENT. FISHERMEN HAVE WARNED THAT THE SANDBANK MOVES FASTER",
        "EACH WINTER. THE BOARD WILL MEET AGAIN IN JUNE TO CHOOSE A FIRM",
        "FOR THE WORK. PILOTS SAID THEY WOULD SLEEP BETTER.",
    )
    article = read("\n".join(lines))
    assert article.title is None
    assert article.body == " ".join(lines)
    headed = read("BOARD VOTES TO DREDGE\n" + "\n".join(lines))
    assert headed.title == "BOARD VOTES TO DREDGE"
    assert headed.body == " ".join(lines)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("helped every small\n\nbusiness on the quay.", "small business"),
        ("that the mole of the\n\nwestern quay had been closed.", "the western quay had"),
        (
            "and the pilots of the whole coast said at the hearing that the White\nHouse hotel "
            "would have to close.",
            "White House hotel",
        ),
        ("helped every small\nbusiness on the quay.", "small business"),
        (
            "will give\nmoney to the White\nHouse hotel on the quay, and the pilots were glad.",
            "the White House hotel",
        ),
    ],
)
def test_a_sentence_that_was_broken_is_joined(text, phrase):
    sentence = f"The harbour board of Port Ellery decided on Tuesday, as it had said, and {text}"
    article = read("Board votes to dredge", FIRST, SECOND, "It met at noon.", sentence, SECOND)
    assert phrase in article.body


def test_a_list_below_a_long_line_stays_a_list():
    races = "The boats that will sail from the old quay to Lowmere on Sunday are\nGannet\nTern"
    assert body(read("Board votes", FIRST, SECOND, SECOND, races))[-2:] == ["Gannet", "Tern"]


def test_paragraphs_that_end_and_short_lines_are_not_joined():
    article = read("Board votes", FIRST, "eBoats sail from June, the board said.", SECOND)
    assert body(article) == [FIRST, "eBoats sail from June, the board said.", SECOND]
    article = read(
        "Board votes", FIRST, "Lamps for sale", "two of brass, from the old boat.", SECOND
    )
    assert "Lamps for sale" in body(article)


def test_the_turns_of_a_transcript_are_paragraphs_and_no_headings():
    article = read(
        "Interview with Mara Quill",
        "E & O E - PROOF ONLY",
        "HOST: Should that change?",
        f"QUILL: It should. {SECOND}",
        "HOST: And the cost of it all?",
        f"QUILL: Four million crowns. {SECOND}",
    )
    assert article.headings == ()
    assert "HOST: Should that change?" in body(article)


@pytest.mark.parametrize("times", [1, 2, 3, 4])
def test_text_that_was_encoded_more_than_once_is_put_right(times):
    text = "Café owners don’t wait for a naïve “vote” – it’s œuvre and Šibenik – in Lowmère…"
    broken = text
    for _ in range(times):
        broken = "".join(
            bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in broken.encode()
        )
    assert text in body(read(FIRST, broken, SECOND))


@pytest.mark.parametrize("text", ["The sign ƒ stands for the guilder: ƒ 20.", "Aˆ˜ and É»A"])
def test_signs_that_only_look_broken_are_left(text):
    assert text in read(FIRST, text, SECOND).body


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Von Ada Holm", ("Ada Holm",)),
        ("Von Ada Holm und Ben Okello, dpa", ("Ada Holm", "Ben Okello")),
        ("Par Ada Holm", ("Ada Holm",)),
        ("Por Ada Holm y Ben Okello", ("Ada Holm", "Ben Okello")),
        ("di Ada Holm", ("Ada Holm",)),
        ("Door Ada Holm en Ben Okello", ("Ada Holm", "Ben Okello")),
        ("Av Ada Holm", ("Ada Holm",)),
        ("Af Ada Holm og Ben Okello", ("Ada Holm", "Ben Okello")),
        ("Text: Ada Holm", ("Ada Holm",)),
    ],
)
def test_bylines_of_other_languages(line, names):
    article = read("Ausschuss will baggern", line, FIRST, SECOND)
    assert article.byline == names
    assert body(article) == [FIRST, SECOND]


@pytest.mark.parametrize(
    "line",
    [
        "Von Ellery nach Lowmere sind es zwei Stunden mit dem Boot",
        "Por fin llega el barco a Lowmere",
        "Par temps calme",
        "Di lunedì il mercato è chiuso",
        "DI INDUSTRIES GETS CONTRACT",
    ],
)
def test_lines_of_other_languages_that_are_no_bylines(line):
    assert read("Ausschuss will baggern", line, FIRST, SECOND).byline == ()


def declared_dateline(value, text):
    record = Record(text, {"dateline": (Declared(value, "DATELINE"),)}, complete=True)
    return field_article(record, id="a", path="a")


@pytest.mark.parametrize(
    ("value", "text", "dateline", "first"),
    [
        (
            "THE HAGUE, March 2 - Local imports of pea- ",
            "and tree-nuts rose to 2.1 mln tonnes.\n    Exports fell.\n",
            "THE HAGUE, March 2",
            "Local imports of pea- and tree-nuts rose to 2.1 mln tonnes.",
        ),
        (
            "LOWMERE, April 9 - The vice-",
            "chairman resigned.",
            "LOWMERE, April 9",
            "The vice-chairman resigned.",
        ),
        (
            "    PORT ELLERY, May 1 - The board said it ",
            "\nwould meet again.",
            "PORT ELLERY, May 1",
            "The board said it would meet again.",
        ),
        ("LOWMERE, April 9 - ", "The quay was closed.", "LOWMERE, April 9", "The quay was closed."),
        ("LOWMERE, April 9 - Nothing more.", "", "LOWMERE, April 9", "Nothing more."),
    ],
)
def test_what_stands_behind_a_declared_dateline_begins_the_body(value, text, dateline, first):
    article = declared_dateline(value, text)
    assert article.dateline == dateline
    assert body(article)[0] == first


def test_a_word_in_capitals_above_the_headline_is_its_section():
    article = read("COAST", "Board votes to dredge channel", "By Ada Holm", FIRST, SECOND)
    assert (article.section, article.title) == ("COAST", "Board votes to dredge channel")
    assert article.provenance["section"] == "line above the title"
    assert article.byline == ("Ada Holm",)
    assert body(article) == [FIRST, SECOND]


@pytest.mark.parametrize(
    "title", ["DREDGING BEGINS", "HARBOUR BOARD VOTES TO DREDGE CHANNEL", "COAST"]
)
def test_a_headline_in_capitals_above_the_text_stays_one(title):
    article = read(title, FIRST, SECOND)
    assert (article.section, article.title) == (None, title)


def test_a_role_in_a_line_of_its_own_below_a_byline_is_no_text():
    article = read("Board votes to dredge", "By ADA HOLM and BEN OKELLO", "Staff Writers", FIRST)
    assert article.byline == ("Ada Holm", "Ben Okello")
    assert body(article) == [FIRST]


def test_an_exclusive_names_its_author():
    assert read("Board votes to dredge", "Exclusive by Ada Holm", FIRST).byline == ("Ada Holm",)


@pytest.mark.parametrize("mark", ["###", "-30-", "ENDS"])
def test_whom_to_call_below_a_release_is_a_note(mark):
    contact = "Contact: press office, press@ellery.example"
    article = read("Board votes to dredge", FIRST, SECOND, mark, contact)
    assert body(article) == [FIRST, SECOND]
    assert article.notes == (contact,)
    assert contact in read("Board votes to dredge", FIRST, SECOND, contact).body


@pytest.mark.parametrize("line", ["— ADA HOLM", "– Ada Holm", "—Ada Holm"])
def test_a_name_behind_a_dash_below_the_text_is_the_author(line):
    article = read("Board votes to dredge", FIRST, SECOND, line)
    assert article.byline == ("Ada Holm",)
    assert body(article) == [FIRST, SECOND]


def test_a_name_behind_a_dash_below_a_quotation_or_in_a_list_is_text():
    quoted = "“The pilots sleep better now that the channel is deep enough for all.”"
    assert body(read("Voices", FIRST, quoted, "— Ada Holm"))[1].startswith(quoted)
    assert not read("Voices", FIRST, quoted, "— Ada Holm").byline
    assert body(read("Present", FIRST, "— Ben Okello", "— Ada Holm"))[1:] == [
        "— Ben Okello",
        "— Ada Holm",
    ]


@pytest.mark.parametrize(
    "byline",
    ["By Ada Holm", "von Ada Holm", "par Ada Holm", "por Ada Holm", "di Ada Holm", "door Ada Holm"],
)
def test_a_byline_that_begins_with_a_small_letter_is_no_second_line_of_the_title(byline):
    text = (
        "The port will be deeper\n{}\n\nThe board voted on Tuesday for it. Nobody was against it.\n"
    )
    article = field_article(Record(text.format(byline)), id="a", path="a.txt")
    assert (article.title, article.byline) == ("The port will be deeper", ("Ada Holm",))


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("THE ELLERY GAZETTE\n\nTuesday, July 2, 2019", "Harbour board votes to dredge"),
        ("The Lowmere Post\n2 July 2019", "Harbour board votes to dredge"),
        ("A fence without a post\n2 July 2019", "A fence without a post"),
    ],
)
def test_the_name_of_the_paper_above_the_day_is_no_title(above, title):
    text = (
        f"{above}\n\nHarbour board votes to dredge\n\nThe board voted on Tuesday for it, as said.\n"
    )
    article = field_article(Record(text), id="a", path="a.txt")
    assert article.title == title
    assert str(article.date) == "2019-07-02"
