"""The query language on one screen, and its fields, as text for a terminal.

``newssearch help syntax`` and ``help fields`` print these, the screen's help shows them. Lines
hold at most 79 columns, the syntax at most 23 lines, so that both fit a terminal of 80 by 24.
"""

from __future__ import annotations

import textwrap

from newssearch.archive.fields import FIELDS, Field
from newssearch.search.language.names import COMPARED_NAMES

WIDTH = 79

_SYNTAX = """\
WORDS    scud missiles           both, and their variants (missile, launched)
         "scud missile"          exactly these words, next to each other
         "missile scud"~5        any order, at most 5 words more between
COMBINE  scud OR patriot         scud -patriot     scud NOT (patriot OR israel)
         a space is AND, and binds tighter than OR; brackets group
PARTS    missil*  wom?n          any ending, one character; missil! is missil*
         misile~  misile~2       1 or 2 letters different
NEAR     scud w/5 israel         within 5 words; in order: scud pre/5 israel
         scud w/s israel         in one sentence; scud w/p israel: paragraph
         bush NOT w/3 kate       a bush with no kate that near
COUNT    atleast3 scud           3 times or more; scud^2 weighs double
PRINTED  caps(us) allcaps(aids)  nocaps(turkey)  singular(x)  plural(x)
FIELDS   title:scud              title:(scud OR patriot)   source:"ap wire"
         hlead:scud              title and lead; any title at all: title:*
QUOTED   quote:"crude oil"       speaker:powell
         quote:("mass destruction" speaker:powell)   both of one quotation
DATES    date:2012-12            date:2012-12..2013-01     after:2012
         date:7d..               the last 7 days (d w m y); date:"last week"
NUMBERS  words:500..1000         words:>500
PLAIN    what\\?  \\AND            a backslash makes a mark or an operator plain
         covid-19                - is NOT only after a space, before a word
ALL      *                       every article
OPTIONS  --any, --literal        any of the words; nothing is an operator"""


def syntax_help() -> str:
    """The whole language, by example, on one screen."""
    return _SYNTAX


_BARE_NOTE = "* searched by words without a field"


def fields_help() -> str:
    """Every field with its other names and what it holds, from the table of fields."""
    rows = [(field.name, ", ".join(field.aliases) or "-", _meaning(field)) for field in FIELDS]
    rows.append((", ".join(COMPARED_NAMES), "-", "dates: after or before the day, month or year"))
    first = max(len(row[0]) for row in rows)
    second = max(len(row[1]) for row in rows)
    lines = [f"{'FIELD':<{first}}  {'ALSO':<{second}}  MEANING"]
    for name, others, meaning in rows:
        indent = first + second + 4
        head, *more = textwrap.wrap(meaning, WIDTH - indent)
        lines.append(f"{name:<{first}}  {others:<{second}}  {head}")
        lines.extend(" " * indent + line for line in more)
    return "\n".join([*lines, "", _BARE_NOTE])


def field_rows() -> list[tuple[str, str, str]]:
    """Name, other names and meaning of every field, for a table in the documents."""
    return [(field.name, ", ".join(field.aliases), _meaning(field)) for field in FIELDS]


def _meaning(field: Field) -> str:
    return f"{field.help} *" if field.bare else field.help
