"""Settings of the search screen in the settings file."""

import pytest

from newssearch.archive.errors import SettingsError
from newssearch.cli.settings import Settings, read_settings


def test_settings_of_the_screen(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text('theme = "dark"\nhistory = false\n[keys]\nsimilar = "ctrl+l"\n')
    assert read_settings(path) == Settings(theme="dark", history=False, keys={"similar": "ctrl+l"})
    path.write_text("")
    assert read_settings(path) == Settings()


@pytest.mark.parametrize("line", ["theme = 1", 'history = "no"', "keys = 3", "[keys]\nsimilar = 1"])
def test_what_they_cannot_be_is_refused(line, tmp_path):
    path = tmp_path / "config.toml"
    path.write_text(line)
    with pytest.raises(SettingsError, match=r"config\.toml"):
        read_settings(path)
