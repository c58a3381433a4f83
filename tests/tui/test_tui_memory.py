"""What is remembered between two starts, with and without a screen."""

import json

import pytest
from tui_fake_archive import SEED, FakeArchive, made_up
from tui_screens import check_golden, press, running, screen_text

from newssearch.archive.errors import StorageError
from newssearch.tui.memory import FILE_NAME, HALF_LIFE_DAYS, MOST_QUERIES, MOST_READ, Memory, Place

DAY = 86_400.0


class Clock:
    """A clock that a test sets."""

    def __init__(self):
        self.seconds = 1e9

    def __call__(self):
        return self.seconds


def test_frequent_queries_come_first_but_count_less_the_longer_ago():
    clock = Clock()
    memory = Memory(now=clock)
    for text in ("often", "often", "often", "once"):
        memory.asked(text)
    assert [one.text for one in memory.frequent()] == ["often", "once"]
    clock.seconds += 4 * HALF_LIFE_DAYS * DAY
    memory.asked("new")
    assert [one.text for one in memory.frequent()] == ["new", "often", "once"]
    assert memory.recent()[0] == "new"
    assert memory.frequent()[1].weight_at(clock()) == pytest.approx(3 / 2**4)


def test_all_comes_back(tmp_path):
    folder = tmp_path / "own"
    memory = Memory(folder, Clock())
    memory.asked(' oil "a b" ')
    memory.asked("")
    memory.note_read("x#1")
    memory.place = Place("oil", "any", "newest", "x#1")
    memory.save()
    again = Memory(folder, Clock())
    assert again.recent() == ['oil "a b"']
    assert again.has_read("x#1")
    assert not again.has_read("x")
    assert again.place == memory.place
    assert again.fault == ""
    assert (folder / FILE_NAME).stat().st_mode & 0o077 == 0
    assert folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[]",
        b'{"schema": 2}',
        b'{"schema": 1, "history": 3, "place": {}, "read": []}',
        b'{"schema": 1, "history": [{"text": "x"}], "place": {}, "read": []}',
        b'{"schema": 1, "history": [], "place": {"mode": "some"}, "read": []}',
        b'{"schema": 1, "history": [], "place": {"other": 1}, "read": []}',
    ],
)
def test_a_damaged_file_begins_again_and_says_so(tmp_path, content):
    (tmp_path / FILE_NAME).write_bytes(content)
    memory = Memory(tmp_path)
    assert "begins again" in memory.fault
    assert memory.recent() == []
    memory.asked("oil")
    memory.save()
    assert Memory(tmp_path).recent() == ["oil"]


def test_it_does_not_grow_without_end(tmp_path):
    clock = Clock()
    memory = Memory(tmp_path, clock)
    for number in range(MOST_QUERIES + 5):
        clock.seconds += DAY
        memory.asked(f"query {number}")
    for number in range(MOST_READ + 5):
        memory.note_read(str(number))
    memory.save()
    content = json.loads((tmp_path / FILE_NAME).read_bytes())
    assert len(content["history"]) == MOST_QUERIES
    assert len(content["read"]) == MOST_READ
    assert "query 0" not in memory.recent()


def test_without_a_folder_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    memory = Memory()
    memory.asked("oil")
    memory.save()
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="cannot remember"):
        Memory(tmp_path / "file" / "own").save()


def archive():
    return FakeArchive(articles=[SEED, *map(made_up, range(30))])


async def test_the_place_comes_back(tmp_path):
    async with running(archive(), query="scud", memory=Memory(tmp_path)) as (app, pilot):
        await press(app, pilot, "f2", "down", "j", "enter")
        read = app.search._article.id
    async with running(archive(), memory=Memory(tmp_path)) as (app, _pilot):
        assert app.search._query_line.value == "scud"
        assert app.search._sort == "newest"
        assert app.focused is app.search._reader
        assert app.search._article.id == read
    async with running(archive(), query="fired", memory=Memory(tmp_path)) as (app, _pilot):
        assert app.search._query_line.value == "fired"
        assert app.search._sort == "relevance"


async def test_what_comes_back_is_typed_over(tmp_path):
    async with running(archive(), query="scud", memory=Memory(tmp_path)):
        pass
    async with running(archive(), memory=Memory(tmp_path)) as (app, pilot):
        assert app.search._shown.text == "scud"
        await press(app, pilot, *"fired")
        assert app.search._query_line.value == "fired"


async def test_queries_are_recalled_by_up_and_down():
    memory = Memory()
    for text in ("first", "second"):
        memory.asked(text)
    async with running(archive(), query="scud", memory=memory) as (app, pilot):
        query = app.search._query_line
        await press(app, pilot, "up")
        assert query.value == "second"
        await press(app, pilot, "up")
        assert query.value == "first"
        await press(app, pilot, "up")
        assert "there is no older query" in screen_text(app)
        await press(app, pilot, "down", "down")
        assert query.value == "scud"
        await press(app, pilot, "down")
        assert app.focused is app.search._hits
        assert memory.recent()[0] == "scud"


async def test_a_query_that_was_only_typed_past_is_not_remembered():
    memory = Memory()
    async with running(archive(), memory=memory) as (app, pilot):
        await press(app, pilot, *"scud", "down")
        assert memory.recent() == ["scud"]


async def test_the_history_is_searched():
    memory = Memory()
    for text in ("oil price", "oil opec", "rasmussen"):
        memory.asked(text)
    async with running(archive(), query="scud", memory=memory) as (app, pilot):
        await press(app, pilot, "ctrl+r", *"oil op")
        check_golden(app, "history-80x24")
        await press(app, pilot, "enter")
        assert app.search._query_line.value == "oil opec"
        await press(app, pilot, "ctrl+r", "escape")
        assert app.search._query_line.value == "oil opec"


async def test_no_history_is_said():
    async with running(archive()) as (app, pilot):
        await press(app, pilot, "ctrl+r")
        assert "no query is remembered yet" in screen_text(app)


async def test_articles_that_were_read_are_dimmed():
    memory = Memory()
    async with running(archive(), query="scud", memory=memory) as (app, pilot):
        await press(app, pilot, "down", "j", "enter", "escape", "k")
        assert memory.has_read("id0000")
        assert not memory.has_read(SEED.id)
        styles = {
            segment.text.strip(): segment.style
            for strip in app.screen._compositor.render_strips()
            for segment in strip
        }
        assert styles["Article number 0"].dim
        assert not styles["Article number 1"].dim


async def test_a_damaged_memory_is_said(tmp_path):
    (tmp_path / FILE_NAME).write_text("{")
    async with running(archive(), memory=Memory(tmp_path)) as (app, _pilot):
        assert "cannot be read and begins again" in screen_text(app)


async def test_the_page_before_any_search_shows_what_was_asked():
    memory = Memory()
    for text in ("oil price", "rasmussen \x1b[31m"):
        memory.asked(text)
    async with running(archive(), memory=memory) as (app, _pilot):
        shown = screen_text(app)
        assert "Asked before" in shown
        assert shown.index("rasmussen [31m") < shown.index("oil price")
