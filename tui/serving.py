"""The search screen in a browser: a small server that runs one screen for each page that is open.

The screen is the same program, drawn by textual-serve's terminal for browsers. What is here is the
door to it: an address that cannot be guessed, and no answer to what does not come from a page of
this server's own. That keeps out other pages in the same browser, which may send requests to this
machine (cross-site requests) or make their own name point to it (DNS rebinding).
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import ipaddress
import re
import secrets
import signal
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Sequence
from importlib.resources import files
from pathlib import Path

import textual_serve
from aiohttp import WSCloseCode, WSMsgType, web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from newssearch.archive.errors import UsageError

MOST_SCREENS = 16
"""Screens at once; each is a process of some 100 MB."""

LONGEST_MESSAGE = 1 << 16
"""Bytes of one message of a page: more than the longest query that is pasted."""

_SECONDS_TO_END = 5.0
_HOST = re.compile(r"(?P<name>[\w.-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?", re.ASCII)
_TOKEN_BYTES = 32

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>newssearch</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="static/css/xterm.css">
<style>
@font-face { font-family: "Roboto Mono";
             src: url("static/fonts/RobotoMono-VariableFont_wght.ttf"); }
@font-face { font-family: "Roboto Mono"; font-style: italic;
             src: url("static/fonts/RobotoMono-Italic-VariableFont_wght.ttf"); }
html, body { margin: 0; height: 100%; overflow: hidden; background: #15181e; color: #d7dae0;
             font: 16px "Roboto Mono", monospace; }
.textual-terminal { width: 100vw; height: 100vh; }
#start { display: none; }
#ended { display: none; padding: 2em; }
body.-closed #ended { display: block; }
body.-closed .textual-terminal { display: none; }
a { color: #6cb6eb; }
</style>
<script src="static/js/textual.js"></script>
<script src="focus.js" defer></script>
</head>
<body>
<div id="ended">The search screen has ended. <a href="./">Open it again</a></div>
<span id="start"></span>
<div id="terminal" class="textual-terminal" data-session-websocket-url="WEBSOCKET"
     data-font-size="16"></div>
</body>
</html>
"""
"""All that it loads comes from this server."""

FOCUS = """new MutationObserver((_changes, watching) => {
  const line = document.querySelector("#terminal.-connected .xterm-helper-textarea");
  if (line) { watching.disconnect(); line.focus(); }
}).observe(document.getElementById("terminal"), {attributes: true, childList: true, subtree: true});
"""
"""Gives the terminal the keys as soon as its screen can be told of them."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class _Screen(AppService):
    """A screen's process. Unlike textual-serve's it is started without a shell, and it ends."""

    def __init__(self, command: Sequence[str], socket: web.WebSocketResponse) -> None:
        async def close() -> None:
            await socket.close()

        super().__init__(
            command[0],
            write_bytes=socket.send_bytes,
            write_str=socket.send_str,
            close=close,
            download_manager=DownloadManager(),
        )
        self._arguments = tuple(command)

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        self._process = process = await asyncio.create_subprocess_exec(
            *self._arguments,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=self._build_environment(width, height),
        )
        self._stdin = process.stdin
        return process

    async def end(self) -> None:
        """End the process: ask it to, and kill it if it does not."""
        process = self._process
        assert process is not None
        try:
            async with asyncio.timeout(_SECONDS_TO_END):
                await self.stop()
                await process.wait()
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()


class ScreenServer:
    """Serves the search screen under an address with a secret in it.

    ``command`` is the program that is run for each page, ``host`` the name or address that is
    listened on, which a request may name beside ``localhost`` and plain addresses.
    """

    def __init__(self, command: Sequence[str], host: str, token: str | None = None) -> None:
        self._command = tuple(command)
        self._host = host
        self.token = token or secrets.token_urlsafe(_TOKEN_BYTES)
        self._open: set[web.WebSocketResponse] = set()

    def application(self) -> web.Application:
        """Return what answers requests."""
        application = web.Application(middlewares=[self._guarded])
        root = f"/{self.token}"
        statics = Path(str(files(textual_serve))) / "static"
        application.add_routes(
            [
                web.get(f"{root}/", self._page),
                web.get(f"{root}/focus.js", self._focus),
                web.get(f"{root}/ws", self._screen),
                web.static(f"{root}/static", statics),
            ]
        )
        application.on_shutdown.append(self._close_all)
        return application

    @web.middleware
    async def _guarded(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer a request that names this server and its secret and comes from none other."""
        if not self._is_own_name(request.host):
            raise web.HTTPForbidden(text="this name is not one of the server's\n")
        origin = request.headers.get("Origin")
        if origin is not None and origin != f"http://{request.host}":
            raise web.HTTPForbidden(text="another page may not use this server\n")
        given = f"{request.path}/".split("/", 2)[1]
        if not hmac.compare_digest(given.encode(), self.token.encode()):
            raise web.HTTPForbidden(text="open the whole address that newssearch serve prints\n")
        response = await handler(request)
        if not response.prepared:
            response.headers.update(_headers(request.host))
        return response

    def _is_own_name(self, host: str) -> bool:
        """Return whether a request's host is one by which this server can be meant.

        A page of another server can make its own name lead here, but not an address or these names.
        """
        found = _HOST.fullmatch(host)
        if found is None:
            return False
        name = found["name"].strip("[]")
        if name.lower() in ("localhost", self._host.lower()):
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True

    async def _page(self, request: web.Request) -> web.Response:
        address = f"ws://{request.host}/{self.token}/ws"
        return web.Response(text=PAGE.replace("WEBSOCKET", address), content_type="text/html")

    async def _focus(self, _request: web.Request) -> web.Response:
        return web.Response(text=FOCUS, content_type="text/javascript")

    async def _screen(self, request: web.Request) -> web.WebSocketResponse:
        """Run a screen for as long as its page is open."""
        if "Origin" not in request.headers:  # every browser says it
            raise web.HTTPForbidden(text="only a page may open this\n")
        if len(self._open) >= MOST_SCREENS:
            raise web.HTTPServiceUnavailable(text=f"{MOST_SCREENS} screens are open already\n")
        socket = web.WebSocketResponse(heartbeat=15, max_msg_size=LONGEST_MESSAGE)
        self._open.add(socket)
        try:
            await socket.prepare(request)
            screen = _Screen(self._command, socket)
            await screen.start(_cells(request, "width", 80), _cells(request, "height", 24))
            try:
                await _pass_on(socket, screen)
            finally:
                await screen.end()
        finally:
            self._open.discard(socket)
        return socket

    async def _close_all(self, _application: web.Application) -> None:
        for socket in tuple(self._open):
            await socket.close(code=WSCloseCode.GOING_AWAY, message=b"the server has ended")


