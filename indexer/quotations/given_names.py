"""Given names and the gender they tell, read from ``given_names.txt`` when first asked for.

The names are those of the US Census Bureau's 1990 list of first names (public domain), with some
common in world news added. The file has one line a gender: ``m``, ``f`` or ``u`` (borne by both),
a colon, and the names.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Literal, cast

Gender = Literal["m", "f"]


@cache
def given_names() -> dict[str, Gender | None]:
    """Return every known given name with its gender, None if both bear it."""
    text = resources.files(__package__).joinpath("given_names.txt").read_text("utf-8")
    table: dict[str, Gender | None] = {}
    for line in text.splitlines():
        gender, _, names = line.partition(":")
        known = cast("Gender", gender) if gender in ("m", "f") else None
        table.update(dict.fromkeys(names.split(), known))
    return table
