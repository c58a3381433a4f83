"""The pictures of the README: made of the real program, and holding nothing from elsewhere."""

import re
from pathlib import Path

import pytest

from docs.pictures import FOLDER, PICTURES
from docs.walk import COLUMNS, PAGE, STEPS

README = Path(__file__).parents[2] / "README.md"


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_shows_what_it_is_of_and_needs_no_network(picture):
    drawing = (FOLDER / f"{picture.name}.svg").read_text(encoding="utf-8")
    text = re.sub(r"&#160;", " ", re.sub("<[^>]*>", " ", drawing))
    shown = {"reading": "Hits 1-", "narrowing": "Narrow", "who-said-what": "quotations in"}
    assert shown[picture.name] in text
    links = set(re.findall(r"https?://[^\"' )]+", drawing))
    assert links <= {"http://www.w3.org/2000/svg", "https://www.textualize.io"}
    assert f"docs/pictures/{picture.name}.svg" in README.read_text(encoding="utf-8")
    assert not re.search(r"/(home|work|tmp|Users)/", text)


def test_the_walk_has_a_screen_for_every_step_and_names_no_machine():
    page = PAGE.read_text(encoding="utf-8")
    steps = re.findall(
        r"^(?!\s*```)([^\n]+)\n\n```text\n(.*?)\n```", page, re.DOTALL | re.MULTILINE
    )
    assert [says for says, _ in steps] == [step.says for step in STEPS]
    lines = [line for _, screen in steps for line in screen.splitlines()]
    assert max(map(len, lines)) <= COLUMNS
    assert not re.search(r"/(home|work|tmp|Users)/", page)
