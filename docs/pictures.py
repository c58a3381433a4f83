"""Pictures of the search screen for the README, made from the real program on the sample articles.

``make pictures`` writes them again: ``python -m docs.pictures``. That of the screen in a browser
takes the extras ``serve`` and ``browser`` and an installed Chromium, and stays as it is where one
is missing.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from newssearch.archive.article import Article
from newssearch.cli.samples import sample_folder
from newssearch.indexer import index_paths
from newssearch.tui.app import NewsApp
from newssearch.tui.news_engine import NewsEngine

DOCUMENTS = Path(__file__).parent
FOLDER = DOCUMENTS / "pictures"


class Picture(NamedTuple):
    """A picture: its name, the size of the terminal, what is searched, and the keys pressed."""

    name: str
    size: tuple[int, int]
    theme: str
    query: str
    keys: tuple[str, ...]


PICTURES = (
    Picture("reading", (140, 34), "dark", "harbour bridge", ("down", "enter", "n", "n")),
    Picture("narrowing", (140, 34), "light", "harbour", ("down", "f")),
    Picture("who-said-what", (100, 28), "dark", "speaker:*", ("down", "W")),
)

BROWSER_KEYS = ("harbour bridge", "Enter")
SECONDS_FOR_A_BROWSER = 3.0
"""For a screen in a browser to come to rest, which the browser does not tell."""


class PicturedEngine(NewsEngine):
    """The engine, whose articles are in the same folder wherever the pictures are made."""

    def article(self, article_id: str) -> Article:
        """Return one stored article, whole."""
        article = super().article(article_id)
        return article._replace(path=f"news/{article.path.rsplit('/', 1)[-1]}")


async def draw(picture: Picture, archive: Path) -> str:
    """Return a picture as SVG that needs nothing from the network."""
    app = NewsApp(archive, PicturedEngine, query=picture.query, theme=picture.theme)
    async with app.run_test(size=picture.size) as pilot:
        for key in (*picture.keys, ""):
            await _settled(app)
            if key:
                await pilot.press(key)
        await _settled(app)
        await pilot.pause()
        app.search.quiet()
        await pilot.pause()
        drawing = app.export_screenshot(title="newssearch tui")
    return re.sub(r"\s*@font-face \{.*?\}", "", drawing, flags=re.DOTALL)


async def _settled(app: NewsApp) -> None:
    for _ in range(200):
        await asyncio.sleep(0.02)
        if not app.search.busy:
            break


def photograph(archive: Path, chromium: str) -> bytes:
    """Return the screen as Chromium shows it, as PNG, served by ``newssearch serve``."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - an extra

    command = [sys.executable, "-m", "newssearch", "serve", "--port", "0", "--archive"]
    server = subprocess.Popen([*command, str(archive)], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        address = server.stdout.readline().split(" at ")[1].split()[0]
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 860, "height": 500})
            page.goto(address)
            page.wait_for_selector("body.-first-byte")
            for typed in BROWSER_KEYS:
                page.wait_for_timeout(SECONDS_FOR_A_BROWSER * 1000)
                if typed == "Enter":
                    page.keyboard.press(typed)
                else:
                    page.keyboard.type(typed)
            page.wait_for_timeout(SECONDS_FOR_A_BROWSER * 1000)
            picture: bytes = page.screenshot()
            browser.close()
        return picture
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()


def main() -> None:
    """Write all pictures."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive"
        index_paths(archive, [sample_folder(), DOCUMENTS / "examples"], workers=1)
        for picture in PICTURES:
            drawing = asyncio.run(draw(picture, archive))
            path = FOLDER / f"{picture.name}.svg"
            path.write_text(drawing, encoding="utf-8")
            sys.stdout.write(f"{path.name}: {len(drawing):,} bytes\n")
        chromium = shutil.which("chromium")
        if chromium is not None and find_spec("playwright") is not None:
            photo = photograph(archive, chromium)
            (FOLDER / "browser.png").write_bytes(photo)
            sys.stdout.write(f"browser.png: {len(photo):,} bytes\n")


if __name__ == "__main__":
    main()
