"""Keys that a person changes: refused where they would be two things at once."""

import subprocess
import sys

import pytest

from newssearch.archive.errors import SettingsError
from newssearch.tui.actions import ACTIONS, LIST, QUERY, TAKEN_KEYS, rebound


def keys_of(actions, name, place=LIST):
    return [action.keys for action in actions if action.name == name and place in action.where]


def test_a_key_is_changed_and_named_in_the_footer():
    changed = rebound(ACTIONS, {"similar": "ctrl+l", "zoom": "ctrl+o Z"})
    assert keys_of(changed, "similar") == [("ctrl+l",)]
    assert keys_of(changed, "zoom") == [("ctrl+o", "Z")]
    assert [a.shown for a in changed if a.name == "zoom"] == ["ctrl+o"]
    assert len(changed) == len(ACTIONS)


def test_a_conflict_is_refused_with_both_names():
    with pytest.raises(SettingsError, match="s would be both") as error:
        rebound(ACTIONS, {"similar": "s"})
    assert {"similar", "next_sort"} <= {*error.value.message.replace(":", "").split()}


def test_two_actions_may_change_places():
    changed = rebound(ACTIONS, {"similar": "s", "next_sort": "S"})
    assert keys_of(changed, "similar") == [("s",)]


def test_letters_stay_free_for_typing():
    changed = rebound(ACTIONS, {"next_sort": "Z"})
    assert keys_of(changed, "next_sort") == [("Z",)]
    assert keys_of(changed, "next_sort", QUERY) == [("f2",)]
    with pytest.raises(SettingsError, match="needed for typing"):
        rebound(ACTIONS, {"older_query": "k"})


@pytest.mark.parametrize("key", TAKEN_KEYS)
def test_what_others_take_is_refused(key):
    with pytest.raises(SettingsError, match="not free"):
        rebound(ACTIONS, {"similar": key})


def test_an_unknown_action_is_refused_with_the_known_ones():
    with pytest.raises(SettingsError, match="no action 'fly'") as error:
        rebound(ACTIONS, {"fly": "f"})
    assert "similar" in error.value.hint


def test_no_key_of_ours_is_one_that_tmux_or_screen_takes():
    keys = {key for action in ACTIONS for key in action.keys}
    assert not keys & {"ctrl+a", "ctrl+b"}


def test_screens_take_the_changed_keys():
    code = (
        "from newssearch.tui.actions import use_keys; use_keys({'similar': 'ctrl+l'})\n"
        "from newssearch.tui.panes import ResultList\n"
        "keys = {b.key for b in ResultList.BINDINGS if b.action == 'screen.similar'}\n"
        "print(keys)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "{'ctrl+l'}"
