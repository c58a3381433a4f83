"""``opensearchs://``: whose certificate is not trusted, or names another host, is told nothing.

The certificates in ``certificates`` were made for these tests, with ``openssl``, for a hundred
years: one of an authority, and two servers with their keys, for this machine and for another host.
"""

from __future__ import annotations

import http.server
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from newssearch.archive.cluster import connecting

CERTIFICATES = Path(__file__).parent / "certificates"
AUTHORITY = CERTIFICATES / "authority.pem"
SECRET = "not-to-be-seen"
EMPTY = b'{"error": "alias [news] missing", "status": 404}'


class EmptyCluster(http.server.BaseHTTPRequestHandler):
    """Answers as a cluster does that has nothing, and keeps who asked."""

    asked: list[str | None]

    def do_GET(self) -> None:
        self.asked.append(self.headers["Authorization"])
        self.send_response(404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(EMPTY)))
        self.end_headers()
        self.wfile.write(EMPTY)

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def serving(certificate: str) -> Iterator[tuple[str, list[str | None]]]:
    """Serve with a certificate; give the address of an archive there, and who asked."""
    handler = type("Handler", (EmptyCluster,), {"asked": []})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATES / certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"opensearchs://127.0.0.1:{server.server_port}/news", handler.asked
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(autouse=True)
def login(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(connecting.USER, "me")
    monkeypatch.setenv(connecting.PASSWORD, SECRET)
    monkeypatch.delenv(connecting.CERTIFICATES, raising=False)


def test_a_certificate_of_an_authority_that_is_named_is_trusted(
    call: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(connecting.CERTIFICATES, str(AUTHORITY))
    with serving("here.pem") as (address, asked):
        code, _, err = call("query", "oil", "--archive", address, archive=None)
    assert (code, err.splitlines()[0]) == (
        *(3, f"error: there is no archive at {address}: alias [news] missing"),
    )
    assert asked
    assert all(asked)


@pytest.mark.parametrize(
    ("certificate", "named"),
    [("here.pem", False), ("elsewhere.pem", False), ("elsewhere.pem", True)],
)
def test_other_certificates_are_refused_before_a_password_is_sent(
    call: Any, monkeypatch: pytest.MonkeyPatch, certificate: str, named: bool
) -> None:
    if named:
        monkeypatch.setenv(connecting.CERTIFICATES, str(AUTHORITY))
    with serving(certificate) as (address, asked):
        code, _, err = call("query", "oil", "--archive", address, archive=None)
    assert code == 3
    assert f"{address} has no certificate that is trusted here: " in err
    assert ("not valid for '127.0.0.1'" in err) is named
    assert connecting.CERTIFICATES in err
    assert SECRET not in err
    assert not asked


@pytest.mark.parametrize(("content", "said"), [(None, "No such file"), ("none", "NO_CERT")])
def test_a_file_of_certificates_that_is_none_is_named(
    call: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: str | None, said: str
) -> None:
    path = tmp_path / "authority.pem"
    if content is not None:
        path.write_text(content)
    monkeypatch.setenv(connecting.CERTIFICATES, str(path))
    with serving("here.pem") as (address, _):
        code, _, err = call("query", "oil", "--archive", address, archive=None)
    assert code == 2
    assert said in err
    assert str(path) in err
