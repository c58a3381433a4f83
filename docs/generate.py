"""Write the tables of the documents from the tables of the program.

A document marks the place with ``<!-- generated: NAME -->`` and ``<!-- end -->``; what stands
between them is replaced. ``python docs/generate.py`` writes, ``--check`` only says whether all is
up to date; a test holds the documents to it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from newssearch.cli.settings import MOST_KEPT
from newssearch.indexer.readers import limits
from newssearch.indexer.readers.formats import READERS
from newssearch.search.budget import BUDGET_SECONDS
from newssearch.search.language.help import field_rows
from newssearch.search.language.refusals import ERROR_CODES
from newssearch.search.limits import MAX_PATTERN_WORDS
from newssearch.search.scripts import SERVED
from newssearch.search.variants.languages import LANGUAGES
from newssearch.tui.actions import PLACES, actions_in
from newssearch.tui.help_text import key_names

DOCUMENTS = Path(__file__).parent

_PLACE = re.compile(r"(<!-- generated: ([a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def fields_table() -> str:
    """The fields of the query language."""
    rows = [(f"`{name}`", _code(others), _plain(meaning)) for name, others, meaning in field_rows()]
    rows.append(("`after` `before`", "", "dates after or before the day, month or year"))
    note = "\\* searched by words without a field.\n"
    return f"{table(('field', 'also written', 'what it holds'), rows)}\n{note}"


def errors_table() -> str:
    """The codes of refused queries."""
    rows = [
        (f"`{code}`", _plain(meaning), _example(example))
        for code, (meaning, example) in ERROR_CODES.items()
    ]
    return table(("code", "what is wrong", "example"), rows)


def languages_table() -> str:
    """The languages whose forms of words are known."""
    codes: dict[str, list[str]] = {}
    for code, language in LANGUAGES.items():
        codes.setdefault(language.name, []).append(code)
    rows = [(name, " ".join(f"`{code}`" for code in own)) for name, own in sorted(codes.items())]
    return table(("language", "its code in `lang:`"), [("English", "`en`"), *rows])


def scripts_table() -> str:
    """What is found in each script or language."""
    rows = [(row.about, row.found, row.left) for row in SERVED]
    return table(("script or language", "what is found", "what is not"), rows)


def formats_table() -> str:
    """The formats that are read."""
    rows = [
        (
            f"**{reader.format.value}** `{reader.name}`",
            _plain(reader.known_by).replace("<", "&lt;"),
            _plain(reader.taken),
            _plain(reader.left),
            _plain(reader.obtained),
        )
        for reader in sorted(READERS, key=lambda one: one.format.value.lower())
    ]
    return table(("format", "known by", "taken", "not taken", "how to get it"), rows)


def limits_table() -> str:
    """What files, queries and runs are held to."""
    megabytes = {
        "a plain-text file": limits.ARTICLE_BYTES,
        "an HTML page, or the markup of one article": limits.PAGE_BYTES,
        "an HTML page with its pictures in it": limits.PAGE_WITH_PICTURES_BYTES,
        "a line of JSON Lines, a row of a table, an article of an export": limits.LINE_BYTES,
        "a file that is read as a whole (JSON, PDF, Word …)": limits.DOCUMENT_BYTES,
        "what a gzip or zip file unpacks to": limits.UNPACKED_BYTES,
    }
    rows = [(what, f"{size // limits.MEGABYTE:,} MB") for what, size in megabytes.items()]
    rows += [
        ("a file that is read a part at a time (JSON Lines, CSV, WARC, exports, mbox)", "none"),
        ("files in a zip file", f"{limits.MEMBERS:,}"),
        ("containers in one another", f"{limits.CONTAINER_DEPTH}"),
        (
            "processor time for one article",
            f"{limits.ITEM_SECONDS} s, and {limits.ITEM_SECONDS_A_MEGABYTE} s a megabyte",
        ),
        (
            "processor time for all articles of a file",
            f"{limits.FILE_SECONDS} s, and {limits.FILE_SECONDS_A_MEGABYTE} s a megabyte",
        ),
        ("words that a pattern may stand for", f"{MAX_PATTERN_WORDS:,}"),
        ("time for one query", f"{BUDGET_SECONDS:.0f} s"),
        ("generations kept", f"{MOST_KEPT:,}"),
    ]
    return table(("what", "limit"), rows)


def keys_table() -> str:
    """The keys of the search screen, with the names that settings give them other keys by."""
    rows = []
    for place, heading in PLACES.items():
        for action in actions_in(place):
            keys = _plain(key_names(action.shown, action.keys)) if action.keys else action.shown
            rows.append((_plain(heading), f"`{keys}`", f"`{action.name}`", action.description))
    return table(("where", "keys", "name", "what it does"), rows)


TABLES: dict[str, Callable[[], str]] = {
    "fields": fields_table,
    "errors": errors_table,
    "languages": languages_table,
    "formats": formats_table,
    "keys": keys_table,
    "limits": limits_table,
    "scripts": scripts_table,
}
"""What can be generated, by the name that a document writes."""


def generate(text: str) -> str:
    """A document with its generated parts as they should be."""
    return _PLACE.sub(lambda found: f"{found[1]}{TABLES[found[2]]()}{found[3]}", text)


def stale(folder: Path = DOCUMENTS) -> list[Path]:
    """The documents whose generated parts are out of date."""
    return [
        path
        for path in sorted(folder.glob("*.md"))
        if (text := path.read_text(encoding="utf-8")) != generate(text)
    ]


def main(arguments: Sequence[str]) -> int:
    """Write the documents, or with ``--check`` only list those that would change."""
    outdated = stale()
    for path in outdated:
        print(path)
        if "--check" not in arguments:
            path.write_text(generate(path.read_text(encoding="utf-8")), encoding="utf-8")
    return 1 if outdated and "--check" in arguments else 0


def _code(names: str) -> str:
    return " ".join(f"`{name}`" for name in names.split(", ") if name)


def _plain(text: str) -> str:
    return text.replace("*", "\\*").replace("|", "\\|")


def _example(text: str) -> str:
    return f"`{text}`".replace("|", "\\|")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
