"""Pictures of the search screen for the README, made from the real program on the sample articles.

``make pictures`` writes them again: ``python -m docs.pictures``.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
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


if __name__ == "__main__":
    main()
