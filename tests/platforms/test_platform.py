"""Each difference between operating systems, with what the other system lacks taken away."""

import ast
import errno
import importlib
import os
import shlex
import signal
import stat
import sys
import threading
import time
import types
import unicodedata
from pathlib import Path

import pytest

from newssearch.archive.errors import ArchiveError
from newssearch.archive.modes import check_private
from newssearch.archive.platform import files, names, processes, systems, terminals
from newssearch.indexer import index_paths
from newssearch.indexer.scanning import scan_folders
from newssearch.indexer.sources import article_key
from newssearch.search import open_archive


@pytest.fixture
def windows(monkeypatch):
    monkeypatch.setattr(systems, "WINDOWS", True)


@pytest.fixture
def macos(monkeypatch):
    monkeypatch.setattr(systems, "MACOS", True)


@pytest.fixture
def reloaded(monkeypatch):
    """Load ``files`` again as on a system that lacks some flags."""

    def reload(*lacking):
        for name in lacking:
            monkeypatch.delattr(os, name)
        return importlib.reload(files)

    yield reload
    monkeypatch.undo()
    importlib.reload(files)


# opening


def test_a_link_is_refused_also_where_the_system_has_no_flag_for_it(reloaded, tmp_path):
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to("file")
    plain = reloaded("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC")
    os.close(plain.open_no_link(tmp_path / "file", plain.READING_WITHOUT_WAITING))
    with pytest.raises(OSError, match="link") as refused:
        plain.open_no_link(tmp_path / "link", plain.READING)
    assert refused.value.errno == errno.ELOOP


@pytest.mark.parametrize("lacking", [(), ("preadv",), ("preadv", "pread")])
def test_a_place_of_a_file_is_read_by_what_there_is(lacking, monkeypatch, tmp_path):
    for name in lacking:
        monkeypatch.delattr(os, name)
    (tmp_path / "file").write_bytes(b"0123456789")
    descriptor = os.open(tmp_path / "file", files.READING)
    buffer = bytearray(4)
    assert files.read_into(descriptor, memoryview(buffer), 7) == 3
    assert bytes(buffer[:3]) == b"789"
    assert files.read_at(descriptor, 2, 1) == b"12"
    os.close(descriptor)


def test_bytes_on_disk_are_the_size_where_nobody_counts_blocks(tmp_path):
    (tmp_path / "hole").touch()
    os.truncate(tmp_path / "hole", 1 << 20)
    status = (tmp_path / "hole").stat()
    assert files.bytes_on_disk(status) < 1 << 20
    assert files.bytes_on_disk(types.SimpleNamespace(st_size=7)) == 7


# modes


def test_modes_mean_nothing_on_windows(windows, tmp_path):
    check_private(tmp_path, 0o777, tmp_path)
    descriptor = os.open(tmp_path / "file", files.CREATING, 0o600)
    files.set_mode(descriptor, 0o644)
    os.close(descriptor)
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o600


def test_elsewhere_they_do(tmp_path):
    with pytest.raises(ArchiveError, match="other users may write"):
        check_private(tmp_path, 0o777, tmp_path)


# locks


@pytest.fixture
def without_flock(monkeypatch):
    """Byte locks as Windows has them, one holder at a time."""
    holders = {}

    def locking(descriptor, mode, count):
        assert (mode, count) == (2, 1)
        place = os.fstat(descriptor).st_ino, os.lseek(descriptor, 0, os.SEEK_CUR)
        if holders.setdefault(place, descriptor) != descriptor:
            raise PermissionError(errno.EACCES, "Permission denied")

    module = types.ModuleType("msvcrt")
    module.LK_NBLCK, module.locking = 2, locking
    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setitem(sys.modules, "msvcrt", module)
    return holders


