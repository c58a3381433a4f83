"""An address instead of a folder: who takes it, who refuses it, and what is never printed."""

from __future__ import annotations

import netrc
from pathlib import Path
from typing import Any

import pytest
from nodes import free_ports

from newssearch.archive.cluster import connecting
from newssearch.archive.cluster.address import read_address
from newssearch.archive.errors import SettingsError, UsageError

SECRET = "not-to-be-seen"
FOLDERS_ONLY = (
    ["index", "x"],
    ["rebuild"],
    ["check"],
    ["export"],
    ["compact"],
    ["log"],
    ["folders"],
    ["rollback"],
)


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a cluster that does not answer, for someone who has a password."""
    monkeypatch.setenv(connecting.USER, "me")
    monkeypatch.setenv(connecting.PASSWORD, SECRET)
    (port,) = free_ports(1)
    return f"opensearch://127.0.0.1:{port}/news"


@pytest.mark.parametrize(
    "command",
    [["query", "oil"], ["stats"], ["saved", "list"], ["cluster", "status"], ["cluster", "check"]],
    ids=" ".join,
)
def test_a_cluster_that_does_not_answer_is_said_in_one_line(
    command: list[str], nowhere: str, call: Any
) -> None:
    code, out, err = call(*command, "--archive", nowhere, archive=None)
    assert (code, out) == (3, "")
    message, hint = err.splitlines()
    assert message.startswith(f"error: cannot reach {nowhere}: ")
    assert hint == "hint: is the cluster running, and the address right?"
    assert SECRET not in err


@pytest.mark.parametrize("command", FOLDERS_ONLY, ids=" ".join)
def test_what_is_for_folders_refuses_an_address(
    command: list[str], nowhere: str, call: Any
) -> None:
    code, _, err = call(*command, "--archive", nowhere, archive=None)
    assert code == 2
    assert f"this command is for an archive in a folder, and {nowhere} is in a cluster" in err


def test_what_is_for_clusters_refuses_a_folder(call: Any, tmp_path: Path) -> None:
    code, _, err = call("cluster", "status", "--archive", str(tmp_path), archive=None)
    assert code == 2
    assert "this command is for an archive in a cluster" in err


def test_the_variable_and_the_settings_take_an_address(
    nowhere: str, call: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings = tmp_path / "config" / "newssearch" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f'archive = "{nowhere}"\n')
    assert f"cannot reach {nowhere}" in call("query", "oil", archive=None)[2]
    other = nowhere.replace("/news", "/other")
    monkeypatch.setenv("NEWSSEARCH_ARCHIVE", other)
    assert f"cannot reach {other}" in call("query", "oil", archive=None)[2]
    monkeypatch.delenv("NEWSSEARCH_ARCHIVE")
    settings.write_text('archive = "opensearch://me:pw@host/news"\n')
    code, _, err = call("query", "oil", archive=None)
    assert code == SettingsError.exit_code
    assert "must not hold a name or a password" in err
    assert "me:pw" not in err


def test_name_and_password_come_from_netrc_where_the_variables_are_not_set(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    address = read_address("opensearchs://one.example:9200,two.example/news")
    login = connecting.login
    for name in (connecting.USER, connecting.PASSWORD):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    assert login(address) is None
    (tmp_path / "netrc").write_text("machine one.example login me password secret\n")
    (tmp_path / "netrc").chmod(0o600)
    assert netrc.netrc(tmp_path / "netrc").authenticators("two.example") is None
    assert login(address) == ("me", "secret")
    monkeypatch.setenv(connecting.USER, "other")
    with pytest.raises(UsageError, match=f"{connecting.PASSWORD} is not set"):
        login(address)
    monkeypatch.setenv(connecting.PASSWORD, "pw")
    assert login(address) == ("other", "pw")