def _headers(host: str) -> dict[str, str]:
    """Return what keeps the page to itself: nothing from elsewhere, no frames, no referrer."""
    return {
        "Content-Security-Policy": (
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            f" font-src 'self'; img-src 'self' data:; connect-src 'self' ws://{host};"
            " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        ),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }


def _cells(request: web.Request, name: str, otherwise: int) -> int:
    try:
        return min(max(int(request.query.get(name, otherwise)), 1), 1000)
    except ValueError:
        return otherwise


async def _pass_on(socket: web.WebSocketResponse, screen: AppService) -> None:
    """Give a screen what its page sends; what is none of textual-serve's messages is dropped."""
    async for message in socket:
        if message.type != WSMsgType.TEXT:
            continue
        try:
            match message.json():
                case ["stdin", str(typed)]:
                    await screen.send_bytes(typed.encode("utf-8", "replace"))
                case ["resize", {"width": int(width), "height": int(height)}]:
                    await screen.set_terminal_size(
                        min(max(width, 1), 1000), min(max(height, 1), 1000)
                    )
                case ["ping", data]:
                    await socket.send_json(["pong", data])
                case ["focus", *_]:
                    await screen.focus()
                case ["blur", *_]:
                    await screen.blur()
        except ValueError:
            continue


def serve(command: Sequence[str], host: str, port: int, say: Callable[[str], None]) -> None:
    """Serve the screen until Ctrl+C; ``say`` is given the address once it answers.

    ``port`` 0 takes any that is free.

    Raises:
        UsageError: the host or the port cannot be listened on.
    """
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(ScreenServer(command, host), host, port, say))


async def _serve(server: ScreenServer, host: str, port: int, say: Callable[[str], None]) -> None:
    runner = web.AppRunner(server.application(), access_log=None, shutdown_timeout=_SECONDS_TO_END)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        try:
            await site.start()
        except OSError as error:
            raise UsageError(
                f"cannot listen on {host}, port {port}: {error.strerror}",
                hint="choose another with --port, or --port 0 for any that is free",
            ) from error
        shown = f"[{host}]" if ":" in host else host
        say(f"http://{shown}:{runner.addresses[0][1]}/{server.token}/")
        ended = asyncio.Event()
        for one in (signal.SIGINT, signal.SIGTERM):
            with contextlib.suppress(NotImplementedError):  # Windows: KeyboardInterrupt ends it
                asyncio.get_running_loop().add_signal_handler(one, ended.set)
        await ended.wait()
    finally:
        await runner.cleanup()
