"""The history of queries: those asked often and of late first."""

from __future__ import annotations

from collections.abc import Sequence

from newssearch.tui.choosing_screen import ChoosingScreen, Entry
from newssearch.tui.memory import Memory


class HistoryScreen(ChoosingScreen):
    """Lists queries as words are typed; returns the chosen one."""

    def __init__(self, memory: Memory) -> None:
        super().__init__("Queries asked before", "words of the query")
        self._memory = memory

    def entries(self, words: str) -> Sequence[Entry]:
        """Return the queries that have all of the words."""
        wanted = words.lower().split()
        return [
            Entry(asked.text, None, asked.text)
            for asked in self._memory.frequent()
            if all(word in asked.text.lower() for word in wanted)
        ]