def test_one_writer_at_a_time_without_flock(without_flock, tmp_path):
    (tmp_path / "LOCK").write_text("pid 7")
    first, second = (os.open(tmp_path / "LOCK", files.UPDATING) for _ in range(2))
    assert files.lock(first, shared=False, wait=False)
    assert not files.lock(second, shared=False, wait=False)
    assert files.read_at(second, 10, 0) == b"pid 7", "what is locked is behind the content"
    (place,) = without_flock
    assert place[1] > 1 << 30
    freed = threading.Timer(0.1, without_flock.clear)
    freed.start()
    assert files.lock(second, shared=False, wait=True), "it waits until the other is done"
    os.close(first)
    os.close(second)


def test_readers_hold_a_file_by_having_it_open(without_flock, tmp_path):
    (tmp_path / "INUSE").touch()
    descriptors = [os.open(tmp_path / "INUSE", files.READING) for _ in range(2)]
    assert all(files.lock(one, shared=True, wait=False) for one in descriptors)
    assert not without_flock
    for one in descriptors:
        os.close(one)


def test_a_file_system_without_locks_is_told_from_a_lock_that_is_held(monkeypatch, tmp_path):
    def locking(*_):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setitem(sys.modules, "fcntl", None)
    module = types.ModuleType("msvcrt")
    module.LK_NBLCK, module.locking = 2, locking
    monkeypatch.setitem(sys.modules, "msvcrt", module)
    descriptor = os.open(tmp_path / "LOCK", files.UPDATING)
    with pytest.raises(OSError, match="No locks"):
        files.lock(descriptor, shared=False, wait=True)
    os.close(descriptor)


# what survives a power failure


@pytest.mark.parametrize("works", [True, False])
def test_macos_is_asked_to_empty_the_memory_of_the_disk(works, macos, monkeypatch, tmp_path):
    import fcntl

    asked = []

    def ask(_descriptor, command):
        asked.append(command)
        if not works:
            raise OSError(errno.ENOTSUP, "Operation not supported")

    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", ask)
    monkeypatch.setattr(os, "fsync", lambda _descriptor: asked.append("fsync"))
    (tmp_path / "file").touch()
    files.make_file_durable(tmp_path / "file")
    assert asked == ([51] if works else [51, "fsync"])


def test_windows_makes_durable_what_is_open_for_writing(windows, monkeypatch, tmp_path):
    import fcntl

    opened = []
    monkeypatch.setattr(
        os, "fsync", lambda one: opened.append(fcntl.fcntl(one, fcntl.F_GETFL) & os.O_ACCMODE)
    )
    (tmp_path / "file").touch()
    files.make_file_durable(tmp_path / "file")
    assert opened == [os.O_RDWR]


def test_names_are_left_to_a_system_that_opens_no_folders(monkeypatch, tmp_path):
    synced = []
    monkeypatch.setattr(os, "fsync", synced.append)
    files.make_names_durable(tmp_path)
    assert len(synced) == 1
    monkeypatch.delattr(os, "O_DIRECTORY")
    files.make_names_durable(tmp_path)
    assert len(synced) == 1


# names


def test_a_file_is_replaced_once_the_reader_lets_go(windows, monkeypatch, tmp_path):
    really, refusals = os.replace, iter(range(3))

    def replace(source, target, **options):
        if next(refusals, None) is not None:
            raise PermissionError(errno.EACCES, "in use")
        really(source, target, **options)

    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr(names, "_PAUSE_SECONDS", 0)
    (tmp_path / "new").write_text("new")
    (tmp_path / "old").write_text("old")
    names.replace_file(tmp_path / "new", tmp_path / "old")
    assert (tmp_path / "old").read_text() == "new"
    assert not list(refusals)


def test_a_reader_that_never_lets_go_is_reported(windows, monkeypatch, tmp_path):
    def replace(*_):
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr(names, "_PAUSE_SECONDS", 0)
    with pytest.raises(PermissionError):
        names.replace_file(tmp_path / "new", tmp_path / "old")


