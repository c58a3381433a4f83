"""Ways through the archive: from match to match, back and forward, like articles, who said what."""

import pytest
from tui_fake_archive import SEED, FakeArchive, made_up, quotation
from tui_screens import EVERY_SIZE, SIZES, check_golden, press, running, screen_text, settled

from newssearch.archive.article import Article
from newssearch.indexer import write_articles
from newssearch.tui import news_engine
from newssearch.tui.actions import LIST, READER
from newssearch.tui.palette_screen import fitting_actions, palette_actions
from newssearch.tui.trail import MOST_STOPS, Stop, Trail


def archive(count=30):
    return FakeArchive(articles=[SEED, *map(made_up, range(count))])


async def test_from_the_last_match_on_to_the_next_article():
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, "down", "enter", "n", "n")
        assert app.search._hits.cursor == 0
        await press(app, pilot, "n")
        assert app.search._hits.cursor == 1
        assert "next article: Article number 0" in screen_text(app)
        assert "match 1 of 1" in screen_text(app)
        await press(app, pilot, "N")
        assert app.search._hits.cursor == 0
        assert "match 2 of 2" in screen_text(app)
        assert "previous article" in screen_text(app)


async def test_at_the_end_of_all_hits_the_first_match_comes_again():
    async with running(archive(0), query="scud") as (app, pilot):
        await press(app, pilot, "down", "enter", "n", "n", "n")
        assert "match 1 of 2" in screen_text(app)
        assert "the first match again" in screen_text(app)


async def test_back_and_forward():
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, "down", "j", "enter", "slash", *"rasmussen", "enter", "enter")
        assert app.search._article is not None
        query = app.search._query_line
        await press(app, pilot, "H")
        assert (query.value, app.focused) == ("rasmussen", app.search._hits)
        await press(app, pilot, "H")
        assert query.value == "scud"
        assert app.focused is app.search._reader
        assert app.search._article.id == "id0000"
        await press(app, pilot, "H", "H")
        assert "there is nothing before this" in screen_text(app)
        await press(app, pilot, "L", "L")
        assert query.value == "rasmussen"
        await press(app, pilot, "L", "L")
        assert "there is nothing after this" in screen_text(app)
        assert app.search._article.id == SEED.id


def stop(text, article=None):
    return Stop(text, "all", "relevance", article)


def test_a_trail_forgets_what_was_typed_past_and_what_lay_ahead():
    trail = Trail()
    for text in ("o", "oi", "oil"):
        trail.visit(stop(text), passing=True)
    trail.settle()
    trail.visit(stop("gas"))
    assert [one.text for one in trail.stops] == ["oil", "gas"]
    assert trail.go(-1) == stop("oil")
    assert trail.go(-1) is None
    trail.visit(stop("tin"))
    assert [one.text for one in trail.stops] == ["oil", "tin"]
    assert trail.go(1) is None


def test_a_trail_does_not_grow_without_end():
    trail = Trail()
    for number in range(2 * MOST_STOPS):
        trail.visit(stop(str(number)))
    assert len(trail.stops) == MOST_STOPS
    assert trail.stops[-1].text == str(2 * MOST_STOPS - 1)


async def test_articles_like_one():
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, "down", "S")
        assert "no words that tell it from others" in screen_text(app)
        await press(app, pilot, "j", "S")
        assert app.search._query_line.value == "Article number"
        assert "30 articles" in screen_text(app)
        await press(app, pilot, "H")
        assert app.search._query_line.value == "scud"


@EVERY_SIZE
async def test_who_said_what_in_all_hits(size):
    async with running(archive(), size=SIZES[size], query="scud") as (app, pilot):
        await press(app, pilot, "down", "W")
        check_golden(app, f"said-{size}")
        await press(app, pilot, "n", "n")
        assert "no further speaker" in screen_text(app)
        await press(app, pilot, "y")
        assert "baseless rumors" in app.clipboard
        await press(app, pilot, "enter")
        assert app.focused is app.search._reader
        assert app.search._reader.here == app.search._reader.page.places[1]


async def test_a_quotation_beyond_the_hits_shown_is_read_too():
    engine = FakeArchive(articles=[*map(made_up, range(40)), SEED])
    async with running(engine, query="scud") as (app, pilot):
        await press(app, pilot, "down", "W", "enter")
        assert "Quoted: Anders Fogh Rasmussen" in screen_text(app)
        assert app.search._article.id == SEED.id
        await press(app, pilot, "escape", "j", "enter")
        assert app.search._article.id == "id0001"


async def test_no_quotations_are_said():
    async with running(archive(), query="fired") as (app, pilot):
        await press(app, pilot, "down", "W")
        assert "there are no quotations in these hits" in screen_text(app)


@EVERY_SIZE
async def test_the_palette(size):
    async with running(archive(), size=SIZES[size], query="scud") as (app, pilot):
        await press(app, pilot, "down", "ctrl+p", *"copy bib")
        check_golden(app, f"palette-{size}")
        await press(app, pilot, "enter")
        assert app.clipboard.startswith("@article{")


async def test_the_palette_does_what_is_chosen_by_cursor_and_mouse():
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, "ctrl+p", *"sort", "down", "up", "enter")
        assert "newest" in screen_text(app)
        await press(app, pilot, "ctrl+p", *"zzz", "enter")
        assert app.focused is app.search._query_line
        await press(app, pilot, "down", "colon", *"mark the hit")
        await pilot.click("#palette", offset=(12, 0))
        await settled(app, pilot)
        assert "1 marked" in screen_text(app)
        await press(app, pilot, "ctrl+p", "escape")
        assert app.focused is app.search._hits


@pytest.mark.parametrize("place", [LIST, READER])
def test_words_find_actions(place):
    actions = palette_actions(place)
    names = [action.name for action in actions]
    assert len(names) == len(set(names)) > 30
    assert fitting_actions(actions, "") == actions
    assert fitting_actions(actions, "apa")[0].name == "copy_apa"
    assert fitting_actions(actions, "export json")[0].name.startswith("export_json")


def test_quotations_of_real_hits(tmp_path, monkeypatch):
    monkeypatch.setattr(news_engine, "HITS_READ", 3)
    own_words = [" ".join(f"w{number}x{place}" for place in range(20)) for number in range(8)]
    bodies = [
        f"Oil is up {words}. “Yes, {number},” she said. “Or no.”"
        for number, words in enumerate(own_words)
    ]
    articles = [
        Article(
            id=str(number),
            path=f"{number}.txt",
            title=f"Story {number}",
            body=body,
            quotes=(quotation(body, f"Yes, {number}", speaker="Ann"), quotation(body, "Or no.")),
        )
        for number, body in enumerate(bodies)
    ]
    write_articles(tmp_path, articles, workers=1)
    engine = news_engine.NewsEngine(tmp_path)
    assert engine.said("oil", mode="all", limit=100)[0] == 0
    total, read, found = engine.quoted("oil", mode="all", limit=100)
    assert (total, read) == (8, 8)
    assert [hit.rank for hit in found] == list(range(1, 17))
    assert {hit.text for hit in found} == {*(f"Yes, {number}" for number in range(8)), "Or no."}
    total, read, found = engine.quoted("oil", mode="all", limit=5)
    assert (total, read, len(found)) == (8, 3, 5)
    assert engine.quoted("gas", mode="all", limit=5) == (0, 0, [])
    engine.close()
