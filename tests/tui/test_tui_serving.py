"""The screen in a browser: who gets an answer, and what a real browser loads and shows."""

import asyncio
import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from aiohttp import WSServerHandshakeError
from aiohttp.test_utils import TestClient, TestServer
from tui_fake_archive import SEED

from newssearch.archive.errors import UsageError
from newssearch.cli.program import carry_out
from newssearch.tui import serving
from newssearch.tui.serving import PAGE, ScreenServer

TOKEN = "a-token"
FAKE = [sys.executable, str(Path(__file__).with_name("tui_fake_archive.py"))]
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


async def fetched(path, **headers):
    """Status and text of an answer of the server."""
    server = ScreenServer(FAKE, "127.0.0.1", TOKEN)
    async with TestClient(TestServer(server.application())) as client:
        answer = await client.get(path, headers=headers, allow_redirects=False)
        return answer.status, await answer.text(errors="replace"), answer.headers


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        (f"/{TOKEN}/", {}, 200),
        (f"/{TOKEN}/", {"Host": "localhost"}, 200),
        (f"/{TOKEN}/", {"Host": "[::1]:80"}, 200),
        (f"/{TOKEN}/focus.js", {}, 200),
        (f"/{TOKEN}/static/js/textual.js", {}, 200),
        (f"/{TOKEN}/static/css/xterm.css", {}, 200),
        ("/", {}, 403),
        ("//", {}, 403),
        ("/another-token/", {}, 403),
        (f"/{TOKEN}x/", {}, 403),
        ("/static/js/textual.js", {}, 403),
        ("/ws", {}, 403),
        (f"/{TOKEN}/", {"Host": "evil.example"}, 403),
        (f"/{TOKEN}/", {"Host": "127.0.0.1.evil.example"}, 403),
        (f"/{TOKEN}/", {"Host": "localhost@evil.example"}, 403),
        (f"/{TOKEN}/", {"Host": 'localhost:"><script>'}, 403),
        (f"/{TOKEN}/", {"Origin": "http://evil.example"}, 403),
        (f"/{TOKEN}/", {"Origin": "null"}, 403),
        (f"/{TOKEN}/static/js/textual.js", {"Origin": "https://127.0.0.1"}, 403),
        (f"/{TOKEN}/ws", {}, 403),
        (f"/{TOKEN}/static/", {}, 403),
        (f"/{TOKEN}/static/%2e%2e/server.py", {}, 404),
        (f"/{TOKEN}/elsewhere", {}, 404),
    ],
)
async def test_only_what_names_this_server_and_its_token_is_answered(path, headers, status):
    got, text, _ = await fetched(path, **headers)
    assert got == status
    assert TOKEN not in text or status == 200


async def test_the_page_needs_nothing_from_elsewhere_and_may_load_nothing():
    _, text, headers = await fetched(f"/{TOKEN}/")
    assert not re.search(r"https?:|//[a-z]", text.replace("ws://", ""))
    assert set(re.findall(r'ws://[^"]*', text)) == {
        f"ws://{re.search(r'ws://([^/]*)', text)[1]}/{TOKEN}/ws"
    }
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "script-src 'self';" in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "<script>" not in PAGE


@pytest.mark.parametrize("origin", ["http://evil.example", "null", None])
async def test_no_other_page_opens_a_screen(origin):
    server = ScreenServer(FAKE, "127.0.0.1", TOKEN)
    async with TestClient(TestServer(server.application())) as client:
        headers = {} if origin is None else {"Origin": origin}
        with pytest.raises(WSServerHandshakeError, match="403"):
            await client.ws_connect(f"/{TOKEN}/ws", headers=headers)


async def shown_until(screen, wanted):
    """What the screen draws, until words are in it; colours and places are left out."""
    drawn = b""
    while wanted not in re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", drawn.decode(errors="replace")):
        drawn += (await screen.receive(timeout=60)).data
    return drawn.decode()