def test_a_mapped_file_is_copied_where_it_cannot_be_moved(windows, monkeypatch, tmp_path):
    def rename(*_):
        raise PermissionError(errno.EACCES, "in use")

    (tmp_path / "a").write_text("content")
    monkeypatch.setattr(os, "rename", rename)
    names.move_file(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b").read_text() == "content"
    monkeypatch.setattr(systems, "WINDOWS", False)
    with pytest.raises(PermissionError):
        names.move_file(tmp_path / "a", tmp_path / "c")


@pytest.mark.parametrize("error", [OSError(errno.EPERM, "no"), NotImplementedError()])
def test_a_file_is_copied_where_it_can_have_no_second_name(error, monkeypatch, tmp_path):
    def link(*_, **__):
        raise error

    (tmp_path / "a").write_text("content")
    assert names.link_or_copy(tmp_path / "a", tmp_path / "b")
    monkeypatch.setattr(os, "link", link)
    assert not names.link_or_copy(tmp_path / "a", tmp_path / "c")
    assert (tmp_path / "c").read_text() == "content"


def test_paths_are_kept_with_slashes(windows):
    assert names.with_slashes("C:\\news\\1991") == "C:/news/1991"
    assert names.below("C:/", "news") == "C:/news"
    assert names.below("C:/news", "a/b.txt") == "C:/news/a/b.txt"


def test_a_backslash_in_a_name_stays_elsewhere():
    assert names.with_slashes("/news/a\\b.txt") == "/news/a\\b.txt"


def test_the_same_article_has_the_same_id_however_accents_are_written():
    composed = "économie/été.html"
    assert article_key(composed) == article_key(unicodedata.normalize("NFD", composed))
    assert article_key("b\udcff.txt") != article_key("b.txt")


@pytest.mark.parametrize("links", [True, False])
def test_a_new_file_never_takes_the_place_of_another(links, monkeypatch, tmp_path):
    def link(*_, **__):
        raise OSError(errno.EPERM, "Operation not permitted")

    if not links:
        monkeypatch.setattr(os, "link", link)
    (tmp_path / "part").write_text("new")
    names.name_new_file(tmp_path / "part", tmp_path / "whole")
    assert (tmp_path / "whole").read_text() == "new"
    (tmp_path / "part").unlink(missing_ok=True)
    (tmp_path / "part").write_text("newer")
    with pytest.raises(OSError, match=r"exists|permitted"):
        names.name_new_file(tmp_path / "part", tmp_path / "whole")
    assert (tmp_path / "whole").read_text() == "new"


def test_two_files_that_differ_only_in_the_form_of_an_accent_are_two_articles(tmp_path):
    news = tmp_path / "news"
    news.mkdir()
    for number, form in enumerate(("NFC", "NFD")):
        name = unicodedata.normalize(form, "été.txt")
        (news / name).write_text(f"Story {number}\n\nIt was summer number {number} there.\n")
    index_paths(tmp_path / "archive", [news])
    with open_archive(tmp_path / "archive") as archive:
        assert archive.count("summer") == 2
        assert {hit.article.title for hit in archive.search("summer").hits} == {
            "Story 0",
            "Story 1",
        }


def test_one_folder_in_two_spellings_is_remembered_once(tmp_path, monkeypatch):
    """As on a disk that ignores case: the system says that both are the same folder."""
    for name in ("News", "news"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "one.txt").write_text("A story\n\nOil rose, Opec said on Monday.\n")
    really = os.path.samefile
    monkeypatch.setattr(
        os.path,
        "samefile",
        lambda a, b: str(a).casefold() == str(b).casefold() or really(a, b),
    )
    index_paths(tmp_path / "archive", [tmp_path / "News"])
    report = index_paths(tmp_path / "archive", [tmp_path / "news"])
    assert report.articles == 1
    monkeypatch.undo()
    assert index_paths(tmp_path / "archive", [tmp_path / "news"]).articles == 2, "two folders here"


def test_a_name_that_cannot_be_kept_is_reported_and_not_read(monkeypatch, tmp_path):
    """Windows has names with half of a surrogate pair; nothing can be written about them."""
    (tmp_path / "good.txt").write_text("x")
    (tmp_path / "bad.txt").write_text("x")
    really = os.scandir

    class Renamed:
        def __init__(self, entry):
            self._entry = entry
            self.name = entry.name.replace("bad", "b\ud83d")

        def __getattr__(self, name):
            return getattr(self._entry, name)

    class Listing:
        def __init__(self, path):
            self._entries = really(path)

        def __enter__(self):
            return map(Renamed, self._entries)

        def __exit__(self, *_):
            self._entries.close()

    monkeypatch.setattr(os, "scandir", Listing)
    scan = scan_folders([str(tmp_path)])
    assert [source.relative for source in scan] == ["good.txt"]
    (skip,) = scan.skipped
    assert skip.reason == "its name holds half a character; rename it"
    assert skip.path == f"{tmp_path}/b?.txt"


# processors, memory, open files


def test_processors_are_counted_where_there_is_no_affinity(monkeypatch):
    assert processes.processors() == len(os.sched_getaffinity(0))
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    assert processes.processors() == 3
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert processes.processors() == 1


def test_memory_is_asked_of_whoever_tells(macos, monkeypatch):
    now = processes.resident_bytes()
    assert now > 10 << 20
    monkeypatch.delattr(os, "sysconf")
    resource = types.ModuleType("resource")
    resource.RUSAGE_SELF = 0
    resource.getrusage = lambda _who: types.SimpleNamespace(ru_maxrss=5 << 20)
    monkeypatch.setitem(sys.modules, "resource", resource)
    assert processes.resident_bytes() == 5 << 20, "macOS counts bytes"
    monkeypatch.setattr(systems, "MACOS", False)
    assert processes.resident_bytes() == 5 << 30, "others kilobytes"
    monkeypatch.setitem(sys.modules, "resource", None)
    psutil = types.ModuleType("psutil")
    psutil.Process = lambda: types.SimpleNamespace(
        memory_info=lambda: types.SimpleNamespace(rss=11)
    )
    monkeypatch.setitem(sys.modules, "psutil", psutil)
    assert processes.resident_bytes() == 11
    monkeypatch.setitem(sys.modules, "psutil", None)
    assert processes.resident_bytes() == 0


def test_open_files_are_raised_below_what_macos_refuses(monkeypatch):
    import resource

    endless = resource.RLIM_INFINITY
    given = []
    monkeypatch.setattr(resource, "getrlimit", lambda _what: (256, endless))
    monkeypatch.setattr(resource, "setrlimit", lambda _what, limits: given.append(limits))
    processes.allow_many_files()
    assert given == [(10_240, endless)]
    monkeypatch.setattr(resource, "getrlimit", lambda _what: (1024, 4096))
    processes.allow_many_files()
    assert given[1:] == [(4096, 4096)]
    monkeypatch.setitem(sys.modules, "resource", None)
    processes.allow_many_files()
    assert len(given) == 2


# processes and signals


def test_workers_are_forked_on_linux_only(monkeypatch):
    assert processes.start_method() == "fork"
    monkeypatch.setattr(systems, "MACOS", True)
    assert processes.start_method() == "spawn"
    monkeypatch.setattr(systems, "MACOS", False)
    monkeypatch.delattr(os, "fork")
    assert processes.start_method() == "spawn"


def test_a_spawned_worker_is_not_given_the_callers_script(monkeypatch):
    own = sys.modules["__main__"]
    with processes.starting():
        assert sys.modules["__main__"] is own
    monkeypatch.delattr(os, "fork")
    with processes.starting():
        assert not hasattr(sys.modules["__main__"], "__file__")
    assert sys.modules["__main__"] is own


@pytest.mark.parametrize("timer", [True, False], ids=["timer", "thread"])
def test_a_tick_ends_what_takes_too_long(timer, monkeypatch):
    if not timer:
        monkeypatch.delattr(signal, "setitimer")
    number = signal.SIGVTALRM if timer else signal.SIGABRT
    before = signal.getsignal(number)
    ticks = []

    def tick(_number, _frame):
        ticks.append(time.process_time())
        if len(ticks) == 2:
            raise TimeoutError

    def work():
        with processes.ticking(tick, 0.01):
            while True:
                pass

    with pytest.raises(TimeoutError):
        work()
    assert len(ticks) == 2
    assert signal.getsignal(number) is before


# terminals


def test_a_terminal_draws_escapes_unless_it_is_dumb(monkeypatch):
    screen = types.SimpleNamespace(isatty=lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    assert terminals.understands_escapes(screen)
    for term in ("dumb", None):
        monkeypatch.setenv("TERM", term) if term else monkeypatch.delenv("TERM")
        assert not terminals.understands_escapes(screen)
    assert not terminals.understands_escapes(types.SimpleNamespace(isatty=lambda: False))


@pytest.mark.parametrize("answers", [(1, 1), (1, 0), (0, 1)])
def test_the_console_of_windows_is_asked_to_draw_escapes(answers, windows, monkeypatch):
    import ctypes

    modes = []
    kernel = types.SimpleNamespace(
        GetStdHandle=lambda which: which,
        GetConsoleMode=lambda console, _mode: answers[0],
        SetConsoleMode=lambda console, mode: modes.append((console, mode)) or answers[1],
    )
    monkeypatch.setattr(ctypes, "windll", types.SimpleNamespace(kernel32=kernel), raising=False)
    screen = types.SimpleNamespace(isatty=lambda: True, fileno=lambda: 2)
    assert terminals.understands_escapes(screen) is (answers == (1, 1))
    assert modes == ([(-12, 4)] if answers[0] else [])


def test_a_stream_that_is_no_console_of_windows_draws_none(windows):
    screen = types.SimpleNamespace(isatty=lambda: True, fileno=lambda: 9)
    assert not terminals.understands_escapes(screen)


def test_words_are_quoted_for_the_usual_shell(monkeypatch):
    assert shlex.split(terminals.shell_quoted('a "b" c')) == ['a "b" c']
    monkeypatch.setattr(systems, "WINDOWS", True)
    assert terminals.shell_quoted('a "b" c') == '"a \\"b\\" c"'


# the one place

OF_ONE_SYSTEM = {
    *("fork", "fchmod", "preadv", "pread", "pwrite", "link", "getuid", "geteuid", "sysconf"),
    *("sched_getaffinity", "O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_DIRECTORY", "fsync"),
    *("setitimer", "pthread_sigmask", "SIGVTALRM", "SIGKILL", "madvise", "malloc_trim", "flock"),
    *("hardlink_to", "st_blocks", "SIGHUP", "SIGALRM", "alarm"),
}
MODULES = {"fcntl", "resource", "msvcrt", "termios", "pwd", "grp", "pty"}


def program_files():
    root = Path(__file__).parents[2]
    for top in ("archive", "indexer", "search", "tui", "newssearch/cli"):
        for path in (root / top).rglob("*.py"):
            if (root / "archive" / "platform") not in path.parents:
                yield path


def test_nothing_else_uses_what_only_some_systems_have():
    found = []
    for path in program_files():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Attribute(value=ast.Name(id="os" | "signal"), attr=name):
                    used = {name} & OF_ONE_SYSTEM
                case ast.Attribute(attr=name):
                    used = {name} & (OF_ONE_SYSTEM - {"link", "fsync", "fork", "alarm"})
                case ast.Import(names=some):
                    used = {one.name for one in some} & MODULES
                case ast.ImportFrom(module=name):
                    used = {name} & MODULES
                case _:
                    used = set()
            found += [(path.name, name) for name in used]
    assert found == []
