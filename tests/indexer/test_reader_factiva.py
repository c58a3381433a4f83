"""Factiva exports with and without field codes, as text and as browsers save them."""

import pytest

from newssearch.indexer.readers import read_records
from newssearch.indexer.record import Remark

FIRST = "The bridge at Marlow Bay will be shut for two weeks while its cables are measured again."
SECOND = "Nobody on the council spoke against the plan, and the ferry will run every half hour."


def read(content, name="export.txt"):
    return list(read_records(content.encode(), name))


def value(record, field):
    return [item.value for item in record.declared.get(field, ())]


def check(record, title, byline, day, source):
    assert value(record, "title") == [title]
    assert value(record, "byline") == [byline]
    assert value(record, "date") == [day]
    assert value(record, "source") == [source]
    assert [line for line in record.text.split("\n") if line] == [FIRST, SECOND]


ENTRIES = [
    ("Bridge to be shut", "By Ida Lund", "14 May 2018", "Marlow Courier", "2018-05-14"),
    ("Ferry to be full", "By Sam Obi", "15 May 2018", "The Bay Post", "2018-05-15"),
]


def plain(title, byline, day, source, *, time=True):
    clock = "07:45\n" if time else ""
    return (
        f"{title}\n{byline}\n1,120 words\n{day}\n{clock}{source}\nMARLC\nFirst\nA4\nEnglish\n"
        f"(c) 2018 Bay Press\n\n{FIRST}\n\n{SECOND}\n\nDocument MARLC00020180514ee5e0000a\n\n"
    )


def test_text_without_codes():
    text = "".join(plain(*entry[:4], time=n == 0) for n, entry in enumerate(ENTRIES))
    results = read(text + "Search Summary\nText\tbridge\nDate\tAll\n")
    assert len(results) == 2
    for record, (title, byline, _, source, day) in zip(results, ENTRIES, strict=True):
        check(record, title, byline, day, source)
        assert value(record, "lang") == ["English"]


def page(entries):
    articles = "".join(
        f'<div class="article enArticle"><div id="hd"><span class="enHeadline"><b>{title}</b>'
        f'</span></div><div class="author">{byline}</div><div>88 words</div><div>{day}</div>'
        f"<div>{source}</div><div>MARLC</div><div>English</div><div>(c) 2018 Bay Press</div>"
        f'<p class="articleParagraph enarticleParagraph">{FIRST}</p>'
        f'<p class="articleParagraph enarticleParagraph">{SECOND}</p>'
        "<p>Document MARLC00020180514ee5e0000a</p></div><br>"
        for title, byline, day, source, _ in entries
    )
    return f"<html><head><title>Factiva</title></head><body><form>{articles}</form></body></html>"


def test_a_saved_page_whose_styles_are_longer_than_the_opening_that_is_looked_at():
    styles = "<style>" + ".carryOver a{color:#004c70} .articleParagraph b{top:1px}\n" * 2000
    html = page(ENTRIES).replace("</head>", f"{styles}</style></head>")
    assert html.index("enHeadline") > 100_000
    titles = [value(record, "title") for record in read(html, "Factiva.htm")]
    assert titles == [["Bridge to be shut"], ["Ferry to be full"]]


def test_a_page_without_codes_as_browsers_save_it():
    results = read(page(ENTRIES), "Factiva.html")
    assert not any(isinstance(found, Remark) for found in results)
    for record, (title, byline, _, source, day) in zip(results, ENTRIES, strict=True):
        check(record, title, byline, day, source)


def coded(separator):
    fields = [
        ("HD", "Bridge to be shut"),
        ("BY", "By Ida Lund"),
        ("WC", "88 words"),
        ("PD", "14 May 2018"),
        ("SN", "Marlow Courier"),
        ("LA", "English"),
        ("LP", "IN A narrow street the work began.\nBY noon it was done."),
        ("TD", "SE winds are expected.\nART lovers may come too."),
        ("AN", "Document MARLC00020180514ee5e0000a"),
    ]
    return "\n".join(f"{code}{separator}{text}" for code, text in fields) + "\n"


@pytest.mark.parametrize("separator", ["\n", "\t", "     "], ids=["alone", "tab", "blanks"])
def test_paragraphs_that_open_with_a_code_s_letters_are_text(separator):
    (record,) = read(coded(separator))
    assert value(record, "byline") == ["By Ida Lund"]
    assert "caption" not in record.declared
    assert record.text == (
        "IN A narrow street the work began.\nBY noon it was done.\n\n"
        "SE winds are expected.\nART lovers may come too."
    )


def test_codes_as_rtf_tables():
    rows = "".join(
        rf"\trowd {code}\cell {text}\cell\row "
        for code, text in (
            ("HD", "Bridge to be shut"),
            ("BY", "By Ida Lund"),
            ("PD", "14 May 2018"),
            ("SN", "Marlow Courier"),
            ("LP", FIRST),
            ("TD", SECOND),
        )
    )
    (record,) = read(rf"{{\rtf1\ansi {rows}}}", "export.rtf")
    check(record, "Bridge to be shut", "By Ida Lund", "2018-05-14", "Marlow Courier")


def test_codes_beside_their_values_above_texts_below_theirs():
    """Copied from pages; the second article is of an export in which codes stand alone."""
    beside = (
        "HD Bridge to be shut\nBY By Ida Lund\nWC 42 words\nPD 14 May 2018\nSN Marlow Courier\n"
        f"LA English\n\nLP\n{FIRST}\n\nTD\n{SECOND}\n\nNS gcat : Political News\n"
        "AN Document MARLC00020180514ee5e0000a\n\n"
    )
    alone = (
        "HD\nFerry to be full\nBY\nBy Sam Obi\nPD\n15 May 2018\nSN\nThe Bay Post\n"
        f"LP\n{FIRST}\n\nTD\n{SECOND}\n"
    )
    first, second = read(beside + alone)
    check(first, "Bridge to be shut", "By Ida Lund", "2018-05-14", "Marlow Courier")
    check(second, "Ferry to be full", "By Sam Obi", "2018-05-15", "The Bay Post")
    (caps,) = read(beside.replace(SECOND, f"IN A quiet street.\n{SECOND}"))
    assert "IN A quiet street." in caps.text


@pytest.mark.parametrize("day", ["May 14, 2018", "May 14, 2018 07:45", "14 May 2018 07:45 AM"])
def test_days_as_americans_write_them_and_with_a_time(day):
    article = plain("Bridge to be shut", "By Ida Lund", day, "Marlow Courier", time=False)
    for record in read(article * 2):
        check(record, "Bridge to be shut", "By Ida Lund", "2018-05-14", "Marlow Courier")