async def test_a_screen_is_used_over_the_socket_and_hostile_articles_stay_text():
    server = ScreenServer(FAKE, "127.0.0.1", TOKEN)
    async with TestClient(TestServer(server.application())) as client:
        origin = f"http://{client.host}:{client.port}"
        path = f"/{TOKEN}/ws?width=100&height=nonsense"
        async with client.ws_connect(path, headers={"Origin": origin}) as screen:
            await shown_until(screen, "2,017 articles")
            for strange in ("no json", "[]", '["resize", 7]', '["stdin", 7]', '{"a": 1}', "7"):
                await screen.send_str(strange)
            await screen.send_str(json.dumps(["resize", {"width": 10**9, "height": 200}]))
            await screen.send_str(json.dumps(["stdin", "scud\r"]))
            drawn = await shown_until(screen, "half")
            assert "owned" in drawn
            acting = re.compile(
                r"\x1b\][^5]|\x1b\[2J|\x1b\[31mred|\x9b|\x90|\x07|\u202e|[\x00-\x06]"
            )
            assert not acting.search(drawn)
            await screen.send_str(json.dumps(["stdin", "yi"]))
            copied = await shown_until(screen, "browser's clipboard")
            assert "\x1b]52;c;" in copied
            await screen.send_str(json.dumps(["stdin", "op"]))
            await shown_until(screen, "this is a browser")
        for _ in range(500):
            if not server._open:
                break
            await asyncio.sleep(0.02)
        assert not server._open  # its process has ended with the page


def test_it_listens_prints_one_line_and_ends_at_ctrl_c(tmp_path):
    command = [sys.executable, "-m", "newssearch", "serve", "--port", "0"]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        # a shell lets what it runs in the background ignore the signal
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    line = process.stdout.readline()
    assert re.fullmatch(
        r"the search screen is at http://127\.0\.0\.1:\d+/[\w-]{43}/ until Ctrl\+C\n", line
    )
    process.send_signal(signal.SIGINT)
    rest, errors = process.communicate(timeout=60)
    assert (rest, errors, process.returncode) == ("", "", 0)


def test_a_port_that_is_taken_is_refused():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"cannot listen on 127.0.0.1, port {port}") as caught:
            serving.serve(FAKE, "127.0.0.1", port, print)
    assert "--port" in caught.value.hint


def test_without_the_extra_it_says_how_to_install_it(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "textual_serve", None)
    monkeypatch.delitem(sys.modules, "newssearch.tui.serving", raising=False)
    monkeypatch.delattr("newssearch.tui.serving", raising=False)
    assert carry_out(["serve"]) == 2
    assert capsys.readouterr().err == (
        "error: serve needs textual-serve, which is not installed\n"
        "hint: pip install 'newssearch[serve]'\n"
    )


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
async def test_in_a_real_browser(tmp_path):
    playwright = pytest.importorskip("playwright.async_api", reason="extra browser")
    server = ScreenServer(FAKE, "127.0.0.1", TOKEN)
    async with (
        TestClient(TestServer(server.application())) as client,
        playwright.async_playwright() as driver,
    ):
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = await browser.new_page(viewport={"width": 900, "height": 500})
        root = f"http://{client.host}:{client.port}/{TOKEN}/"
        asked, faults, drawn = [], [], []

        def note(part):
            drawn.append(part)

        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: faults.append(dialog.message))
        page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
        page.on("websocket", lambda one: one.on("framereceived", note))
        await page.goto(root)

        async def shown(words):
            until = time.monotonic() + 60
            while words not in b"".join(one for one in drawn if isinstance(one, bytes)).decode():
                assert time.monotonic() < until, words
                await page.wait_for_timeout(50)

        await shown("2,017")
        before = await page.screenshot()
        await page.keyboard.type("scud")
        await page.keyboard.press("Enter")
        await shown(SEED.title[:12])
        await page.wait_for_timeout(300)
        assert await page.screenshot() != before
        assert await page.title() == "newssearch"
        assert len(page.context.pages) == 1
        assert all(one.startswith(root) for one in asked)
        assert len(asked) >= 4
        assert faults == []
        await browser.close()
