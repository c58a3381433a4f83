"""What pages set in other ways than paragraphs is kept: breaks, verse, lists, tables, boxes."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newssearch.indexer.fielding import field_article
from newssearch.indexer.html import agreement, body, read_fragment, read_page
from newssearch.indexer.html.outline import Element
from newssearch.indexer.html.trees import fragment_outline, page_outline

PROSE = [
    "The ferry company said on Monday that the morning boat will sail again from the old quay, "
    "which had been closed since the storm, and that tickets will cost what they did before.",
    "Pilots who bring the larger ships in had asked for a second light on the mole, arguing, with "
    "some heat, that the one there now cannot be told from the lamps of the fish market.",
    "Nobody at the meeting spoke against the plan, though two members of the board left early, "
    "and the chairwoman promised that the figures would be published before the end of the month.",
    "Work on the mole begins in April, when the water is low, and is to be finished before the "
    "regatta, for which the town expects, as every year, some twelve thousand guests.",
]
PARAGRAPHS = [f"<p>{text}</p>" for text in PROSE]


def page(middle, *, head="", before="", after=""):
    return (
        f"<!doctype html><html lang=en><head><title>Morning boat returns</title>{head}</head><body>"
        f"{before}<main><article><h1>Morning boat returns</h1>{''.join(PARAGRAPHS[:2])}{middle}"
        f"{''.join(PARAGRAPHS[2:])}</article></main>{after}</body></html>"
    )


def lines(middle, **parts):
    return read_page(page(middle, **parts)).text.split("\n")


def between(middle):
    found = lines(middle)
    assert [line for line in found if line in PROSE] == PROSE
    return found[2:-2]


@pytest.mark.parametrize(
    ("middle", "kept"),
    [
        (
            "<p>Boats leave at:<br>6.10 from Lowmere<br>7.45 from Castlegate<br>9.20 from Holm</p>",
            ["Boats leave at: 6.10 from Lowmere 7.45 from Castlegate 9.20 from Holm"],
        ),
        (
            "<p>Grey is the sea<br>and grey the quay<br>and none but me<br>to see</p>",
            ["Grey is the sea and grey the quay and none but me to see"],
        ),
        (
            "<ul><li>2 lamps</li><li>1 oar</li><li>40 m of rope</li></ul>",
            ["2 lamps", "1 oar", "40 m of rope"],
        ),
        (
            "<ol><li>Quill</li><li>Okello</li><li>Averill</li></ol>",
            ["Quill", "Okello", "Averill"],
        ),
        (
            "<dl><dt>Length</dt><dd>31 m</dd><dt>Draught</dt><dd>2.4 m</dd></dl>",
            ["Length", "31 m", "Draught", "2.4 m"],
        ),
        (
            "<table><tr><th>Boat</th><th>Points</th></tr><tr><td>Gannet</td><td>41</td></tr>"
            "<tr><td>Tern</td><td>39</td></tr></table>",
            ["Boat | Points", "Gannet | 41", "Tern | 39"],
        ),
        (
            "<table><thead><tr><td>Quill</td><td></td><td>1,204</td></tr></thead></table>",
            ["Quill | 1,204"],
        ),
    ],
)
def test_short_lines_in_the_article_are_kept(middle, kept):
    assert between(middle) == kept


def test_a_row_that_lays_out_a_page_is_no_row_of_data():
    text = read_fragment(
        f"<table><tr><td><p>{PROSE[0]}</p></td><td><p>{PROSE[1]}</p></td></tr></table>"
    )
    assert text.lines == tuple(PROSE[:2])
    wide = read_fragment(f"<table><tr><td>{PROSE[0]}</td><td>{PROSE[1]}</td></tr></table>")
    assert wide.lines == tuple(PROSE[:2])


@pytest.mark.parametrize("box", ["text", "wrap", "chunk part"])
def test_an_article_in_several_boxes_keeps_all_of_them(box):
    boxes = "<div class=slot>Advertisement</div>".join(
        f"<div class=wrap><div class='{box}'>{text}<p>{PROSE[number]} {number}.</p></div></div>"
        for number, text in enumerate(PARAGRAPHS)
    )
    found = read_page(
        f"<html><head><title>Boat</title></head><body><main><h1>Boat</h1>{boxes}</main></body>"
    ).text.split("\n")
    assert [line for line in found if line in PROSE] == PROSE


@pytest.mark.parametrize(
    "middle",
    [
        "<div class=card><h3><a href=/b>Mayor opens fish market</a></h3><p>The mayor opened "
        "the new fish market on Friday, and a band played, and there was soup.</p></div>",
        "<div class=related><p>Mayor opens fish market on Friday, with band and soup.</p></div>",
        "<aside><p>Mayor opens fish market on Friday, with a band and soup.</p></aside>",
        "<section><h2><a href=/b>Mayor opens the fish market</a></h2></section>",
    ],
)
def test_boxes_of_other_articles_go(middle):
    assert not any("fish market on" in line or "Mayor" in line for line in between(middle))


def test_a_round_up_of_linked_headings_stays():
    items = "".join(
        f"<section><h2><a href=/{number}>The {name} sails</a></h2><p>{PROSE[number]}</p></section>"
        for number, name in enumerate(("Gannet", "Tern", "Curlew", "Plover"))
    )
    found = read_page(
        f"<html><head><title>The boats of the week</title></head><body><main><h1>The boats of the "
        f"week</h1>{items}</main></body></html>"
    ).text.split("\n")
    assert [line for line in found if line in PROSE] == PROSE


@pytest.mark.parametrize(
    ("middle", "after", "asked"),
    [
        ("<ul><li>2 lamps</li></ul>", "", []),
        ("<div>The mole:</div><section><div>" + PARAGRAPHS[1] + "</div></section>", "", [1]),
        ("", "<div class=comments>" + "".join(PARAGRAPHS) + "</div>", [2]),
    ],
    ids=["paragraphs side by side", "boxes in the article", "as much text beside the article"],
)
def test_trafilatura_is_asked_no_more_than_is_needed(monkeypatch, middle, after, asked):
    seen = []
    real = agreement.main_text

    def counting(tree):
        seen.append(len(tree))  # a page of an element alone has a body, a whole page a head besides
        return real(tree)

    monkeypatch.setattr(agreement, "main_text", counting)
    assert lines(middle, after=after)[:2] == PROSE[:2]
    assert seen == asked


def test_trafilatura_is_not_asked_about_what_is_dropped(monkeypatch):
    seen = []
    monkeypatch.setattr(agreement, "main_text", lambda tree: seen.append(tree) or "")
    boxes = f"<section><div>{PARAGRAPHS[1]}</div></section>"
    lines(f"<div><div>The mole:</div><nav>Boats</nav> and quay</div>{boxes}")
    text = " ".join(" ".join(seen[0].itertext()).split())
    assert "Boats" not in text
    assert "The mole: and quay" in text
    assert len(seen) == 2  # the element alone, then the whole page, since the answer was empty


MENU = "<ul>" + "".join(f"<li><a href=/{n}>Quay {n}</a></li>" for n in range(9)) + "</ul>"


@pytest.mark.parametrize(
    ("boxes", "menu_is_seen"),
    [(1, False), (12, True)],
    ids=["the article may be elsewhere", "ours is a small part of the page's prose"],
)
def test_menus_are_cut_from_the_page_unless_our_rules_went_astray(monkeypatch, boxes, menu_is_seen):
    seen = []
    monkeypatch.setattr(agreement, "main_text", lambda tree: seen.append(tree) or "")
    comments = f"<div class=comments>{''.join(PARAGRAPHS)}</div>" * boxes
    lines("", after=f"<div>{MENU}</div><div><i></i></div>{comments}")
    (tree,) = seen
    text = " ".join(tree.itertext())
    assert [text.count(paragraph) for paragraph in PROSE] == [1 + boxes] * len(PROSE)
    assert ("Quay 3" in text) is menu_is_seen
    assert bool(tree.findall(".//i")) is menu_is_seen


def test_preformatted_text_has_its_paragraphs():
    text = read_fragment(
        f"<pre>\n{PROSE[0][:80]}\n{PROSE[0][80:]}\n\n{PROSE[1]}\n\n\n{PROSE[2]}\n</pre>"
    )
    assert text.lines == (f"{PROSE[0][:80]} {PROSE[0][80:]}".replace("  ", " "), *PROSE[1:3])


def test_words_broken_in_a_scanned_page_are_put_together():
    def scanned(*rows):
        spans = "\n".join(f"<span class='ocr_line'>{row}</span>" for row in rows)
        return f"<p class='ocr_par'>{spans}</p>"

    text = read_fragment(
        scanned("The har-", "bour was", "closed in win-", "ter.") + scanned("A second", "notice.")
    )
    assert text.lines == ("The harbour was closed in winter.", "A second notice.")
    assert read_fragment("<p>The har-\nbour</p>").lines == ("The har- bour",)


def test_the_article_in_a_shown_template_is_read_and_in_any_other_not():
    for mode in ('shadowrootmode="open"', "shadowroot=open"):
        record = read_page(
            "<html><head><title>Boat</title></head><body><story-body><template "
            f"{mode}><article>{''.join(PARAGRAPHS)}</article></template></story-body></body></html>"
        )
        assert record.text.split("\n") == PROSE
    hidden = page("<template><p>A form for letters to the editor, not shown.</p></template>")
    assert "letters to the editor" not in read_page(hidden).text


def declared(field, **parts):
    return [item.value for item in read_page(page("", **parts)).declared.get(field, ())]


@pytest.mark.parametrize(
    "box",
    [
        "<div class=skiptranslate><h1>Original text</h1></div>",
        "<div style='display: none'><h1>Original text</h1></div>",
        "<dialog><h1>Sign in to the Gazette</h1></dialog>",
        "<nav><h1>Ellery Gazette</h1></nav>",
    ],
)
def test_headings_that_are_not_shown_or_not_the_articles_are_no_titles(box):
    found = read_page(
        f"<html><head></head><body>{box}<article><h1>Morning boat returns</h1>"
        f"{''.join(PARAGRAPHS)}</article></body></html>"
    )
    assert [item.value for item in found.declared["title"]] == ["Morning boat returns"]


@pytest.mark.parametrize(
    ("head", "heading", "title"),
    [
        (
            "<meta property=og:site_name content='Ellery Gazette'><title>Boat returns to the quay |"
            " Ellery Gazette</title>",
            "<h1>Ellery Gazette</h1>",
            "Boat returns to the quay",
        ),
        (
            "<meta property=og:site_name content='Ellery Gazette'><title>Ellery Gazette - Boat"
            " returns</title>",
            "<h1>Ellery Gazette</h1>",
            "Boat returns",
        ),
        (
            "<meta property=og:site_name content='Ellery Gazette'><meta property=og:title "
            "content='Ellery Gazette'><title>Boat returns to the quay</title>",
            "",
            "Boat returns to the quay",
        ),
        (
            "<meta property=og:site_name content='Gazette'><title>Gazette wins its case</title>",
            "<h1>Gazette wins its case</h1>",
            "Gazette wins its case",
        ),
    ],
)
def test_the_sites_name_is_no_title(head, heading, title):
    found = read_page(
        f"<html><head>{head}</head><body>{heading}<article>{''.join(PARAGRAPHS)}</article></body>"
        "</html>"
    )
    assert [item.value for item in found.declared["title"]] == [title]


def test_a_title_for_sharing_that_says_something_else_is_kept_to_be_searched():
    record = read_page(
        page(
            "", head="<meta property=og:title content='Islanders cheer as Gannet sails once more'>"
        )
    )
    article = field_article(record, id="a", path="a")
    assert article.title == "Morning boat returns"
    assert article.notes == ("Shared as: Islanders cheer as Gannet sails once more",)
    assert declared("notes", head="<meta property=og:title content='Morning boat returns'>") == []
    assert declared("notes", head="<meta property=og:title content='The boat returns'>") == []


LD = '<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "{}"}}</script>'


@pytest.mark.parametrize(
    ("instant", "shown", "day"),
    [
        ("2019-07-03T02:00:00Z", "<link rel=canonical href='http://e.example/2019/07/02/boat'>", 2),
        ("2019-07-03T02:00:00+00:00", "<p class=date>July 2, 2019</p>", 2),
        ("2019-07-01T22:30:00.000Z", "<time>2 July 2019</time>", 2),
        ("2019-07-03T02:00:00Z", "<p class=date>July 3, 2019</p>", 3),
        ("2019-07-03T02:00:00Z", "<p class=date>July 1, 2019</p>", 3),
        ("2019-07-03T15:00:00Z", "<p class=date>July 2, 2019</p>", 3),
        ("2019-07-03T02:00:00-05:00", "<p class=date>July 2, 2019</p>", 3),
        ("2019-07-03", "<p class=date>July 2, 2019</p>", 3),
        ("2019-07-03T02:00:00Z", "", 3),
    ],
)
def test_the_day_of_an_instant_is_the_publishers_own(instant, shown, day):
    assert declared("date", head=LD.format(instant), before=shown) == [
        dt.date(2019, 7, day).isoformat()
    ]


def walked(monkeypatch, markup):
    """Return how many elements the search for equal parts and cards looks at."""
    looked = []
    real = Element.ancestors
    monkeypatch.setattr(
        Element,
        "ancestors",
        lambda element, count=1_000_000: (looked.append(a) or a for a in real(element, count)),
    )
    with page_outline(markup) as outline:
        body.equal_parts(body.find_body(outline).container)
        return len(looked), len(outline.elements)


@pytest.mark.parametrize(
    "markup",
    [
        "<div class=text>" * 3000 + PARAGRAPHS[0] * 5 + "</div>" * 3000,
        "<div>" * 2000 + "<div><h2><a href=/x>Title</a></h2></div>" * 2000,
    ],
)
def test_nested_boxes_are_looked_at_a_few_times_each(monkeypatch, markup):
    looked, elements = walked(monkeypatch, markup)
    assert looked <= 12 * elements


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<b>",
                "</b>",
                "</div>",
                "<div class=x>",
                "a b",
                " ",
                "<br>",
                "<li>",
                "&lt;",
            ]
        ),
        max_size=40,
    )
)
@settings(derandomize=True)
def test_a_page_has_the_same_elements_and_text_from_both_parsers(pieces):
    def elements(make):
        with make("<html><body>x" + "".join(pieces)) as outline:
            return [
                (e.name, e.attributes, e.depth, e.strings, e.text_content())
                for e in outline.elements
            ]

    assert elements(page_outline) == elements(fragment_outline)


LATER = [
    "Fares for cars go up in May by a tenth, which the company puts down to the price of diesel "
    "and to what the harbour asks for the new berth, and those who buy ten at once pay less.",
    "The last boat leaves the island at nine, an hour later than it did, so that people who work "
    "on the mainland until eight, as half of the islanders do, can be at home on the same day.",
    "Bicycles are taken for nothing, as they were, but only on the car deck, since two of them "
    "fell overboard last summer from the railing to which their owners had tied them with a scarf.",
]


@pytest.mark.parametrize(
    "form", ["<div>{}</div>", "{}<br><br>", "<div>{}<br></div>", "<ul><li>{}</li></ul>"]
)
def test_paragraphs_that_are_not_called_so_are_kept_beside_others(form):
    found = lines("".join(map(form.format, LATER)))
    assert [line for line in found if line in {*PROSE, *LATER}] == [*PROSE[:2], *LATER, *PROSE[2:]]
