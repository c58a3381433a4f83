"""The desk: one thread, the newest request first, errors reported."""

import threading
from pathlib import Path

from tui_fake_archive import SEED, FakeArchive, made_up

from newssearch.archive.errors import ArchiveDamaged, ArchiveMissing
from newssearch.tui.desk import Desk
from newssearch.tui.messages import (
    Answered,
    Crashed,
    Fetched,
    NewGeneration,
    Opened,
    Question,
    Refused,
    Unavailable,
)


class Post:
    """Keeps what the desk posts."""

    def __init__(self):
        self.messages = []

    def __call__(self, message):
        self.messages.append(message)

    def of(self, kind):
        return [message for message in self.messages if isinstance(message, kind)]


def question(number, text, offset=0):
    return Question(number, text, "all", "relevance", limit=20, offset=offset)


def started(engine=None, opener=None, path=Path("/archive")):
    post = Post()
    desk = Desk(path, opener or (lambda _path: engine), post)
    desk.start()
    assert desk.wait_idle(5)
    return desk, post


def test_opening_tells_size_and_coverage():
    desk, post = started(FakeArchive(articles=[SEED, *map(made_up, range(3))]))
    overview = post.of(Opened)[0].overview
    desk.stop()
    assert (overview.articles, str(overview.first), str(overview.last)) == (
        4,
        "2000-01-01",
        "2012-12-13",
    )


def test_questions_that_were_overtaken_are_neither_asked_nor_answered():
    engine = FakeArchive()
    desk, post = started(engine)
    engine.gate = threading.Event()
    desk.ask(question(1, "s"))
    while not engine.asked:  # the first is being answered and held at the gate
        threading.Event().wait(0.001)
    for number, text in enumerate(("sc", "scu", "scud"), 2):
        desk.ask(question(number, text))
    engine.gate.set()
    assert desk.wait_idle(5)
    desk.stop()
    assert [asked[0] for asked in engine.asked] == ["s", "scud"]
    assert [message.question.number for message in post.of(Answered)] == [4]
    assert len(engine.threads) == 1
    assert engine.closed


def test_a_newer_generation_is_noticed_and_opened_between_queries():
    old, new = FakeArchive(), FakeArchive(generation="000002-bbbbbbbb")
    engines = iter([old, new])
    desk, post = started(opener=lambda _path: next(engines))
    old.renewed = True
    desk.look()
    assert desk.wait_idle(5)
    assert len(post.of(NewGeneration)) == 1
    desk.fetch(question(1, "scud"), SEED.id)
    assert desk.wait_idle(5)
    assert len(post.of(Fetched)) == 1
    assert not old.closed
    desk.ask(question(1, "scud"))
    assert desk.wait_idle(5)
    desk.stop()
    assert old.closed
    assert [(m.again, m.overview.generation) for m in post.of(Opened)] == [
        (False, "000001-aaaaaaaa"),
        (True, "000002-bbbbbbbb"),
    ]
    assert [asked[0] for asked in new.asked] == ["scud"]


def test_a_newer_generation_that_does_not_open_leaves_the_old_one():
    old = FakeArchive()
    engines = iter([old])

    def opener(_path):
        for engine in engines:
            return engine
        raise ArchiveDamaged("postings.bin is not as it was written")

    desk, post = started(opener=opener)
    old.renewed = True
    desk.ask(question(1, "scud"))
    assert desk.wait_idle(5)
    old.renewed = False
    desk.ask(question(2, "scud"))
    assert desk.wait_idle(5)
    desk.stop()
    assert isinstance(post.of(Refused)[0].error, ArchiveDamaged)
    assert post.of(Answered)[0].question.number == 2


def test_no_archive_then_one():
    engines = []

    def opener(path):
        if not engines:
            raise ArchiveMissing(f"no archive at {path}")
        return engines[0]

    desk, post = started(opener=opener)
    assert "no archive at" in post.of(Unavailable)[0].error.message
    engines.append(FakeArchive())
    desk.open()
    assert desk.wait_idle(5)
    desk.stop()
    assert len(post.of(Opened)) == 1


def test_no_path_is_no_archive():
    desk, post = started(FakeArchive(), path=None)
    desk.stop()
    assert isinstance(post.of(Unavailable)[0].error, ArchiveMissing)


def test_a_bug_is_told_and_the_desk_goes_on():
    engine = FakeArchive()
    engine.errors["bug"] = ZeroDivisionError("a bug")
    desk, post = started(engine)
    desk.ask(question(1, "bug"))
    assert desk.wait_idle(5)
    desk.ask(question(2, "scud"))
    assert desk.wait_idle(5)
    desk.stop()
    assert isinstance(post.of(Crashed)[0].error, ZeroDivisionError)
    assert post.of(Answered)[0].question.number == 2
