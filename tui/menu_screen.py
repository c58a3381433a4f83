"""A menu: the actions of one place of the table, each with its key."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from newssearch.tui.actions import COPYING, EXPORTING, OPENING, Action, actions_in
from newssearch.tui.block_list import Block, BlockList
from newssearch.tui.common_screen import CommonModal
from newssearch.tui.keys_line import KeysLine
from newssearch.tui.page import PageParagraph, PageWriter
from newssearch.tui.title_rule import TitleRule


class MenuScreen(CommonModal[str | None]):
    """Lists what can be done; returns the name of the chosen action."""

    DEFAULT_CSS = """
    MenuScreen { align: left bottom; }
    MenuScreen BlockList { background: $background; max-height: 100%; }
    MenuScreen KeysLine { background: $background; }
    """

    PLACE: ClassVar[str]
    HEADING: ClassVar[str]

    def __init__(self, about: str = "") -> None:
        super().__init__()
        self._about = about
        self._actions = menu_actions(self.PLACE)

    def compose(self) -> ComposeResult:
        """Lay out title, entries and keys."""
        yield TitleRule()
        yield BlockList(id="menu")
        yield KeysLine()

    def on_mount(self) -> None:
        """Show the entries."""
        self.query_one(TitleRule).show_title(self.HEADING, self._about)
        menu = self.query_one(BlockList)
        menu.styles.height = len(self._actions)
        menu.focus()
        self.query_one(KeysLine).show_place(self.PLACE)

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


def menu_bindings(place: str) -> list[BindingType]:
    """Return the bindings of a menu: its entries by their keys, and what every menu has."""
    entries = menu_actions(place)
    return [
        Binding(
            key,
            f"choose('{action.name}')" if action in entries else action.name,
            action.description,
            priority=True,
        )
        for action in actions_in(place)
        for key in action.keys
    ]


class CopyMenu(MenuScreen):
    """What can be copied."""

    PLACE, HEADING = COPYING, "Copy"
    BINDINGS = menu_bindings(COPYING)


class OpenMenu(MenuScreen):
    """What can be opened outside."""

    PLACE, HEADING = OPENING, "Open outside"
    BINDINGS = menu_bindings(OPENING)


class ExportMenu(MenuScreen):
    """The formats of an export."""

    PLACE, HEADING = EXPORTING, "Export"
    BINDINGS = menu_bindings(EXPORTING)


def _entry(action: Action) -> Block:
    writer = PageWriter()
    writer.write(f"{action.shown:<3}", "key")
    writer.write(action.description)
    paragraph = (PageParagraph(1, 0),)
    return Block(writer.page(), low=paragraph, tall=paragraph)
