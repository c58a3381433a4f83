"""Measure the time from a key press to the repainted hits, beside the debounce. A report, no test.

``python tests/tui/tui_key_to_repaint.py [ARCHIVE [QUERY]]``: on a real archive, or on one in
memory whose answers cost nothing, so that what is measured is the screen itself.
"""

import asyncio
import statistics
import sys
import time
from pathlib import Path

from tui_fake_archive import FakeArchive, made_up
from tui_screens import settled

from newssearch.tui.app import NewsApp
from newssearch.tui.engine import default_opener
from newssearch.tui.search_screen import DEBOUNCE_SECONDS


class Instant(FakeArchive):
    """Gives the same first page to every question."""

    def __init__(self, path):
        super().__init__(path, list(map(made_up, range(200))))
        self._ready = super().search("scud missiles", limit=20)

    def search(self, text, **_options):
        return self._ready

    def article(self, article_id):
        return self.contents[0] if article_id == self.contents[0].id else self.contents[1]


class Timed(NewsApp):
    """Notes when something was last painted."""

    painted = 0.0

    def _display(self, screen, renderable):
        super()._display(screen, renderable)
        self.painted = time.perf_counter()


async def measure(path, opener, query, size):
    app = Timed(path, opener)
    milliseconds = []
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        for character in query * 2:
            started = time.perf_counter()
            await pilot.press(character)
            await settled(app, pilot)
            milliseconds.append(1000 * (app.painted - started - DEBOUNCE_SECONDS))
    return milliseconds


def main():
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("/archive")
    opener = default_opener(None) if len(sys.argv) > 1 else Instant
    query = sys.argv[2] if len(sys.argv) > 2 else "scud missiles"
    for size in ((40, 12), (80, 24), (120, 40)):
        taken = asyncio.run(measure(path, opener, query, size))
        print(
            f"{size[0]}x{size[1]}: median {statistics.median(taken):.0f} ms, "
            f"worst {max(taken):.0f} ms, over {len(taken)} keys"
        )


if __name__ == "__main__":
    main()
