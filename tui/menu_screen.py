"""A menu: the actions of one place of the table, each with its key."""

from __future__ import annotations

from textual.app import ComposeResult

from newssearch.tui.actions import Action, actions_in
from newssearch.tui.block_list import Block, BlockList
from newssearch.tui.common_screen import CommonModal
from newssearch.tui.keys_line import KeysLine
from newssearch.tui.page import PageParagraph, PageWriter
from newssearch.tui.text_lines import TextLines


class MenuScreen(CommonModal[str | None]):
    """Lists what can be done; returns the name of the chosen action."""

    DEFAULT_CSS = """
    MenuScreen { align: left bottom; }
    MenuScreen #title { background: ansi_default; }
    MenuScreen BlockList { background: ansi_default; max-height: 100%; }
    MenuScreen KeysLine { background: ansi_default; }
    """

    def __init__(self, place: str, title: str) -> None:
        super().__init__()
        self._place = place
        self._title = title
        self._actions = menu_actions(place)
        for action in actions_in(place):
            name = f"choose('{action.name}')" if action in self._actions else action.name
            for key in action.keys:
                self._bindings.bind(key, name, priority=True)

    def compose(self) -> ComposeResult:
        """Lay out title, entries and keys."""
        yield TextLines(id="title")
        yield BlockList(id="menu")
        yield KeysLine()

    def on_mount(self) -> None:
        """Show the entries."""
        self.query_one("#title", TextLines).show([[(f" {self._title}", "title")]])
        menu = self.query_one(BlockList)
        menu.styles.height = len(self._actions)
        menu.focus()
        self.query_one(KeysLine).show_place(self._place)

    def on_resize(self) -> None:
        """Fill the menu once its width is known."""
        menu = self.query_one(BlockList)
        if not menu.count:
            menu.show_blocks([_entry(action) for action in self._actions])

    def on_block_list_taken(self, event: BlockList.Taken) -> None:
        """Choose the entry that was clicked."""
        event.stop()
        self.action_choose(self._actions[event.number].name)

    def action_choose(self, name: str) -> None:
        """Choose an entry by its key."""
        self.dismiss(name)

    def action_take(self) -> None:
        """Choose the entry the cursor is on."""
        self.action_choose(self._actions[self.query_one(BlockList).cursor].name)

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)


def menu_actions(place: str) -> tuple[Action, ...]:
    """Return the entries of a menu: its actions but those of every menu."""
    return tuple(action for action in actions_in(place) if action.where == (place,))


def _entry(action: Action) -> Block:
    writer = PageWriter()
    writer.write(f"{action.shown:<3}", "key")
    writer.write(action.description)
    paragraph = (PageParagraph(1, 0),)
    return Block(writer.page(), low=paragraph, tall=paragraph)
