"""``newssearch doctor``: each check says what it found, and a problem what to do about it."""

import json
import os
import shutil
from importlib import metadata

import pytest

from newssearch.archive.columnar import compiled
from newssearch.archive.lock import WriteLock
from newssearch.cli import checkup
from newssearch.cli.program import carry_out

NAMES = (
    *("program", "loops", "extras", "settings", "encoding", "files"),
    *("archive", "rights", "locks", "disk"),
)


@pytest.fixture
def checks(call):
    """Run the command and return its exit code and the checks by name."""

    def run(**where):
        code, out, err = call("doctor", "--format", "json", **where)
        assert err == ""
        return code, {check["name"]: check for check in json.loads(out)["checks"]}

    return run


def test_all_is_well_on_one_screen(call, tiny):
    code, out, _ = call("doctor")
    assert code == 0
    lines = out.splitlines()
    assert len(lines) <= 23
    assert lines[-1] == "everything needed is in place"
    assert [line.split()[1] for line in lines[:-1] if "->" not in line[:24]] == list(NAMES)
    assert f"{tiny}: 5 articles, generation 000001-" in out


def test_as_json_it_is_the_same(checks):
    code, found = checks()
    assert code == 0
    assert tuple(found) == NAMES
    assert found["archive"]["state"] == "ok"
    assert found["archive"]["do"] is None


def test_a_named_archive_that_is_missing_is_a_problem(call, checks, tmp_path):
    code, found = checks(archive=tmp_path / "none")
    assert code == 3
    assert found["archive"]["state"] == "problem"
    _, out, _ = call("doctor", archive=tmp_path / "none")
    assert f"-> create one: newssearch index --archive {tmp_path / 'none'} FOLDER" in out
    assert out.splitlines()[-1] == "1 problem"
    assert not (tmp_path / "none").exists()


def test_a_machine_without_an_archive_has_no_problem(checks):
    code, found = checks(archive=None)
    assert code == 0
    assert found["archive"]["state"] == "note"
    assert "may create" in found["rights"]["found"]


def test_a_damaged_archive_is_a_problem_with_its_exit_code(checks, tiny, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(tiny, copy)
    (copy / "CURRENT").write_text("nonsense")
    code, found = checks(archive=copy)
    assert code == 3
    assert "check --repair" in found["archive"]["do"]


def test_settings_that_cannot_be_read_are_a_problem(checks, tmp_path):
    (tmp_path / "config" / "newssearch").mkdir(parents=True)
    (tmp_path / "config" / "newssearch" / "config.toml").write_text("archiv = 1\n")
    code, found = checks()
    assert code == 2
    assert "unknown key 'archiv'" in found["settings"]["found"]


def test_a_run_that_writes_is_seen_and_left_alone(checks, tiny):
    with WriteLock(tiny, command="newssearch rebuild"):
        code, found = checks()
    assert code == 0
    assert found["locks"]["state"] == "note"
    assert checks()[1]["locks"]["state"] == "ok"


def test_what_a_killed_run_left_in_its_lock_is_no_run(checks, tiny, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(tiny, copy)
    (copy / "LOCK").write_text("pid 1 on nowhere since ever: newssearch index\n")
    assert checks(archive=copy)[1]["locks"]["state"] == "ok"


def test_an_archive_that_may_only_be_read_is_no_problem(checks, tiny, monkeypatch):
    really = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: not mode & os.W_OK and really(path, mode))
    code, found = checks()
    assert code == 0
    assert found["rights"]["state"] == "note"


def test_a_folder_that_may_not_be_written_is_a_problem(checks, tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    code, found = checks(archive=tmp_path / "none" / "deep")
    assert code == 3, "the missing archive is the first problem"
    assert found["rights"]["state"] == "problem"
    assert str(tmp_path) in found["rights"]["found"]


def test_a_full_disk_is_noted(checks, monkeypatch):
    usage = shutil.disk_usage("/")._replace(free=5_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    found = checks()[1]["disk"]
    assert found["state"] == "note"
    assert "5.0 MB free" in found["found"]


def test_loops_that_are_not_compiled_are_noted_with_what_is_lacking(checks, monkeypatch):
    monkeypatch.setattr(compiled, "AVAILABLE", False)
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    found = checks()[1]["loops"]
    assert found["state"] == "note"
    assert "install a C compiler" in found["do"]


def test_a_locale_that_is_no_utf8_is_noted(checks, monkeypatch):
    monkeypatch.setattr(checkup.locale, "getpreferredencoding", lambda _set: "ANSI_X3.4-1968")
    found = checks()[1]["encoding"]
    assert found["state"] == "note"
    assert found["found"] == "locale in ANSI_X3.4-1968"


def test_extras_are_those_of_the_package_and_not_those_of_developers(checks, monkeypatch):
    """Whatever extra is declared is looked for, so that a new one needs no line here."""
    declared = set(metadata.metadata("newssearch").get_all("Provides-Extra"))
    monkeypatch.setattr(checkup, "_installed", lambda _name: False)
    found = checks()[1]["extras"]
    for extra in declared - {"test", "bench", "docs"}:
        assert f"{extra} lacks " in found["found"]
    assert "pytest" not in found["found"]
    monkeypatch.setattr(checkup, "_installed", lambda _name: True)
    assert checks()[1]["extras"]["found"] == "all installed"


def test_few_open_files_are_noted(checks, monkeypatch):
    import resource

    monkeypatch.setattr(resource, "getrlimit", lambda _what: (256, 256))
    found = checks()[1]["files"]
    assert found["state"] == "note"
    assert "256" in found["found"]


def test_without_posix_limits_nothing_is_said_of_them(checks, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "resource", None)
    assert checks()[1]["files"]["found"] == "no limit of open files is known"


def test_a_settings_file_that_chooses_the_archive_is_read(capfd, tiny, tmp_path):
    (tmp_path / "config" / "newssearch").mkdir(parents=True)
    (tmp_path / "config" / "newssearch" / "config.toml").write_text(f'archive = "{tiny}"\n')
    assert carry_out(["doctor"]) == 0
    assert "chosen by the settings file" in capfd.readouterr().out
