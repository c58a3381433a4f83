"""A group of options, taken by a command as one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from newssearch.cli.option_groups import grouped


@dataclass(frozen=True)
class Colours:
    sky: Annotated[str, typer.Option("--sky", metavar="COLOUR", help="Of the sky.")] = "blue"
    sea: Annotated[int, typer.Option(min=0)] = 3


app = typer.Typer()


@app.command()
@grouped
def paint(
    place: Annotated[str, typer.Argument()],
    colours: Colours = Colours(),
    often: Annotated[bool, typer.Option("--often")] = False,
) -> int:
    """Paint a place."""
    print(place, colours, often)
    return 0


@pytest.mark.parametrize(
    ("typed", "painted"),
    [
        (["pier"], "pier Colours(sky='blue', sea=3) False"),
        (
            ["--often", "pier", "--sky", "grey", "--sea", "4"],
            "pier Colours(sky='grey', sea=4) True",
        ),
    ],
)
def test_options_of_a_group_are_given_as_one_value(typed, painted):
    assert CliRunner().invoke(app, typed).output.strip() == painted


def test_help_lists_the_options_of_a_group_where_it_is_taken():
    told = CliRunner().invoke(app, ["--help"]).output
    assert "Paint a place." in told
    assert "Of the sky." in told
    assert told.index("--sky") < told.index("--sea") < told.index("--often")


def test_what_a_field_cannot_be_is_refused():
    assert CliRunner().invoke(app, ["pier", "--sea", "-1"]).exit_code == 2
