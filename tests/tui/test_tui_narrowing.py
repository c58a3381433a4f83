"""Narrowing by facets, filters as chips, words within the hits; copies and their differences."""

import datetime as dt

import pytest
from tui_fake_archive import SEED, FakeArchive, hostile_archive, made_up
from tui_screens import EVERY_SIZE, SIZES, check_golden, press, running, screen_text, settled

from newssearch.search.differences import article_differences
from newssearch.search.facets import Facet, FacetValue
from newssearch.tui.differences_page import difference_pages, one_page
from newssearch.tui.facet_counts import shown_facets
from newssearch.tui.facet_pane import bar


def archive():
    return FakeArchive(articles=[SEED, *map(made_up, range(30))])


def query(app):
    return app.search._query_line.value


@EVERY_SIZE
async def test_facets(size):
    async with running(archive(), size=SIZES[size], query="scud") as (app, pilot):
        await press(app, pilot, "down", "f")
        check_golden(app, f"facets-{size}")
        await press(app, pilot, "enter")
        check_golden(app, f"facets-narrowed-{size}")


async def test_including_excluding_and_clearing():
    async with running(archive(), query="scud", size=(140, 45)) as (app, pilot):
        await press(app, pilot, "down", "f", "enter")
        assert query(app) == "scud date:2000-01"
        assert "30 articles" in screen_text(app)
        assert app.focused is app.search._facets
        await press(app, pilot, "minus")
        assert query(app) == "scud -date:2000-01"
        assert "1 article," in screen_text(app)
        assert "not date: 2000-01 ×" in screen_text(app)
        await press(app, pilot, "X")
        assert query(app) == "scud"
        await press(app, pilot, "X")
        assert "there is no filter" in screen_text(app)


async def test_the_same_value_again_takes_the_filter_away():
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, "down", "f", "enter", "enter")
        assert query(app) == "scud"


async def test_facets_open_from_the_query_and_close_to_the_hits():
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, "f4")
        assert app.focused is app.search._facets
        await press(app, pilot, "escape")
        assert app.focused is app.search._hits
        assert not app.search._facets.display
        await press(app, pilot, "f", "right")
        assert app.focused is app.search._hits


async def test_facets_follow_the_query_and_are_asked_for_only_while_seen():
    engine = archive()
    asked = []
    select = engine.select

    def counting(query, **options):
        selection = select(query, **options)
        facets = selection.facets

        def counted(by, **more):
            asked.append(query)
            return facets(by, **more)

        selection.facets = counted
        return selection

    engine.select = counting
    async with running(engine, query="scud", size=(140, 45)) as (app, pilot):
        assert asked == []
        await press(app, pilot, "down", "f", "slash", *"fired")
        assert {"scud", "fired"} <= set(asked)
        assert "Made Up Times" in screen_text(app)
        await press(app, pilot, "down", "f", "slash", *"russia")
        assert "russia" not in asked


async def test_a_chip_is_clicked_away():
    async with running(archive(), query="scud source:nowhere lang:en") as (app, pilot):
        assert "source: nowhere × " in screen_text(app)
        await pilot.click("#chips", offset=(4, 0))
        await settled(app, pilot)
        assert query(app) == "scud lang:en"


async def test_a_value_is_narrowed_to_by_the_mouse():
    async with running(archive(), query="scud", size=(140, 45)) as (app, pilot):
        await press(app, pilot, "down", "f")
        await pilot.click("#facets", offset=(5, 5))
        await settled(app, pilot)
        await pilot.click("#facets", offset=(5, 5))
        await settled(app, pilot)
        assert query(app).startswith("scud ")


async def test_words_within_the_hits():
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, "down", "F", *"rasmussen", "enter")
        assert query(app) == "scud rasmussen"
        assert "1 article," in screen_text(app)
        await press(app, pilot, "F", "enter")
        assert query(app) == "scud rasmussen"


async def test_narrowing_a_literal_query_keeps_its_meaning():
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, "f3", "f3", "f4", "enter")
        assert query(app) == "scud date:2000-01"
        assert app.search._mode == "all"


@EVERY_SIZE
async def test_copies(size):
    async with running(archive(), size=SIZES[size], query="scud") as (app, pilot):
        await press(app, pilot, "down", "d")
        check_golden(app, f"copies-{size}")
        await press(app, pilot, "k", "escape")
        assert app.focused is app.search._hits


async def test_no_copies_are_said():
    async with running(archive(), query="scud") as (app, pilot):
        await press(app, pilot, "down", "j", "d")
        assert "no near-identical copies" in screen_text(app)


BEFORE = SEED._replace(body="The harbour was closed on Monday.", title="Closed")
AFTER = BEFORE._replace(body="The harbour was opened on Monday.", date=dt.date(2013, 1, 1))


def inked(page, ink):
    return [page.text[run.start : run.end] for run in page.layers[0] if run.ink == ink]


def test_versions_beside_each_other_have_their_own_words_marked():
    before, after = difference_pages(BEFORE, AFTER)
    assert inked(before, "removed") == ["2012-12-13", "closed"]
    assert inked(after, "added") == ["2013-01-01", "opened"]
    assert "opened" not in before.text
    assert "The harbour was closed on Monday." in before.text


def test_one_page_holds_both_and_is_clear_without_colour():
    page = one_page(BEFORE, AFTER)
    assert "The harbour was [-closed-] {+opened+} on Monday." in page.text
    assert one_page(BEFORE, BEFORE).text.endswith("the same words")
    assert len(article_differences(BEFORE, AFTER)) == 2


def test_hostile_versions_are_safe():
    first, second, *_others = hostile_archive().contents
    for page in (*difference_pages(first, second), one_page(second, first)):
        assert "\x1b" not in page.text


@pytest.mark.parametrize(
    ("count", "most", "drawn"),
    [(0, 5, ""), (5, 5, "██"), (1, 1000, "▏"), (1, 2, "█"), (3, 4, "█▌")],
)
def test_bars(count, most, drawn):
    assert bar(count, most, 2) == drawn


def test_time_is_counted_by_month_over_few_years_and_by_year_over_many():
    def answer(*years):
        values = tuple(FacetValue(year, 1, 1) for year in years)
        return (Facet("year", values, len(values), 0), Facet("month", values, len(values), 0))

    assert [one.by for one in shown_facets(answer("1987", "1988"))] == ["month"]
    assert [one.by for one in shown_facets(answer("1987", "1988", "1989"))] == ["year"]
